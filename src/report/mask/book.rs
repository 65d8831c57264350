//! The book of names: which made-up name stands for which real one. The same name always gets the same word.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::keep;

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Host,
    Namespace,
    Pod,
    Container,
    Process,
    Service,
    Slice,
    Scope,
    Group,
    File,
    User,
    Address,
    Boot,
    /// A UUID or 32 hexadecimal digits, by its digits.
    Uid,
    /// A container's or sandbox's id, by its first twelve digits.
    Id,
}

/// The digits of an id that tell it apart; shorter prefixes are not printed by anything.
pub(super) const ID_PREFIX: usize = 12;

/// How many names are told apart; beyond them a process is just "process".
const NAMES: usize = 250_000;

/// Real names with their made-up ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    words: HashMap<(Kind, Arc<str>), Arc<str>>,
    /// Other spellings of a name, with the name.
    spellings: HashMap<(Kind, Arc<str>), Arc<str>>,
    /// The real names in the order in which they were met.
    order: Vec<(Kind, Arc<str>)>,
    /// Real names, which no made-up name may be.
    real: HashSet<Arc<str>>,
    counts: HashMap<Kind, u32>,
}

impl Book {
    /// The made-up name of a real one; a new one where it was not met before. Names of the system stay.
    pub(super) fn word(&mut self, kind: Kind, name: &str) -> Arc<str> {
        let keeps = match kind {
            Kind::Process => keep::is_process(name),
            Kind::Namespace => keep::is_namespace(name),
            Kind::User => name == "root",
            _ => name.is_empty(),
        };
        if keeps {
            return name.into();
        }
        let mut key = (kind, Arc::from(name));
        if let Some(name) = self.spellings.get(&key) {
            key.1 = Arc::clone(name);
        }
        if let Some(word) = self.words.get(&key) {
            return Arc::clone(word);
        }
        if self.order.len() >= NAMES {
            return Self::unknown(kind).into();
        }
        let word = self.fresh(kind);
        self.real.insert(Arc::clone(&key.1));
        self.order.push(key.clone());
        self.words.insert(key, Arc::clone(&word));
        word
    }

    /// Lets another spelling of a name have the name's word.
    pub(super) fn also(&mut self, kind: Kind, spelling: &str, name: &str) {
        if spelling != name {
            self.spellings.insert((kind, spelling.into()), name.into());
        }
    }

    /// The made-up name, where the real one was met before.
    pub(super) fn known(&self, kind: Kind, name: &str) -> Option<Arc<str>> {
        self.words.get(&(kind, Arc::from(name))).map(Arc::clone)
    }

    /// Makes up the names anew, now that all real ones are known: none may be the real name of something else.
    pub(super) fn settle(&mut self) {
        self.counts.clear();
        for key in std::mem::take(&mut self.order) {
            let word = self.fresh(key.0);
            self.words.insert(key.clone(), word);
            self.order.push(key);
        }
    }

    /// A word for what stands where a name of this kind would, but was not met.
    pub(super) const fn unknown(kind: Kind) -> &'static str {
        match kind {
            Kind::Uid => "00000000000000000000000000000000",
            Kind::Id => "000000000000",
            kind => kind.stem(),
        }
    }

    /// Real names that free text may hold, in every spelling, with what they name and their words.
    pub(super) fn names(&self) -> impl Iterator<Item = (Kind, &str, Arc<str>)> {
        let mut spellings: Vec<_> =
            self.spellings.iter().map(|((kind, spelling), real)| (*kind, spelling, real)).collect();
        spellings.sort_unstable();
        let names = self.order.iter().map(|(kind, real)| (*kind, real, real)).chain(spellings);
        let searched = |kind: Kind| !matches!(kind, Kind::Uid | Kind::Id | Kind::Address);
        names.filter_map(move |(kind, spelling, real)| {
            Some((kind, &**spelling, self.known(kind, real).filter(|_| searched(kind))?))
        })
    }

    /// Takes the words that another book has for these names.
    pub(super) fn take_words_of(&mut self, other: &mut Self) {
        for key in &self.order {
            let word = other.word(key.0, &key.1);
            self.words.insert(key.clone(), word);
        }
    }

    fn fresh(&mut self, kind: Kind) -> Arc<str> {
        loop {
            let count = self.counts.entry(kind).or_insert(0);
            *count = count.saturating_add(1);
            let word = kind.numbered(*count);
            if !self.real.contains(&*word) {
                return word.into();
            }
        }
    }
}

impl Kind {
    const fn stem(self) -> &'static str {
        match self {
            Self::Host => "node",
            Self::Namespace => "namespace",
            Self::Pod => "pod",
            Self::Container => "container",
            Self::Process => "process",
            Self::Service => "service",
            Self::Slice => "slice",
            Self::Scope => "scope",
            Self::Group => "group",
            Self::File => "file",
            Self::User => "user",
            Self::Address => "address",
            Self::Boot => "boot",
            Self::Uid | Self::Id => "",
        }
    }

    /// The made-up name of this number, from 1. Ids stay ids, so that a masked log is understood like the real one.
    fn numbered(self, number: u32) -> String {
        match self {
            Self::Uid => format!("{number:08x}{:024}", 0),
            Self::Id => format!("{number:012x}"),
            Self::Pod => format!("pod-{}", letters(number)),
            kind => format!("{}-{number}", kind.stem()),
        }
    }
}

/// A, B … Z, AA, AB …
fn letters(number: u32) -> String {
    let mut left = number;
    let mut letters = Vec::new();
    while let Some(rest) = left.checked_sub(1) {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        left = rest / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gets_the_same_word_and_system_names_stay() {
        let mut book = Book::default();
        assert_eq!(&*book.word(Kind::Process, "java"), "process-1");
        assert_eq!(&*book.word(Kind::Process, "nginx"), "process-2");
        assert_eq!(&*book.word(Kind::Process, "java"), "process-1");
        assert_eq!(&*book.word(Kind::Container, "java"), "container-1");
        for name in ["pause", "kubelet", "containerd-shim", "systemd-journal", ""] {
            assert_eq!(&*book.word(Kind::Process, name), name);
        }
    }

    #[test]
    fn a_made_up_name_is_never_a_real_one() {
        let mut book = Book::default();
        book.word(Kind::Host, "lab");
        book.word(Kind::Host, "node-1");
        book.settle();
        assert_eq!(&*book.word(Kind::Host, "lab"), "node-2");
        assert_eq!(&*book.word(Kind::Host, "node-1"), "node-3");
    }

    #[test]
    fn names_beyond_the_limit_are_masked_but_not_told_apart() {
        let mut book = Book::default();
        for name in 0..NAMES {
            book.word(Kind::Process, &format!("p{name}"));
        }
        assert_eq!(&*book.word(Kind::Process, "p0"), "process-1");
        assert_eq!(&*book.word(Kind::Process, "secret"), "process");
        assert_eq!(&*book.word(Kind::Pod, "secret"), "pod");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([1, 26, 27, 52, 53, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
    }
}
