//! What one types next, to be copied: for a Unix shell, and for PowerShell where that asks for other quotes.

use egui::{Button, Label, RichText, Ui};

use super::Card;
use super::facts::caption_ui;
use crate::say;
use crate::ui::elide;
use crate::ui::language::spoken;
use crate::ui::state::Command;
use crate::ui::theme::{self, space};

/// How wide a command is shown; all of it is copied.
const WIDE: f32 = 460.0;

impl Card<'_> {
    /// The menu of commands; nothing where there is none.
    pub(super) fn shell_ui(&mut self, ui: &mut Ui) {
        if self.panel.shell.is_empty() || self.panel.is_picture() {
            return;
        }
        let language = spoken(ui);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            caption_ui(ui, say!(language, "card-commands"), "");
            let menu = ui
                .menu_button(RichText::new(say!(language, "card-commands-copy")).small(), |ui| self.list_commands(ui));
            menu.response.on_hover_text(say!(language, "card-commands-hint"));
        });
    }

    fn list_commands(&mut self, ui: &mut Ui) {
        let language = spoken(ui);
        for command in self.panel.shell.iter() {
            ui.add(Label::new(theme::caption(ui, command.purpose.words(language))).selectable(false));
            ui.horizontal(|ui| {
                let (sh, powershell) = (command.sh(), command.powershell());
                let shown = elide::middle(ui, &sh, &theme::code().resolve(ui.style()), WIDE);
                let button = Button::new(RichText::new(shown).text_style(theme::code()));
                if ui.add(button).on_hover_text(&sh).clicked() {
                    self.commands.push(copied(ui, sh.clone()));
                }
                if powershell != sh && ui.small_button("PowerShell").on_hover_text(&powershell).clicked() {
                    self.commands.push(copied(ui, powershell));
                }
            });
            ui.add_space(space::XS);
        }
    }
}

fn copied(ui: &mut Ui, text: String) -> Command {
    ui.close();
    Command::Copy { text, what: say!(spoken(ui), "card-commands-copied").to_owned() }
}
