//! Archives: their members one after the other, each accounted for. Nothing is ever written under a member's name.

mod mail;
mod members;
mod names;
mod seven;
mod sparse;
mod tape;
mod tar;
mod zip;

pub(super) use self::mail::{MAIL_BYTES, is_mail, read as mail};
pub(super) use self::members::MemberSink;
pub(super) use self::seven::read as seven;
pub(super) use self::tar::read as tar;
pub(super) use self::zip::read as zip;
