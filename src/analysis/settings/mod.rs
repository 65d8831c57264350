//! What a node's own files set and say of its memory: systemd's unit files, the kubelet's configuration, `/proc/meminfo`
//! and `free`, where support tools leave them.
//!
//! [`SettingsForm`] tells such a text from its name and its beginning, [`NodeSettings::read`] takes what matters; what it says
//! of a kill is told where the cluster's view is held against the log (`agreement`). A file was copied at another moment than
//! the kill: what it says is held against the kernel's own figures, never put in their place.

mod form;
mod kubelet;
mod memory;
mod unit;

pub use form::SettingsForm;
pub(super) use unit::files_of_unit;

use crate::model::{Bytes, SourceId};

/// What the node's files say, as far as they were handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeSettings {
    /// Settings of units, in the order of the inputs.
    pub units: Vec<UnitSettings>,
    /// Configurations of kubelets.
    pub kubelets: Vec<KubeletSettings>,
    /// What nodes have of memory.
    pub memories: Vec<MemorySize>,
}

/// What one file sets for one unit of systemd.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitSettings {
    /// The input.
    pub source: SourceId,
    /// The unit, as its file is called: `app.service`, `app@.service` for a template, `user-.slice` for what all of a prefix have.
    pub unit: Box<str>,
    /// Which of several files counts: the last of them.
    pub rank: Rank,
    /// The limit, where the file sets one.
    pub limit: Option<UnitLimit>,
}

/// How systemd orders the files of one unit: what is later overrides what is earlier (systemd.unit(5)).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// What systemd itself says is set, all files together: `systemctl show`.
    pub is_shown: bool,
    /// The name of a drop-in below `app.service.d`; none for the unit's own file, which comes first.
    pub drop_in: Option<Box<str>>,
    /// The folder: `/usr/lib` before `/run` before `/etc`.
    pub folder: u8,
}

/// A limit as a unit's file writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitLimit {
    /// `MemoryMax`, or `MemoryLimit` of cgroup v1.
    pub key: &'static str,
    /// What it is set to.
    pub amount: MemoryAmount,
    /// The line of the file.
    pub line: u64,
}

/// An amount of memory as files of settings write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryAmount {
    /// A size.
    Size(Bytes),
    /// A share of the node's RAM, in hundredths of a percent.
    Share(u32),
    /// No limit.
    Infinity,
}

/// What a kubelet is told of memory. What a file does not set is none: the kubelet's own default holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct KubeletSettings {
    /// The input.
    pub source: SourceId,
    /// `kubeReserved.memory`.
    pub kube_reserved: Option<Bytes>,
    /// `systemReserved.memory`.
    pub system_reserved: Option<Bytes>,
    /// `evictionHard["memory.available"]`.
    pub eviction_hard: Option<MemoryAmount>,
    /// `singleProcessOOMKill` (1.32 on): the kernel kills one process instead of the whole container.
    pub single_process_oom_kill: Option<bool>,
}

/// How much memory a node has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemorySize {
    /// The input.
    pub source: SourceId,
    /// `MemTotal`: the RAM that the kernel manages.
    pub total: Bytes,
    /// `SwapTotal`.
    pub swap: Option<Bytes>,
    /// The line of `MemTotal`.
    pub line: u64,
}

impl NodeSettings {
    /// True where nothing was handed over.
    pub const fn is_empty(&self) -> bool {
        self.units.is_empty() && self.kubelets.is_empty() && self.memories.is_empty()
    }

    /// How many facts are kept.
    pub const fn count(&self) -> usize {
        self.units.len() + self.kubelets.len() + self.memories.len()
    }

    /// Keeps so many facts, and leaves out those that came last: units before all others, as there are most of them.
    pub fn keep_first(&mut self, most: usize) {
        self.memories.truncate(most);
        self.kubelets.truncate(most - self.memories.len());
        self.units.truncate(most - self.memories.len() - self.kubelets.len());
    }

    /// Adds what a file says. `name` is the input's.
    pub fn read(&mut self, form: SettingsForm, name: &str, text: &str, source: SourceId) {
        match form {
            SettingsForm::Unit => self.units.extend(unit::of_files(name, text, source)),
            SettingsForm::Shown => self.units.extend(unit::shown(text, source)),
            SettingsForm::Kubelet => self.kubelets.extend(kubelet::of_configuration(text, source)),
            SettingsForm::KubeletFlags => self.kubelets.extend(kubelet::of_flags(text, source)),
            SettingsForm::MemInfo => self.memories.extend(memory::of_meminfo(text, source)),
            SettingsForm::Free => self.memories.extend(memory::of_free(text, source)),
        }
    }
}
