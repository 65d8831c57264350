//! The row at the top: open, recent, paste, export; the filter; light and dark.

use egui::{Button, Frame, Margin, Panel, Role, TextEdit, Ui, WidgetInfo};

use super::focus::filter_field;
use super::language;
use super::settings::ThemeChoice;
use super::shortcuts::{self, Shortcut};
use super::state::{AppState, Command, Product, Sheet};
use super::theme::{self, space};
use super::widgets;
use crate::lang::Language;
use crate::report::Format;
use crate::say;
use crate::source::Input;

/// Below this width the buttons leave the filter no room and fold into fewer.
const NARROW: f32 = 720.0;
/// Below this width the filter is as narrow as its hint.
const USUAL: f32 = 1100.0;

pub(super) fn toolbar_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let beside = if theme::is_low(ui.ctx()) { 3 } else { 8 };
    let frame = Frame::new().fill(palette.panel.into()).inner_margin(Margin::symmetric(12, beside));
    Panel::top("toolbar").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            open_ui(ui, state, commands);
            export_ui(ui, state, commands);
            widgets::at_right(ui, "toolbar", |ui| {
                if !state.rows.is_empty() {
                    filter_ui(ui, state, commands);
                    mask_ui(ui, state, commands);
                }
                theme_ui(ui, state, commands);
                language_ui(ui, state, commands);
                let help = ui.button("?");
                help.widget_info(|| WidgetInfo::labeled(Role::Button, true, say!(state.language, "window-shortcuts")));
                if help.on_hover_text(shortcuts::HELP.hint(ui.ctx())).clicked() {
                    commands.push(Command::Toggle(Sheet::Shortcuts));
                }
            });
        });
    });
}

fn open_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (palette, language) = (theme::palette(ui), state.language);
    let open =
        Button::new(egui::RichText::new(say!(language, "window-open")).color(palette.panel)).fill(palette.accent);
    if ui.add(open).on_hover_text(shortcuts::OPEN.hint(ui.ctx())).clicked() {
        commands.push(Command::AskOpen);
    }
    ui.menu_button(say!(language, "window-recent"), |ui| recent_ui(ui, state, commands));
    if ui.button(say!(language, "window-paste")).on_hover_text(say!(language, "window-paste-hint")).clicked() {
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::RequestPaste);
    }
}

fn recent_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    ui.set_min_width(240.0);
    if item(ui, say!(language, "window-add"), Some(&shortcuts::ADD)) {
        commands.push(Command::AskAdd);
    }
    if item(ui, say!(language, "window-open-folder-of-logs"), None) {
        commands.push(Command::AskFolder);
    }
    if item(ui, say!(language, "window-open-by-path"), Some(&shortcuts::OPEN_PATH)) {
        commands.push(Command::Toggle(Sheet::OpenPath));
    }
    if item(ui, say!(language, "window-close-all"), Some(&shortcuts::CLOSE)) {
        commands.push(Command::Close);
    }
    if item(ui, say!(language, "window-reopen"), Some(&shortcuts::REOPEN)) {
        commands.push(Command::Reopen);
    }
    ui.separator();
    if state.settings.recent.is_empty() {
        ui.label(theme::caption(ui, say!(language, "window-nothing-opened")));
    }
    if state.presentation.mask.is_some() {
        ui.label(theme::caption(ui, say!(language, "window-recent-masked")));
    }
    for path in state.recent_shown() {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
            commands.push(Command::Open(vec![Input::Path(path.clone())]));
        }
    }
    ui.separator();
    if item(ui, say!(language, "window-sample"), None) {
        commands.push(Command::OpenSample);
    }
}

fn export_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let language = state.language;
    ui.add_enabled_ui(!state.rows.is_empty(), |ui| {
        ui.menu_button(say!(language, "window-export"), |ui| {
            ui.set_min_width(320.0);
            if item(ui, say!(language, "window-copy-card"), Some(&shortcuts::COPY_CARD)) {
                commands.push(Command::CopyCard);
            }
            if item(ui, say!(language, "window-picture-of"), Some(&shortcuts::PICTURE)) {
                commands.push(Command::Toggle(Sheet::Picture));
            }
            for format in Format::TICKETS {
                if item(ui, format.copy_label(language), None) {
                    commands.push(Command::CopyTicket(format));
                }
            }
            ui.separator();
            for format in Format::SAVED {
                let shortcut = (format == Format::Html).then_some(&shortcuts::SAVE_REPORT);
                if item(ui, format.label(language), shortcut) {
                    commands.push(Command::AskSave(Product::Report(format)));
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
    let (now, language) = (state.settings.theme, state.language);
    let menu = ui.menu_button("◑", |ui| {
        for choice in ThemeChoice::ALL {
            if ui.selectable_label(now == choice, choice.label(language)).clicked() {
                commands.push(Command::Theme(choice));
            }
        }
        ui.separator();
        let mut calm = state.settings.calm;
        if widgets::checkbox(ui, &mut calm, say!(language, "window-calm"))
            .on_hover_text(say!(language, "window-calm-hint"))
            .clicked()
        {
            commands.push(Command::Calm(calm));
        }
    });
    let name = say!(language, "window-theme");
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    menu.response.on_hover_text(name);
}

fn language_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let chosen = state.settings.language;
    let menu = ui.menu_button(state.language.tag().to_uppercase(), |ui| {
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
    });
    let name = say!(state.language, "language");
    menu.response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    menu.response.on_hover_text(name);
}

fn mask_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let mut masked = state.presentation.mask.is_some();
    let (language, hint) = (state.language, say!(state.language, "window-mask-hint"));
    let toggle = |ui: &mut Ui| widgets::checkbox(ui, &mut masked, say!(language, "window-mask"));
    let response = ui.add_enabled_ui(!state.is_reading(), toggle).inner;
    if response.on_hover_text(hint).on_disabled_hover_text(say!(language, "window-mask-later")).clicked() {
        commands.push(Command::Mask(masked));
    }
}

fn filter_ui(ui: &mut Ui, state: &AppState, commands: &mut Vec<Command>) {
    let (mut filter, language) = (state.list.filter.clone(), state.language);
    let complaint = state.shown().complaint.as_ref().map(|complaint| complaint.words(state.language));
    let wide = match ui.ctx().content_rect().width() {
        narrow if narrow < NARROW => 68.0,
        usual if usual < USUAL => 200.0,
        _ => 280.0,
    };
    let mut field = TextEdit::singleline(&mut filter.text)
        .id(filter_field())
        .hint_text(say!(language, "window-filter"))
        .margin(Margin::symmetric(8, 5))
        .desired_width(wide - space::L);
    if complaint.is_some() {
        field = field.text_color(theme::palette(ui).warning.into());
    }
    let response = ui.add(field).on_hover_text(complaint.unwrap_or_else(|| shortcuts::FILTER.hint(ui.ctx())));
    let regex = ui.selectable_label(filter.is_regex, ".*");
    let by_regex = say!(language, "window-filter-regex");
    regex.widget_info(|| WidgetInfo::selected(Role::Button, true, filter.is_regex, by_regex));
    let regex = regex.on_hover_text(by_regex);
    if regex.clicked() {
        filter.is_regex = !filter.is_regex;
    }
    // It keeps its place while there is nothing to clear: what stands beside it shall not move.
    let all = ui.add_enabled(!state.list.filter.is_empty(), Button::new("✖"));
    all.widget_info(|| {
        WidgetInfo::labeled(Role::Button, !state.list.filter.is_empty(), say!(language, "window-show-all-kills"))
    });
    if all.on_hover_text(say!(language, "window-show-all-kills-hint")).clicked() {
        commands.push(Command::Narrow(super::kills::filter::Filter::default()));
    } else if response.changed() || regex.clicked() {
        commands.push(Command::Narrow(filter));
    }
}
