//! The keyboard: one table of what each key does, read by the window, by menus and tooltips, by the sheet that `?` opens
//! and by the search for commands.

use egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers, Ui};

use super::state::{AppState, Command, Fold, LogField, Product, Sheet, Spelling, Tab, TimelineMove};
use super::toolbar::filter_field;

/// A key and what it does.
pub(super) struct Shortcut {
    keys: KeyboardShortcut,
    pub(super) group: Group,
    pub(super) what: &'static str,
    pub(super) command: fn() -> Command,
}

/// What a key is for; the sheet shows each group under its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    Logs,
    Kills,
    Timeline,
    Tabs,
    PassOn,
    Window,
}

impl Group {
    /// All groups with their names, in the order in which the sheet shows them.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::Logs, "Logs"),
        (Self::Kills, "Kills"),
        (Self::Tabs, "Below the card"),
        (Self::Timeline, "Timeline"),
        (Self::Window, "Window"),
        (Self::PassOn, "Passing on"),
    ];
}

const fn key(
    group: Group,
    (modifiers, key): (Modifiers, Key),
    what: &'static str,
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

pub(super) const OPEN: Shortcut = key(Group::Logs, (CTRL, Key::O), "Open logs", || Command::AskOpen);
pub(super) const ADD: Shortcut =
    key(Group::Logs, (CTRL_SHIFT, Key::O), "Open logs beside those that are open", || Command::AskAdd);
pub(super) const OPEN_PATH: Shortcut =
    key(Group::Logs, (CTRL, Key::L), "Open a log by its path", || Command::Toggle(Sheet::OpenPath));
pub(super) const CLOSE: Shortcut = key(Group::Logs, (CTRL, Key::W), "Close all logs", || Command::Close);
pub(super) const REOPEN: Shortcut =
    key(Group::Logs, (CTRL_SHIFT, Key::T), "Open again what was open before", || Command::Reopen);
pub(super) const ACCOUNT: Shortcut =
    key(Group::Logs, (CTRL, Key::I), "What was read", || Command::Toggle(Sheet::WhatWasRead));
pub(super) const COPY_CARD: Shortcut =
    key(Group::PassOn, (CTRL_SHIFT, Key::C), "Copy the kill’s card as a picture", || Command::CopyCard);
pub(super) const PICTURE: Shortcut =
    key(Group::PassOn, (CTRL, Key::S), "Make a picture of the kill, the timeline or all of it", || {
        Command::Toggle(Sheet::Picture)
    });
pub(super) const SAVE_REPORT: Shortcut =
    key(Group::PassOn, (CTRL_SHIFT, Key::S), "Save the report as HTML", || Command::AskSave(Product::Html));
pub(super) const MASK: Shortcut =
    key(Group::PassOn, (CTRL, Key::M), "Made-up names instead of the real ones, and back", || Command::ToggleMask);
pub(super) const HELP: Shortcut =
    key(Group::Window, (PLAIN, Key::Questionmark), "Show these shortcuts", || Command::Toggle(Sheet::Shortcuts));
pub(super) const COMMANDS: Shortcut =
    key(Group::Window, (CTRL, Key::K), "Find a command or a kill by its name", || Command::Toggle(Sheet::Commands));
pub(super) const CHOOSE_ALL: Shortcut =
    key(Group::Kills, (CTRL, Key::A), "Choose all kills of the list", || Command::ChooseShown);
pub(super) const COMPARE: Shortcut =
    key(Group::Kills, (PLAIN, Key::C), "Compare two chosen kills, or one with the last of its series", || {
        Command::Compare
    });
pub(super) const FILTER: Shortcut = key(Group::Kills, (CTRL, Key::F), "Filter the kills", || Command::FocusFilter);
pub(super) const FIND_IN_LOG: Shortcut =
    key(Group::Tabs, (CTRL_SHIFT, Key::F), "Find in the log", || Command::FocusLog(LogField::Find));
pub(super) const GO_TO_LINE: Shortcut =
    key(Group::Tabs, (CTRL, Key::G), "Go to a line of the log", || Command::FocusLog(LogField::Line));

/// Every shortcut; within a group in the order in which the sheet shows them.
pub(super) const ALL: &[Shortcut] = &[
    OPEN,
    ADD,
    OPEN_PATH,
    CLOSE,
    REOPEN,
    ACCOUNT,
    key(Group::Kills, (PLAIN, Key::J), "Next kill (also ↓)", || Command::Step(1)),
    key(Group::Kills, (PLAIN, Key::K), "Previous kill (also ↑)", || Command::Step(-1)),
    key(Group::Kills, (PLAIN, Key::PageDown), "Ten kills on", || Command::Step(PAGE)),
    key(Group::Kills, (PLAIN, Key::PageUp), "Ten kills back", || Command::Step(-PAGE)),
    key(Group::Kills, (PLAIN, Key::Home), "First kill", || Command::Step(isize::MIN)),
    key(Group::Kills, (PLAIN, Key::End), "Last kill", || Command::Step(isize::MAX)),
    key(Group::Kills, (PLAIN, Key::ArrowRight), "Unfold the kill’s series", || {
        Command::Fold(Fold::Here { open: true })
    }),
    key(Group::Kills, (PLAIN, Key::ArrowLeft), "Fold it", || Command::Fold(Fold::Here { open: false })),
    key(Group::Kills, (SHIFT, Key::ArrowDown), "Choose the next kill too", || Command::Extend(1)),
    key(Group::Kills, (SHIFT, Key::ArrowUp), "Choose the previous kill too", || Command::Extend(-1)),
    CHOOSE_ALL,
    COMPARE,
    key(Group::Timeline, (PLAIN, Key::Period), "Next kill on the timeline", || Command::StepInTime(1)),
    key(Group::Timeline, (PLAIN, Key::Comma), "Previous kill on the timeline", || Command::StepInTime(-1)),
    key(Group::Timeline, (PLAIN, Key::Plus), "Look at the timeline more closely", || {
        Command::Timeline(TimelineMove::In)
    }),
    key(Group::Timeline, (PLAIN, Key::Minus), "Look at more of the timeline", || Command::Timeline(TimelineMove::Out)),
    key(Group::Timeline, (PLAIN, Key::Num0), "All of the timeline", || Command::Timeline(TimelineMove::Fit)),
    FILTER,
    key(Group::Tabs, (PLAIN, Key::Num1), "Tasks", || Command::Show(Tab::Tasks)),
    key(Group::Tabs, (PLAIN, Key::Num2), "Log", || Command::Show(Tab::Log)),
    key(Group::Tabs, (PLAIN, Key::Num3), "Statistics", || Command::Show(Tab::Statistics)),
    key(Group::Tabs, (PLAIN, Key::Num4), "Node memory", || Command::Show(Tab::NodeMemory)),
    key(Group::Tabs, (PLAIN, Key::Num5), "Stack", || Command::Show(Tab::Stack)),
    key(Group::Tabs, (PLAIN, Key::T), "Fold the tabs, or unfold them", || Command::FoldTabs),
    FIND_IN_LOG,
    key(Group::Tabs, (PLAIN, Key::F3), "Next find in the log", || Command::StepFind(true)),
    key(Group::Tabs, (Modifiers::SHIFT, Key::F3), "Previous find in the log", || Command::StepFind(false)),
    GO_TO_LINE,
    COPY_CARD,
    PICTURE,
    SAVE_REPORT,
    MASK,
    COMMANDS,
    HELP,
    key(Group::Window, (PLAIN, Key::Escape), "Close what lies on top, else show all kills", || Command::Escape),
];

/// Keys that do the same as one of the table.
const ALSO: &[Shortcut] = &[
    key(Group::Kills, (PLAIN, Key::ArrowDown), "", || Command::Step(1)),
    key(Group::Kills, (PLAIN, Key::ArrowUp), "", || Command::Step(-1)),
    key(Group::Window, (CTRL_SHIFT, Key::P), "", || Command::Toggle(Sheet::Commands)),
    key(Group::Logs, (CTRL, Key::Z), "", || Command::Undo),
    key(Group::Timeline, (PLAIN, Key::Equals), "", || Command::Timeline(TimelineMove::In)),
];

impl Shortcut {
    /// The keys as this platform writes them: `Ctrl+O`.
    pub(super) fn text(&self, ctx: &Context) -> String {
        ctx.format_shortcut(&self.keys).replace("Questionmark", "?")
    }

    /// What it does with its keys, for a tooltip.
    pub(super) fn hint(&self, ctx: &Context) -> String {
        format!("{} ({})", self.what, self.text(ctx))
    }

    /// True for keys that a text field needs for itself.
    fn is_typing(&self) -> bool {
        let own = [Key::A, Key::Z].contains(&self.keys.logical_key);
        let writes = [PLAIN, SHIFT].contains(&self.keys.modifiers) && self.keys.logical_key != Key::F3;
        own || writes
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
    let typing = ctx.text_edit_focused();
    let walking = ctx.memory(|memory| memory.focused().is_some());
    let covered = state.sheet.is_some();
    let left = left_something(ctx) && !covered;
    ui.input_mut(|input| {
        // Extra modifiers are let pass: those with most of them must be asked first.
        let with_shift = |shortcut: &&Shortcut| shortcut.keys.modifiers.shift;
        let every = || ALL.iter().chain(ALSO);
        for shortcut in every().filter(with_shift).chain(every().filter(|shortcut| !with_shift(shortcut))) {
            let taken = typing && shortcut.is_typing()
                || (walking || covered) && shortcut.is_walking()
                || left && shortcut.keys.logical_key == Key::Escape;
            if !taken && pressed(input, shortcut) {
                commands.push((shortcut.command)());
            }
        }
        if !typing && !covered {
            commands.extend(input.events.iter().filter_map(pasted));
        }
        if !walking && !state.chosen.kills.is_empty() && input.events.contains(&Event::Copy) {
            commands.push(Command::CopyKills(Spelling::Tsv));
        }
    });
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
            assert!(!shortcut.what.is_empty());
            assert!(Group::ALL.iter().any(|(group, _)| *group == shortcut.group), "{}", shortcut.what);
        }
    }
}
