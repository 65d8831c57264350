//! Names of members: one line each, as long as a path may be, and not too many of them at full length.

use super::super::folder::shown;
use super::super::origin::StreamOrigin;
use super::members::MemberSink;
use crate::tell;

/// Bytes of a member's name that are kept: as many as a path may have on Linux (`PATH_MAX`).
const NAME_BYTES: usize = 4096;

/// Bytes of all names of an archive that are kept at such length; those behind them are cut much shorter.
const NAMES_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of a name beyond that.
const SHORT_BYTES: usize = 64;

/// Shows the names of an archive's members.
#[derive(Debug, Default)]
pub(super) struct MemberNames {
    bytes: usize,
    cut: usize,
}

impl MemberNames {
    /// The name as it can be shown. One that is too long is cut.
    pub(super) fn shown(&mut self, name: &[u8]) -> String {
        let most = if self.bytes < NAMES_BYTES { NAME_BYTES } else { SHORT_BYTES };
        let kept = name.get(..most).unwrap_or(name);
        self.bytes += kept.len();
        let mut name_shown = shown(&String::from_utf8_lossy(kept));
        if kept.len() < name.len() {
            self.cut += 1;
            name_shown.push('…');
        }
        name_shown
    }

    /// Says so where names were cut: whoever looks for one does not find it.
    pub(super) fn tell(&self, session: &mut dyn MemberSink, origin: &StreamOrigin) {
        if self.cut > 0 {
            let size = format!("{} KiB", NAME_BYTES / 1024);
            session.skip_beyond(&origin.name, tell!("skip-names-cut", members = self.cut, size = size));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_where_a_path_must_end_and_all_together_where_they_would_fill_the_memory() {
        let (mut names, long) = (MemberNames::default(), vec![b'n'; 900_000]);
        assert_eq!(names.shown(&[b'n'; NAME_BYTES]).len(), NAME_BYTES);
        assert_eq!(names.cut, 0);
        assert_eq!(names.shown(&long).chars().count(), NAME_BYTES + 1);
        let kept: usize = (0..10_000).map(|_| names.shown(&long).len()).sum();
        assert!(kept < NAMES_BYTES + 10_000 * 100, "{kept}");
        assert_eq!(names.cut, 10_001);
        assert_eq!(names.shown(b"a\nb"), "a\u{fffd}b");
    }
}
