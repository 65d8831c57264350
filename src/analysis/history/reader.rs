//! Which series a text is, told from its beginning, and its reading.

use super::prometheus::PrometheusReader;
use super::sar::{self, SarReader};
use super::track::MemoryTrack;
use super::vmstat::{self, VmstatReader};
use crate::model::{Note, SourceId, limits};

/// How many lines of the beginning are looked at: a shell's prompt and a blank line may stand above.
const LINES_LOOKED_AT: usize = 8;

/// The form of a series; its name stands among a source's dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HistoryForm {
    /// What `sar` prints, and the `sarNN` files of sysstat.
    Sar,
    /// `vmstat -t`.
    Vmstat,
    /// What Prometheus answers to a range query.
    Prometheus,
}

impl HistoryForm {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sar, Self::Vmstat, Self::Prometheus];

    /// The form of an input that begins with `head`; `None` for logs and everything else.
    pub fn of(head: &str) -> Option<Self> {
        let first = || head.lines().filter(|line| !line.trim().is_empty()).take(LINES_LOOKED_AT);
        if first().any(|line| sar::header(line).is_some()) {
            return Some(Self::Sar);
        }
        if first().any(vmstat::is_stamped_heading) {
            return Some(Self::Vmstat);
        }
        let json = head.trim_start_matches('\u{feff}').trim_start();
        let is_matrix = json.starts_with('{') && json.contains("\"resultType\"") && json.contains("\"matrix\"");
        is_matrix.then_some(Self::Prometheus)
    }

    /// The name for people and for the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sar => "sar",
            Self::Vmstat => "vmstat",
            Self::Prometheus => "prometheus-range",
        }
    }

    /// True where kernel lines may stand in the same text: what people paste or print behind it.
    pub const fn may_hold_logs(self) -> bool {
        !matches!(self, Self::Prometheus)
    }
}

/// Reads a series.
#[derive(Debug)]
pub struct HistoryReader {
    form: HistoryForm,
    reading: Reading,
}

#[derive(Debug)]
enum Reading {
    Sar(Box<SarReader>),
    Vmstat(VmstatReader),
    Prometheus(PrometheusReader),
}

/// What was found in a series.
#[derive(Debug, Default)]
pub struct HistoryFound {
    /// The measures, each of one node or container.
    pub tracks: Vec<MemoryTrack>,
    /// What could not be read, and what was assumed.
    pub notes: Vec<Note>,
}

impl HistoryReader {
    /// A reader of the input of this name, where it is a series by its beginning.
    pub fn of(name: &str, head: &str, source: SourceId) -> Option<Self> {
        let form = HistoryForm::of(head)?;
        let reading = match form {
            HistoryForm::Sar => Reading::Sar(Box::new(SarReader::new(name, head, source))),
            HistoryForm::Vmstat => Reading::Vmstat(VmstatReader::new(source)),
            HistoryForm::Prometheus => Reading::Prometheus(PrometheusReader::new(source)),
        };
        Some(Self { form, reading })
    }

    /// What it reads.
    pub const fn form(&self) -> HistoryForm {
        self.form
    }

    /// Reads the next line.
    pub fn push(&mut self, line: &str) {
        match &mut self.reading {
            Reading::Sar(reader) => reader.push(line),
            Reading::Vmstat(reader) => reader.push(line),
            Reading::Prometheus(reader) => reader.push(line),
        }
    }

    /// Everything, at the end of the input.
    pub fn finish(self) -> HistoryFound {
        let (tracks, mut notes) = match self.reading {
            Reading::Sar(reader) => reader.finish(),
            Reading::Vmstat(reader) => reader.finish(),
            Reading::Prometheus(reader) => reader.finish(),
        };
        if tracks.iter().any(MemoryTrack::is_thinned) {
            notes.push(limits::HISTORY_POINTS.note());
        }
        HistoryFound { tracks, notes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_are_told_from_their_beginning_and_logs_are_none() {
        for (head, form) in [
            (
                "Linux 6.1.0-57-cloud-amd64 (node-leak) \t11/30/26 \t_x86_64_\t(1 CPU)\n\n20:00:58     LINUX RESTART\t(1 CPU)\n",
                Some(HistoryForm::Sar),
            ),
            ("$ sar -r\nLinux 5.14.0 (a.b) 	2026年11月30日 	_aarch64_	(4 CPU)\n", Some(HistoryForm::Sar)),
            (
                "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu----- -----timestamp-----\n r  b\n",
                Some(HistoryForm::Vmstat),
            ),
            ("procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b\n", None),
            (
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
                Some(HistoryForm::Prometheus),
            ),
            ("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}", None),
            ("Linux version 6.1.0 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0)) #1 SMP\n", None),
            ("[    0.000000] Linux version 6.1.0 (a@b) (gcc) #1 SMP x_86_\n", None),
            ("              total        used        free\nMem: 1 2 3\n", None),
            ("", None),
        ] {
            assert_eq!(HistoryForm::of(head), form, "{head}");
        }
    }

    #[test]
    fn the_readme_names_every_series() {
        let readme = include_str!("../../../README.md");
        for form in HistoryForm::ALL {
            assert!(readme.contains(&format!("| `{}` |", form.name())), "{}", form.name());
        }
    }
}
