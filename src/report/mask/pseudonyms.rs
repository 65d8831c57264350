//! The book of names: which made-up name stands for which real one. The same name always gets the same word, and the
//! numbers do not tell in which order the log names them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::public_words;
use crate::analysis::{PodForm, PodTail, pod_form};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum NameKind {
    Host,
    Namespace,
    Pod,
    /// What pods belong to.
    Workload,
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
    Image,
    /// What somebody appended to the version of a kernel or kubelet that they built.
    Build,
    Hardware,
    /// A cache of the kernel's slab allocator.
    Cache,
    /// A key of a statistic or counter that kernels are not known to print.
    Key,
    /// A UUID or 32 hexadecimal digits, by its digits.
    Uid,
    /// A container's or sandbox's id, by its first twelve digits.
    Id,
}

/// The digits of an id that tell it apart; shorter prefixes are not printed by anything.
pub(super) const ID_PREFIX: usize = 12;

/// How many names are told apart; beyond them a process is just "process".
const NAMES: usize = if cfg!(test) { 2000 } else { 1_000_000 };

/// What Kubernetes would have generated for a pod of a workload that has several: a ReplicaSet's hash, and the letters of
/// the pod's own part (`apimachinery/pkg/util/rand`), so that masked pods are told to belong together like real ones.
pub(super) const SET_HASH: &str = "22222222";
const OWN_LETTERS: &[u8] = b"bcdfghjklmnpqrstvwxz2456789";
const OWN_LENGTH: usize = 5;

/// Real names with their made-up ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Pseudonyms {
    words: HashMap<KindedName, Arc<str>>,
    /// Other spellings of a name, with the name.
    spellings: HashMap<KindedName, Arc<str>>,
    /// The real names in the order in which they were met.
    order: Vec<KindedName>,
    /// Real names, which no made-up name may be.
    real: HashSet<Arc<str>>,
    counts: HashMap<NameKind, u32>,
    /// Names of processes that have memory: none is a thread of the kernel, whatever it is called.
    with_memory: HashSet<Arc<str>>,
}

/// A real name, as the name of what it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct KindedName {
    kind: NameKind,
    name: Arc<str>,
}

/// A real name as it may stand in free text. In the order of its fields.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SpelledName<'a> {
    pub(super) kind: NameKind,
    pub(super) spelling: &'a str,
    /// The made-up name.
    pub(super) word: Arc<str>,
}

impl Pseudonyms {
    /// Notes that a process of this name has memory of its own.
    pub(super) fn has_memory(&mut self, name: &str) {
        if public_words::is_thread(name) && !self.with_memory.contains(name) {
            self.with_memory.insert(name.into());
        }
    }

    /// True for a name that every node has.
    pub(super) fn keeps(&self, kind: NameKind, name: &str) -> bool {
        match kind {
            NameKind::Process => {
                public_words::is_process(name) || (public_words::is_thread(name) && !self.with_memory.contains(name))
            }
            NameKind::Namespace => public_words::is_namespace(name),
            NameKind::User => name == "root",
            _ => name.is_empty(),
        }
    }

    /// The made-up name of a real one; a new one where it was not met before. Names of the system stay.
    pub(super) fn word(&mut self, kind: NameKind, name: &str) -> Arc<str> {
        if self.keeps(kind, name) {
            return name.into();
        }
        let mut key = KindedName { kind, name: name.into() };
        if let Some(name) = self.spellings.get(&key) {
            key.name = Arc::clone(name);
        }
        if let Some(word) = self.words.get(&key) {
            return Arc::clone(word);
        }
        if self.order.len() >= NAMES {
            return Self::unknown(kind).into();
        }
        let word = self.fresh(kind);
        self.real.insert(Arc::clone(&key.name));
        self.order.push(key.clone());
        self.words.insert(key, Arc::clone(&word));
        word
    }

    /// Lets another spelling of a name have the name's word.
    pub(super) fn also(&mut self, kind: NameKind, spelling: &str, name: &str) {
        if spelling != name {
            self.spellings.insert(KindedName { kind, name: spelling.into() }, name.into());
        }
    }

    /// The made-up name, where the real one was met before.
    pub(super) fn known(&self, kind: NameKind, name: &str) -> Option<Arc<str>> {
        self.words.get(&KindedName { kind, name: name.into() }).map(Arc::clone)
    }

    /// Makes up the names anew, now that all real ones are known: none may be the real name of something else. They are
    /// numbered in an order that comes of all names together, so that no number tells when its name was met.
    pub(super) fn settle(&mut self) {
        self.counts.clear();
        let mut order = std::mem::take(&mut self.order);
        let salt = order.iter().fold(0, |all: u64, key| all.wrapping_add(scattered(0, &key.name)));
        order.sort_by_cached_key(|KindedName { kind, name }| (*kind, scattered(salt, name), Arc::clone(name)));
        let mut families: HashMap<Arc<str>, Family> = HashMap::new();
        let hosts = order.iter().filter(|key| key.kind == NameKind::Host);
        let hosts: HashSet<&str> = hosts.map(|key| &*key.name).collect();
        for key in &order {
            let KindedName { kind, name } = key;
            let word = match (kind, pod_form(name).filter(|_| !ends_with_any(name, &hosts))) {
                (NameKind::Pod, Some(form)) => self.member(families.entry(form.stem.into()).or_default(), form),
                (NameKind::Workload, _) => self.of_family(families.entry(Arc::clone(name)).or_default()),
                _ => self.fresh(*kind),
            };
            self.words.insert(key.clone(), word);
        }
        self.order = order;
    }

    /// The made-up name of a workload: pods bear it, too.
    fn of_family(&mut self, family: &mut Family) -> Arc<str> {
        Arc::clone(family.word.get_or_insert_with(|| self.fresh(NameKind::Pod)))
    }

    /// The made-up name of the next pod of a workload, in the form of the real one: what it tells of the workload's kind
    /// stays. The ordinal of a StatefulSet's pod and the time of a job do, too.
    fn member(&mut self, family: &mut Family, form: PodForm<'_>) -> Arc<str> {
        let workload = self.of_family(family);
        // What is made up may be a real pod's name, or that of one whose own part was cut to fit its form.
        loop {
            let own = own_part(family.named);
            family.named = family.named.saturating_add(1);
            let word = match form.tail {
                PodTail::Set => format!("{workload}-{SET_HASH}-{own}"),
                PodTail::Minutes(time) | PodTail::Seconds(time) => format!("{workload}-{time}-{own}"),
                PodTail::Own => format!("{workload}-2{}", own.get(1..).unwrap_or("")),
                PodTail::OwnOfLetters => format!("{workload}-{}", own.replace(|c: char| c.is_ascii_digit(), "z")),
                PodTail::Ordinal(number) => return format!("{workload}-{number}").into(),
            };
            if !self.real.contains(&*word) && !family.words.contains(&*word) {
                let word: Arc<str> = word.into();
                family.words.insert(Arc::clone(&word));
                return word;
            }
        }
    }

    /// A word for what stands where a name of this kind would, but was not met.
    pub(super) const fn unknown(kind: NameKind) -> &'static str {
        match kind {
            NameKind::Uid => "00000000000000000000000000000000",
            NameKind::Id => "000000000000",
            kind => kind.stem(),
        }
    }

    /// Real names that free text may hold, in every spelling.
    pub(super) fn names(&self) -> impl Iterator<Item = SpelledName<'_>> {
        let mut spellings: Vec<_> =
            self.spellings.iter().map(|(spelled, real)| (spelled.kind, &spelled.name, real)).collect();
        // The order of a map is chance; the same log is masked alike each time.
        spellings.sort_unstable();
        let names = self.order.iter().map(|key| (key.kind, &key.name, &key.name)).chain(spellings);
        let searched = |kind: NameKind| {
            use NameKind::{Address, Build, Cache, Hardware, Id, Key, Uid, Workload};
            // A workload may be called by any word; what free texts name is its pods.
            !matches!(kind, Uid | Id | Address | Build | Hardware | Cache | Key | Workload)
        };
        names.filter_map(move |(kind, spelling, real)| {
            let word = self.known(kind, real).filter(|_| searched(kind))?;
            Some(SpelledName { kind, spelling, word })
        })
    }

    /// Takes the words that another book has for these names.
    pub(super) fn take_words_of(&mut self, other: &mut Self) {
        for key in &self.order {
            let word = other.word(key.kind, &key.name);
            self.words.insert(key.clone(), word);
        }
    }

    fn fresh(&mut self, kind: NameKind) -> Arc<str> {
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

impl NameKind {
    const fn stem(self) -> &'static str {
        match self {
            Self::Host => "node",
            Self::Namespace => "namespace",
            Self::Pod | Self::Workload => "pod",
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
            Self::Image => "image",
            Self::Build => "build",
            Self::Hardware => "hardware",
            Self::Cache => "cache",
            Self::Key => "key",
            Self::Uid | Self::Id => "",
        }
    }

    /// The made-up name of this number, from 1. Ids stay ids, so that a masked log is understood like the real one.
    fn numbered(self, number: u32) -> String {
        match self {
            Self::Uid => format!("{number:08x}{:024}", 0),
            Self::Id => format!("{number:012x}"),
            Self::Pod | Self::Workload => format!("pod-{}", letters(number)),
            kind => format!("{}-{number}", kind.stem()),
        }
    }
}

/// The pods of one workload.
#[derive(Default)]
struct Family {
    /// The made-up name of the workload.
    word: Option<Arc<str>>,
    /// How many of its pods have their names.
    named: usize,
    /// Those names.
    words: HashSet<Arc<str>>,
}

/// True for the name of a pod that the kubelet runs by itself: it ends in its node's.
fn ends_with_any(name: &str, hosts: &HashSet<&str>) -> bool {
    let tail = |(at, _): (usize, &str)| name.get(at + 1..).unwrap_or("");
    name.match_indices('-').map(tail).any(|tail| hosts.contains(tail))
}

/// The letters of the pod of this number, from 0.
fn own_part(number: usize) -> String {
    let mut left = number;
    let mut letters = [OWN_LETTERS.first().copied().unwrap_or(b'b'); OWN_LENGTH];
    for letter in letters.iter_mut().rev() {
        *letter = OWN_LETTERS.get(left % OWN_LETTERS.len()).copied().unwrap_or(*letter);
        left /= OWN_LETTERS.len();
    }
    letters.iter().map(|letter| char::from(*letter)).collect()
}

/// A number that looks like chance and is the same on every machine: FNV-1a, and the last steps of SplitMix64.
fn scattered(salt: u64, name: &str) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let mut hash = name.bytes().fold(0xcbf2_9ce4_8422_2325 ^ salt, fnv);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
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
        let mut book = Pseudonyms::default();
        assert_eq!(&*book.word(NameKind::Process, "java"), "process-1");
        assert_eq!(&*book.word(NameKind::Process, "nginx"), "process-2");
        assert_eq!(&*book.word(NameKind::Process, "java"), "process-1");
        assert_eq!(&*book.word(NameKind::Container, "java"), "container-1");
        for name in ["pause", "kubelet", "containerd-shim", "systemd-journal", ""] {
            assert_eq!(&*book.word(NameKind::Process, name), name);
        }
    }

    #[test]
    fn a_made_up_name_is_never_a_real_one() {
        let mut book = Pseudonyms::default();
        book.word(NameKind::Host, "lab");
        book.word(NameKind::Host, "node-1");
        book.settle();
        let mut words = [book.word(NameKind::Host, "lab").to_string(), book.word(NameKind::Host, "node-1").to_string()];
        words.sort();
        assert_eq!(words, ["node-2", "node-3"]);
    }

    #[test]
    fn numbers_do_not_tell_in_which_order_names_were_met() {
        let names: Vec<_> = (0..40).map(|number| format!("p{number}")).collect();
        let words = |order: &mut dyn Iterator<Item = &String>| {
            let mut book = Pseudonyms::default();
            order.for_each(|name| drop(book.word(NameKind::Process, name)));
            book.settle();
            names.iter().map(|name| book.word(NameKind::Process, name).to_string()).collect::<Vec<_>>()
        };
        let forth = words(&mut names.iter());
        assert_eq!(forth, words(&mut names.iter().rev()), "the same names, whatever the order");
        let as_met: Vec<_> = (1..=40).map(|number| format!("process-{number}")).collect();
        let in_place = forth.iter().zip(&as_met).filter(|(word, met)| word == met).count();
        assert!(in_place < 8, "{in_place} of 40 are numbered as they were met");
        assert_eq!(forth.iter().collect::<HashSet<_>>(), as_met.iter().collect());
    }

    #[test]
    fn pods_of_one_workload_stay_together() {
        let mut book = Pseudonyms::default();
        let real = ["cart-7d9c5b7f4-x2x7l", "etcd-0", "cart-7d9c5b7f4-q4q4q", "cart-5b7f47d9c-zzzzz"];
        for name in real {
            book.word(NameKind::Pod, name);
        }
        book.settle();
        let words = real.map(|name| book.word(NameKind::Pod, name));
        let workloads = words.each_ref().map(|word| pod_form(word).unwrap().stem.to_owned());
        assert_eq!((&workloads[0], &workloads[0]), (&workloads[2], &workloads[3]), "{words:?}");
        assert_eq!(*words[1], format!("{}-0", workloads[1]));
        assert_eq!(words.iter().collect::<HashSet<_>>().len(), 4);
        assert_eq!((own_part(0), own_part(27)), ("bbbbb".to_owned(), "bbbcb".to_owned()));
    }

    #[test]
    fn a_program_that_calls_itself_like_a_thread_of_the_kernel_is_told_by_its_memory() {
        let mut book = Pseudonyms::default();
        book.has_memory("kworker/0:1");
        assert_eq!(&*book.word(NameKind::Process, "kworker/0:1"), "process-1");
        assert_eq!(&*book.word(NameKind::Process, "kworker/0:2"), "kworker/0:2");
    }

    #[test]
    fn names_beyond_the_limit_are_masked_but_not_told_apart() {
        let mut book = Pseudonyms::default();
        for name in 0..NAMES {
            book.word(NameKind::Process, &format!("p{name}"));
        }
        assert_eq!(&*book.word(NameKind::Process, "p0"), "process-1");
        assert_eq!(&*book.word(NameKind::Process, "secret"), "process");
        assert_eq!(&*book.word(NameKind::Pod, "secret"), "pod");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([1, 26, 27, 52, 53, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
    }
}
