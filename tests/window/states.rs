//! Every state of the window at every size: nothing clipped, nothing on something else, light and dark.

use super::*;

/// Sizes in points; the lowest is a screen of 1280 by 720 pixels at twice the size.
const SIZES: [(&str, (f32, f32)); 3] =
    [("narrow", (900.0, 640.0)), ("small", (1280.0, 720.0)), ("large", (1920.0, 1080.0))];

/// How many kills the largest log has.
const VERY_MANY: u32 = 2000;

/// A state's looks: dark where that is what has not been looked at.
struct Looks {
    results: SnapshotResults,
}

impl Looks {
    /// The state in all sizes, once light and once dark at the usual one. `bring` leads a window to the state.
    fn of(&mut self, state: &str, scheme: Scheme, inputs: &[Input], bring: impl Fn(&mut Shown)) {
        let other = if scheme == Scheme::Light { Scheme::Dark } else { Scheme::Light };
        let all = SIZES.map(|(name, size)| (name.to_owned(), size, scheme));
        let [_, (_, usual), _] = SIZES;
        for (name, size, scheme) in all.into_iter().chain([("small_other".to_owned(), usual, other)]) {
            let mut shown = sized(inputs.to_vec(), scheme, size);
            bring(&mut shown);
            shown.run_steps(8);
            shown.snapshot(format!("states/{state}_{name}"));
            self.results.extend(shown.take_snapshot_results());
        }
    }
}

fn text(name: &str, text: String) -> Input {
    Input::Text { name: name.to_owned(), text }
}

#[test]
fn a_log_of_kills_and_a_filter_that_leaves_none_fit_every_screen() {
    let mut looks = Looks { results: SnapshotResults::new() };
    let many = [Input::Path(sample(MANY))];
    looks.of("kills", Scheme::Light, &many, loaded);
    looks.of("no_result", Scheme::Light, &many, |shown| {
        loaded(shown);
        shown.key_press_modifiers(Modifiers::COMMAND, Key::F);
        shown.run_steps(2);
        shown.event(Event::Text("no such process".to_owned()));
    });
}

#[test]
fn an_empty_window_and_a_log_without_a_kill_fit_every_screen() {
    let mut looks = Looks { results: SnapshotResults::new() };
    looks.of("empty", Scheme::Dark, &[], |_| ());
    let quiet = text("quiet.log", "2026-11-24T09:00:00Z node kernel: eth0: link up\n".to_owned());
    looks.of("no_kill", Scheme::Dark, &[quiet], |shown| {
        wait_for(shown, "No kill in these logs");
        // Its lines come from another thread.
        wait_for(shown, "eth0: link up");
    });
}

#[test]
fn an_error_fits_every_screen() {
    let mut looks = Looks { results: SnapshotResults::new() };
    let missing = Input::Path(PathBuf::from("/no/such/folder/kern.log"));
    looks.of("error", Scheme::Light, &[missing], |shown| {
        wait_for(shown, "Nothing could be read");
        assert!(is_there(shown, "/no/such/folder/kern.log"));
    });
}

/// A pipe that nobody writes to keeps the window reading.
#[cfg(target_os = "linux")]
#[test]
fn a_window_that_reads_fits_every_screen() {
    use std::os::fd::AsRawFd as _;
    let mut looks = Looks { results: SnapshotResults::new() };
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let endless = Input::Path(PathBuf::from(format!("/proc/self/fd/{}", reader.as_raw_fd())));
    looks.of("loading", Scheme::Light, &[endless], |shown| wait_for(shown, "Stop"));
    drop(writer);
}

#[test]
fn thousands_of_kills_fit_every_screen() {
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    let kill: Vec<&str> = seed.lines().filter(|line| line.contains("oom")).collect();
    let start =
        chrono::NaiveDate::from_ymd_opt(2023, 12, 13).and_then(|day| day.and_hms_opt(7, 23, 21)).unwrap_or_default();
    let lines = (0..VERY_MANY).flat_map(|at| {
        let time = start + chrono::TimeDelta::seconds(i64::from(at * at % 7919) + i64::from(at) * 60);
        let stamp = format!("{}+00:00 node-{}", time.format("%Y-%m-%dT%H:%M:%S"), at % 12);
        let pid = 20_000 + at;
        let named = ["java", "nginx", "postgres", "train", "redis-server"][at as usize % 5];
        let line = move |line: &&str| {
            let (_, message) = line.split_once("kernel: ").unwrap_or_default();
            let (_, message) = message.split_once("] ").unwrap_or_default();
            let message = message.replace("716580", &pid.to_string()).replace("stress-ng-vm", named);
            format!("{stamp} kernel: {}\n", message.replace("479f327f", &format!("{:08x}", at % 97)))
        };
        kill.iter().map(line).collect::<Vec<_>>()
    });
    let huge = text("fleet.log", lines.collect());
    let mut looks = Looks { results: SnapshotResults::new() };
    looks.of("huge", Scheme::Dark, &[huge], |shown| {
        loaded(shown);
        assert!(is_there(shown, "2,000 kills") && !is_there(shown, "without a kill"));
    });
}

#[test]
fn a_screen_at_twice_the_size_still_shows_list_card_and_the_tabs_names() {
    let mut shown = sized(vec![Input::Path(sample(MANY))], Scheme::Light, (640.0, 360.0));
    loaded(&mut shown);
    shown.run_steps(8);
    for label in ["The kernel killed java (PID 745)", "shop/orders-worker", "Node memory"] {
        let part = shown.query_all_by_label_contains(label).next().expect("a part of the window").rect();
        assert!(
            part.intersects(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(640.0, 360.0))),
            "{label}: {part}"
        );
    }
    shown.snapshot("states/kills_twice");
}
