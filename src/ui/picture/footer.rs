//! The last line of a picture: what it stands on, so that it can be checked.

use std::sync::Arc;

use egui::{Label, Layout, Ui};

use crate::analysis::{Case, Review, Witness};
use crate::lang::Language;
use crate::model::{IncidentId, Moment, Source};
use crate::report::GENERATOR;
use crate::say;
use crate::text;
use crate::ui::kills::sign;
use crate::ui::theme::{self, space};
use crate::ui::widgets;

/// Room for the program's name.
const PROGRAM_WIDTH: f32 = 128.0;
/// How many kills of a series are named.
const NUMBERED: usize = 12;
/// How many files are named.
pub(super) const NAMED: usize = 4;

/// The line, with the program's name and version at its end.
pub(super) fn footer_ui(ui: &mut Ui, words: &str) {
    ui.add_space(space::XS);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - PROGRAM_WIDTH;
        // What lets the picture be checked is never cut.
        widgets::column(ui, room, |ui| ui.add(Label::new(theme::caption(ui, words)).wrap()));
        ui.with_layout(Layout::right_to_left(egui::Align::Min), |ui| ui.label(theme::caption(ui, GENERATOR)));
    });
}

/// Where a card comes from: verdict, file and lines, zone. At most so many places are named.
pub(super) fn of_card(case: &Case, sources: &[Source], language: Language, most: usize) -> String {
    let verdict = &case.conclusions.verdict;
    let seen = places(case, sources, language, most);
    let parts = [
        say!(
            language,
            "card-origin-kill",
            number = case.incident.id.0.to_string(),
            level = verdict.level.words(language)
        ),
        lines(&seen, language),
        zone(&case.incident.moment, language),
    ];
    parts.join("  ·  ")
}

/// Where a kill stands; at most so many places are named.
fn places(case: &Case, sources: &[Source], language: Language, most: usize) -> Vec<String> {
    let seen_in = &case.incident.seen_in;
    let mut seen: Vec<_> = seen_in.iter().take(most).map(|span| widgets::span_name(*span, sources)).collect();
    let more = seen_in.len().saturating_sub(most);
    if more > 0 {
        seen.push(say!(language, "card-more-places-of-kill", count = more));
    }
    seen
}

/// Where a sign of a kill comes from: that it is no report of the kernel, and its lines.
pub(super) fn of_sign(witness: &Witness, sources: &[Source], language: Language) -> String {
    let mut seen: Vec<_> = witness.lines.iter().map(|line| sign::place(line, sources)).collect();
    seen.dedup();
    let zone = witness
        .time
        .map_or_else(|| say!(language, "card-no-times").to_owned(), |wall| zone_of(wall.offset_seconds, language));
    [say!(language, "list-sign-not-counted").to_owned(), lines(&seen, language), zone].join("  ·  ")
}

/// Where a comparison comes from: of each kill the verdict, file and lines, of which at most so many are named; zone.
pub(super) fn of_pair(kills: [&Arc<Case>; 2], sources: &[Source], language: Language, most: usize) -> String {
    let said = kills.map(|case| {
        let seen = places(case, sources, language, most);
        let number = case.incident.id.0.to_string();
        let level = case.conclusions.verdict.level.words(language);
        say!(language, "card-origin-of-pair", number = number, level = level, lines = seen.join(", "))
    });
    let zones = kills.map(|case| zone(&case.incident.moment, language));
    let [one, other] = &zones;
    let zone = if one == other { one.clone() } else { zones.join(" / ") };
    format!("{}  ·  {zone}", said.join("  ·  "))
}

/// Where a picture of a series comes from: the kills' numbers, their files, the zone.
pub(super) fn of_series(review: &Review, kills: impl Iterator<Item = IncidentId>, zone: &str) -> String {
    let language = review.language;
    let kills: Vec<IncidentId> = kills.collect();
    let mut numbers: Vec<String> = kills.iter().take(NUMBERED).map(|id| id.0.to_string()).collect();
    if kills.len() > NUMBERED {
        numbers.push("…".to_owned());
    }
    let homes = review.cases.iter().filter(|case| kills.contains(&case.incident.id));
    let mut files: Vec<_> = homes.filter_map(|case| Some(case.incident.home()?.source)).collect();
    files.sort_unstable();
    files.dedup();
    let named = files.iter().take(NAMED).map(|id| widgets::source_name(*id, &review.sources));
    let more = files.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| say!(language, "card-origin-more-files", count = more));
    let files: Vec<String> = named.chain(more).collect();
    let kills = say!(language, "card-origin-series", count = kills.len(), numbers = numbers.join(", "));
    [kills, files.join(", "), zone.to_owned()].join("  ·  ")
}

/// Where a picture of all kills comes from: how many, of which files and lines, zone.
pub(super) fn of_review(review: &Review, zone: &str) -> String {
    let cases = say!(review.language, "card-origin-incidents", count = review.cases.len());
    let read: Vec<&Source> = review.sources.iter().filter(|source| source.lines > 0).collect();
    let named = read.iter().take(NAMED).map(|source| format!("{}:1–{}", source.name, source.lines));
    let more = read.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| say!(review.language, "card-origin-more-files", count = more));
    [cases, lines(&named.chain(more).collect::<Vec<_>>(), review.language), zone.to_owned()].join("  ·  ")
}

fn lines(named: &[String], language: Language) -> String {
    if named.is_empty() {
        return say!(language, "card-origin-unknown").to_owned();
    }
    say!(language, "card-origin-lines", lines = named.join(", "))
}

/// What the times on the picture count in.
fn zone(moment: &Moment, language: Language) -> String {
    match (moment.wall, moment.uptime) {
        (Some(wall), _) if wall.offset_assumed => {
            say!(language, "card-times-in-assumed", times = zone_of(wall.offset_seconds, language))
        }
        (Some(wall), _) => zone_of(wall.offset_seconds, language),
        (None, Some(_)) => boot(language).to_owned(),
        (None, None) => say!(language, "card-no-times").to_owned(),
    }
}

/// Where no line has a calendar time.
pub(super) fn boot(language: Language) -> &'static str {
    say!(language, "card-times-since-boot")
}

/// What calendar times count in; `None` where the log does not say.
pub(super) fn zone_of(offset_seconds: Option<i32>, language: Language) -> String {
    match offset_seconds {
        Some(east) => say!(language, "card-times-in", zone = text::offset(east)),
        None => say!(language, "card-times-as-printed").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_is_said_and_never_made_up() {
        let wall = |offset_seconds| {
            let local = chrono::NaiveDate::from_ymd_opt(2023, 12, 13).unwrap().and_hms_opt(7, 23, 21).unwrap();
            let year = crate::model::YearBasis::Printed;
            Moment {
                wall: Some(crate::model::Wall { local, offset_seconds, offset_assumed: false, year }),
                ..Moment::default()
            }
        };
        assert_eq!(zone(&wall(None), Language::English), "Times as printed (the log names no time zone)");
        assert_eq!(zone(&wall(Some(0)), Language::English), "Times in UTC");
        assert_eq!(zone(&wall(Some(32_400)), Language::English), "Times in UTC+09:00");
        assert_eq!(zone(&wall(Some(-12_600)), Language::English), "Times in UTC−03:30");
        let assumed = wall(Some(0)).wall.map(|wall| crate::model::Wall { offset_assumed: true, ..wall });
        let assumed = Moment { wall: assumed, ..Moment::default() };
        assert_eq!(zone(&assumed, Language::English), "Times in UTC. The log's own time zone is assumed");
        assert_eq!(zone(&Moment::default(), Language::English), "The log has no times");
    }

    #[test]
    fn many_files_are_named_in_part_and_counted() {
        let source = |at: u32| Source {
            id: crate::model::SourceId(at),
            name: format!("{at}.log"),
            lines: 7,
            ..Source::default()
        };
        let review = Review { sources: (0..6).map(source).collect(), ..Review::default() };
        assert_eq!(
            of_review(&review, "Times in UTC"),
            "0 incidents  ·  Lines 0.log:1–7, 1.log:1–7, 2.log:1–7, 3.log:1–7, 2 more files  ·  Times in UTC"
        );
    }
}
