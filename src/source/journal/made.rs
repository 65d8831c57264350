//! Journals made for the tests of this folder.

use std::collections::HashMap;

use super::{DATA, DATA_HEAD, ENTRY, ENTRY_HEAD, MAGIC};

/// A journal with these objects behind its header; the last is the last of the file.
pub(super) fn journal(flags: u32, objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = vec![0; 272];
    file.splice(..8, MAGIC.iter().copied());
    file.splice(12..16, flags.to_le_bytes());
    file.splice(88..96, 272_u64.to_le_bytes());
    for object in objects {
        let at = file.len() as u64;
        file.splice(136..144, at.to_le_bytes());
        file.extend_from_slice(object);
        file.resize(file.len().next_multiple_of(8), 0);
    }
    file
}

pub(super) fn object(kind: u8, flags: u8, head: usize, contents: &[u8]) -> Vec<u8> {
    let mut object = vec![0; head];
    object.splice(..2, [kind, flags]);
    object.splice(8..16, ((head + contents.len()) as u64).to_le_bytes());
    object.extend_from_slice(contents);
    object
}

/// An entry whose fields lie at these places, of the first second of its boot.
pub(super) fn entry(items: &[u64]) -> Vec<u8> {
    entry_at(0, items)
}

fn entry_at(seconds: u64, items: &[u64]) -> Vec<u8> {
    let items: Vec<u8> = items.iter().flat_map(|at| [*at, 0]).flat_map(u64::to_le_bytes).collect();
    let mut entry = object(ENTRY, 0, ENTRY_HEAD, &items);
    entry.splice(24..32, (1_797_146_412_000_000 + seconds * 1_000_000).to_le_bytes());
    entry.splice(32..40, (seconds * 1_000_000).to_le_bytes());
    entry.splice(40..56, [7; 16]);
    entry
}

/// A journal whose entries share their fields, as journald writes it.
#[derive(Default)]
pub(super) struct Made {
    objects: Vec<Vec<u8>>,
    end: u64,
    fields: HashMap<String, u64>,
}

impl Made {
    fn add(&mut self, object: Vec<u8>) -> u64 {
        let at = self.end;
        self.end += object.len().next_multiple_of(8) as u64;
        self.objects.push(object);
        at + 272
    }

    /// Adds an entry, of so many seconds after its boot.
    pub(super) fn say(&mut self, seconds: u64, fields: &[&str]) {
        let mut items = Vec::new();
        for field in fields {
            let known = self.fields.get(*field).copied();
            let at = known.unwrap_or_else(|| self.add(object(DATA, 0, DATA_HEAD, field.as_bytes())));
            self.fields.insert((*field).to_owned(), at);
            items.push(at);
        }
        self.add(entry_at(seconds, &items));
    }

    pub(super) fn file(&self) -> Vec<u8> {
        journal(0, &self.objects)
    }
}
