//! Of what an input may bring more than is kept: one table, so that nothing is left out in silence. `tests/limits.rs` walks
//! it, and `docs/limits.md` is made of it.
//!
//! Some are lower in this crate's own tests, so that their edges are reached in time.
//!
//! How far lines may lie apart, or how sure a guess must be, is no such limit: that is judgement, and stands where it is
//! judged.

use super::{Bytes, Note, NoteKind, Place};
use crate::lang::{NamedArgument, Sentence, SentenceArgument};

/// So much is kept, and a note says so where an input has more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Its name in this table.
    pub name: &'static str,
    /// Of what.
    pub about: &'static str,
    /// So many, or so many bytes.
    pub most: usize,
    /// What is counted.
    pub unit: Unit,
    /// The file in which it is reached.
    pub reached_in: &'static str,
    /// The message of the catalogues that tells of it.
    pub told: &'static str,
    /// The test at its edge: as much as is kept is whole and silent, one more is told.
    pub test: &'static str,
}

/// What a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Things.
    Count,
    /// Bytes.
    Size,
}

impl Limit {
    /// The limit as an argument of the sentence that tells of it.
    pub fn word(&self) -> SentenceArgument {
        match self.unit {
            Unit::Count => SentenceArgument::from(self.most),
            Unit::Size => SentenceArgument::from(Bytes(self.most as u64)),
        }
    }

    /// The sentence, where it names nothing but the limit.
    pub fn sentence(&self) -> Sentence {
        Sentence::Message { id: self.told, arguments: vec![NamedArgument { name: "most", value: self.word() }] }
    }

    /// The note, where the sentence names nothing but the limit.
    pub fn note(&self) -> Note {
        Note::new(NoteKind::LimitReached, self.sentence())
    }

    /// True where a note tells of this limit.
    pub fn is_told_by(&self, note: &Note) -> bool {
        matches!(note.text, Sentence::Message { id, .. } if id == self.told)
    }
}

/// The limits that a source has reached, and where first.
#[derive(Clone, Debug, Default)]
pub struct Reached(Vec<Note>);

impl Reached {
    /// One was reached here.
    pub fn add(&mut self, limit: &Limit, at: Place) {
        if !self.0.iter().any(|note| limit.is_told_by(note)) {
            self.0.push(limit.note().at(at.span()));
        }
    }

    /// A note on each.
    pub fn notes(&self) -> impl Iterator<Item = Note> {
        self.0.iter().cloned()
    }
}

/// A row each.
macro_rules! limits {
    ($(#[doc = $about:literal] $name:ident: $unit:ident = $most:expr, $reached_in:literal, $told:literal, $test:literal;)+) => {
        $(
            #[doc = $about]
            pub const $name: Limit = Limit {
                name: stringify!($name),
                about: $about,
                most: $most,
                unit: Unit::$unit,
                reached_in: $reached_in,
                told: $told,
                test: $test,
            };
        )+

        /// All of them.
        pub const ALL: &[Limit] = &[$($name),+];
    };
}

limits! {
    #[doc = "Lines of the call trace and the registers of one report."]
    STACK_LINES: Count = 512, "src/incident/draft/stack.rs", "note-stack-most", "a_call_trace_of_any_length_is_told";
    #[doc = "Statistics of one cgroup; kernels print about 70."]
    STATISTICS: Count = 512, "src/incident/draft/memory.rs", "note-stats-most", "statistics_of_any_number_are_told";
    #[doc = "Cgroups of a subtree, kept one by one (cgroup v1, kernels up to 5.2)."]
    CHILDREN: Count = 1024, "src/incident/draft/memory.rs", "note-children-most", "cgroups_of_a_subtree_of_any_number_are_told";
    #[doc = "Nodes, zones, slab caches or pools of huge pages of one Mem-Info, and figures of any of them."]
    MEM_INFO: Count = 1024, "src/incident/draft/memory.rs", "note-mem-info-most", "a_mem_info_of_any_length_is_told";
    #[doc = "Rows of one task table."]
    TASK_ROWS: Count = if cfg!(test) { 4096 } else { 65_536 }, "src/incident/draft/mod.rs", "note-task-rows-most", "rows_and_victims_beyond_the_most_are_told_each";
    #[doc = "Processes that one group kill ends."]
    VICTIMS: Count = if cfg!(test) { 256 } else { 4096 }, "src/incident/draft/ending.rs", "note-victims-most", "rows_and_victims_beyond_the_most_are_told_each";
    #[doc = "Notes on one kill."]
    NOTES: Count = 64, "src/incident/draft/mod.rs", "note-more-notes", "notes_beyond_the_most_are_told";
    #[doc = "Notes that wait for the report which they are about."]
    WAITING_NOTES: Count = 16, "src/incident/stream.rs", "note-more-notes", "notes_that_wait_beyond_the_most_are_told";
    #[doc = "Places in which one kill is seen."]
    SIGHTINGS: Count = 64, "src/incident/sighting.rs", "note-sightings", "a_kill_seen_more_often_than_is_listed_is_told";
    #[doc = "Pieces of one line that the kernel split, or mail wrapped."]
    LINE_PIECES: Count = 64, "src/incident/pending_line.rs", "note-pieces-most", "a_line_in_any_number_of_pieces_is_told";
    #[doc = "A line that is joined of pieces. A summary with two paths of 4096 bytes each is the longest real one."]
    JOINED_LINE: Size = 10 << 10, "src/incident/pending_line.rs", "note-joined-most", "a_joined_line_of_any_length_is_told";
    #[doc = "Lines of a report in a log whose newest line comes first. The longest real one (every process of a large host) has some ten thousand."]
    BACKWARD_LINES: Count = 20_000, "src/incident/stream.rs", "note-backward-most", "a_report_of_any_length_told_backward_is_told";
    #[doc = "Kill lines of a log whose newest line may come first, kept as they stood until it is known."]
    KILL_LINES: Count = 256, "src/incident/stream.rs", "note-kill-lines-most", "kill_lines_of_any_number_told_backward_are_told";
    #[doc = "Members of a group kill in a log whose newest line comes first, until the line that announces them is reached."]
    MEMBERS_AHEAD: Count = 1024, "src/incident/stream.rs", "note-members-most", "members_of_any_number_told_backward_are_told";
    #[doc = "Lines behind a place in which two reports may have run into one: those of the largest table."]
    DOUBTED_LINES: Count = if cfg!(test) { 5000 } else { 70_000 }, "src/incident/stream.rs", "note-doubt-most", "a_doubt_of_any_length_is_told";
    #[doc = "Different lines of call traces and statistics of one node, of which it is kept in mind what stands before them."]
    HABITS: Count = 4096, "src/incident/stream.rs", "note-habits-most", "habits_of_any_number_are_told";
    #[doc = "Nodes, boots and printk callers that are followed at once within one source."]
    STREAMS: Count = 64, "src/incident/mod.rs", "note-streams-most", "a_report_that_makes_room_for_others_says_so";
    #[doc = "Folders in one another."]
    FOLDER_DEPTH: Count = 32, "src/source/folder.rs", "skip-deep", "folders_of_any_depth_are_told";
    #[doc = "Files of one load."]
    FILES: Count = if cfg!(test) { 500 } else { 100_000 }, "src/source/folder.rs", "skip-after-most", "files_of_any_number_are_told";
    #[doc = "One part of what the kernel left in pstore. Firmware's records have at most some hundred KiB."]
    DUMP_PART: Size = if cfg!(test) { 64 << 10 } else { 1 << 20 }, "src/source/session.rs", "skip-part-most", "parts_of_a_dump_of_any_size_are_told";
    #[doc = "Members of one archive."]
    MEMBERS: Count = if cfg!(test) { 500 } else { 100_000 }, "src/source/archive/tar.rs", "skip-members-most", "members_of_any_number_are_told";
    #[doc = "Archives and compressions in one another."]
    NESTED_ARCHIVES: Count = 8, "src/source/session.rs", "skip-nested", "what_lies_in_too_many_archives_is_left_out_by_name";
    #[doc = "Mails that are attached to each other."]
    NESTED_MAILS: Count = 4, "src/source/archive/mail.rs", "skip-mails-deep", "mails_attached_to_any_number_of_others_are_told";
    #[doc = "Mails in one file, of which what is attached is read."]
    MAILS: Size = if cfg!(test) { 1 << 20 } else { 64 << 20 }, "src/source/archive/mail.rs", "skip-mails-size", "mails_of_any_size_are_told";
    #[doc = "One line."]
    LINE_BYTES: Size = 8 << 20, "src/source/delivery.rs", "source-lines-cut", "a_line_is_cut_at_its_limit_and_a_note_says_so";
    #[doc = "Envelopes around one line that is no JSON."]
    LAYERS: Count = 8, "src/envelope/peel.rs", "source-layers-most", "envelopes_of_any_number_are_told";
    #[doc = "Lines of one source with fewer than 16 bytes, blank ones aside: too short to tell of a kill by themselves."]
    SHORT_LINES: Count = if cfg!(test) { 10_000 } else { 1_000_000 }, "src/envelope/open.rs", "source-short-most", "short_lines_of_any_number_are_told";
    #[doc = "JSON, values or string literals in one another."]
    NESTING: Count = 4, "src/envelope/open.rs", "source-nesting-most", "json_within_json_of_any_depth_is_told";
    #[doc = "Objects in one another in which a message is sought."]
    MESSAGE_DEPTH: Count = 6, "src/envelope/json.rs", "source-depth-most", "a_message_in_any_depth_is_told";
    #[doc = "Fields of one record, or columns of a table that stand before its rows."]
    FIELDS: Count = 512, "src/envelope/json.rs", "source-fields-most", "a_message_behind_any_number_of_fields_is_told";
    #[doc = "Names with values on one line."]
    VALUES: Count = 64, "src/envelope/values.rs", "source-values-most", "a_message_behind_any_number_of_values_is_told";
    #[doc = "Columns of a row without a line of names."]
    COLUMNS: Count = 16, "src/envelope/values.rs", "source-values-most", "a_message_behind_any_number_of_values_is_told";
    #[doc = "The text of one record; that of JSON is read line by line where it is longer."]
    RECORD_BYTES: Size = 8 << 20, "src/envelope/mod.rs", "source-record-left-out", "a_record_of_any_length_is_told";
    #[doc = "What kubectl prints, in one source: `kubectl get pods -A -o yaml` of some thousand pods."]
    KUBECTL_BYTES: Size = if cfg!(test) { 1 << 20 } else { 64 << 20 }, "src/load/pipeline.rs", "source-kubectl-most", "what_kubectl_prints_at_any_length_is_told";
    #[doc = "Pods, nodes, events and what makes pods, as kubectl and its like list them, of one load. A cluster is built for 150,000 pods; a support bundle lists those of one namespace or node."]
    CLUSTER_OBJECTS: Count = if cfg!(test) { 1000 } else { 100_000 }, "src/analysis/cluster/form.rs", "source-kubectl-many", "listed_objects_of_any_number_are_told";
    #[doc = "Containers of listed pods with their states, and owners of what is listed, of one load."]
    LISTED_PARTS: Count = if cfg!(test) { 2000 } else { 300_000 }, "src/analysis/cluster/form.rs", "source-kubectl-parts", "containers_of_any_number_are_told";
    #[doc = "Bytes that are read of a node's own file: a unit, the kubelet's configuration, `/proc/meminfo`."]
    SETTINGS_BYTES: Size = if cfg!(test) { 1 << 20 } else { 8 << 20 }, "src/load/pipeline.rs", "source-settings-most", "a_nodes_file_of_any_length_is_told";
    #[doc = "What nodes' own files set, kept together: a row a unit's file, a kubelet's configuration, a node's memory."]
    SETTINGS: Count = if cfg!(test) { 100 } else { 100_000 }, "src/load/gather/mod.rs", "source-settings-many", "settings_of_any_number_are_told";
    #[doc = "One incident of a report of ours, or another piece of it that is read by itself. A task table of 65,536 rows takes 20 MiB."]
    CARRIED_INCIDENT: Size = if cfg!(test) { 1 << 20 } else { 64 << 20 }, "src/report/json/read/frame.rs", "source-report-most", "an_incident_of_a_report_of_any_length_is_told";
    #[doc = "Points of one series of measurements, each of one sample or of several: 11,000 samples are the most that Prometheus gives of a series, and `sar` has 144 a day."]
    HISTORY_POINTS: Count = if cfg!(test) { 500 } else { 11_000 }, "src/analysis/history/reader.rs", "source-history-thinned", "samples_of_any_number_are_told";
    #[doc = "Series of measurements of one load, each of one node's or container's memory."]
    HISTORY_TRACKS: Count = if cfg!(test) { 50 } else { 200 }, "src/load/gather/mod.rs", "source-history-many", "series_of_any_number_are_told";
    #[doc = "What Prometheus answers to a range query, in one source."]
    HISTORY_BYTES: Size = if cfg!(test) { 1 << 20 } else { 16 << 20 }, "src/analysis/history/prometheus.rs", "source-history-most", "an_answer_of_prometheus_of_any_length_is_told";
    #[doc = "Kills of one load. One without a report takes half a KiB."]
    INCIDENTS: Count = if cfg!(test) { 2000 } else { 40_000 }, "src/load/gather/mod.rs", "source-incidents-most", "kills_of_any_number_are_told";
    #[doc = "Lines of other programs of one load."]
    COMPANIONS: Count = if cfg!(test) { 5000 } else { 120_000 }, "src/load/gather/mod.rs", "source-companions-most", "lines_of_other_programs_of_any_number_are_told";
    #[doc = "Signs of kills of which no report of the kernel is here."]
    SIGNS: Count = if cfg!(test) { 500 } else { 10_000 }, "src/analysis/joined/mod.rs", "source-signs-most", "signs_of_any_number_are_told";
    #[doc = "Requests refused without a kill, at which the node's memory is kept: a few KiB each, and hundreds of one cause may follow each other."]
    REFUSED: Count = if cfg!(test) { 100 } else { 1000 }, "src/load/gather/mod.rs", "source-refused-most", "refused_requests_of_any_number_are_told";
}
