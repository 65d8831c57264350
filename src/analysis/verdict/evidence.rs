//! The lines that decide, printed from the facts as the kernel prints them.

use crate::analysis::Evidence;
use crate::analysis::facts::{Facts, LimitKind, is_full};
use crate::model::{CallPath, Counter, Incident, Kib, Place, Summary, Trigger, Victim, beancounter};

/// The decisive lines of an incident, in the log's order.
pub(super) fn of(facts: &Facts<'_>) -> Vec<Evidence> {
    let incident = facts.incident;
    let mut lines = Vec::new();
    let mut add = |at: Place, text: String| lines.push(Evidence { at, text });
    if let Some(trigger) = &incident.trigger
        && (incident.is_manual() || incident.summary.is_none())
    {
        add(trigger.at, header(trigger));
    }
    if let Some(quote) = &incident.asked_by_hand {
        add(quote.at, quote.text.to_string());
    }
    let no_other = incident.summary.is_none() && incident.limit_cgroup.is_none() && !incident.is_manual();
    let caller = incident.reached_by.as_ref();
    if let Some(caller) = caller.filter(|caller| no_other || caller.path == CallPath::LimitLowered) {
        add(caller.frame.at, caller.frame.text.to_string());
    }
    for (name, counter) in counters(facts) {
        add(counter.at, usage(name, counter));
    }
    if let Some(summary) = &incident.summary {
        add(summary.at, summary_line(incident, summary));
    } else if let (Some(victim), Some(limit)) = (&incident.victim_cgroup, &incident.limit_cgroup) {
        add(limit.at, format!("Task in {} killed as a result of limit of {}", victim.path, limit.path));
    } else if let (Some(cgroup), None) = (&incident.cgroup_memory.stats_cgroup, &incident.limit_cgroup) {
        add(cgroup.at, format!("Memory cgroup stats for {}:", cgroup.path));
    }
    if let Some(victim) = incident.chosen().filter(|victim| !victim.from_summary_only) {
        add(victim.at, kill_line(victim));
    }
    if let Some(cgroup) = facts.foreign_figures() {
        add(cgroup.at, format!("Memory cgroup stats for {}:", cgroup.path));
    }
    if let Some(group) = &incident.oom_group {
        add(group.at, format!("Tasks in {} are going to be killed due to memory.oom.group set", group.path));
    }
    lines.sort_by_key(|line| line.at);
    lines
}

fn header(trigger: &Trigger) -> String {
    let mut line = format!("{} invoked oom-killer:", trigger.name);
    let fields = [
        ("gfp_mask", trigger.gfp_mask.as_deref().map(str::to_owned)),
        ("nodemask", trigger.nodemask.as_deref().map(str::to_owned)),
        ("order", trigger.order.map(|order| order.to_string())),
        ("oom_score_adj", trigger.oom_score_adj.map(|adj| adj.to_string())),
    ];
    let known = fields.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", value?)));
    line.push(' ');
    line.push_str(&known.collect::<Vec<_>>().join(", "));
    line
}

/// The counter of the limit that was reached; both of cgroup v1's where both tell which it was.
fn counters<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (&'static str, &'a Counter)> {
    let memory = &facts.incident.cgroup_memory;
    let together = memory.memory_and_swap.as_ref().filter(|both| {
        let is_it = || facts.reached().is_some_and(|reached| reached.kind == LimitKind::MemoryAndSwap);
        is_full(both) && (both.failcnt > 0 || is_it())
    });
    let named = [("memory", memory.memory.as_ref()), ("memory+swap", together)];
    named.into_iter().filter_map(|(name, counter)| Some((name, counter?)))
}

fn usage(name: &str, Counter { usage, limit_printed, failcnt, at: _ }: &Counter) -> String {
    format!("{name}: usage {}kB, limit {}kB, failcnt {failcnt}", usage.0, limit_printed.0)
}

fn summary_line(incident: &Incident, summary: &Summary) -> String {
    let mut line = format!("oom-kill:constraint={}", summary.constraint.printed());
    let mut add = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            line.push_str(&format!(",{key}={value}"));
        }
    };
    add("nodemask", summary.nodemask.as_deref());
    add("cpuset", summary.cpuset.as_deref());
    add("mems_allowed", summary.mems_allowed.as_deref());
    add("oom_memcg", incident.limit_cgroup.as_ref().map(|limit| &*limit.path));
    if summary.global_oom {
        line.push_str(",global_oom");
    }
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            line.push_str(&format!(",{key}={value}"));
        }
    };
    add("task_memcg", incident.victim_cgroup.as_ref().map(|victim| victim.path.to_string()));
    add("task", summary.task.as_deref().map(str::to_owned));
    add("pid", summary.pid.map(|pid| pid.to_string()));
    add("uid", summary.uid.map(|uid| uid.to_string()));
    line
}

fn kill_line(victim: &Victim) -> String {
    let mut line = victim.prefix.as_deref().map(|prefix| format!("{prefix}: ")).unwrap_or_default();
    // OpenVZ's kernels have other words.
    let of_openvz = victim.prefix.as_deref().and_then(beancounter).is_some();
    let (killed, total_vm) = if of_openvz { ("OOM killed", "vm") } else { ("Killed", "total-vm") };
    line.push_str(&format!("{killed} process {} ({})", victim.pid, victim.name));
    let sizes = [
        (total_vm, victim.total_vm),
        ("anon-rss", victim.anon_rss),
        ("file-rss", victim.file_rss),
        ("shmem-rss", victim.shmem_rss),
    ];
    let known = sizes.into_iter().filter_map(|(key, size)| size.map(|Kib(kib)| format!("{key}:{kib}kB")));
    let sizes = known.collect::<Vec<_>>().join(", ");
    if !sizes.is_empty() {
        line.push_str(&format!(" {sizes}"));
    }
    if let Some(uid) = victim.uid {
        line.push_str(&format!(", UID:{uid}"));
    }
    if let Some(Kib(kib)) = victim.pgtables {
        line.push_str(&format!(" pgtables:{kib}kB"));
    }
    if let Some(adj) = victim.oom_score_adj {
        line.push_str(&format!(" oom_score_adj:{adj}"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::samples;
    use crate::lang::Language;

    #[test]
    fn lines_read_as_the_kernel_printed_them() {
        let seed = include_str!("../../../sample-logs/seed-aks-pod-limit.log");
        let printed: Vec<&str> = seed.lines().map(|line| line.split_once("] ").unwrap().1).collect();
        let incident = samples::seed();
        let lines = of(&Facts::of(&incident, Language::English));
        let told: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        assert_eq!(told, [printed[32], printed[69], printed[70]]);
        assert_eq!(lines.iter().map(|line| line.at.line).collect::<Vec<_>>(), [33, 70, 71]);
        assert_eq!(header(incident.trigger.as_ref().unwrap()), printed[0]);
    }

    #[test]
    fn a_global_kill_and_an_old_one() {
        let mut incident = samples::whole_node();
        let lines = of(&Facts::of(&incident, Language::English));
        assert!(
            lines[0].text.contains(",mems_allowed=0,global_oom,task_memcg=/kubepods/burstable/pod9ef7"),
            "{lines:?}"
        );
        incident = samples::seed();
        incident.summary = None;
        let lines = of(&Facts::of(&incident, Language::English));
        let old = format!("Task in {} killed as a result of limit of {}", samples::container(), samples::POD);
        assert!(lines.iter().any(|line| line.text == old), "{lines:?}");
    }
}
