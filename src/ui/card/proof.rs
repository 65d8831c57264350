//! What the card stands on: the evidence lines, what the numbers tell, and what is odd or missing.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Label, Layout, RichText, Sense, Stroke, Ui};

use super::Card;
use crate::analysis::{Basis, Evidence, Insight};
use crate::model::{Note, Place};
use crate::palette::MarkShape;
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::state::{Command, Pointed};
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// How many lines prove a verdict on a slide: those with the words that decide, before others.
const LINES_ON_A_SLIDE: usize = 2;

/// How many notes are shown; the log tab and the reports have them all.
const NOTES_SHOWN: usize = 12;

/// The words of a line that decide, from the first to before the second; an empty second takes the first alone.
const DECISIVE: [(&str, &str); 6] = [
    ("oom_memcg=", ","),
    ("global_oom", ""),
    ("as a result of limit of ", "\n"),
    ("memory.oom.group set", ""),
    ("constraint=CONSTRAINT_CPUSET", ""),
    ("constraint=CONSTRAINT_MEMORY_POLICY", ""),
];

impl Card<'_> {
    pub(super) fn evidence_ui(&mut self, ui: &mut Ui) {
        let case = self.case;
        let evidence = &case.words().evidence;
        if evidence.is_empty() {
            return;
        }
        widgets::named_sheet(ui, say!(spoken(ui), "card-verdict-evidence"), |ui| {
            ui.spacing_mut().item_spacing.y = space::M;
            let shown = if self.panel.is_slide() { decisive(evidence) } else { evidence.iter().collect() };
            for line in &shown {
                self.evidence_line_ui(ui, line);
            }
            if let Some(more) = evidence.len().checked_sub(shown.len()).filter(|more| *more > 0) {
                ui.label(theme::caption(ui, say!(spoken(ui), "card-and-more", count = more)));
            }
        });
    }

    fn evidence_line_ui(&mut self, ui: &mut Ui, line: &Evidence) {
        let palette = theme::palette(ui);
        let response = widgets::quoted(ui, |ui| {
            self.link_ui(ui, line.at, &widgets::place_name(line.at, self.sources));
            ui.add(Label::new(marked(ui, &widgets::cut(&text::visible(&line.text), spoken(ui)))).wrap());
        });
        if self.panel.is_picture() {
            return;
        }
        if self.panel.pointed_line == Some(line.at) {
            let edge = Stroke::new(1.0, palette.evidence);
            ui.painter().rect_stroke(response.rect, theme::CONTROL_RADIUS, edge, egui::StrokeKind::Outside);
        }
        if ui.rect_contains_pointer(response.rect) {
            let kill = Pointed::at(self.case.incident.id);
            self.commands.push(Command::Hover(Pointed { line: Some(line.at), ..kill }));
        }
    }

    pub(super) fn insights_ui(&mut self, ui: &mut Ui) {
        let insights = &self.case.words().insights;
        if insights.is_empty() {
            return;
        }
        widgets::high_sheet(ui, say!(spoken(ui), "card-insights"), self.panel.least_height, |ui| {
            for (at, insight) in insights.iter().enumerate() {
                if at > 0 {
                    ui.add_space(space::S);
                }
                self.insight_ui(ui, insight);
            }
        });
    }

    fn insight_ui(&self, ui: &mut Ui, insight: &Insight) {
        let palette = theme::palette(ui);
        ui.spacing_mut().item_spacing.y = space::XS;
        let response =
            ui.add(Label::new(RichText::new(&insight.text).color(palette.body)).wrap().sense(Sense::hover()));
        let computed = text::visible(&insight.arithmetic);
        let arithmetic = Some(&*computed).filter(|words| self.panel.is_picture() && !words.is_empty());
        basis_ui(ui, insight.basis, arithmetic);
        if !self.panel.is_picture() && !insight.arithmetic.is_empty() {
            response.on_hover_ui(|ui| {
                ui.label(theme::bold(ui, say!(spoken(ui), "card-how-computed")));
                ui.label(RichText::new(&*computed).text_style(theme::code()));
            });
        }
    }

    pub(super) fn notes_ui(&mut self, ui: &mut Ui) {
        let case = self.case;
        let notes = case.incident.notes();
        if notes.is_empty() {
            return;
        }
        let language = spoken(ui);
        widgets::high_sheet(ui, say!(language, "card-notes"), self.panel.least_height, |ui| {
            for note in notes.iter().take(NOTES_SHOWN) {
                self.note_ui(ui, note);
            }
            if let Some(more) = notes.len().checked_sub(NOTES_SHOWN).filter(|more| *more > 0) {
                ui.label(theme::caption(ui, say!(language, "card-and-more", count = more)));
            }
        });
    }

    fn note_ui(&mut self, ui: &mut Ui, note: &Note) {
        let palette = theme::palette(ui);
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(12.0, 18.0), Sense::hover());
            ui.painter().add(widgets::mark(MarkShape::Triangle, rect.center(), 5.0, palette.warning));
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add(Label::new(RichText::new(note.text.said(spoken(ui))).color(palette.body)).wrap());
                if let Some(span) = note.span {
                    let first = Place { source: span.source, line: span.first };
                    self.link_ui(ui, first, &widgets::span_name(span, self.sources));
                }
            });
        });
    }
}

/// Where a finding comes from, and on paper how it was computed, in one caption.
fn basis_ui(ui: &mut Ui, basis: Basis, arithmetic: Option<&str>) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let said = match basis {
        Basis::Read => None,
        Basis::Computed => Some((say!(language, "card-computed"), palette.weak, say!(language, "card-computed-hint"))),
        Basis::Inferred => {
            Some((say!(language, "card-inferred"), palette.trigger, say!(language, "card-inferred-hint")))
        }
    };
    let small = egui::TextStyle::Small.resolve(ui.style());
    let mut job = LayoutJob::default();
    if let Some((word, colour, _)) = said {
        let strong = theme::small_strong().resolve(ui.style());
        job.append(word, 0.0, TextFormat::simple(strong, colour.into()));
    }
    if let Some(arithmetic) = arithmetic {
        let before = if said.is_some() { space::S } else { 0.0 };
        job.append(arithmetic, before, TextFormat::simple(small, palette.weak.into()));
    }
    if !job.is_empty() {
        let response = ui.add(Label::new(job).wrap());
        if let Some((_, _, hint)) = said {
            response.on_hover_text(hint);
        }
    }
}

/// A log line with the words that decide in the strongest colour.
fn marked(ui: &Ui, text: &str) -> LayoutJob {
    let palette = theme::palette(ui);
    let font = theme::code().resolve(ui.style());
    let plain = TextFormat::simple(font.clone(), palette.body.into());
    // As with a marker pen: a line under words reads like a link, on paper most of all.
    let ground = palette.evidence_ground.mixed(palette.evidence, 0.28);
    let strong = TextFormat { background: ground.into(), ..TextFormat::simple(font, palette.strong.into()) };
    let mut job = LayoutJob::default();
    job.wrap.break_anywhere = true;
    let mut rest = text;
    while let Some((before, words, after)) = next_decisive(rest) {
        job.append(before, 0.0, plain.clone());
        job.append(words, 0.0, strong.clone());
        rest = after;
    }
    job.append(rest, 0.0, plain);
    job
}

/// What is shown on a slide, in the log's order.
fn decisive(evidence: &[Evidence]) -> Vec<&Evidence> {
    let (deciding, other): (Vec<_>, Vec<_>) =
        evidence.iter().enumerate().partition(|(_, line)| next_decisive(&line.text).is_some());
    let mut shown: Vec<_> = deciding.into_iter().chain(other).take(LINES_ON_A_SLIDE).collect();
    shown.sort_by_key(|(at, _)| *at);
    shown.into_iter().map(|(_, line)| line).collect()
}

/// The text before the next words that decide, those words, and the rest.
fn next_decisive(text: &str) -> Option<(&str, &str, &str)> {
    let found = DECISIVE.iter().filter_map(|(from, to)| Some((text.find(from)?, from, to)));
    let (at, from, to) = found.min_by_key(|(at, ..)| *at)?;
    let (before, rest) = text.split_at_checked(at)?;
    let (_, after_key) = rest.split_at_checked(from.len())?;
    let value = if to.is_empty() { 0 } else { after_key.find(to).unwrap_or(after_key.len()) };
    let (words, after) = rest.split_at_checked(from.len() + value)?;
    Some((before, words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slide_shows_the_lines_that_decide_in_the_log_s_order() {
        let evidence = |text: &str| Evidence { at: Place::default(), text: text.to_owned() };
        let lines = ["memory: usage 1kB", "oom-kill:oom_memcg=/a", "Killed process 1 (x)", "memory.oom.group set"];
        let lines = lines.map(evidence);
        let shown = |lines: &[Evidence]| decisive(lines).iter().map(|line| line.text.clone()).collect::<Vec<_>>();
        assert_eq!(shown(&lines), ["oom-kill:oom_memcg=/a", "memory.oom.group set"]);
        assert_eq!(shown(&lines[..3]), ["memory: usage 1kB", "oom-kill:oom_memcg=/a"]);
        assert_eq!(shown(&lines[2..3]), ["Killed process 1 (x)"]);
    }

    #[test]
    fn the_words_that_decide_are_found_and_nothing_is_lost() {
        for (line, words) in [
            (
                "oom-kill:constraint=CONSTRAINT_MEMCG,oom_memcg=/kubepods.slice,task_memcg=/x",
                Some("oom_memcg=/kubepods.slice"),
            ),
            ("oom-kill:constraint=CONSTRAINT_NONE,global_oom,task_memcg=/x", Some("global_oom")),
            ("Task in /a killed as a result of limit of /b", Some("as a result of limit of /b")),
            ("oom_memcg=", Some("oom_memcg=")),
            ("memory: usage 512000kB, limit 512000kB, failcnt 37", None),
        ] {
            let found = next_decisive(line);
            assert_eq!(found.map(|(_, words, _)| words), words);
            if let Some((before, words, after)) = found {
                assert_eq!(format!("{before}{words}{after}"), line);
            }
        }
    }
}
