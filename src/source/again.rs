//! A source that was given in part (the lines around kills) is read once more, when somebody asks for the rest of it: what
//! can be opened anew is opened anew, down to the same member of the same archive.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::folder::{self, FolderListing};
use super::keep::{Again, SourceFingerprint};
use super::session::Session;
use super::{Input, Line, LineDemand, NamingLines, NamingRule, Needle, Opened, PassRule, Sink, Store};
use crate::model::{SkippedInput, Source, SourceId};
use crate::tell;

/// What stands between the name of an archive and its member's.
const WITHIN: &str = " \u{203a} ";

/// Hears of each source that was read, and passes everything on.
pub(super) struct Accounting<'a> {
    pub(super) store: &'a Store,
    pub(super) sink: &'a mut dyn Sink,
}

impl Sink for Accounting<'_> {
    fn open(&mut self, opened: &Opened<'_>) -> LineDemand {
        self.sink.open(opened)
    }

    fn line(&mut self, line: Line<'_>) -> LineDemand {
        self.sink.line(line)
    }

    fn aside_rule(&self) -> Option<NamingRule> {
        self.sink.aside_rule()
    }

    fn aside_rule_of_lines(&self) -> Option<NamingRule> {
        self.sink.aside_rule_of_lines()
    }

    fn pass_rule(&self) -> Option<PassRule> {
        self.sink.pass_rule()
    }

    fn set_aside(&mut self, asides: &mut NamingLines) {
        self.sink.set_aside(asides);
    }

    fn close(&mut self, source: Source) {
        self.store.account(&source);
        self.sink.close(source);
    }

    fn open_report(&mut self, opened: &Opened<'_>) {
        self.sink.open_report(opened);
    }

    fn report_bytes(&mut self, bytes: &[u8]) {
        self.sink.report_bytes(bytes);
    }

    fn close_report(&mut self, source: Source, store: &Store) -> u32 {
        self.sink.close_report(source, store)
    }

    fn skipped(&mut self, skipped: SkippedInput) {
        self.sink.skipped(skipped);
    }

    fn progress(&mut self, done: u64, total: Option<u64>) {
        self.sink.progress(done, total);
    }
}

/// Takes every line of one source, and ends the reading behind it.
struct OneSourceSink<'a> {
    name: &'a str,
    /// How many sources of this name come before it.
    before: usize,
    /// Its number, once it has begun, and what was read of it, once it has ended.
    wanted: Option<SourceId>,
    read: Option<ReadExtent>,
    take: &'a mut dyn FnMut(Line<'_>) -> bool,
    cancel: &'a AtomicBool,
}

/// How much of a source was read.
#[derive(Clone, Copy)]
struct ReadExtent {
    bytes: u64,
    lines: u64,
}

impl Sink for OneSourceSink<'_> {
    fn open(&mut self, opened: &Opened<'_>) -> LineDemand {
        if self.wanted.is_none() && opened.name == self.name {
            if self.before == 0 {
                self.wanted = Some(opened.id);
                return LineDemand::Every;
            }
            self.before -= 1;
        }
        LineDemand::Skim
    }

    fn line(&mut self, line: Line<'_>) -> LineDemand {
        if self.wanted.is_none() || self.read.is_some() {
            return LineDemand::Skim;
        }
        if !(self.take)(line) {
            self.cancel.store(true, Ordering::Relaxed);
        }
        LineDemand::Every
    }

    fn close(&mut self, source: Source) {
        if self.wanted == Some(source.id) {
            self.read = Some(ReadExtent { bytes: source.bytes, lines: source.lines });
            self.cancel.store(true, Ordering::Relaxed);
        }
    }

    fn skipped(&mut self, _skipped: SkippedInput) {}

    fn progress(&mut self, _done: u64, _total: Option<u64>) {}
}

/// How the sources of these inputs are read once more.
pub(super) fn way(inputs: &[Input], needles: &[Needle]) -> Again {
    let is_there = |again: &Again, account: &SourceFingerprint| place_of(&again.inputs, &account.name).is_some();
    Again { inputs: inputs.to_vec(), needles: needles.to_vec(), read, is_there }
}

/// Where a source lies: an input that has it, and its name there.
struct SourceLocation {
    input: Input,
    name: String,
}

/// Gives every line of a source, until one is answered with false. False where it cannot be read twice.
///
/// # Errors
/// Where there is less of it than there was.
fn read(again: &Again, account: &SourceFingerprint, take: &mut dyn FnMut(Line<'_>) -> bool) -> io::Result<bool> {
    let Some(SourceLocation { input, name }) = place_of(&again.inputs, &account.name) else { return Ok(false) };
    let (cancel, store) = (AtomicBool::new(false), Store::forgetful());
    let mut is_wanted = true;
    let mut take = |line: Line<'_>| {
        is_wanted = is_wanted && take(line);
        is_wanted
    };
    let mut sink = OneSourceSink {
        name: &name,
        before: account.before,
        wanted: None,
        read: None,
        take: &mut take,
        cancel: &cancel,
    };
    Session::new(&again.needles, &store, &cancel, &mut sink).read(&[input]);
    let read = sink.read;
    let is_whole = read.is_some_and(|read| read.bytes >= account.bytes && read.lines >= account.lines);
    if is_wanted && !is_whole {
        return Err(io::Error::other(tell!("fault-shorter", path = &*account.name)));
    }
    Ok(is_wanted)
}

/// The input in which a source of this name lies: of a folder the one file, as nobody wants to wait for all others.
fn place_of(inputs: &[Input], name: &str) -> Option<SourceLocation> {
    inputs.iter().find_map(|input| match input {
        Input::Text { name: own, .. } => {
            is_within(name, own).then(|| SourceLocation { input: input.clone(), name: name.to_owned() })
        }
        Input::Path(path) if !folder::is_stdin(path) => in_files(path, name),
        Input::Path(_) | Input::Stdin => None,
    })
}

fn in_files(input: &Path, name: &str) -> Option<SourceLocation> {
    let mut findings = FolderListing::default();
    findings.add(input, &folder::display_name(input));
    let file = findings.files.into_iter().find(|file| is_within(name, &file.name))?;
    if folder::is_open_pipe(&file.path) {
        return None;
    }
    if !file.parts.is_empty() {
        return Some(SourceLocation { input: Input::Path(input.to_owned()), name: name.to_owned() });
    }
    let inside = name.strip_prefix(&*file.name)?;
    let name = format!("{}{inside}", folder::display_name(&file.path));
    Some(SourceLocation { input: Input::Path(PathBuf::from(&file.path)), name })
}

/// True where a source of this name is the file, or lies in it.
fn is_within(name: &str, file: &str) -> bool {
    name.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with(WITHIN))
}

#[cfg(test)]
mod tests {
    use super::super::probe::{NEEDLES, Probe, gzip};
    use super::super::{Pattern, read};
    use super::*;

    const LINES: u64 = 60_000;

    /// Lines of which the one in the middle has a needle, if any has.
    fn log(with_kill: bool) -> String {
        let line = |number: u64| match number {
            30_000 if with_kill => "node kernel: Killed process 7 (java)\n".to_owned(),
            _ => format!("node app: this is line {number} of the log\n"),
        };
        (1..=LINES).map(line).collect()
    }

    fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_path(name).unwrap();
            header.set_cksum();
            archive.append(&header, *bytes).unwrap();
        }
        archive.into_inner().unwrap()
    }

    /// The store once these inputs were read, and the sources' names.
    fn opened(inputs: &[Input]) -> (Store, Vec<String>) {
        let (store, mut probe) = (Store::new(), Probe::default());
        read(inputs, NEEDLES, &store, &AtomicBool::new(false), &mut probe);
        (store, probe.sources.into_iter().map(|source| source.name).collect())
    }

    fn found(store: &Store, source: SourceId, wanted: &str) -> Vec<u64> {
        let mut found = Vec::new();
        store
            .search(source, &Pattern::new(wanted, false).unwrap(), &mut |searched| {
                found.extend(searched.lines.iter().map(|line| line.number));
                true
            })
            .unwrap();
        found
    }

    fn line(store: &Store, source: SourceId, number: u64) -> Option<String> {
        store.lines(source, number, 1).unwrap().pop().filter(|line| line.number == number).map(|line| line.text)
    }

    #[test]
    fn every_line_of_what_is_packed_is_shown_and_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, bytes).unwrap();
            Input::Path(path)
        };
        for with_kill in [false, true] {
            let log = log(with_kill);
            let other = gzip(b"another\n");
            let bundle = gzip(&tar(&[("a/kern.log.gz", &other), ("b/kern.log.gz", &gzip(log.as_bytes()))]));
            drop(file("many/other.log.gz", &other));
            drop(file("many/kern.log.1.gz", &gzip(log.as_bytes())));
            // The same name twice.
            let twice = tar(&[("kern.log", b"another\n"), ("kern.log", log.as_bytes())]);
            for (input, source) in [
                (file("kern.log.gz", &gzip(log.as_bytes())), 0),
                (file("bundle.tgz", &bundle), 1),
                (file("twice.tar", &twice), 1),
                (Input::Path(folder.path().join("many")), 0),
                (Input::Text { name: "pasted text".to_owned(), text: log.clone() }, 0),
            ] {
                let (store, names) = opened(std::slice::from_ref(&input));
                let source = SourceId(source);
                assert!(store.keeps_all(source), "{names:?}");
                let all = store.lines(source, 1, LINES + 9).unwrap();
                let numbers: Vec<u64> = all.iter().map(|line| line.number).collect();
                let text: String = all.into_iter().map(|line| line.text + "\n").collect();
                assert_eq!(numbers, (1..=LINES).collect::<Vec<_>>(), "{names:?}");
                assert!(text == log, "{names:?}");
                assert_eq!(line(&store, source, 59_999).as_deref(), Some("node app: this is line 59999 of the log"));
            }
        }
    }

    #[test]
    fn a_search_looks_through_lines_that_were_passed_by() {
        for with_kill in [false, true] {
            let input = Input::Text { name: "pasted text".to_owned(), text: log(with_kill) };
            let (store, _) = opened(&[input]);
            assert_eq!(found(&store, SourceId(0), "LINE 59998 of"), [59_998]);
            assert_eq!(found(&store, SourceId(0), "of the log").len() as u64, LINES - u64::from(with_kill));
        }
    }

    #[test]
    fn a_search_that_nobody_listens_to_any_more_ends() {
        let (store, _) = opened(&[Input::Text { name: "pasted text".to_owned(), text: log(false) }]);
        let mut told = 0;
        store
            .search(SourceId(0), &Pattern::new("line", false).unwrap(), &mut |_| {
                told += 1;
                false
            })
            .unwrap();
        assert_eq!(told, 1);
        assert_eq!(found(&store, SourceId(0), "line 7 of"), [7], "and the next one begins anew");
    }

    #[test]
    fn what_is_not_what_it_was_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kern.log.gz");
        for (now, why) in [
            (gzip(b"short\n"), "has become shorter"),
            (gzip(log(true).replace("Killed process 7", "Killed process 8").as_bytes()), "has been written"),
        ] {
            std::fs::write(&path, gzip(log(true).as_bytes())).unwrap();
            let (store, _) = opened(&[Input::Path(path.clone())]);
            std::fs::write(&path, now).unwrap();
            let told = store.lines(SourceId(0), 59_000, 9).unwrap_err().to_string();
            assert!(told.contains(why), "{told}");
            assert!(
                line(&store, SourceId(0), 30_000).is_some_and(|line| line.contains("process 7")),
                "what is kept stays"
            );
        }
    }

    #[test]
    fn what_can_be_read_once_only_keeps_what_it_has() {
        assert!(place_of(&[Input::Stdin], "stdin").is_none());
        let (store, names) = opened(&[]);
        assert!(names.is_empty() && !store.keeps_all(SourceId(0)));
    }
}
