//! Reading at an offset, on every system, without a shared position.

use std::fs::File;
use std::io;

/// Fills `buffer` from `offset` on; fewer bytes only where the file ends.
pub(super) fn read_full_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while !buffer.is_empty() {
        match read_at(file, buffer, offset) {
            Ok(0) => break,
            Ok(count) => {
                filled += count;
                offset += count as u64;
                buffer = buffer.get_mut(count..).unwrap_or_default();
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}

/// A page in a browser has no files of its own to read at an offset.
#[cfg(not(any(unix, windows)))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<usize> {
    Err(io::ErrorKind::Unsupported.into())
}
