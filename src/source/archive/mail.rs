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

/// Bytes of a file of mails to hand to [`read`]: one more than are looked through for what is attached.
pub(in super::super) const MAIL_BYTES: u64 = limits::MAILS.most as u64 + 1;

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
    let mut attachments = Attachments { names: MemberNames::default(), members: 0, is_depth_told: false };
    if mails.len() > limits::MAILS.most {
        session.skip_beyond(&origin.name, limits::MAILS.sentence());
    }
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

struct Attachments {
    names: MemberNames,
    members: usize,
    is_depth_told: bool,
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
                PartType::Message(message) if depth < limits::NESTED_MAILS.most => {
                    self.read(session, message, origin, depth + 1);
                }
                // Threads that were passed on again and again lose nothing where nothing is attached in the end.
                PartType::Message(message) if !self.is_depth_told && holds_files(message) => {
                    self.is_depth_told = true;
                    session.skip_beyond(&origin.name, limits::NESTED_MAILS.sentence());
                }
                _ => {}
            }
        }
    }
}

/// True where a file is attached to the mail or to one within it.
fn holds_files(mail: &Message<'_>) -> bool {
    let mut mails = vec![mail];
    while let Some(mail) = mails.pop() {
        for part in mail.attachments() {
            match &part.body {
                PartType::Binary(bytes) | PartType::InlineBinary(bytes) if magic::look(bytes) != FileType::Text => {
                    return true;
                }
                PartType::Message(inner) => mails.push(inner),
                _ => {}
            }
        }
    }
    false
}
