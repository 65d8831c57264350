//! What is under the pointer is shown wherever it stands: on the timeline, in the list, the card and the log.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui_kittest::kittest::Queryable as _;

use super::*;

/// What a part of the window looks like, as a number.
fn look(shown: &mut Shown, part: egui::Rect) -> u64 {
    let mut looks = DefaultHasher::new();
    for (x, y, pixel) in shown.render().unwrap_or_default().enumerate_pixels() {
        if part.contains(egui::pos2(x as f32, y as f32)) {
            pixel.0.hash(&mut looks);
        }
    }
    looks.finish()
}

/// Brings the pointer to a place; the window must come to rest there.
fn point(shown: &mut Shown, at: egui::Pos2) {
    shown.hover_at(at);
    shown.run();
}

fn row(shown: &Shown, label: &str) -> egui::Rect {
    shown.query_all_by_label_contains(label).next().map_or(egui::Rect::NOTHING, |row| row.rect())
}

#[test]
fn a_kill_under_the_pointer_is_marked_in_list_and_timeline_alike() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let nowhere = egui::pos2(640.0, 20.0);
    point(&mut shown, nowhere);
    let (plot, alone) = (timeline(&shown), row(&shown, ": report-gen, "));
    let (calm_plot, calm_row) = (look(&mut shown, plot), look(&mut shown, alone));

    point(&mut shown, alone.center());
    assert_ne!(look(&mut shown, plot), calm_plot, "the list tells the timeline");
    point(&mut shown, nowhere);
    assert_eq!(look(&mut shown, plot), calm_plot, "nothing is left behind");

    let series = row(&shown, "db/postgres-0");
    point(&mut shown, series.center());
    assert_ne!(look(&mut shown, plot), calm_plot, "so does a folded series");

    // Over the lane of the containers, until the pointer meets the kill of that row.
    let met = (0..100_u8).any(|step| {
        point(&mut shown, plot.left_top() + egui::vec2(plot.width() * f32::from(step) / 100.0, 13.0));
        look(&mut shown, alone) != calm_row
    });
    assert!(met, "the timeline tells the list");
    point(&mut shown, nowhere);
    assert_eq!(look(&mut shown, alone), calm_row);
}

#[test]
fn a_line_of_the_log_and_its_evidence_show_each_other_and_their_time() {
    let mut shown = window(&[SEED]);
    shown.set_size(egui::vec2(1280.0, 1600.0));
    loaded(&mut shown);
    shown.key_press(Key::Num2);
    wait_for(&mut shown, "Line 33: ");
    let nowhere = egui::pos2(640.0, 20.0);
    point(&mut shown, nowhere);
    let plot = timeline(&shown);
    let link = shown.get_by_role_and_label(Role::Link, "seed-aks-pod-limit.log:33").rect();
    let card = link.expand2(egui::vec2(16.0, 12.0));
    let (calm_plot, calm_card) = (look(&mut shown, plot), look(&mut shown, card));

    let line = shown.get_by_label_contains("Line 33: ").rect();
    point(&mut shown, egui::pos2(line.left() + 300.0, line.center().y));
    assert_ne!(look(&mut shown, plot), calm_plot, "the line's time stands on the timeline");
    assert_ne!(look(&mut shown, card), calm_card, "the evidence that it is, is framed");
    point(&mut shown, nowhere);
    assert_eq!(look(&mut shown, card), calm_card);

    let number = line.with_max_x(line.left() + 90.0).with_min_x(line.left());
    let calm_line = look(&mut shown, number);
    point(&mut shown, link.center());
    assert_ne!(look(&mut shown, plot), calm_plot, "evidence under the pointer shows its kill on the timeline");
    assert_ne!(look(&mut shown, number), calm_line, "and its line in the log");
}
