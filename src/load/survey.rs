//! What a log without a kill holds: its times, its nodes, whether the kernel's lines are in it at all.

use std::collections::BTreeSet;

use crate::envelope::{Reader, ReaderSettings};
use crate::model::{Origin, Record, Survey, Wall};
use crate::source::Line;

/// How much of a source's beginning is looked at, and of how many sources: enough for what a person was sent, and no time lost
/// on folders of thousands.
pub(super) const SURVEY_BYTES: usize = 64 * 1024;
pub(super) const SURVEYS_MOST: usize = 20;

/// How many nodes are named.
const HOSTS_MOST: usize = 20;

/// Looks at the beginning of a source. `whole` is true where that is all of it.
pub(super) fn survey(settings: ReaderSettings, head: &str, whole: bool) -> Survey {
    let mut survey = Survey { whole, ..Survey::default() };
    let mut hosts = BTreeSet::new();
    let mut reader = Reader::new(settings, head);
    let mut walls: Vec<Wall> = Vec::new();
    let mut look = |record: &Record<'_>| {
        walls.extend(record.moment.wall);
        if hosts.len() < HOSTS_MOST {
            hosts.extend(record.host.map(str::to_owned));
        }
        survey.kernel += u64::from(record.origin == Origin::Kernel);
        survey.told += u64::from(record.origin != Origin::Unknown);
    };
    for (text, number) in head.lines().zip(1..) {
        reader.read(Line { number, text }, &mut look);
    }
    reader.finish(&mut look);
    survey.first = walls.iter().min_by_key(|wall| wall.comparable()).copied();
    survey.last = walls.iter().max_by_key(|wall| wall.comparable()).copied();
    survey.hosts = hosts.into_iter().collect();
    survey
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::model::SourceId;

    #[test]
    fn times_nodes_and_the_kernels_share_are_told() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let settings = ReaderSettings { source: SourceId(0), today, modified: None, year: None };
        let log = "Dec 13 07:23:21 n2 sshd[1]: hello\nDec 13 07:23:25 n1 kernel: [1.0] eth0: up\nDec 13 07:23:22 n1 cron: x\n";
        let seen = survey(settings, log, true);
        assert_eq!((seen.kernel, seen.told, seen.whole), (1, 3, true));
        assert_eq!(seen.hosts, ["n1", "n2"]);
        let time = |wall: Option<Wall>| wall.unwrap().local.format("%H:%M:%S").to_string();
        assert_eq!((time(seen.first), time(seen.last)), ("07:23:21".to_owned(), "07:23:25".to_owned()));
        assert_eq!(survey(settings, "prose, no log at all\n", true).told, 0);
    }
}
