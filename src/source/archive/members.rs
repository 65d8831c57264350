//! What an archive asks of those who read its members.

use std::io::{self, Read};

use super::super::origin::StreamOrigin;
use crate::lang::Sentence;

/// Who takes an archive's members and hears of those that are not read.
pub(in super::super) trait MemberSink {
    /// True once nobody waits for the rest.
    fn stopped(&self) -> bool;
    /// Reads a member, whatever it turns out to be.
    fn stream(&mut self, reader: &mut dyn Read, origin: &StreamOrigin, live: bool);
    /// Says that something is left out on purpose.
    fn skip(&mut self, name: &str, why: Sentence);
    /// Says that something is left out that might have held a kill.
    fn skip_beyond(&mut self, name: &str, why: Sentence);
    /// Says that something could not be read.
    fn skip_failed(&mut self, name: &str, error: &io::Error);
    /// Says that something could not be read to its end.
    fn skip_rest(&mut self, name: &str, error: &io::Error);
}
