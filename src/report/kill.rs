//! The chapter of one kill.

use super::page::{Block, Column, Fact, LogLine, Table};
use super::{json::Names, walk};
use crate::analysis::{Breakdown, Case, Conclusions, Part, Review, Verdict};
use crate::lang::Language;
use crate::model::{Bytes, Counter, Incident, Kib, PageSizeBasis, Span, Task, Victim};
use crate::text;

/// How many processes of the task table are shown, largest first.
const TASKS_SHOWN: usize = 10;

/// How many killed processes are shown.
const VICTIMS_SHOWN: usize = 20;

/// How many companion lines are shown.
const COMPANIONS_SHOWN: usize = 20;

/// Adds the chapter of one incident.
pub(super) fn chapter(case: &Case, review: &Review, blocks: &mut Vec<Block>) {
    let Case { incident, conclusions } = case;
    let names = Names(&review.sources);
    let title = format!("Kill {}: {}", incident.id.0, conclusions.verdict.headline);
    blocks.push(Block::Chapter { title, scope: Some(conclusions.verdict.scope) });
    blocks.push(Block::Facts(facts(incident, conclusions, names)));
    reasons(&conclusions.verdict, names, blocks);
    memory(incident, conclusions, blocks);
    victims(incident, blocks);
    tasks(incident, blocks);
    companions(incident, review, blocks);
    notes(incident, names, blocks);
}

/// `namespace/name` of the pod, or its uid.
pub(super) fn pod_name(conclusions: &Conclusions) -> Option<String> {
    let pod = conclusions.pod.as_ref()?;
    match (&pod.namespace, &pod.name, &pod.uid) {
        (Some(namespace), Some(name), _) => Some(format!("{namespace}/{name}")),
        (None, Some(name), _) => Some(name.to_string()),
        (_, None, Some(uid)) => Some(format!("pod {uid}")),
        (_, None, None) => None,
    }
}

/// The pod, else the last name of the path of the cgroup whose limit was hit.
pub(super) fn pod_or_cgroup(case: &Case) -> Option<String> {
    let Case { incident, conclusions } = case;
    let path = || Some(&*incident.limit_cgroup.as_ref().or(incident.victim_cgroup.as_ref())?.path);
    let last = |path: &str| path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path).to_owned();
    pod_name(conclusions).or_else(|| path().map(last))
}

/// `stress-ng-vm (716580)`, with the number of others.
pub(super) fn who_died(incident: &Incident) -> String {
    let Some(victim) = incident.chosen() else { return "nobody".to_owned() };
    let others = incident.victims.len().saturating_sub(1);
    let more = if others > 0 { format!(" and {others} more") } else { String::new() };
    format!("{} ({}){more}", victim.name, victim.pid)
}

fn facts(incident: &Incident, conclusions: &Conclusions, names: Names<'_>) -> Vec<Fact> {
    let printed = incident.moment.printed.as_deref().map(|printed| format!(" (in the log: {printed})"));
    let assumed = incident.moment.wall.as_ref().is_some_and(|wall| wall.year_assumed());
    let when = text::when(Language::English, &incident.moment)
        .map(|when| format!("{when}{}{}", if assumed { ", year assumed" } else { "" }, printed.unwrap_or_default()));
    let span = |span: &Span| match (names.of(span.source), span.first, span.last) {
        (name, first, last) if first == last => format!("{name}:{first}"),
        (name, first, last) => format!("{name}:{first}–{last}"),
    };
    let seen = incident.seen_in.iter().map(span).collect::<Vec<_>>().join(", ");
    let container = conclusions.container.as_ref();
    let path = |cgroup: &Option<crate::model::CgroupPath>| cgroup.as_ref().map(|cgroup| cgroup.path.to_string());
    let trigger = incident.trigger.as_ref().map(|trigger| match trigger.pid {
        Some(pid) => format!("{} ({pid})", trigger.name),
        None => trigger.name.to_string(),
    });
    let said = |label, value: Option<String>| value.map(|value| Fact::said(label, value));
    let verbatim = |label, value: Option<String>| value.map(|value| Fact::verbatim(label, value));
    [
        said("When", when.or_else(|| Some("not in the log".to_owned()))),
        said("Node", incident.host.as_deref().map(str::to_owned)),
        said("Killed", Some(who_died(incident))),
        said("Asked for memory", trigger),
        said("Pod", pod_name(conclusions)),
        said("QoS class", conclusions.pod.as_ref().and_then(|pod| pod.qos).map(str::to_owned)),
        said("Container", container.and_then(|container| container.name.as_deref()).map(str::to_owned)),
        verbatim("Container id", container.and_then(|container| container.id.as_deref()).map(str::to_owned)),
        verbatim("Limit was hit in", path(&incident.limit_cgroup)),
        verbatim("Victim lived in", path(&incident.victim_cgroup)),
        said("Kernel", incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref()).map(str::to_owned)),
        said("In the log", Some(seen)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reasons(verdict: &Verdict, names: Names<'_>, blocks: &mut Vec<Block>) {
    for (heading, sentences) in [("Why", &verdict.why), ("What to do", &verdict.next_steps)] {
        if !sentences.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.push(Block::List(sentences.clone()));
        }
    }
    if !verdict.evidence.is_empty() {
        let line = |evidence: &crate::analysis::Evidence| LogLine {
            at: walk::at(evidence.at, names),
            text: evidence.text.clone(),
        };
        blocks.push(Block::Heading("Evidence"));
        blocks.push(Block::Lines(verdict.evidence.iter().map(line).collect()));
    }
}

fn memory(incident: &Incident, conclusions: &Conclusions, blocks: &mut Vec<Block>) {
    let memory = &incident.cgroup_memory;
    let counters = [
        ("Memory", &memory.memory),
        ("Swap", &memory.swap),
        ("Memory and swap", &memory.memory_and_swap),
        ("Kernel memory", &memory.kernel_memory),
    ];
    let counters: Vec<_> =
        counters.into_iter().filter_map(|(label, counter)| Some(Fact::said(label, usage(counter.as_ref()?)))).collect();
    let pies = [
        ("Memory of the limit's cgroup", conclusions.breakdown.as_ref()),
        ("Memory of the node", conclusions.node_breakdown.as_ref()),
    ];
    if !counters.is_empty() {
        blocks.push(Block::Heading("Usage against limit"));
        blocks.push(Block::Facts(counters));
    }
    for (heading, breakdown) in pies {
        let Some(breakdown) = breakdown else { continue };
        blocks.push(Block::Heading(heading));
        blocks.push(Block::Pie { table: pie_table(breakdown), breakdown: breakdown.clone() });
    }
    let insights: Vec<_> = conclusions
        .insights
        .iter()
        .map(|insight| if insight.inferred { format!("{} (inferred)", insight.text) } else { insight.text.clone() })
        .collect();
    if !insights.is_empty() {
        blocks.push(Block::Heading("What the numbers tell"));
        blocks.push(Block::List(insights));
    }
}

fn usage(counter: &Counter) -> String {
    let usage = text::size(counter.usage.bytes());
    let failures = text::counted(counter.failcnt, "failed charge", "failed charges");
    match counter.limit() {
        None => format!("{usage} used, no limit, {failures}"),
        Some(limit) => format!(
            "{usage} of {} used ({}), {failures}",
            text::limit_size(limit),
            text::percent(Language::English, counter.usage.bytes(), limit.bytes())
        ),
    }
}

fn pie_table(breakdown: &Breakdown) -> Table {
    let total = breakdown.total;
    let row = |part: &Part| match part.bytes {
        Some(bytes) => sized(text::part(Language::English, part.kind), bytes, total),
        None => vec![text::part(Language::English, part.kind).to_owned(), unknown(), String::new(), String::new()],
    };
    let mut rows: Vec<_> = breakdown.parts.iter().map(row).collect();
    rows.push(sized("All", total, total));
    let columns = vec![Column::words("Part"), Column::number("Size"), Column::number("Bytes"), Column::number("Share")];
    Table { columns, rows, has_total: true }
}

fn sized(name: &str, bytes: Bytes, total: Bytes) -> Vec<String> {
    vec![name.to_owned(), text::size(bytes), text::count(bytes.0), text::percent(Language::English, bytes, total)]
}

fn victims(incident: &Incident, blocks: &mut Vec<Block>) {
    if incident.victims.is_empty() {
        return;
    }
    let size = |size: Option<Kib>| size.map_or_else(unknown, |size| text::size(size.bytes()));
    let number = |number: Option<i64>| number.map_or_else(unknown, |number| number.to_string());
    let row = |victim: &Victim| {
        vec![
            victim.pid.to_string(),
            victim.name.to_string(),
            number(victim.uid.map(i64::from)),
            size(victim.anon_rss),
            size(victim.file_rss),
            size(victim.shmem_rss),
            size(victim.pgtables),
            number(victim.oom_score_adj.map(i64::from)),
        ]
    };
    let columns = vec![
        Column::number("Pid"),
        Column::words("Process"),
        Column::number("User"),
        Column::number("Anonymous"),
        Column::number("File"),
        Column::number("Shared"),
        Column::number("Page tables"),
        Column::number("oom_score_adj"),
    ];
    let rows = incident.victims.iter().take(VICTIMS_SHOWN).map(row).collect();
    blocks.push(Block::Heading("Killed processes"));
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    more(incident.victims.len(), VICTIMS_SHOWN, blocks);
}

fn tasks(incident: &Incident, blocks: &mut Vec<Block>) {
    if incident.tasks.is_empty() {
        return;
    }
    let mut tasks: Vec<Task> = incident.tasks.iter().collect();
    tasks.sort_by_key(|task| std::cmp::Reverse(task.rss));
    let page = incident.page_size.size;
    let row = |task: &Task| {
        let killed = incident.victims.iter().any(|victim| victim.pid == task.pid);
        vec![
            task.pid.to_string(),
            task.name.to_string(),
            task.uid.to_string(),
            text::size(crate::model::Pages(task.rss).bytes(page)),
            text::size(crate::model::Pages(task.swapents).bytes(page)),
            task.pgtables_bytes.map_or_else(unknown, |bytes| text::size(Bytes(bytes))),
            task.oom_score_adj.to_string(),
            if killed { "killed" } else { "" }.to_owned(),
        ]
    };
    let columns = vec![
        Column::number("Pid"),
        Column::words("Process"),
        Column::number("User"),
        Column::number("Resident"),
        Column::number("Swapped out"),
        Column::number("Page tables"),
        Column::number("oom_score_adj"),
        Column::words("Fate"),
    ];
    let rows = tasks.iter().take(TASKS_SHOWN).map(row).collect();
    blocks.push(Block::Heading("Largest processes"));
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    more(tasks.len(), TASKS_SHOWN, blocks);
    if incident.page_size.basis == PageSizeBasis::Assumed {
        blocks.push(Block::Paragraph("The size of a page is not in the log; 4 KiB are assumed".to_owned()));
    }
}

fn companions(incident: &Incident, review: &Review, blocks: &mut Vec<Block>) {
    let own: Vec<_> = review.companions.iter().filter(|companion| companion.incident == Some(incident.id)).collect();
    if own.is_empty() {
        return;
    }
    let names = Names(&review.sources);
    blocks.push(Block::Heading("What other programs wrote"));
    blocks.push(Block::Lines(
        own.iter().take(COMPANIONS_SHOWN).map(|companion| walk::companion_line(companion, names)).collect(),
    ));
    more(own.len(), COMPANIONS_SHOWN, blocks);
}

fn notes(incident: &Incident, names: Names<'_>, blocks: &mut Vec<Block>) {
    if !incident.notes.is_empty() {
        blocks.push(Block::Heading("Notes"));
        blocks.push(Block::List(walk::note_items(&incident.notes, names)));
    }
}

fn more(all: usize, shown: usize, blocks: &mut Vec<Block>) {
    let left = all.saturating_sub(shown);
    if left > 0 {
        blocks.push(Block::Paragraph(format!("… and {} more", text::count(left as u64))));
    }
}

fn unknown() -> String {
    "not in the log".to_owned()
}
