//! What an hour with the window promises: what is shown is what the list holds, what is on top closes first, nothing moves
//! under the pointer, and the sentence that one came for is seen without scrolling.

use std::sync::atomic::AtomicBool;

use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::palette::Scheme;
use oomscope::say;
use oomscope::source::{Input, Store};
use oomscope::ui::Picked;

use super::{MANY, SEED, Shown, WHOLE_NODE, click, is_there, loaded, sample, show, wait_for, window};

fn press(shown: &mut Shown, modifiers: Modifiers, key: Key) {
    shown.key_press_modifiers(modifiers, key);
    shown.run_steps(4);
}

fn write(shown: &mut Shown, text: &str) {
    shown.event(Event::Text(text.to_owned()));
    shown.run_steps(4);
}

/// Its first kill has six reasons.
const MANY_REASONS: &str = "sample-logs/why/6.1-32bit.dmesg.gz";

/// What the log's first kill says to do first.
fn first_step(log: &str) -> String {
    let today = chrono::NaiveDate::from_ymd_opt(2023, 12, 20).unwrap_or_default();
    let input = [Input::Path(sample(log))];
    let review = pipeline::run(&input, Options::new(today), &Store::new(), &AtomicBool::new(false), &mut |_| {});
    let step = review.cases.first().and_then(|case| case.words().next_steps.first().cloned());
    let Some(step) = step else { unreachable!("{log} has a kill with a next step") };
    step
}

#[test]
fn a_filter_that_hides_the_shown_kill_shows_another_one_s_card() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    assert!(is_there(&shown, "The kernel killed java (PID 745)"));
    press(&mut shown, Modifiers::COMMAND, Key::F);
    write(&mut shown, "report-gen");
    assert!(is_there(&shown, "The kernel killed report-gen"), "the card is of a kill that the list does not hold");
    assert!(!is_there(&shown, "The kernel killed java (PID 745)"));
    write(&mut shown, " and nothing like this");
    assert!(!is_there(&shown, "The kernel killed report-gen"), "of an empty list nothing is shown");
}

/// What a click on a button puts on the clipboard.
fn copied_by(shown: &mut Shown, button: &str) -> String {
    shown.get_by_role_and_label(Role::Button, button).click();
    for _ in 0..4 {
        shown.step();
        let copied = shown.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        });
        if let Some(copied) = copied {
            return copied;
        }
    }
    String::new()
}

#[test]
fn what_hides_the_shown_kill_shows_and_copies_one_of_the_list() {
    let mut shown = window(&[MANY]);
    shown.set_size(egui::vec2(1920.0, 1080.0));
    loaded(&mut shown);
    let copy = say!(Language::English, "card-copy-text");
    assert!(copied_by(&mut shown, copy).contains("The kernel killed java (PID 745)"));
    // A chip, and one of a menu.
    for hidden in ["Node 7", "15 pods"] {
        shown.query_all_by_label_contains(hidden).next().expect("a chip").click();
        shown.run_steps(4);
        if hidden != "Node 7" {
            shown.query_all_by_label_contains("db/postgres-0  ·").next().expect("a pod").click();
            shown.run_steps(4);
        }
        assert!(is_there(&shown, "of 45 kills") && !is_there(&shown, "(PID 745)"), "{hidden}");
        let text = copied_by(&mut shown, copy);
        let headline = text.lines().next().unwrap_or_default();
        assert!(!headline.is_empty() && is_there(&shown, headline), "{hidden}: what is copied is what is shown");
        click(&mut shown, Role::Button, say!(Language::English, "window-show-all-kills"));
        press(&mut shown, Modifiers::NONE, Key::Home);
        press(&mut shown, Modifiers::NONE, Key::Comma);
    }
}

#[test]
fn a_menu_stays_under_the_pointer() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    shown.query_all_by_label_contains("15 pods").next().expect("a chip of the pods").click();
    shown.run_steps(4);
    let at = |shown: &Shown| {
        let items = ["db/postgres-0  ·", "batch/report-29384760-h4kd9  ·"];
        items.map(|item| shown.query_all_by_label_contains(item).next().expect("an item").rect())
    };
    let before = at(&shown);
    for rect in before {
        shown.hover_at(rect.center());
        shown.run_steps(6);
        assert_eq!(at(&shown), before);
    }
}

#[test]
fn enter_closes_every_sheet_that_asks_for_nothing() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    let sheets = [
        (Modifiers::NONE, Key::Questionmark, say!(Language::English, "window-group-pass-on")),
        (Modifiers::COMMAND, Key::I, say!(Language::English, "window-what-was-read")),
    ];
    for (modifiers, key, title) in sheets {
        press(&mut shown, modifiers, key);
        assert!(is_there(&shown, title), "{title}");
        press(&mut shown, Modifiers::NONE, Key::Enter);
        assert!(!is_there(&shown, title), "{title}");
    }
}

#[test]
fn what_was_typed_as_a_path_is_typed_over() {
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Unavailable, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::L);
    write(&mut shown, "/no/such/log");
    press(&mut shown, Modifiers::NONE, Key::Escape);
    press(&mut shown, Modifiers::NONE, Key::Escape);
    press(&mut shown, Modifiers::COMMAND, Key::L);
    write(&mut shown, "/another");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    let said = say!(Language::English, "window-nothing-at-path", path = "/another");
    assert!(is_there(&shown, &said));
}

#[test]
fn a_picture_of_nothing_is_not_offered() {
    let quiet = "2026-11-24T09:00:00Z node kernel: eth0: link up\n";
    let quiet = Input::Text { name: "quiet.log".to_owned(), text: quiet.to_owned() };
    let mut shown = show(vec![quiet], Picked::Cancelled, Scheme::Light);
    wait_for(&mut shown, "eth0: link up");
    press(&mut shown, Modifiers::COMMAND, Key::S);
    assert!(is_there(&shown, say!(Language::English, "card-picture-needs-kill")));
    assert!(!is_there(&shown, say!(Language::English, "card-picture-save")));
}

#[test]
fn a_key_does_nothing_below_a_sheet() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let affected = say!(Language::English, "affected-close");
    press(&mut shown, Modifiers::NONE, Key::Questionmark);
    press(&mut shown, Modifiers::NONE, Key::A);
    press(&mut shown, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&shown, affected) && !is_there(&shown, say!(Language::English, "window-group-pass-on")));
    // Nor in the frame in which a sheet's field is not there yet.
    shown.key_press_modifiers(Modifiers::COMMAND, Key::K);
    shown.step();
    shown.key_press(Key::A);
    shown.event(Event::Text("affected".to_owned()));
    shown.run_steps(4);
    press(&mut shown, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&shown, affected));
}

#[test]
fn the_sign_of_a_complaint_stands_beside_its_words() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::NONE, Key::S);
    let words = say!(Language::English, "list-alone");
    let words = shown.query_all_by_label(words).next().expect("the words").rect();
    let sign = shown.query_all_by_label("⚠").next().expect("the sign").rect();
    assert!(sign.right() <= words.left() && words.y_range().contains(sign.center().y), "{sign} and {words}");
}

#[test]
fn what_says_that_nothing_is_there_takes_little_room() {
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    let bare: String = seed.split_inclusive('\n').filter(|line| line.contains("oom")).collect();
    let mut shown =
        show(vec![Input::Text { name: "bare.log".to_owned(), text: bare }], Picked::Cancelled, Scheme::Light);
    shown.set_size(egui::vec2(1920.0, 1080.0));
    loaded(&mut shown);
    let words = shown.query_all_by_label(say!(Language::English, "tabs-no-tasks")).next().expect("the words").rect();
    assert!(words.top() > 1080.0 - 100.0, "{words}");
    let quiet = "2026-11-24T09:00:00Z node kernel: eth0: link up\n";
    let quiet = Input::Text { name: "quiet.log".to_owned(), text: quiet.to_owned() };
    let mut shown = show(vec![quiet], Picked::Cancelled, Scheme::Light);
    wait_for(&mut shown, "eth0: link up");
    let line = shown.query_all_by_label_contains("eth0: link up").next().expect("the line").rect();
    assert!(line.top() > 800.0 - 90.0, "{line}");
}

#[test]
fn who_filled_a_short_node_stands_in_its_line_of_the_list() {
    let mut shown = window(&[WHOLE_NODE]);
    loaded(&mut shown);
    // The kill's line says it below its name; under the pointer it is whole.
    shown.get_by_label_contains("Kill 1: ").hover();
    shown.run_steps(8);
    assert!(is_there(&shown, "dpdk-app 327.5 of 812.3 MiB"));
}

#[test]
fn escape_closes_an_open_menu_and_nothing_else() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::F);
    write(&mut shown, "java");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    assert!(is_there(&shown, "of 45 kills"));
    click(&mut shown, Role::Button, say!(Language::English, "window-recent"));
    let item = say!(Language::English, "window-add");
    assert!(is_there(&shown, item), "the menu is open");
    press(&mut shown, Modifiers::NONE, Key::Escape);
    assert!(!is_there(&shown, item), "the menu is closed");
    assert!(is_there(&shown, "of 45 kills"), "and the filter is as it was");
}

#[test]
fn what_is_typed_behind_a_key_that_leads_to_a_field_is_the_field_s() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    // One slow frame holds it all: the letter is also the key that folds the tabs.
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    shown.event(key(Key::F, Modifiers::COMMAND));
    shown.event(key(Key::T, Modifiers::NONE));
    shown.event(Event::Text("t".to_owned()));
    shown.run_steps(3);
    write(&mut shown, "rain-2");
    assert!(is_there(&shown, "1 of 45 kills"), "it reads “train-2”");
    let unfold = say!(Language::English, "window-tabs-unfold");
    assert!(!is_there(&shown, unfold), "and the tabs are as they were");
    press(&mut shown, Modifiers::NONE, Key::Escape);
    press(&mut shown, Modifiers::NONE, Key::Escape);
    // A whole command in one frame: the sheet, its words, and Enter.
    shown.event(key(Key::K, Modifiers::COMMAND));
    shown.event(Event::Text("Collapse or expand the tabs".to_owned()));
    shown.event(key(Key::Enter, Modifiers::NONE));
    shown.run_steps(4);
    assert!(is_there(&shown, unfold), "it was done");
}

#[test]
fn a_menu_closes_after_a_choice() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let all = say!(Language::English, "list-all-pods");
    shown.query_all_by_label_contains("15 pods").next().expect("a chip of the pods").click();
    shown.run_steps(4);
    assert!(is_there(&shown, all), "the menu is open");
    let value = shown.query_all_by_label_contains("db/postgres-0  ·").next().expect("a pod");
    value.click();
    shown.run_steps(4);
    assert!(!is_there(&shown, all), "the menu is closed");
    assert!(is_there(&shown, "of 45 kills"), "and what was chosen holds");
}

#[test]
fn enter_confirms_a_sheet() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::I);
    let title = say!(Language::English, "window-what-was-read");
    assert!(is_there(&shown, title));
    press(&mut shown, Modifiers::NONE, Key::Enter);
    assert!(!is_there(&shown, title), "Enter closes an account that asks for nothing");

    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("card.png");
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Files(vec![target.clone()]), Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::S);
    wait_for(&mut shown, "pixels");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    wait_for(&mut shown, "Saved ");
    assert!(target.exists(), "Enter saves the picture");
}

#[test]
fn tab_walks_the_toolbar_as_the_eye_does() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    let mut walked = Vec::new();
    for _ in 0..9 {
        press(&mut shown, Modifiers::NONE, Key::Tab);
        let focused = shown.ctx.memory(|memory| memory.focused()).and_then(|id| shown.ctx.read_response(id));
        walked.extend(focused.map(|response| response.rect.center()).filter(|at| at.y < 48.0).map(|at| at.x));
    }
    assert!(walked.len() >= 6, "{walked:?}");
    assert!(walked.is_sorted(), "{walked:?}");
}

#[test]
fn a_mistyped_path_closes_nothing() {
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Unavailable, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::L);
    write(&mut shown, "/no/such/kern.log");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    let said = say!(Language::English, "window-nothing-at-path", path = "/no/such/kern.log");
    assert!(is_there(&shown, &said));
    assert!(is_there(&shown, "Kill 1: stress-ng-vm"), "what is open stays open");
    assert!(is_there(&shown, say!(Language::English, "window-open-path-verb")), "and the path can be mended");
}

#[test]
fn messages_leave_by_themselves_and_cover_no_sum() {
    let mut shown = show(vec![Input::Path(sample(SEED))], Picked::Unavailable, Scheme::Light);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::L);
    write(&mut shown, "/no/such/kern.log");
    press(&mut shown, Modifiers::NONE, Key::Enter);
    press(&mut shown, Modifiers::NONE, Key::Escape);
    let said = say!(Language::English, "window-nothing-at-path", path = "/no/such/kern.log");
    let message = shown.query_all_by_label(&said).next().expect("the message").rect();
    let list = shown.query_all_by_label_contains("Kill 1: stress-ng-vm").next().expect("the list").rect();
    assert!(message.right() <= list.right() + 40.0, "{message:?} lies beside the list {list:?}");
    // A step is a quarter of a second.
    shown.run_steps(70);
    assert!(!is_there(&shown, &said), "it has left");
}

#[test]
fn the_sentence_the_reasons_and_the_first_step_are_seen_without_scrolling() {
    for (width, height) in [(1280.0, 720.0), (1440.0, 900.0), (640.0, 360.0)] {
        for log in [SEED, MANY, WHOLE_NODE, MANY_REASONS] {
            let step = first_step(log);
            let mut shown = window(&[log]);
            loaded(&mut shown);
            shown.set_size(egui::vec2(width, height));
            shown.run_steps(8);
            let steps = shown.query_all_by_label(&step).map(|node| node.rect());
            let step = steps.min_by(|a, b| a.top().total_cmp(&b.top())).expect("the first step");
            // The tabs' names stay at the lower edge.
            assert!(step.bottom() <= height - 32.0, "{log} at {width}×{height}: it ends at {}", step.bottom());
        }
    }
}

#[test]
fn a_checkbox_is_hollow_until_it_is_checked() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    let label = say!(Language::English, "window-mask");
    let middle = |shown: &mut Shown| {
        let rect = shown.get_by_role_and_label(Role::CheckBox, label).rect();
        let image = shown.render().expect("a picture");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the screen")]
        let pixel = |x: f32| image.get_pixel(x as u32, (rect.center().y - 4.0) as u32).0;
        (pixel(rect.left() + 4.5), pixel(rect.left() - 3.0))
    };
    let (inside, ground) = middle(&mut shown);
    assert_eq!(inside, ground, "nothing is in it");
    let square = |shown: &mut Shown| {
        let rect = shown.get_by_role_and_label(Role::CheckBox, label).rect();
        let image = shown.render().expect("a picture");
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the screen")]
        let square = (0..16).map(|x| image.get_pixel(rect.left() as u32 + x, rect.center().y as u32).0);
        square.collect::<Vec<_>>()
    };
    let calm = square(&mut shown);
    let at = shown.get_by_role_and_label(Role::CheckBox, label).rect().center();
    shown.hover_at(at);
    shown.run_steps(6);
    assert_ne!(square(&mut shown), calm, "the pointer is seen on it");
    click(&mut shown, Role::CheckBox, label);
    shown.hover_at(egui::pos2(640.0, 600.0));
    shown.run_steps(6);
    let (inside, ground) = middle(&mut shown);
    assert_ne!(inside, ground, "it is filled");
}

#[test]
fn many_places_of_one_kill_are_one_line_and_the_log_keeps_half_of_its_tab() {
    let mut shown = window(&["sample-logs/lab/6.1-k8s"]);
    shown.set_size(egui::vec2(1280.0, 720.0));
    loaded(&mut shown);
    assert!(is_there(&shown, " more places"), "the other places are counted");
    press(&mut shown, Modifiers::NONE, Key::Num2);
    wait_for(&mut shown, "Line ");
    let tabs = shown.query_all_by_label(say!(Language::English, "tabs-log")).map(|node| node.rect().top());
    let tabs = tabs.fold(0.0, f32::max);
    let lines = shown.query_all_by_label_contains("Line ").map(|node| node.rect().top()).fold(f32::INFINITY, f32::min);
    assert!(lines < 720.0 && (720.0 - lines) * 2.0 >= 720.0 - tabs, "lines from {lines} on, tabs from {tabs} on");
}

#[test]
fn chips_count_as_pods_only_what_is_a_pod() {
    let mut shown = window(&["sample-logs/node/host-systemd257-6.1/syslog.log.gz"]);
    loaded(&mut shown);
    let pods = super::labels(&shown, Role::Button).into_iter().find(|label| label.contains("pods ⏷"));
    assert_eq!(pods, None, "a host without Kubernetes has none");
}

#[test]
fn a_report_that_is_cut_says_what_is_known_in_headline_and_list() {
    let seed = std::fs::read_to_string(sample(SEED)).expect("the sample");
    // Neither the line that names the victim nor the one of the kill.
    let cut: String = seed.split_inclusive('\n').take_while(|line| !line.contains("oom-kill:")).collect();
    let mut shown = show(vec![Input::Text { name: "cut.log".to_owned(), text: cut }], Picked::Cancelled, Scheme::Light);
    loaded(&mut shown);
    assert!(!is_there(&shown, "0 kills"));
    let headline = "The pod's memory limit of 500 MiB was reached. The log doesn't show which process was killed";
    assert!(is_there(&shown, headline));
    assert!(is_there(&shown, say!(Language::English, "list-victim-cut-off")), "the list says so");
}

#[test]
fn a_folder_is_picked_as_easily_as_a_file() {
    let folder = vec![sample("sample-logs/lab/6.1-global-numa")];
    let mut shown = show(Vec::new(), Picked::Files(folder), Scheme::Light);
    click(&mut shown, Role::Button, say!(Language::English, "window-open-folder-of-logs"));
    wait_for(&mut shown, "kills on ");
}

#[test]
fn the_list_of_commands_grows_with_its_hits_and_follows_the_choice() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    press(&mut shown, Modifiers::COMMAND, Key::K);
    // The sheet's lines that are in sight are wider than the list of kills.
    let in_sight = |shown: &Shown| {
        let lines = shown.query_all_by_role(Role::ListItem).map(|node| node.rect());
        lines.filter(|rect| rect.width() > 400.0 && rect.bottom() < 700.0).count()
    };
    write(&mut shown, "stati");
    let few = in_sight(&shown);
    for _ in 0..5 {
        press(&mut shown, Modifiers::NONE, Key::Backspace);
    }
    let many = in_sight(&shown);
    assert!(few < many && many >= 8, "{few} hits, then {many}");
    for _ in 0..30 {
        press(&mut shown, Modifiers::NONE, Key::ArrowDown);
    }
    let chosen = |node: &egui_kittest::Node<'_>| node.accesskit_node().toggled() == Some(Toggled::True);
    let rect = shown.query_all_by_role(Role::ListItem).find(chosen).expect("the chosen line").rect();
    assert!(rect.top() > 100.0 && rect.bottom() < 700.0, "{rect:?} is in sight");
}
