//! The window's frames without a display: layout and tessellation with ten thousand kills, of which the selected one has
//! twenty thousand processes.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use egui::{Context, Event, FullOutput, Modifiers, MouseWheelUnit, Pos2, RawInput, Rect, Shape, vec2};
use oomscope::lang::Language;
use oomscope::source::Input;
use oomscope::ui::{Answer, App, Environment, FileDialogs, Picked, Start};

const KILLS: u32 = 10_000;
const PROCESSES: u32 = 20_000;
const SIZE: egui::Vec2 = vec2(1920.0, 1080.0);
/// Frames of each movement.
const FRAMES: u32 = 300;
/// How long reading may take.
const PATIENCE: Duration = Duration::from_mins(2);

/// Where the pointer stands while its wheel is turned or it moves.
const LIST: Pos2 = Pos2::new(250.0, 800.0);
const TASKS: Pos2 = Pos2::new(1400.0, 1000.0);
const TIMELINE: Pos2 = Pos2::new(900.0, 150.0);

/// What happens before a frame.
type Movement = fn(u32) -> Vec<Event>;

const MOVEMENTS: &[(&str, Movement)] = &[
    ("nothing moves", |_| Vec::new()),
    ("the list is scrolled", |_| turned(LIST)),
    ("the processes are scrolled", |_| turned(TASKS)),
    ("the pointer crosses the timeline", |frame| vec![Event::PointerMoved(TIMELINE + vec2(frame as f32, 0.0))]),
    ("the timeline is zoomed", |_| zoomed(TIMELINE)),
    ("one kill after the other is shown", |_| vec![pressed(egui::Key::ArrowDown, Modifiers::NONE)]),
    ("the filter is typed", typed),
];

/// Kills of one workload are many, each of its pods has some.
const WORKLOADS: u32 = 40;
const PODS_EACH: u32 = 5;
const KILLS_EACH: u32 = 10;

/// A name, the key that is pressed first, what happens then.
const WORKLOAD_MOVEMENTS: &[(&str, Option<egui::Key>, Movement)] = &[
    ("the list is scrolled", None, |_| turned(LIST)),
    ("one kill after the other is shown", None, |_| vec![pressed(egui::Key::ArrowDown, Modifiers::NONE)]),
    ("who is affected", Some(egui::Key::A), |_| Vec::new()),
    ("who is affected is scrolled", None, |_| turned(TASKS)),
    ("a series' card", Some(egui::Key::S), |_| Vec::new()),
    ("the filter is typed", None, typed),
];

/// Prints the median and the 99th percentile of each movement.
pub(crate) fn print() {
    let log = log((0..KILLS).map(|kill| SeedKill { kill, pod: kill, worker: kill }));
    let (mut window, while_read) = Window::open(vec![text("syslog", log)], "10,000 kills");
    println!(
        "\n| frame, {KILLS} kills, {PROCESSES} processes | median ms | 99th percentile ms | longest ms |\n|---|---|---|---|"
    );
    row("the log is read", while_read);
    let mut all = Vec::new();
    for (name, movement) in MOVEMENTS {
        let took: Vec<_> = (0..FRAMES).map(|frame| window.frame(movement(frame)).0).collect();
        row(name, took.clone());
        all.extend(took);
    }
    row("all", all);
    print_workloads();
}

/// Prints the same of many kills of few workloads, as they are told of together.
fn print_workloads() {
    let kills = (0..WORKLOADS * PODS_EACH * KILLS_EACH).map(|kill| {
        let pod = kill % (WORKLOADS * PODS_EACH);
        SeedKill { kill, pod, worker: pod % WORKLOADS }
    });
    let inputs = vec![text("syslog", log(kills)), text("pods.json", pods())];
    let (mut window, _) = Window::open(inputs, "2,000 kills");
    println!(
        "\n| frame, 2,000 kills in {WORKLOADS} workloads | median ms | 99th percentile ms | longest ms |\n|---|---|---|---|"
    );
    for (name, key, movement) in WORKLOAD_MOVEMENTS {
        if let Some(key) = key {
            window.frame(vec![pressed(*key, Modifiers::NONE)]);
        }
        row(name, (0..FRAMES).map(|frame| window.frame(movement(frame)).0).collect());
    }
}

fn text(name: &str, text: String) -> Input {
    Input::Text { name: name.to_owned(), text }
}

fn row(name: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |part: usize| took.get(took.len() * part / 100).map_or(f64::NAN, |took| took.as_secs_f64() * 1e3);
    let longest = took.last().map_or(f64::NAN, |took| took.as_secs_f64() * 1e3);
    println!("| {name} | {:.2} | {:.2} | {longest:.2} |", at(50), at(99));
}

/// The window and what stands for its screen.
struct Window {
    ctx: Context,
    app: App,
    frames: u32,
}

impl Window {
    /// The window with the log read to its end, and how long each frame took meanwhile.
    fn open(inputs: Vec<Input>, read: &str) -> (Self, Vec<Duration>) {
        let ctx = Context::default();
        let surroundings = Environment {
            today: super::today,
            computer: oomscope::model::Offsets::default(),
            settings_file: None,
            language: Language::English,
            fonts: |_| None,
        };
        let app = App::new(&ctx, Start { inputs, surroundings, dialogs: Box::new(NoDialogs) });
        let mut window = Self { ctx, app, frames: 0 };
        let (begun, mut all) = (Instant::now(), Vec::new());
        loop {
            let (took, output) = window.frame(Vec::new());
            all.push(took);
            if shows(&output, read) && !shows(&output, "Stop") {
                return (window, all);
            }
            assert!(begun.elapsed() < PATIENCE, "the log was not read in time");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// One frame: what came from other threads, layout, triangles.
    fn frame(&mut self, events: Vec<Event>) -> (Duration, FullOutput) {
        self.frames += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(f64::from(self.frames) / 60.0),
            events,
            ..RawInput::default()
        };
        let begun = Instant::now();
        let (ctx, app) = (&self.ctx, &mut self.app);
        let mut output = ctx.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        let triangles = ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        let took = begun.elapsed();
        assert!(!triangles.is_empty());
        // No screen is there to take them.
        output.textures_delta.clear();
        (took, output)
    }
}

struct NoDialogs;

impl FileDialogs for NoDialogs {
    fn open(&mut self, _title: &str, answer: Answer) {
        answer(Picked::Cancelled);
    }

    fn save(&mut self, _title: &str, _name: &str, answer: Answer) {
        answer(Picked::Cancelled);
    }
}

fn turned(at: Pos2) -> Vec<Event> {
    wheel(at, Modifiers::NONE, -3.0)
}

fn zoomed(at: Pos2) -> Vec<Event> {
    wheel(at, Modifiers::COMMAND, 0.2)
}

fn wheel(at: Pos2, modifiers: Modifiers, lines: f32) -> Vec<Event> {
    let wheel = Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, lines),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers,
    };
    vec![Event::PointerMoved(at), wheel]
}

fn pressed(key: egui::Key, modifiers: Modifiers) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

/// A letter more, or a letter less; at first the field is chosen.
fn typed(frame: u32) -> Vec<Event> {
    match frame {
        0 => vec![pressed(egui::Key::F, Modifiers::COMMAND)],
        odd if odd % 2 == 1 => vec![Event::Text("7".to_owned())],
        _ => vec![pressed(egui::Key::Backspace, Modifiers::NONE)],
    }
}

/// True where a word is on the screen.
fn shows(output: &FullOutput, word: &str) -> bool {
    fn holds(shape: &Shape, word: &str) -> bool {
        match shape {
            Shape::Text(text) => text.galley.text().contains(word),
            Shape::Vec(shapes) => shapes.iter().any(|shape| holds(shape, word)),
            _ => false,
        }
    }
    output.shapes.iter().any(|clipped| holds(&clipped.shape, word))
}

/// The seed's kill as another one's.
struct SeedKill {
    kill: u32,
    /// Whose it is, and what was killed.
    pod: u32,
    worker: u32,
}

/// The seed's kill again and again on ten nodes, eight seconds apart; the first has the long task table.
fn log(kills: impl Iterator<Item = SeedKill>) -> String {
    let seed = std::fs::read_to_string(super::sample("seed-aks-pod-limit.log")).expect("the seed");
    let last_row = seed.lines().find(|line| line.contains("[ 716579]")).expect("a row of the task table");
    let day = super::today().pred_opt().and_then(|day| day.and_hms_opt(0, 0, 0)).expect("midnight");
    let mut log = String::new();
    for SeedKill { kill, pod, worker } in kills {
        let stamp = day + Duration::from_secs(8 * u64::from(kill));
        let pid = (1_000_000 + kill).to_string();
        let report = seed
            .replace("Dec 13 07:23:21", &stamp.format("%b %d %H:%M:%S").to_string())
            .replace("[36370.", &format!("[{}.", 36_370 + 8 * kill))
            .replace("vmss000000", &format!("vmss00000{}", pod % 10))
            .replace("479f327f", &format!("{pod:08x}"))
            .replace("679f9845", &format!("{pod:08x}"))
            .replace("stress-ng-vm", &format!("worker-{worker}"))
            .replace("716580", &pid);
        for line in report.lines() {
            writeln!(log, "{line}").expect("memory");
            if kill == 0 && line.contains("[ 716579]") {
                for process in 0..PROCESSES {
                    let row = last_row.replace("716579", &(2_000_000 + process).to_string());
                    writeln!(log, "{row}").expect("memory");
                }
            }
        }
    }
    log
}

/// What follows the first digits of the seed's pod in its uid.
const UID_REST: &str = "-a27b-4eda-8523-90bdabcf0a27";

/// What kubectl says of the workloads' pods.
fn pods() -> String {
    let pod = |pod: u32| {
        let (owner, name) = (pod % WORKLOADS, format!("app-{}-6d5f9c7b8-{pod:05x}", pod % WORKLOADS));
        serde_json::json!({
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": name,
                "namespace": "shop",
                "uid": format!("{pod:08x}{UID_REST}"),
                "ownerReferences": [{"kind": "ReplicaSet", "name": format!("app-{owner}-6d5f9c7b8"), "controller": true}],
            },
            "spec": {"containers": [{"name": "app", "resources": {"limits": {"memory": "500Mi"}}}]},
            "status": {},
        })
    };
    let items: Vec<_> = (0..WORKLOADS * PODS_EACH).map(pod).collect();
    serde_json::json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string()
}
