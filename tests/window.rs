//! The window, used as a person uses it: by the labels that a screen reader reads.

#![cfg(feature = "window")]

#[path = "window/accessibility.rs"]
mod accessibility;
#[path = "window/affected.rs"]
mod affected;
#[path = "window/carried.rs"]
mod carried;
#[path = "window/habits.rs"]
mod habits;
#[path = "window/language.rs"]
mod language;
#[path = "window/log.rs"]
mod log;
#[path = "window/pointer.rs"]
mod pointer;
#[path = "window/promises.rs"]
mod promises;
#[path = "window/series.rs"]
mod series;
#[path = "window/signs.rs"]
mod signs;
#[path = "window/states.rs"]
mod states;
mod support;
#[path = "window/unseen.rs"]
mod unseen;
#[path = "window/words.rs"]
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};
use oomscope::lang::Language;
use oomscope::palette::Scheme;
use oomscope::source::Input;
use oomscope::ui::{Answer, App, Environment, FileDialogs, Picked, Start, theme};
use support::Soft;

const SEED: &str = "sample-logs/seed-aks-pod-limit.log";
const MANY: &str = "sample-logs/node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz";

const WHOLE_NODE: &str = "sample-logs/lab/6.1-global-numa/rsyslog.kern.log.gz";

/// How long a load may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(5);

/// A dialog that answers at once.
struct Prepared(Picked);

impl FileDialogs for Prepared {
    fn open(&mut self, _title: &str, answer: Answer) {
        answer(self.0.clone());
    }

    fn save(&mut self, _title: &str, _name: &str, answer: Answer) {
        answer(self.0.clone());
    }
}

/// A window that is made in its first frame, because it needs the context.
struct Window {
    start: Option<Start>,
    app: Option<App>,
}

type Shown = Harness<'static, Window>;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn window(inputs: &[&str]) -> Shown {
    let inputs = inputs.iter().map(|name| Input::Path(sample(name))).collect();
    show(inputs, Picked::Cancelled, Scheme::Light)
}

fn show(inputs: Vec<Input>, picked: Picked, scheme: Scheme) -> Shown {
    start(inputs, picked, scheme, None)
}

/// A window that keeps its settings in a file.
fn show_with(inputs: Vec<Input>, picked: Picked, settings_file: PathBuf) -> Shown {
    start(inputs, picked, Scheme::Light, Some(settings_file))
}

fn start(inputs: Vec<Input>, picked: Picked, scheme: Scheme, settings_file: Option<PathBuf>) -> Shown {
    begin(inputs, picked, scheme, surroundings(settings_file), USUAL)
}

/// The usual size of a window, in points.
const USUAL: (f32, f32) = (1280.0, 800.0);

/// What the tests' windows are told of the machine: English, and no fonts but the window's own.
fn surroundings(settings_file: Option<PathBuf>) -> Environment {
    let today = || chrono::NaiveDate::from_ymd_opt(2023, 12, 20).unwrap_or_default();
    let computer = oomscope::model::Offsets::default();
    Environment { today, computer, settings_file, language: Language::English, fonts: |_| None }
}

fn begin(
    inputs: Vec<Input>,
    picked: Picked,
    scheme: Scheme,
    surroundings: Environment,
    (width, height): (f32, f32),
) -> Shown {
    let start = Some(Start { inputs, surroundings, dialogs: Box::new(Prepared(picked)) });
    let mut shown = Harness::builder()
        .with_size([width, height])
        .with_theme(theme::theme_of(scheme))
        .with_os(egui::os::OperatingSystem::Nix)
        .with_max_steps(32)
        .renderer(Soft::default())
        .build_ui_state(
            move |ui, window: &mut Window| {
                if let Some(start) = window.start.take() {
                    window.app = Some(App::new(ui.ctx(), start));
                    ui.ctx().set_theme(theme::theme_of(scheme));
                    // Fonts count from the next frame on.
                    ui.ctx().request_repaint();
                } else if let Some(app) = &mut window.app {
                    app.logic(ui.ctx());
                    app.ui(ui);
                }
            },
            Window { start, app: None },
        );
    // The window follows the system's colours once a setting was changed.
    shown.input_mut().system_theme = Some(theme::theme_of(scheme));
    shown.step();
    shown
}

/// Steps until `ready`; a window that never gets there fails the test.
fn wait(shown: &mut Shown, what: &str, ready: impl Fn(&Shown) -> bool) {
    let begun = Instant::now();
    while !ready(shown) {
        assert!(begun.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
        shown.step();
    }
    shown.run_steps(3);
}

fn is_there(shown: &Shown, label: &str) -> bool {
    shown.query_all_by_label_contains(label).next().is_some()
}

fn wait_for(shown: &mut Shown, label: &str) {
    wait(shown, label, |shown| is_there(shown, label));
}

fn loaded(shown: &mut Shown) {
    wait(shown, "the end of reading", |shown| is_there(shown, "source") && !is_there(shown, "Stop"));
}

fn click(shown: &mut Shown, role: Role, label: &str) {
    shown.get_by_role_and_label(role, label).click();
    shown.run_steps(3);
}

/// The labels of all nodes with a role, from top to bottom.
fn labels(shown: &Shown, role: Role) -> Vec<String> {
    let mut nodes: Vec<_> = shown.query_all_by_role(role).collect();
    nodes.sort_by(|a, b| a.rect().top().total_cmp(&b.rect().top()));
    nodes.iter().filter_map(|node| node.accesskit_node().label()).collect()
}

fn processes(shown: &Shown) -> Vec<String> {
    labels(shown, Role::Row).into_iter().filter(|label| label.starts_with("Process ")).collect()
}

#[test]
fn an_empty_window_says_what_to_do_and_opens_the_sample() {
    let mut shown = window(&[]);
    assert!(is_there(&shown, "Whose memory limit was reached?") && is_there(&shown, "Open logs…"));
    click(&mut shown, Role::Button, "Try the sample");
    wait_for(&mut shown, "Kill 1: stress-ng-vm, Container or pod, 13 Dec 2023 07:23:21");
    loaded(&mut shown);
    assert!(is_there(&shown, "1 kill on aks-ubuntu-26835060-vmss000000"));
    assert!(is_there(&shown, "The pod's memory limit of 500 MiB was reached"));
}

#[test]
fn the_open_dialog_opens_what_was_picked() {
    let mut shown = show(Vec::new(), Picked::Files(vec![sample(SEED)]), Scheme::Light);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::O);
    wait_for(&mut shown, "Kill 1: stress-ng-vm");
}

#[test]
fn where_no_dialog_can_be_had_a_path_can_be_typed() {
    let mut shown = show(Vec::new(), Picked::Unavailable, Scheme::Light);
    click(&mut shown, Role::Button, "Open…");
    wait_for(&mut shown, "this desktop doesn't have one");
    shown.run_steps(2);
    shown.get_by_label("Path").type_text(&sample(SEED).to_string_lossy());
    shown.run_steps(2);
    click(&mut shown, Role::Button, "Open");
    wait_for(&mut shown, "Kill 1: stress-ng-vm");
}

#[test]
fn pasted_lines_are_a_log() {
    let mut shown = window(&[]);
    shown.event(Event::Paste(std::fs::read_to_string(sample(SEED)).expect("the sample")));
    wait_for(&mut shown, "Kill 1: stress-ng-vm");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window opens paths".to_owned())
    }
}

#[test]
fn a_dropped_file_is_opened() {
    let mut shown = window(&[]);
    shown.input_mut().dropped_files.push(Arc::new(Dropped(sample(SEED))));
    shown.step();
    shown.input_mut().dropped_files.clear();
    wait_for(&mut shown, "Kill 1: stress-ng-vm");
}

#[test]
fn a_click_on_a_kill_shows_its_card() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(is_there(&shown, "The kernel killed java (PID 745)"));
    shown.query_all_by_label_contains(": report-gen, ").next().expect("a kill in the list").click();
    shown.run_steps(3);
    assert!(!is_there(&shown, "The kernel killed java (PID 745)"));
    assert!(processes(&shown).iter().any(|row| row.contains("report-gen") && row.ends_with("killed")));
}

#[test]
fn the_keyboard_walks_the_list_and_brings_the_kill_into_view() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let last = "Kill 45: ";
    assert!(!is_there(&shown, last), "the last kill is below the list's end");
    shown.key_press(Key::End);
    shown.run_steps(4);
    let row = shown.get_by_label_contains(last);
    assert!(row.rect().bottom() <= 800.0, "{:?}", row.rect());
}

#[test]
fn a_click_on_a_heading_sorts_and_another_turns_the_order_round() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    // Whoever asks for a tab gets its room.
    shown.key_press(Key::Num1);
    shown.run_steps(3);
    assert!(processes(&shown)[0].starts_with("Process 716580 stress-ng-vm, resident 462.7 MiB"));
    click(&mut shown, Role::ColumnHeader, "PID");
    let pids = |shown: &Shown| -> Vec<String> {
        processes(shown).iter().map(|row| row.split(' ').nth(1).unwrap_or("").to_owned()).collect()
    };
    assert_eq!(pids(&shown), ["716518", "716566", "716579", "716580"]);
    click(&mut shown, Role::ColumnHeader, "PID");
    assert_eq!(pids(&shown), ["716580", "716579", "716566", "716518"]);
}

#[test]
fn tasks_can_be_filtered_and_grouped() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    shown.key_press(Key::Num1);
    shown.run_steps(3);
    shown.get_by_label("Filter the processes").focus();
    shown.run_steps(1);
    shown.get_by_label("Filter the processes").type_text("pause");
    shown.run_steps(3);
    assert_eq!(processes(&shown).len(), 1);
    shown.get_by_label("Filter the processes").focus();
    shown.key_press_modifiers(Modifiers::COMMAND, Key::A);
    shown.run_steps(1);
    shown.key_press(Key::Backspace);
    shown.run_steps(2);
    click(&mut shown, Role::CheckBox, "Group by name");
    assert_eq!(processes(&shown).len(), 3, "two stress-ng-vm in one row: {:?}", processes(&shown));
}

#[test]
fn the_filter_narrows_the_list_and_escape_widens_it() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::F);
    shown.run_steps(2);
    shown.event(Event::Text("kube-proxy".to_owned()));
    shown.run_steps(3);
    assert!(is_there(&shown, "1 of 45 kills"));
    shown.key_press(Key::Escape);
    shown.run_steps(2);
    shown.key_press(Key::Escape);
    shown.run_steps(2);
    assert!(!is_there(&shown, "of 45 kills"));
}

#[test]
fn chips_narrow_the_list_to_a_verdict() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, "Node 7");
    assert!(is_there(&shown, "7 of 45 kills"));
    click(&mut shown, Role::Button, "Node 7");
    assert!(!is_there(&shown, "of 45 kills"));
}

/// A click on a line of the list, with these keys held down.
fn click_with(shown: &mut Shown, modifiers: Modifiers, label: &str) {
    shown.get_by_label_contains(label).click_modifiers(modifiers);
    shown.run_steps(3);
}

#[test]
fn two_kills_are_chosen_and_compared_and_escape_leads_back() {
    let mut shown = window(&[MANY]);
    shown.set_size(egui::vec2(1280.0, 1000.0));
    loaded(&mut shown);
    click_with(&mut shown, Modifiers::NONE, ": report-gen, ");
    click_with(&mut shown, Modifiers::COMMAND, ": psql-dump, ");
    assert!(is_there(&shown, "2 kills selected"));
    click(&mut shown, Role::Button, "Compare");
    assert!(is_there(&shown, "Another pod") && is_there(&shown, "Usage and limits"));
    assert!(labels(&shown, Role::Row).iter().any(|row| row.starts_with("Anonymous memory: ")));
    shown.key_press(Key::Escape);
    shown.run_steps(3);
    assert!(is_there(&shown, "2 kills selected") && !is_there(&shown, "Usage and limits"));
    shown.key_press(Key::Escape);
    shown.run_steps(3);
    assert!(!is_there(&shown, "2 kills selected"));
}

#[test]
fn the_first_and_the_last_kill_of_a_folded_series_are_compared_by_one_key() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    shown.key_press(Key::C);
    shown.run_steps(3);
    // Lines 1070 and 2405 of the log: anon 66506752 and 66494464, in the same pod's cgroup, container after container.
    assert!(is_there(&shown, "Same pod") && is_there(&shown, "Another container") && is_there(&shown, "Same limit"));
    let rows = labels(&shown, Role::Row);
    assert!(rows.iter().any(|row| row.starts_with("Memory limit: 64 MiB, then 64 MiB, same")), "{rows:?}");
    shown.key_press(Key::ArrowDown);
    shown.run_steps(3);
    assert!(!is_there(&shown, "Same pod"), "another kill leaves the comparison");
}

#[test]
fn a_series_is_folded_and_unfolded_by_the_arrows() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(!is_there(&shown, "Kill 2: java"));
    shown.key_press(Key::ArrowRight);
    shown.run_steps(3);
    assert!(is_there(&shown, "Kill 2: java"));
    shown.key_press(Key::ArrowDown);
    shown.run_steps(3);
    assert!(is_there(&shown, "The kernel killed java (PID 814)"));
    shown.key_press(Key::ArrowLeft);
    shown.run_steps(3);
    assert!(!is_there(&shown, "Kill 2: java"));
    shown.key_press_modifiers(Modifiers::COMMAND, Key::A);
    shown.run_steps(3);
    assert!(is_there(&shown, "45 kills selected"));
}

#[test]
fn a_wrong_expression_is_told_in_words_and_an_empty_list_has_a_way_back() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, "Filter by regular expression");
    shown.key_press_modifiers(Modifiers::COMMAND, Key::F);
    shown.run_steps(2);
    shown.event(Event::Text("(java".to_owned()));
    shown.run_steps(3);
    assert!(is_there(&shown, "“(java” isn't a regular expression: unclosed group") && is_there(&shown, "45 kills"));
    shown.event(Event::Text(")xyz".to_owned()));
    shown.run_steps(3);
    assert!(is_there(&shown, "No kill matches the filter"));
    click(&mut shown, Role::Button, "Show all 45 kills");
    assert!(
        is_there(&shown, "Kill 1") || is_there(&shown, "shop/checkout-api-rc9xfk22x-cxxqc, container api: 6 kills")
    );
    assert!(!is_there(&shown, "No kill matches the filter"));
}

#[test]
fn the_log_shows_the_kill_with_its_line_numbers() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    shown.key_press(Key::Num2);
    wait_for(&mut shown, "memory: usage 512000kB, limit 512000kB, failcnt 37");
    let numbers: Vec<u64> = labels(&shown, Role::ListItem)
        .iter()
        .filter_map(|label| label.strip_prefix("Line ")?.split(':').next()?.parse().ok())
        .collect();
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "{numbers:?}");
}

#[test]
fn an_evidence_link_shows_its_line() {
    let mut shown = window(&[SEED]);
    shown.set_size(egui::vec2(1280.0, 1600.0));
    loaded(&mut shown);
    let link = shown.query_all_by_label_contains("seed-aks-pod-limit.log:").next().expect("a link to the evidence");
    link.click();
    shown.run_steps(2);
    wait_for(&mut shown, "Only this kill’s lines");
}

#[test]
fn statistics_and_the_missing_node_memory_are_told() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, "Statistics");
    assert!(is_there(&shown, "anon 462.2 MiB"));
    click(&mut shown, Role::Button, "Node memory");
    assert!(is_there(&shown, "The log has no memory figures of the node"));
}

#[test]
fn reading_can_be_stopped_and_what_was_found_stays() {
    let mut shown = window(&["sample-logs/lab"]);
    wait_for(&mut shown, "Kill 1: ");
    click(&mut shown, Role::Button, "Stop");
    wait_for(&mut shown, "Stopped. The rest wasn't read");
    // Of several inputs the newest kill that was found is shown.
    assert!(is_there(&shown, "Kill "));
}

#[test]
fn a_log_without_a_kill_says_what_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let quiet = folder.path().join("quiet.log");
    std::fs::write(&quiet, "Dec 13 07:23:21 node kernel: [1.0] eth0: link up\n").expect("written");
    let mut shown = show(vec![Input::Path(quiet)], Picked::Cancelled, Scheme::Light);
    wait_for(&mut shown, "No kill in these logs");
    assert!(is_there(&shown, "quiet.log was read"));
}

#[test]
fn what_cannot_be_read_is_named() {
    let mut shown = window(&["no/such/file.log"]);
    wait_for(&mut shown, "Nothing could be read");
    assert!(is_there(&shown, "no/such/file.log"));
}

#[test]
fn a_mask_hides_the_real_names_everywhere() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    click(&mut shown, Role::CheckBox, "Mask");
    shown.key_press(Key::Num2);
    wait_for(&mut shown, "memory: usage 512000kB");
    for real in ["aks-ubuntu", "stress-ng", "479f327f"] {
        assert!(!is_there(&shown, real), "{real} is still to be read");
    }
    click(&mut shown, Role::CheckBox, "Mask");
    assert!(is_there(&shown, "aks-ubuntu-26835060-vmss000000"));
}

#[test]
fn times_are_shown_in_another_zone_everywhere() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(is_there(&shown, "17 Nov 2026 09:13:40"));
    click(&mut shown, Role::Button, "Times as printed");
    shown.get_by_role_and_label(Role::TextInput, "Show times: time zone or offset from UTC").focus();
    shown.run_steps(2);
    shown.event(Event::Text("+09:00".to_owned()));
    shown.run_steps(2);
    shown.key_press(Key::Enter);
    shown.run_steps(3);
    assert!(is_there(&shown, "17 Nov 2026 18:13:40") && !is_there(&shown, "17 Nov 2026 09:13:40"));
    assert!(is_there(&shown, "Times in UTC+09:00"));
    shown.get_all_by_label("As printed").next().expect("the choice").click();
    shown.run_steps(3);
    assert!(is_there(&shown, "17 Nov 2026 09:13:40"));
}

#[test]
fn a_wrong_year_is_corrected_on_screen_and_the_correction_undone() {
    // Text has no date of a file: the year follows from today.
    let text = std::fs::read_to_string(sample(SEED)).expect("the seed");
    let input = Input::Text { name: "kern.log".to_owned(), text };
    let mut shown = show(vec![input], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    assert!(is_there(&shown, "13 Dec 2023 07:23:21"));
    click(&mut shown, Role::Button, "Times as printed · year assumed");
    click(&mut shown, Role::Button, "One year earlier");
    wait_for(&mut shown, "Kill 1: stress-ng-vm, Container or pod, 13 Dec 2022 07:23:21");
    loaded(&mut shown);
    click(&mut shown, Role::Button, "As inferred");
    wait_for(&mut shown, "Kill 1: stress-ng-vm, Container or pod, 13 Dec 2023 07:23:21");
}

#[test]
fn a_question_mark_shows_the_shortcuts() {
    let mut shown = window(&[]);
    shown.key_press(Key::Questionmark);
    shown.run_steps(2);
    assert!(is_there(&shown, "Shortcuts") && is_there(&shown, "Filter the kills"));
    shown.key_press(Key::Escape);
    shown.run_steps(2);
    assert!(!is_there(&shown, "Filter the kills"));
}

#[test]
fn a_report_is_saved_where_the_dialog_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("kills.csv");
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Files(vec![target.clone()]), Scheme::Light);
    loaded(&mut shown);
    click(&mut shown, Role::Button, "Export");
    click(&mut shown, Role::Button, "Save kills as CSV…");
    wait_for(&mut shown, "Saved ");
    assert!(std::fs::read_to_string(target).expect("the report").contains("stress-ng-vm"));
}

#[test]
fn the_window_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, name) in [(Scheme::Light, "window_light"), (Scheme::Dark, "window_dark")] {
        let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Cancelled, scheme);
        loaded(&mut shown);
        shown.run_steps(8);
        shown.snapshot(name);
        results.extend(shown.take_snapshot_results());
    }
}

#[test]
fn a_comparison_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, name) in [(Scheme::Light, "comparison_light"), (Scheme::Dark, "comparison_dark")] {
        let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Cancelled, scheme);
        shown.set_size(egui::vec2(1280.0, 1100.0));
        loaded(&mut shown);
        click_with(&mut shown, Modifiers::NONE, ": report-gen, ");
        click_with(&mut shown, Modifiers::COMMAND, ": psql-dump, ");
        shown.key_press(Key::C);
        shown.run_steps(8);
        shown.snapshot(name);
        results.extend(shown.take_snapshot_results());
    }
}

#[test]
fn every_tab_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, suffix) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        // As text, because a file's date would decide the year.
        let text = std::fs::read_to_string(sample(SEED)).expect("the sample");
        let pasted = Input::Text { name: "kern.log".to_owned(), text };
        let mut shown = show(vec![pasted], Picked::Cancelled, scheme);
        loaded(&mut shown);
        shown.key_press(Key::Num2);
        wait_for(&mut shown, "memory: usage 512000kB, limit 512000kB, failcnt 37");
        shown.run_steps(8);
        shown.snapshot(format!("tab_log_{suffix}"));
        for (tab, name) in [("Statistics", "statistics"), ("Stack", "stack")] {
            click(&mut shown, Role::Button, tab);
            shown.run_steps(8);
            shown.snapshot(format!("tab_{name}_{suffix}"));
        }
        results.extend(shown.take_snapshot_results());

        let mut shown = show(vec![Input::Path(sample(WHOLE_NODE))], Picked::Cancelled, scheme);
        // Room for zones and holders below the card.
        shown.set_size(egui::vec2(1280.0, 1100.0));
        loaded(&mut shown);
        click(&mut shown, Role::Button, "Node memory");
        shown.run_steps(8);
        shown.snapshot(format!("tab_node_memory_{suffix}"));
        results.extend(shown.take_snapshot_results());
    }
}

#[test]
fn a_window_without_a_kill_looks_as_it_should() {
    let mut shown = window(&[]);
    shown.run_steps(4);
    shown.snapshot("window_empty");
}

/// Where the kills of a timeline's lane stand, from its left end to its right.
fn timeline(shown: &Shown) -> egui::Rect {
    shown.get_by_label_contains("Timeline: ").rect()
}

#[test]
fn a_drag_over_the_timeline_narrows_the_list_and_a_click_beside_it_widens_it() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let plot = timeline(&shown);
    // The kills of the node stand at the right end, below the others.
    let (from, to) =
        (egui::pos2(plot.left() + plot.width() * 0.7, plot.top() + 40.0), plot.right_top() + egui::vec2(-1.0, 40.0));
    shown.hover_at(from);
    shown.step();
    shown.drag_at(from);
    shown.step();
    shown.hover_at(from.lerp(to, 0.5));
    shown.step();
    shown.hover_at(to);
    shown.step();
    shown.drop_at(to);
    shown.run_steps(3);
    assert!(is_there(&shown, "7 of 45 kills"), "{:?}", labels(&shown, Role::Label));
    assert!(!is_there(&shown, "The kernel killed java (PID 745)"), "the card is of a kill in that stretch");
    let beside = egui::pos2(plot.left() + plot.width() * 0.6, plot.top() + 40.0);
    shown.hover_at(beside);
    shown.step();
    shown.drag_at(beside);
    shown.drop_at(beside);
    shown.run_steps(3);
    assert!(!is_there(&shown, "of 45 kills"));
}

#[test]
fn keys_walk_the_timeline_whatever_the_order_of_the_list() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(is_there(&shown, "The kernel killed java (PID 745)"));
    shown.key_press(Key::Period);
    shown.run_steps(3);
    assert!(!is_there(&shown, "The kernel killed java (PID 745)"));
    shown.key_press(Key::Comma);
    shown.run_steps(3);
    assert!(is_there(&shown, "The kernel killed java (PID 745)"));
}

#[test]
fn the_timeline_is_zoomed_by_keys_and_fits_again() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(!is_there(&shown, "Fit"));
    shown.key_press(Key::Plus);
    shown.run_steps(3);
    click(&mut shown, Role::Link, "Fit");
    assert!(!is_there(&shown, "Fit"));
}

#[test]
fn a_lane_can_be_shown_alone() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let lane = |shown: &mut Shown| {
        let names = shown.query_all_by_label("Node");
        let name = names.min_by(|a, b| a.rect().top().total_cmp(&b.rect().top())).expect("the lane's name");
        name.click();
        shown.run_steps(3);
    };
    lane(&mut shown);
    assert!(is_there(&shown, "7 of 45 kills"));
    lane(&mut shown);
    assert!(!is_there(&shown, "of 45 kills"));
}

#[test]
fn a_picture_is_chosen_seen_in_small_and_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("overview.png");
    let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Files(vec![target.clone()]), Scheme::Light);
    loaded(&mut shown);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_for(&mut shown, "pixels");
    for choice in ["Shows: Overview", "Layout: Slide 16:9", "Colors: Dark", "Sharpness: 1×"] {
        click(&mut shown, Role::RadioButton, choice);
    }
    wait_for(&mut shown, "960 × 540 pixels");
    shown.run_steps(4);
    shown.snapshot("picture_sheet");
    click(&mut shown, Role::Button, "Save picture…");
    wait_for(&mut shown, "Saved ");
    let saved = image::open(target).expect("the picture");
    assert_eq!((saved.width(), saved.height()), (960, 540));
    click(&mut shown, Role::Button, "Copy picture text");
    assert!(is_there(&shown, "Copied what the picture says"));
}

#[test]
fn a_picture_is_saved_as_pdf() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("card.pdf");
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Files(vec![target.clone()]), Scheme::Light);
    loaded(&mut shown);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_for(&mut shown, "pixels");
    click(&mut shown, Role::RadioButton, "File: PDF");
    assert!(is_there(&shown, "Sharp at any size"));
    click(&mut shown, Role::Button, "Save picture…");
    wait_for(&mut shown, "Saved ");
    let saved = std::fs::read(target).expect("the picture");
    assert!(saved.starts_with(b"%PDF-1.7"));
}

#[test]
fn the_tabs_fold_and_a_link_to_the_log_unfolds_them() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    assert!(!processes(&shown).is_empty());
    click(&mut shown, Role::Button, "Collapse the tabs (T)");
    assert!(processes(&shown).is_empty());
    shown.key_press(Key::T);
    shown.run_steps(3);
    assert!(!processes(&shown).is_empty());
    shown.key_press(Key::T);
    shown.run_steps(3);
    shown.key_press(Key::Num2);
    wait_for(&mut shown, "Only this kill’s lines");
}

/// The picture of the README is the window; `UPDATE_SNAPSHOTS=1` draws it anew.
/// A window of this size, in points.
fn sized(inputs: Vec<Input>, scheme: Scheme, size: (f32, f32)) -> Shown {
    // From its first frame on: panels take their shares of that.
    let mut shown = begin(inputs, Picked::Cancelled, scheme, surroundings(None), size);
    shown.run_steps(4);
    shown
}

#[test]
fn the_window_of_the_readme_is_the_window() {
    let mut shown = sized(vec![Input::Path(sample(MANY))], Scheme::Light, (1440.0, 900.0));
    loaded(&mut shown);
    shown.run_steps(8);
    shown.snapshot_options("window", &egui_kittest::SnapshotOptions::new().output_path("assets"));
}
