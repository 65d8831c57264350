//! The lines that were found, listed beside the log: one sees them all at once, and a click goes to one.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, Frame, Panel, Rect, Role, ScrollArea, Sense, TextStyle, Ui, WidgetInfo, pos2, vec2};

use super::LogPanel;
use super::tops::HEIGHT;
use crate::palette::Palette;
use crate::say;
use crate::source::{FoundLine, Pattern};
use crate::text;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command};
use crate::ui::theme::{self, space};

/// The width of the numbers' column.
const NUMBERS: f32 = 76.0;

/// The part of the log's width that the list takes at first, and at most.
const SHARE: f32 = 0.38;
const SHARE_AT_MOST: f32 = 0.7;

/// How wide it is at least.
const WIDE: f32 = 200.0;

/// Shows the list at the right, if something is looked for and the list was asked for.
pub(super) fn matches_ui(ui: &mut Ui, state: &AppState, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    if !state.settings.log.lists_finds || panel.found.good().is_none() {
        return;
    }
    let (room, palette) = (ui.available_width(), theme::palette(ui));
    let frame = Frame::new().fill(palette.inset.into()).inner_margin(egui::Margin::symmetric(4, 4)).corner_radius(4.0);
    Panel::right("lines that were found")
        .frame(frame)
        .resizable(true)
        .default_size(room * SHARE)
        .size_range(WIDE.min(room * SHARE)..=room * SHARE_AT_MOST)
        .show(ui, |ui| list_ui(ui, panel, commands));
}

fn list_ui(ui: &mut Ui, panel: &mut LogPanel, commands: &mut Vec<Command>) {
    let language = spoken(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let named = panel.found.lines().len();
    if named == 0 {
        ui.label(theme::caption(ui, panel.found.account(language)));
        return;
    }
    let shown = panel.found.shown();
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("finds");
    if panel.listed_at != shown {
        panel.listed_at = shown;
        if let Some(at) = shown {
            // A third of the list shows what was found before it.
            area = area.vertical_scroll_offset((at as f32 * HEIGHT - ui.available_height() / 3.0).max(0.0));
        }
    }
    let mut clicked = None;
    // The last row says how many are not listed.
    let left = panel.found.count().saturating_sub(named as u64);
    area.show_rows(ui, HEIGHT, named + usize::from(left > 0), |ui, range| {
        for at in range {
            let (Some(find), Some(pattern)) = (panel.found.lines().get(at), panel.found.good()) else {
                ui.label(theme::caption(ui, say!(language, "tabs-finds-left", count = left)));
                continue;
            };
            if row_ui(ui, find, pattern, shown == Some(at)) {
                clicked = Some(find.number);
            }
        }
    });
    if let Some(line) = clicked {
        panel.go_to_find(line, commands);
    }
}

/// A line that was found; true where it was clicked.
fn row_ui(ui: &mut Ui, find: &FoundLine, pattern: &Pattern, is_shown: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::CLICK);
    let ground: Option<Color32> = match (is_shown, response.hovered()) {
        (true, _) => Some(palette.selection.into()),
        (_, true) => Some(palette.raised.into()),
        _ => None,
    };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, 2.0, ground);
    }
    let number_at = pos2(rect.left() + NUMBERS - space::S, rect.center().y);
    let (language, code) = (spoken(ui), theme::code().resolve(ui.style()));
    ui.painter().text(number_at, Align2::RIGHT_CENTER, text::count(language, find.number), code, palette.weak.into());
    let words = Rect::from_x_y_ranges(rect.left() + NUMBERS..=rect.right(), rect.y_range());
    let font = TextStyle::Monospace.resolve(ui.style());
    let galley = ui.fonts_mut(|fonts| {
        let character = fonts.glyph_width(&font, 'm');
        fonts.layout_job(job(find, pattern, palette, &font, (character, words.width())))
    });
    let at = pos2(words.left(), words.center().y - galley.size().y / 2.0);
    ui.painter().with_clip_rect(words.intersect(ui.clip_rect())).galley(at, galley, palette.strong.into());
    let number = find.number.to_string();
    response.widget_info(|| {
        let said = say!(language, "tabs-find-in-words", number = number.as_str(), text = &*find.excerpt);
        WidgetInfo::labeled(Role::Button, true, said)
    });
    response.clicked()
}

/// From a little before what was found, so that it is seen however narrow the list is.
fn job(
    find: &FoundLine,
    pattern: &Pattern,
    palette: &Palette,
    font: &egui::FontId,
    (character, room): (f32, f32),
) -> LayoutJob {
    let excerpt = &*find.excerpt;
    let place = pattern.places(excerpt).next().unwrap_or(0..0);
    let letters = room / character;
    let end = excerpt.get(..place.end).unwrap_or_default().chars().count() as f32;
    let from = if end < letters { 0 } else { excerpt.floor_char_boundary(place.start.saturating_sub(LEAD)) };
    let wrap = TextWrapping { max_width: room, max_rows: 1, break_anywhere: true, overflow_character: Some('…') };
    let mut job = LayoutJob { wrap, break_on_newline: false, ..LayoutJob::default() };
    let mut add = |words: &str, colour: Color32, ground: Color32| {
        let format = TextFormat { font_id: font.clone(), color: colour, background: ground, ..TextFormat::default() };
        job.append(words, 0.0, format);
    };
    let part = |range: std::ops::Range<usize>| excerpt.get(range).unwrap_or_default();
    if from > 0 {
        add("…", palette.weak.into(), Color32::TRANSPARENT);
    }
    add(part(from..place.start), palette.weak.into(), Color32::TRANSPARENT);
    add(part(place.clone()), palette.strong.into(), Color32::from(palette.accent).gamma_multiply(0.35));
    add(part(place.end..excerpt.len()), palette.body.into(), Color32::TRANSPARENT);
    job
}

/// So many letters before what was found are shown where there is no room for all.
const LEAD: usize = 12;
