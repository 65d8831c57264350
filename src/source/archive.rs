//! Archives: their members one after the other, each accounted for. Nothing is ever written under a member's name.

use std::cell::Cell;
use std::io::{self, Read, Seek};
use std::rc::Rc;

use chrono::NaiveDate;

use super::budget::Limited;
use super::folder::{reading_order, shown};
use super::origin::{Origin, date_of};
use crate::lang::Told;
use crate::tell;

/// How many members of an archive are read.
pub(super) const MEMBERS_AT_MOST: usize = 100_000;

/// Bytes that a member's names and attributes in front of it may take.
const MEMBER_HEADER_BYTES: u64 = 1024 * 1024;

/// Who takes an archive's members and hears of those that are not read.
pub(super) trait Members {
    /// True once nobody waits for the rest.
    fn stopped(&self) -> bool;
    /// Reads a member, whatever it turns out to be.
    fn stream(&mut self, reader: &mut dyn Read, origin: &Origin, live: bool);
    /// Says that something is left out on purpose.
    fn skip(&mut self, name: &str, why: Told);
    /// Says that something could not be read.
    fn skip_failed(&mut self, name: &str, error: &io::Error);
    /// Says that something could not be read to its end.
    fn skip_rest(&mut self, name: &str, error: &io::Error);
}

/// Reads the members of a tar archive in its order.
pub(super) fn tar(session: &mut dyn Members, reader: &mut dyn Read, origin: &Origin) {
    let allowance = Rc::new(Cell::new(u64::MAX));
    let mut archive = tar::Archive::new(Guarded { inner: reader, allowance: Rc::clone(&allowance) });
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return session.skip_failed(&origin.name, &error),
    };
    for member in 0.. {
        if session.stopped() {
            return;
        }
        allowance.set(MEMBER_HEADER_BYTES);
        let entry = entries.next();
        allowance.set(u64::MAX);
        let mut entry = match entry {
            None => return,
            Some(Ok(entry)) => entry,
            Some(Err(error)) => return session.skip_rest(&origin.name, &error),
        };
        if member >= MEMBERS_AT_MOST {
            return session.skip(&origin.name, tell!("skip-members-most", members = MEMBERS_AT_MOST));
        }
        let date = entry.header().mtime().ok().and_then(date_of);
        let inner = origin.member(&shown(&String::from_utf8_lossy(&entry.path_bytes())), date);
        let kind = entry.header().entry_type();
        if kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse() {
            session.stream(&mut entry, &inner, false);
        } else if !kind.is_dir() && !kind.is_pax_global_extensions() {
            session.skip(&inner.name, tar_kind(kind));
        }
        // What is left of it is passed over here, so that the next header is read under its own limit.
        if let Err(error) = io::copy(&mut entry, &mut io::sink()) {
            return session.skip_rest(&origin.name, &error);
        }
    }
}

fn tar_kind(kind: tar::EntryType) -> Told {
    match () {
        () if kind.is_symlink() || kind.is_hard_link() => tell!("skip-link-within"),
        () if kind.is_fifo() => tell!("skip-pipe"),
        () if kind.is_block_special() || kind.is_character_special() => tell!("skip-device"),
        () => tell!("skip-no-file"),
    }
}

/// Reads the members of a zip archive, the oldest of a rotated set first.
pub(super) fn zip<R: Read + Seek>(session: &mut dyn Members, reader: R, origin: &Origin) {
    let mut archive = match zip::ZipArchive::new(reader) {
        Ok(archive) => archive,
        Err(error) => return session.skip_failed(&origin.name, &io::Error::from(error)),
    };
    let mut members: Vec<(String, usize)> = (0..archive.len())
        .map(|at| (archive.name_for_index(at).and_then(Result::ok).unwrap_or_default().into_owned(), at))
        .collect();
    members.sort_by(|(a, _), (b, _)| reading_order(a).cmp(&reading_order(b)));
    if members.len() > MEMBERS_AT_MOST {
        members.truncate(MEMBERS_AT_MOST);
        session.skip(&origin.name, tell!("skip-members-most", members = MEMBERS_AT_MOST));
    }
    for (name, at) in members {
        if session.stopped() {
            return;
        }
        let inner = origin.member(&shown(&name), None);
        let member = match archive.by_index(at) {
            Ok(member) => member,
            Err(zip::result::ZipError::UnsupportedArchive(why)) => {
                session.skip_failed(&inner.name, &io::Error::other(why));
                continue;
            }
            Err(error) => {
                session.skip_failed(&inner.name, &io::Error::from(error));
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        if member.is_symlink() {
            session.skip(&inner.name, tell!("skip-link-within"));
            continue;
        }
        let date = member
            .last_modified()
            .and_then(|date| NaiveDate::from_ymd_opt(date.year().into(), date.month().into(), date.day().into()));
        let inner = Origin { modified: date.or(inner.modified), ..inner };
        session.stream(&mut Limited { inner: member, budget: inner.budget.clone() }, &inner, false);
    }
}

/// Lets only so many bytes through: the headers that come before a member are read into memory.
struct Guarded<R> {
    inner: R,
    allowance: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if self.allowance.get() < u64::MAX {
            let left = self.allowance.get().checked_sub(count as u64);
            self.allowance.set(left.ok_or_else(|| io::Error::other(tell!("fault-member-name")))?);
        }
        Ok(count)
    }
}
