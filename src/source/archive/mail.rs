//! Mails that were saved as files, one or many in a row: their text is read as the text that it is, and what is attached to
//! them, and is no text, as if it were a member of an archive.

use std::io::Cursor;

use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use super::super::magic::{self, FileType};
use super::super::origin::StreamOrigin;
use super::members::MemberSink;
use super::names::MemberNames;
use crate::model::limits;

/// A file of mails of more bytes is read as text alone.
pub(in super::super) const MAIL_BYTES: u64 = 64 * 1024 * 1024;

/// How a header begins that says that parts follow.
const PARTS: &str = "content-type: multipart/";

/// True for what begins as a mail does, and says that it has parts.
pub(in super::super) fn is_mail(head: &[u8]) -> bool {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let name = first.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_header = first.contains(&b':')
        && name.len() > 1
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    (is_header || first.starts_with(b"From "))
        && head
            .split(|byte| *byte == b'\n')
            .any(|line| line.get(..PARTS.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(PARTS.as_bytes())))
}

/// Reads what is attached to mails and is no text.
pub(in super::super) fn read(session: &mut dyn MemberSink, mails: &[u8], origin: &StreamOrigin) {
    let mut attachments = Attachments { names: MemberNames::default(), members: 0 };
    if mails.starts_with(b"From ") {
        for mail in MessageIterator::new(Cursor::new(mails)).map_while(Result::ok) {
            if let Some(message) = MessageParser::default().parse(mail.contents()) {
                attachments.read(session, &message, origin, 0);
            }
        }
    } else if let Some(message) = MessageParser::default().parse(mails) {
        attachments.read(session, &message, origin, 0);
    }
    attachments.names.tell(session, origin);
}

/// How many mails may be attached to each other.
const MAILS_IN_MAILS: usize = 4;

struct Attachments {
    names: MemberNames,
    members: usize,
}

impl Attachments {
    fn read(&mut self, session: &mut dyn MemberSink, message: &Message<'_>, origin: &StreamOrigin, depth: usize) {
        for part in message.attachments() {
            if session.stopped() {
                return;
            }
            match &part.body {
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) if magic::look(bytes) != FileType::Text => {
                    self.members += 1;
                    if self.members > limits::MEMBERS.most {
                        return;
                    }
                    if self.members == limits::MEMBERS.most {
                        session.skip_beyond(&origin.name, limits::MEMBERS.sentence());
                        return;
                    }
                    let name = part.attachment_name().map_or_else(|| self.members.to_string(), ToOwned::to_owned);
                    let inner = origin.member(&self.names.shown(name.as_bytes()), None);
                    session.stream(&mut &**bytes, &inner, false);
                }
                PartType::Message(message) if depth < MAILS_IN_MAILS => self.read(session, message, origin, depth + 1),
                _ => {}
            }
        }
    }
}
