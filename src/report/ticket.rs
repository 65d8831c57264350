//! The page of a review, short enough for one comment of a ticket: who is affected, and of each series of kills the first,
//! with why, what proves it and what to do. What has no room is counted.

use std::collections::BTreeSet;

use super::page::{Block, Fact, Page};
use super::{affected, failures, kill, summary, walk};
use crate::analysis::{Case, Review, Series};
use crate::model::IncidentId;
use crate::say;

/// Bytes of such a page as it is spelled: a comment of Jira's holds 32,767 letters.
const BYTES: usize = 30_000;

/// Bytes of a log's line that are shown.
const LINE_BYTES: usize = 600;

/// Inputs that could not be read which are named.
const FAILURES: usize = 10;

/// Lines of the table of those who are affected.
const AFFECTED: usize = 10;

/// How a page is spelled.
pub(super) type Spell = fn(&Page) -> String;

/// Spells as much of a review as a ticket takes.
pub(super) fn write(review: &Review, spell: Spell) -> String {
    let language = review.language;
    let mut page = Page { title: summary::headline(review), footer: walk::footer(review), language, ..Page::default() };
    if review.cases.is_empty() {
        page.blocks.push(Block::List(summary::nothing_found(review)));
    }
    unread(review, &mut page.blocks);
    let kept = page.blocks.len();
    affected::add(review, AFFECTED, &mut page.blocks);
    if spell(&page).len() > BYTES / 2 {
        page.blocks.truncate(kept);
    }
    signs(review, spell, &mut page);
    let again: BTreeSet<IncidentId> =
        review.series.iter().flat_map(|series| series.incidents.iter().skip(1)).copied().collect();
    let mut told = 0;
    for case in review.cases.iter().filter(|case| !again.contains(&case.incident.id)) {
        let series = review.series.iter().find(|series| series.incidents.first() == Some(&case.incident.id));
        let (kept, kills) = (page.blocks.len(), series.map_or(1, |series| series.incidents.len()));
        chapter(review, case, series, &mut page.blocks);
        let end = page.blocks.len();
        rest(review, told + kills, &mut page.blocks);
        let fits = spell(&page).len() <= BYTES;
        page.blocks.truncate(if fits { end } else { kept });
        if !fits {
            break;
        }
        told += kills;
    }
    rest(review, told, &mut page.blocks);
    spell(&page)
}

/// Names what could not be read, or not to its end.
fn unread(review: &Review, blocks: &mut Vec<Block>) {
    let mut failures = failures(review);
    let left = failures.len().saturating_sub(FAILURES);
    failures.truncate(FAILURES);
    if left > 0 {
        failures.push(say!(review.language, "failed-more", inputs = left));
    }
    if !failures.is_empty() {
        blocks.push(Block::Heading(say!(review.language, "ticket-unread")));
        blocks.push(Block::List(failures));
    }
}

/// Adds what others say of kills that no kernel report here shows, where that leaves room for the kills.
fn signs(review: &Review, spell: Spell, page: &mut Page) {
    let kept = page.blocks.len();
    walk::witnesses(review, &mut page.blocks);
    let most = if review.cases.is_empty() { BYTES } else { BYTES * 2 / 3 };
    if spell(page).len() > most {
        page.blocks.truncate(kept);
        let signs = say!(review.language, "ticket-signs", count = review.witnesses.len());
        page.blocks.push(Block::Paragraph(signs));
    }
}

/// Counts the kills that have no chapter.
fn rest(review: &Review, told: usize, blocks: &mut Vec<Block>) {
    let left = review.cases.len().saturating_sub(told);
    if left > 0 {
        blocks.push(Block::Paragraph(say!(review.language, "ticket-rest", kills = left)));
    }
    if review.left_out > 0 {
        blocks.push(Block::Paragraph(say!(review.language, "kills-left-out", kills = review.left_out)));
    }
}

fn chapter(review: &Review, case: &Case, series: Option<&Series>, blocks: &mut Vec<Block>) {
    let language = review.language;
    blocks.push(kill::head(language, case, false));
    if let Some(series) = series {
        blocks.push(Block::Paragraph(say!(language, "series-line", title = &series.title, summary = &series.summary)));
    }
    let names = super::json::SourceNames(&review.sources);
    let shown = [
        say!(language, "fact-when"),
        say!(language, "fact-node"),
        say!(language, "fact-killed"),
        say!(language, "fact-pod"),
        say!(language, "fact-workload"),
        say!(language, "fact-container"),
        say!(language, "fact-in-log"),
    ];
    let facts: Vec<Fact> =
        kill::facts(language, case, names).into_iter().filter(|fact| shown.contains(&fact.label)).collect();
    blocks.push(Block::Facts(facts));
    let from = blocks.len();
    kill::reasons(language, &case.words(), names, blocks);
    kill::notes(language, &case.incident, names, blocks);
    blocks.iter_mut().skip(from).for_each(shorten_lines);
}

fn shorten_lines(block: &mut Block) {
    let Block::Lines(lines) = block else { return };
    for line in lines.iter_mut().filter(|line| line.text.len() > LINE_BYTES) {
        line.text.truncate(line.text.floor_char_boundary(LINE_BYTES));
        line.text.push('…');
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{jira, markdown};
    use super::*;
    use crate::analysis::{CaseWords, Conclusions, Evidence, Findings};
    use crate::model::{Incident, Note, NoteKind, Place, SkippedInput, SourceId, Victim};

    /// So many kills, each with some 2 kB to say.
    fn review(kills: u32) -> Review {
        let case = |number| {
            let evidence = Evidence { text: "x".repeat(5000), at: Place { source: SourceId(0), line: 7 } };
            let words = CaseWords {
                headline: format!("The kernel killed java (PID {number})"),
                why: vec!["The pod reached its limit. ".repeat(10); 3],
                evidence: vec![evidence],
                ..CaseWords::default()
            };
            let victims = vec![Victim { pid: number, name: "java".into(), ..Victim::default() }];
            let incident = Incident { id: IncidentId(number), victims, ..Incident::default() };
            let findings = Findings { words: Some(words), ..Findings::default() };
            Arc::new(Case {
                incident,
                conclusions: Conclusions { findings: findings.into(), ..Conclusions::default() },
            })
        };
        Review { cases: (1..=kills).map(case).collect(), ..Review::default() }
    }

    const SPELLS: [(Spell, &str); 2] = [(markdown::write, "## Kill "), (jira::write, "h2. Kill ")];

    #[test]
    fn a_ticket_has_room_for_some_kills_and_counts_the_others() {
        let review = review(60);
        assert_eq!(review.cases.len(), 60);
        for (spell, head) in SPELLS {
            let ticket = write(&review, spell);
            let told = ticket.matches(head).count();
            assert!(ticket.len() <= BYTES && ticket.len() > BYTES * 3 / 4, "{} bytes", ticket.len());
            assert!((5..60).contains(&told), "{told} chapters");
            assert!(ticket.contains(&format!("{} more kills have no room in this short form", 60 - told)), "{told}");
        }
    }

    #[test]
    fn all_is_told_where_it_has_room() {
        let review = review(2);
        for (spell, head) in SPELLS {
            let ticket = write(&review, spell);
            assert_eq!(ticket.matches(head).count(), 2);
            assert!(!ticket.contains("no room"), "{ticket}");
        }
    }

    #[test]
    fn a_series_is_one_chapter() {
        let mut review = review(20);
        let incidents = review.cases.iter().take(18).map(|case| case.incident.id).collect();
        review.series = vec![Series { title: "cart".to_owned(), incidents, summary: "18 kills in 3 min".to_owned() }];
        for (spell, head) in SPELLS {
            let ticket = write(&review, spell);
            assert_eq!(ticket.matches(head).count(), 3, "{ticket}");
            assert!(ticket.contains("cart: 18 kills in 3 min") && !ticket.contains("no room"), "{ticket}");
        }
    }

    #[test]
    fn what_could_not_be_read_and_what_is_assumed_is_told() {
        let mut review = review(1);
        let skipped = |n: usize| SkippedInput { name: format!("kern.log.{n}"), why: "damaged".into(), failed: true };
        review.skipped = (0..FAILURES + 3).map(skipped).collect();
        Arc::make_mut(&mut review.cases[0]).incident.noted = vec![Note::new(NoteKind::Other, "The report ends early")];
        for (spell, _) in SPELLS {
            let ticket = write(&review, spell);
            assert_eq!(ticket.matches("kern.log.").count(), FAILURES, "{ticket}");
            assert!(ticket.contains("3 more") && ticket.contains("The report ends early"), "{ticket}");
        }
    }

    #[test]
    fn names_of_any_length_leave_room_for_what_matters() {
        let mut review = review(3);
        for case in &mut review.cases {
            Arc::make_mut(case).incident.host = Some("n".repeat(20_000).into());
        }
        for (spell, _) in SPELLS {
            let ticket = write(&review, spell);
            assert!(ticket.len() <= BYTES, "{} bytes", ticket.len());
        }
    }
}
