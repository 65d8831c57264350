//! Compressed streams, one behind the other, fed to decoders that do no reading of their own. A decoder that reads loses
//! what it had decoded in the call in which it fails; fed by hand, all that was decoded comes out, then what can be read of
//! the streams behind the damage, and the error last.

use std::io::{self, Read};

use super::budget::XZ_MEMORY_KIB;
use crate::tell;

/// Packed bytes that are read at once.
const INPUT_BYTES: usize = 64 * 1024;

/// Bytes by which the beginning of a stream is told: as many as the longest mark has.
const MARK_BYTES: usize = 16;

/// A decoder of one stream, or of several that it keeps apart itself.
pub(super) trait Machine: Sized {
    /// How its streams begin, so that they can be looked for; empty where nothing tells.
    const MARK: &'static [u8];

    /// Packed bytes that it is given at once: few where it does not tell what it had decoded when it failed.
    const AT_ONCE: usize = INPUT_BYTES;

    /// A decoder at the beginning of a stream.
    fn new() -> io::Result<Self>;

    /// Whether a stream begins with these bytes.
    fn begins(bytes: &[u8]) -> bool {
        !Self::MARK.is_empty() && bytes.starts_with(Self::MARK)
    }

    /// Decodes some of `input` into `output`; nothing follows the input where it `is_last`.
    fn run(&mut self, input: &[u8], output: &mut [u8], is_last: bool) -> StreamStep;
}

/// What became of a call of [`Machine::run`].
pub(super) struct StreamStep {
    pub(super) taken: usize,
    pub(super) given: usize,
    /// Whether the stream has ended.
    pub(super) ended: io::Result<bool>,
}

/// Streams, one behind the other; see the module.
pub(super) struct Streams<R, M> {
    inner: R,
    machine: Option<M>,
    input: Vec<u8>,
    /// Where the input begins that was not taken yet.
    at: usize,
    /// True once nothing follows the input.
    is_last: bool,
    /// The first error. It is given once everything else was.
    failed: Option<io::Error>,
    state: StreamState,
    /// Bytes of the stream that were taken.
    taken: u64,
    /// True once something was given that ended within a line.
    within_line: bool,
}

/// What comes behind the stream that is being decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StreamState {
    /// The next stream, or the end.
    Next,
    /// The next stream must be looked for, because the one before it is damaged.
    Lost,
    /// Nothing.
    Ended,
}

impl<R: Read, M: Machine> Streams<R, M> {
    pub(super) const fn new(inner: R) -> Self {
        Self {
            inner,
            machine: None,
            input: Vec::new(),
            at: 0,
            is_last: false,
            failed: None,
            state: StreamState::Next,
            taken: 0,
            within_line: false,
        }
    }

    /// A stream that is told by something else than how it begins.
    pub(super) fn of(inner: R, machine: M) -> Self {
        let mut streams = Self::new(inner);
        streams.machine = Some(machine);
        streams
    }

    fn rest(&self) -> &[u8] {
        self.input.get(self.at..).unwrap_or_default()
    }

    /// Reads more input behind what was not taken yet.
    fn more(&mut self) {
        self.input.drain(..self.at);
        self.at = 0;
        let (kept, mut count) = (self.input.len(), 0);
        self.input.resize(kept + INPUT_BYTES, 0);
        loop {
            match self.inner.read(self.input.get_mut(kept..).unwrap_or_default()) {
                Ok(0) => self.is_last = true,
                Ok(read) => count = read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.is_last = true;
                    self.failed.get_or_insert(error);
                }
            }
            break;
        }
        self.input.truncate(kept + count);
    }

    fn fail(&mut self, error: io::Error) {
        self.failed.get_or_insert(error);
        self.state = StreamState::Lost;
        // The stream whose first bytes are damaged is not begun again and again.
        self.at += usize::from(self.taken == 0 && self.at < self.input.len());
    }

    /// Goes to where the next stream begins, if one does.
    fn next_stream(&mut self) -> io::Result<()> {
        while self.rest().len() < MARK_BYTES && !self.is_last {
            self.more();
        }
        let rest = self.rest();
        if M::begins(rest) {
            (self.machine, self.state, self.taken) = (Some(M::new()?), StreamState::Next, 0);
        } else if rest.is_empty() || (self.state == StreamState::Lost && M::MARK.is_empty()) {
            self.state = StreamState::Ended;
        } else if self.state == StreamState::Lost {
            let mut marks = memchr::memmem::find_iter(rest.get(1..).unwrap_or_default(), M::MARK);
            let found = marks.find(|at| rest.get(at + 1..).is_some_and(M::begins)).map(|at| at + 1);
            // A mark may be cut by the end of what was read.
            let passed = found.unwrap_or_else(|| rest.len() - if self.is_last { 0 } else { MARK_BYTES - 1 });
            self.at += passed;
        } else if let Some(zeros) = rest.iter().position(|byte| *byte != 0).filter(|zeros| *zeros > 0) {
            self.at += zeros;
        } else if rest.first() == Some(&0) {
            // Files are filled up with zeros on tapes, on block devices and by some who transfer them.
            self.at = self.input.len();
        } else {
            self.fail(io::Error::new(io::ErrorKind::InvalidData, tell!("fault-behind")));
        }
        Ok(())
    }

    /// Goes on with the stream; gives the count of bytes that came out.
    fn step(&mut self, mut machine: M, output: &mut [u8]) -> usize {
        if self.rest().is_empty() && !self.is_last {
            self.more();
        }
        let rest = self.rest();
        let input = rest.get(..M::AT_ONCE).unwrap_or(rest);
        let StreamStep { taken, given, ended } = machine.run(input, output, self.is_last && input.len() == rest.len());
        self.at = self.at.saturating_add(taken).min(self.input.len());
        self.taken += taken as u64;
        match ended {
            Ok(true) => {}
            Ok(false) if taken > 0 || given > 0 => self.machine = Some(machine),
            // It wants more than is there.
            Ok(false) if self.is_last => self.fail(io::ErrorKind::UnexpectedEof.into()),
            Ok(false) => {
                self.more();
                self.machine = Some(machine);
            }
            Err(error) => self.fail(error),
        }
        let given = given.min(output.len());
        if let Some(last) = output.get(..given).and_then(<[u8]>::last) {
            self.within_line = *last != b'\n';
        }
        given
    }
}

impl<R: Read, M: Machine> Read for Streams<R, M> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.state != StreamState::Ended && !buffer.is_empty() {
            if let Some(machine) = self.machine.take() {
                let given = self.step(machine, buffer);
                if given > 0 {
                    return Ok(given);
                }
                continue;
            }
            self.next_stream()?;
            if self.machine.is_some() && self.failed.is_some() && self.within_line {
                // What stands behind a gap is not the rest of the line before it.
                self.within_line = false;
                buffer.iter_mut().take(1).for_each(|byte| *byte = b'\n');
                return Ok(1);
            }
        }
        if buffer.is_empty() { Ok(0) } else { self.failed.take().map_or(Ok(0), Err) }
    }
}

/// Deflate as it lies in zip archives, without a header or a checksum.
pub(super) struct Deflate(flate2::Decompress);

impl Machine for Deflate {
    const MARK: &'static [u8] = b"";

    fn new() -> io::Result<Self> {
        Ok(Self(flate2::Decompress::new(false)))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], _is_last: bool) -> StreamStep {
        inflate(&mut self.0, input, output)
    }
}

fn inflate(decoder: &mut flate2::Decompress, input: &[u8], output: &mut [u8]) -> StreamStep {
    let (taken, given) = (decoder.total_in(), decoder.total_out());
    let ended = decoder.decompress(input, output, flate2::FlushDecompress::None);
    StreamStep {
        taken: size(decoder.total_in() - taken),
        given: size(decoder.total_out() - given),
        ended: ended.map(|status| status == flate2::Status::StreamEnd).map_err(invalid),
    }
}

/// Deflate64: what Windows packs files of more than 2 GiB with.
pub(super) struct Deflate64(Box<deflate64::InflaterManaged>);

impl Machine for Deflate64 {
    const MARK: &'static [u8] = b"";

    fn new() -> io::Result<Self> {
        Ok(Self(Box::new(deflate64::InflaterManaged::new())))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], _is_last: bool) -> StreamStep {
        let result = self.0.inflate(input, output);
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "Deflate64: invalid data");
        let ended = if result.data_error { Err(damaged()) } else { Ok(self.0.finished()) };
        StreamStep { taken: result.bytes_consumed, given: result.bytes_written, ended }
    }
}

/// gzip: one member, with its header and its checksum.
pub(super) struct Gzip(flate2::Decompress);

impl Machine for Gzip {
    const MARK: &'static [u8] = b"\x1f\x8b\x08";

    fn new() -> io::Result<Self> {
        // The largest window that gzip has fits every file.
        Ok(Self(flate2::Decompress::new_gzip(15)))
    }

    fn begins(bytes: &[u8]) -> bool {
        // Of the flags only five are known.
        bytes.starts_with(Self::MARK) && bytes.get(3).is_some_and(|flags| flags & 0xe0 == 0)
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], _is_last: bool) -> StreamStep {
        inflate(&mut self.0, input, output)
    }
}

/// bzip2: one stream. What comes out of a damaged block are its bytes in another order; a block is therefore given once its
/// checksum was found right. The decoder takes no input while it gives a block, and compares the checksum before it takes
/// more.
pub(super) struct Bzip2 {
    decoder: bzip2::Decompress,
    /// What was decoded and not given yet.
    held: Vec<u8>,
    /// How much of it belongs to blocks that are right.
    right: usize,
    ended: Option<io::Result<bool>>,
}

/// A block of bytes that all are the same may unpack to so much that it is not held.
const HELD_BYTES: usize = 8 * 1024 * 1024;

impl Bzip2 {
    /// Decodes until input was taken, a block has ended, or nothing more comes; gives the bytes of input taken.
    fn decode(&mut self, input: &[u8]) -> usize {
        loop {
            let (taken, before) = (self.decoder.total_in(), self.held.len());
            self.held.reserve(INPUT_BYTES);
            let result = self.decoder.decompress_vec(input, &mut self.held);
            let taken = size(self.decoder.total_in() - taken);
            match result {
                Ok(bzip2::Status::StreamEnd) => {
                    self.right = self.held.len();
                    self.ended = Some(Ok(true));
                }
                Ok(_) if taken > 0 => self.right = before,
                Ok(_) if self.held.len() == before || before > HELD_BYTES => self.right = self.held.len(),
                Ok(_) => continue,
                Err(error) => {
                    self.held.truncate(self.right);
                    self.ended = Some(Err(invalid(error)));
                }
            }
            return taken;
        }
    }
}

impl Machine for Bzip2 {
    const MARK: &'static [u8] = b"BZh";

    // So little that no two blocks end in it.
    const AT_ONCE: usize = 1024;

    fn new() -> io::Result<Self> {
        Ok(Self { decoder: bzip2::Decompress::new(false), held: Vec::new(), right: 0, ended: None })
    }

    fn begins(bytes: &[u8]) -> bool {
        // Three letters and a digit stand in packed data by chance, too: the mark of a block, or of the end, must follow.
        matches!(bytes, [b'B', b'Z', b'h', b'1'..=b'9', ..])
            && matches!(bytes.get(4..10), Some(b"1AY&SY" | b"\x17\x72\x45\x38\x50\x90"))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], _is_last: bool) -> StreamStep {
        let taken = if self.right == 0 && self.ended.is_none() { self.decode(input) } else { 0 };
        let given = self.right.min(output.len());
        output.iter_mut().zip(self.held.drain(..given)).for_each(|(to, from)| *to = from);
        self.right -= given;
        let ended = if self.right == 0 { self.ended.take().unwrap_or(Ok(false)) } else { Ok(false) };
        StreamStep { taken, given, ended }
    }
}

/// xz: one stream of any number of blocks.
pub(super) struct Xz(lzma_rust2::XzStream);

impl Machine for Xz {
    const MARK: &'static [u8] = b"\xfd7zXZ\0";

    fn new() -> io::Result<Self> {
        Ok(Self(lzma_rust2::XzStream::new_mem_limit(false, XZ_MEMORY_KIB)))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], is_last: bool) -> StreamStep {
        let (taken, given) = (self.0.total_in(), self.0.total_out());
        let result = self.0.process(input, output, action(is_last));
        StreamStep::of(self.0.total_in() - taken, self.0.total_out() - given, result)
    }
}

/// lzip: its decoder keeps the members apart.
pub(super) struct Lzip(lzma_rust2::LzipStream);

impl Machine for Lzip {
    const MARK: &'static [u8] = b"LZIP\x01";

    fn new() -> io::Result<Self> {
        Ok(Self(lzma_rust2::LzipStream::new_mem_limit(true, XZ_MEMORY_KIB)))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], is_last: bool) -> StreamStep {
        let (taken, given) = (self.0.total_in(), self.0.total_out());
        let result = self.0.process(input, output, action(is_last));
        StreamStep::of(self.0.total_in() - taken, self.0.total_out() - given, result)
    }
}

/// The format before xz: one stream without a checksum.
pub(super) struct Lzma(lzma_rust2::LzmaStream);

impl Machine for Lzma {
    const MARK: &'static [u8] = &[0x5d, 0, 0];

    fn new() -> io::Result<Self> {
        Ok(Self(lzma_rust2::LzmaStream::new_mem_limit(XZ_MEMORY_KIB, None)))
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], is_last: bool) -> StreamStep {
        let (taken, given) = (self.0.total_in(), self.0.total_out());
        let result = self.0.process(input, output, action(is_last));
        StreamStep::of(self.0.total_in() - taken, self.0.total_out() - given, result)
    }
}

/// LZMA in a zip archive, which holds its properties.
pub(super) struct LzmaOfZip(lzma_rust2::LzmaStream);

impl LzmaOfZip {
    /// A decoder for so many bytes (`u64::MAX` where they are not known).
    pub(super) fn of(bytes: u64, properties: u8, dictionary: u32) -> io::Result<Self> {
        Ok(Self(lzma_rust2::LzmaStream::new_with_props(bytes, properties, dictionary, None)?))
    }
}

impl Machine for LzmaOfZip {
    const MARK: &'static [u8] = b"";

    fn new() -> io::Result<Self> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], is_last: bool) -> StreamStep {
        let (taken, given) = (self.0.total_in(), self.0.total_out());
        let result = self.0.process(input, output, action(is_last));
        StreamStep::of(self.0.total_in() - taken, self.0.total_out() - given, result)
    }
}

impl StreamStep {
    fn of(taken: u64, given: u64, result: io::Result<lzma_rust2::StreamResult>) -> Self {
        let ended = result.map(|result| result.status == lzma_rust2::Status::StreamEnd).map_err(|error| {
            if error.kind() != io::ErrorKind::OutOfMemory {
                return error;
            }
            let most = format!("{} MiB", XZ_MEMORY_KIB / 1024);
            io::Error::other(tell!("fault-dictionary", size = most))
        });
        Self { taken: size(taken), given: size(given), ended }
    }
}

const fn action(is_last: bool) -> lzma_rust2::Action {
    if is_last { lzma_rust2::Action::Finish } else { lzma_rust2::Action::Run }
}

fn size(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn invalid(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
