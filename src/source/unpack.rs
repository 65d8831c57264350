//! Decoders for what is compressed.

use std::io::{self, BufRead, Read};

use super::budget::XZ_MEMORY_KIB;
use super::journal::Export;
use super::magic::Packing;

/// A decoder for a compressed stream. Several members or frames in a row are one stream.
pub(super) fn decoder<'a>(packing: Packing, reader: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(reader, true, XZ_MEMORY_KIB)),
        Packing::Zstd => super::zstandard::decoder(reader)?,
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(reader)),
        Packing::Journal => Box::new(Export::open(reader)?),
        Packing::Lz4 => Box::new(Lz4Frames { inner: Some(reader), frame: None }),
    })
}

/// lz4 frames one after the other: the decoder ends with the first.
struct Lz4Frames<R: Read> {
    inner: Option<R>,
    frame: Option<lz4_flex::frame::FrameDecoder<R>>,
}

impl<R: BufRead> Read for Lz4Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
            }
            let Some(mut inner) =
                self.frame.take().map(lz4_flex::frame::FrameDecoder::into_inner).or_else(|| self.inner.take())
            else {
                return Ok(0);
            };
            if inner.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(lz4_flex::frame::FrameDecoder::new(inner));
        }
    }
}
