//! All kills of a review on one picture: the headline, the numbers by verdict, the timeline, and where the kills were.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Align2, Label, Rangef, Rect, RichText, Sense, TextStyle, Ui, vec2};

use super::footer;
use super::reasons::{Reason, reasons_ui};
use super::studio::DetailLevel;
use crate::analysis::Review;
use crate::lang::Language;
use crate::model::{Bytes, IncidentId};
use crate::report;
use crate::report::LaneBy;
use crate::report::page::Clock;
use crate::say;
use crate::text;
use crate::ui::balanced::balanced;
use crate::ui::elide;
use crate::ui::kills::rows::{HolderWords, KillRow, RowKind};
use crate::ui::language::{LabelFn, spoken};
use crate::ui::theme::{self, space};
use crate::ui::timeline::dial::Dial;
use crate::ui::timeline::lanes::{Highlights, LaneStretch, Lanes};
use crate::ui::timeline::marks::{self, LANE};
use crate::ui::timeline::plot::{RULER, TimePlot};
use crate::ui::widgets::{self, FigureCell};

/// How many places are listed on a page, on a slide, and in words.
const PLACES_ON_A_PAGE: usize = 20;
const PLACES_ON_A_SLIDE: usize = 6;
const PLACES_IN_WORDS: usize = 50;
/// How many of them a sheet of paper gives reasons for, and where it has little room.
const REASONS_ON_A_SHEET: usize = 6;
const REASONS_WHERE_SHORT: usize = 4;
/// How many lanes are drawn on a page and on a slide.
const LANES_ON_A_PAGE: usize = 40;
const LANES_ON_A_SLIDE: usize = 12;
/// The height of a lane where a slide has room.
const SLIDE_LANE: f32 = 36.0;
/// The width of the lanes' names, at most.
const GUTTER: f32 = 240.0;
/// Below this width the times of a place are left out.
const TIMES_FROM: f32 = 800.0;

/// Everything that the picture says.
#[derive(Clone, Debug)]
pub(super) struct Overview {
    pub(super) headline: String,
    pub(super) footer: String,
    /// What was read: files, lines, bytes.
    read: String,
    /// Kills by verdict and signs of others, those that there are.
    counts: Vec<(RowKind, usize)>,
    lanes: Lanes,
    dial: Dial,
    /// Where the kills were, most kills first.
    places: Vec<OverviewGroup>,
    /// Why the first kills happened of the places that a sheet of paper gives reasons for.
    reasons: HashMap<IncidentId, Reason>,
    /// True where all kills were on one day.
    one_day: bool,
    language: Language,
}

/// Kills of one container, pod, service or process name.
#[derive(Clone, Debug)]
struct OverviewGroup {
    name: String,
    /// The victim of the first kill.
    victim: String,
    kind: RowKind,
    /// Its first report.
    first: IncidentId,
    kills: usize,
    /// The first and the last kill, in seconds of the clock.
    span: Option<(f64, f64)>,
    /// The largest victim.
    largest: Option<Bytes>,
    /// What held most of a node that was short, at the first of its kills.
    holder: Option<HolderWords>,
}

impl Overview {
    pub(super) fn new(review: &Review, rows: &[KillRow], clock: Clock, by: LaneBy) -> Self {
        let lanes = Lanes::new(rows, review, by, clock, review.language);
        let dial = lanes.dial(clock, review.language);
        let zone = match clock {
            Clock::Boot => footer::boot(review.language).to_owned(),
            Clock::Wall => footer::zone_of(lanes.offset_seconds, review.language),
        };
        // As the headline counts: a report that ends without a kill is told there.
        let count = |kind| rows.iter().filter(|row| row.kind == kind && row.killed).count();
        let one_day = lanes.extent.is_some_and(|extent| dial.is_one_day(extent));
        let mut overview = Self {
            headline: report::headline(review),
            footer: footer::of_review(review, &zone),
            read: read(review),
            counts: RowKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0).collect(),
            places: places(review, rows, clock),
            reasons: HashMap::new(),
            lanes,
            dial,
            one_day,
            language: review.language,
        };
        let told = [REASONS_ON_A_SHEET, REASONS_WHERE_SHORT].into_iter().flat_map(|most| overview.shown(most));
        let reason = |place: &OverviewGroup| Some((place.first, Reason::of(review, place.first, place.kills)?));
        overview.reasons = told.filter_map(reason).collect();
        overview
    }

    /// The timeline by itself.
    pub(super) fn timeline_ui(&self, ui: &mut Ui, is_slide: bool) {
        self.title_ui(ui);
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            for (kind, count) in &self.counts {
                let colour = kind.colour(theme::palette(ui));
                let words = format!("{} {}", kind.words(self.language), text::count(spoken(ui), *count as u64));
                widgets::badge(ui, Some(kind.mark()), colour, &words);
            }
        });
        ui.add_space(space::S);
        let (lane, most) = if is_slide { (SLIDE_LANE, LANES_ON_A_SLIDE) } else { (LANE, LANES_ON_A_PAGE) };
        widgets::sheet(ui, |ui| self.lanes_ui(ui, lane, most));
    }

    /// Everything.
    pub(super) fn overview_ui(&self, ui: &mut Ui, is_slide: bool) {
        ui.spacing_mut().item_spacing = vec2(space::M, space::M);
        self.title_ui(ui);
        self.counts_ui(ui);
        widgets::sheet(ui, |ui| self.lanes_ui(ui, LANE, LANES_ON_A_PAGE));
        widgets::named_sheet(ui, say!(self.language, "card-overview-where"), |ui| {
            self.places_ui(ui, if is_slide { PLACES_ON_A_SLIDE } else { PLACES_ON_A_PAGE });
        });
    }

    /// The same on a sheet of paper, with why the kills happened and what to do.
    pub(super) fn paper_ui(&self, ui: &mut Ui, amount: DetailLevel) {
        let is_everything = amount == DetailLevel::Everything;
        self.overview_ui(ui, !is_everything);
        let most = if is_everything { REASONS_ON_A_SHEET } else { REASONS_WHERE_SHORT };
        widgets::named_sheet(ui, say!(self.language, "card-reasons"), |ui| {
            reasons_ui(ui, &self.reasons(most), self.language);
        });
    }

    /// Of the places with most kills, so many.
    fn reasons(&self, most: usize) -> Vec<&Reason> {
        self.shown(most).into_iter().filter_map(|place| self.reasons.get(&place.first)).collect()
    }

    fn title_ui(&self, ui: &mut Ui) {
        let strong = theme::palette(ui).strong;
        balanced(ui, &self.headline, &theme::title(), strong);
        ui.add(Label::new(theme::caption(ui, &self.read)).wrap());
    }

    /// For each verdict that there is its mark, its number, its words.
    fn counts_ui(&self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
            for (kind, count) in &self.counts {
                count_ui(ui, *kind, *count);
                ui.add_space(space::XL);
            }
        });
    }

    /// The room for the lanes' names: what the longest needs.
    fn gutter(&self, ui: &Ui, shown: usize) -> f32 {
        let font = TextStyle::Small.resolve(ui.style());
        let wide = |words: &str| elide::galley(ui, words, font.clone(), f32::INFINITY).size().x;
        let others = say!(self.language, "card-overview-other-programs");
        let names = self.lanes.names.iter().take(shown).map(|name| &**name).chain([others]);
        let day = self.dial.day(self.lanes.fitting()).map_or(0.0, |day| wide(&day));
        names.map(wide).fold(day, f32::max) + space::L
    }

    fn lanes_ui(&self, ui: &mut Ui, lane: f32, most: usize) {
        let palette = theme::palette(ui);
        let (shown, ticks) = (self.lanes.names.len().min(most), !self.lanes.ticks.is_empty());
        let rows = shown + usize::from(ticks);
        let high = RULER + lane * rows as f32;
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::hover());
        let (lanes, below) = rect.split_top_bottom_at_y(rect.top() + RULER + lane * shown as f32);
        let gutter = self.gutter(ui, shown).min(GUTTER).min(rect.width() * 0.3);
        // The number of the last mark stands beside it.
        let over = Rangef::new(rect.left() + gutter, rect.right() - space::XL);
        let view = self.lanes.fitting();
        let small = TextStyle::Small.resolve(ui.style());
        let stretch = LaneStretch { view, seconds_a_point: view.seconds_a_point(over.span()), is_shown: &|_| true };
        let mut drawn = self.lanes.drawn(stretch);
        drawn.groups.retain(|group| group.kill.lane < shown);
        drawn.bars.retain(|bar| bar.lane < shown);
        let drawn = Arc::new(drawn);
        let plot = TimePlot {
            name: "lanes",
            view,
            dial: self.dial,
            rect: lanes,
            over,
            rows: (0.0, shown as f64),
            has_ruler: true,
            flag: None,
            is_live: false,
        };
        let kills = marks::kills(Arc::clone(&drawn), Highlights::default(), palette, small.clone());
        plot.show(ui, |plot| plot.add(kills));
        if ticks {
            let plot = TimePlot { name: "ticks", rect: below, rows: (0.0, 1.0), has_ruler: false, ..plot };
            plot.show(ui, |plot| plot.add(marks::ticks(drawn, None, palette)));
        }
        if let Some(day) = self.dial.day(view) {
            let at = rect.left_top() + vec2(0.0, RULER / 2.0 - 1.0);
            ui.painter().text(at, Align2::LEFT_CENTER, day, small.clone(), palette.weak.into());
        }
        let others = ticks.then_some((shown, say!(self.language, "card-overview-other-programs")));
        let names = self.lanes.names.iter().take(shown).map(|name| &**name).enumerate();
        for (at, name) in names.chain(others) {
            let middle = rect.top() + RULER + lane * (at as f32 + 0.5);
            let row = Rect::from_x_y_ranges(rect.left()..=over.min - space::M, middle..=middle);
            cut_text(ui, row, name, &small);
        }
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &self.headline));
        let (left, hidden) = (self.lanes.names.len() - shown, self.lanes.counts.iter().skip(shown).sum::<usize>());
        self.beside_ui(ui, left, hidden);
    }

    /// What the lanes do not show.
    fn beside_ui(&self, ui: &mut Ui, lanes_left: usize, kills_left: usize) {
        let mut said = Vec::new();
        if lanes_left > 0 {
            said.push(say!(self.language, "card-lanes-not-drawn", lanes = lanes_left, kills = kills_left));
        }
        if self.lanes.without_time > 0 {
            said.push(say!(self.language, "card-kills-not-drawn", count = self.lanes.without_time));
        }
        if !said.is_empty() {
            ui.add(Label::new(theme::caption(ui, said.join("  ·  "))).wrap());
        }
    }

    fn places_ui(&self, ui: &mut Ui, most: usize) {
        const MARKS: f32 = 24.0;
        let palette = theme::palette(ui);
        let with_times = ui.available_width() >= TIMES_FROM;
        let shown = self.shown(most);
        let last = self.widest(ui, &shown);
        let top = ui.cursor().top();
        let left = ui.cursor().left();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(MARKS);
            let width = ui.available_width();
            widgets::column(ui, width, |ui| {
                let heading = say!(self.language, "card-overview-places");
                widgets::figures_header(ui, heading, &self.columns(with_times, last));
                for place in &shown {
                    let figures = self.figures(ui, place, with_times, last);
                    widgets::figures_row(ui, (&place.name, &place.victim), palette.body, &figures);
                }
            });
        });
        for (nth, place) in shown.iter().enumerate() {
            let middle = egui::pos2(left + 8.0, top + theme::ROW * (nth as f32 + 1.5));
            ui.painter().add(widgets::mark(place.kind.mark(), middle, 5.0, place.kind.colour(palette)));
        }
        let left = self.places.len() - shown.len();
        if left > 0 {
            let all: usize = self.places.iter().map(|place| place.kills).sum();
            let kills = all - shown.iter().map(|place| place.kills).sum::<usize>();
            ui.label(theme::caption(ui, say!(self.language, "card-more-places", places = left, kills = kills)));
        }
    }

    /// The places with most kills, so many, among them one of each verdict: a node that was short once is not to be left out
    /// for the fifth container that is killed again and again.
    fn shown(&self, most: usize) -> Vec<&OverviewGroup> {
        let mut shown: Vec<&OverviewGroup> = self.places.iter().take(most).collect();
        for (kind, _) in &self.counts {
            let is_there = shown.iter().any(|place| place.kind == *kind);
            let Some(missing) = self.places.iter().find(|place| place.kind == *kind).filter(|_| !is_there) else {
                continue;
            };
            // In the place of the last whose verdict another place shows, too.
            let others = |kind| shown.iter().filter(|place| place.kind == kind).count();
            if let Some(at) = shown.iter().rposition(|place| others(place.kind) > 1) {
                shown.remove(at);
                shown.push(missing);
            }
        }
        shown
    }

    /// What is told of the memory of a place: the node's largest holder, else its largest victim.
    fn largest(&self, place: &OverviewGroup) -> String {
        let holder = place.holder.as_ref().map(|holder| holder.all.to_string());
        holder.or_else(|| place.largest.map(|size| text::size(self.language, size))).unwrap_or_else(|| "–".to_owned())
    }

    /// How wide the last column is: what the longest text needs, and no more than its share.
    fn widest(&self, ui: &Ui, shown: &[&OverviewGroup]) -> f32 {
        let font = TextStyle::Body.resolve(ui.style());
        let wide =
            |place: &&OverviewGroup| elide::galley(ui, &self.largest(place), font.clone(), f32::INFINITY).size().x;
        let widest = shown.iter().map(wide).fold(LARGEST, f32::max);
        let share = if ui.available_width() >= TIMES_FROM { LARGEST_SHARE } else { LARGEST_SHARE_ALONE };
        (widest + space::XL).min(ui.available_width() * share).max(LARGEST)
    }

    fn columns(&self, with_times: bool, last: f32) -> Vec<FigureCell> {
        widths(with_times, last).map(|(title, width)| FigureCell::new(title(self.language), width)).collect()
    }

    fn figures(&self, ui: &Ui, place: &OverviewGroup, with_times: bool, last: f32) -> Vec<FigureCell> {
        let time =
            |seconds: Option<f64>| seconds.map_or_else(|| "–".to_owned(), |at| self.dial.short(at, self.one_day));
        let times = [time(place.span.map(|(first, _)| first)), time(place.span.map(|(_, last)| last))];
        let font = TextStyle::Body.resolve(ui.style());
        let name = place.holder.as_ref().map_or("", |holder| &*holder.name);
        let largest = elide::around(ui, &self.largest(place), name, &font, last - space::M);
        let kills = if place.kills > 0 { text::count(spoken(ui), place.kills as u64) } else { "–".to_owned() };
        let texts = std::iter::once(kills).chain(times.into_iter().filter(|_| with_times)).chain([largest]);
        texts.zip(widths(with_times, last)).map(|(text, (_, width))| FigureCell::new(text, width)).collect()
    }

    /// The same in words.
    pub(super) fn words(&self) -> String {
        let mut lines = vec![self.headline.clone(), self.read.clone(), String::new()];
        lines.extend(self.places.iter().take(PLACES_IN_WORDS).map(|place| self.place_in_words(place)));
        let more = self.places.len().saturating_sub(PLACES_IN_WORDS);
        if more > 0 {
            lines.push(format!("- {}", say!(self.language, "card-and-more", count = more)));
        }
        lines.join("\n") + "\n"
    }

    /// What a sheet of paper says beside that, in words.
    pub(super) fn reasons_in_words(&self) -> String {
        let reasons = self.reasons(REASONS_WHERE_SHORT).into_iter();
        let said = reasons.map(|reason| reason.words(self.language));
        let lines: Vec<String> = std::iter::once(say!(self.language, "card-reasons").to_owned()).chain(said).collect();
        lines.join("\n") + "\n"
    }

    fn place_in_words(&self, place: &OverviewGroup) -> String {
        let language = self.language;
        let scope = place.kind.words(language);
        let name = match &*place.victim {
            "" => place.name.clone(),
            victim => format!("{} ({victim})", place.name),
        };
        let when = place.span.map(|(first, last)| {
            let (first, last) = (self.dial.short(first, false), self.dial.short(last, false));
            if first == last { first } else { format!("{first} – {last}") }
        });
        let largest =
            place.largest.map(|size| say!(language, "card-largest-victim", size = text::size(language, size)));
        let words = match place.kills {
            0 => say!(language, "card-place-without-kill", name = name, scope = scope),
            kills => say!(language, "card-place-in-words", name = name, kills = kills, scope = scope),
        };
        let holder = place.holder.as_ref().map(|holder| holder.all.to_string());
        format!("- {}", [Some(words), when, largest, holder].into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

/// The least width of the last column, and its largest share.
const LARGEST: f32 = 104.0;
const LARGEST_SHARE: f32 = 0.36;
/// The same where no times stand before it.
const LARGEST_SHARE_ALONE: f32 = 0.5;

/// Title, width where it is always the same, whether it tells a time.
const COLUMNS: [(LabelFn, Option<f32>, bool); 4] = [
    (|it| say!(it, "card-overview-kills"), Some(72.0), false),
    (|it| say!(it, "card-overview-first"), Some(100.0), true),
    (|it| say!(it, "card-overview-last"), Some(100.0), true),
    (|it| say!(it, "card-overview-largest"), None, false),
];

fn widths(with_times: bool, last: f32) -> impl Iterator<Item = (LabelFn, f32)> {
    let shown = COLUMNS.into_iter().filter(move |(_, _, timed)| with_times || !timed);
    shown.map(move |(title, width, _)| (title, width.unwrap_or(last)))
}

fn count_ui(ui: &mut Ui, kind: RowKind, count: usize) {
    let palette = theme::palette(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(theme::MARK.x, space::XXL), Sense::hover());
    ui.painter().add(widgets::mark(kind.mark(), rect.center(), 6.0, kind.colour(palette)));
    ui.label(RichText::new(text::count(spoken(ui), count as u64)).text_style(theme::title()).color(palette.strong));
    ui.add(Label::new(RichText::new(kind.words(spoken(ui))).color(palette.body)).truncate());
}

/// A line of text, cut with … where there is no room.
fn cut_text(ui: &Ui, row: Rect, words: &str, font: &egui::FontId) {
    let colour = egui::Color32::from(theme::palette(ui).body);
    let galley = elide::galley(ui, &elide::middle(ui, words, font, row.width()), font.clone(), f32::INFINITY);
    ui.painter().galley(row.left_center() - vec2(0.0, galley.size().y / 2.0), galley, colour);
}

fn read(review: &Review) -> String {
    let lines = review.sources.iter().fold(0_u64, |sum, source| sum.saturating_add(source.lines));
    let bytes = review.sources.iter().fold(Bytes(0), |sum, source| sum.plus(Bytes(source.bytes)));
    let sources = say!(review.language, "card-sources", count = review.sources.len());
    let lines = say!(review.language, "card-lines", count = lines);
    format!("{sources}  ·  {lines}  ·  {}", text::size(review.language, bytes))
}

/// The series, and each kill that stands alone.
fn places(review: &Review, rows: &[KillRow], clock: Clock) -> Vec<OverviewGroup> {
    let series_of = series_of_kills(review);
    let mut places: Vec<OverviewGroup> = Vec::new();
    let mut place_of: HashMap<usize, usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.is_report()) {
        let series = series_of.get(&row.id).copied();
        let known = series.and_then(|at| place_of.get(&at)).and_then(|at| places.get_mut(*at));
        if let Some(place) = known {
            place.add(row, clock);
            continue;
        }
        if let Some(at) = series {
            place_of.insert(at, places.len());
        }
        let title = series.and_then(|at| review.series.get(at)).map(|series| series.title.clone());
        let name = title.or_else(|| row.owner.as_deref().map(str::to_owned)).unwrap_or_else(|| row.victim.to_string());
        let victim = if *row.victim == *name { String::new() } else { row.victim.to_string() };
        let mut place = OverviewGroup {
            name,
            victim,
            kind: row.kind,
            first: row.id,
            kills: 0,
            span: None,
            largest: None,
            holder: None,
        };
        place.add(row, clock);
        places.push(place);
    }
    places.sort_by_key(|place| std::cmp::Reverse(place.kills));
    places
}

/// The first series that each kill is of.
fn series_of_kills(review: &Review) -> HashMap<IncidentId, usize> {
    let mut series_of: HashMap<IncidentId, usize> = HashMap::new();
    for (at, series) in review.series.iter().enumerate() {
        for id in &series.incidents {
            series_of.entry(*id).or_insert(at);
        }
    }
    series_of
}

impl OverviewGroup {
    fn add(&mut self, row: &KillRow, clock: Clock) {
        // A report that breaks off may not tell of one.
        self.kills += usize::from(row.killed);
        self.largest = self.largest.max(row.held);
        self.holder = self.holder.take().or_else(|| row.holder.clone());
        if let Some(at) = row.seconds(clock) {
            self.span = Some(self.span.map_or((at, at), |(first, last)| (first.min(at), last.max(at))));
        }
    }
}
