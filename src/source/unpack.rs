//! Decoders for what is compressed.

use std::io::{BufReader, Read};

use super::magic::Packing;
use super::streams::{Bzip2, Gzip, Lzip, Lzma, Streams, Xz};
use super::{lz4, zstandard};

/// A decoder for a compressed stream. Several members or frames in a row are one stream.
pub(super) fn decoder<'a>(packing: Packing, reader: impl Read + 'a) -> Box<dyn Read + 'a> {
    match packing {
        Packing::Gzip => Box::new(Streams::<_, Gzip>::new(reader)),
        Packing::Xz => Box::new(Streams::<_, Xz>::new(reader)),
        Packing::Zstd => zstandard::decoder(reader),
        Packing::Bzip2 => Box::new(Streams::<_, Bzip2>::new(reader)),
        Packing::Lzip => Box::new(Streams::<_, Lzip>::new(reader)),
        Packing::Lzma => Box::new(Streams::<_, Lzma>::new(reader)),
        Packing::Lz4 => Box::new(lz4::Lz4FrameReader::new(BufReader::new(reader))),
    }
}
