//! The one visual language: a spacing grid, a type scale, and the palette's meanings as egui's colours. Every other
//! panel takes its sizes and colours from here; nothing else makes an egui colour from numbers.

use std::sync::Arc;

use egui::epaint::text::VariationCoords;
use egui::{
    Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, FontTweak, Margin, RichText, Shadow,
    Stroke, Style, TextStyle, Theme, Ui, Vec2, Visuals, vec2,
};

use crate::palette::{Palette, Rgb, Scheme};

/// Distances, in points: multiples of four.
pub mod space {
    /// Between a mark and its word.
    pub const XS: f32 = 4.0;
    /// Between things that belong together.
    pub const S: f32 = 8.0;
    /// Between rows of a block.
    pub const M: f32 = 12.0;
    /// Around the content of a card.
    pub const L: f32 = 16.0;
    /// Between blocks.
    pub const XL: f32 = 24.0;
    /// Around a page.
    pub const XXL: f32 = 32.0;
}

/// The height of a table's or list's row.
pub const ROW: f32 = 24.0;
/// The rounding of cards.
pub const CARD_RADIUS: u8 = 10;
/// The rounding of buttons, fields and badges.
pub const CONTROL_RADIUS: u8 = 6;

/// How long something takes to fade or slide, where it may.
pub const ANIMATION_SECONDS: f32 = 0.1;

/// Gives a context the fonts and both styles; light or dark then follows its theme.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    for scheme in Scheme::ALL {
        ctx.set_style_of(theme_of(scheme), style(scheme));
    }
}

/// egui's name of a scheme.
pub const fn theme_of(scheme: Scheme) -> Theme {
    match scheme {
        Scheme::Light => Theme::Light,
        Scheme::Dark => Theme::Dark,
    }
}

/// Gives buttons that stand on the ground a sheet of their own: their usual one is hardly to be told from it.
pub fn on_ground(ui: &mut Ui) {
    ui.visuals_mut().widgets.inactive.weak_bg_fill = palette(ui).panel.into();
}

/// True for a window so low that what is least needed must make room: the timeline, and all but the sentence's beginning.
pub fn is_low(ctx: &egui::Context) -> bool {
    printed(ctx).is_none() && ctx.content_rect().height() < 440.0
}

/// True for a window in which the verdict, why and the first next step have their room only without what is around them:
/// most laptops' screens.
pub fn is_short(ctx: &egui::Context) -> bool {
    printed(ctx).is_none() && ctx.content_rect().height() < 780.0
}

/// What a picture is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// For screens, with a ground of its own.
    Picture,
    /// For white paper, whose ground costs no ink: sheets have edges.
    Paper,
}

/// Draws a context as a picture from now on: nothing in it can be pointed at.
pub fn print(ctx: &Context, print: Print) {
    ctx.data_mut(|data| data.insert_temp(egui::Id::unique("what is drawn is a picture"), print));
}

/// Whether what is drawn is a picture.
pub fn is_printed(ui: &Ui) -> bool {
    printed(ui.ctx()).is_some()
}

fn printed(ctx: &Context) -> Option<Print> {
    ctx.data(|data| data.get_temp(egui::Id::unique("what is drawn is a picture")))
}

/// The colours of the scheme that is shown.
pub fn palette(ui: &Ui) -> &'static Palette {
    let scheme = if ui.visuals().dark_mode { Scheme::Dark } else { Scheme::Light };
    scheme.palette()
}

impl From<Rgb> for Color32 {
    fn from(colour: Rgb) -> Self {
        Self::from_rgb(colour.r, colour.g, colour.b)
    }
}

/// The verdict's size: one sentence to a screen.
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// Figures that are read from across a room.
pub fn figure() -> TextStyle {
    TextStyle::Name("figure".into())
}

/// The size of running text, semibold: names of blocks and columns, the word that matters in a line.
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Captions, semibold.
pub fn small_strong() -> TextStyle {
    TextStyle::Name("small strong".into())
}

/// Small monospace: log lines in a narrow card.
pub fn code() -> TextStyle {
    TextStyle::Name("code".into())
}

/// A word that matters, in the strongest colour.
pub fn bold(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(strong()).color(palette(ui).strong)
}

/// A caption: small and quiet, still readable.
pub fn caption(ui: &Ui, text: impl Into<String>) -> RichText {
    RichText::new(text).text_style(TextStyle::Small).color(palette(ui).weak)
}

/// A card's frame: a raised sheet on the ground.
pub fn card(ui: &Ui) -> egui::Frame {
    let palette = palette(ui);
    let margin = match (is_low(ui.ctx()), is_short(ui.ctx())) {
        (true, _) => Margin::symmetric(16, 8),
        (false, true) => Margin::symmetric(16, 10),
        (false, false) => Margin::same(16),
    };
    // On the light ground a sheet is told by its white; on the dark one and on white paper its edge helps.
    let has_edge = ui.visuals().dark_mode || printed(ui.ctx()) == Some(Print::Paper);
    let edge = if has_edge { Stroke::new(1.0, palette.line) } else { Stroke::NONE };
    egui::Frame::new().fill(palette.panel.into()).stroke(edge).corner_radius(CARD_RADIUS).inner_margin(margin)
}

/// A rounding in points, as far as egui can hold it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
pub fn rounding(points: f32) -> CornerRadius {
    CornerRadius::same(points.round().clamp(0.0, 255.0) as u8)
}

fn fonts() -> FontDefinitions {
    const SANS: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans-Variable.ttf");
    const MONO: &[u8] = include_bytes!("../../assets/fonts/IBMPlexMono-Regular.ttf");
    let weight = |weight: f32| FontTweak { coords: VariationCoords::new([(b"wght", weight)]), ..FontTweak::default() };
    let mut fonts = FontDefinitions::default();
    // What Plex lacks (arrows, marks) comes from egui's own fonts behind it.
    let behind = |family| fonts.families.get(&family).cloned().unwrap_or_default();
    let behind = [behind(FontFamily::Proportional), behind(FontFamily::Monospace)].concat();
    for (name, bytes, tweak, family) in [
        ("Plex Sans", SANS, weight(400.0), FontFamily::Proportional),
        ("Plex Sans semibold", SANS, weight(600.0), semibold()),
        ("Plex Mono", MONO, FontTweak::default(), FontFamily::Monospace),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes).tweak(tweak)));
        fonts.families.insert(family, std::iter::once(name.to_owned()).chain(behind.iter().cloned()).collect());
    }
    fonts
}

/// The family of words that matter.
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

fn style(scheme: Scheme) -> Style {
    let mut style = Style { visuals: visuals(scheme), animation_time: ANIMATION_SECONDS, ..Style::default() };
    style.text_styles = [
        (title(), FontId::new(26.0, semibold())),
        (figure(), FontId::new(20.0, semibold())),
        (TextStyle::Heading, FontId::new(17.0, semibold())),
        (strong(), FontId::new(14.0, semibold())),
        (TextStyle::Body, FontId::new(14.0, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(14.0, FontFamily::Proportional)),
        (TextStyle::Small, FontId::new(12.0, FontFamily::Proportional)),
        (small_strong(), FontId::new(12.0, semibold())),
        (TextStyle::Monospace, FontId::new(13.0, FontFamily::Monospace)),
        (code(), FontId::new(12.0, FontFamily::Monospace)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(space::S, space::S);
    spacing.button_padding = vec2(10.0, space::XS);
    spacing.interact_size = vec2(40.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(8);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.icon_spacing = 6.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll = egui::style::ScrollStyle {
        bar_width: 8.0,
        floating_allocated_width: 8.0,
        handle_min_length: 32.0,
        ..egui::style::ScrollStyle::thin()
    };
    // egui 0.37 holds an offset against the last frame's end: where rows have come in between, it would spring back there.
    spacing.scroll.kinetic.rubber_band = false;
    style.interaction.tooltip_delay = 0.25;
    style
}

fn visuals(scheme: Scheme) -> Visuals {
    let p = scheme.palette();
    let mut visuals = match scheme {
        Scheme::Light => Visuals::light(),
        Scheme::Dark => Visuals::dark(),
    };
    visuals.weak_text_color = Some(p.weak.into());
    visuals.hyperlink_color = p.accent.into();
    visuals.faint_bg_color = p.inset.into();
    visuals.extreme_bg_color = p.inset.into();
    visuals.code_bg_color = p.inset.into();
    visuals.warn_fg_color = p.warning.into();
    visuals.error_fg_color = p.victim.into();
    visuals.panel_fill = p.ground.into();
    visuals.window_fill = p.panel.into();
    visuals.window_stroke = Stroke::new(1.0, p.line);
    visuals.window_corner_radius = CornerRadius::same(CARD_RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(CONTROL_RADIUS);
    let shade = if scheme == Scheme::Dark { 110 } else { 36 };
    visuals.window_shadow = Shadow { offset: [0, 8], blur: 24, spread: 0, color: Color32::from_black_alpha(shade) };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 12, spread: 0, color: Color32::from_black_alpha(shade) };
    visuals.selection.bg_fill = p.selection.into();
    visuals.selection.stroke = Stroke::new(1.0, p.accent);
    visuals.text_cursor.stroke = Stroke::new(2.0, p.accent);
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals.slider_trailing_fill = true;
    visuals.indent_has_left_vline = false;

    let widgets = &mut visuals.widgets;
    for (widget, ground, edge, text) in [
        (&mut widgets.noninteractive, p.panel, p.line, p.body),
        (&mut widgets.inactive, p.raised, p.raised, p.body),
        (&mut widgets.hovered, p.raised, p.edge, p.strong),
        (&mut widgets.active, p.selection, p.accent, p.strong),
        (&mut widgets.open, p.selection, p.selection, p.strong),
    ] {
        widget.weak_bg_fill = ground.into();
        widget.bg_fill = ground.into();
        widget.bg_stroke = Stroke::new(1.0, edge);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = CornerRadius::same(CONTROL_RADIUS);
        widget.expansion = 0.0;
    }
    // A check box or a slider's handle needs an edge that can be seen.
    widgets.inactive.bg_fill = p.edge.into();
    visuals
}

/// The size of a mark beside running text, as a square.
pub const MARK: Vec2 = Vec2::splat(14.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distance_is_on_the_grid() {
        for distance in [space::XS, space::S, space::M, space::L, space::XL, space::XXL, ROW] {
            assert_eq!(distance % 4.0, 0.0);
        }
    }

    #[test]
    fn every_text_style_has_a_font_that_is_there() {
        let fonts = fonts();
        for scheme in Scheme::ALL {
            for (name, font) in style(scheme).text_styles {
                let family = fonts.families.get(&font.family).unwrap_or_else(|| panic!("{name:?} has no family"));
                assert!(family.first().is_some_and(|first| first.starts_with("Plex")), "{name:?}");
                assert!(family.iter().all(|font| fonts.font_data.contains_key(font)), "{name:?}");
            }
        }
    }

    #[test]
    fn text_on_a_button_is_readable_in_every_state() {
        for scheme in Scheme::ALL {
            let widgets = visuals(scheme).widgets;
            for widget in [widgets.inactive, widgets.hovered, widgets.active, widgets.open] {
                let rgb = |colour: Color32| Rgb { r: colour.r(), g: colour.g(), b: colour.b() };
                let ratio = rgb(widget.fg_stroke.color).contrast(rgb(widget.weak_bg_fill));
                assert!(ratio >= 7.0, "{scheme:?}: {ratio:.1}");
            }
        }
    }
}
