//! The row at the top: open, recent, paste, export; the filter; light and dark.

use egui::{Align, Button, Frame, Layout, Margin, Panel, Role, TextEdit, Ui, WidgetInfo};

use super::language;
use super::settings::ThemeChoice;
use super::shortcuts::{self, Shortcut};
use super::state::{AppState, Command, Product, Sheet};
use super::theme::{self, space};
use crate::lang::Language;
use crate::say;
use crate::source::Input;

/// The filter field, to give it the keyboard.
pub(super) fn filter_field() -> egui::Id {
    egui::Id::unique("the filter of the kills")
}

/// Below this width the buttons leave the filter no room and fold into fewer.
const NARROW: f32 = 720.0;

pub(super) fn toolbar_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(Margin::symmetric(12, 8));
    Panel::top("toolbar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            open_ui(ui, state, commands);
            export_ui(ui, state, commands);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let help = ui.button("?");
                help.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Shortcuts"));
                if help.on_hover_text(shortcuts::HELP.hint(ui.ctx())).clicked() {
                    commands.push(Command::Toggle(Sheet::Shortcuts));
                }
                language_ui(ui, state, commands);
                theme_ui(ui, state, commands);
                if !state.review.cases.is_empty() {
                    mask_ui(ui, state, commands);
                    filter_ui(ui, state, commands);
                }
            });
        });
    });
}

fn open_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let open = Button::new(egui::RichText::new("Open…").color(palette.panel)).fill(palette.accent);
    if ui.add(open).on_hover_text(shortcuts::OPEN.hint(ui.ctx())).clicked() {
        commands.push(Command::AskOpen);
    }
    ui.menu_button("Recent", |ui| recent_ui(ui, state, commands));
    if ui.button("Paste").on_hover_text("Open the log lines on the clipboard (Ctrl+V)").clicked() {
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
}

fn recent_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    ui.set_min_width(240.0);
    if item(ui, "Add to what is open…", Some(&shortcuts::ADD)) {
        commands.push(Command::AskAdd);
    }
    if item(ui, "Open by path…", Some(&shortcuts::OPEN_PATH)) {
        commands.push(Command::Toggle(Sheet::OpenPath));
    }
    if item(ui, "Close all", Some(&shortcuts::CLOSE)) {
        commands.push(Command::Close);
    }
    if item(ui, "Open again what was open before", Some(&shortcuts::REOPEN)) {
        commands.push(Command::Reopen);
    }
    ui.separator();
    if state.settings.recent.is_empty() {
        ui.label(theme::caption(ui, "Nothing was opened yet"));
    }
    for path in &state.settings.recent {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
            commands.push(Command::Open(vec![Input::Path(path.clone())]));
        }
    }
    ui.separator();
    if item(ui, "The sample log", None) {
        commands.push(Command::OpenSample);
    }
}

/// What can be saved beside pictures, which have a sheet of their own.
pub(super) const EXPORTS: [(Product, &str); 4] = [
    (Product::Html, "Save report as HTML…"),
    (Product::Markdown, "Save report as Markdown…"),
    (Product::Csv, "Save kills as CSV…"),
    (Product::Json, "Save everything as JSON…"),
];

fn export_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    ui.add_enabled_ui(!state.review.cases.is_empty(), |ui| {
        ui.menu_button("Export", |ui| {
            ui.set_min_width(320.0);
            if item(ui, "Copy card as picture", Some(&shortcuts::COPY_CARD)) {
                commands.push(Command::CopyCard);
            }
            if item(ui, "Picture of kill, timeline or overview…", Some(&shortcuts::PICTURE)) {
                commands.push(Command::Toggle(Sheet::Picture));
            }
            ui.separator();
            for (product, label) in EXPORTS {
                let shortcut = (product == Product::Html).then_some(&shortcuts::SAVE_REPORT);
                if item(ui, label, shortcut) {
                    commands.push(Command::AskSave(product));
                }
            }
        });
    });
}

/// A line of a menu, with its shortcut at the right.
fn item(ui: &mut Ui, text: &str, shortcut: Option<&Shortcut>) -> bool {
    let mut button = Button::new(text);
    if let Some(shortcut) = shortcut {
        button = button.shortcut_text(shortcut.text(ui.ctx()));
    }
    ui.add(button).clicked()
}

fn theme_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let now = state.settings.theme;
    let menu = ui.menu_button("◑", |ui| {
        for (choice, label) in ThemeChoice::ALL {
            if ui.selectable_label(now == choice, label).clicked() {
                commands.push(Command::Theme(choice));
            }
        }
        ui.separator();
        let mut calm = state.settings.calm;
        if ui.checkbox(&mut calm, "Move less").on_hover_text("Nothing fades, slides or blinks").clicked() {
            commands.push(Command::Calm(calm));
        }
    });
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Light or dark"));
    menu.response.on_hover_text("Light or dark");
}

fn language_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let chosen = state.settings.language;
    ui.menu_button(state.language.tag().to_uppercase(), |ui| {
        if ui.selectable_label(chosen.is_none(), say!(state.language, "language-system")).clicked() {
            commands.push(Command::Speak(None));
        }
        for language in Language::ALL {
            if language::can_write(ui.ctx(), language) {
                if ui.selectable_label(chosen == Some(language), language.own_name()).clicked() {
                    commands.push(Command::Speak(Some(language)));
                }
            } else {
                ui.add_enabled(false, Button::new(say!(state.language, "language-no-font")));
            }
        }
    })
    .response
    .on_hover_text(say!(state.language, "language"));
}

fn mask_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let mut masked = state.mask.is_some();
    let hint =
        "Made-up names for nodes, pods, processes and addresses, here and in everything that is exported (Ctrl+M)";
    let toggle = egui::Checkbox::new(&mut masked, "Mask");
    let response = ui.add_enabled(!state.is_reading(), toggle);
    if response.on_hover_text(hint).on_disabled_hover_text("Once everything has been read").clicked() {
        commands.push(Command::Mask(masked));
    }
}

fn filter_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let mut filter = state.filter.clone();
    if !filter.is_empty() {
        let all = ui.button("✖");
        all.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Show all kills"));
        if all.on_hover_text("Show all kills (Esc)").clicked() {
            commands.push(Command::Narrow(super::filter::Filter::default()));
        }
    }
    let regex = ui.selectable_label(filter.is_regex, ".*");
    regex.widget_info(|| WidgetInfo::selected(Role::Button, true, filter.is_regex, "Filter by regular expression"));
    let regex = regex.on_hover_text("Filter by regular expression");
    if regex.clicked() {
        filter.is_regex = !filter.is_regex;
    }
    let complaint = state.shown().complaint.clone();
    let wide = ui.available_width().min(if ui.ctx().content_rect().width() < NARROW { 140.0 } else { 280.0 });
    let mut field = TextEdit::singleline(&mut filter.text)
        .id(filter_field())
        .hint_text("Filter: process, pod, node, verdict")
        .margin(Margin::symmetric(8, 5))
        .desired_width(wide - space::L);
    if complaint.is_some() {
        field = field.text_color(theme::palette(ui).warning.into());
    }
    let response = ui.add(field).on_hover_text(complaint.unwrap_or_else(|| shortcuts::FILTER.hint(ui.ctx())));
    if response.changed() || regex.clicked() {
        commands.push(Command::Narrow(filter));
    }
}
