//! The keyboard: one table of what each key does, read by the window, by menus and tooltips, by the sheet that `?` opens
//! and by the search for commands.

use crate::lang::Language;
use crate::report::Format;
use crate::say;
use egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers, Ui};

use super::focus::filter_field;
use super::kills::facet::Facet;
use super::language::{self, LabelFn};
use super::settings::LogSwitch;
use super::state::{AppState, Command, Fold, LogField, Product, Sheet, Spelling, Tab, TimelineMove};

/// A key and what it does.
pub(super) struct Shortcut {
    keys: KeyboardShortcut,
    pub(super) group: ShortcutGroup,
    what: LabelFn,
    pub(super) command: fn() -> Command,
}

/// What a key is for; the sheet shows each group under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShortcutGroup {
    Logs,
    Kills,
    Timeline,
    Tabs,
    PassOn,
    Window,
}

impl ShortcutGroup {
    /// All groups, in the order in which the sheet shows them.
    pub(super) const ALL: [Self; 6] = [Self::Logs, Self::Kills, Self::Tabs, Self::Timeline, Self::Window, Self::PassOn];

    /// Its name.
    pub(super) fn label(self, language: Language) -> &'static str {
        match self {
            Self::Logs => say!(language, "window-group-logs"),
            Self::Kills => say!(language, "window-group-kills"),
            Self::Tabs => say!(language, "window-group-tabs"),
            Self::Timeline => say!(language, "window-group-timeline"),
            Self::Window => say!(language, "window-group-window"),
            Self::PassOn => say!(language, "window-group-pass-on"),
        }
    }
}

const fn key(
    group: ShortcutGroup,
    (modifiers, key): (Modifiers, Key),
    what: LabelFn,
    command: fn() -> Command,
) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(modifiers, key), group, what, command }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const SHIFT: Modifiers = Modifiers::SHIFT;
const PLAIN: Modifiers = Modifiers::NONE;

/// A page of the list, for Page Up and Page Down.
const PAGE: isize = 10;

pub(super) const OPEN: Shortcut =
    key(ShortcutGroup::Logs, (CTRL, Key::O), |it| say!(it, "window-key-open"), || Command::AskOpen);
pub(super) const ADD: Shortcut =
    key(ShortcutGroup::Logs, (CTRL_SHIFT, Key::O), |it| say!(it, "window-key-add"), || Command::AskAdd);
pub(super) const OPEN_PATH: Shortcut = key(
    ShortcutGroup::Logs,
    (CTRL, Key::L),
    |it| say!(it, "window-key-open-path"),
    || Command::Toggle(Sheet::OpenPath),
);
pub(super) const CLOSE: Shortcut =
    key(ShortcutGroup::Logs, (CTRL, Key::W), |it| say!(it, "window-key-close"), || Command::Close);
pub(super) const REOPEN: Shortcut =
    key(ShortcutGroup::Logs, (CTRL_SHIFT, Key::T), |it| say!(it, "window-reopen"), || Command::Reopen);
pub(super) const ACCOUNT: Shortcut = key(
    ShortcutGroup::Logs,
    (CTRL, Key::I),
    |it| say!(it, "window-key-account"),
    || Command::Toggle(Sheet::WhatWasRead),
);
pub(super) const COPY_CARD: Shortcut =
    key(ShortcutGroup::PassOn, (CTRL_SHIFT, Key::C), |it| say!(it, "window-key-copy-card"), || Command::CopyCard);
pub(super) const PICTURE: Shortcut =
    key(ShortcutGroup::PassOn, (CTRL, Key::S), |it| say!(it, "window-key-picture"), || Command::Toggle(Sheet::Picture));
pub(super) const SAVE_REPORT: Shortcut = key(
    ShortcutGroup::PassOn,
    (CTRL_SHIFT, Key::S),
    |it| say!(it, "window-key-save-report"),
    || Command::AskSave(Product::Report(Format::Html)),
);
pub(super) const MASK: Shortcut =
    key(ShortcutGroup::PassOn, (CTRL, Key::M), |it| say!(it, "window-key-mask"), || Command::ToggleMask);
pub(super) const HELP: Shortcut = key(
    ShortcutGroup::Window,
    (PLAIN, Key::Questionmark),
    |it| say!(it, "window-key-help"),
    || Command::Toggle(Sheet::Shortcuts),
);
pub(super) const COMMANDS: Shortcut = key(
    ShortcutGroup::Window,
    (CTRL, Key::K),
    |it| say!(it, "window-key-commands"),
    || Command::Toggle(Sheet::Commands),
);
pub(super) const CHOOSE_ALL: Shortcut =
    key(ShortcutGroup::Kills, (CTRL, Key::A), |it| say!(it, "window-key-choose-all"), || Command::ChooseShown);
pub(super) const COMPARE: Shortcut =
    key(ShortcutGroup::Kills, (PLAIN, Key::C), |it| say!(it, "window-key-compare"), || Command::Compare);
pub(super) const SERIES: Shortcut =
    key(ShortcutGroup::Kills, (PLAIN, Key::S), |it| say!(it, "window-key-series"), || Command::ShowOwnSeries);
pub(super) const ONLY_OWNER: Shortcut =
    key(ShortcutGroup::Kills, (PLAIN, Key::P), |it| say!(it, "window-key-only-owner"), || Command::Only(Facet::Owner));
pub(super) const ONLY_WORKLOAD: Shortcut = key(
    ShortcutGroup::Kills,
    (PLAIN, Key::W),
    |it| say!(it, "window-key-only-workload"),
    || Command::Only(Facet::Workload),
);
pub(super) const AFFECTED: Shortcut =
    key(ShortcutGroup::Kills, (PLAIN, Key::A), |it| say!(it, "window-key-affected"), || Command::ShowAffected);
pub(super) const FILTER: Shortcut =
    key(ShortcutGroup::Kills, (CTRL, Key::F), |it| say!(it, "window-key-filter"), || Command::FocusFilter);
pub(super) const FIND_IN_LOG: Shortcut = key(
    ShortcutGroup::Tabs,
    (CTRL_SHIFT, Key::F),
    |it| say!(it, "window-key-find-in-log"),
    || Command::FocusLog(LogField::Find),
);
pub(super) const GO_TO_LINE: Shortcut = key(
    ShortcutGroup::Tabs,
    (CTRL, Key::G),
    |it| say!(it, "window-key-go-to-line"),
    || Command::FocusLog(LogField::Line),
);

pub(super) const WRAP_LOG: Shortcut = key(
    ShortcutGroup::Tabs,
    (Modifiers::ALT, Key::Z),
    |it| say!(it, "window-key-wrap-log"),
    || Command::Switch(LogSwitch::Wraps),
);
pub(super) const LIST_FINDS: Shortcut = key(
    ShortcutGroup::Tabs,
    (CTRL_SHIFT, Key::L),
    |it| say!(it, "window-key-list-finds"),
    || Command::Switch(LogSwitch::ListsFinds),
);

/// Every shortcut; within a group in the order in which the sheet shows them.
pub(super) const ALL: &[Shortcut] = &[
    OPEN,
    ADD,
    OPEN_PATH,
    CLOSE,
    REOPEN,
    ACCOUNT,
    key(ShortcutGroup::Kills, (PLAIN, Key::J), |it| say!(it, "window-key-next"), || Command::Step(1)),
    key(ShortcutGroup::Kills, (PLAIN, Key::K), |it| say!(it, "window-key-previous"), || Command::Step(-1)),
    key(ShortcutGroup::Kills, (PLAIN, Key::PageDown), |it| say!(it, "window-key-page-down"), || Command::Step(PAGE)),
    key(ShortcutGroup::Kills, (PLAIN, Key::PageUp), |it| say!(it, "window-key-page-up"), || Command::Step(-PAGE)),
    key(ShortcutGroup::Kills, (PLAIN, Key::Home), |it| say!(it, "window-key-first"), || Command::Step(isize::MIN)),
    key(ShortcutGroup::Kills, (PLAIN, Key::End), |it| say!(it, "window-key-last"), || Command::Step(isize::MAX)),
    key(
        ShortcutGroup::Kills,
        (PLAIN, Key::ArrowRight),
        |it| say!(it, "window-key-unfold"),
        || Command::Fold(Fold::Here { open: true }),
    ),
    key(
        ShortcutGroup::Kills,
        (PLAIN, Key::ArrowLeft),
        |it| say!(it, "window-key-fold"),
        || Command::Fold(Fold::Here { open: false }),
    ),
    key(ShortcutGroup::Kills, (SHIFT, Key::ArrowDown), |it| say!(it, "window-key-choose-next"), || Command::Extend(1)),
    key(
        ShortcutGroup::Kills,
        (SHIFT, Key::ArrowUp),
        |it| say!(it, "window-key-choose-previous"),
        || Command::Extend(-1),
    ),
    CHOOSE_ALL,
    COMPARE,
    SERIES,
    ONLY_OWNER,
    ONLY_WORKLOAD,
    AFFECTED,
    key(
        ShortcutGroup::Timeline,
        (PLAIN, Key::Period),
        |it| say!(it, "window-key-next-in-time"),
        || Command::StepInTime(1),
    ),
    key(
        ShortcutGroup::Timeline,
        (PLAIN, Key::Comma),
        |it| say!(it, "window-key-previous-in-time"),
        || Command::StepInTime(-1),
    ),
    key(
        ShortcutGroup::Timeline,
        (PLAIN, Key::Plus),
        |it| say!(it, "window-key-zoom-in"),
        || Command::Timeline(TimelineMove::In),
    ),
    key(
        ShortcutGroup::Timeline,
        (PLAIN, Key::Minus),
        |it| say!(it, "window-key-zoom-out"),
        || Command::Timeline(TimelineMove::Out),
    ),
    key(
        ShortcutGroup::Timeline,
        (PLAIN, Key::Num0),
        |it| say!(it, "window-key-zoom-fit"),
        || Command::Timeline(TimelineMove::Fit),
    ),
    FILTER,
    key(ShortcutGroup::Tabs, (PLAIN, Key::Num1), |it| say!(it, "tabs-tasks"), || Command::Show(Tab::Tasks)),
    key(ShortcutGroup::Tabs, (PLAIN, Key::Num2), |it| say!(it, "tabs-log"), || Command::Show(Tab::Log)),
    key(ShortcutGroup::Tabs, (PLAIN, Key::Num3), |it| say!(it, "tabs-statistics"), || Command::Show(Tab::Statistics)),
    key(ShortcutGroup::Tabs, (PLAIN, Key::Num4), |it| say!(it, "tabs-node-memory"), || Command::Show(Tab::NodeMemory)),
    key(ShortcutGroup::Tabs, (PLAIN, Key::Num5), |it| say!(it, "tabs-stack"), || Command::Show(Tab::Stack)),
    key(ShortcutGroup::Tabs, (PLAIN, Key::T), |it| say!(it, "window-key-fold-tabs"), || Command::FoldTabs),
    FIND_IN_LOG,
    key(ShortcutGroup::Tabs, (PLAIN, Key::F3), |it| say!(it, "window-key-next-find"), || Command::StepFind(true)),
    key(
        ShortcutGroup::Tabs,
        (Modifiers::SHIFT, Key::F3),
        |it| say!(it, "window-key-previous-find"),
        || Command::StepFind(false),
    ),
    GO_TO_LINE,
    WRAP_LOG,
    LIST_FINDS,
    COPY_CARD,
    PICTURE,
    SAVE_REPORT,
    MASK,
    COMMANDS,
    HELP,
    key(ShortcutGroup::Window, (PLAIN, Key::Escape), |it| say!(it, "window-key-escape"), || Command::Escape),
];

/// What stands on keys that egui calls by an English name.
const KEY_SIGNS: &[(&str, &str)] = &[
    ("Questionmark", "?"),
    ("Comma", ","),
    ("Period", "."),
    ("Plus", "+"),
    ("Minus", "−"),
    ("Left", "←"),
    ("Right", "→"),
    ("Up", "↑"),
    ("Down", "↓"),
    ("Escape", "Esc"),
];

/// Keys that do the same as one of the table.
const ALSO: &[Shortcut] = &[
    key(ShortcutGroup::Kills, (PLAIN, Key::ArrowDown), |_| "", || Command::Step(1)),
    key(ShortcutGroup::Kills, (PLAIN, Key::ArrowUp), |_| "", || Command::Step(-1)),
    key(ShortcutGroup::Window, (CTRL_SHIFT, Key::P), |_| "", || Command::Toggle(Sheet::Commands)),
    key(ShortcutGroup::Logs, (CTRL, Key::Z), |_| "", || Command::Undo),
    key(ShortcutGroup::Timeline, (PLAIN, Key::Equals), |_| "", || Command::Timeline(TimelineMove::In)),
];

impl Shortcut {
    /// The keys as this platform writes them: `Ctrl+O`.
    pub(super) fn text(&self, ctx: &Context) -> String {
        let text = ctx.format_shortcut(&self.keys);
        let (before, key) = text.rsplit_once('+').map_or(("", &*text), |(before, key)| (before, key));
        match KEY_SIGNS.iter().find(|(name, _)| *name == key) {
            Some((_, sign)) if before.is_empty() => (*sign).to_owned(),
            Some((_, sign)) => format!("{before}+{sign}"),
            None => text,
        }
    }

    /// What it does.
    pub(super) fn what(&self, language: Language) -> &'static str {
        (self.what)(language)
    }

    /// What it does with its keys, for a tooltip.
    pub(super) fn hint(&self, ctx: &Context) -> String {
        let language = language::of(ctx);
        say!(language, "window-shortcut-hint", what = self.what(language), keys = self.text(ctx))
    }

    /// True for keys that a text field needs for itself.
    fn is_typing(&self) -> bool {
        let own = [Key::A, Key::Z].contains(&self.keys.logical_key);
        let writes = [PLAIN, SHIFT].contains(&self.keys.modifiers) && self.keys.logical_key != Key::F3;
        own || writes
    }

    /// True for keys that would do something below a sheet, unseen, or that its field is about to be typed with.
    fn is_below(&self, sheet: Sheet) -> bool {
        let has_field = matches!(sheet, Sheet::Commands | Sheet::OpenPath | Sheet::SavePath(_));
        let own = match self.keys.logical_key {
            Key::Escape => true,
            Key::Questionmark => !has_field,
            _ => false,
        };
        self.is_typing() && !own
    }

    /// True for keys that lead to a field which is typed into.
    fn leads_to_field(&self) -> bool {
        matches!(
            (self.command)(),
            Command::FocusFilter | Command::FocusLog(_) | Command::Toggle(Sheet::Commands | Sheet::OpenPath)
        )
    }

    /// True for keys that walk through whatever has the keyboard.
    fn is_walking(&self) -> bool {
        use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home, PageDown, PageUp};
        let walks = [ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home, PageDown, PageUp];
        !self.keys.modifiers.command && walks.contains(&self.keys.logical_key)
    }
}

/// Turns pressed keys into commands. Keys that write belong to the field that is typed into, keys that walk to whatever is
/// walked through.
pub(super) fn take(ui: &Ui, state: &AppState, commands: &mut Vec<Command>) {
    let ctx = ui.ctx();
    wait_for_field(ctx);
    let typing = ctx.text_edit_focused();
    let walking = ctx.memory(|memory| memory.focused().is_some());
    let covered = state.sheet.is_some();
    // An open menu is on top of everything: Escape is its own, and closes it alone.
    let left = left_something(ctx) && !covered || egui::Popup::is_any_open(ctx);
    ui.input_mut(|input| {
        // Extra modifiers are let pass: those with most of them must be asked first.
        let with_shift = |shortcut: &&Shortcut| shortcut.keys.modifiers.shift;
        let every = || ALL.iter().chain(ALSO);
        for shortcut in every().filter(with_shift).chain(every().filter(|shortcut| !with_shift(shortcut))) {
            let taken = typing && shortcut.is_typing()
                || state.sheet.is_some_and(|sheet| shortcut.is_below(sheet))
                || (walking || covered) && shortcut.is_walking()
                || left && shortcut.keys.logical_key == Key::Escape;
            if !taken && pressed(input, shortcut) {
                commands.push((shortcut.command)());
            }
        }
        if !typing && !covered {
            commands.extend(input.events.iter().filter_map(pasted));
        }
        let several = !state.selection.chosen.kills.is_empty() || state.selection.series.is_some();
        if !walking && several && input.events.contains(&Event::Copy) {
            commands.push(Command::CopyKills(Spelling::Tsv));
        }
    });
}

/// What was typed behind a key that leads to a field, in one frame that took long, waits a frame until the field is there:
/// its letters are keys of the window, too.
fn wait_for_field(ctx: &Context) {
    let key = Id::unique("what was typed ahead");
    let waited: Vec<Event> = ctx.data_mut(|data| data.remove_temp(key)).unwrap_or_default();
    let ahead: Vec<Event> = ctx.input_mut(|input| {
        input.events.splice(0..0, waited);
        let Some(at) = input.events.iter().position(leads_to_field) else { return Vec::new() };
        let is_typed =
            |event: &Event| matches!(event, Event::Key { .. } | Event::Text(_) | Event::Paste(_) | Event::Ime(_));
        let behind = input.events.split_off(at + 1);
        let (typed, other): (Vec<_>, Vec<_>) = behind.into_iter().partition(is_typed);
        input.events.extend(other);
        typed
    });
    if !ahead.is_empty() {
        ctx.data_mut(|data| data.insert_temp(key, ahead));
        ctx.request_repaint();
    }
}

/// True for a pressed key that leads to a field.
fn leads_to_field(event: &Event) -> bool {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return false };
    let is_it = |shortcut: &&Shortcut| {
        shortcut.keys.logical_key == *key && modifiers.matches_logically(shortcut.keys.modifiers)
    };
    ALL.iter().chain(ALSO).filter(is_it).any(Shortcut::leads_to_field)
}

/// Whether something gave the keyboard away since the last frame: then Escape has done its work. Out of the filter it
/// goes all the way, and shows all kills.
fn left_something(ctx: &Context) -> bool {
    let now = ctx.memory(|memory| memory.focused());
    let key = Id::unique("what had the keyboard");
    let before = ctx.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<Option<Id>>(key), now));
    now.is_none() && before.is_some_and(|before| before != filter_field())
}

fn pressed(input: &mut egui::InputState, shortcut: &Shortcut) -> bool {
    // Where `?` needs Shift depends on the keyboard.
    let shifted =
        shortcut.keys.logical_key == Key::Questionmark && input.consume_key(Modifiers::SHIFT, Key::Questionmark);
    shifted || input.consume_shortcut(&shortcut.keys)
}

fn pasted(event: &Event) -> Option<Command> {
    if let Event::Paste(text) = event { Some(Command::Paste(text.clone())) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<_> = ALL.iter().chain(ALSO).map(|shortcut| shortcut.keys).collect();
        for (at, one) in keys.iter().enumerate() {
            assert!(!keys[at + 1..].contains(one), "{one:?}");
        }
    }

    #[test]
    fn every_shortcut_says_what_it_does_in_one_of_the_groups() {
        for shortcut in ALL {
            let what = shortcut.what(Language::English);
            assert!(!what.is_empty());
            assert!(ShortcutGroup::ALL.contains(&shortcut.group), "{what}");
        }
    }
}
