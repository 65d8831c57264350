//! The keyboard: one table of what each key does, read by the window, by tooltips and by the sheet that `?` opens.

use egui::{Context, Event, Key, KeyboardShortcut, Modifiers, Ui};

use super::state::{AppState, Command, Fold, Sheet, Spelling, Tab, TimelineMove};

/// A key and what it does.
pub(super) struct Shortcut {
    keys: KeyboardShortcut,
    pub(super) what: &'static str,
    command: fn() -> Command,
}

const fn key(modifiers: Modifiers, key: Key, what: &'static str, command: fn() -> Command) -> Shortcut {
    Shortcut { keys: KeyboardShortcut::new(modifiers, key), what, command }
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const SHIFT: Modifiers = Modifiers::SHIFT;
const PLAIN: Modifiers = Modifiers::NONE;

/// A page of the list, for Page Up and Page Down.
const PAGE: isize = 10;

pub(super) const OPEN: Shortcut = key(CTRL, Key::O, "Open logs", || Command::AskOpen);
pub(super) const ADD: Shortcut = key(CTRL_SHIFT, Key::O, "Open logs beside those that are open", || Command::AskAdd);
pub(super) const CLOSE: Shortcut = key(CTRL, Key::W, "Close all logs", || Command::Close);
pub(super) const COPY_CARD: Shortcut =
    key(CTRL_SHIFT, Key::C, "Copy the kill's card as a picture", || Command::CopyCard);
pub(super) const PICTURE: Shortcut =
    key(CTRL, Key::S, "Make a picture of the kill, the timeline or all of it", || Command::Toggle(Sheet::Picture));
pub(super) const HELP: Shortcut =
    key(PLAIN, Key::Questionmark, "Show these shortcuts", || Command::Toggle(Sheet::Shortcuts));
pub(super) const CHOOSE_ALL: Shortcut = key(CTRL, Key::A, "Choose all kills of the list", || Command::ChooseShown);
pub(super) const COMPARE: Shortcut =
    key(PLAIN, Key::C, "Compare the two chosen kills, or one with the previous of its series", || Command::Compare);
pub(super) const FILTER: Shortcut = key(CTRL, Key::F, "Filter the kills", || Command::FocusFilter);
pub(super) const NEXT: Shortcut = key(PLAIN, Key::J, "Next kill (also ↓)", || Command::Step(1));
pub(super) const PREVIOUS: Shortcut = key(PLAIN, Key::K, "Previous kill (also ↑)", || Command::Step(-1));

/// Every shortcut, in the order in which the sheet shows them.
pub(super) const ALL: &[Shortcut] = &[
    OPEN,
    ADD,
    CLOSE,
    NEXT,
    PREVIOUS,
    key(PLAIN, Key::PageDown, "Ten kills on", || Command::Step(PAGE)),
    key(PLAIN, Key::PageUp, "Ten kills back", || Command::Step(-PAGE)),
    key(PLAIN, Key::Home, "First kill", || Command::Step(isize::MIN)),
    key(PLAIN, Key::End, "Last kill", || Command::Step(isize::MAX)),
    key(PLAIN, Key::ArrowRight, "Unfold the kill's series", || Command::Fold(Fold::Here { open: true })),
    key(PLAIN, Key::ArrowLeft, "Fold it", || Command::Fold(Fold::Here { open: false })),
    key(SHIFT, Key::ArrowDown, "Choose the next kill too", || Command::Extend(1)),
    key(SHIFT, Key::ArrowUp, "Choose the previous kill too", || Command::Extend(-1)),
    CHOOSE_ALL,
    COMPARE,
    key(PLAIN, Key::Period, "Next kill on the timeline", || Command::StepInTime(1)),
    key(PLAIN, Key::Comma, "Previous kill on the timeline", || Command::StepInTime(-1)),
    key(PLAIN, Key::Plus, "Look at the timeline more closely", || Command::Timeline(TimelineMove::In)),
    key(PLAIN, Key::Minus, "Look at more of the timeline", || Command::Timeline(TimelineMove::Out)),
    key(PLAIN, Key::Num0, "All of the timeline", || Command::Timeline(TimelineMove::Fit)),
    FILTER,
    key(PLAIN, Key::Num1, "Tasks", || Command::Show(Tab::Tasks)),
    key(PLAIN, Key::Num2, "Log", || Command::Show(Tab::Log)),
    key(PLAIN, Key::Num3, "Statistics", || Command::Show(Tab::Statistics)),
    key(PLAIN, Key::Num4, "Node memory", || Command::Show(Tab::NodeMemory)),
    key(PLAIN, Key::Num5, "Stack", || Command::Show(Tab::Stack)),
    COPY_CARD,
    PICTURE,
    HELP,
    key(PLAIN, Key::Escape, "Close what lies on top, else show all kills", || Command::Escape),
];

/// Keys that do the same as one of the table.
const ALSO: &[Shortcut] = &[
    key(PLAIN, Key::ArrowDown, "", || Command::Step(1)),
    key(PLAIN, Key::ArrowUp, "", || Command::Step(-1)),
    key(PLAIN, Key::Equals, "", || Command::Timeline(TimelineMove::In)),
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
}

/// Turns pressed keys into commands. Keys without Ctrl belong to whatever is typed into or walked through first.
pub(super) fn take(ui: &Ui, state: &AppState, commands: &mut Vec<Command>) {
    let ctx = ui.ctx();
    let typing = ctx.text_edit_focused();
    let walking = ctx.memory(|memory| memory.focused().is_some());
    ui.input_mut(|input| {
        for shortcut in ALL.iter().chain(ALSO) {
            // What a text field does itself.
            let plain = [PLAIN, SHIFT].contains(&shortcut.keys.modifiers) || shortcut.keys == CHOOSE_ALL.keys;
            let taken = typing || (walking && shortcut.keys.logical_key != Key::Escape);
            if !(plain && taken) && pressed(input, shortcut) {
                commands.push((shortcut.command)());
            }
        }
        if !typing && state.sheet.is_none() {
            commands.extend(input.events.iter().filter_map(pasted));
        }
        if !walking && !state.chosen.kills.is_empty() && input.events.contains(&Event::Copy) {
            commands.push(Command::CopyKills(Spelling::Tsv));
        }
    });
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
    fn every_shortcut_says_what_it_does() {
        assert!(ALL.iter().all(|shortcut| !shortcut.what.is_empty()));
    }
}
