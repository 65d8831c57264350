//! The table of who is affected, used as a person uses it.

use super::*;

const SORTED_BY_NAME: &str = "Workload, pod, or cgroup";

fn press(shown: &mut Shown, key: Key) {
    shown.key_press(key);
    shown.run_steps(4);
}

/// The lines of both tables, from top to bottom, each up to its number of kills.
fn lines(shown: &Shown) -> Vec<String> {
    let rows = labels(shown, Role::Row).into_iter().filter(|label| label.contains(", Kills: "));
    rows.map(|label| label.split(", First").next().unwrap_or("").to_owned()).collect()
}

fn opened() -> Shown {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    shown.set_size(egui::vec2(1440.0, 900.0));
    shown.run_steps(4);
    click(&mut shown, Role::Button, "Who is affected");
    shown
}

#[test]
fn workloads_and_nodes_are_told_with_most_kills_first() {
    let shown = opened();
    let lines = lines(&shown);
    // Kills 1, 2, 3, 5, 12 and 24 of the log are of checkout-api, 8, 11, 16, 21, 33 and 37 of frontend, 4, 6, 9, 14, 25 and
    // 36 of orders-worker.
    assert_eq!(
        lines[..3],
        [
            "Workload, pod, or cgroup: Deployment shop/checkout-api (inferred), Kills: 6",
            "Workload, pod, or cgroup: Deployment shop/frontend (inferred), Kills: 6",
            "Workload, pod, or cgroup: Deployment shop/orders-worker (inferred), Kills: 6",
        ]
    );
    assert_eq!(lines.last().map(String::as_str), Some("Node: aks-nodepool1-12345678-vmss000000, Kills: 45"));
    let number = |line: &String| line.rsplit_once("Kills: ").and_then(|(_, kills)| kills.parse::<u32>().ok());
    assert_eq!(lines.iter().filter_map(number).sum::<u32>(), 90, "every kill stands once in each table");
    let postgres = labels(&shown, Role::Row).into_iter().find(|label| label.contains("db/postgres")).expect("postgres");
    assert!(postgres.contains("Limit: 96 MiB") && postgres.contains("Largest victim: postgres, "), "{postgres}");
}

#[test]
fn a_click_on_a_line_narrows_the_list_and_a_second_one_shows_all() {
    let mut shown = opened();
    let line = "Deployment shop/checkout-api (inferred), Kills: 6";
    for said in ["6 of 45 kills", "45 kills"] {
        shown.query_all_by_label_contains(line).next().expect("the line").click();
        shown.run_steps(4);
        assert!(is_there(&shown, said), "{said}");
        assert!(is_there(&shown, line), "the table stays");
    }
    assert!(!is_there(&shown, "of 45 kills"));
    // Another workload takes the place of the first.
    for line in [line, "CronJob db/migrate (inferred), Kills: 5"] {
        shown.query_all_by_label_contains(line).next().expect("the line").click();
        shown.run_steps(4);
    }
    assert!(is_there(&shown, "5 of 45 kills"));
}

#[test]
fn a_heading_sorts_by_click_and_by_keyboard_and_turns_round() {
    let mut shown = opened();
    click(&mut shown, Role::ColumnHeader, SORTED_BY_NAME);
    let names = lines(&shown);
    assert!(names[0].contains("backup-agent.service") && names[1].contains("CronJob batch/report"), "{names:?}");
    shown.get_by_role_and_label(Role::ColumnHeader, SORTED_BY_NAME).focus();
    shown.run_steps(2);
    press(&mut shown, Key::Enter);
    let turned = lines(&shown);
    // The last line is the node's table.
    let of_owners = names.len() - 1;
    assert_eq!(turned[..of_owners], names[..of_owners].iter().rev().cloned().collect::<Vec<_>>());
}

#[test]
fn a_line_is_reached_and_chosen_by_keyboard() {
    let mut shown = opened();
    shown.query_all_by_label_contains("Deployment shop/checkout-api (inferred), Kills").next().expect("a line").focus();
    shown.run_steps(2);
    press(&mut shown, Key::ArrowDown);
    press(&mut shown, Key::Enter);
    assert!(is_there(&shown, "6 of 45 kills"));
    let chosen = shown
        .query_all_by_role(Role::Row)
        .filter(|row| row.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True));
    let labels: Vec<_> = chosen.filter_map(|row| row.accesskit_node().label()).collect();
    assert!(labels.iter().any(|label| label.contains("shop/frontend")), "{labels:?}");
}

#[test]
fn the_key_escape_and_a_kill_lead_out_of_the_table() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let is_shown = |shown: &Shown| !lines(shown).is_empty();
    press(&mut shown, Key::A);
    assert!(is_shown(&shown));
    press(&mut shown, Key::A);
    assert!(!is_shown(&shown));
    press(&mut shown, Key::A);
    press(&mut shown, Key::Escape);
    assert!(!is_shown(&shown));
    press(&mut shown, Key::A);
    press(&mut shown, Key::J);
    assert!(!is_shown(&shown), "a kill that is walked to is shown");
}

#[test]
fn the_table_looks_as_it_should() {
    let mut results = SnapshotResults::new();
    for (scheme, name) in [(Scheme::Light, "affected_light"), (Scheme::Dark, "affected_dark")] {
        let mut shown = show(vec![Input::Path(sample(MANY))], Picked::Cancelled, scheme);
        loaded(&mut shown);
        press(&mut shown, Key::A);
        shown.query_all_by_label_contains("CronJob db/migrate (inferred), Kills").next().expect("a line").click();
        shown.hover_at(egui::pos2(640.0, 20.0));
        shown.run_steps(8);
        shown.snapshot(name);
        results.extend(shown.take_snapshot_results());
    }
    if let Some(mut shown) = language::japanese(&[MANY]) {
        language::loaded_in_japanese(&mut shown);
        press(&mut shown, Key::A);
        shown.run_steps(8);
        results.add(shown.try_snapshot("affected_japanese"));
    }
}
