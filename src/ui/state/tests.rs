//! The state without a window: what commands and events make of it.

use chrono::NaiveDate;

use super::*;
use crate::analysis::{self, Conclusions};
use crate::load::Event;
use crate::model::{Incident, Kib, Moment, Source, SourceId, Span, Victim, Wall, YearBasis};
use crate::ui::kills::filter::SortBy;
use crate::ui::settings::ZoneChoice;
use crate::ui::sheets::times;

fn file(name: &str) -> Vec<Input> {
    vec![Input::Path(PathBuf::from(name))]
}

/// Kill `id` of `victim` at an hour of the wall clock, on line `line` of the first source.
pub(in crate::ui) fn case(id: u32, line: u64, victim: &str, hour: u32) -> Arc<Case> {
    let local = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    let wall = Wall { local, offset_seconds: None, offset_assumed: false, year: YearBasis::Printed };
    let incident = Incident {
        id: IncidentId(id),
        seen_in: vec![Span { source: SourceId(0), first: line, last: line + 60 }].into(),
        moment: Moment { wall: Some(wall), ..Moment::default() },
        victims: vec![Victim {
            name: victim.into(),
            anon_rss: Some(Kib(u64::from(id))),
            at: Place { source: SourceId(0), line },
            ..Victim::default()
        }],
        ..Incident::default()
    };
    Arc::new(Case { incident, conclusions: Conclusions::default() })
}

pub(in crate::ui) fn reading() -> AppState {
    let mut state = AppState::default();
    assert_eq!(state.apply(Command::Open(file("kern.log"))), Some(Effect::Load(file("kern.log"))));
    for found in [case(1, 100, "java", 9), case(2, 300, "nginx", 7), case(3, 500, "redis", 8)] {
        state.take(Event::Incident(found));
    }
    state
}

fn settings_with(language: Language) -> Settings {
    let mut settings = Settings::default();
    settings.language = Some(language);
    settings
}

fn shown(state: &mut AppState) -> Vec<u32> {
    state.refresh();
    state.shown().rows.iter().map(|at| state.rows[*at].id.0).collect()
}

/// A finished load of one kill at 09:00 whose offset is printed, and one at 08:00 whose is not.
fn zoned() -> AppState {
    let mut state = AppState::default();
    state.apply(Command::Open(file("kern.log")));
    let mut printed = case(2, 100, "java", 9);
    let wall = &mut Arc::get_mut(&mut printed).unwrap().incident.moment.wall;
    *wall = wall.map(|wall| Wall { offset_seconds: Some(3600), ..wall });
    let cases = vec![case(1, 300, "nginx", 8), printed];
    state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
    state
}

fn whens(state: &AppState) -> Vec<&str> {
    state.rows.iter().map(|row| row.when.as_ref()).collect()
}

#[test]
fn the_first_kill_and_the_end_are_shown_at_once_and_what_comes_between_together() {
    let mut state = AppState::default();
    state.apply(Command::Open(file("kern.log")));
    assert!(!state.take_news(Event::Progress { done: 1, total: None }) && !state.has_news());
    assert!(state.take_news(Event::Incident(case(1, 100, "java", 9))) && state.has_news());
    state.show_news();
    assert_eq!(shown(&mut state), [1]);
    assert!(!state.take_news(Event::Incident(case(2, 300, "nginx", 7))));
    assert!(!state.take_news(Event::Incident(case(3, 500, "redis", 8))));
    assert_eq!(shown(&mut state), [1], "they wait");
    state.show_news();
    assert_eq!(shown(&mut state), [2, 3, 1], "in the order of their times");
    assert!(!state.take_news(Event::Incident(case(4, 700, "mysql", 6))));
    state.apply(Command::Narrow(Filter { text: "m".to_owned(), ..Filter::default() }));
    assert_eq!(shown(&mut state), [4], "a filter sees all that was found");
    let review = Review { cases: vec![case(1, 700, "mysql", 6), case(2, 300, "nginx", 7)], ..Review::default() };
    assert!(state.take_news(Event::Done(Box::new(review))));
    state.show_news();
    assert!(!state.has_news());
}

#[test]
fn another_zone_moves_only_times_whose_offset_is_known_and_is_undone() {
    let mut state = zoned();
    let printed = ["24 Nov 2026 08:00:00", "24 Nov 2026 09:00:00"];
    assert_eq!(whens(&state), printed);
    assert_eq!(state.apply(Command::ShowTimes(ZoneChoice::Utc)), Some(Effect::SaveSettings));
    assert_eq!(whens(&state), ["24 Nov 2026 08:00:00", "24 Nov 2026 08:00:00"]);
    state.apply(Command::Mask(true));
    state.apply(Command::ShowTimes(ZoneChoice::East(32_400)));
    assert_eq!(whens(&state), ["24 Nov 2026 08:00:00", "24 Nov 2026 17:00:00"]);
    assert!(state.presentation.mask.is_some() && state.lacks_offsets());
    state.apply(Command::Mask(false));
    state.apply(Command::ShowTimes(ZoneChoice::Printed));
    assert_eq!(whens(&state), printed);
}

#[test]
fn what_is_said_of_times_reads_the_logs_anew_and_keeps_the_kill() {
    let mut state = zoned();
    state.apply(Command::Select(IncidentId(2)));
    state.apply(Command::Toggle(Sheet::Times));
    let dating = Dating { year: Some(2025), log_zone: ZoneChoice::Utc };
    assert_eq!(state.apply(Command::Date(dating)), Some(Effect::Load(file("kern.log"))));
    assert_eq!((state.dating, state.sheet), (dating, Some(Sheet::Times)));
    let cases = vec![case(1, 300, "nginx", 8), case(2, 100, "java", 9)];
    state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
    assert_eq!(state.selection.selected, Some(IncidentId(2)));
    assert_eq!(state.apply(Command::Date(dating)), None, "nothing changes");
    state.apply(Command::Open(file("syslog")));
    assert_eq!(state.dating, Dating::default(), "of other logs nothing was said");
}

#[test]
fn an_undone_closing_brings_back_the_year_and_the_zone_that_were_set() {
    let mut state = zoned();
    let dating = Dating { year: Some(2025), log_zone: ZoneChoice::Utc };
    state.apply(Command::Date(dating));
    state.take(Event::Done(Box::default()));
    state.apply(Command::Close);
    state.apply(Command::Undo);
    assert_eq!(state.dating, dating);
}

#[test]
fn times_are_said_to_be_shifted_only_where_they_were() {
    let label = |state: &mut AppState, zone| {
        state.apply(Command::ShowTimes(zone));
        state.refresh();
        times::label(state)
    };
    let mut none = AppState::default();
    none.apply(Command::Open(file("kern.log")));
    none.take(Event::Done(Box::new(Review { cases: vec![case(1, 300, "nginx", 8)], ..Review::default() })));
    let printed = say!(Language::English, "window-times-printed");
    assert_eq!(label(&mut none, ZoneChoice::Utc), printed, "no time names its zone");
    let mut some = zoned();
    let partly = say!(Language::English, "window-times-partly-in", zone = "UTC");
    assert_eq!(label(&mut some, ZoneChoice::Utc), partly);
    assert_eq!(label(&mut some, ZoneChoice::Printed), printed);
}

#[test]
fn what_was_set_by_hand_is_not_called_assumed() {
    let mut state = zoned();
    state.summary.assumes_year = true;
    let assumed = say!(Language::English, "window-times-year-assumed");
    assert!(times::label(&state).ends_with(assumed), "{}", times::label(&state));
    state.dating = Dating { year: Some(2025), log_zone: ZoneChoice::Utc };
    let label = times::label(&state);
    assert!(!label.contains("assumed") && label.contains("2025"), "{label}");
    assert!(label.ends_with(say!(Language::English, "window-times-zone-set")), "{label}");
}

#[test]
fn the_first_kill_is_shown_as_soon_as_it_is_found() {
    let state = reading();
    assert!(state.is_reading());
    assert_eq!(state.selection.selected, Some(IncidentId(1)));
}

#[test]
fn kills_stand_in_time_order_while_they_are_found() {
    assert_eq!(shown(&mut reading()), [2, 3, 1]);
}

#[test]
fn the_selection_survives_the_final_numbering() {
    let mut state = reading();
    state.apply(Command::Select(IncidentId(3)));
    let cases = vec![case(1, 300, "nginx", 7), case(2, 500, "redis", 8), case(3, 100, "java", 9)];
    state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
    assert_eq!((state.selection.selected, &state.load.phase), (Some(IncidentId(2)), &Phase::Done));
}

#[test]
fn opening_another_file_forgets_the_first() {
    let mut state = reading();
    state.apply(Command::Narrow(Filter { text: "java".to_owned(), ..Filter::default() }));
    assert_eq!(state.apply(Command::Open(file("syslog"))), Some(Effect::Load(file("syslog"))));
    assert!(state.review.cases.is_empty() && state.rows.is_empty() && state.list.filter.is_empty());
    assert_eq!((state.selection.selected, state.inputs.len()), (None, 1));
}

#[test]
fn adding_a_file_reads_all_anew_so_that_kills_can_be_joined() {
    let mut state = reading();
    let both = vec![Input::Path("kern.log".into()), Input::Path("syslog".into())];
    assert_eq!(state.apply(Command::Add(both.clone())), Some(Effect::Load(both)));
}

#[test]
fn standard_input_cannot_be_read_twice_and_that_is_said() {
    let mut state = AppState::default();
    state.apply(Command::Open(vec![Input::Stdin]));
    assert_eq!(state.apply(Command::Add(file("syslog"))), Some(Effect::Load(file("syslog"))));
    assert!(state.messages[0].is_error && state.messages[0].text.contains("only once"));
}

#[test]
fn a_stopped_load_is_not_called_finished() {
    let mut state = reading();
    assert_eq!(state.apply(Command::Stop), Some(Effect::Stop));
    let review = state.review.clone();
    state.take(Event::Done(Box::new(review)));
    assert_eq!(state.load.phase, Phase::Stopped);
    assert_eq!(state.apply(Command::Stop), None, "there is nothing left to stop");
}

#[test]
fn a_load_that_breaks_off_keeps_what_was_found() {
    let mut state = reading();
    state.take(Event::Failed("Reading broke off".to_owned()));
    assert_eq!((&state.load.phase, state.review.cases.len()), (&Phase::Failed("Reading broke off".to_owned()), 3));
}

#[test]
fn steps_walk_the_list_as_it_is_shown_and_stop_at_its_ends() {
    let mut state = reading();
    let mut walked = Vec::new();
    for step in [-1, -1, -1, 1, 9] {
        state.apply(Command::Step(step));
        walked.push(state.selection.selected.unwrap().0);
    }
    assert_eq!(walked, [3, 2, 2, 3, 1]);
}

#[test]
fn a_filter_narrows_the_list_and_escape_widens_it() {
    let mut state = reading();
    state.list.filter.text = "RED".to_owned();
    assert_eq!(shown(&mut state), [3]);
    state.list.filter = Filter { text: "^(java|nginx)$".to_owned(), is_regex: true, ..Filter::default() };
    assert_eq!(shown(&mut state), [2, 1]);
    state.apply(Command::Escape);
    assert_eq!(shown(&mut state).len(), 3);
}

#[test]
fn escape_closes_the_sheet_first() {
    let mut state = reading();
    state.list.filter.text = "red".to_owned();
    state.apply(Command::Toggle(Sheet::Shortcuts));
    state.apply(Command::Escape);
    assert_eq!((state.sheet, state.list.filter.text.as_str()), (None, "red"));
}

#[test]
fn an_empty_clipboard_is_a_sentence_and_not_a_load() {
    let mut state = reading();
    assert_eq!(state.apply(Command::Paste(" \n".to_owned())), None);
    assert!(state.is_reading() && state.messages[0].is_error);
}

#[test]
fn a_mask_shows_no_real_name_and_comes_off_again() {
    let mut state = reading();
    state.apply(Command::Mask(true));
    assert!(state.presentation.mask.is_none(), "not while names are still being found");
    let named = |case: Arc<Case>| {
        let mut case = Arc::unwrap_or_clone(case);
        case.incident.host = Some("customer-node-7".into());
        Arc::new(case)
    };
    let cases = vec![named(case(1, 100, "java", 9))];
    state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
    let host = |state: &AppState| state.review.cases[0].incident.host.clone().unwrap();
    state.apply(Command::Mask(true));
    assert_ne!(&*host(&state), "customer-node-7");
    assert!(!state.rows[0].label(Language::English).contains("customer"), "{}", state.rows[0].label(Language::English));
    state.apply(Command::Mask(false));
    assert_eq!(&*host(&state), "customer-node-7");
}

#[test]
fn a_load_under_a_mask_never_shows_a_real_name() {
    let mut state = reading();
    state.take(Event::Done(Box::default()));
    state.apply(Command::Mask(true));
    state.apply(Command::Open(file("other.log")));
    let mut found = Arc::unwrap_or_clone(case(1, 100, "java", 9));
    found.incident.host = Some("customer-node-7".into());
    state.take(Event::Incident(Arc::new(found.clone())));
    assert_ne!(state.review.cases[0].incident.host.as_deref(), Some("customer-node-7"));
    state.take(Event::Done(Box::new(Review { cases: vec![Arc::new(found)], ..Review::default() })));
    assert_ne!(state.review.cases[0].incident.host.as_deref(), Some("customer-node-7"));
}

#[test]
fn another_language_says_everything_anew_and_is_kept() {
    let mut state = reading();
    assert_eq!(state.apply(Command::Speak(Some(Language::Japanese))), Some(Effect::SaveSettings));
    assert_eq!(state.settings.language, Some(Language::Japanese));
    // The load that runs meanwhile still speaks the language in which it was started.
    state.take(Event::Incident(case(4, 700, "etcd", 10)));
    let fourth = Arc::clone(&state.review.cases[3]);
    let anew = analysis::conclude(&fourth.incident, Language::Japanese);
    assert_eq!(fourth.conclusions.verdict, anew.verdict);
    let cases = state.review.cases.clone();
    state.take(Event::Done(Box::new(Review { cases, language: Language::English, ..Review::default() })));
    assert_eq!((state.review.language, state.review.cases.len()), (Language::Japanese, 4));
    state.apply(Command::Mask(true));
    state.apply(Command::Speak(None));
    assert!(state.presentation.mask.is_some(), "the mask stays on");
    assert_eq!((state.language, state.review.language), (Language::English, Language::English));
    state.apply(Command::Mask(false));
    assert_eq!(state.review.language, Language::English);
}

#[test]
fn a_language_that_no_font_can_write_is_not_spoken_and_stays_chosen() {
    let chosen = settings_with(Language::Japanese);
    let mut state = AppState::new(chosen, Language::English, Offsets::default());
    assert_eq!(state.language, Language::Japanese);
    assert_eq!(state.apply(Command::CannotWrite), None);
    assert_eq!((state.language, state.settings.language), (Language::English, Some(Language::Japanese)));
    assert!(state.messages[0].is_error && state.messages[0].text.starts_with("Japanese can't be shown"));
}

#[test]
fn a_window_follows_the_system_until_a_language_is_chosen() {
    assert_eq!(AppState::new(Settings::default(), Language::Japanese, Offsets::default()).language, Language::Japanese);
    let chosen = settings_with(Language::English);
    assert_eq!(AppState::new(chosen, Language::Japanese, Offsets::default()).language, Language::English);
}

#[test]
fn what_was_closed_comes_back_with_its_selection() {
    let mut state = reading();
    state.apply(Command::Select(IncidentId(3)));
    assert_eq!(state.apply(Command::Close), Some(Effect::Forget));
    assert_eq!((state.inputs.len(), state.messages[0].text.as_str()), (0, "Closed kern.log"));
    assert_eq!(state.messages[0].offer, Some(Offer::Reopen));
    assert_eq!(state.apply(Command::Undo), Some(Effect::Load(file("kern.log"))));
    assert!(state.messages.is_empty(), "the offer is gone once it was taken");
    let cases = vec![case(1, 300, "nginx", 7), case(2, 500, "redis", 8), case(3, 100, "java", 9)];
    state.take(Event::Done(Box::new(Review { cases, ..Review::default() })));
    assert_eq!(state.selection.selected, Some(IncidentId(2)), "the kill on line 500, by its new number");
}

#[test]
fn undo_takes_back_only_a_closing() {
    let mut state = reading();
    assert_eq!(state.apply(Command::Undo), None, "nothing was closed");
    assert_eq!(state.inputs, file("kern.log"));
    state.apply(Command::Open(file("syslog")));
    assert_eq!(state.apply(Command::Undo), None, "opening another is no closing");
    assert_eq!(state.apply(Command::Reopen), Some(Effect::Load(file("kern.log"))));
    assert_eq!(state.apply(Command::Reopen), Some(Effect::Load(file("syslog"))), "and to and fro");
}

#[test]
fn closing_an_empty_window_says_nothing() {
    let mut state = AppState::default();
    assert_eq!(state.apply(Command::Close), None);
    assert!(state.messages.is_empty());
}

#[test]
fn one_of_several_logs_can_be_closed_and_comes_back() {
    let mut state = AppState::default();
    let both = vec![Input::Path("kern.log".into()), Input::Path("syslog".into())];
    state.apply(Command::Open(both.clone()));
    let closed = state.apply(Command::CloseInput(Input::Path("syslog".into())));
    assert_eq!(closed, Some(Effect::Load(file("kern.log"))));
    assert_eq!(state.apply(Command::Undo), Some(Effect::Load(both)));
}

#[test]
fn the_title_says_what_is_open_and_hides_it_under_a_mask() {
    let mut state = reading();
    assert_eq!(state.title(), "oomscope – kern.log – reading");
    state.take(Event::Done(Box::default()));
    state.refresh();
    assert_eq!(state.title(), "oomscope – kern.log – 0 kills");
    state.apply(Command::Mask(true));
    assert!(!state.title().contains("kern"), "{}", state.title());
    assert_eq!(AppState::default().title(), "oomscope");
}

#[test]
fn messages_do_not_pile_up() {
    let mut state = AppState::default();
    for number in 0..MESSAGES_KEPT + 5 {
        state.apply(Command::Say(Toast::told(number.to_string())));
    }
    assert_eq!(state.messages.len(), MESSAGES_KEPT);
    assert_eq!(state.messages.last().unwrap().text, "8");
}

#[test]
fn under_a_mask_lines_wait_until_every_name_is_known_and_recent_files_are_hidden() {
    let mut state = reading();
    assert!(state.shows_lines() && !state.recent_shown().is_empty());
    state.take(Event::Done(Box::new(Review { cases: vec![case(1, 100, "java", 9)], ..Review::default() })));
    state.apply(Command::Mask(true));
    assert!(state.shows_lines() && state.recent_shown().is_empty());
    state.apply(Command::Open(file("other.log")));
    assert!(!state.shows_lines(), "names are made up as they are met");
    state.take(Event::Done(Box::new(Review { cases: vec![case(1, 100, "java", 9)], ..Review::default() })));
    assert!(state.shows_lines());
}

/// A case of another source, at an hour.
fn case_of(source: u32, id: u32, hour: u32) -> Arc<Case> {
    let mut found = case(id, 100 * u64::from(id), "java", hour);
    Arc::get_mut(&mut found).unwrap().incident.seen_in[0].source = SourceId(source);
    found
}

#[test]
fn a_bundle_opens_at_its_newest_kill_and_not_at_what_a_note_quotes() {
    let source = |id: u32, name: &str| Source { id: SourceId(id), name: name.to_owned(), ..Source::default() };
    let bundle = || Review {
        sources: vec![source(0, "sos/kern.log.1"), source(1, "sos/kern.log"), source(2, "sos/notes.md")],
        cases: vec![case_of(0, 1, 7), case_of(1, 2, 9), case_of(2, 3, 11)],
        ..Review::default()
    };
    let mut state = AppState::default();
    state.apply(Command::Open(file("sos")));
    state.take(Event::Done(Box::new(bundle())));
    assert_eq!((shown(&mut state), state.selection.selected), (vec![2, 1, 3], Some(IncidentId(2))));
    // An order that somebody chose stays, here and in what is opened next.
    let oldest_first = Sort { by: SortBy::Time, reversed: false };
    state.apply(Command::Order(oldest_first));
    assert_eq!(shown(&mut state), [1, 2, 3]);
    state.apply(Command::Open(file("other")));
    state.take(Event::Done(Box::new(bundle())));
    assert_eq!(shown(&mut state), [1, 2, 3]);
    // One log is read from its beginning.
    let mut state = AppState::default();
    state.apply(Command::Open(file("kern.log")));
    let one = Review {
        sources: vec![source(0, "kern.log")],
        cases: vec![case(1, 100, "a", 7), case(2, 200, "b", 9)],
        ..bundle()
    };
    state.take(Event::Done(Box::new(one)));
    assert_eq!((shown(&mut state), state.selection.selected), (vec![1, 2], Some(IncidentId(1))));
}
