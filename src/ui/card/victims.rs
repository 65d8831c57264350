//! Who was killed.

use std::borrow::Cow;

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::Card;
use crate::analysis::PartKind;
use crate::lang::Language;
use crate::model::{Bytes, Kib, Outcome, Victim};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{self, FigureCell};

/// Up to so many victims are shown with everything that is known of them.
const DETAILED_UP_TO: usize = 3;
/// How many rows of a longer list are shown at first, and in a picture.
const SHOWN_AT_FIRST: usize = 8;
/// How many rows there are at most; the reports have them all.
const SHOWN_AT_MOST: usize = 500;

impl Card<'_> {
    pub(super) fn victims_ui(&mut self, ui: &mut Ui) {
        let victims = &self.case.incident.victims;
        let language = spoken(ui);
        let name: Cow<'_, str> = match victims.len() {
            1 => say!(language, "card-killed-process").into(),
            count => say!(language, "card-killed-processes", count = count).into(),
        };
        widgets::high_sheet(ui, &name, self.panel.least_height, |ui| match victims.len() {
            0 => self.nobody_ui(ui),
            count if count <= DETAILED_UP_TO => {
                for (at, victim) in victims.iter().enumerate() {
                    if at > 0 {
                        widgets::rule(ui);
                    }
                    self.victim_ui(ui, victim);
                }
            }
            _ => self.long_list_ui(ui),
        });
    }

    fn nobody_ui(&self, ui: &mut Ui) {
        let language = spoken(ui);
        let words: Cow<'_, str> = match &self.case.incident.outcome {
            Outcome::NotInLog | Outcome::Killed => say!(language, "card-nobody-not-in-log").into(),
            Outcome::NoKillableProcess => say!(language, "card-nobody-killable").into(),
            Outcome::Panicked(said) => say!(language, "card-nobody-panicked", words = &**said).into(),
            Outcome::Ignored => say!(language, "card-nobody-ignored").into(),
        };
        ui.add(Label::new(RichText::new(words).color(theme::palette(ui).body)).wrap());
    }

    fn victim_ui(&mut self, ui: &mut Ui, victim: &Victim) {
        let (palette, language) = (theme::palette(ui), spoken(ui));
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.horizontal_wrapped(|ui| {
            let name = text::visible(&victim.name);
            let name = if name.is_empty() { say!(language, "card-no-name") } else { &*name };
            ui.label(RichText::new(name).text_style(theme::strong()).color(palette.victim));
            let pid = victim.pid.to_string();
            ui.label(match victim.uid {
                Some(uid) => {
                    theme::caption(ui, say!(language, "card-victim-pid-user", pid = pid, uid = uid.to_string()))
                }
                None => theme::caption(ui, say!(language, "card-victim-pid", pid = pid)),
            });
            if victim.group_member {
                widgets::badge(ui, None, palette.trigger, say!(language, "card-group-member"))
                    .on_hover_text(say!(language, "card-group-member-hint"));
            }
            self.link_ui(ui, victim.at, &widgets::place_name(victim.at, self.sources));
        });
        self.resident_ui(ui, victim);
        widgets::tiles(ui, &details(victim, language));
    }

    /// What was resident, against the usage of the cgroup or node, as a bar in the pie's colours.
    fn resident_ui(&self, ui: &mut Ui, victim: &Victim) {
        let (palette, language) = (theme::palette(ui), spoken(ui));
        let Some(resident) = resident(victim) else {
            ui.label(theme::caption(ui, say!(language, "card-victim-memory-not-in-log")));
            return;
        };
        let conclusions = &self.case.conclusions;
        let whole = conclusions.breakdown.as_ref().or(conclusions.node_breakdown.as_ref()).map(|pie| pie.total);
        ui.horizontal(|ui| {
            ui.label(theme::bold(ui, text::size(language, resident)));
            ui.label(theme::caption(ui, say!(language, "card-resident")));
            if let Some(whole) = whole.filter(|whole| resident.0 <= whole.0) {
                let share = text::percent(language, resident, whole);
                let words = if conclusions.breakdown.is_some() {
                    say!(language, "card-share-of-usage", share = share)
                } else {
                    say!(language, "card-share-of-ram", share = share)
                };
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(theme::caption(ui, words));
                });
            }
        });
        let Some(whole) = whole else { return };
        let whole = Bytes(whole.0.max(resident.0));
        let parts: Vec<_> = [
            (victim.anon_rss, PartKind::Anon),
            (victim.shmem_rss, PartKind::Shmem),
            (victim.file_rss, PartKind::PageCache),
        ]
        .into_iter()
        .filter_map(|(size, kind)| Some((size?.bytes().share_of(whole), palette.part(kind))))
        .collect();
        let size = text::size(language, resident);
        let words =
            say!(language, "card-resident-in-words", name = text::visible(&victim.name).into_owned(), size = size);
        widgets::meter(ui, vec2(ui.available_width(), 8.0), &parts, &words);
        ui.add_space(2.0);
    }

    fn long_list_ui(&mut self, ui: &mut Ui) {
        let victims = &self.case.incident.victims;
        let (palette, language) = (theme::palette(ui), spoken(ui));
        let headings = [
            FigureCell::new(say!(language, "card-heading-pid"), 72.0),
            FigureCell::new(say!(language, "card-heading-anonymous"), 84.0),
            FigureCell::new(say!(language, "card-heading-file"), 76.0),
            FigureCell::new(say!(language, "card-heading-adjustment"), 56.0),
        ];
        widgets::figures_header(ui, say!(language, "card-heading-process"), &headings);
        let shown = if self.panel.all_victims { SHOWN_AT_MOST } else { SHOWN_AT_FIRST };
        for victim in victims.iter().take(shown) {
            let size =
                |size: Option<Kib>| size.map_or_else(|| "–".to_owned(), |size| text::size(language, size.bytes()));
            let adjustment = victim.oom_score_adj.map_or_else(|| "–".to_owned(), |adj| adj.to_string());
            let figures = [
                FigureCell::new(victim.pid.to_string(), 72.0),
                FigureCell::new(size(victim.anon_rss), 84.0),
                FigureCell::new(size(victim.file_rss), 76.0),
                FigureCell::new(adjustment, 56.0),
            ];
            let member = say!(language, "card-group-member-word");
            let (colour, word) = if victim.group_member { (palette.body, member) } else { (palette.victim, "") };
            widgets::figures_row(ui, (&text::visible(&victim.name), word), colour, &figures);
        }
        let Some(more) = victims.len().checked_sub(shown).filter(|more| *more > 0) else { return };
        ui.add_space(space::S);
        if self.panel.is_picture() || self.panel.all_victims {
            ui.label(theme::caption(ui, say!(language, "card-and-more", count = more)));
        } else if ui.button(more_button(victims.len(), language)).clicked() {
            self.panel.all_victims = true;
        }
    }
}

fn more_button(victims: usize, language: Language) -> String {
    if victims > SHOWN_AT_MOST {
        say!(language, "card-show-first", count = SHOWN_AT_MOST)
    } else {
        say!(language, "card-show-all", count = victims)
    }
}

/// Anonymous, file and shared memory together, as far as the kill line holds them.
fn resident(victim: &Victim) -> Option<Bytes> {
    let parts = [victim.anon_rss, victim.file_rss, victim.shmem_rss];
    let known = parts.into_iter().flatten().map(Kib::bytes);
    parts.iter().any(Option::is_some).then(|| known.fold(Bytes(0), Bytes::plus))
}

/// Caption, the glossary's word, value.
fn details(victim: &Victim, language: Language) -> Vec<(&'static str, &'static str, String)> {
    let size = |size: Kib| text::size(language, size.bytes());
    let reaped = victim.reaped.as_deref().map(|left| {
        let left = left.anon_rss.bytes().plus(left.file_rss.bytes()).plus(left.shmem_rss.bytes());
        say!(language, "card-left-after-reaping", size = text::size(language, left))
    });
    [
        (say!(language, "card-victim-anonymous"), "anon_rss", victim.anon_rss.map(size)),
        (say!(language, "card-victim-file"), "file_rss", victim.file_rss.map(size)),
        (say!(language, "card-victim-shared"), "shmem_rss", victim.shmem_rss.map(size)),
        (say!(language, "card-victim-page-tables"), "pgtables", victim.pgtables.map(size)),
        (say!(language, "card-victim-address-space"), "total_vm", victim.total_vm.map(size)),
        ("oom_score_adj", "oom_score_adj", victim.oom_score_adj.map(|adj| adj.to_string())),
        (say!(language, "card-victim-score"), "badness", victim.score.map(|score| score.to_string())),
        (say!(language, "card-victim-reaped"), "reaped", reaped),
    ]
    .into_iter()
    .filter_map(|(caption, word, value)| Some((caption, word, value?)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::glossary;

    fn known() -> Victim {
        let size = Some(Kib(4));
        Victim {
            total_vm: size,
            anon_rss: size,
            file_rss: size,
            shmem_rss: size,
            pgtables: size,
            oom_score_adj: Some(-998),
            score: Some(7),
            reaped: Some(Box::default()),
            ..Victim::default()
        }
    }

    #[test]
    fn every_figure_of_a_victim_is_explained() {
        let details = details(&known(), Language::English);
        assert_eq!(details.len(), 8);
        assert!(details.iter().all(|(_, word, _)| glossary::explain(word).is_some()), "{details:?}");
    }

    #[test]
    fn what_the_log_does_not_hold_is_left_out_and_never_zero() {
        let victim = Victim { pid: 1, anon_rss: Some(Kib(0)), ..Victim::default() };
        assert_eq!(details(&victim, Language::English), [("anonymous", "anon_rss", "0 B".to_owned())]);
        assert_eq!(resident(&Victim::default()), None);
        assert_eq!(resident(&known()), Some(Bytes(12_288)));
    }
}
