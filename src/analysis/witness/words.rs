//! What a sign says, what it proves, what it leaves open, and what to ask for next.

use chrono::{NaiveDateTime, TimeDelta};

use super::{Witness, WitnessKind, WitnessSubject};
use crate::lang::Language;
use crate::model::Wall;
use crate::{say, text};

/// How much of a log before and after a sign is asked for.
const BEFORE: TimeDelta = TimeDelta::minutes(10);
const AFTER: TimeDelta = TimeDelta::minutes(5);

/// The sentences of a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessWords {
    /// What was seen.
    pub what: String,
    /// What that proves.
    pub proves: &'static str,
    /// What it leaves open.
    pub leaves_open: &'static str,
    /// What to ask the node's owner for.
    pub ask_for: String,
}

impl Witness {
    /// What it tells.
    pub fn told(&self, language: Language) -> WitnessWords {
        let (proves, leaves_open) = self.proof(language);
        WitnessWords { what: self.what(language), proves, leaves_open, ask_for: self.ask_for(language) }
    }

    /// The sentence without a time: a table has a column for it.
    pub fn what(&self, language: Language) -> String {
        let subject = self.subject.words(language);
        let code = self.subject.exit_code.map(|code| code.to_string());
        match (self.kind, code) {
            (WitnessKind::OomKilled, Some(code)) => {
                say!(language, "sign-oom-killed-code", subject = subject, code = code)
            }
            (WitnessKind::OomKilled, None) => say!(language, "sign-oom-killed", subject = subject),
            (WitnessKind::TaskOom, _) => say!(language, "sign-task-oom", subject = subject),
            (WitnessKind::SystemOom, _) => say!(language, "sign-system-oom", subject = subject),
            (WitnessKind::ProblemDetector, _) => say!(language, "sign-problem-detector", subject = subject),
            (WitnessKind::UnitOom, _) => say!(language, "sign-unit-oom", subject = subject),
            (WitnessKind::UnitFailed, _) => say!(language, "sign-unit-failed", subject = subject),
            (WitnessKind::Exit137, _) => say!(language, "sign-exit-137", subject = subject),
            (WitnessKind::OomdKill, _) => say!(language, "sign-oomd", subject = subject),
            (WitnessKind::EarlyoomKill, _) => say!(language, "sign-earlyoom", subject = subject),
            (WitnessKind::TalosKill, _) => say!(language, "sign-talos", subject = subject),
            (WitnessKind::Eviction, _) => say!(language, "sign-eviction", subject = subject),
        }
    }

    /// What the sign proves, and what it leaves open.
    ///
    /// `OOMKilled` and the runtime's event stand on `oom_kill` in the container's `memory.events`, which counts processes
    /// of the cgroup that *any* limit killed (Documentation/admin-guide/cgroup-v2.rst). The kubelet reports a system OOM
    /// for every kill whose cgroup it reads as `/` (`pkg/kubelet/oom/oom_watcher_linux.go`).
    fn proof(&self, language: Language) -> (&'static str, &'static str) {
        let quoted = |words: &str| self.lines.iter().any(|line| line.text.contains(words));
        match self.kind {
            WitnessKind::OomKilled | WitnessKind::TaskOom => {
                (say!(language, "sign-proves-container"), say!(language, "sign-open-container"))
            }
            WitnessKind::UnitOom => (say!(language, "sign-proves-unit"), say!(language, "sign-open-unit")),
            WitnessKind::SystemOom => (say!(language, "sign-proves-process"), say!(language, "sign-open-system-oom")),
            WitnessKind::ProblemDetector if quoted("emory cgroup out of memory") => {
                (say!(language, "sign-proves-cgroup"), say!(language, "sign-open-cgroup"))
            }
            WitnessKind::ProblemDetector => {
                (say!(language, "sign-proves-process"), say!(language, "sign-open-process"))
            }
            WitnessKind::UnitFailed => (say!(language, "sign-proves-failed"), say!(language, "sign-open-failed")),
            WitnessKind::Exit137 => (say!(language, "sign-proves-137"), say!(language, "sign-open-137")),
            WitnessKind::Eviction => (say!(language, "sign-proves-eviction"), say!(language, "sign-open-eviction")),
            WitnessKind::OomdKill | WitnessKind::EarlyoomKill | WitnessKind::TalosKill => {
                (say!(language, "sign-proves-userspace"), say!(language, "sign-open-userspace"))
            }
        }
    }

    fn ask_for(&self, language: Language) -> String {
        let span = self.time.as_ref().map(span).unwrap_or_default();
        let command = match self.kind {
            WitnessKind::OomdKill => format!("journalctl -u systemd-oomd{span}"),
            WitnessKind::EarlyoomKill => format!("journalctl -u earlyoom{span}"),
            WitnessKind::Eviction => format!("journalctl -u kubelet{span}"),
            WitnessKind::TalosKill => "talosctl dmesg".to_owned(),
            // Not -k: that means one boot, and a node that was short of memory has often been started anew.
            _ => format!("journalctl _TRANSPORT=kernel{span}"),
        };
        let when = self.time.as_ref().map(|wall| text::day_time(language, wall.local));
        match (self.kind, &self.host, when) {
            (
                WitnessKind::OomdKill | WitnessKind::EarlyoomKill | WitnessKind::Eviction | WitnessKind::TalosKill,
                ..,
            ) => {
                say!(language, "sign-ask-killer", command = command)
            }
            (_, Some(host), Some(when)) => {
                say!(language, "sign-ask-node-time", node = &**host, time = when, command = command)
            }
            (_, Some(host), None) => say!(language, "sign-ask-node", node = &**host, command = command),
            (_, None, Some(when)) => say!(language, "sign-ask-time", time = when, command = command),
            (_, None, None) => say!(language, "sign-ask", command = command),
        }
    }
}

/// ` --since "…" --until "…"` around a time. A time with an offset is asked for in UTC, which journalctl takes on every node.
fn span(wall: &Wall) -> String {
    let zoned = wall.offset_seconds.is_some();
    let time = if zoned { wall.comparable() } else { wall.local };
    let zone = if zoned { " UTC" } else { "" };
    let shown = |time: NaiveDateTime| format!("\"{}{zone}\"", time.format("%Y-%m-%d %H:%M:%S"));
    let (since, until) = (time.checked_sub_signed(BEFORE), time.checked_add_signed(AFTER));
    since
        .zip(until)
        .map(|(since, until)| format!(" --since {} --until {}", shown(since), shown(until)))
        .unwrap_or_default()
}

impl WitnessSubject {
    /// `container api of pod shop/cart-1`, `process java (PID 71)`, `report.service`.
    pub fn words(&self, language: Language) -> String {
        let pod = self.pod_words();
        let short = |id: &str| id.get(..12).unwrap_or(id).to_owned();
        let process = match (&self.process, self.pid) {
            (Some(name), Some(pid)) => Some(say!(language, "subject-process", name = &**name, pid = pid.to_string())),
            (Some(name), None) => Some(name.to_string()),
            (None, Some(pid)) => Some(say!(language, "subject-pid", pid = pid.to_string())),
            (None, None) => None,
        };
        match (&self.container, &self.container_id, pod, process, &self.unit) {
            (Some(container), _, Some(pod), ..) => {
                say!(language, "subject-container-of-pod", container = &**container, pod = pod)
            }
            (None, Some(id), Some(pod), ..) => {
                say!(language, "subject-container-of-pod", container = short(id), pod = pod)
            }
            (Some(name), _, None, ..) => say!(language, "subject-container", container = &**name),
            (None, Some(id), None, ..) => say!(language, "subject-container", container = short(id)),
            (None, None, Some(pod), None, _) => say!(language, "subject-pod", pod = pod),
            (None, None, Some(pod), Some(process), _) => {
                say!(language, "subject-process-of-pod", process = process, pod = pod)
            }
            (None, None, None, Some(process), _) => process,
            (None, None, None, None, Some(unit)) => unit.to_string(),
            (None, None, None, None, None) => say!(language, "subject-unknown").to_owned(),
        }
    }

    /// The pod as kubectl names it, else its UID.
    fn pod_words(&self) -> Option<String> {
        match (&self.namespace, &self.pod, &self.pod_uid) {
            (Some(namespace), Some(pod), _) => Some(format!("{namespace}/{pod}")),
            (None, Some(pod), _) => Some(pod.to_string()),
            (_, None, Some(uid)) => Some(uid.to_string()),
            (_, None, None) => None,
        }
    }
}
