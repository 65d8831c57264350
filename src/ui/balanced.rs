//! Titles: on as few lines as they need, of about one length, which end where a sentence or a clause does. A figure keeps its
//! unit, a name its number, a noun of Japanese its particle, and no line begins with a letter that may not stand there.

use egui::{Label, Response, Role, TextStyle, Ui, WidgetInfo};

use crate::palette::Rgb;

/// What a line that ends within a sentence costs, beside the square of how much shorter than the others one is.
const WITHIN_SENTENCE: f32 = 0.2;
/// A title of more pieces is no title.
const MOST_PIECES: usize = 96;
/// A unit or a short word behind a figure.
const UNIT: usize = 4;

/// Letters that no line of Japanese begins with.
const NOT_FIRST: &str =
    "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々、。，．・：；？！）」』】〉》〕〟’”)]},.:;?!%";
/// Letters that no line ends with.
const NOT_LAST: &str = "（「『【〈《〔〝‘“([{";

/// A title, so wide as there is room.
pub(super) fn balanced(ui: &mut Ui, words: &str, style: &TextStyle, colour: Rgb) -> Response {
    let (font, room) = (style.resolve(ui.style()), ui.available_width());
    let lay_out = |words: String, wide: f32| ui.painter().layout(words, font.clone(), colour.into(), wide);
    let wide = |words: &str| lay_out(words.to_owned(), f32::INFINITY).size().x;
    let lines = if wide(words) <= room { None } else { lines(words, room, wide) };
    let galley = lay_out(lines.map_or_else(|| words.to_owned(), |lines| in_lines(words, &lines)), room);
    let response = ui.add(Label::new(galley));
    // However it is broken, it is one sentence.
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response
}

/// The words on these lines of them. The blank between two lines stays at the end of the first: whoever copies the title, or
/// has it read to them, gets its words apart.
fn in_lines(words: &str, lines: &[String]) -> String {
    let (mut laid, mut rest) = (String::new(), words);
    for line in lines {
        rest = rest.get(line.len()..).unwrap_or_default();
        let behind = rest.trim_start();
        laid.push_str(line);
        laid.push_str(rest.get(..rest.len() - behind.len()).unwrap_or_default());
        if !behind.is_empty() {
            laid.push('\n');
        }
        rest = behind;
    }
    laid
}

/// A piece of a title that stays together.
#[derive(Clone, Debug, PartialEq)]
struct Piece<'a> {
    words: &'a str,
    /// What stands between it and the piece before.
    blank: &'a str,
    /// It begins a sentence.
    begins: bool,
}

/// The lines of a title; nothing where a piece is wider than the room or there are too many.
fn lines(words: &str, room: f32, mut wide: impl FnMut(&str) -> f32) -> Option<Vec<String>> {
    let pieces = pieces(words);
    if pieces.len() > MOST_PIECES {
        return None;
    }
    let widths: Vec<f32> = pieces.iter().map(|piece| wide(piece.words)).collect();
    let blanks: Vec<f32> = pieces.iter().map(|piece| if piece.blank.is_empty() { 0.0 } else { wide(" ") }).collect();
    if widths.iter().any(|width| *width > room) {
        return None;
    }
    let between = |from: usize, to: usize| {
        let own = widths.get(from..to).unwrap_or_default().iter().sum::<f32>();
        own + blanks.get(from + 1..to).unwrap_or_default().iter().sum::<f32>()
    };
    let count = fewest(pieces.len(), room, between);
    let even = between(0, pieces.len()) / count as f32;
    let cost = |from: usize, to: usize| {
        let torn = pieces.get(to).is_some_and(|next| !next.begins);
        let wide = between(from, to);
        (wide <= room).then(|| ((wide - even) / room).powi(2) + if torn { WITHIN_SENTENCE } else { 0.0 })
    };
    let ends = best_ends(pieces.len(), count, cost)?;
    let mut from = 0;
    let line = |to: usize| {
        let mut line = String::new();
        for (nth, piece) in pieces.get(from..to).unwrap_or_default().iter().enumerate() {
            line.push_str(if nth > 0 { piece.blank } else { "" });
            line.push_str(piece.words);
        }
        from = to;
        line
    };
    Some(ends.into_iter().map(line).collect())
}

/// On how many lines it fits at least.
fn fewest(pieces: usize, room: f32, between: impl Fn(usize, usize) -> f32) -> usize {
    let (mut lines, mut from) = (1, 0);
    for to in 1..=pieces {
        if between(from, to) > room {
            (lines, from) = (lines + 1, to - 1);
        }
    }
    lines
}

/// Lines that end behind some pieces, and what they cost.
#[derive(Clone, Debug, Default)]
struct Way {
    cost: f32,
    ends: Vec<usize>,
}

/// Behind which pieces so many lines end at the least cost.
fn best_ends(pieces: usize, lines: usize, cost: impl Fn(usize, usize) -> Option<f32>) -> Option<Vec<usize>> {
    // The cheapest way to each end, line after line.
    let mut ways: Vec<Option<Way>> = vec![None; pieces + 1];
    *ways.first_mut()? = Some(Way::default());
    for _ in 0..lines {
        let longer = |to: usize| {
            let all = ways.iter().take(to).enumerate();
            let costs = all.filter_map(|(from, way)| way.as_ref().zip(cost(from, to)));
            let (way, cost) = costs.min_by(|a, b| (a.0.cost + a.1).total_cmp(&(b.0.cost + b.1)))?;
            Some(Way { cost: way.cost + cost, ends: way.ends.iter().copied().chain([to]).collect() })
        };
        ways = (0..=pieces).map(longer).collect();
    }
    ways.pop().flatten().map(|way| way.ends)
}

fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut begun, mut blank) = (0, "");
    let mut before: Option<char> = None;
    for (at, c) in words.char_indices() {
        let (done, rest) = words.split_at_checked(at).unwrap_or((words, ""));
        if before.is_some_and(|before| may_end(before, c, done, rest)) {
            let whole = done.get(begun..).unwrap_or_default();
            let trimmed = whole.trim_end();
            pieces.push(Piece { words: trimmed, blank, begins: begins(&pieces) });
            (begun, blank) = (at, whole.get(trimmed.len()..).unwrap_or_default());
        }
        before = Some(c);
    }
    pieces.push(Piece { words: words.get(begun..).unwrap_or_default().trim_end(), blank, begins: begins(&pieces) });
    pieces
}

/// Whether what comes behind these pieces begins a sentence.
fn begins(before: &[Piece<'_>]) -> bool {
    before.last().is_none_or(|piece| piece.words.ends_with(['.', '。', '!', '?', ';', ':', '、']))
}

const fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}')
}

const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Whether a line may end between two letters; `done` is what stands before the second, `rest` begins with it.
fn may_end(before: char, c: char, done: &str, rest: &str) -> bool {
    if NOT_FIRST.contains(c) || c == ' ' {
        return false;
    }
    if before == ' ' {
        let word = done.trim_end();
        let last = word.chars().next_back().unwrap_or(' ');
        let next = rest.split(' ').next().unwrap_or_default();
        let is_unit = last.is_ascii_digit() && (next.len() <= UNIT || is_japanese(c));
        // A particle stays with its noun, a number with what is counted in it.
        return !(is_unit || is_hiragana(c) || word.ends_with("(PID") || NOT_LAST.contains(last));
    }
    if NOT_LAST.contains(before) {
        return false;
    }
    if matches!(before, '、' | '。') {
        return true;
    }
    // A clause of Japanese ends in hiragana, and the next begins with something else.
    is_hiragana(before) && is_japanese(c) && !is_hiragana(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(words: &str, room: f32) -> Vec<String> {
        let wide = |words: &str| words.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum();
        lines(words, room, wide).expect("lines")
    }

    #[test]
    fn the_words_of_two_lines_stay_apart() {
        let lines = ["45 kills,".to_owned(), "38 of pods".to_owned()];
        assert_eq!(in_lines("45 kills, 38 of pods", &lines), "45 kills, \n38 of pods");
        let lines = ["強制終了".to_owned(), "しました".to_owned()];
        assert_eq!(in_lines("強制終了しました", &lines), "強制終了\nしました");
    }

    #[test]
    fn a_line_ends_where_a_sentence_does() {
        let headline = "indexer.service reached its memory limit of 64 MiB. The kernel killed indexer-wrk (PID 333) and \
                        1 other process";
        assert_eq!(
            broken(headline, 66.0),
            [
                "indexer.service reached its memory limit of 64 MiB.",
                "The kernel killed indexer-wrk (PID 333) and 1 other process"
            ]
        );
        let slide = "backup-agent.service held 1.7 of 1.9 GiB of RAM. The node ran out of memory. The kernel killed \
                     backup-agent (PID 6200)";
        assert_eq!(
            broken(slide, 50.0),
            [
                "backup-agent.service held 1.7 of 1.9 GiB of RAM.",
                "The node ran out of memory.",
                "The kernel killed backup-agent (PID 6200)"
            ]
        );
    }

    #[test]
    fn a_figure_keeps_its_unit_and_a_name_its_number() {
        for room in 24..90_u8 {
            let lines = broken("It held 764.6 MiB of 1.2 GiB. The kernel killed envoy (PID 311)", f32::from(room));
            for line in &lines {
                let is_torn = line.ends_with(|c: char| c.is_ascii_digit()) || line.ends_with("(PID");
                assert!(!is_torn && !line.starts_with(' ') && !line.ends_with(' '), "{room}: {lines:?}");
            }
        }
    }

    #[test]
    fn no_line_of_japanese_begins_with_a_letter_that_may_not_stand_there() {
        let headline = "aks-nodepool1-12345678-vmss000000 で OOM キル 19 件が発生しました (2026年12月13日 07:20:12 – \
                        07:21:49、年は推定)。コンテナーまたは Pod の上限によるもの 13 件、ノードレベルのもの 3 件、\
                        Kubernetes 外の上限によるもの 3 件";
        for room in 60..120_u8 {
            let lines = broken(headline, f32::from(room));
            for line in &lines {
                assert!(!line.starts_with(|c| NOT_FIRST.contains(c) || c == ' '), "{room}: {lines:?}");
                assert!(!line.starts_with(['で', 'の', 'が', '件']), "{room}: {lines:?}");
            }
            assert_eq!(lines.concat().replace(' ', ""), headline.replace(' ', ""), "nothing is lost");
        }
        assert_eq!(
            broken("ノードのメモリが不足しました。カーネルは prometheus (PID 233) を強制終了しました", 64.0),
            ["ノードのメモリが不足しました。", "カーネルは prometheus (PID 233) を強制終了しました"]
        );
    }

    #[test]
    fn what_has_no_place_to_break_is_left_to_the_layout() {
        assert_eq!(lines(&"x".repeat(250), 100.0, |words| words.len() as f32), None);
        assert_eq!(broken("one", 10.0), ["one"]);
        assert_eq!(broken("", 10.0), [""]);
    }
}
