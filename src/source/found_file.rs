//! A file that is to be read.

use std::path::PathBuf;
use std::time::SystemTime;

/// A file that is to be read.
#[derive(Clone, Debug)]
pub(super) struct FoundFile {
    pub(super) path: PathBuf,
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) modified: Option<SystemTime>,
    /// Where one text lies in several files: all of them, in order.
    pub(super) parts: Vec<PathBuf>,
}
