//! One call of [`super::read`]: each input opened, told for what it is, and read.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::atomic::{AtomicBool, Ordering};

use super::ahead::Ahead;
use super::archive::{self, MemberSink};
use super::budget::{self, Budget, CountingReader, LimitedReader};
use super::chunks::{CHUNK_BYTES, ChunkContext, FilledBytes, fill};
use super::delivery::LineDelivery;
use super::finder::Finder;
use super::folder::{self, FolderListing};
use super::found_file::FoundFile;
use super::head::{Failing, InputHead, head_of, head_text, line_end};
use super::identity::FileId;
use super::journal::Export;
use super::keep::{FileSnapshot, Keeper};
use super::lines::{LineSplitter, ReadLines};
use super::magic::{self, FileType, HEAD_BYTES, Packing};
use super::origin::{StreamOrigin, date_in};
use super::positioned::read_full_at;
use super::pstore::DumpText;
use super::skim::Skimmed;
use super::started::{Beginning, Packed, Queue, Started};
use super::{Input, Needle, Opened, Sink, Store, encoding, pstore, unpack, xz};
use crate::lang::Sentence;
use crate::model::{Note, NoteKind, SkippedInput, Source, SourceId, limits};
use crate::tell;

/// How many archives and compressions may lie in each other.
pub(super) const NESTED_AT_MOST: usize = limits::NESTED_ARCHIVES.most;

/// So much of what is no text is read to see whether it is only damaged.
const LOOKED_THROUGH_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes of a chunk of a live stream: what a pipe holds.
const LIVE_CHUNK_BYTES: usize = 64 * 1024;

/// What every input of a call needs.
pub(super) struct Session<'a> {
    pub(super) finder: Finder,
    pub(super) store: &'a Store,
    pub(super) cancel: &'a AtomicBool,
    pub(super) sink: &'a mut dyn Sink,
    pub(super) chunk_bytes: usize,
    /// Files whose reading has begun before their turn.
    started: Queue<'a>,
    next_id: u32,
    /// Bytes of the inputs that are done with, and of all.
    done: u64,
    total: Option<u64>,
}

impl<'a> Session<'a> {
    pub(super) fn new(needles: &[Needle], store: &'a Store, cancel: &'a AtomicBool, sink: &'a mut dyn Sink) -> Self {
        let finder = Finder::new(needles);
        Self {
            finder,
            store,
            cancel,
            sink,
            chunk_bytes: CHUNK_BYTES,
            started: Queue::default(),
            next_id: 0,
            done: 0,
            total: None,
        }
    }

    /// Reads all of them.
    pub(super) fn read(&mut self, inputs: &[Input]) {
        let inputs = folder::in_order(inputs);
        let mut found: Vec<(&Input, FolderListing)> = Vec::new();
        for input in inputs {
            let mut findings = FolderListing::default();
            match input {
                Input::Path(path) if folder::is_stdin(path) => {
                    found.push((&Input::Stdin, findings));
                    continue;
                }
                Input::Path(path) => findings.add(path, &folder::display_name(path)),
                Input::Stdin | Input::Text { .. } => {}
            }
            found.push((input, findings));
        }
        self.total = if found.iter().any(|(input, _)| matches!(input, Input::Stdin)) {
            None
        } else {
            Some(found.iter().map(|(input, findings)| bytes_of(input, findings)).sum())
        };
        let files: Vec<&FoundFile> = found.iter().flat_map(|(_, findings)| &findings.files).collect();
        let (mut turn, rule) = (0, self.sink.aside_rule_of_lines());
        for (input, findings) in &found {
            for skipped in &findings.skipped {
                self.sink.skipped(skipped.clone());
            }
            match input {
                Input::Path(_) => {
                    for file in &findings.files {
                        turn += 1;
                        let Self { finder, chunk_bytes, cancel, .. } = self;
                        let how = Beginning { finder, rule, chunk_bytes: *chunk_bytes, cancel };
                        self.started.begin(files.get(turn..).unwrap_or_default(), how);
                        self.file(file);
                    }
                }
                Input::Stdin => {
                    self.store.remember(FileId::of_stdin());
                    self.pipe("stdin", || Ok(Box::new(io::stdin())));
                }
                Input::Text { name, text } => self.pasted(name, text),
            }
        }
    }

    fn file(&mut self, found: &FoundFile) {
        if self.stopped() {
            return;
        }
        if let Err(error) = self.try_file(found) {
            self.skip_failed(&found.name, &error);
        }
        self.done += found.bytes;
        self.sink.progress(self.done, self.total);
    }

    fn try_file(&mut self, found: &FoundFile) -> io::Result<()> {
        if folder::is_open_pipe(&found.path) {
            let path = found.path.clone();
            self.pipe(&found.name, move || Ok(Box::new(File::open(path)?)));
            return Ok(());
        }
        if !found.parts.is_empty() {
            return self.put_together(found);
        }
        let file = File::open(&found.path)?;
        self.store.remember(FileId::of(&file));
        let mut head = vec![0; HEAD_BYTES];
        let count = read_full_at(&file, &mut head, 0)?;
        head.truncate(count);
        let origin = StreamOrigin::of_file(found);
        match magic::look(&head) {
            FileType::Other(foreign) => self.skip(&origin.name, foreign.told()),
            FileType::Text if encoding::wide(&head).is_none() => {
                self.plain(&file, found, &origin, &head);
                if archive::is_mail(&head) {
                    let mut mails = Vec::new();
                    // It was read a moment ago: what can be read now is what can be attached.
                    drop((&file).take(archive::MAIL_BYTES).read_to_end(&mut mails));
                    archive::mail(self, &mails, &origin);
                }
            }
            FileType::Zip => archive::zip(self, CountingReader { inner: file, budget: origin.budget.clone() }, &origin),
            FileType::SevenZip => {
                archive::seven(self, CountingReader { inner: file, budget: origin.budget.clone() }, &origin);
            }
            FileType::Packed(packing) => {
                let date = date_in(packing, &head);
                if let Some(Packed { origin, text }) = self.started.packed(&found.path)
                    && let Some(head) = text.head(self.cancel)
                {
                    self.skimmed(text, &head, &origin.unpacked(date), packing, &file);
                    return Ok(());
                }
                let inner = decoded(packing, file, &origin.budget, self.cancel)?;
                self.stream(&mut LimitedReader { inner, budget: origin.budget.clone() }, &origin.unpacked(date), false);
            }
            FileType::Journal => {
                let begun = self.started.journal(&found.path);
                let started = begun.map_or_else(|| Started::new(file, found, &self.finder, self.cancel), Ok)?;
                let Started { origin, text } = started;
                let inner_origin = origin.unpacked(None);
                self.stream(&mut LimitedReader { inner: text, budget: origin.budget }, &inner_origin, false);
            }
            FileType::Tar | FileType::Text | FileType::OwnReport => {
                let mut counted =
                    BufReader::with_capacity(HEAD_BYTES, CountingReader { inner: file, budget: origin.budget.clone() });
                self.stream(&mut counted, &origin, false);
            }
        }
        Ok(())
    }

    /// One text that lies in several files.
    fn put_together(&mut self, found: &FoundFile) -> io::Result<()> {
        for part in &found.parts {
            self.store.remember(FileId::of(&File::open(part)?));
        }
        let DumpText { text, is_cut } = pstore::read(&found.parts)?;
        let origin = StreamOrigin::of_file(found);
        if is_cut {
            self.skip_beyond(&origin.name, limits::DUMP_PART.sentence());
        }
        self.stream(&mut CountingReader { inner: &*text, budget: origin.budget.clone() }, &origin, false);
        Ok(())
    }

    /// Something that can be read only once, and perhaps never ends.
    fn pipe(&mut self, name: &str, open: impl FnOnce() -> io::Result<Box<dyn Read>> + Send + 'static) {
        let origin = StreamOrigin::of_stream(name, None);
        match Ahead::start(true, self.cancel, open) {
            Ok(ahead) => {
                let budget = origin.budget.clone();
                self.stream(&mut CountingReader { inner: ahead, budget }, &origin, true);
            }
            Err(error) => self.skip_failed(name, &error),
        }
    }

    fn pasted(&mut self, name: &str, text: &str) {
        let bytes = Some(text.len() as u64);
        let origin = StreamOrigin::of_stream(name, bytes);
        let mut counted = CountingReader { inner: text.as_bytes(), budget: origin.budget.clone() };
        self.stream(&mut counted, &origin, false);
        self.done += text.len() as u64;
        self.sink.progress(self.done, self.total);
    }

    fn text(&mut self, mut whole: impl Read, head: &[u8], origin: &StreamOrigin, live: bool) {
        let Some(encoding) = encoding::wide(head) else { return self.text_stream(&mut whole, head, origin, live) };
        let mut transcoded = encoding::Transcoder::new(whole, encoding);
        let InputHead { bytes: head, failed } = head_of(&mut transcoded, live);
        let mut whole = Cursor::new(&head).chain(Failing(failed)).chain(transcoded);
        self.text_stream(&mut whole, &head, origin, live);
    }

    fn text_stream(&mut self, reader: &mut dyn Read, head: &[u8], origin: &StreamOrigin, live: bool) {
        let most = match head.len() {
            _ if live => LIVE_CHUNK_BYTES,
            // All of it is here; archives may hold any number of such members.
            bytes if bytes < HEAD_BYTES => bytes + 1,
            _ => self.chunk_bytes,
        };
        let chunk_bytes = self.chunk_bytes.min(most);
        let id = self.fresh_id();
        let (store, budget) = (self.store, origin.budget.clone());
        self.source(id, origin, head, store.keep_lines(id), &mut |reading, lines, progress| {
            let reading = ChunkContext { chunk_bytes, ..reading };
            reading.stream(reader, live, &mut |chunk| {
                let chunk = if live { lines.take_at_once(chunk) } else { lines.take(chunk) };
                lines.progress(progress.0.saturating_add(budget.read()), progress.1);
                chunk
            })
        });
    }

    /// The text of a compressed file that was begun before its turn. From where more of it is wanted than was kept it is
    /// decoded once more.
    fn skimmed(&mut self, text: Skimmed, head: &[u8], origin: &StreamOrigin, packing: Packing, file: &File) {
        let (id, store, cancel) = (self.fresh_id(), self.store, self.cancel);
        let (mut text, mut is_skimmed) = (Some(text), true);
        self.source(id, origin, head, store.keep_lines(id), &mut |reading, lines, progress| {
            let mut at = 0;
            is_skimmed = lines.may_skim();
            // Dropped before anything is decoded once more: nobody decodes in vain beside that.
            if let Some(text) = text.take().filter(|_| is_skimmed) {
                loop {
                    let Some(chunk) = text.chunk(cancel)? else { return Ok(at) };
                    at = chunk.at;
                    lines.progress(progress.0.saturating_add(origin.budget.read()), progress.1);
                    if chunk.hollow == 0 {
                        lines.take(chunk);
                    } else if !lines.take_hollow(chunk) {
                        break;
                    }
                }
            }
            let budget = Budget::default();
            let inner = decoded(packing, file.try_clone()?, &budget, cancel)?;
            reading.stream_from(at, &mut LimitedReader { inner, budget: budget.clone() }, &mut |chunk| {
                lines.progress(progress.0.saturating_add(budget.read()), progress.1);
                lines.take(chunk)
            })
        });
        if !is_skimmed {
            self.started.skim_no_more();
        }
    }

    /// A text file that can be read at any place.
    fn plain(&mut self, file: &File, found: &FoundFile, origin: &StreamOrigin, head: &[u8]) {
        let id = self.fresh_id();
        let known = FileSnapshot::new(&found.path, found.bytes, found.modified, head, line_end(head));
        let store = self.store;
        self.source(id, origin, head, store.keep_file(id, known), &mut |reading, lines, progress| {
            let read = reading.file(file, found.bytes, &mut |chunk| {
                let read = chunk.end();
                let chunk = lines.take(chunk);
                lines.progress(progress.0.saturating_add(read), progress.1);
                chunk
            })?;
            if read < found.bytes && !reading.cancel.load(Ordering::Relaxed) {
                return Err(io::Error::other(tell!("fault-grew-shorter")));
            }
            Ok(read)
        });
    }

    /// Opens a source, has it read, and closes it with its account.
    fn source(
        &mut self,
        id: SourceId,
        origin: &StreamOrigin,
        head: &[u8],
        keeper: Keeper<'_>,
        read: &mut ReadSource<'_>,
    ) {
        let shown_head = head_text(head);
        let opened =
            Opened { id, name: &origin.name, head: &shown_head, modified: origin.modified, bytes: origin.bytes };
        let demand = self.sink.open(&opened);
        let finder = self.finder.of_source(line_end(head), self.sink.aside_rule()).passing(self.sink.pass_rule());
        let reading = ChunkContext { finder: &finder, chunk_bytes: self.chunk_bytes, cancel: self.cancel };
        let mut delivery = LineDelivery::new(id, &mut *self.sink, keeper, head);
        let mut lines = LineSplitter::new(&mut delivery, &finder, demand);
        let outcome = read(reading, &mut lines, (self.done, self.total));
        let ReadLines { bytes, lines } = lines.finish();
        let mut source = Source { id, name: origin.name.clone(), bytes, lines, ..Source::default() };
        source.notes = delivery.notes();
        if let Err(error) = outcome {
            source.failed = true;
            source.notes.push(note_of(&error, bytes));
        } else if self.stopped() {
            source.notes.push(Note::new(NoteKind::Skipped, tell!("source-stopped", bytes = bytes)));
        }
        self.sink.close(source);
    }

    /// A report of ours, which is given as bytes: its records are no lines.
    fn own_report(&mut self, whole: impl Read, head: &[u8], origin: &StreamOrigin, live: bool) {
        let shown_head = head_text(head);
        let id = self.fresh_id();
        let opened =
            Opened { id, name: &origin.name, head: &shown_head, modified: origin.modified, bytes: origin.bytes };
        self.sink.open_report(&opened);
        let mut reader: Box<dyn Read + '_> = match encoding::wide(head) {
            Some(encoding) => Box::new(encoding::Transcoder::new(whole, encoding)),
            None => Box::new(whole),
        };
        let mut source = Source { id, name: origin.name.clone(), ..Source::default() };
        let mut piece = vec![0; LIVE_CHUNK_BYTES];
        while !self.stopped() {
            let FilledBytes { count, failed } = fill(&mut *reader, &mut piece, live);
            let bytes = piece.get(..count).unwrap_or_default();
            source.bytes += bytes.len() as u64;
            source.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
            self.sink.report_bytes(bytes);
            self.sink.progress(self.done.saturating_add(origin.budget.read()), self.total);
            if let Some(error) = &failed {
                source.failed = true;
                source.notes.push(note_of(error, source.bytes));
            }
            if count == 0 || failed.is_some() {
                break;
            }
        }
        if self.stopped() {
            source.notes.push(Note::new(NoteKind::Skipped, tell!("source-stopped", bytes = source.bytes)));
        }
        self.next_id = self.next_id.saturating_add(self.sink.close_report(source, self.store));
    }

    fn fresh_id(&mut self) -> SourceId {
        let id = SourceId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        id
    }
}

impl MemberSink for Session<'_> {
    fn stopped(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    fn skip(&mut self, name: &str, why: Sentence) {
        self.sink.skipped(SkippedInput { name: name.to_owned(), why, failed: false });
    }

    fn skip_failed(&mut self, name: &str, error: &io::Error) {
        self.sink.skipped(SkippedInput { name: name.to_owned(), why: folder::failure(error), failed: true });
    }

    fn skip_beyond(&mut self, name: &str, why: Sentence) {
        self.sink.skipped(SkippedInput { name: name.to_owned(), why, failed: true });
    }

    fn skip_rest(&mut self, name: &str, error: &io::Error) {
        let why = tell!("skip-unread-rest", why = error);
        self.sink.skipped(SkippedInput { name: name.to_owned(), why, failed: true });
    }

    fn stream(&mut self, reader: &mut dyn Read, origin: &StreamOrigin, live: bool) {
        let InputHead { bytes: head, failed } = head_of(reader, live);
        if let Some(error) = failed.as_ref().filter(|_| head.is_empty()) {
            return self.skip_failed(&origin.name, error);
        }
        let kind = magic::look(&head);
        if kind != FileType::Text && origin.depth >= NESTED_AT_MOST {
            return self.skip_beyond(&origin.name, limits::NESTED_ARCHIVES.sentence());
        }
        let whole = Cursor::new(&head).chain(Failing(failed)).chain(reader);
        match kind {
            FileType::Other(foreign) => match damage_behind(foreign, whole) {
                Some(error) => self.skip_failed(&origin.name, &error),
                None => self.skip(&origin.name, foreign.told()),
            },
            FileType::Text if archive::is_mail(&head) && !live => {
                let (mut mails, mut whole) = (Vec::new(), whole);
                let failed = whole.by_ref().take(archive::MAIL_BYTES).read_to_end(&mut mails).err();
                self.text(Cursor::new(&mails).chain(Failing(failed)).chain(whole), &head, origin, live);
                archive::mail(self, &mails, origin);
            }
            FileType::Text => self.text(whole, &head, origin, live),
            FileType::OwnReport => self.own_report(whole, &head, origin, live),
            FileType::Tar => archive::tar(self, &mut { whole }, origin),
            FileType::Zip | FileType::SevenZip => match spooled(whole) {
                Ok((file, failed)) => {
                    if let Some(error) = &failed {
                        self.skip_rest(&origin.name, error);
                    }
                    match kind {
                        FileType::Zip => archive::zip(self, file, origin),
                        _ => archive::seven(self, file, origin),
                    }
                }
                Err(error) => self.skip_failed(&origin.name, &error),
            },
            FileType::Journal => match Export::open(whole, &self.finder) {
                Ok(inner) => {
                    let mut limited = LimitedReader { inner, budget: origin.budget.clone() };
                    self.stream(&mut limited, &origin.unpacked(None), live);
                }
                Err(error) => self.skip_failed(&origin.name, &error),
            },
            FileType::Packed(packing) => {
                let inner = unpack::decoder(packing, BufReader::new(whole));
                let mut limited = LimitedReader { inner, budget: origin.budget.clone() };
                self.stream(&mut limited, &origin.unpacked(date_in(packing, &head)), live);
            }
        }
    }
}

/// What comes out of a compressed file, decoded ahead of what is done with it.
fn decoded<'a>(
    packing: Packing,
    file: File,
    budget: &Budget,
    cancel: &'a AtomicBool,
) -> io::Result<Box<dyn Read + 'a>> {
    if packing == Packing::Xz
        && let Some(blocks) = xz::XzBlockReader::open(&file, budget)
    {
        return Ok(Box::new(blocks));
    }
    let budget = budget.clone();
    let ahead = Ahead::start(false, cancel, move || {
        Ok(unpack::decoder(packing, BufReader::with_capacity(HEAD_BYTES, CountingReader { inner: file, budget })))
    })?;
    Ok(Box::new(ahead))
}

/// Reads one source's chunks into its lines. The pair is the bytes of earlier inputs and of all, for the progress.
type ReadSource<'r> =
    dyn FnMut(ChunkContext<'_>, &mut LineSplitter<'_, '_>, (u64, Option<u64>)) -> io::Result<u64> + 'r;

fn note_of(error: &io::Error, bytes: u64) -> Note {
    if budget::is_too_much(error) {
        Note::new(NoteKind::LimitReached, tell!("source-ended", bytes = bytes, why = error))
    } else {
        Note::new(NoteKind::ReadFailed, tell!("source-unread-rest", bytes = bytes, why = error))
    }
}

/// What looks like no text may be the text of a damaged stream.
fn damage_behind(foreign: magic::Foreign, whole: impl Read) -> Option<io::Error> {
    let could_be = foreign == magic::Foreign::Binary;
    could_be.then(|| io::copy(&mut whole.take(LOOKED_THROUGH_BYTES), &mut io::sink()).err()).flatten()
}

/// An archive that is read from its end goes to a file first where it comes as a stream: all that came of it, and why that
/// was not all.
fn spooled(mut whole: impl Read) -> io::Result<(File, Option<io::Error>)> {
    let mut file = tempfile::tempfile()?;
    let failed = io::copy(&mut whole, &mut file).err();
    Ok((file, failed))
}

fn bytes_of(input: &Input, findings: &FolderListing) -> u64 {
    match input {
        Input::Path(_) => findings.files.iter().map(|file| file.bytes).sum(),
        Input::Stdin => 0,
        Input::Text { text, .. } => text.len() as u64,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::path::PathBuf;

    use chrono::NaiveDate;

    use super::super::probe::{Probe, gzip};
    use super::*;

    const LOG: &str = "first\nKilled process 1 (a)\nlast\n";

    /// A way to pack bytes.
    type Pack = fn(&[u8]) -> Vec<u8>;

    const PACKINGS: &[(&str, Pack)] = &[
        ("gz", gzip),
        ("gz of two members", |bytes| {
            let (a, b) = bytes.split_at(bytes.len() / 2);
            [gzip(a), gzip(b)].concat()
        }),
        ("xz", xz),
        ("two xz streams", |bytes| {
            let (a, b) = bytes.split_at(bytes.len() / 2);
            [xz(a), xz(b)].concat()
        }),
        ("zst", |bytes| zstd::encode_all(bytes, 3).unwrap()),
        ("bz2", |bytes| {
            let mut packer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        }),
        ("lz4", lz4),
        ("two lz4 frames", |bytes| {
            let (a, b) = bytes.split_at(bytes.len() / 2);
            [lz4(a), lz4(b)].concat()
        }),
    ];

    fn xz(bytes: &[u8]) -> Vec<u8> {
        let mut packer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(0)).unwrap();
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn lz4(bytes: &[u8]) -> Vec<u8> {
        let mut packer = lz4_flex::frame::FrameEncoder::new(Vec::new());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mtime(1_702_452_201);
            header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            archive.append(&header, *bytes).unwrap();
        }
        archive.into_inner().unwrap()
    }

    fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn skipped(read: &Probe) -> Vec<(&str, String, bool)> {
        read.skipped.iter().map(|skipped| (&*skipped.name, skipped.why.to_string(), skipped.failed)).collect()
    }

    #[test]
    fn every_compression_is_told_by_its_bytes_and_read() {
        for (name, pack) in PACKINGS {
            let read = Probe::every().bytes(&pack(LOG.as_bytes()));
            assert_eq!(read.texts(), ["first", "Killed process 1 (a)", "last"], "{name}");
            assert_eq!((read.sources[0].bytes, read.sources[0].lines), (LOG.len() as u64, 3), "{name}");
            assert!(!read.sources[0].failed, "{name}");
            assert_eq!(read.names(), ["log"]);
        }
    }

    #[test]
    fn a_packed_file_that_breaks_off_is_read_as_far_as_it_goes_and_says_so() {
        let log = (0..20_000).fold(String::new(), |log, n| log + &format!("line {n} of some noise {}\n", n * 7919));
        for (name, pack) in PACKINGS {
            let mut packed = pack(log.as_bytes());
            packed.truncate(packed.len() * 3 / 4);
            let read = Probe::every().bytes(&packed);
            let source = read.sources.first();
            // Decoders that check a whole block before they give it may have nothing to give.
            let told = source
                .is_some_and(|source| source.failed && read.notes().contains("could not be read to its end"))
                || skipped(&read).first().is_some_and(|skipped| skipped.2);
            assert!(told, "{name}: {:?} {:?}", source, read.skipped);
        }
    }

    #[test]
    fn broken_bytes_never_panic_and_are_never_silent() {
        let mut state = 1_u64;
        for (_, pack) in PACKINGS {
            let packed = pack(LOG.repeat(50).as_bytes());
            for _ in 0..200 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let mut broken = packed.clone();
                let at = usize::try_from(state >> 33).unwrap() % broken.len();
                broken[at] ^= 1 << (state % 8);
                let read = Probe::every().bytes(&broken);
                assert_eq!(read.sources.len() + read.skipped.len(), 1);
            }
        }
    }

    #[test]
    fn archives_in_archives_are_opened_and_every_member_has_its_name() {
        let inner = zip(&[("syslog", LOG.as_bytes()), ("syslog.1", LOG.as_bytes())]);
        let packed = gzip(LOG.as_bytes());
        let bundle = gzip(&tar(&[
            ("var/log/kern.log.2.gz", &packed),
            ("inner.zip", &inner),
            ("bin/true", b"\x7fELF\x02\x01\x01\0"),
            ("../../etc/passwd", b"root\n"),
            ("empty", b""),
        ]));
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bundle");
        std::fs::write(&path, bundle).unwrap();
        let read = Probe::default().path(&path);
        let names = [
            "bundle › var/log/kern.log.2.gz",
            "bundle › inner.zip › syslog.1",
            "bundle › inner.zip › syslog",
            "bundle › ../../etc/passwd",
            "bundle › empty",
        ];
        assert_eq!(read.names(), names);
        assert_eq!(skipped(&read), [("bundle › bin/true", "is a program (ELF)".to_owned(), false)]);
        assert_eq!(read.numbers(), [1, 2, 1, 2, 1, 2]);
        assert_eq!(read.opened[0].2, NaiveDate::from_ymd_opt(2023, 12, 13));
    }

    #[test]
    fn what_lies_in_too_many_archives_is_left_out_by_name() {
        let packed = |times: usize| (0..times).fold(LOG.as_bytes().to_vec(), |bytes, _| gzip(&bytes));
        assert_eq!(Probe::every().bytes(&packed(NESTED_AT_MOST)).lines.len(), 3);
        let read = Probe::every().bytes(&packed(NESTED_AT_MOST + 1));
        assert_eq!(skipped(&read), [("log", "lies in more than 8 archives".to_owned(), true)]);
    }

    #[test]
    fn an_archive_that_breaks_off_says_from_where() {
        let mut bundle = tar(&[("a", LOG.as_bytes()), ("b", &[b'x'; 5000])]);
        bundle.truncate(3000);
        let read = Probe::every().bytes(&bundle);
        assert_eq!(read.names(), ["log › a", "log › b"]);
        assert!(!read.sources[0].failed);
        assert!(
            skipped(&read).iter().any(|(name, why, failed)| *name == "log" && why.contains("to its end") && *failed),
            "{:?}",
            read.skipped
        );
    }

    #[test]
    fn a_name_without_a_member_is_told() {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::GNULongName);
        header.set_size(5_000_000);
        header.set_cksum();
        let bundle = [header.as_bytes().to_vec(), vec![b'n'; 5_000_000], vec![0; 1024]].concat();
        let read = Probe::every().bytes(&bundle);
        assert!(skipped(&read)[0].1.contains("so might be some members"), "{:?}", read.skipped);
    }

    #[test]
    fn a_bomb_ends_at_its_limit() {
        let zeros = vec![b'0'; 1 << 20];
        let mut packer = zstd::Encoder::new(Vec::new(), 1).unwrap();
        for _ in 0..1200 {
            packer.write_all(&zeros).unwrap();
        }
        let read = Probe::default().bytes(&packer.finish().unwrap());
        assert!(read.notes().contains("more than 1 GiB and to more than 200 times its size"), "{}", read.notes());
        assert!(read.sources[0].failed);
        assert!(read.sources[0].bytes < budget::UNPACKED_ALWAYS + (64 << 20));
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        let log = "erste Zeile äöü\r\nKilled process 1 (a)\r\n水 last\r\n";
        let wide = |bytes: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            format!("{mark}{log}").encode_utf16().flat_map(bytes).collect()
        };
        for mark in ["", "\u{feff}"] {
            for bytes in [wide(u16::to_le_bytes, mark), wide(u16::to_be_bytes, mark)] {
                for packed in [bytes.clone(), gzip(&bytes)] {
                    for chunk_bytes in [1, 7, 1 << 20] {
                        let read = Probe { chunk_bytes: Some(chunk_bytes), ..Probe::every() }.bytes(&packed);
                        assert_eq!(read.texts(), ["erste Zeile äöü", "Killed process 1 (a)", "水 last"]);
                        assert!(read.opened[0].1.starts_with("erste"));
                    }
                }
            }
        }
    }

    #[test]
    fn older_encodings_are_told_where_they_are_evident() {
        let cases: &[(&[u8], &str, &str)] = &[
            (b"Gr\xf6\xdfe ge\xe4ndert\nx\n", "Größe geändert", "windows-1252"),
            (b"\x90\x85 11\x8c\x8e 25\nx\n", "水 11月 25", "Shift_JIS"),
            ("Größe\nb\u{4f}\u{308}\n".as_bytes(), "Größe", ""),
            (b"\xef\xbb\xbfmarked\nx\n", "marked", ""),
            (
                b"bad \xff\xfe\xff\xfe\xff byte\nx\n",
                "bad \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} byte",
                "are shown as",
            ),
            ("fine ä ö ü\nä\n".as_bytes(), "fine ä ö ü", ""),
        ];
        for (bytes, first, note) in cases {
            let read = Probe::every().bytes(bytes);
            assert_eq!(read.texts()[0], *first);
            assert!(read.opened[0].1.starts_with(first), "{:?}", read.opened);
            assert_eq!(read.notes().is_empty(), note.is_empty(), "{first}: {}", read.notes());
            assert!(read.notes().contains(note), "{first}: {}", read.notes());
        }
    }

    #[test]
    fn encodings_of_whole_countries_are_told() {
        let cases = [
            (encoding_rs::EUC_JP, "11月25日 メモリ不足です。プロセスを終了しました"),
            (encoding_rs::SHIFT_JIS, "11月25日 メモリ不足です。プロセスを終了しました"),
            (encoding_rs::GBK, "内存不足：进程已被终止，请检查节点的内存限制"),
            (encoding_rs::EUC_KR, "메모리가 부족하여 프로세스를 종료했습니다"),
            (encoding_rs::WINDOWS_1251, "Недостаточно памяти: процесс был завершён ядром"),
        ];
        for (encoding, sentence) in cases {
            let text = format!("Dec 13 07:23:21 node app: {sentence}\nDec 13 07:23:21 node kernel: Killed process 7\n")
                .repeat(3);
            let (bytes, ..) = encoding.encode(&text);
            let read = Probe::every().bytes(&bytes);
            assert_eq!(read.texts().first(), text.lines().next().as_ref(), "{}", encoding.name());
            assert!(read.notes().contains(encoding.name()), "{}: {}", encoding.name(), read.notes());
        }
    }

    #[test]
    fn utf_32_is_read_with_and_without_a_mark() {
        let log = "erste Zeile äöü\r\nKilled process 1 (a)\r\n水 last\r\n";
        for mark in ["", "\u{feff}"] {
            for order in [u32::to_le_bytes, u32::to_be_bytes] {
                let bytes: Vec<u8> = format!("{mark}{log}").chars().flat_map(|c| order(c.into())).collect();
                for packed in [bytes.clone(), gzip(&bytes)] {
                    let read = Probe::every().bytes(&packed);
                    assert_eq!(read.texts(), ["erste Zeile äöü", "Killed process 1 (a)", "水 last"]);
                }
            }
        }
    }

    #[test]
    fn line_ends_and_zeros_are_no_part_of_a_line() {
        let cases: &[(&[u8], &[&str])] = &[
            (b"a\r\nb\r\r\n\r\nc\n", &["a", "b", "", "c"]),
            (b"a\rb\rc\r", &["a", "b", "c"]),
            (b"\0\0\0\0a\nb\0c\n", &["a", "b\0c"]),
            (b"a\r50%\r100%\nb\n", &["a\r50%\r100%", "b"]),
        ];
        for (bytes, lines) in cases {
            assert_eq!(Probe::every().bytes(bytes).texts(), *lines);
        }
    }

    #[test]
    fn folders_are_read_in_order_and_what_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("logs").join(name);
        std::fs::create_dir_all(path("deep/deeper")).unwrap();
        for name in ["syslog", "syslog.1", "deep/deeper/kern.log"] {
            std::fs::write(path(name), LOG).unwrap();
        }
        std::fs::write(path("syslog.2.gz"), gzip(LOG.as_bytes())).unwrap();
        std::fs::write(path("system.journal"), b"LPKSHHRH\0\0\0\0").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink("..", path("loop")).unwrap();
        let read = Probe::default().path(&folder.path().join("logs"));
        let names = ["logs/deep/deeper/kern.log", "logs/syslog.2.gz", "logs/syslog.1", "logs/syslog"];
        assert_eq!(read.names(), names);
        let journal = read.skipped.iter().find(|skipped| skipped.name == "logs/system.journal").unwrap();
        assert!(journal.why.to_string().contains("journalctl --file NAME -o export") && journal.failed);
        #[cfg(unix)]
        assert!(
            read.skipped.iter().any(|skipped| skipped.name == "logs/loop" && skipped.why.to_string().contains("link"))
        );
        let total = read.progress.last().unwrap();
        assert_eq!(Some(total.0), total.1);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_pipe_without_a_writer_and_a_device_are_named_and_never_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for (path, why) in
            [(pipe, "is a named pipe, not a file"), (PathBuf::from("/dev/zero"), "is a device, not a file")]
        {
            let read = Probe::default().path(&path);
            assert_eq!((read.skipped[0].why.to_string().as_str(), read.skipped[0].failed), (why, false));
        }
        let missing = Probe::default().path(&folder.path().join("missing"));
        assert!(missing.skipped[0].failed && missing.skipped[0].name.ends_with("/missing"));
    }

    #[test]
    fn a_file_that_changed_since_is_not_shown_as_if_it_had_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let changes: &[(&str, Option<&str>)] = &[
            ("first\nKilled process 1 (a)\nlast\nmore\n", None),
            ("short\n", Some("has become shorter")),
            ("other\nKilled process 1 (a)\nlast\nmore\n", Some("doesn't begin as it did")),
        ];
        for (now, why) in changes {
            std::fs::write(&path, LOG).unwrap();
            let store = Store::new();
            Probe::every().read_with(&[Input::Path(path.clone())], &store);
            std::fs::write(&path, now).unwrap();
            let lines = store.lines(SourceId(0), 2, 9);
            match why {
                None => assert_eq!(lines.unwrap().len(), 2),
                Some(why) => assert!(lines.unwrap_err().to_string().contains(why)),
            }
        }
    }

    #[test]
    fn reading_stops_between_chunks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        std::fs::write(&path, LOG.repeat(1000)).unwrap();
        let (store, cancel, mut probe) = (Store::new(), AtomicBool::new(true), Probe::every());
        Session::new(&[], &store, &cancel, &mut probe).read(&[Input::Path(path)]);
        assert!(probe.lines.is_empty() && probe.sources.is_empty());
    }
}
