//! What people read for levels, scopes and parts.

use super::{Level, PartKind, Scope};
use crate::lang::Language;
use crate::say;

impl Level {
    /// As a table names it.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Container => say!(language, "level-container"),
            Self::Pod => say!(language, "level-pod"),
            Self::Qos => say!(language, "level-qos"),
            Self::NodeAllocatable => say!(language, "level-node-allocatable"),
            Self::WholeNode => say!(language, "level-whole-node"),
            Self::Cpuset => say!(language, "level-cpuset"),
            Self::Mempolicy => say!(language, "level-mempolicy"),
            Self::Manual => say!(language, "level-manual"),
            Self::SystemService => say!(language, "level-system-service"),
            Self::UserSession => say!(language, "level-user-session"),
            Self::OtherCgroup => say!(language, "level-other-cgroup"),
            Self::Unknown => say!(language, "level-unknown"),
        }
    }
}

impl Scope {
    /// As a lane or a chip is named.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Container => say!(language, "scope-container"),
            Self::Node => say!(language, "scope-node"),
            Self::OutsideKubernetes => say!(language, "scope-outside-kubernetes"),
            Self::Manual => say!(language, "scope-manual"),
            Self::Unknown => say!(language, "scope-unknown"),
        }
    }
}

impl PartKind {
    /// As a legend or a table names it.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Anon => say!(language, "part-anon"),
            Self::Locked => say!(language, "part-locked"),
            Self::Shmem => say!(language, "part-shmem"),
            Self::PageCache => say!(language, "part-page-cache"),
            Self::Slab => say!(language, "part-slab"),
            Self::KernelStack => say!(language, "part-kernel-stack"),
            Self::PageTables => say!(language, "part-page-tables"),
            Self::Sockets => say!(language, "part-sockets"),
            Self::OtherKernel => say!(language, "part-other-kernel"),
            Self::HugePages => say!(language, "part-huge-pages"),
            Self::Zram => say!(language, "part-zram"),
            Self::Gpu => say!(language, "part-gpu"),
            Self::Balloon => say!(language, "part-balloon"),
            Self::Free => say!(language, "part-free"),
            Self::NotItemised => say!(language, "part-not-itemised"),
        }
    }

    /// Within a sentence, with the space that stands behind it where the language wants one.
    pub fn words_within(self, language: Language) -> &'static str {
        match self {
            Self::Anon => say!(language, "within-anon"),
            Self::Locked => say!(language, "within-locked"),
            Self::Shmem => say!(language, "within-shmem"),
            Self::PageCache => say!(language, "within-page-cache"),
            Self::Slab => say!(language, "within-slab"),
            Self::KernelStack => say!(language, "within-kernel-stack"),
            Self::PageTables => say!(language, "within-page-tables"),
            Self::Sockets => say!(language, "within-sockets"),
            Self::OtherKernel => say!(language, "within-other-kernel"),
            Self::HugePages => say!(language, "within-huge-pages"),
            Self::Zram => say!(language, "within-zram"),
            Self::Gpu => say!(language, "within-gpu"),
            Self::Balloon => say!(language, "within-balloon"),
            Self::Free => say!(language, "within-free"),
            Self::NotItemised => say!(language, "within-not-itemised"),
        }
    }
}
