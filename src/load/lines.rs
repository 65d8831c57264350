//! Original lines for the window, fetched on a thread of their own: a log that must be unpacked again, or that lies on a
//! slow disk, never holds up a frame.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use chrono::NaiveDateTime;

use super::worker::Waker;
use crate::envelope::{Reader, ReaderSettings};
use crate::lang::Sentence;
use crate::model::{Origin, SourceId, Uptime};
use crate::source::{Line, NumberedLine, Store};
use crate::tell;

/// Requests that may wait; only the latest is answered.
const REQUESTS_WAITING: usize = 64;

/// The most lines that one request may ask for.
pub const LINES_AT_ONCE: u64 = 20_000;

/// How much of a source's beginning tells its dialect.
const HEAD_LINES: u64 = 40;

/// Which lines to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRequest {
    /// What the reader of the lines' envelopes must be told; names the source.
    pub settings: ReaderSettings,
    /// The first line, from 1.
    pub first: u64,
    /// How many, up to [`LINES_AT_ONCE`].
    pub count: u64,
}

/// The answer to a request.
#[derive(Clone, Debug)]
pub struct FetchedLines {
    /// What was asked.
    pub request: LineRequest,
    /// The lines, or a sentence that says why there are none.
    pub lines: Result<Vec<PageLine>, Sentence>,
}

/// One original line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// Its number, from 1.
    pub number: u64,
    /// The whole line as the log has it.
    pub text: String,
    /// Where the message begins in `text`, after the envelope; 0 where that cannot be told.
    pub message_at: usize,
    /// True where the envelope says that another program than the kernel wrote it.
    pub foreign: bool,
    /// The calendar time of its stamp, in UTC where the stamp has an offset. A year that is not printed is assumed: this
    /// is good for telling how far lines of one page are apart.
    pub wall: Option<NaiveDateTime>,
    /// Its time since boot.
    pub uptime: Option<Uptime>,
}

impl PageLine {
    /// The line without its envelope.
    pub fn message(&self) -> &str {
        self.text.get(self.message_at..).unwrap_or(&self.text)
    }
}

/// Fetches lines on its own thread; dropping it ends the thread.
#[derive(Debug)]
pub struct LineFetcher {
    requests: SyncSender<LineRequest>,
    pages: Receiver<FetchedLines>,
}

impl LineFetcher {
    /// Starts the thread. Where none can be had, requests are never answered and [`Self::ask`] says so.
    pub fn start(store: Arc<Store>, waker: Waker) -> Self {
        let (requests, asked) = sync_channel::<LineRequest>(REQUESTS_WAITING);
        let (answer, pages) = sync_channel(1);
        let spawned = thread::Builder::new().name("oomscope-lines".to_owned()).spawn(move || {
            while let Ok(request) = asked.recv() {
                let latest = asked.try_iter().last().unwrap_or(request);
                if answer.send(FetchedLines { request: latest, lines: fetch(&store, latest) }).is_err() {
                    return;
                }
                waker();
            }
        });
        // Without a thread both ends are closed, which `ask` reports.
        drop(spawned);
        Self { requests, pages }
    }

    /// Asks for lines; false where nobody is there to fetch them.
    pub fn ask(&self, request: LineRequest) -> bool {
        self.requests.try_send(request).is_ok()
    }

    /// The next answer, if one is there.
    pub fn try_recv(&self) -> Option<FetchedLines> {
        self.pages.try_recv().ok()
    }
}

fn fetch(store: &Store, request: LineRequest) -> Result<Vec<PageLine>, Sentence> {
    let source = request.settings.source;
    let sentence = |error: std::io::Error| tell!("lines-unread", why = &error);
    let lines = store.lines(source, request.first, request.count.min(LINES_AT_ONCE)).map_err(sentence)?;
    let head = head(store, source).map_err(sentence)?;
    let mut reader = Reader::new(request.settings, &head);
    Ok(lines.into_iter().map(|line| mark(&mut reader, line)).collect())
}

fn head(store: &Store, source: SourceId) -> std::io::Result<String> {
    let lines = store.kept(source, 1, HEAD_LINES)?;
    Ok(lines.into_iter().map(|line| line.text + "\n").collect())
}

fn mark(reader: &mut Reader, line: NumberedLine) -> PageLine {
    let NumberedLine { number, text } = line;
    let (mut message_at, mut foreign) = (None, false);
    let (mut wall, mut uptime) = (None, None);
    reader.read(Line { number, text: &text }, &mut |record| {
        // A record that was held back, or whose text was decoded, is not a part of this line.
        if record.place.line == number && message_at.is_none() {
            foreign = record.origin == Origin::Program;
            (wall, uptime) = (record.moment.wall.map(|wall| wall.comparable()), record.moment.uptime);
            message_at = text.rfind(record.text).filter(|_| !record.text.is_empty());
        }
    });
    PageLine { number, message_at: message_at.unwrap_or(0), foreign, wall, uptime, text }
}
