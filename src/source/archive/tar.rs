//! tar archives, header by header: a damaged one costs its member, not those behind it, and everything is read to its end,
//! where the checksums of compressed archives stand.

use std::io::{self, Read};

use tar::{EntryType, Header, PaxExtensions};

use super::super::magic;
use super::super::origin::{StreamOrigin, date_of};
use super::members::MemberSink;
use super::names::MemberNames;
use super::sparse::{Attributes, Filled, Map};
use super::tape::{BLOCK, TarBlockReader};
use crate::lang::Sentence;
use crate::model::limits;
use crate::tell;

/// Bytes of the attributes of one member that are read.
const ATTRIBUTES_BYTES: u64 = 8 * 1024 * 1024;

/// Bytes of a member's name that are read.
const NAME_BYTES: u64 = 64 * 1024;

/// Reads the members of a tar archive in its order, those of further archives behind its end included.
pub(in super::super) fn read(session: &mut dyn MemberSink, reader: &mut dyn Read, origin: &StreamOrigin) {
    let mut archive = Archive {
        tape: TarBlockReader::new(reader),
        origin,
        names: MemberNames::default(),
        members: 0,
        coming: NextMember::default(),
        state: TarState::Headers,
        is_damaged: false,
    };
    loop {
        if session.stopped() {
            return;
        }
        match archive.next(session) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return session.skip_rest(&origin.name, &error),
        }
    }
    let is_cut = archive.state != TarState::Ended || archive.coming.name.is_some();
    if is_cut && !archive.is_damaged {
        session.skip_rest(&origin.name, &io::Error::other(tell!("fault-tar-end")));
    }
    archive.names.tell(session, origin);
}

/// What is read next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TarState {
    /// A header.
    Headers,
    /// The zeros behind the last member were met. What follows is no part of the archive, unless it is another header.
    Ended,
    /// A damaged header was met; the next whole one is looked for.
    Lost,
}

struct Archive<'a, 'b> {
    tape: TarBlockReader<'b>,
    origin: &'a StreamOrigin,
    names: MemberNames,
    members: usize,
    /// What was said of the member that comes.
    coming: NextMember,
    state: TarState,
    /// True once damage was told.
    is_damaged: bool,
}

/// What headers say of the member behind them.
#[derive(Debug, Default)]
struct NextMember {
    name: Option<Vec<u8>>,
    bytes: Option<u64>,
    sparse: Attributes,
}

impl Archive<'_, '_> {
    /// Reads the next header, and the member that it tells of; false at the end.
    fn next(&mut self, session: &mut dyn MemberSink) -> io::Result<bool> {
        let Some(block) = self.tape.block(self.state == TarState::Ended)? else { return Ok(false) };
        if block.iter().all(|byte| *byte == 0) {
            // While a whole header is looked for, zeros may belong to what was lost.
            self.state = if self.state == TarState::Lost { TarState::Lost } else { TarState::Ended };
            return Ok(true);
        }
        let header = Header::from_byte_slice(&block);
        let bytes =
            if magic::is_tar(&block) { self.coming.bytes.map_or_else(|| header.entry_size(), Ok).ok() } else { None };
        let Some(bytes) = bytes else {
            if self.state == TarState::Headers {
                self.state = TarState::Lost;
                self.damaged(session);
            }
            return Ok(true);
        };
        self.state = TarState::Headers;
        let kind = header.entry_type();
        match kind {
            EntryType::GNULongName => {
                self.tape.begin(header.entry_size()?);
                let mut name = self.tape.contents(NAME_BYTES)?;
                // It ends with a zero.
                name.truncate(name.iter().position(|byte| *byte == 0).unwrap_or(name.len()));
                self.coming.name = Some(name);
            }
            EntryType::XHeader => {
                self.tape.begin(header.entry_size()?);
                let attributes = self.tape.contents(ATTRIBUTES_BYTES)?;
                self.coming.take(&attributes);
            }
            EntryType::GNULongLink | EntryType::XGlobalHeader => self.tape.begin(header.entry_size()?),
            _ => {
                self.tape.begin(if has_contents(kind) { bytes } else { 0 });
                if self.members >= limits::MEMBERS.most {
                    session.skip_beyond(&self.origin.name, limits::MEMBERS.sentence());
                    self.state = TarState::Ended;
                    return Ok(false);
                }
                self.members += 1;
                self.member(session, header);
            }
        }
        self.tape.pass()?;
        Ok(true)
    }

    fn member(&mut self, session: &mut dyn MemberSink, header: &Header) {
        let NextMember { name, sparse, .. } = std::mem::take(&mut self.coming);
        let name = self.names.shown(name.as_deref().unwrap_or(&header.path_bytes()));
        let inner = self.origin.member(&name, header.mtime().ok().and_then(date_of));
        let kind = header.entry_type();
        if !(kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
            if !kind.is_dir() {
                session.skip(&inner.name, why(kind));
            }
            return;
        }
        let map =
            if kind.is_gnu_sparse() { Map::old(header, &mut self.tape).map(Some) } else { sparse.map(&mut self.tape) };
        match map {
            Ok(None) => session.stream(&mut self.tape, &inner, false),
            Ok(Some(map)) => {
                session.stream(&mut Filled::new(&mut self.tape, map, inner.budget.clone()), &inner, false);
            }
            Err(error) => session.skip_failed(&inner.name, &error),
        }
    }

    /// Says once that a part of the archive is damaged: what follows is looked for.
    fn damaged(&mut self, session: &mut dyn MemberSink) {
        self.coming = NextMember::default();
        if !std::mem::replace(&mut self.is_damaged, true) {
            let byte = self.tape.at - BLOCK as u64;
            session.skip_beyond(&self.origin.name, tell!("skip-damaged", byte = byte));
        }
    }
}

impl NextMember {
    fn take(&mut self, attributes: &[u8]) {
        for attribute in PaxExtensions::new(attributes).filter_map(Result::ok) {
            let value = attribute.value().unwrap_or_default();
            match attribute.key().unwrap_or_default() {
                "path" if self.name.is_none() => self.name = Some(attribute.value_bytes().to_vec()),
                // The `path` beside it is made up for programs that know no holes: `GNUSparseFile.PID/NAME`.
                "GNU.sparse.name" => self.name = Some(attribute.value_bytes().to_vec()),
                // From 8 GiB on the header's own field is too short for it.
                "size" => self.bytes = value.parse().ok(),
                key => {
                    if let Some(key) = key.strip_prefix("GNU.sparse.") {
                        self.sparse.take(key, value);
                    }
                }
            }
        }
    }
}

/// True for a kind of member whose contents follow its header.
fn has_contents(kind: EntryType) -> bool {
    !(kind.is_symlink() || kind.is_character_special() || kind.is_block_special() || kind.is_fifo())
}

fn why(kind: EntryType) -> Sentence {
    if kind.is_symlink() || kind.is_hard_link() {
        tell!("skip-link-within")
    } else if kind.is_fifo() {
        tell!("skip-pipe")
    } else if kind.is_block_special() || kind.is_character_special() {
        tell!("skip-device")
    } else {
        tell!("skip-no-file")
    }
}
