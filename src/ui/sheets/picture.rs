//! The sheet that makes pictures: what, how laid out, light or dark, how sharp; the picture in small beside it.

use egui::{Align, Layout, Rect, RichText, Sense, TextureHandle, TextureOptions, Ui, Vec2, vec2};

use crate::model::IncidentId;
use crate::palette::Scheme;
use crate::report::{MOST_SCALE, PictureFormat, PictureLayout, PictureSubject, Spec};
use crate::say;
use crate::ui::export::Preview;
use crate::ui::language::spoken;
use crate::ui::state::{AppState, Command, Product};
use crate::ui::theme::{self, space};

/// Room for the picture in small.
const PREVIEW: Vec2 = vec2(380.0, 300.0);
/// The width of the names of the choices.
const NAMES: f32 = 84.0;

/// What the sheet remembers.
#[derive(Default)]
pub(crate) struct PictureSheet {
    /// What the preview was asked for.
    asked: Option<PreviewOf>,
    shown: Option<ShownPreview>,
    /// True where what was asked for will not come.
    refused: bool,
}

/// What a preview depends on.
#[derive(Clone, Copy, PartialEq)]
struct PreviewOf {
    spec: Spec,
    revision: u64,
    selected: Option<IncidentId>,
    series: Option<usize>,
    compared: Option<(IncidentId, IncidentId)>,
}

struct ShownPreview {
    texture: TextureHandle,
    /// What it shows in small, and how high that is in points.
    spec: Spec,
    height: f32,
}

impl PictureSheet {
    /// Takes the picture in small.
    pub(crate) fn take(&mut self, ctx: &egui::Context, preview: Preview) {
        if self.asked.is_some_and(|asked| asked.spec == as_seen(preview.spec)) {
            let texture = ctx.load_texture("the picture in small", preview.image, TextureOptions::LINEAR);
            self.shown = Some(ShownPreview { texture, spec: preview.spec, height: preview.height });
            self.refused = false;
        }
    }

    /// Nobody draws the picture that is waited for, if one is.
    pub(crate) fn refuse(&mut self) {
        let (asked, shown) = (self.asked.map(|asked| asked.spec), self.shown.as_ref().map(|shown| shown.spec));
        if asked.is_some() && asked != shown.map(as_seen) {
            (self.shown, self.refused) = (None, true);
        }
    }

    /// The picture that is shown goes; it is drawn anew when the sheet opens again.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }
}

/// How sharp the picture becomes, and as what it is saved, does not change how it looks in small.
fn as_seen(spec: Spec) -> Spec {
    Spec { scale: 1, form: PictureFormat::Png, ..spec }
}

pub(crate) fn picture_ui(ui: &mut Ui, state: &AppState, sheet: &mut PictureSheet, commands: &mut Vec<Command>) {
    let spec = state.picture;
    // While a log is read, each kill would ask for a picture of its own: one before and one after are enough.
    let revision = if state.is_reading() { 0 } else { state.revision };
    let asked = PreviewOf {
        spec: as_seen(spec),
        revision,
        selected: state.selection.selected,
        series: state.selection.series,
        compared: state.selection.compared,
    };
    if sheet.asked != Some(asked) {
        (sheet.asked, sheet.refused) = (Some(asked), false);
        commands.push(Command::Preview(asked.spec, PREVIEW.x * ui.ctx().pixels_per_point()));
    }
    ui.label(
        RichText::new(say!(state.language, "card-picture-title"))
            .text_style(egui::TextStyle::Heading)
            .color(theme::palette(ui).strong),
    );
    ui.add_space(space::S);
    let is_narrow = ui.available_width() < PREVIEW.x + 300.0;
    let choices = |ui: &mut Ui, commands: &mut Vec<Command>| {
        let chosen = choices_ui(ui, spec, subject_label(state));
        if chosen != spec {
            commands.push(Command::Picture(chosen));
        }
        ui.add_space(space::S);
        let known = sheet.shown.as_ref().filter(|shown| shown.spec == as_seen(spec));
        let size = match (known, spec.form) {
            (Some(shown), PictureFormat::Png) => {
                let pixels = |points: f32| (points * f32::from(spec.scale)).round().to_string();
                let (width, height) = (pixels(spec.shape.width()), pixels(shown.height));
                say!(state.language, "card-picture-pixels", width = width, height = height)
            }
            (Some(_), PictureFormat::Pdf) => say!(state.language, "card-picture-any-size").to_owned(),
            (None, _) if sheet.refused => say!(state.language, "card-picture-not-drawn").to_owned(),
            (None, _) => say!(state.language, "card-picture-drawing").to_owned(),
        };
        ui.label(theme::caption(ui, size));
    };
    if is_narrow {
        choices(ui, commands);
    } else {
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| choices(ui, commands));
            ui.add_space(space::L);
            preview_ui(ui, sheet);
        });
    }
    ui.add_space(space::M);
    ui.horizontal_wrapped(|ui| buttons_ui(ui, spec, commands));
}

fn buttons_ui(ui: &mut Ui, spec: Spec, commands: &mut Vec<Command>) {
    let (palette, language) = (theme::palette(ui), spoken(ui));
    let save = RichText::new(say!(language, "card-picture-save")).text_style(theme::strong()).color(palette.panel);
    if ui.add(egui::Button::new(save).fill(palette.accent)).clicked() {
        commands.push(Command::AskSave(Product::Picture(spec)));
    }
    if ui.button(say!(language, "card-picture-copy")).clicked() {
        commands.push(Command::CopyPicture(spec));
    }
    let words = ui.button(say!(language, "card-picture-copy-words"));
    if words.on_hover_text(say!(language, "card-picture-copy-words-hint")).clicked() {
        commands.push(Command::CopyWords(spec.subject));
    }
}

/// What the card of what is shown is called.
fn subject_label(state: &AppState) -> &'static str {
    match (state.selection.compared, state.selection.series) {
        (Some(_), _) => say!(state.language, "card-subject-comparison"),
        (None, Some(_)) => say!(state.language, "card-subject-series"),
        (None, None) => PictureSubject::Card.label(state.language),
    }
}

fn choices_ui(ui: &mut Ui, spec: Spec, card: &'static str) -> Spec {
    let mut chosen = spec;
    let language = spoken(ui);
    let label = |subject: PictureSubject| if subject == PictureSubject::Card { card } else { subject.label(language) };
    let subjects = PictureSubject::ALL.map(|subject| (subject, label(subject)));
    choice_ui(ui, say!(language, "card-picture-shows"), &subjects, &mut chosen.subject);
    let shapes = PictureLayout::ALL.map(|shape| (shape, shape.label(language)));
    choice_ui(ui, say!(language, "card-picture-layout"), &shapes, &mut chosen.shape);
    let schemes =
        [(Scheme::Light, say!(language, "card-picture-light")), (Scheme::Dark, say!(language, "card-picture-dark"))];
    choice_ui(ui, say!(language, "card-picture-colours"), &schemes, &mut chosen.scheme);
    let scales: [(u8, &str); MOST_SCALE as usize] = [(1, "1×"), (2, "2×"), (3, "3×"), (4, "4×")];
    choice_ui(ui, say!(language, "card-picture-sharpness"), &scales, &mut chosen.scale);
    let forms = PictureFormat::ALL.map(|form| (form, form.label()));
    choice_ui(ui, say!(language, "card-picture-form"), &forms, &mut chosen.form);
    chosen
}

/// A name and the choices beside it.
fn choice_ui<T: Copy + PartialEq>(ui: &mut Ui, name: &str, choices: &[(T, &str)], chosen: &mut T) {
    let language = spoken(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        ui.allocate_ui_with_layout(
            vec2(NAMES, ui.spacing().interact_size.y),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_width(NAMES);
                ui.label(theme::bold(ui, name));
            },
        );
        for (choice, label) in choices {
            let response = ui.selectable_label(*chosen == *choice, *label);
            response.widget_info(|| {
                egui::WidgetInfo::selected(
                    egui::Role::RadioButton,
                    true,
                    *chosen == *choice,
                    say!(language, "card-picture-choice", name = name, choice = *label),
                )
            });
            if response.clicked() {
                *chosen = *choice;
            }
        }
    });
}

fn preview_ui(ui: &mut Ui, sheet: &PictureSheet) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(PREVIEW, Sense::hover());
    ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.inset);
    let words = say!(spoken(ui), "card-picture-in-small");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words));
    let Some(ShownPreview { texture, .. }) = &sheet.shown else {
        if !sheet.refused {
            ui.put(rect, egui::Spinner::new());
        }
        return;
    };
    let room = rect.shrink(space::S);
    let size = texture.size_vec2();
    let fits = (room.width() / size.x).min(room.height() / size.y);
    let image = Rect::from_center_size(room.center(), size * fits);
    egui::Image::new(texture).paint_at(ui, image);
    let edge = egui::Stroke::new(1.0, palette.line);
    ui.painter().rect_stroke(image, 0.0, edge, egui::StrokeKind::Outside);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_nobody_draws_is_waited_for_no_longer() {
        let asked = |subject| PreviewOf {
            spec: Spec { subject, ..as_seen(Spec::default()) },
            revision: 1,
            selected: None,
            series: None,
            compared: None,
        };
        let ctx = egui::Context::default();
        let mut sheet = PictureSheet { asked: Some(asked(PictureSubject::Card)), ..PictureSheet::default() };
        let image = egui::ColorImage::filled([2, 2], egui::Color32::WHITE);
        sheet.take(&ctx, Preview { spec: asked(PictureSubject::Card).spec, image, height: 2.0 });
        sheet.refuse();
        assert!(sheet.shown.is_some() && !sheet.refused, "what is shown stays");
        sheet.asked = Some(asked(PictureSubject::Overview));
        sheet.refuse();
        assert!(sheet.shown.is_none() && sheet.refused);
    }
}
