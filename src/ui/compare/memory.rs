//! The memory of both kills as a chart: a bar of parts each, on one scale, with its limit.

use egui::{Align2, Color32, Rangef, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};
use egui_plot::{Bar, BarChart, Line, Plot, PlotBounds, PlotTransform};

use crate::analysis::{PartChange, Parts};
use crate::model::Bytes;
use crate::say;
use crate::text;
use crate::ui::language::spoken;
use crate::ui::theme::{self, space};
use crate::ui::timeline::plot::still;

/// The height of a kill's bar with the room around it.
const HIGH: f32 = 30.0;
/// The share of it that is bar.
const THICK: f64 = 0.72;
/// The room for a total.
const TOTAL: f32 = 88.0;

/// Both memories on one scale, with their limits.
pub(super) fn chart_ui(ui: &mut Ui, parts: &Parts, names: &[String; 2], limits: [Option<Bytes>; 2]) {
    let totals = [parts.totals.before, parts.totals.after];
    let whole = totals.iter().chain(limits.iter().flatten()).copied().max().unwrap_or_default();
    // A limit that is far away would leave no room for what is compared.
    let most = totals.iter().copied().max().unwrap_or_default();
    let whole = if whole.0 > most.0.saturating_mul(4) { most } else { whole };
    let palette = theme::palette(ui);
    let strong = theme::strong().resolve(ui.style());
    let wide = |name: &String| {
        ui.painter().layout_no_wrap(name.clone(), strong.clone(), palette.strong.into()).size().x + space::M
    };
    let left = names.iter().map(wide).fold(64.0, f32::max);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 2.0 * HIGH), Sense::hover());
    let frame = Rect::from_x_y_ranges(rect.left() + left..=rect.right() - TOTAL, rect.y_range());
    let scale = ByteScale { frame, whole };

    let mut child = ui.new_child(UiBuilder::new().id_salt("both_memories").max_rect(frame));
    let plot = still(Plot::new("both_memories")).sense(Sense::hover()).show_axes(false).show_grid(false);
    let plot = plot.width(frame.width()).height(frame.height()).min_size(vec2(1.0, 1.0)).invert_y(true);
    plot.show(&mut child, |plot| {
        let (from, to) = scale.bounds();
        plot.set_plot_bounds(PlotBounds::from_min_max(from, to));
        let track = (0..2_u8).map(|side| Bar::new(f64::from(side), whole.0 as f64).width(THICK));
        plot.add(coloured(track.collect(), palette.raised.into()));
        let mut before = [0.0; 2];
        for part in &parts.changes {
            let bars: Vec<Bar> = (0..2_u8)
                .zip(&mut before)
                .map(|(side, before)| {
                    let long = size_of(part, usize::from(side)).map_or(0.0, |size| size.0 as f64);
                    let bar = Bar::new(f64::from(side), long).base_offset(*before).width(THICK);
                    *before += long;
                    bar
                })
                .collect();
            plot.add(coloured(bars, palette.part(part.kind).into()));
        }
        for (side, limit) in (0..2_u8).zip(limits) {
            let Some(limit) = limit.filter(|limit| *limit <= whole) else { continue };
            let (at, middle) = (limit.0 as f64, f64::from(side));
            let ends = vec![[at, middle - 0.46], [at, middle + 0.46]];
            plot.add(Line::new("", ends).stroke(Stroke::new(2.0, palette.strong)).allow_hover(false));
        }
    });

    for (side, (name, total)) in names.iter().zip(totals).enumerate() {
        let row = Rect::from_min_size(rect.min + vec2(0.0, HIGH * side as f32), vec2(rect.width(), HIGH));
        let (painter, ink) = (ui.painter(), palette.strong.into());
        painter.text(row.left_center(), Align2::LEFT_CENTER, name, strong.clone(), ink);
        painter.text(row.right_center(), Align2::RIGHT_CENTER, text::size(spoken(ui), total), strong.clone(), ink);
        let response = ui.interact(row, ui.scope_id().with(("both_memories", side)), Sense::hover());
        part_ui(&response, parts, (side, name, total), &scale);
    }
}

/// A kill's bar tells its whole, and under the pointer one of its parts.
fn part_ui(response: &Response, parts: &Parts, (side, name, total): (usize, &str, Bytes), scale: &ByteScale) {
    let language = crate::ui::language::of(&response.ctx);
    response.widget_info(|| {
        let words = say!(language, "list-memory-in-words", name = name, total = text::size(language, total));
        WidgetInfo::labeled(Role::Image, true, words)
    });
    let Some(at) = response.hover_pos().map(|pointer| scale.bytes(pointer.x)) else { return };
    let mut below = 0.0;
    let pointed = parts.changes.iter().find_map(|part| {
        let size = size_of(part, side)?;
        let from = below;
        below += size.0 as f64;
        (from..below).contains(&at).then_some((part.kind, size))
    });
    if let Some((kind, size)) = pointed {
        let (name, share) = (kind.words(language), text::percent(language, size, total));
        let words = say!(language, "list-part-in-words", part = name, size = text::size(language, size), share = share);
        response.clone().on_hover_text_at_pointer(words);
    }
}

fn size_of(part: &PartChange, side: usize) -> Option<Bytes> {
    if side == 0 { part.sizes.before } else { part.sizes.after }
}

fn coloured(bars: Vec<Bar>, colour: Color32) -> BarChart {
    // Each bar's own colour: what is not coloured gets one of egui_plot's.
    let bars = bars.into_iter().map(|bar| bar.fill(colour).stroke(Stroke::NONE)).collect();
    BarChart::new("", bars).horizontal().color(colour).allow_hover(false)
}

/// Bytes over a part of the screen.
struct ByteScale {
    frame: Rect,
    whole: Bytes,
}

impl ByteScale {
    fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        ([0.0, -0.5], [(self.whole.0 as f64).max(1.0), 1.5])
    }

    fn bytes(&self, x: f32) -> f64 {
        let (from, to) = self.bounds();
        let transform = PlotTransform::new(self.frame, PlotBounds::from_min_max(from, to), false);
        let across: Rangef = self.frame.x_range();
        transform.value_from_position(pos2(across.clamp(x), self.frame.center().y)).x
    }
}
