//! Zstandard: the reference decoder where a C compiler may be counted on, a pure Rust one (half as fast) elsewhere, so
//! that every system can be checked from any other.

#[cfg(any(target_os = "linux", target_env = "msvc"))]
use std::io;
use std::io::Read;

#[cfg(any(target_os = "linux", target_env = "msvc"))]
use super::streams::{Machine, StreamStep, Streams};

/// Windows up to 128 MiB: what `zstd` takes without being asked, and `--long` makes.
const WINDOW_LOG: u32 = 27;

/// A decoder for frames one after the other.
#[cfg(any(target_os = "linux", target_env = "msvc"))]
pub(super) fn decoder<'a>(reader: impl Read + 'a) -> Box<dyn Read + 'a> {
    Box::new(Streams::<_, Reference>::new(reader))
}

/// The reference decoder of one frame.
#[cfg(any(target_os = "linux", target_env = "msvc"))]
struct Reference(zstd::stream::raw::Decoder<'static>);

#[cfg(any(target_os = "linux", target_env = "msvc"))]
impl Machine for Reference {
    const MARK: &'static [u8] = b"\x28\xb5\x2f\xfd";

    // Where it fails, it does not tell what it had decoded of this.
    const AT_ONCE: usize = 1024;

    fn new() -> io::Result<Self> {
        let mut decoder = zstd::stream::raw::Decoder::new()?;
        decoder.set_parameter(zstd::stream::raw::DParameter::WindowLogMax(WINDOW_LOG))?;
        Ok(Self(decoder))
    }

    fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(Self::MARK) || matches!(bytes, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
    }

    fn run(&mut self, input: &[u8], output: &mut [u8], _is_last: bool) -> StreamStep {
        use zstd::stream::raw::Operation as _;
        match self.0.run_on_buffers(input, output) {
            Ok(status) => {
                StreamStep { taken: status.bytes_read, given: status.bytes_written, ended: Ok(status.remaining == 0) }
            }
            Err(error) => StreamStep { taken: 0, given: 0, ended: Err(error) },
        }
    }
}

/// A decoder for frames one after the other.
#[cfg(not(any(target_os = "linux", target_env = "msvc")))]
pub(super) fn decoder<'a>(reader: impl Read + 'a) -> Box<dyn Read + 'a> {
    Box::new(pure::Frames::new(reader))
}

#[cfg(any(test, not(any(target_os = "linux", target_env = "msvc"))))]
mod pure {
    use std::io::{self, Cursor, Read};

    use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

    use super::WINDOW_LOG;

    /// Reads frame after frame, as the decoder ends with the first.
    pub(super) struct Frames<R: Read> {
        inner: Option<R>,
        frame: Option<StreamingDecoder<Whole<R>, FrameDecoder>>,
    }

    /// The reader with the frame's magic number, which was read to tell frames apart, put back.
    type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

    impl<R: Read> Frames<R> {
        pub(super) fn new(reader: R) -> Self {
            Self { inner: Some(reader), frame: None }
        }

        /// Goes to the next frame that holds data; false at the end.
        fn next_frame(&mut self, mut inner: R) -> io::Result<bool> {
            loop {
                let mut magic = Vec::new();
                inner.by_ref().take(4).read_to_end(&mut magic)?;
                match *magic {
                    [] => return Ok(false),
                    [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
                        let mut length = [0; 4];
                        inner.read_exact(&mut length)?;
                        io::copy(&mut inner.by_ref().take(u32::from_le_bytes(length).into()), &mut io::sink())?;
                    }
                    _ => break self.frame = Some(frame(Cursor::new(magic).chain(inner))?),
                }
            }
            Ok(true)
        }
    }

    fn frame<R: Read>(whole: Whole<R>) -> io::Result<StreamingDecoder<Whole<R>, FrameDecoder>> {
        StreamingDecoder::new_with_max_window_size(whole, 1 << WINDOW_LOG).map_err(io::Error::other)
    }

    impl<R: Read> Read for Frames<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            loop {
                if let Some(frame) = &mut self.frame {
                    let count = frame.read(buffer)?;
                    if count > 0 || buffer.is_empty() {
                        return Ok(count);
                    }
                }
                let ended = self.frame.take().map(|frame| frame.into_inner().into_inner().1);
                let Some(inner) = ended.or_else(|| self.inner.take()) else { return Ok(0) };
                if !self.next_frame(inner)? {
                    return Ok(0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_decoders_read_frames_in_a_row_and_pass_over_those_that_hold_no_data() {
        let frame = |text: &str| zstd::encode_all(text.as_bytes(), 3).expect("memory");
        let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        let packed =
            [frame("one\n"), skippable.clone(), frame(""), frame(&"two\n".repeat(100_000)), skippable].concat();
        let whole = format!("one\n{}", "two\n".repeat(100_000));
        let readers: [Box<dyn Read>; 2] = [decoder(&*packed), Box::new(pure::Frames::new(&*packed))];
        for mut reader in readers {
            let mut text = String::new();
            reader.read_to_string(&mut text).expect("whole frames");
            assert!(text == whole);
        }
    }

    #[test]
    fn a_frame_that_breaks_off_is_an_error_for_both() {
        let mut packed = zstd::encode_all("x y z\n".repeat(1000).as_bytes(), 3).expect("memory");
        packed.truncate(packed.len() - 4);
        let readers: [Box<dyn Read>; 2] = [decoder(&*packed), Box::new(pure::Frames::new(&*packed))];
        for mut reader in readers {
            assert!(reader.read_to_end(&mut Vec::new()).is_err());
        }
    }
}
