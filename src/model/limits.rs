//! Everything that a limit can cut, in one table: its name, where it is reached, how many there may be, and the sentence
//! that tells it. A limit bounds memory or time for input that no kernel and no log has; where it is reached something was
//! left out, and a note says so.

use super::{Note, NoteKind};
use crate::lang::Told;
use crate::tell;

/// A limit on something that input can drive.
#[derive(Clone, Copy)]
pub struct Limit {
    /// Its name: words with dashes.
    pub name: &'static str,
    /// The module in which it is reached.
    pub reached: &'static str,
    /// How many there may be.
    pub most: usize,
    told: fn(usize) -> Told,
}

impl Limit {
    /// The sentence that tells that it was reached.
    pub fn told(&self) -> Told {
        (self.told)(self.most)
    }

    /// The sentence as a note.
    pub fn note(&self) -> Note {
        Note::new(NoteKind::LimitReached, self.told())
    }
}

impl std::fmt::Debug for Limit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limit").field("name", &self.name).field("most", &self.most).finish_non_exhaustive()
    }
}

macro_rules! limits {
    ($($(#[$doc:meta])* $id:ident: $name:literal, $reached:literal, $most:expr, $told:expr;)*) => {
        $($(#[$doc])* pub const $id: Limit = Limit {
            name: $name,
            reached: $reached,
            most: $most,
            told: $told,
        };)*

        /// Every limit of the table.
        pub const ALL: &[Limit] = &[$($id),*];
    };
}

limits! {
    /// Rows of one task table. Kernels have at most 4 million pids; tables of more than ten thousand rows were never seen.
    TASK_ROWS: "task-rows", "incident::draft", 65_536,
        |most| tell!("note-task-rows-most", most = most.to_string());
    /// Victims of one group kill.
    VICTIMS: "victims", "incident::ending", 4096,
        |most| tell!("note-victims-most", most = most.to_string());
    /// Lines between a header and the first figures: the call trace and registers.
    STACK_LINES: "stack-lines", "incident::draft", 512,
        |most| tell!("note-stack-most", most = most.to_string());
    /// Statistics of one cgroup, counters of Mem-Info, sizes of one zone; kernels print about 70.
    STATISTICS: "statistics", "incident::memory", 512,
        |most| tell!("note-statistics-most", most = most.to_string());
    /// Cgroups of a subtree that are kept one by one (v1, up to 5.2).
    CHILD_CGROUPS: "child-cgroups", "incident::memory", 1024,
        |most| tell!("note-children-most", most = most.to_string());
    /// Nodes, zones, slab rows and huge page pools of Mem-Info, of each kind.
    MEM_INFO_ROWS: "mem-info-rows", "incident::memory", 1024,
        |most| tell!("note-mem-info-most", most = most.to_string());
    /// Notes of one incident.
    NOTES: "notes", "incident::draft", 64,
        |most| tell!("note-more-notes", most = most.to_string());
    /// Notes that wait for the report that they are about.
    NOTES_BEFORE: "notes-before", "incident::stream", 16,
        |most| tell!("note-before-most", most = most.to_string());
    /// Sightings of one kill.
    SIGHTINGS: "sightings", "incident::sighting", 64,
        |most| tell!("note-sightings", most = most.to_string());
    /// Lines of one report that are kept to tell it anew where lines are missing in it.
    REPORT_LINES: "report-lines", "incident::tape", 20_000,
        |most| tell!("note-report-most", most = most.to_string());
    /// Lines of one report that is told newest first.
    BACKWARD_LINES: "backward-lines", "incident::backward", 20_000,
        |most| tell!("note-backward-most", most = most.to_string());
    /// Nodes, boots and printk callers whose reports are followed at once.
    STREAMS: "streams", "incident", 64,
        |most| tell!("note-streams-most", most = most.to_string());
    /// Incidents of one load.
    INCIDENTS: "incidents", "load::gather", 50_000,
        |most| tell!("source-incidents-most", most = most.to_string());
    /// Halves of reports that may go on in another source.
    FRAGMENTS: "fragments", "load::gather", 512,
        |most| tell!("source-fragments-most", most = most.to_string());
    /// Fields of one JSON record.
    JSON_FIELDS: "json-fields", "envelope::json", 512,
        |most| tell!("source-fields-most", most = most.to_string());
    /// Wrappings around one line.
    LAYERS: "layers", "envelope::peel", 8,
        |most| tell!("source-layers-most", most = most.to_string());
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lang::Language;

    #[test]
    fn each_limit_has_a_name_of_its_own_and_a_sentence_that_says_it() {
        let names: HashSet<_> = ALL.iter().map(|limit| limit.name).collect();
        assert_eq!(names.len(), ALL.len());
        for limit in ALL {
            for language in Language::ALL {
                let said = limit.note().text.said(language);
                let number = limit.most.to_string();
                assert!(said.contains(&number), "{}: {said}", limit.name);
            }
            assert!(limit.most > 0 && !limit.reached.is_empty(), "{limit:?}");
        }
    }
}
