//! Which lines the log shows and how each counts, without a window: the stretch around a kill, foreign lines, search.

use crate::load::lines::{FetchedLines, LINES_AT_ONCE, PageLine};
use crate::model::{Place, Span};
use crate::report::Mask;
use crate::source::Pattern;
use crate::text;

/// Lines shown before and after a kill or a line that was asked for.
const AROUND: u64 = 400;

/// Lines fetched before and after a line to which the view was scrolled.
const BEYOND: u64 = 2000;

/// A stretch of a source to fetch: the kill's lines, or those around a line, with some before and after.
pub(super) fn stretch(home: Span, line: u64) -> (u64, u64) {
    let inside = (home.first..=home.last).contains(&line);
    let (from, to) = if inside { (home.first, home.last) } else { (line, line) };
    let first = from.saturating_sub(AROUND).max(1);
    let count = to.saturating_add(AROUND).saturating_sub(first).saturating_add(1);
    if count <= LINES_AT_ONCE {
        return (first, count);
    }
    // A kill that is spread over very many lines: what was asked for stands in the middle.
    (line.saturating_sub(LINES_AT_ONCE / 2).max(1), LINES_AT_ONCE)
}

/// A stretch to go on with where the view has come to this line: more than the lines around it.
pub(super) fn around(line: u64) -> (u64, u64) {
    (line.saturating_sub(BEYOND).max(1), 2 * BEYOND)
}

/// How a line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// It proves the verdict.
    Evidence,
    /// It stands among the kill's lines and the kernel wrote it.
    Own,
    /// Another program wrote it, or it stands outside the kill.
    Foreign,
}

pub(super) fn kind(line: &PageLine, span: Option<Span>, evidence: &[u64]) -> LineKind {
    let inside = span.is_some_and(|span| (span.first..=span.last).contains(&line.number));
    if evidence.binary_search(&line.number).is_ok() {
        LineKind::Evidence
    } else if inside && !line.foreign {
        LineKind::Own
    } else {
        LineKind::Foreign
    }
}

/// Where the incident stands in this source.
pub(super) fn span_in(seen_in: &[Span], source: crate::model::SourceId) -> Option<Span> {
    seen_in.iter().copied().find(|span| span.source == source)
}

/// Indexes of the page's lines to show.
pub(super) fn visible(page: &[PageLine], span: Option<Span>, evidence: &[u64], only_own: bool) -> Vec<usize> {
    let shown = |(_, line): &(usize, &PageLine)| !only_own || kind(line, span, evidence) != LineKind::Foreign;
    page.iter().enumerate().filter(shown).map(|(at, _)| at).collect()
}

/// Positions within `visible` of the lines that hold the pattern.
pub(super) fn hits(page: &[PageLine], visible: &[usize], pattern: &Pattern) -> Vec<usize> {
    let holds = |at: &usize| page.get(*at).is_some_and(|line| pattern.fits(&line.text));
    visible.iter().enumerate().filter(|(_, at)| holds(at)).map(|(position, _)| position).collect()
}

/// The lines from one number to another as text, whole or without their envelopes.
pub(super) fn as_text(page: &[PageLine], from: u64, to: u64, whole: bool) -> String {
    let chosen = page.iter().filter(|line| (from..=to).contains(&line.number));
    chosen.map(|line| (if whole { line.text.as_str() } else { line.message() }).to_owned() + "\n").collect()
}

/// Made-up names for the real ones, in the envelope and in the message.
pub(super) fn put_mask_on(line: &mut PageLine, mask: &Mask) {
    let (envelope, message) = line.text.split_at_checked(line.message_at).unwrap_or(("", &line.text));
    let envelope = mask.line(envelope).into_owned();
    let text = format!("{envelope}{}", mask.line(message));
    (line.text, line.message_at) = (text, envelope.len());
}

/// Makes visible what is not to be seen, in the envelope and in the message: what is shown here is copied, too.
pub(super) fn make_visible(line: &mut PageLine) {
    let (envelope, message) = line.text.split_at_checked(line.message_at).unwrap_or(("", &line.text));
    // Tabs are seen.
    if line.text.chars().any(|c| c != '\t' && text::is_unseen(c)) {
        let seen = |text: &str| text.split('\t').map(text::visible).collect::<Vec<_>>().join("\t");
        let (envelope, message) = (seen(envelope), seen(message));
        (line.text, line.message_at) = (format!("{envelope}{message}"), envelope.len());
    }
}

/// Whether a page holds this line's place.
pub(super) fn covers(page: &FetchedLines, place: Place) -> bool {
    let last = page.request.first.saturating_add(page.request.count);
    page.request.settings.source == place.source && (page.request.first..last).contains(&place.line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourceId;

    fn line(number: u64, text: &str, foreign: bool) -> PageLine {
        PageLine { number, text: text.to_owned(), message_at: 4, foreign, wall: None, uptime: None }
    }

    fn span(first: u64, last: u64) -> Span {
        Span { source: SourceId(0), first, last }
    }

    fn page() -> Vec<PageLine> {
        vec![
            line(9, "k1: eth0: link up", false),
            line(10, "k2: java invoked oom-killer", false),
            line(11, "k3: kubelet says Hello", true),
            line(12, "k4: Killed process 7", false),
        ]
    }

    #[test]
    fn the_stretch_holds_the_kill_and_its_surroundings() {
        assert_eq!(stretch(span(1000, 1070), 1005), (600, 871));
        assert_eq!(stretch(span(3, 70), 5), (1, 470));
        assert_eq!(stretch(span(1000, 1070), 90_000), (89_600, 801));
    }

    #[test]
    fn a_kill_over_very_many_lines_is_shown_in_part() {
        let (first, count) = stretch(span(1, 1_000_000), 500_000);
        assert_eq!(count, LINES_AT_ONCE);
        assert!((first..first + count).contains(&500_000));
    }

    #[test]
    fn foreign_lines_can_be_left_out() {
        let (page, span) = (page(), Some(span(10, 12)));
        assert_eq!(visible(&page, span, &[12], false), [0, 1, 2, 3]);
        assert_eq!(visible(&page, span, &[12], true), [1, 3]);
        assert_eq!(kind(&page[3], span, &[12]), LineKind::Evidence);
    }

    #[test]
    fn search_finds_what_is_shown_whatever_its_case() {
        let page = page();
        let pattern = Pattern::new("KILL", false).unwrap();
        assert_eq!(hits(&page, &[0, 2, 3], &pattern), [2]);
    }

    #[test]
    fn lines_are_copied_with_or_without_their_envelope() {
        let page = page();
        assert_eq!(as_text(&page, 10, 11, true), "k2: java invoked oom-killer\nk3: kubelet says Hello\n");
        assert_eq!(as_text(&page, 12, 12, false), "Killed process 7\n");
    }
}
