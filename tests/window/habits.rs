//! What an engineer does all day: the keyboard, the search, what is kept, what is taken back.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use oomscope::palette::Scheme;
use oomscope::source::Input;
use oomscope::ui::Picked;

use super::{MANY, SEED, Shown, click, is_there, loaded, processes, sample, show, wait_for, window};

pub(super) fn press(shown: &mut Shown, modifiers: Modifiers, key: Key) {
    shown.key_press_modifiers(modifiers, key);
    shown.run_steps(3);
}

pub(super) fn write(shown: &mut Shown, text: &str) {
    shown.event(Event::Text(text.to_owned()));
    shown.run_steps(3);
}

/// The text that went to the clipboard in the last frame.
pub(super) fn copied(shown: &mut Shown) -> Option<String> {
    shown.event(Event::Copy);
    shown.step();
    shown.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn a_command_is_found_by_a_few_letters_and_run_by_enter() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::K);
    write(&mut shown, "stati");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    assert!(is_there(&shown, "anon 462.2 MiB"), "the statistics are not shown");
    assert!(!is_there(&shown, "Open logs beside"), "the list of commands is still open");
}

#[test]
fn a_kill_is_found_by_its_process() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::K);
    write(&mut shown, "report-gen");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    assert!(processes(&shown).iter().any(|row| row.contains("report-gen") && row.ends_with("killed")));
}

#[test]
fn what_was_closed_comes_back() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::W);
    assert!(is_there(&shown, "Whose memory limit was reached?") && is_there(&shown, "Closed seed-aks-pod-limit.log"));
    click(&mut shown, Role::Button, "Undo");
    wait_for(&mut shown, "Kill 1: stress-ng-vm");
}

#[test]
fn ctrl_shift_o_adds_and_does_not_replace() {
    let picked = Picked::Files(vec![sample("sample-logs/debian-6.1-kern.log")]);
    let mut shown = show(vec![Input::Path(sample(SEED))], picked, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    wait_for(&mut shown, "2 sources");
}

#[test]
fn the_log_is_searched_to_its_end_and_a_find_is_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.log");
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    let hay = "Dec 13 07:23:21 node sshd[1]: nothing to see here\n";
    std::fs::write(&path, format!("{seed}{}Dec 13 09:00:00 node sshd[1]: a Needle\n", hay.repeat(60_000)))
        .expect("written");
    let needle = seed.lines().count() + 60_000 + 1;
    let mut shown = show(vec![Input::Path(path)], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    wait_for(&mut shown, "Find in all lines of this source");
    write(&mut shown, "needle");
    wait_for(&mut shown, "1 line");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, &format!("Line {needle}: "));
    assert!(is_there(&shown, "1 of 1"));
    press(&mut shown, Modifiers::COMMAND, Key::G);
    write(&mut shown, "30,000");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, "Line 30000: ");
    assert_eq!(copied(&mut shown).as_deref(), Some(hay), "the line that was jumped to");
}

#[test]
fn escape_leaves_the_log_s_field_and_keeps_the_filter() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::F);
    write(&mut shown, "report-gen");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    write(&mut shown, "oom");
    press(&mut shown, Modifiers::NONE, Key::Escape);
    assert!(is_there(&shown, "of 45 kills"), "the filter is gone");
    press(&mut shown, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&shown, "of 45 kills"), "the second Escape shows all kills");
}

#[test]
fn the_task_table_is_copied_as_it_is_sorted() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    click(&mut shown, Role::ColumnHeader, "PID");
    let table = copied(&mut shown).expect("a table");
    let pids: Vec<_> = table.lines().skip(1).filter_map(|row| row.split('\t').nth(1)).collect();
    assert_eq!(pids, ["716518", "716566", "716579", "716580"]);
}

#[test]
fn columns_are_chosen_and_kept_for_the_next_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("settings.json");
    let start = |settings: &PathBuf| {
        let mut shown = super::show_with(vec![Input::Path(sample(SEED))], Picked::Cancelled, settings.clone());
        loaded(&mut shown);
        shown
    };
    let mut shown = start(&settings);
    assert!(shown.query_by_role_and_label(Role::ColumnHeader, "Score").is_some());
    click(&mut shown, Role::Button, "Columns");
    click(&mut shown, Role::CheckBox, "Score");
    click(&mut shown, Role::Button, "Move PID left");
    assert!(shown.query_by_role_and_label(Role::ColumnHeader, "Score").is_none());
    let shown = start(&settings);
    assert!(shown.query_by_role_and_label(Role::ColumnHeader, "Score").is_none(), "it is back");
    let left = |label| shown.get_by_role_and_label(Role::ColumnHeader, label).rect().left();
    assert!(left("PID") < left("Name"));
}
