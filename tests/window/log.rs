//! The log: its lines, those that were found beside it, and the whole of it in small.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use oomscope::palette::Scheme;
use oomscope::source::Input;
use oomscope::ui::Picked;

use super::habits::{press, write};
use super::{MANY, SEED, Shown, is_there, loaded, sample, show, wait_for, window};

/// The numbers of the lines in view, and how high each is drawn.
fn lines_in_view(shown: &Shown) -> Vec<(u64, f32)> {
    let number = |label: &str| label.strip_prefix("Line ")?.split_once(": ")?.0.parse().ok();
    let lines = shown.query_all_by_role(Role::ListItem);
    let lines = lines.filter_map(|node| Some((number(&node.accesskit_node().label()?)?, node.rect().height())));
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|(number, _)| *number);
    lines
}

/// The log's tab of a case with 45 kills, at the first line that says "Killed process".
fn at_the_first_kill() -> Shown {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    wait_for(&mut shown, "Find in all lines of this source");
    write(&mut shown, "Killed process");
    wait_for(&mut shown, "110 lines");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, "Line 1135: ");
    shown
}

#[test]
fn long_lines_are_wrapped_and_what_was_at_the_top_stays_there() {
    let mut shown = at_the_first_kill();
    press(&mut shown, Modifiers::NONE, Key::Escape);
    let before = lines_in_view(&shown);
    assert!(before.iter().all(|(_, height)| (*height - 20.0).abs() < 0.5), "{before:?}");
    press(&mut shown, Modifiers::ALT, Key::Z);
    shown.run_steps(10);
    let wrapped = lines_in_view(&shown);
    assert_eq!(wrapped.first().map(|line| line.0), before.first().map(|line| line.0));
    // Lines of the kill are longer than the window is wide.
    assert!(wrapped.iter().any(|(_, height)| *height > 30.0), "{wrapped:?}");
    press(&mut shown, Modifiers::ALT, Key::Z);
    shown.run_steps(10);
    assert_eq!(lines_in_view(&shown).first().map(|line| line.0), before.first().map(|line| line.0));
}

#[test]
fn lines_that_were_found_are_listed_and_a_click_goes_to_one() {
    let mut shown = at_the_first_kill();
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    shown.run_steps(5);
    let found = "Found on line 1412: ";
    assert!(is_there(&shown, found), "the list shows what is in the log further below");
    shown.get_by(|node| node.label().is_some_and(|label| label.starts_with(found))).click();
    wait_for(&mut shown, "Line 1412: ");
    assert!(is_there(&shown, "5 of 110"), "the find is the one that is shown");
    press(&mut shown, Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    shown.run_steps(5);
    assert!(!is_there(&shown, "Found on line"), "the same key puts the list away");
}

#[test]
fn a_click_on_the_whole_in_small_goes_there() {
    let mut shown = at_the_first_kill();
    let whole = shown.get_by_label("The whole log in small").rect();
    let at = whole.center();
    shown.hover_at(at);
    shown.step();
    for pressed in [true, false] {
        shown.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        });
        shown.step();
    }
    // The log has 8,032 lines.
    super::wait(&mut shown, "the middle", |shown| {
        lines_in_view(shown).first().is_some_and(|line| (3_900..4_100).contains(&line.0))
    });
}

#[test]
fn lines_that_come_above_move_nothing_that_is_in_view() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.log");
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    let hay = "Dec 13 07:23:21 node sshd[1]: nothing to see here\n";
    std::fs::write(&path, format!("{seed}{}", hay.repeat(60_000))).expect("written");
    let mut shown = show(vec![Input::Path(path)], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::NONE, Key::Num2);
    wait_for(&mut shown, "Line 33: ");
    press(&mut shown, Modifiers::COMMAND, Key::G);
    write(&mut shown, "30,000");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, "Line 30000: ");
    shown.get_by(|node| node.label().is_some_and(|label| label.starts_with("Line 30000: "))).click();
    shown.run_steps(3);
    let top = |shown: &Shown| lines_in_view(shown).first().map_or(u64::MAX, |line| line.0);
    let mut before = top(&shown);
    for _ in 0..60 {
        press(&mut shown, Modifiers::NONE, Key::PageUp);
        // What springs back does so over many frames.
        shown.run_steps(15);
        let now = top(&shown);
        assert!(now <= before, "from line {before} down to {now}");
        before = now;
    }
    assert!(before < 29_400, "line {before}: no line was fetched");
}

/// A click with the other button.
fn point(shown: &mut Shown, label: &str) {
    shown.get_by(|node| node.label().is_some_and(|found| found.starts_with(label))).click_secondary();
    shown.run_steps(5);
}

#[test]
fn a_line_s_menu_shows_its_kill_and_copies_it() {
    let mut shown = at_the_first_kill();
    press(&mut shown, Modifiers::NONE, Key::Escape);
    // Wrapped, a line's middle is in view.
    press(&mut shown, Modifiers::ALT, Key::Z);
    press(&mut shown, Modifiers::COMMAND, Key::G);
    // The second kill's line.
    write(&mut shown, "1265");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, "Line 1265: ");
    point(&mut shown, "Line 1265: ");
    assert!(is_there(&shown, "The kernel killed java (PID 745)"), "a menu alone shows no other kill");
    super::click(&mut shown, Role::Button, "Show this line’s kill");
    wait_for(&mut shown, "The kernel killed java (PID 814)");
    point(&mut shown, "Line 1265: ");
    assert!(!is_there(&shown, "Show this line’s kill"), "it is shown already");
}

#[test]
fn a_process_menu_narrows_the_table_to_its_name() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    let all = super::processes(&shown);
    let row = all.iter().find(|row| row.contains("716580")).expect("the process");
    point(&mut shown, row);
    super::click(&mut shown, Role::Button, "Only processes named stress-ng-vm");
    shown.run_steps(3);
    assert!(is_there(&shown, "2 of 4 processes"), "neither pause nor stress-ng itself is shown");
}
