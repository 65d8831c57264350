//! The chapter of one kill.

use super::page::{Block, Fact, KillChapter, LogLine, Table, TableColumn};
use super::{json::SourceNames, lines};
use crate::analysis::{
    Basis, Breakdown, BreakdownPart, Case, CaseWords, Conclusions, Insight, Review, foreign_figures, shortage,
};
use crate::lang::Language;
use crate::model::{Bytes, Counter, Incident, Kib, Outcome, PageSizeBasis, Pages, Span, Task, Victim};
use crate::{say, text};

/// How many processes of the task table are shown, largest first.
const TASKS_SHOWN: usize = 10;

/// How many killed processes are shown.
const VICTIMS_SHOWN: usize = 20;

/// How many companion lines are shown.
const COMPANIONS_SHOWN: usize = 20;

/// Adds the chapter of one incident, which may repeat another one's.
pub(super) fn chapter(case: &Case, repeats: bool, review: &Review, blocks: &mut Vec<Block>) {
    let incident = &case.incident;
    let (names, language) = (SourceNames(&review.sources), review.language);
    blocks.push(head(language, case, repeats));
    blocks.push(Block::Facts(facts(language, case, names)));
    reasons(language, &case.words(), names, blocks);
    memory(language, case, blocks);
    victims(language, incident, blocks);
    tasks(language, incident, blocks);
    companions(incident, review, blocks);
    notes(language, incident, names, blocks);
}

/// The head of the chapter: the kill's number and its headline.
pub(super) fn head(language: Language, case: &Case, repeats: bool) -> Block {
    let chapter = KillChapter { number: case.incident.id.0, repeats };
    let (number, words) = (case.incident.id.0.to_string(), case.words());
    let title = say!(language, "kill-chapter", number = number, headline = &words.headline);
    Block::Chapter { title, scope: Some(case.conclusions.verdict.scope), kill: Some(chapter) }
}

/// `namespace/name` of the pod, or its uid.
pub(super) fn pod_name(language: Language, conclusions: &Conclusions) -> Option<String> {
    let pod = conclusions.pod.as_ref()?;
    match (&pod.namespace, &pod.name, &pod.uid) {
        (Some(namespace), Some(name), _) => Some(format!("{namespace}/{name}")),
        (None, Some(name), _) => Some(name.to_string()),
        (_, None, Some(uid)) => Some(say!(language, "pod-named", name = &**uid)),
        (_, None, None) => None,
    }
}

/// The pod, else the last name of the path of the cgroup whose limit was hit.
pub(super) fn pod_or_cgroup(language: Language, case: &Case) -> Option<String> {
    let Case { incident, conclusions } = case;
    let path = || Some(&*incident.limit_cgroup.as_ref().or(incident.victim_cgroup.as_ref())?.path);
    let last = |path: &str| path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path).to_owned();
    pod_name(language, conclusions).or_else(|| path().map(last))
}

/// `stress-ng-vm (716580)`, with the number of others.
pub(super) fn who_died(language: Language, incident: &Incident) -> String {
    let Some(victim) = incident.chosen() else {
        // A report that breaks off does not say that nobody was killed.
        let nobody = matches!(incident.outcome, Outcome::NoKillableProcess | Outcome::Panicked(_) | Outcome::Ignored);
        return if nobody { say!(language, "died-nobody").to_owned() } else { unknown(language) };
    };
    let others = incident.victims.len().saturating_sub(1);
    let victim = format!("{} ({})", victim.name, victim.pid);
    if others > 0 { say!(language, "died-with-others", victim = victim, others = others) } else { victim }
}

/// The time with what must be known of it.
fn when(language: Language, incident: &Incident) -> String {
    let Some(mut when) = text::when(language, &incident.moment) else { return unknown(language) };
    let wall = incident.moment.wall.as_ref();
    when = match wall.map_or((false, false), |wall| (wall.year_assumed(), wall.offset_assumed)) {
        (true, true) => say!(language, "when-year-and-zone-assumed", when = when),
        (true, false) => say!(language, "when-year-assumed", when = when),
        (false, true) => say!(language, "when-zone-assumed", when = when),
        (false, false) => when,
    };
    match incident.moment.printed.as_deref() {
        Some(printed) => say!(language, "when-printed", when = when, printed = printed),
        None => when,
    }
}

/// Who, when and where.
pub(super) fn facts(language: Language, case: &Case, names: SourceNames<'_>) -> Vec<Fact> {
    let Case { incident, conclusions } = case;
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
    let kernel = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref());
    let container_name = container.and_then(|container| container.name.as_deref());
    let container_id = container.and_then(|container| container.id.as_deref());
    let said = |label, value: Option<String>| value.map(|value| Fact::said(label, value));
    let verbatim = |label, value: Option<String>| value.map(|value| Fact::verbatim(label, value));
    [
        said(say!(language, "fact-when"), Some(when(language, incident))),
        said(say!(language, "fact-node"), incident.host.as_deref().map(str::to_owned)),
        said(say!(language, "fact-killed"), Some(who_died(language, incident))),
        said(say!(language, "fact-holder"), conclusions.holder_line()),
        said(say!(language, "fact-trigger"), trigger),
        request(language, incident),
        said(say!(language, "fact-pod"), pod_name(language, conclusions)),
        said(say!(language, "fact-workload"), conclusions.workload.as_ref().map(|workload| workload.told(language))),
        said(
            say!(language, "fact-qos"),
            conclusions.pod.as_ref().and_then(|pod| pod.qos.as_deref()).map(|class| text::qos(class).to_owned()),
        ),
        said(say!(language, "fact-container"), container_name.map(str::to_owned)),
        verbatim(say!(language, "fact-container-id"), container_id.map(str::to_owned)),
        verbatim(say!(language, "fact-limit-cgroup"), path(&incident.limit_cgroup)),
        verbatim(say!(language, "fact-victim-cgroup"), path(&incident.victim_cgroup)),
        said(say!(language, "fact-kernel"), kernel.map(str::to_owned)),
        said(say!(language, "fact-in-log"), Some(seen)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What was asked for: the mask with its flags by name, and the size.
fn request(language: Language, incident: &Incident) -> Option<Fact> {
    let trigger = incident.trigger.as_ref()?;
    let (mask, order) = (trigger.gfp_mask.as_deref()?, trigger.order?);
    let pages = u32::try_from(order).ok().and_then(|order| 1_u64.checked_shl(order));
    let size = pages.map(|pages| text::size(language, Pages(pages).bytes(incident.page_size.size)));
    let release = incident.kernel.as_ref().and_then(|kernel| kernel.release.as_deref());
    let order = order.to_string();
    let label = say!(language, "fact-request");
    Some(match (shortage::names_of_mask(incident), size, release) {
        (Some(names), Some(size), Some(release)) => {
            let names = say!(
                language,
                "request-named",
                mask = mask,
                names = names,
                kernel = release,
                order = order,
                size = size
            );
            Fact::said(label, names)
        }
        (_, Some(size), _) => {
            Fact::verbatim(label, say!(language, "request-printed", mask = mask, order = order, size = size))
        }
        (_, None, _) => Fact::verbatim(label, say!(language, "request-without-size", mask = mask, order = order)),
    })
}

/// Why, what to do, and the lines that prove it.
pub(super) fn reasons(language: Language, words: &CaseWords, names: SourceNames<'_>, blocks: &mut Vec<Block>) {
    let lists =
        [(say!(language, "heading-why"), &words.why), (say!(language, "heading-next-steps"), &words.next_steps)];
    for (heading, sentences) in lists {
        if !sentences.is_empty() {
            blocks.push(Block::Heading(heading));
            blocks.push(Block::List(sentences.clone()));
        }
    }
    if !words.evidence.is_empty() {
        let line = |evidence: &crate::analysis::Evidence| LogLine {
            at: lines::at(evidence.at, names),
            text: evidence.text.clone(),
        };
        blocks.push(Block::Heading(say!(language, "heading-evidence")));
        blocks.push(Block::Lines(words.evidence.iter().map(line).collect()));
    }
}

fn memory(language: Language, case: &Case, blocks: &mut Vec<Block>) {
    let Case { incident, conclusions } = case;
    let memory = &incident.cgroup_memory;
    let counters = [
        (say!(language, "counter-memory"), &memory.memory),
        (say!(language, "counter-swap"), &memory.swap),
        (say!(language, "counter-memory-and-swap"), &memory.memory_and_swap),
        (say!(language, "counter-kernel"), &memory.kernel_memory),
    ];
    let counters =
        counters.into_iter().filter_map(|(label, counter)| Some(Fact::said(label, usage(language, counter.as_ref()?))));
    let counters: Vec<_> = counters.collect();
    let pies = [
        (say!(language, "heading-cgroup-memory"), conclusions.breakdown.as_ref()),
        (say!(language, "heading-node-memory"), conclusions.node_breakdown.as_ref()),
    ];
    if !counters.is_empty() {
        let of_another = foreign_figures(incident).map(|cgroup| cgroup.path.to_string());
        let whose = of_another.map(|path| Fact::verbatim(say!(language, "fact-figures-of"), path));
        blocks.push(Block::Heading(say!(language, "heading-usage")));
        blocks.push(Block::Facts(whose.into_iter().chain(counters).collect()));
    }
    for (heading, breakdown) in pies {
        let Some(breakdown) = breakdown else { continue };
        blocks.push(Block::Heading(heading));
        blocks.push(Block::Pie { table: pie_table(language, breakdown), breakdown: breakdown.clone() });
    }
    let insight = |insight: &Insight| match insight.basis {
        Basis::Read => insight.text.clone(),
        Basis::Computed => say!(language, "computed", text = &insight.text),
        Basis::Inferred => say!(language, "inferred", text = &insight.text),
    };
    let insights: Vec<_> = case.words().insights.iter().map(insight).collect();
    if !insights.is_empty() {
        blocks.push(Block::Heading(say!(language, "heading-insights")));
        blocks.push(Block::List(insights));
    }
}

fn usage(language: Language, counter: &Counter) -> String {
    let (usage, failcnt) = (text::size(language, counter.usage.bytes()), counter.failcnt);
    let Some(limit) = counter.limit() else {
        return say!(language, "usage-unlimited", usage = usage, failcnt = failcnt);
    };
    let share = text::percent(language, counter.usage.bytes(), limit.bytes());
    let limit = text::limit_size(language, limit);
    say!(language, "usage-limited", usage = usage, limit = limit, share = share, failcnt = failcnt)
}

fn pie_table(language: Language, breakdown: &Breakdown) -> Table {
    let total = breakdown.total;
    let row = |part: &BreakdownPart| {
        let name = part.kind.words(language);
        match part.bytes {
            Some(bytes) => sized(language, name, bytes, total),
            None => vec![name.to_owned(), unknown(language), String::new(), String::new()],
        }
    };
    let mut rows: Vec<_> = breakdown.parts.iter().map(row).collect();
    rows.push(sized(language, say!(language, "row-all"), total, total));
    let columns = vec![
        TableColumn::words(say!(language, "column-part")),
        TableColumn::number(say!(language, "column-size")),
        TableColumn::number(say!(language, "column-bytes")),
        TableColumn::number(say!(language, "column-share")),
    ];
    Table { columns, rows, has_total: true }
}

fn sized(language: Language, name: &str, bytes: Bytes, total: Bytes) -> Vec<String> {
    vec![
        name.to_owned(),
        text::size(language, bytes),
        text::count(language, bytes.0),
        text::percent(language, bytes, total),
    ]
}

fn victims(language: Language, incident: &Incident, blocks: &mut Vec<Block>) {
    if incident.victims.is_empty() {
        return;
    }
    let size = |size: Option<Kib>| size.map_or_else(|| unknown(language), |size| text::size(language, size.bytes()));
    let number = |number: Option<i64>| number.map_or_else(|| unknown(language), |number| number.to_string());
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
        TableColumn::number(say!(language, "column-pid")),
        TableColumn::words(say!(language, "column-process")),
        TableColumn::number(say!(language, "column-user")),
        TableColumn::number(say!(language, "column-anonymous")),
        TableColumn::number(say!(language, "column-file")),
        TableColumn::number(say!(language, "column-shared")),
        TableColumn::number(say!(language, "column-page-tables")),
        TableColumn::number(say!(language, "column-oom-score-adj")),
    ];
    let rows = incident.victims.iter().take(VICTIMS_SHOWN).map(row).collect();
    blocks.push(Block::Heading(say!(language, "heading-victims")));
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    more(language, incident.victims.len(), VICTIMS_SHOWN, blocks);
}

fn tasks(language: Language, incident: &Incident, blocks: &mut Vec<Block>) {
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
            text::size(language, Pages(task.rss).bytes(page)),
            text::size(language, Pages(task.swapents).bytes(page)),
            task.pgtables_bytes.map_or_else(|| unknown(language), |bytes| text::size(language, Bytes(bytes))),
            task.oom_score_adj.to_string(),
            if killed { say!(language, "fate-killed") } else { "" }.to_owned(),
        ]
    };
    let columns = vec![
        TableColumn::number(say!(language, "column-pid")),
        TableColumn::words(say!(language, "column-process")),
        TableColumn::number(say!(language, "column-user")),
        TableColumn::number(say!(language, "column-resident")),
        TableColumn::number(say!(language, "column-swapped-out")),
        TableColumn::number(say!(language, "column-page-tables")),
        TableColumn::number(say!(language, "column-oom-score-adj")),
        TableColumn::words(say!(language, "column-fate")),
    ];
    let rows = tasks.iter().take(TASKS_SHOWN).map(row).collect();
    blocks.push(Block::Fold(say!(language, "heading-tasks")));
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    more(language, tasks.len(), TASKS_SHOWN, blocks);
    if incident.page_size.basis == PageSizeBasis::Assumed {
        blocks.push(Block::Paragraph(say!(language, "page-size-assumed").to_owned()));
    }
}

fn companions(incident: &Incident, review: &Review, blocks: &mut Vec<Block>) {
    let own: Vec<_> = review.companions.iter().filter(|companion| companion.incident == Some(incident.id)).collect();
    if own.is_empty() {
        return;
    }
    let names = SourceNames(&review.sources);
    blocks.push(Block::Fold(say!(review.language, "heading-companions")));
    blocks.push(Block::Lines(
        own.iter().take(COMPANIONS_SHOWN).map(|companion| lines::companion_line(companion, names)).collect(),
    ));
    more(review.language, own.len(), COMPANIONS_SHOWN, blocks);
}

/// What the report lacks or what is assumed.
pub(super) fn notes(language: Language, incident: &Incident, names: SourceNames<'_>, blocks: &mut Vec<Block>) {
    let notes = incident.notes();
    if !notes.is_empty() {
        blocks.push(Block::Heading(say!(language, "heading-notes")));
        blocks.push(Block::List(lines::note_items(language, &notes, names)));
    }
}

fn more(language: Language, all: usize, shown: usize, blocks: &mut Vec<Block>) {
    let left = all.saturating_sub(shown);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "and-more", more = left)));
    }
}

fn unknown(language: Language) -> String {
    text::not_in_log(language).to_owned()
}
