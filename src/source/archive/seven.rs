//! 7z archives, block by block: a damaged block costs its members, not those of the others.

use std::io::{self, Read, Seek};

use chrono::NaiveDate;
use sevenz_rust2::{ArchiveEntry, BlockDecoder, Error, Password};

use super::super::budget::{LimitedReader, XZ_MEMORY_KIB};
use super::super::origin::{StreamOrigin, date_of};
use super::members::MemberSink;
use super::names::MemberNames;
use crate::model::limits;
use crate::tell;

/// Memory for the list of members, and for its decoder, in KiB: 7-Zip packs it with a dictionary of 1 MiB, other writers with
/// that of the contents.
const LIST_KIB: usize = XZ_MEMORY_KIB as usize;

/// Reads the members of a 7z archive in its order.
pub(in super::super) fn read<R: Read + Seek>(session: &mut dyn MemberSink, mut reader: R, origin: &StreamOrigin) {
    let password = Password::empty();
    let archive = match sevenz_rust2::Archive::read_with_memory_limit(&mut reader, &password, LIST_KIB) {
        Ok(archive) => archive,
        Err(Error::PasswordRequired | Error::MaybeBadPassword(_)) => {
            return session.skip_beyond(&origin.name, tell!("skip-encrypted"));
        }
        Err(error) => return session.skip_failed(&origin.name, &failure(error)),
    };
    let (mut names, mut members) = (MemberNames::default(), 0);
    for block in 0..archive.blocks.len() {
        let dictionary = XZ_MEMORY_KIB as usize;
        let decoder = BlockDecoder::new_with_memory_limit(1, dictionary, block, &archive, &password, &mut reader);
        let read = decoder.for_each_entries(&mut |entry: &ArchiveEntry, contents: &mut dyn Read| {
            members += 1;
            if session.stopped() || members > limits::MEMBERS.most {
                return Ok(false);
            }
            let inner = origin.member(&names.shown(entry.name.as_bytes()), date(entry));
            let mut contents = LimitedReader { inner: contents, budget: inner.budget.clone() };
            if !entry.is_directory {
                session.stream(&mut contents, &inner, false);
            }
            // What follows in the block comes out behind it.
            io::copy(&mut contents, &mut io::sink())?;
            Ok(true)
        });
        match read {
            Ok(_) => {}
            Err(Error::PasswordRequired | Error::MaybeBadPassword(_)) => {
                session.skip_beyond(&origin.name, tell!("skip-encrypted"));
            }
            Err(error) => session.skip_rest(&origin.name, &failure(error)),
        }
        if session.stopped() {
            return;
        }
    }
    if members > limits::MEMBERS.most {
        session.skip_beyond(&origin.name, limits::MEMBERS.sentence());
    }
    names.tell(session, origin);
}

/// Counted from 1601, in steps of 100 nanoseconds.
fn date(entry: &ArchiveEntry) -> Option<NaiveDate> {
    let steps = u64::from(entry.last_modified_date);
    let seconds = (steps / 10_000_000).checked_sub(11_644_473_600).filter(|_| entry.has_last_modified_date)?;
    date_of(seconds)
}

fn failure(error: Error) -> io::Error {
    match error {
        Error::Io(error, _) => error,
        Error::MaxMemLimited { max_kb, .. } => {
            io::Error::other(tell!("fault-dictionary", size = format!("{} MiB", max_kb.div_ceil(1024))))
        }
        Error::UnsupportedCompressionMethod(method) => io::Error::other(tell!("fault-zip-method", method = method)),
        error => io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
    }
}
