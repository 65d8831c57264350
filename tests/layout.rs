//! No text is cut, none touches another, none is too pale for its ground: every text of every picture, and of every panel,
//! sheet and state of the window, is measured against its room, in both languages, in every layout, and with names that
//! are as long as names can be, over all samples. Each sample is led through the window at one of its sizes, the longest
//! names at all of them; every sample at every size where minutes may go by: `cargo test --test layout -- --ignored`.

#![cfg(feature = "window")]
#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

#[path = "support/layout.rs"]
mod measure;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use egui::{Event, Key, Modifiers, Rect};
use egui_kittest::Harness;
use oomscope::analysis::{self, Case, Review};
use oomscope::lang::Language;
use oomscope::load::{Options, pipeline};
use oomscope::model::{Offsets, Task, TaskTable};
use oomscope::palette::Scheme;
use oomscope::report::{LaneBy, PictureFormat, PictureLayout, PictureSubject, Spec};
use oomscope::say;
use oomscope::source::{Input, Store};
use oomscope::ui::picture::{self, Content};
use oomscope::ui::{Answer, App, Environment, FileDialogs, Picked, Start, system_fonts};

use self::measure::{Cut, faults, pale};

/// Sizes of a window in points; the lowest is a screen of 1280 by 720 pixels at twice the size.
const SIZES: [(f32, f32); 4] = [(640.0, 360.0), (1280.0, 720.0), (1440.0, 900.0), (1920.0, 1080.0)];
/// How many kills of a sample are looked at, those that no sample before had.
const KILLS: usize = 3;
/// How many series of each sample are drawn.
const SERIES: u32 = 2;
/// How many lines of the list the window is led through.
const LINES: usize = 2;

/// All samples: each folder of one boot read as a whole, each file beside them by itself.
fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
    let within = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("the samples");
        entries.map(|entry| entry.expect("a sample").path()).collect::<Vec<_>>()
    };
    let mut all = within("lab");
    all.extend(within("node"));
    all.extend(within("why"));
    all.extend(within("").into_iter().filter(|path| path.extension().is_some_and(|it| it != "md")));
    all.sort();
    all
}

fn read(path: &Path, language: Language) -> Review {
    let today = NaiveDate::from_ymd_opt(2026, 12, 31).expect("a date");
    let options = Options { year: Some(2026), language, ..Options::new(today) };
    pipeline::run(&[Input::Path(path.to_owned())], options, &Store::new(), &AtomicBool::new(false), &mut |_| {})
}

/// What makes a kill look different: its rule, how many died, what is known of its memory and its pod.
type Kind = (&'static str, usize, Option<usize>, bool);

/// A few kills that look different from all before.
fn different<'r>(review: &'r Review, seen: &mut BTreeSet<Kind>) -> Vec<&'r Arc<Case>> {
    let key = |case: &Case| {
        let verdict = &case.conclusions.verdict;
        let parts =
            case.conclusions.breakdown.as_ref().map(|pie| pie.parts.iter().filter(|p| p.bytes.is_some()).count());
        (verdict.rule, case.incident.victims.len().min(3), parts, case.conclusions.pod.is_some())
    };
    review.cases.iter().filter(|case| seen.insert(key(case))).take(KILLS).collect()
}

fn measured(content: &Content, what: &str, told: &mut Vec<String>) {
    // Letter is laid out as A4 is, a little lower; each layout takes its time.
    for shape in PictureLayout::ALL.into_iter().filter(|shape| *shape != PictureLayout::Letter) {
        let spec =
            Spec { shape, scheme: Scheme::Light, scale: 1, form: PictureFormat::Png, subject: PictureSubject::Card };
        let (shapes, size) = content.shapes(spec);
        let whole = Rect::from_min_size(egui::Pos2::ZERO, size);
        let found = faults(&shapes, whole, Cut::Nothing);
        told.extend(found.into_iter().map(|fault| format!("{what}, {shape:?}: {fault}")));
    }
}

/// Whether every text of a picture can be read on its ground, light and dark.
fn readable(content: &Content, what: &str, told: &mut Vec<String>) {
    for (shape, scheme) in [
        (PictureLayout::Wide, Scheme::Light),
        (PictureLayout::Slide, Scheme::Dark),
        (PictureLayout::Wide, Scheme::Dark),
        (PictureLayout::A4, Scheme::Light),
    ] {
        let spec = Spec { shape, scheme, scale: 1, form: PictureFormat::Png, subject: PictureSubject::Card };
        let (shapes, size) = content.shapes(spec);
        let whole = Rect::from_min_size(egui::Pos2::ZERO, size);
        let found = pale(&shapes, whole, scheme.palette().ground.into());
        told.extend(found.into_iter().map(|fault| format!("{what}, {shape:?}, {scheme:?}: {fault}")));
    }
}

fn pictures(review: &Review, name: &str, seen: &mut BTreeSet<Kind>, told: &mut Vec<String>) {
    for subject in [PictureSubject::Overview, PictureSubject::Timeline] {
        if let Some(content) = Content::of(review, subject, None, LaneBy::Pod) {
            measured(&content, &format!("{name}, {subject:?}"), told);
        }
    }
    for number in 1..=SERIES.min(u32::try_from(review.series.len()).unwrap_or(0)) {
        if let Some(content) = Content::series(review, number) {
            measured(&content, &format!("{name}, series {number}"), told);
        }
    }
    for case in different(review, seen) {
        let content = Content::card(case, &review.sources, review.language);
        measured(&content, &format!("{name}, kill {}", case.incident.id.0), told);
    }
    if let [first, .., last] = &review.cases[..] {
        let content = Content::pair(first, last, review, review.language);
        measured(&content, &format!("{name}, first and last kill"), told);
    }
    if let Some(witness) = analysis::witnesses(review).first() {
        let content = Content::sign(witness, &review.sources, review.language);
        measured(&content, &format!("{name}, sign"), told);
    }
}

fn none_of(told: &[String]) {
    assert!(
        told.is_empty(),
        "{} texts do not fit:\n{}",
        told.len(),
        told.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
}

/// False where no font of this machine has the language's letters.
fn writable(language: Language) -> bool {
    picture::can_write(language)
}

/// The review with every name as long as names can be, without a break.
fn with_long_names(mut review: Review, language: Language) -> Review {
    let long = |head: &str| Arc::<str>::from(format!("{head}{}", "x".repeat(250 - head.len())));
    for source in &mut review.sources {
        source.name = long("a-file-").to_string();
    }
    for case in &mut review.cases {
        let case = Arc::make_mut(case);
        let incident = &mut case.incident;
        incident.host = Some(long("host-").as_ref().into());
        for victim in &mut incident.victims {
            victim.name = long("victim-").as_ref().into();
        }
        let mut table = TaskTable::new(incident.tasks.columns, incident.tasks.header_line);
        for task in incident.tasks.iter() {
            table.push(&Task { name: long("task-"), ..task });
        }
        incident.tasks = table;
        let pod = case.conclusions.pod.clone();
        case.conclusions = analysis::conclude(incident, language);
        case.conclusions.pod = pod.map(|mut pod| {
            pod.name = Some(long("pod-").as_ref().into());
            pod.namespace = Some(long("namespace-").as_ref().into());
            pod
        });
    }
    for series in &mut review.series {
        series.title = long("series-").to_string();
    }
    review
}

/// Which samples fall to one of so many tests that run beside each other.
fn share(part: usize, parts: usize) -> impl Iterator<Item = PathBuf> {
    samples().into_iter().skip(part).step_by(parts)
}

fn every_picture(paths: impl Iterator<Item = PathBuf>) {
    let (mut told, mut seen) = (Vec::new(), [BTreeSet::new(), BTreeSet::new()]);
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut review = read(&path, Language::English);
        for (language, seen) in Language::ALL.into_iter().zip(&mut seen).filter(|(language, _)| writable(*language)) {
            analysis::respeak(&mut review, language);
            pictures(&review, &format!("{name} in {language:?}"), seen, &mut told);
        }
    }
    none_of(&told);
}

#[test]
fn every_text_of_every_picture_has_its_room() {
    every_picture(share(0, 2));
}

#[test]
fn every_text_of_every_picture_has_its_room_in_the_other_samples() {
    every_picture(share(1, 2));
}

#[test]
fn every_text_of_every_picture_is_readable_on_its_ground() {
    let mut told = Vec::new();
    for path in few() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let review = read(&path, Language::English);
        let overview = Content::of(&review, PictureSubject::Overview, None, LaneBy::Pod);
        let series = Content::series(&review, 1);
        let cards = different(&review, &mut BTreeSet::new()).into_iter().take(1);
        let cards = cards.map(|case| Content::card(case, &review.sources, review.language));
        for content in overview.into_iter().chain(series).chain(cards) {
            readable(&content, &name, &mut told);
        }
    }
    none_of(&told);
}

#[test]
fn names_of_250_letters_have_their_room_on_every_picture() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
    for language in Language::ALL.into_iter().filter(|language| writable(*language)) {
        let (mut told, mut seen) = (Vec::new(), BTreeSet::new());
        for sample in
            ["lab/6.1-global-numa", "node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz", "seed-aks-pod-limit.log"]
        {
            let review = with_long_names(read(&root.join(sample), language), language);
            pictures(&review, sample, &mut seen, &mut told);
        }
        none_of(&told);
    }
}

/// All texts of a picture, from top to bottom.
fn texts(shapes: &[egui::epaint::ClippedShape]) -> Vec<String> {
    fn look(shape: &egui::Shape, found: &mut Vec<(f32, String)>) {
        match shape {
            egui::Shape::Text(text) => found.push((text.pos.y, text.galley.text().replace('\n', ""))),
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| look(shape, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for clipped in shapes {
        look(&clipped.shape, &mut found);
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_slide_of_a_node_that_was_short_begins_with_who_filled_it_and_lists_the_largest() {
    let review =
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs/lab/6.1-global-numa"), Language::English);
    let mut looked_at = 0;
    for case in &review.cases {
        let Some(holder) = case.conclusions.holder_line() else { continue };
        looked_at += 1;
        let content = Content::card(case, &review.sources, review.language);
        let spec = Spec {
            shape: PictureLayout::Slide,
            scheme: Scheme::Light,
            scale: 1,
            form: PictureFormat::Png,
            subject: PictureSubject::Card,
        };
        let texts = texts(&content.shapes(spec).0);
        let at = |words: &str| texts.iter().position(|text| text.contains(words));
        let (first, why) = (at(&holder), at("Why"));
        assert!(first.zip(why).is_some_and(|(first, why)| first < why), "{holder:?} in {texts:?}");
        let name = holder.split(" held ").next().unwrap_or_default();
        assert!(texts.iter().filter(|text| text.contains(name)).count() > 1, "{name} is listed, too: {texts:?}");
    }
    assert!(looked_at > 5, "{looked_at} kills of nodes that were short");
    // The overview tells it in the column of what was largest.
    let overview = Content::of(&review, PictureSubject::Overview, None, LaneBy::Pod).expect("an overview");
    let spec = Spec { shape: PictureLayout::Wide, subject: PictureSubject::Overview, ..Spec::default() };
    let texts = texts(&overview.shapes(spec).0);
    assert!(texts.iter().any(|text| text == "dpdk-app 327.5 of 812.3 MiB"), "{texts:?}");
}

/// Dialogs are not asked for here.
struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn open(&mut self, _title: &str, answer: Answer) {
        answer(Picked::Cancelled);
    }

    fn save(&mut self, _title: &str, _name: &str, answer: Answer) {
        answer(Picked::Cancelled);
    }
}

/// A window that is made in its first frame, because it needs the context.
struct Window {
    start: Option<Start>,
    app: Option<App>,
}

type Shown = Harness<'static, Window>;

fn window(inputs: Vec<Input>, language: Language) -> Shown {
    let today = || NaiveDate::from_ymd_opt(2026, 12, 31).unwrap_or_default();
    // Names of any language are written in every language.
    let fonts: fn(Language) -> Option<oomscope::ui::language::Fonts> = |_| system_fonts(Language::Japanese, None);
    let surroundings = Environment { today, computer: Offsets::default(), settings_file: None, language, fonts };
    let start = Some(Start { inputs, surroundings, dialogs: Box::new(NoDialogs) });
    let mut shown = Harness::builder().with_size([1280.0, 720.0]).with_max_steps(32).build_ui_state(
        |ui, window: &mut Window| {
            if let Some(start) = window.start.take() {
                window.app = Some(App::new(ui.ctx(), start));
                ui.ctx().request_repaint();
            } else if let Some(app) = &mut window.app {
                app.logic(ui.ctx());
                app.ui(ui);
            }
        },
        Window { start, app: None },
    );
    let begun = std::time::Instant::now();
    let is_reading = |shown: &Shown| shown.state().app.as_ref().is_none_or(App::is_reading);
    while is_reading(&shown) {
        assert!(begun.elapsed().as_secs() < 300, "the log is not read");
        shown.step();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    shown.run_steps(4);
    shown
}

/// Something that the window shows: the keys that lead to it, and those that lead back.
type Shows = (&'static str, &'static [(Modifiers, Key)], &'static [(Modifiers, Key)]);

const PLAIN: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// What is shown of a kill.
const OF_A_KILL: [Shows; 6] = [
    ("tasks", &[(PLAIN, Key::Num1)], &[]),
    ("statistics", &[(PLAIN, Key::Num3)], &[]),
    ("node memory", &[(PLAIN, Key::Num4)], &[]),
    ("stack", &[(PLAIN, Key::Num5)], &[]),
    ("log", &[(PLAIN, Key::Num2)], &[]),
    ("wrapped log", &[(Modifiers::ALT, Key::Z)], &[(Modifiers::ALT, Key::Z)]),
];

/// What is shown of the whole case.
const OF_THE_CASE: [Shows; 9] = [
    ("series", &[(PLAIN, Key::S)], &[(PLAIN, Key::Home)]),
    ("comparison", &[(PLAIN, Key::C)], &[(PLAIN, Key::Escape)]),
    ("affected", &[(PLAIN, Key::A)], &[(PLAIN, Key::A)]),
    ("chosen kills", &[(CTRL, Key::A)], &[(PLAIN, Key::Escape)]),
    ("commands", &[(CTRL, Key::K)], &[(PLAIN, Key::Escape)]),
    ("shortcuts", &[(PLAIN, Key::Questionmark)], &[(PLAIN, Key::Escape)]),
    ("account", &[(CTRL, Key::I)], &[(PLAIN, Key::Escape)]),
    ("picture", &[(CTRL, Key::S)], &[(PLAIN, Key::Escape)]),
    ("path", &[(CTRL, Key::L)], &[(PLAIN, Key::Escape)]),
];

fn press(shown: &mut Shown, keys: &[(Modifiers, Key)]) {
    for (modifiers, key) in keys {
        shown.key_press_modifiers(*modifiers, *key);
        shown.run_steps(3);
    }
}

/// Runs a command by its name.
fn command(shown: &mut Shown, name: &str) {
    press(shown, &[(CTRL, Key::K)]);
    shown.event(Event::Text(name.to_owned()));
    shown.run_steps(2);
    press(shown, &[(PLAIN, Key::Enter)]);
}

fn look(shown: &Shown, what: &str, told: &mut Vec<String>) {
    let whole = shown.ctx.content_rect();
    let found = faults(&shown.output().shapes, whole, Cut::AboveAndBelow);
    told.extend(found.into_iter().map(|fault| format!("{what}, {}×{}: {fault}", whole.width(), whole.height())));
}

/// Measures the window at a size: the first lines of the list with each of their tabs, and all that lies over it.
fn looked_over(shown: &mut Shown, (width, height): (f32, f32), language: Language, what: &str, told: &mut Vec<String>) {
    shown.set_size(egui::vec2(width, height));
    press(shown, &[(PLAIN, Key::Home)]);
    for line in 0..LINES {
        for (name, there, back) in OF_A_KILL {
            press(shown, there);
            look(shown, &format!("{what}, line {line}, {name}"), told);
            press(shown, back);
        }
        press(shown, &[(PLAIN, Key::J)]);
    }
    found_lines(shown, what, told);
    press(shown, &[(PLAIN, Key::End)]);
    for (name, there, back) in OF_THE_CASE {
        press(shown, there);
        look(shown, &format!("{what}, {name}"), told);
        press(shown, back);
    }
    command(shown, say!(language, "window-key-times"));
    look(shown, &format!("{what}, times"), told);
    press(shown, &[(PLAIN, Key::Escape), (CTRL, Key::F)]);
    shown.event(Event::Text("zzz".to_owned()));
    shown.run_steps(3);
    look(shown, &format!("{what}, no kill left"), told);
    press(shown, &[(PLAIN, Key::Escape), (PLAIN, Key::Escape)]);
    shown.event(Event::PointerGone);
}

/// The lines of the log that were found, listed beside it.
fn found_lines(shown: &mut Shown, what: &str, told: &mut Vec<String>) {
    press(shown, &[(CTRL_SHIFT, Key::F), (CTRL, Key::A)]);
    shown.event(Event::Text("oom".to_owned()));
    shown.run_steps(2);
    press(shown, &[(PLAIN, Key::Enter), (CTRL_SHIFT, Key::L)]);
    std::thread::sleep(std::time::Duration::from_millis(40));
    shown.run_steps(3);
    look(shown, &format!("{what}, lines found"), told);
    press(shown, &[(CTRL_SHIFT, Key::L), (PLAIN, Key::Escape), (PLAIN, Key::Num1)]);
}

/// The window in both languages: first in English, then switched.
fn in_both_languages(inputs: Vec<Input>, what: &str, sizes: &[(f32, f32)], told: &mut Vec<String>) {
    let mut shown = window(inputs, Language::English);
    for language in Language::ALL.into_iter().filter(|language| writable(*language)) {
        if language != Language::English {
            command(&mut shown, language.own_name());
            shown.run_steps(4);
        }
        for size in sizes {
            looked_over(&mut shown, *size, language, &format!("{what} in {language:?}"), told);
        }
    }
}

fn every_window(paths: impl Iterator<Item = PathBuf>, sizes: &[(f32, f32)]) {
    let mut told = Vec::new();
    for (at, path) in paths.enumerate() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let one = SIZES.get(at % SIZES.len()).map_or(sizes, std::slice::from_ref);
        let sizes = if sizes.is_empty() { one } else { sizes };
        in_both_languages(vec![Input::Path(path)], &name, sizes, &mut told);
    }
    none_of(&told);
}

/// Samples that between them have every kind of card: a pod's limit, the node's, a report without a kill, a cut one.
fn few() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-logs");
    let names = [
        "seed-aks-pod-limit.log",
        "lab/6.1-global-numa",
        "lab/6.1-panic1",
        "lab/6.1-hostile",
        "node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz",
    ];
    names.into_iter().map(|name| root.join(name)).collect()
}

#[test]
fn every_text_of_the_window_has_its_room_in_every_sample() {
    every_window(share(0, 2), &[]);
}

#[test]
fn every_text_of_the_window_has_its_room_in_the_other_samples() {
    every_window(share(1, 2), &[]);
}

#[test]
#[ignore = "takes minutes: cargo test --test layout -- --ignored"]
fn every_text_of_the_window_has_its_room_in_every_sample_at_every_size() {
    every_window(samples().into_iter(), &SIZES);
}

/// Windows without a kill: an empty one, a quiet log, a pod list alone, what cannot be read.
#[test]
fn every_text_of_a_window_without_a_kill_has_its_room() {
    let text = |name: &str, text: &str| vec![Input::Text { name: name.to_owned(), text: text.to_owned() }];
    let long = format!("/no/such/{}.log", "folder".repeat(40));
    let pods = "NAMESPACE   NAME                    READY   STATUS      RESTARTS      AGE\n\
                shop        cart-7d9f8b6c5d-x2k4q   0/1     OOMKilled   3 (20s ago)   5m12s\n";
    let mut told = Vec::new();
    for (what, inputs) in [
        ("empty", Vec::new()),
        ("quiet", text(&"q".repeat(240), "2026-11-24T09:00:00Z node kernel: eth0: link up\n")),
        ("pods", text("pods.txt", pods)),
        ("unreadable", vec![Input::Path(PathBuf::from(long))]),
    ] {
        let mut shown = window(inputs, Language::English);
        for language in Language::ALL.into_iter().filter(|language| writable(*language)) {
            if language != Language::English {
                command(&mut shown, language.own_name());
                shown.run_steps(4);
            }
            for (width, height) in SIZES {
                shown.set_size(egui::vec2(width, height));
                shown.run_steps(4);
                let what = format!("{what} in {language:?}");
                look(&shown, &what, &mut told);
                for (name, there, back) in OF_THE_CASE.iter().filter(|(name, ..)| *name != "picture") {
                    press(&mut shown, there);
                    look(&shown, &format!("{what}, {name}"), &mut told);
                    press(&mut shown, back);
                }
            }
        }
    }
    none_of(&told);
}

/// What stands in the window's place for names is as long as names can be: a pod, a unit, a file.
fn with_long_names_in_the_log(folder: &Path) -> PathBuf {
    let long = |head: &str| format!("{head}{}", "x".repeat(240 - head.len()));
    let seed = std::fs::read_to_string(few().swap_remove(0)).expect("the seed");
    let log = seed.replace("aks-ubuntu-26835060-vmss000000", &long("host-"));
    let path = folder.join(long("a-file-"));
    let unit = long("unit-");
    let oomd = format!(
        "Dec 13 07:25:00 node systemd-oomd[321]: Killed /system.slice/{unit}.service due to memory pressure for \
         /system.slice being 91.00% > 60.00% for > 20s with reclaim activity\n"
    );
    std::fs::write(&path, log + &oomd).expect("a log");
    path
}

/// The 45 kills of a node whose pods, nodes and file have such names.
fn many_with_long_names(folder: &Path) -> PathBuf {
    let long = |head: &str| format!("{head}{}", "x".repeat(240 - head.len()));
    let packed = std::fs::File::open(few().swap_remove(4)).expect("the sample");
    let mut log = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(packed), &mut log).expect("a log");
    let log = log
        .replace("aks-nodepool1-12345678-vmss000000", &long("host-"))
        .replace("checkout-api-rc9xfk22x-cxxqc", &long("checkout-api-"))
        .replace("report-29384760-h4kd9", &long("report-"))
        .replace("backup-agent.service", &format!("{}.service", long("backup-agent-")));
    let path = folder.join(long("many-"));
    std::fs::write(&path, log).expect("a log");
    path
}

#[test]
fn names_of_250_letters_have_their_room_in_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut told = Vec::new();
    let path = with_long_names_in_the_log(folder.path());
    in_both_languages(vec![Input::Path(path)], "long names", &SIZES, &mut told);
    none_of(&told);
}

#[test]
fn pods_with_names_of_250_letters_have_their_room_in_the_window() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut told = Vec::new();
    let path = many_with_long_names(folder.path());
    in_both_languages(vec![Input::Path(path)], "long names of pods", &SIZES[..3], &mut told);
    none_of(&told);
}
