//! The facts of a kill, each with its line and what its word means.

use egui::{Label, RichText, Ui};

use super::Card;
use crate::analysis::{Conclusions, Findings, shortage};
use crate::lang::Language;
use crate::model::{CgroupPath, Incident, KernelInfo, PageSizeBasis, Place, Protection};
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::state::Command;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

const CAPTION_WIDTH: f32 = 112.0;

/// From this width on, in points, the facts stand in two columns.
const TWO_COLUMNS_FROM: f32 = 720.0;

/// One line of the list.
struct CardFact {
    caption: &'static str,
    /// The glossary's word; empty where the caption says it all.
    word: &'static str,
    value: String,
    /// True for paths, ids and masks.
    verbatim: bool,
    at: Option<Place>,
}

impl Card<'_> {
    pub(super) fn facts_ui(&mut self, ui: &mut Ui) {
        let language = spoken(ui);
        let facts = facts(&self.case.incident, &self.case.conclusions, language);
        widgets::high_sheet(ui, say!(language, "card-facts"), self.panel.least_height, |ui| {
            let width = ui.available_width();
            if width < TWO_COLUMNS_FROM {
                self.list_ui(ui, &facts);
                self.repeats_ui(ui);
                self.shell_ui(ui);
                return self.seen_ui(ui);
            }
            let column = (width - space::XL) / 2.0;
            let (left, right) = facts.split_at(halfway(&facts));
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = space::XL;
                widgets::column(ui, column, |ui| self.list_ui(ui, left));
                widgets::column(ui, column, |ui| {
                    self.list_ui(ui, right);
                    self.repeats_ui(ui);
                    self.shell_ui(ui);
                    self.seen_ui(ui);
                });
            });
        });
    }

    fn list_ui(&self, ui: &mut Ui, facts: &[CardFact]) {
        for fact in facts {
            self.fact_ui(ui, fact);
        }
    }

    /// The way to the card of the kill's series.
    fn repeats_ui(&mut self, ui: &mut Ui) {
        let Some(words) = self.panel.repeats.clone() else { return };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            caption_ui(ui, say!(spoken(ui), "card-fact-repeats"), "");
            let width = ui.available_width();
            widgets::column(ui, width, |ui| {
                ui.add_space(2.0);
                if widgets::link(ui, &words).clicked() {
                    self.commands.push(Command::ShowOwnSeries);
                }
            });
        });
    }

    fn seen_ui(&mut self, ui: &mut Ui) {
        let seen = &self.case.incident.seen_in;
        let Some(span) = seen.first() else { return };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            caption_ui(ui, say!(spoken(ui), "card-fact-in-the-log"), "");
            let first = Place { source: span.source, line: span.first };
            let width = ui.available_width();
            widgets::column(ui, width, |ui| {
                ui.add_space(2.0);
                self.link_ui(ui, first, &widgets::span_name(*span, self.sources));
                self.elsewhere_ui(ui);
            });
        });
    }

    /// The other places of the same kill: their number, and all of them where they are asked for.
    fn elsewhere_ui(&mut self, ui: &mut Ui) {
        let others = self.case.incident.seen_in.get(1..).unwrap_or_default();
        if others.is_empty() {
            return;
        }
        let words = say!(spoken(ui), "card-more-places-of-kill", count = others.len());
        if self.panel.is_picture() {
            ui.label(theme::caption(ui, words));
            return;
        }
        ui.menu_button(RichText::new(words).small(), |ui| {
            for span in others {
                if ui.button(widgets::span_name(*span, self.sources)).clicked() {
                    self.commands.push(Command::ShowLine(Place { source: span.source, line: span.first }));
                }
            }
        });
    }

    fn fact_ui(&self, ui: &mut Ui, fact: &CardFact) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            caption_ui(ui, fact.caption, fact.word);
            let palette = theme::palette(ui);
            let style = if fact.verbatim { theme::code() } else { egui::TextStyle::Body };
            let value = RichText::new(widgets::cut(&fact.value, spoken(ui))).text_style(style).color(palette.body);
            let width = ui.available_width();
            widgets::column(ui, width, |ui| {
                if fact.verbatim {
                    ui.add_space(2.0);
                }
                let response = ui.add(Label::new(widgets::breaking(ui, value, fact.verbatim)).wrap());
                if let Some(place) = fact.at {
                    response.on_hover_text(widgets::place_name(place, self.sources));
                }
            });
        });
    }
}

/// Where to split the list so that both columns are about equally high.
fn halfway(facts: &[CardFact]) -> usize {
    let lines = |fact: &CardFact| 1 + fact.value.len() / 48;
    let all: usize = facts.iter().map(lines).sum();
    let mut before = 0;
    facts
        .iter()
        .take_while(|fact| {
            before += lines(fact);
            2 * before <= all + lines(fact)
        })
        .count()
}

pub(super) fn caption_ui(ui: &mut Ui, caption: &str, word: &str) {
    widgets::column(ui, CAPTION_WIDTH, |ui| {
        ui.add_space(2.0);
        widgets::term(ui, caption, word);
    });
}

fn facts(incident: &Incident, conclusions: &Conclusions, language: Language) -> Vec<CardFact> {
    let mut facts = CardFacts { language, list: Vec::new() };
    let when = text::when(language, &incident.moment).map(|when| match &incident.moment.printed {
        Some(printed) => say!(language, "card-fact-printed-as", when = when, printed = &**printed),
        None => when,
    });
    facts.say(say!(language, "card-fact-when"), "", when);
    facts.say(say!(language, "card-fact-node"), "", incident.host.as_deref().map(str::to_owned));
    pod(&mut facts, conclusions);
    facts.path(say!(language, "card-fact-limit-hit-in"), "oom_memcg", incident.limit_cgroup.as_ref());
    facts.path(say!(language, "card-fact-victim-lived-in"), "task_memcg", incident.victim_cgroup.as_ref());
    facts.path(say!(language, "card-fact-killed-as-group"), "oom_group", incident.oom_group.as_ref());
    request(&mut facts, incident);
    facts.say(say!(language, "card-fact-page-size"), "page_size", Some(page_size(incident, language)));
    if let Some(kernel) = &incident.kernel {
        kernel_facts(&mut facts, kernel);
    }
    if let Some(Protection { min, low }) = incident.cgroup_memory.protection {
        let sizes = format!("min {}, low {}", text::size(language, min.bytes()), text::size(language, low.bytes()));
        facts.say(say!(language, "card-fact-protection"), "protection", Some(sizes));
    }
    facts.list
}

fn kernel_facts(facts: &mut CardFacts, kernel: &KernelInfo) {
    let language = facts.language;
    let taint = kernel.taint.as_deref().map(|taint| format!(", {taint}")).unwrap_or_default();
    let release = kernel.release.as_deref().map(|release| format!("{release}{taint}"));
    facts.say(say!(language, "card-fact-kernel"), "", release);
    facts.say(say!(language, "card-fact-hardware"), "", kernel.hardware.as_deref().map(str::to_owned));
}

fn pod(facts: &mut CardFacts, Findings { pod, workload, container, .. }: &Findings) {
    let named = |namespace: Option<&str>, name: Option<&str>| match (namespace, name) {
        (Some(namespace), Some(name)) => Some(format!("{namespace}/{name}")),
        (None, name) => name.map(str::to_owned),
        (Some(_), None) => None,
    };
    let language = facts.language;
    if let Some(pod) = pod {
        facts.say(say!(language, "card-fact-pod"), "", named(pod.namespace.as_deref(), pod.name.as_deref()));
        let workload = workload.as_ref().map(|workload| workload.told(language));
        facts.say(say!(language, "card-fact-workload"), "", workload);
        facts.verbatim(say!(language, "card-fact-pod-uid"), "", pod.uid.as_deref());
        facts.say(say!(language, "card-fact-qos"), "qos", pod.qos.as_deref().map(|class| text::qos(class).to_owned()));
    }
    if let Some(container) = container {
        facts.say(say!(language, "card-fact-container"), "", container.name.as_deref().map(str::to_owned));
        facts.verbatim(say!(language, "card-fact-container-id"), "", container.id.as_deref());
        facts.say(say!(language, "card-fact-runtime"), "", container.runtime.as_deref().map(str::to_owned));
    }
}

fn request(facts: &mut CardFacts, incident: &Incident) {
    let language = facts.language;
    if let Some(trigger) = &incident.trigger {
        let pid = trigger.pid.map(|pid| format!(" (PID {pid})")).unwrap_or_default();
        facts.say(say!(language, "card-fact-asked-for-memory"), "trigger", Some(format!("{}{pid}", trigger.name)));
        facts.verbatim(say!(language, "card-fact-how"), "gfp_mask", shortage::mask_with_names(incident).as_deref());
        facts.say(say!(language, "card-fact-order"), "order", trigger.order.map(|order| order.to_string()));
    }
    if let Some(summary) = &incident.summary {
        facts.verbatim(say!(language, "card-fact-constraint"), "constraint", Some(summary.constraint.printed()));
        facts.verbatim(say!(language, "card-fact-cpuset"), "cpuset", summary.cpuset.as_deref());
        facts.verbatim(say!(language, "card-fact-memory-nodes"), "mems_allowed", summary.mems_allowed.as_deref());
    }
}

fn page_size(incident: &Incident, language: Language) -> String {
    let kib = incident.page_size.size.bytes() / 1024;
    match incident.page_size.basis {
        PageSizeBasis::KillLine => say!(language, "card-page-size-kill-line", kib = kib),
        PageSizeBasis::Limit => say!(language, "card-page-size-limit", kib = kib),
        PageSizeBasis::FreeList => say!(language, "card-page-size-free-list", kib = kib),
        PageSizeBasis::Assumed => say!(language, "card-page-size-assumed", kib = kib),
    }
}

struct CardFacts {
    language: Language,
    list: Vec<CardFact>,
}

impl CardFacts {
    fn say(&mut self, caption: &'static str, word: &'static str, value: Option<String>) {
        if let Some(value) = value {
            self.list.push(CardFact { caption, word, value: text::visible(&value).into(), verbatim: false, at: None });
        }
    }

    fn verbatim(&mut self, caption: &'static str, word: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.list.push(CardFact { caption, word, value: text::visible(value).into(), verbatim: true, at: None });
        }
    }

    fn path(&mut self, caption: &'static str, word: &'static str, path: Option<&CgroupPath>) {
        if let Some(path) = path {
            let value = text::visible(&path.path).into();
            self.list.push(CardFact { caption, word, value, verbatim: true, at: Some(path.at) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::glossary;
    use crate::model::{Constraint, KernelInfo, Kib, Report, Summary, Trigger};

    fn incident() -> Incident {
        let path = Some(CgroupPath { path: "/a".into(), at: Place::default() });
        let summary = Summary {
            constraint: Constraint::Memcg,
            nodemask: None,
            cpuset: Some("/".into()),
            mems_allowed: Some("0-1".into()),
            global_oom: false,
            task: None,
            pid: None,
            uid: None,
            at: Place::default(),
        };
        let mut incident = Incident {
            report: Report {
                trigger: Some(Trigger { gfp_mask: Some("0xcc0".into()), order: Some(-1), ..Trigger::default() }),
                summary: Some(summary),
                kernel: Some(KernelInfo { release: Some("6.1.0".into()), ..KernelInfo::default() }),
                limit_cgroup: path.clone(),
                victim_cgroup: path.clone(),
                oom_group: path,
                ..Report::default()
            }
            .into(),
            ..Incident::default()
        };
        incident.cgroup_memory.protection = Some(Protection { min: Kib(4), low: Kib(8) });
        incident
    }

    #[test]
    fn every_word_that_says_it_is_explained_is() {
        let facts = facts(&incident(), &Conclusions::default(), Language::English);
        assert!(facts.len() > 10);
        for fact in facts.iter().filter(|fact| !fact.word.is_empty()) {
            assert!(glossary::explain(fact.word).is_some(), "{}", fact.word);
        }
    }

    #[test]
    fn both_columns_of_facts_are_about_equally_high() {
        let facts = facts(&incident(), &Conclusions::default(), Language::English);
        let left = halfway(&facts);
        assert!(left.abs_diff(facts.len() - left) <= 1, "{left} of {}", facts.len());
    }

    #[test]
    fn an_incident_of_nothing_still_says_its_page_size() {
        let facts = facts(&Incident::default(), &Conclusions::default(), Language::English);
        assert_eq!(facts.iter().map(|fact| fact.caption).collect::<Vec<_>>(), ["Page size"]);
    }
}
