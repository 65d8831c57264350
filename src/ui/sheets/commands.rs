//! Everything the window can do, found by typing a part of its name: the commands with their keys, the files that were
//! opened before, and the kills.

use egui::{Align2, FontSelection, Id, Key, Modifiers, Rect, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use memchr::memmem::Finder;

use crate::lang::Language;
use crate::report::{Format, LaneBy};
use crate::say;
use crate::source::Input;
use crate::ui::kills::filter::{Sort, SortBy};
use crate::ui::kills::rows::{KillRow, RowKind};
use crate::ui::language;
use crate::ui::settings::ThemeChoice;
use crate::ui::settings::columns::Choices;
use crate::ui::shortcuts;
use crate::ui::state::{AppState, Command, Product, Sheet};
use crate::ui::theme::{self, space};

/// How many finds are listed at most.
const LISTED: usize = 60;

/// How many rows are in sight at once.
const IN_SIGHT: f32 = 11.0;

/// A line of the list.
const HIGH: f32 = 30.0;

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
struct Action {
    name: String,
    /// What else people call it.
    also: &'static str,
    /// Its keys; a kill's time.
    keys: String,
    command: Command,
}

/// What the sheet remembers while it is open.
#[derive(Debug, Default)]
pub(super) struct CommandSearch {
    typed: String,
    at: usize,
    /// The line that was last brought into view.
    seen_at: Option<usize>,
    /// What is listed, and what it was made from.
    listed: Option<(String, u64, Vec<Action>)>,
}

pub(super) fn quick_ui(ui: &mut Ui, state: &AppState, quick: &mut CommandSearch, commands: &mut Vec<Command>) {
    ui.set_width(ui.available_width().min(560.0));
    let (step, entered) = ui.input_mut(|input| {
        let steps = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 10), (Key::PageUp, -10)];
        let step = steps.into_iter().find(|(key, _)| input.consume_key(Modifiers::NONE, *key));
        (step.map(|(_, step)| step), input.consume_key(Modifiers::NONE, Key::Enter))
    });
    let id = Id::unique("the search for commands");
    let is_ready = ui.memory(|memory| memory.has_focus(id));
    if !is_ready {
        // Who types on in a slow frame types into the field that is about to have the keyboard.
        let text = |event: &egui::Event| if let egui::Event::Text(text) = event { Some(text.clone()) } else { None };
        quick.typed.extend(ui.input(|input| input.events.iter().filter_map(text).collect::<Vec<_>>()));
    }
    let entered = entered && (is_ready || !quick.typed.is_empty());
    let field = TextEdit::singleline(&mut quick.typed)
        .id(id)
        .hint_text(say!(state.language, "window-quick"))
        .margin(egui::Margin::symmetric(10, 8))
        .desired_width(f32::INFINITY);
    let response = ui.add(field).on_hover_text(say!(state.language, "window-key-commands"));
    if !response.has_focus() {
        response.request_focus();
    }
    quick.refresh(ui, state);
    let Some((_, _, listed)) = &quick.listed else { return };
    let last = listed.len().saturating_sub(1);
    quick.at = step.map_or(quick.at, |step| quick.at.saturating_add_signed(step)).min(last);
    let mut chosen = entered.then(|| listed.get(quick.at)).flatten();
    ui.add_space(space::S);
    if listed.is_empty() {
        ui.label(theme::caption(ui, say!(state.language, "window-quick-none")));
    }
    // As high as what was found, up to what is in sight: also where there was little before.
    let high = HIGH * (listed.len() as f32).min(IN_SIGHT);
    let high = high.min(ui.ctx().content_rect().height() * 0.6);
    let area = ScrollArea::vertical().auto_shrink([false, true]).max_height(high).min_scrolled_height(high);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, action) in listed.iter().enumerate() {
            let response = action_ui(ui, action, at == quick.at);
            if at == quick.at && quick.seen_at.replace(at) != Some(at) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                chosen = Some(action);
            }
        }
    });
    if let Some(action) = chosen {
        // First away with this sheet: the command may open another.
        commands.push(Command::Toggle(Sheet::Commands));
        commands.push(action.command.clone());
    }
}

fn action_ui(ui: &mut Ui, action: &Action, current: bool) -> egui::Response {
    let palette = theme::palette(ui);
    // The field keeps the keyboard; the arrows choose.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::CLICK);
    let ground = match (current, response.hovered()) {
        (true, _) => Some(palette.selection),
        (false, true) => Some(palette.raised),
        (false, false) => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, ground);
    }
    let inner = rect.shrink2(vec2(10.0, 0.0));
    let code = FontSelection::from(theme::code()).resolve(ui.style());
    let keys = ui.painter().text(inner.right_center(), Align2::RIGHT_CENTER, &action.keys, code, palette.weak.into());
    let wrap = egui::text::TextWrapping::truncate_at_width((keys.left() - inner.left() - space::M).max(0.0));
    let mut job = egui::text::LayoutJob { wrap, break_on_newline: false, ..Default::default() };
    let format = egui::TextFormat::simple(egui::TextStyle::Body.resolve(ui.style()), palette.strong.into());
    job.append(&action.name, 0.0, format);
    let galley = ui.painter().layout_job(job);
    let at = Rect::from_center_size(inner.center(), vec2(inner.width(), galley.size().y)).min;
    ui.painter().galley(at, galley, palette.strong.into());
    let label = if action.keys.is_empty() { action.name.clone() } else { format!("{} ({})", action.name, action.keys) };
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, current, &label));
    response
}

impl CommandSearch {
    fn refresh(&mut self, ui: &Ui, state: &AppState) {
        let made_from = (self.typed.clone(), state.revision);
        if self.listed.as_ref().is_some_and(|(typed, revision, _)| (typed, *revision) == (&made_from.0, made_from.1)) {
            return;
        }
        if self.listed.as_ref().is_none_or(|(typed, ..)| *typed != made_from.0) {
            (self.at, self.seen_at) = (0, None);
        }
        let mut found = matching(actions(ui, state), &self.typed);
        found.extend(kills(state, &self.typed));
        found.truncate(LISTED);
        self.listed = Some((made_from.0, made_from.1, found));
    }
}

fn action(name: impl Into<String>, command: Command) -> Action {
    Action { name: name.into(), also: "", keys: String::new(), command }
}

impl Action {
    /// With other words by which it is found.
    const fn called(mut self, also: &'static str) -> Self {
        self.also = also;
        self
    }
}

/// Everything that can be asked for now.
fn actions(ui: &Ui, state: &AppState) -> Vec<Action> {
    let language = state.language;
    let shortcuts = shortcuts::ALL.iter().map(|shortcut| Action {
        name: shortcut.what(language).to_owned(),
        also: "",
        keys: shortcut.text(ui.ctx()),
        command: (shortcut.command)(),
    });
    let own = [Command::Toggle(Sheet::Commands), Command::Escape];
    let mut all: Vec<Action> = shortcuts.filter(|action| !own.contains(&action.command)).collect();
    let saved = Format::SAVED.into_iter().filter(|_| !state.rows.is_empty());
    let save = |format: Format| action(format.label(language), Command::AskSave(Product::Report(format)));
    all.extend(saved.map(save));
    let tickets = Format::TICKETS.into_iter().filter(|_| !state.rows.is_empty());
    all.extend(tickets.map(|format| action(format.copy_label(language), Command::CopyTicket(format))));
    for theme in ThemeChoice::ALL {
        let name = say!(language, "window-quick-colours", theme = theme.label(language));
        all.push(action(name, Command::Theme(theme)).called(also_called(theme, language)));
    }
    for lanes in LaneBy::ALL {
        let name = say!(language, "window-quick-lanes", lanes = lanes.label(language));
        all.push(action(name, Command::Lanes(lanes)).called(say!(language, "window-quick-also-lanes")));
    }
    for by in SortBy::ALL {
        all.push(action(
            say!(language, "window-quick-sort", order = by.label(language)),
            Command::Order(Sort { by, ..Sort::default() }),
        ));
    }
    for language in Language::ALL.into_iter().filter(|language| language::can_write(ui.ctx(), *language)) {
        let name = say!(state.language, "window-quick-language", language = language.own_name());
        all.push(action(name, Command::Speak(Some(language))).called(language.sought_by()));
    }
    all.push(
        action(say!(language, "window-key-times"), Command::Toggle(Sheet::Times))
            .called(say!(language, "window-quick-also-times")),
    );
    all.push(action(say!(language, "window-open-folder-of-logs"), Command::AskFolder));
    all.push(action(say!(language, "window-quick-columns"), Command::TaskColumns(Choices::default())));
    let calm = if state.settings.calm { say!(language, "window-moves") } else { say!(language, "window-calm") };
    all.push(action(calm, Command::Calm(!state.settings.calm)));
    all.push(action(say!(language, "window-quick-sample"), Command::OpenSample));
    for path in state.recent_shown() {
        all.push(action(
            say!(language, "window-quick-open", path = path.display().to_string()),
            Command::Open(vec![Input::Path(path.clone())]),
        ));
    }
    all
}

/// The kills that hold every word: in what the filter looks through, in their time or their verdict, or as their number.
fn kills(state: &AppState, typed: &str) -> Vec<Action> {
    let language = state.language;
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<(&str, Finder<'_>)> = words.iter().map(|word| (word.as_str(), Finder::new(word))).collect();
    if words.is_empty() {
        return Vec::new();
    }
    let of_kind = |word: &str| RowKind::ALL.map(|kind| kind.words(language).to_lowercase().contains(word));
    let kinds: Vec<_> = words.iter().map(|(word, _)| of_kind(word)).collect();
    let fits = |row: &&KillRow| {
        let kind = RowKind::ALL.iter().position(|kind| *kind == row.kind);
        words.iter().zip(&kinds).all(|((word, finder), kinds)| {
            kind.is_some_and(|at| kinds.get(at) == Some(&true))
                || row.holds(&|held| finder.find(held.as_bytes()).is_some())
                || row.when.to_lowercase().contains(word)
                || row.id.0.to_string() == *word
        })
    };
    // Only what is listed is put in words: there may be very many.
    let found = state.rows.iter().filter(fits).take(LISTED);
    found.map(|row| kill(row, language)).collect()
}

/// What shows a kill.
fn kill(row: &KillRow, language: Language) -> Action {
    let (number, scope) = (row.id.0.to_string(), row.kind.words(language));
    let place = [row.owner.as_deref(), row.host.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let victim = &*row.victim;
    let name = say!(language, "window-quick-kill", number = number, victim = victim, scope = scope, place = place);
    Action { keys: row.when.to_string(), ..action(name, Command::Select(row.id)) }
}

/// From so many letters on, words that begin with them are meant.
const WORD_FROM: usize = 3;

/// Those whose name fits, or what else they are called, the best first.
fn matching(mut actions: Vec<Action>, typed: &str) -> Vec<Action> {
    // Where the beginnings of words fit, letters that are scattered over others are not meant.
    let is_meant = |action: &Action| holds_words(action, typed);
    if typed.trim().chars().count() >= WORD_FROM && actions.iter().any(is_meant) {
        actions.retain(is_meant);
    }
    let scored = actions.into_iter().filter_map(|action| Some((fit(&action, typed)?, action)));
    let mut scored: Vec<(usize, Action)> = scored.collect();
    // Stable: what fits equally well stays in the table's order.
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, action)| action).collect()
}

/// How well an action fits: by its name as it is typed, else by words that its name or its other names hold, in any order.
fn fit(action: &Action, typed: &str) -> Option<usize> {
    let name = &action.name;
    score(name, typed).or_else(|| holds_words(action, typed).then_some(1))
}

/// Whether each word that was typed begins one of its name or its other names.
fn holds_words(Action { name, also, .. }: &Action, typed: &str) -> bool {
    let all = format!("{name} {also}").to_lowercase();
    let mut words = typed.split_whitespace().map(str::to_lowercase);
    words.all(|word| all.split(|c: char| !c.is_alphanumeric()).any(|known| known.starts_with(&word)))
}

/// How well a name fits what was typed: every letter in its order, best where words begin or letters stand together.
/// `None` where it does not fit.
fn score(name: &str, typed: &str) -> Option<usize> {
    let mut score = 0;
    let mut rest = name.char_indices().peekable();
    let mut last: Option<usize> = None;
    for wanted in typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
        let (at, found) = rest.find(|(_, c)| c.to_lowercase().eq(std::iter::once(wanted)))?;
        let before = name.get(..at).and_then(|before| before.chars().next_back());
        let begins = before.is_none_or(|before| !before.is_alphanumeric());
        let joined = last.is_some_and(|last| last == at);
        score += 1 + if begins { 6 } else { 0 } + if joined { 8 } else { 0 };
        last = Some(at + found.len_utf8());
    }
    Some(score)
}

/// What else people call a theme.
fn also_called(theme: ThemeChoice, language: Language) -> &'static str {
    match theme {
        ThemeChoice::System => say!(language, "window-quick-also-system"),
        ThemeChoice::Light => say!(language, "window-quick-also-light"),
        ThemeChoice::Dark => say!(language, "window-quick-also-dark"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Event;
    use crate::ui::state;

    fn best<'a>(names: &[&'a str], typed: &str) -> Vec<&'a str> {
        let actions = names.iter().map(|name| action(*name, Command::Close)).collect();
        let found = matching(actions, typed);
        found.iter().filter_map(|action| names.iter().find(|name| **name == action.name).copied()).collect()
    }

    #[test]
    fn letters_fit_in_their_order_and_word_beginnings_count_most() {
        let names = ["Close all logs", "Copy the kill’s card as a picture", "Colours: Dark", "Statistics"];
        assert_eq!(best(&names, "ckc")[0], "Copy the kill’s card as a picture");
        assert_eq!(best(&names, "dark"), ["Colours: Dark"]);
        assert_eq!(best(&names, "STAT"), ["Statistics"]);
        assert_eq!(best(&names, "cal")[0], "Close all logs");
        assert_eq!(best(&names, ""), names);
        assert!(best(&names, "zzz").is_empty());
        let themes = ["Theme: Light", "Next kill on the timeline", "Show the whole timeline"];
        assert_eq!(best(&themes, "theme"), ["Theme: Light"], "no letters scattered over a timeline");
        assert_eq!(best(&themes, "tmln").len(), 2);
    }

    #[test]
    fn words_fit_in_any_order_and_by_what_else_something_is_called() {
        let names = ["Colours: Dark", "Sort the kills: Memory", "Times: zone and year…"];
        assert_eq!(best(&names, "dark colours"), ["Colours: Dark"]);
        assert_eq!(best(&names, "memory sort"), ["Sort the kills: Memory"]);
        assert_eq!(best(&names, "year"), ["Times: zone and year…"]);
        let found = |key: &'static str, typed: &str| fit(&action("Something", Command::Close).called(key), typed);
        let english = Language::English;
        for (typed, meant) in [("dark mode", ThemeChoice::Dark), ("appearance light", ThemeChoice::Light)] {
            for theme in ThemeChoice::ALL {
                assert_eq!(found(also_called(theme, english), typed).is_some(), theme == meant, "{typed}");
            }
        }
        assert!(found(say!(english, "window-quick-also-japanese"), "japan").is_some());
        assert_eq!(found(say!(english, "window-quick-also-english"), "japan"), None);
    }

    #[test]
    fn a_kill_is_listed_with_its_pod_and_its_time() {
        let mut state = state::tests::reading();
        state.rows[0].owner = Some("shop/cart-0".into());
        let found = kills(&state, "java");
        assert!(found[0].name.contains("shop/cart-0") && found[0].keys.contains("09:00"), "{found:?}");
    }

    #[test]
    fn letters_in_another_order_do_not_fit() {
        assert_eq!(score("Open", "npo"), None);
        assert_eq!(score("日本語", "本語").map(|score| score > 2), Some(true));
    }

    #[test]
    fn kills_are_found_by_what_they_hold_their_time_their_verdict_and_their_number() {
        let state = state::tests::reading();
        let found = |typed: &str| {
            let commands = kills(&state, typed).into_iter().map(|action| action.command);
            let ids = commands.filter_map(|command| if let Command::Select(id) = command { Some(id.0) } else { None });
            ids.collect::<Vec<_>>()
        };
        assert_eq!(found("NGINX"), [2]);
        assert_eq!(found("08:00"), [3]);
        assert_eq!(found("redis 08:00"), [3]);
        assert_eq!(found("redis 09:00"), [0; 0]);
        assert_eq!(found("1"), [1]);
        assert_eq!(found(crate::analysis::Scope::Unknown.words(Language::English)), [1, 2, 3]);
        assert_eq!(found("  "), [0; 0]);
    }

    #[test]
    fn a_kill_that_is_found_meanwhile_leaves_the_choice_where_it_is() {
        let mut state = state::tests::reading();
        let mut quick = CommandSearch { typed: "java".to_owned(), ..CommandSearch::default() };
        egui::__run_test_ui(|ui| {
            quick.refresh(ui, &state);
            quick.at = 1;
            state.take(Event::Incident(state::tests::case(4, 700, "java", 10)));
            quick.refresh(ui, &state);
            assert_eq!(quick.at, 1);
            quick.typed.push('a');
            quick.refresh(ui, &state);
            assert_eq!(quick.at, 0);
        });
    }
}
