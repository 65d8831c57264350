//! Incident → conclusions. Pure: the same facts always give the same sentence.

mod affected;
mod aftermath;
mod agreement;
mod breakdown;
mod brief;
mod carried;
pub mod cgroup;
mod cluster;
mod commands;
mod companions;
mod conclude;
mod conclusions;
mod course;
mod difference;
mod excerpt;
mod facts;
pub mod glossary;
mod history;
mod insights;
mod joined;
mod named;
mod names;
mod namesakes;
mod order;
mod past;
mod provider;
mod review;
mod scores;
mod series;
mod settings;
pub mod shortage;
mod suggestion;
mod verdict;
mod witness;
mod words;
mod workload;
mod zone;

pub use affected::{
    Affected, AffectedGroup, AffectedKey, FirstAndLast, LargestVictim, LevelCount, LimitRange, owner_name,
};
pub use brief::{Brief, Gauge};
pub use carried::CarriedFacts;
pub use cluster::{
    CLUSTER_BYTES_READ, ClusterFacts, ClusterForm, ClusterTool, ContainerFacts, EndFacts, EventFacts, NodeFacts,
    OwnedFacts, OwnerFacts, PodFacts, PodName, PodOwner,
};
pub use commands::{Purpose, ShellCommand, commands};
pub use companions::{COMPANION_NEEDLES, COMPANION_TEXT_KEPT, NAMING_WORDS, companion, takes_back_kill};
pub use conclude::conclude;
pub use conclusions::{
    Basis, Breakdown, BreakdownPart, Carried, Case, CaseWords, Conclusions, ContainerIdentity, Evidence, Findings,
    Insight, Level, PartKind, PodIdentity, Scope, Series, Verdict, Workload, WorkloadSign,
};
pub use course::{Course, CourseKill};
pub use difference::{
    BeforeAfter, Both, Difference, Fate, FigureChange, FigureValue, Kin, Kinship, PartChange, Parts, PieWhole,
    StatChange, TaskChange, TaskChanges, in_order,
};
pub use facts::foreign_figures;
pub use history::{
    History, HistoryForm, HistoryFound, HistoryReader, HistoryShape, MemoryTrack, Rise, SHAPES, ShapeRule,
    SteadyGrowth, TrackMeasure, TrackOwner, TrackPoint, shapes_as_markdown,
};
pub use insights::memory_request;
pub use joined::{join, respeak, witnesses};
pub use order::{order, shown_wall, wall_time};
pub use review::Review;
pub use scores::Scores;
pub use series::MemoryOwner;
pub use settings::{
    KubeletSettings, MemoryAmount, MemorySize, NodeSettings, Rank, SettingsForm, UnitLimit, UnitSettings,
};
pub use verdict::{RULES, Rule, rules_as_markdown};
pub use witness::{Killer, Witness, WitnessKind, WitnessLine, WitnessSubject, WitnessWords};
pub(crate) use workload::{PodForm, PodTail, job_form, pod_form, set_stem};
pub use zone::{case_in_zone, in_zone};

#[cfg(test)]
mod samples;
