//! The walk over a review: what a readable report says, and in which order.

use std::collections::BTreeSet;

use super::lines::{at, companion_line, note_items};
use super::page::{Block, Clock, Fact, LogLine, Page, Table, TableColumn, Timeline, TimelineMark, one_line};
use super::{GENERATOR, json::SourceNames};
use super::{affected, kill};
use super::{summary, terms};
use crate::analysis::{Case, Review, Series, Witness, WitnessLine, WitnessWords, shown_wall, wall_time};
use crate::lang::Language;
use crate::model::{Bytes, Companion, CompanionKind, IncidentId, Place, Source};
use crate::{say, text};

/// How many kills have a chapter of their own; a page with more is read by nobody.
pub(super) const CHAPTERS: usize = 200;

/// How many kills the overview lists.
const OVERVIEW_ROWS: usize = 1000;

/// How many inputs the account of sources lists.
const SOURCE_ROWS: usize = 200;

/// The page of a review.
pub fn page(review: &Review) -> Page {
    let language = review.language;
    let mut blocks = Vec::new();
    match review.cases.as_slice() {
        [] => blocks.push(Block::List(summary::nothing_found(review))),
        [_] => {}
        _ => overview(review, &mut blocks),
    }
    let repeats = repeats(review);
    for case in review.cases.iter().take(CHAPTERS) {
        kill::chapter(case, repeats.contains(&case.incident.id), review, &mut blocks);
    }
    let left = review.cases.len().saturating_sub(CHAPTERS);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "kills-without-chapter", kills = left)));
    }
    if review.left_out > 0 {
        blocks.push(Block::Paragraph(say!(language, "kills-left-out", kills = review.left_out)));
    }
    witnesses(review, &mut blocks);
    pressure(review, &mut blocks);
    sources(review, &mut blocks);
    terms::add(language, &mut blocks);
    Page { title: summary::headline(review), blocks, footer: footer(review), language }
}

/// The kills with a chapter that repeat an earlier one of their series, which has one, too.
fn repeats(review: &Review) -> BTreeSet<IncidentId> {
    let told: BTreeSet<_> = review.cases.iter().take(CHAPTERS).map(|case| case.incident.id).collect();
    let later =
        |series: &Series| series.incidents.iter().copied().filter(|id| told.contains(id)).skip(1).collect::<Vec<_>>();
    review.series.iter().flat_map(later).collect()
}

/// The last line of a page.
pub(super) fn footer(review: &Review) -> String {
    let language = review.language;
    let mut footer = say!(language, "page-footer", generator = GENERATOR);
    if let Some(zone) = zone(review) {
        footer = say!(language, "page-footer-zone", footer = footer, zone = zone);
    }
    if review.masked {
        footer = say!(language, "page-footer-masked", footer = footer, stays = say!(language, "mask-stays"));
    }
    footer
}

/// The zone that all times of the page are in, where it is known.
fn zone(review: &Review) -> Option<String> {
    let mut offsets = review.cases.iter().filter_map(|case| shown_wall(case)).map(|wall| wall.offset_seconds);
    let first = offsets.next()??;
    offsets.all(|offset| offset == Some(first)).then(|| text::offset(first))
}

fn overview(review: &Review, blocks: &mut Vec<Block>) {
    let language = review.language;
    let timeline = timeline(review);
    if timeline.marks.len() > 1 {
        blocks.push(Block::Timeline(timeline));
    }
    if affected::add(review, affected::LISTED, blocks) {
        blocks.push(Block::Heading(say!(language, "heading-kills")));
    }
    let mut columns = vec![
        TableColumn::kill(say!(language, "column-kill")),
        TableColumn::words(say!(language, "fact-when")),
        TableColumn::words(say!(language, "column-limit-of")),
        TableColumn::words(say!(language, "column-pod-or-cgroup")),
        TableColumn::words(say!(language, "fact-killed")),
    ];
    let mut rows: Vec<_> = review.cases.iter().take(OVERVIEW_ROWS).map(|case| overview_row(language, case)).collect();
    let hosts: BTreeSet<_> = review.cases.iter().map(|case| case.incident.host.as_deref()).collect();
    if hosts.len() > 1 {
        columns.push(TableColumn::words(say!(language, "fact-node")));
        for (row, case) in rows.iter_mut().zip(&review.cases) {
            row.push(case.incident.host.as_deref().unwrap_or_default().to_owned());
        }
    }
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    let left = review.cases.len().saturating_sub(OVERVIEW_ROWS);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "kills-not-listed", kills = left)));
    }
    let line = |series: &Series| say!(language, "series-line", title = &series.title, summary = &series.summary);
    let series: Vec<_> = review.series.iter().map(line).collect();
    if !series.is_empty() {
        blocks.push(Block::Heading(say!(language, "heading-repeats")));
        blocks.push(Block::List(series));
    }
}

fn overview_row(language: Language, case: &Case) -> Vec<String> {
    let Case { incident, conclusions } = case;
    vec![
        incident.id.0.to_string(),
        text::when(language, &incident.moment).unwrap_or_default(),
        conclusions.verdict.level.words(language).to_owned(),
        kill::pod_or_cgroup(language, case).unwrap_or_default(),
        kill::who_died(language, incident),
    ]
}

/// The incidents on one clock: the wall clock if any has it, else the boot clock.
fn timeline(review: &Review) -> Timeline {
    let wall = |case: &Case| wall_time(case).map(|time| time.and_utc().timestamp_micros() as f64 / 1e6);
    let boot = |case: &Case| case.incident.moment.uptime.map(|uptime| uptime.seconds());
    let clock = if review.cases.iter().any(|case| wall(case).is_some()) { Clock::Wall } else { Clock::Boot };
    let mark = |case: &Case| {
        let seconds = if clock == Clock::Wall { wall(case) } else { boot(case) }?;
        Some(TimelineMark { seconds, scope: case.conclusions.verdict.scope })
    };
    Timeline { clock, marks: review.cases.iter().filter_map(|case| mark(case)).collect() }
}

/// What others say of kills that no kernel report here shows.
pub(super) fn witnesses(review: &Review, blocks: &mut Vec<Block>) {
    let language = review.language;
    let all = &review.witnesses;
    if all.is_empty() {
        return;
    }
    blocks.push(Block::Chapter { title: say!(language, "signs-heading").to_owned(), scope: None, kill: None });
    blocks.push(Block::Paragraph(say!(language, "signs-words").to_owned()));
    let columns = vec![
        TableColumn::words(say!(language, "sign-column-when")),
        TableColumn::words(say!(language, "sign-column-what")),
        TableColumn::words(say!(language, "sign-column-node")),
        TableColumn::words(say!(language, "sign-column-proves")),
        TableColumn::words(say!(language, "sign-column-open")),
        TableColumn::words(say!(language, "sign-column-ask")),
    ];
    let rows = all.iter().take(SOURCE_ROWS).map(|witness| witness_row(language, witness)).collect();
    blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    let left = all.len().saturating_sub(SOURCE_ROWS);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "signs-not-shown", count = left)));
    }
    let names = SourceNames(&review.sources);
    let line = |line: &WitnessLine| LogLine { at: at_line(line.place, names), text: line.text.clone() };
    let lines: Vec<_> = all.iter().flat_map(|witness| &witness.lines).take(SOURCE_ROWS).map(line).collect();
    blocks.push(Block::Lines(lines));
}

fn witness_row(language: Language, witness: &Witness) -> Vec<String> {
    let WitnessWords { what, proves, leaves_open, ask_for } = witness.told(language);
    vec![
        witness.time.as_ref().map(|wall| text::day_time(language, wall.local)).unwrap_or_default(),
        what,
        witness.host.as_deref().unwrap_or_default().to_owned(),
        proves.to_owned(),
        leaves_open.to_owned(),
        ask_for,
    ]
}

/// A place, or only its input where that is a list that is not read by lines.
fn at_line(place: Place, names: SourceNames<'_>) -> String {
    if place.line == 0 { names.of(place.source).to_owned() } else { at(place, names) }
}

/// Memory pressure that the kubelet tells of, which no kernel report does.
fn pressure(review: &Review, blocks: &mut Vec<Block>) {
    let language = review.language;
    let speaks = |companion: &&Companion| companion.kind == CompanionKind::NodePressure;
    let lines: Vec<_> = review.companions.iter().filter(speaks).collect();
    if lines.is_empty() {
        return;
    }
    blocks.push(Block::Chapter { title: say!(language, "chapter-pressure").to_owned(), scope: None, kill: None });
    let names = SourceNames(&review.sources);
    blocks
        .push(Block::Lines(lines.iter().take(SOURCE_ROWS).map(|companion| companion_line(companion, names)).collect()));
    let left = lines.len().saturating_sub(SOURCE_ROWS);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "lines-not-shown", lines = left)));
    }
}

fn sources(review: &Review, blocks: &mut Vec<Block>) {
    let language = review.language;
    blocks.push(Block::Chapter { title: say!(language, "chapter-sources").to_owned(), scope: None, kill: None });
    if !review.sources.is_empty() {
        let columns = vec![
            TableColumn::words(say!(language, "column-source")),
            TableColumn::number(say!(language, "column-bytes")),
            TableColumn::number(say!(language, "column-lines")),
            TableColumn::words(say!(language, "column-read-as")),
        ];
        let rows = review.sources.iter().take(SOURCE_ROWS).map(|source| source_row(language, source)).collect();
        blocks.push(Block::Table(Table { columns, rows, has_total: false }));
    }
    let left = review.sources.len().saturating_sub(SOURCE_ROWS);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(language, "sources-not-listed", sources = left)));
    }
    let names = SourceNames(&review.sources);
    let notes: Vec<_> = review
        .sources
        .iter()
        .flat_map(|source| {
            note_items(language, &source.notes, names).into_iter().map(|note| format!("{}: {note}", source.name))
        })
        .take(SOURCE_ROWS)
        .collect();
    if !notes.is_empty() {
        blocks.push(Block::Heading(say!(language, "heading-source-notes")));
        blocks.push(Block::List(notes));
    }
    let skipped: Vec<_> = review
        .skipped
        .iter()
        .take(SOURCE_ROWS)
        .map(|skipped| Fact::said(say!(language, "not-read"), one_line(&skipped.said(language)).into_owned()))
        .collect();
    if !skipped.is_empty() {
        blocks.push(Block::Heading(say!(language, "not-read")));
        blocks.push(Block::Facts(skipped));
    }
}

fn source_row(language: Language, source: &Source) -> Vec<String> {
    let dialects = if source.dialects.is_empty() { "–".to_owned() } else { source.dialects.join(", ") };
    let dialects = if source.failed { say!(language, "not-to-its-end", dialects = dialects) } else { dialects };
    vec![
        source.name.clone(),
        text::count(language, Bytes(source.bytes).0),
        text::count(language, source.lines),
        dialects,
    ]
}
