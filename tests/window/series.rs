//! The card of a series: what its kills tell together, and the ways to it and from it.

use super::*;

/// Kills 7, 10, 13, 19 and 32 of the log: the list's line over them.
const POSTGRES: &str = "db/postgres-0, container postgres: 5 kills";
const INTERVALS: &str = "Time since the previous kill";

fn press(shown: &mut Shown, key: Key) {
    shown.key_press(key);
    shown.run_steps(4);
}

#[test]
fn a_folded_series_shows_its_own_card_and_a_second_click_its_kills() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(!is_there(&shown, INTERVALS), "first of all a kill is shown");
    click(&mut shown, Role::Button, POSTGRES);
    for said in
        ["Crash loop: 5 containers", "about the same at each kill (95.4 MiB)", "The limit was 96 MiB at each kill"]
    {
        assert!(is_there(&shown, said), "{said}");
    }
    let charts = labels(&shown, Role::Image);
    let memory = charts.iter().find(|label| label.starts_with("Memory at each kill: 95.4 MiB, 95.4 MiB, "));
    assert!(memory.is_some(), "{charts:?}");
    assert!(charts.iter().any(|label| label.starts_with(INTERVALS)), "{charts:?}");
    assert!(!is_there(&shown, "Kill 7: ") && !is_there(&shown, "Kill 10: "), "and it is still folded");
    click(&mut shown, Role::Button, POSTGRES);
    assert!(is_there(&shown, "Kill 7: ") && is_there(&shown, INTERVALS), "the second click unfolds it");
    press(&mut shown, Key::ArrowDown);
    assert!(is_there(&shown, "The kernel killed") && !is_there(&shown, INTERVALS), "the next line is its first kill");
    assert!(is_there(&shown, "1 of 5: db/postgres-0, container postgres"));
    press(&mut shown, Key::S);
    assert!(is_there(&shown, INTERVALS), "a key leads back");
}

#[test]
fn the_keys_walk_over_the_cards_of_folded_series() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let mut cards = Vec::new();
    for _ in 0..20 {
        cards.push(is_there(&shown, INTERVALS));
        press(&mut shown, Key::J);
    }
    assert_eq!(cards.iter().filter(|is_card| **is_card).count(), 6, "each of the seven but the one that was there");
    press(&mut shown, Key::Home);
    assert!(is_there(&shown, INTERVALS), "and that one when it is walked to");
}

#[test]
fn a_filter_that_hides_the_series_shows_a_kill_of_the_list() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, POSTGRES);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::F);
    shown.run_steps(2);
    shown.event(Event::Text("report-gen".to_owned()));
    shown.run_steps(4);
    assert!(!is_there(&shown, INTERVALS), "its kills are not in the list");
    assert!(is_there(&shown, "The kernel killed report-gen"));
}

#[test]
fn the_picture_of_a_series_is_offered_and_saved_under_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("series.png");
    let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Files(vec![target.clone()]), Scheme::Light);
    loaded(&mut shown);
    click(&mut shown, Role::Button, POSTGRES);
    shown.key_press_modifiers(Modifiers::COMMAND, Key::S);
    wait_for(&mut shown, "pixels");
    assert!(is_there(&shown, "Shows: This series"), "{:?}", labels(&shown, Role::RadioButton));
    press(&mut shown, Key::Enter);
    wait_for(&mut shown, "Saved ");
    let bytes = std::fs::read(target).expect("the picture");
    let words = String::from_utf8_lossy(&bytes);
    assert!(words.contains("Kill 10 \u{b7} ") && words.contains("The limit was 96 MiB"), "its words go with it");
}

#[test]
fn both_charts_of_a_series_are_seen_without_scrolling_and_fill_a_large_window() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, POSTGRES);
    for (width, height) in [(1280.0, 720.0), (1440.0, 900.0), (1920.0, 1080.0)] {
        shown.set_size(egui::vec2(width, height));
        shown.run_steps(6);
        let charts = shown.query_all_by_role(Role::Image).map(|node| node.rect());
        let lowest = charts.map(|rect| rect.bottom()).fold(0.0, f32::max);
        assert!(lowest <= height && lowest > 0.85 * height, "{width}×{height}: the lower chart ends at {lowest}");
    }
}

#[test]
fn a_card_of_a_series_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, name) in [(Scheme::Light, "series_light"), (Scheme::Dark, "series_dark")] {
        let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Cancelled, scheme);
        loaded(&mut shown);
        click(&mut shown, Role::Button, POSTGRES);
        shown.hover_at(egui::pos2(640.0, 20.0));
        shown.run_steps(8);
        shown.snapshot(name);
        results.extend(shown.take_snapshot_results());
    }
}

#[test]
fn the_menu_of_a_kill_and_a_key_lead_to_its_pod_and_back() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    shown.query_all_by_label_contains(": report-gen, ").next().expect("a kill in the list").click_secondary();
    shown.run_steps(4);
    // All kills are of one node, which nobody can be led to.
    assert!(!is_there(&shown, "Show only kills on"));
    click(&mut shown, Role::Button, "Show only kills of process report-gen");
    assert!(is_there(&shown, "1 of 45 kills"));
    press(&mut shown, Key::Escape);
    click(&mut shown, Role::Button, POSTGRES);
    press(&mut shown, Key::P);
    assert!(is_there(&shown, "5 of 45 kills") && is_there(&shown, INTERVALS), "the series' card stays");
    press(&mut shown, Key::P);
    assert!(is_there(&shown, "45 kills") && !is_there(&shown, "of 45 kills"));
}

#[test]
fn the_menu_of_a_kill_and_a_key_lead_to_its_workload_and_say_what_is_inferred() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    // Kills 1, 2, 3, 5, 12 and 24 are of this pod.
    let of_pod = "1 of 6: shop/checkout-api-rc9xfk22x-cxxqc";
    shown.query_all_by_label_contains("shop/checkout-api-rc9xfk22x-cxxqc").next().expect("a series").click();
    shown.run_steps(4);
    press(&mut shown, Key::ArrowRight);
    press(&mut shown, Key::ArrowDown);
    assert!(is_there(&shown, of_pod));
    assert!(is_there(&shown, "Deployment shop/checkout-api (inferred from the pod's name)"), "the card says so, too");
    shown.query_all_by_label_contains("Kill 1: ").next().expect("a kill in the list").click_secondary();
    shown.run_steps(4);
    let only = "Show only kills of Deployment shop/checkout-api (inferred)";
    shown.query_all_by_label_contains(only).next().expect("the way to the workload").click();
    shown.run_steps(4);
    assert!(is_there(&shown, "6 of 45 kills"));
    press(&mut shown, Key::W);
    assert!(is_there(&shown, "45 kills") && !is_there(&shown, "of 45 kills"), "the key leads back");
    press(&mut shown, Key::W);
    assert!(is_there(&shown, "6 of 45 kills"), "and there again");
}

#[test]
fn the_line_over_an_unfolded_series_is_walked_to_by_the_keys() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Key::ArrowRight);
    press(&mut shown, Key::ArrowDown);
    assert!(is_there(&shown, "The kernel killed java (PID 814)"));
    press(&mut shown, Key::ArrowUp);
    assert!(is_there(&shown, "The kernel killed java (PID 745)"));
    press(&mut shown, Key::ArrowUp);
    assert!(is_there(&shown, INTERVALS) && is_there(&shown, "Kill 2: java"), "its line, and it stays unfolded");
    press(&mut shown, Key::End);
    press(&mut shown, Key::Home);
    assert!(is_there(&shown, INTERVALS), "the list's first line");
}

#[test]
fn a_kill_without_relatives_says_so() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    press(&mut shown, Key::S);
    assert!(is_there(&shown, "No other kill here is of the same container"));
}

#[test]
fn a_log_without_a_kill_can_be_read_and_searched() {
    let text = (1..=900).map(|at| format!("Dec 13 07:00:00 n1 app[7]: order {at} was taken\n")).collect::<String>();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quiet.log");
    std::fs::write(&path, text).expect("a log");
    let mut shown = show(vec![Input::Path(path)], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    assert!(is_there(&shown, "No kill in these logs"));
    wait(&mut shown, "the lines", |shown| {
        labels(shown, Role::ListItem).iter().any(|line| line.contains("order 1 was"))
    });
    shown.key_press_modifiers(Modifiers::COMMAND, Key::F);
    shown.run_steps(3);
    shown.event(Event::Text("order 640 ".to_owned()));
    shown.run_steps(3);
    press(&mut shown, Key::Enter);
    wait_for(&mut shown, "order 640 was taken");
    assert!(!is_there(&shown, "order 1 was taken"), "the view went there");
}

#[test]
fn a_zone_is_found_by_a_part_of_its_name() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    click(&mut shown, Role::Button, "Times as printed");
    shown.get_by_role_and_label(Role::TextInput, "Show times: time zone or offset from UTC").focus();
    shown.run_steps(2);
    shown.event(Event::Text("berl".to_owned()));
    shown.run_steps(3);
    click(&mut shown, Role::Button, "Europe/Berlin");
    wait_for(&mut shown, "Times in Europe/Berlin");
}
