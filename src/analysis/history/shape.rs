//! What memory in use looks like before a kill: the first rule that applies says so.

use super::run::{GrowthLine, RunSample, TrackRun, fits, range};
use crate::model::{Bytes, SourceId};

/// Fewer samples than this tell nothing.
const FEWEST: usize = 4;

/// A leak, and a limit that was too small from the start, are told from so many samples on.
const STEADY_SAMPLES: usize = 6;

/// They are told from a run of this length on, in seconds; what is faster is a spike.
const STEADY_SECONDS: i64 = 30 * 60;

/// A spike took no longer, in seconds.
const SPIKE_SECONDS: i64 = 15 * 60;

/// Its rise was so many times the greatest that was seen before within as long a time.
const SPIKE_TIMES: f64 = 3.0;

/// What is less of the whole is no growth, no spike and no step.
const NOTABLE_RISE: f64 = 0.1;

/// A line explains at least this share of the figures' variance.
const STRAIGHT: f64 = 0.9;

/// Of lines that explain as much but for this, the one that begins first.
const AS_STRAIGHT: f64 = 0.001;

/// A growth that leads to a kill fills the whole to this share.
const FILLED: f64 = 0.85;

/// No jump between two samples is a greater share of a growth, beyond what the growth itself adds.
const LARGEST_JUMP: f64 = 0.125;

/// No fall is a greater share of a growth.
const LARGEST_FALL: f64 = 1.0 / 3.0;

/// From this share of the whole on it was tight.
const TIGHT: f64 = 0.9;

/// What is before and behind a step spans at most this share of it.
const LEVEL: f64 = 0.25;

/// What memory did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HistoryShape {
    /// No series covers the time before the kill.
    NotCovered,
    /// The log's times and the series' cannot be compared.
    NoZone,
    /// The whole is not known, of which a share would be told.
    NoTotal,
    /// Too few samples.
    TooFew,
    /// It rose within minutes.
    Spike,
    /// It grew steadily.
    Leak,
    /// It was nearly all in use from the start.
    Tight,
    /// It rose at once, and stayed there.
    Step,
    /// It rose and fell.
    Swings,
    /// None of these.
    Unclear,
}

impl HistoryShape {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::NotCovered,
        Self::NoZone,
        Self::NoTotal,
        Self::TooFew,
        Self::Spike,
        Self::Leak,
        Self::Tight,
        Self::Step,
        Self::Swings,
        Self::Unclear,
    ];

    /// The name used in the JSON format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotCovered => "not-covered",
            Self::NoZone => "no-zone",
            Self::NoTotal => "no-total",
            Self::TooFew => "too-few",
            Self::Spike => "spike",
            Self::Leak => "leak",
            Self::Tight => "tight",
            Self::Step => "step",
            Self::Swings => "swings",
            Self::Unclear => "unclear",
        }
    }
}

/// A steady growth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SteadyGrowth {
    /// When it begins, in seconds of the track's clock.
    pub from: i64,
    /// In use at its first sample.
    pub first: Bytes,
    /// Bytes in an hour.
    pub per_hour: Bytes,
    /// The share of the figures' variance that the line explains.
    pub determination: f64,
    /// How many samples.
    pub samples: u64,
}

/// A rise within a short time: a spike up to the kill, or a step before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rise {
    /// The last sample before it.
    pub from: i64,
    /// The first sample behind it, or the kill.
    pub to: i64,
    /// In use before it.
    pub first: Bytes,
    /// In use behind it.
    pub last: Bytes,
}

/// What is known of the time before a kill.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// What it looks like.
    pub shape: HistoryShape,
    /// The inputs of the series, by which it is told; of a kill that none covers, those that were looked at.
    pub sources: Vec<SourceId>,
    /// What was measured, as the input calls it.
    pub columns: Box<str>,
    /// What was measured, by its name in the JSON format.
    pub measure: Option<super::TrackMeasure>,
    /// True where the input tells its zone; false where it was taken to be that of the log.
    pub is_zone_told: bool,
    /// True where the log does not name its node, and the series' one node was taken for it.
    pub is_node_assumed: bool,
    /// True where swap is counted in.
    pub has_swap: bool,
    /// The run, without its samples: how many there were.
    pub samples: u64,
    /// The first sample's time, on the track's clock.
    pub first_at: Option<i64>,
    /// The last sample's time.
    pub last_at: Option<i64>,
    /// When the kill was on that clock.
    pub kill_at: Option<i64>,
    /// How far samples usually lie apart, in seconds.
    pub interval: Option<i64>,
    /// The whole.
    pub total: Option<Bytes>,
    /// In use at the first sample.
    pub first: Option<Bytes>,
    /// In use at the last sample.
    pub last: Option<Bytes>,
    /// The least in use.
    pub least: Option<Bytes>,
    /// The most in use.
    pub most: Option<Bytes>,
    /// The growth, of a leak.
    pub growth: Option<SteadyGrowth>,
    /// The rise, of a spike or a step.
    pub rise: Option<Rise>,
}

impl History {
    /// A history without figures.
    pub fn without_figures(shape: HistoryShape, sources: Vec<SourceId>) -> Self {
        Self {
            shape,
            sources,
            columns: Box::default(),
            measure: None,
            is_zone_told: false,
            is_node_assumed: false,
            has_swap: false,
            samples: 0,
            first_at: None,
            last_at: None,
            kill_at: None,
            interval: None,
            total: None,
            first: None,
            last: None,
            least: None,
            most: None,
            growth: None,
            rise: None,
        }
    }
}

/// What a rule finds beside the shape.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct ShapeFound {
    growth: Option<SteadyGrowth>,
    rise: Option<Rise>,
}

/// A row of the table: a rule and a series that it claims.
#[derive(Clone, Copy, Debug)]
pub struct ShapeRule {
    /// What it tells.
    pub shape: HistoryShape,
    /// When it applies, for people.
    pub when: &'static str,
    /// Percents in use, ten minutes apart, the kill five minutes behind the last.
    pub sample: &'static [u8],
    of: fn(&TrackRun) -> Option<ShapeFound>,
}

/// The rules in the order in which they are asked: the first that applies says what memory did.
pub const SHAPES: &[ShapeRule] = &[
    ShapeRule {
        shape: HistoryShape::TooFew,
        when: "fewer than 4 samples lie before the kill without a gap",
        sample: &[30, 31, 60],
        of: too_few,
    },
    ShapeRule {
        shape: HistoryShape::Spike,
        when: "at least 10 % of the whole was filled within the last 15 minutes, and 3 times as much as ever before within as \
               long a time",
        sample: &[30, 31, 30, 32, 31, 30, 31, 30],
        of: spike,
    },
    ShapeRule {
        shape: HistoryShape::Leak,
        when: "a line of 6 samples and 30 minutes or more explains 90 % of the variance (R²), grows by 10 % of the whole and \
               fills 85 % of it at the kill; no jump is an eighth of the growth, and no fall, before it or within it, a third",
        sample: &[30, 37, 44, 51, 58, 65, 72, 79, 86, 93],
        of: leak,
    },
    ShapeRule {
        shape: HistoryShape::Tight,
        when: "90 % or more of the whole was in use in all of 6 samples and 30 minutes or more",
        sample: &[94, 95, 94, 93, 95, 96, 95, 94],
        of: tight,
    },
    ShapeRule {
        shape: HistoryShape::Step,
        when: "one jump of 10 % of the whole or more, with levels before and behind it that span at most a quarter of it each",
        sample: &[30, 31, 30, 31, 80, 81, 80, 81, 80, 81, 80],
        of: step,
    },
    ShapeRule {
        shape: HistoryShape::Swings,
        when: "it fell by 10 % of the whole or more, and by a third of all that it moved",
        sample: &[30, 50, 70, 80, 60, 40, 30, 50, 70, 85],
        of: swings,
    },
    ShapeRule {
        shape: HistoryShape::Unclear,
        when: "none of these",
        sample: &[30, 35, 34, 40, 50, 51, 50, 80, 85],
        of: unclear,
    },
];

/// What memory did in this run.
pub(in crate::analysis) fn judge(run: &TrackRun) -> History {
    let told = SHAPES.iter().find_map(|rule| Some((rule.shape, (rule.of)(run)?)));
    let (shape, ShapeFound { growth, rise }) = told.unwrap_or_else(|| (HistoryShape::Unclear, ShapeFound::default()));
    let (least, most) = run.range();
    let (first, last) = (run.samples.first(), run.samples.last());
    History {
        samples: run.count(),
        first_at: first.map(|sample| sample.at),
        last_at: last.map(|sample| sample.at),
        kill_at: Some(run.kill),
        interval: Some(run.interval),
        total: Some(run.total),
        first: first.map(|sample| bytes(sample.used)),
        last: last.map(|sample| bytes(sample.used)),
        least: first.map(|_| bytes(least)),
        most: first.map(|_| bytes(most)),
        growth,
        rise,
        ..History::without_figures(shape, Vec::new())
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below zero is cut, and no size is beyond")]
fn bytes(size: f64) -> Bytes {
    Bytes(size.max(0.0).round() as u64)
}

fn too_few(run: &TrackRun) -> Option<ShapeFound> {
    (run.count() < FEWEST as u64).then(ShapeFound::default)
}

/// At the kill all of it was in use: that is what a kill is for.
fn spike(run: &TrackRun) -> Option<ShapeFound> {
    let total = run.total.0 as f64;
    let mut left: Vec<f64> = run.samples.iter().map(|sample| total - sample.used).collect();
    left.sort_unstable_by(f64::total_cmp);
    let usual = left.get(left.len() / 2).copied()?;
    // The last sample at which half of what is usually left was still there.
    let is_room = |sample: &&RunSample| total - sample.used >= usual / 2.0;
    let last = run.samples.iter().rfind(is_room)?;
    let (took, rose) = (run.kill - last.at, total - last.used);
    let before: Vec<RunSample> = run.samples.iter().take_while(|sample| sample.at <= last.at).copied().collect();
    let is_told = (1..=SPIKE_SECONDS).contains(&took) && before.len() >= FEWEST - 1;
    let is_spike = is_told && rose >= NOTABLE_RISE * total && rose >= SPIKE_TIMES * greatest_rise(&before, took);
    let rise = Rise { from: last.at, to: run.kill, first: bytes(last.used), last: run.total };
    is_spike.then_some(ShapeFound { rise: Some(rise), ..ShapeFound::default() })
}

/// The greatest rise within so many seconds, or from one sample to the next where these lie further apart.
fn greatest_rise(samples: &[RunSample], seconds: i64) -> f64 {
    let (mut greatest, mut from) = (0.0_f64, 0);
    // The least of a window that moves along: places of samples, each less than those behind it.
    let mut least: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
    let low = |at: usize| samples.get(at).map_or(f64::INFINITY, |sample| sample.least);
    for (at, sample) in samples.iter().enumerate() {
        while from + 1 < at && samples.get(from).is_some_and(|first| sample.at - first.at > seconds) {
            from += 1;
        }
        while least.front().is_some_and(|first| *first < from) {
            least.pop_front();
        }
        if let Some(first) = least.front() {
            greatest = greatest.max(sample.most - low(*first));
        }
        while least.back().is_some_and(|last| low(*last) >= low(at)) {
            least.pop_back();
        }
        least.push_back(at);
    }
    greatest
}

fn leak(run: &TrackRun) -> Option<ShapeFound> {
    let total = run.total.0 as f64;
    let is_long = |fit: &GrowthLine| {
        run.samples.get(fit.first..).is_some_and(|samples| {
            let count: f64 = samples.iter().map(|sample| sample.weight).sum();
            let first = samples.first().map_or(run.kill, |sample| sample.at);
            samples.len() >= STEADY_SAMPLES && count >= STEADY_SAMPLES as f64 && run.kill - first >= STEADY_SECONDS
        })
    };
    let fits: Vec<GrowthLine> =
        fits(run).into_iter().filter(|fit| fit.determination >= STRAIGHT && is_long(fit)).collect();
    let best = fits.iter().map(|fit| fit.determination).fold(0.0, f64::max);
    let fit = *fits.iter().rfind(|fit| fit.determination >= best - AS_STRAIGHT)?;
    let samples = run.samples.get(fit.first..)?;
    let first = samples.first()?;
    let grown = fit.slope * (samples.last()?.at - first.at) as f64;
    let jump = samples.windows(2).filter_map(|pair| if let [a, b] = pair { Some((a, b)) } else { None });
    let jump = jump.map(|(a, b)| (b.used - a.used - fit.slope * (b.at - a.at) as f64).abs()).fold(0.0, f64::max);
    let is_leak = grown >= NOTABLE_RISE * total
        && fit.at_kill >= FILLED * total
        && jump <= LARGEST_JUMP * grown
        && largest_fall(&run.samples) <= LARGEST_FALL * grown;
    let growth = SteadyGrowth {
        from: first.at,
        first: bytes(first.used),
        per_hour: bytes(fit.slope * 3600.0),
        determination: fit.determination,
        samples: TrackRun { samples: samples.to_vec(), ..TrackRun::default() }.count(),
    };
    is_leak.then_some(ShapeFound { growth: Some(growth), ..ShapeFound::default() })
}

/// How far it fell from a height to what came later.
fn largest_fall(samples: &[RunSample]) -> f64 {
    let (mut height, mut fall) = (f64::NEG_INFINITY, 0.0_f64);
    for sample in samples {
        fall = fall.max(height - sample.used);
        height = height.max(sample.used);
    }
    fall
}

fn tight(run: &TrackRun) -> Option<ShapeFound> {
    let is_long = run.count() >= STEADY_SAMPLES as u64 && run.span() >= STEADY_SECONDS;
    (is_long && run.range().0 >= TIGHT * run.total.0 as f64).then(ShapeFound::default)
}

fn step(run: &TrackRun) -> Option<ShapeFound> {
    let rises = run.samples.windows(2).enumerate();
    let rises = rises.filter_map(|(at, pair)| if let [a, b] = pair { Some((at, b.used - a.used)) } else { None });
    let (at, rise) = rises.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (before, behind) = run.samples.split_at_checked(at + 1)?;
    let spans = |samples: &[RunSample]| {
        let (least, most) = range(samples);
        most - least
    };
    let (last, first) = (before.last()?, behind.first()?);
    let is_step = rise >= NOTABLE_RISE * run.total.0 as f64
        && before.len() >= 2
        && behind.len() >= 2
        && spans(before) <= LEVEL * rise
        && spans(behind) <= LEVEL * rise;
    let rise = Rise { from: last.at, to: first.at, first: bytes(last.used), last: bytes(first.used) };
    is_step.then_some(ShapeFound { rise: Some(rise), ..ShapeFound::default() })
}

fn swings(run: &TrackRun) -> Option<ShapeFound> {
    let (least, most) = run.range();
    let fall = largest_fall(&run.samples);
    let is_notable = fall >= NOTABLE_RISE * run.total.0 as f64;
    (is_notable && fall >= LARGEST_FALL * (most - least)).then(ShapeFound::default)
}

fn unclear(run: &TrackRun) -> Option<ShapeFound> {
    (!run.samples.is_empty()).then(ShapeFound::default)
}

/// The rules as the page of documentation has them.
pub fn shapes_as_markdown() -> String {
    let row = |rule: &ShapeRule| format!("| `{}` | {} |\n", rule.shape.name(), rule.when);
    SHAPES.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::history::{MemoryTrack, TrackMeasure, TrackOwner};

    const TOTAL: u64 = 1000 << 20;

    /// A run of these percents in use, so many seconds apart, the kill half as long behind the last.
    fn run(percents: &[f64], seconds: i64) -> TrackRun {
        let mut track = MemoryTrack::new(SourceId(0), TrackOwner::Node(None), TrackMeasure::WorkingSet, "used");
        for (percent, at) in percents.iter().zip(0..) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a total")]
            track.push(at * seconds, (percent / 100.0 * TOTAL as f64).round() as u64, false);
        }
        let kill = (i64::try_from(percents.len()).unwrap() - 1) * seconds + seconds / 2;
        TrackRun::before(&[(&track, kill)], None, Bytes(TOTAL)).unwrap()
    }

    fn told(percents: &[f64], seconds: i64) -> HistoryShape {
        judge(&run(percents, seconds)).shape
    }

    #[test]
    fn every_row_claims_its_sample_and_no_row_before_it_does() {
        for rule in SHAPES {
            let percents: Vec<f64> = rule.sample.iter().map(|percent| f64::from(*percent)).collect();
            assert_eq!(told(&percents, 600), rule.shape, "{:?}", rule.sample);
        }
        let names: std::collections::BTreeSet<_> = SHAPES.iter().map(|rule| rule.shape.name()).collect();
        assert_eq!(names.len(), SHAPES.len());
    }

    #[test]
    fn a_leak_is_told_with_its_rate_wherever_it_begins() {
        // 6 % of 1000 MiB each ten minutes are 360 MiB an hour.
        let line: Vec<f64> = (0..12).map(|at| 30.0 + 6.0 * f64::from(at)).collect();
        let growth = judge(&run(&line, 600)).growth.unwrap();
        assert_eq!((growth.from, growth.first, growth.samples), (0, Bytes(300 << 20), 12));
        assert!(growth.per_hour.0.abs_diff(360 << 20) < 4, "{}", growth.per_hour.0);
        assert!(growth.determination > 0.999_999);
        let idle = std::iter::repeat_n(30.0, 20).chain(line.iter().copied());
        let found = judge(&run(&idle.collect::<Vec<_>>(), 600));
        let growth = found.growth.unwrap();
        assert_eq!(found.shape, HistoryShape::Leak);
        assert!(growth.per_hour.0.abs_diff(360 << 20) < 4, "{}", growth.per_hour.0);
        assert_eq!(growth.from, 20 * 600);
    }

    #[test]
    fn neither_steps_nor_waves_nor_a_saw_are_a_leak() {
        for steps in 1..=4 {
            for length in [12, 36, 60, 144] {
                let staircase: Vec<f64> = (0..length)
                    .map(|at| 30.0 + f64::from(at * (steps + 1) / length) * 65.0 / f64::from(steps))
                    .collect();
                assert_ne!(told(&staircase, 600), HistoryShape::Leak, "{steps} steps in {length}");
            }
        }
        for phase in 0..24 {
            let wave: Vec<f64> = (0..288)
                .map(|at| 60.0 - 35.0 * (f64::from(at + phase * 6) / 144.0 * std::f64::consts::TAU).cos())
                .collect();
            assert_ne!(told(&wave, 600), HistoryShape::Leak, "phase {phase}");
        }
        let saw: Vec<f64> = (0..60).map(|at| 30.0 + f64::from(at % 20) * 3.4).collect();
        assert_ne!(told(&saw, 600), HistoryShape::Leak);
        let level: Vec<f64> = (0..60).map(|at| 95.0 - f64::from(at % 3)).collect();
        assert_eq!(told(&level, 600), HistoryShape::Tight);
    }

    #[test]
    fn a_growth_that_does_not_lead_to_the_limit_is_no_leak() {
        let half: Vec<f64> = (0..30).map(|at| 20.0 + f64::from(at)).collect();
        assert_ne!(told(&half, 600), HistoryShape::Leak);
        // Faster than any rise before: the last minutes filled what was left.
        assert_eq!(told(&half, 600), HistoryShape::Spike);
    }

    #[test]
    fn a_spike_is_told_with_its_time_from_the_last_sample_before_it() {
        let mut percents = vec![30.0, 31.0, 30.0, 31.0, 30.0, 31.0, 30.0];
        let found = judge(&run(&percents, 40));
        let rise = found.rise.unwrap();
        assert_eq!((found.shape, rise.from, rise.to), (HistoryShape::Spike, 240, 260));
        assert_eq!(rise.first, Bytes(300 << 20));
        percents.extend([70.0, 95.0]);
        let found = judge(&run(&percents, 40));
        assert_eq!((found.shape, found.rise.unwrap().from), (HistoryShape::Spike, 240));
        // With a sample an hour nobody knows how long it took.
        assert_eq!(told(&percents, 3600), HistoryShape::Unclear);
    }

    #[test]
    fn a_gap_a_restart_and_an_earlier_kill_begin_a_run() {
        let mut track = MemoryTrack::new(SourceId(0), TrackOwner::Node(None), TrackMeasure::WorkingSet, "used");
        for at in 0..60 {
            let gap = if at >= 30 { 7 } else { 0 };
            track.push((at + gap) * 60, 5, at == 10);
        }
        let first = |kill: i64, since| {
            let run = TrackRun::before(&[(&track, kill)], since, Bytes(10));
            run.map(|run| (run.samples[0].at / 60, run.samples.len()))
        };
        assert_eq!(first(9 * 60 + 5, None), Some((0, 10)));
        assert_eq!(first(20 * 60 + 5, None), Some((10, 11)), "a restart");
        assert_eq!(first(50 * 60 + 5, None), Some((37, 14)), "a gap");
        assert_eq!(first(20 * 60 + 5, Some(5 * 60)), Some((16, 5)), "a kill at 15:05");
        assert_eq!(first(20 * 60 + 5, Some(2)), Some((10, 11)), "no sample since the kill before");
        assert_eq!(first(35 * 60, None), None, "in a gap");
        assert_eq!(first(-1, None), None);
    }

    /// `UPDATE_DOCS=1` writes the page anew.
    #[test]
    fn the_page_about_histories_says_what_the_table_says() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/history.md");
        let kept = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let (begin, end) = ("| shape | when |\n|---|---|\n", "\n<!-- the end of the table -->");
        let (before, rest) = kept.split_once(begin).unwrap();
        let (_, after) = rest.split_once(end).unwrap();
        let page = format!("{before}{begin}{}{end}{after}", shapes_as_markdown());
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, &page).unwrap();
        }
        assert!(page == kept, "docs/history.md is not what the table says: UPDATE_DOCS=1 writes it anew");
    }
}
