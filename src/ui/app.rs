//! The shell around the panels: takes the load's events, shows the panels, applies what they asked for, and does what
//! that needs from outside. Nothing here decides what a command means; [`AppState`] does.

mod made;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use egui::{Context, ThemePreference, Ui};

use super::detail::DetailPanel;
use super::dialogs::{FileDialogs, Picked};
use super::export::ErrandResult;
use super::focus::{self, Ring};
use super::list::ListPanel;
use super::settings::{Settings, ThemeChoice, WindowPlace};
use super::sheets::Sheets;
use super::state::{AppState, Command, Dating, Effect, Phase, Product, Sheet, Toast};
use super::timeline::TimelinePanel;
use super::toasts::Toasts;
use super::wake::{patient_waker, waker};
use super::warmth::Cold;
use super::{
    detail, empty, export, headline, language, list, log, placement, sheets, shortcuts, theme, timeline, toasts,
    toolbar,
};
use crate::envelope;
use crate::lang::Language;
use crate::load::Options;
use crate::load::errands::Errands;
use crate::load::lines::{LineFetcher, LineRequest};
use crate::load::search::Search;
use crate::load::worker::{NEWS_WAIT, Worker};
use crate::model::{Offsets, SourceId};
use crate::report;
use crate::say;
use crate::source::{self, Input, Pattern};

/// How long a frame may spend on taking events before it draws.
const EVENTS_BUDGET: Duration = Duration::from_millis(2);

/// What the window is started with.
pub struct Start {
    /// What to open.
    pub inputs: Vec<Input>,
    /// What the window must be given, because it does not ask for it itself.
    pub surroundings: Environment,
    /// Asks the user for files.
    pub dialogs: Box<dyn FileDialogs>,
}

/// What only `main` may ask for.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Asks for today's date, for stamps without a year.
    pub today: fn() -> NaiveDate,
    /// This computer's zone.
    pub computer: Offsets,
    /// Where settings are kept; nowhere if `None`.
    pub settings_file: Option<PathBuf>,
    /// The system's language.
    pub language: Language,
    /// Finds fonts for what the window's own cannot write: [`language::system_fonts`].
    pub fonts: fn(Language) -> Option<language::Fonts>,
}

/// The window.
pub struct App {
    state: AppState,
    panels: Panels,
    commands: Vec<Command>,
    surroundings: Environment,
    dialogs: Box<dyn FileDialogs>,
    answers: Answers,
    errands: Errands<ErrandResult>,
    load: Option<Load>,
    /// The language that the fonts were chosen for and that they are known to write.
    written: Option<Language>,
    ring: Ring,
    cold: Cold,
    /// What the window is called.
    title: String,
    /// Where the window was when it was closed, until it was seen to that this is on a screen.
    kept_place: Option<WindowPlace>,
}

/// What panels remember of their own: orders, scroll positions, caches.
#[derive(Default)]
struct Panels {
    timeline: TimelinePanel,
    list: ListPanel,
    detail: DetailPanel,
    sheets: Sheets,
    toasts: Toasts,
}

/// What is open: the thread that reads it, the one that fetches lines of it, and the one that looks through it.
struct Load {
    worker: Worker,
    /// When something that it found was last shown.
    shown: Option<Instant>,
    lines: LineFetcher,
    search: Option<Search>,
}

/// What a dialog was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DialogFor {
    Files { add: bool },
    Folder,
    Target(Product),
}

/// Where dialogs' answers arrive.
struct Answers {
    sender: SyncSender<(DialogFor, Picked)>,
    receiver: Receiver<(DialogFor, Picked)>,
    /// One dialog at a time.
    open: bool,
}

impl App {
    /// A window in this context; it starts to read at once.
    pub fn new(ctx: &Context, start: Start) -> Self {
        theme::install(ctx);
        let Start { inputs, surroundings, dialogs } = start;
        let settings = surroundings.settings();
        ctx.set_zoom_factor(f32::from(settings.zoom_percent) / 100.0);
        show_as(ctx, &settings);
        let kept_place = settings.place;
        let state = AppState::new(settings, surroundings.language, surroundings.computer);
        ctx.set_font_providers((surroundings.fonts)(state.language).into_iter().collect());
        let (sender, receiver) = sync_channel(4);
        let mut app = Self {
            state,
            panels: Panels::default(),
            commands: vec![Command::Open(inputs)],
            surroundings,
            dialogs,
            answers: Answers { sender, receiver, open: false },
            errands: Errands::start(waker(ctx), ErrandResult::Broken),
            load: None,
            written: None,
            ring: Ring::default(),
            cold: Cold::default(),
            title: String::new(),
            kept_place,
        };
        app.apply_all(ctx);
        app
    }

    /// Takes what other threads have sent. Runs before every frame, and while the window is hidden.
    pub fn logic(&mut self, ctx: &Context) {
        self.take_events(ctx);
        if let Some(page) = self.load.as_ref().and_then(|load| load.lines.try_recv())
            && self.state.shows_lines()
        {
            self.panels.detail.log.take(page, self.state.presentation.mask.as_ref());
        }
        while let Some(made) = self.errands.try_recv() {
            self.take_made(ctx, made);
        }
        while let Some(finds) = self.load.as_ref().and_then(|load| load.search.as_ref()?.try_recv()) {
            self.panels.detail.log.take_finds(finds);
        }
        while let Ok((asked, picked)) = self.answers.receiver.try_recv() {
            self.answers.open = false;
            self.take_answer(asked, picked);
        }
        self.apply_all(ctx);
    }

    /// True while a log is read.
    pub fn is_reading(&self) -> bool {
        self.state.is_reading()
    }

    /// Shows the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.turn_language(ui.ctx());
        self.state.refresh();
        self.cold.warm(ui);
        let commands = &mut self.commands;
        shortcuts::take(ui, &self.state, commands);
        toolbar::toolbar_ui(ui, &self.state, commands);
        match (&self.state.load.phase, self.state.rows.is_empty()) {
            (Phase::Empty, _) => empty::empty_ui(ui, &self.state, commands),
            (_, true) => {
                if matches!(self.state.load.phase, Phase::Reading | Phase::Failed(_)) {
                    headline::headline_ui(ui, &self.state, commands);
                }
                empty::no_kill_ui(ui, &self.state, &mut self.panels.detail.log, commands);
            }
            (_, false) => {
                headline::headline_ui(ui, &self.state, commands);
                self.kills_ui(ui);
            }
        }
        sheets::sheets_ui(ui, &self.state, &mut self.panels.sheets, &mut self.commands);
        toasts::toasts_ui(ui, &self.state, &mut self.panels.toasts, &mut self.commands);
        empty::drop_ui(ui, &mut self.commands);
        focus::ring_ui(ui, &mut self.ring);
        self.point();
        self.apply_all(ui.ctx());
        self.note_window(ui.ctx());
    }

    /// Whoever has the pointer over it says so in every frame; a command comes of it only where that changes something.
    fn point(&mut self) {
        let pointed = |command: &Command| if let Command::Hover(pointed) = command { Some(*pointed) } else { None };
        let now = self.commands.iter().rev().find_map(pointed).unwrap_or_default();
        self.commands.retain(|command| pointed(command).is_none());
        if now != self.state.pointed {
            self.commands.push(Command::Hover(now));
        }
    }

    /// Gives the window its name, and notes where it stands for the next start.
    fn note_window(&mut self, ctx: &Context) {
        let title = self.state.title();
        if self.title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        if let Some(kept) = self.kept_place {
            if placement::bring_back(ctx, kept) {
                self.kept_place = None;
            }
            return;
        }
        let settings = &mut self.state.settings;
        settings.place = placement::place(ctx, settings.place);
        settings.zoom_percent = placement::zoom_percent(ctx);
    }

    /// Draws in the language of the state, or in English where no font can write it.
    fn turn_language(&mut self, ctx: &Context) {
        let wanted = self.state.language;
        if self.written == Some(wanted) {
            return;
        }
        if self.written.is_some() {
            ctx.set_font_providers((self.surroundings.fonts)(wanted).into_iter().collect());
        }
        if !language::can_write(ctx, wanted) {
            self.state.apply(Command::CannotWrite);
        }
        self.written = Some(self.state.language);
        language::speak(ctx, self.state.language);
    }

    fn kills_ui(&mut self, ui: &mut Ui) {
        let (state, panels, commands) = (&self.state, &mut self.panels, &mut self.commands);
        if !theme::is_low(ui.ctx()) {
            timeline::timeline_ui(ui, state, &mut panels.timeline, commands);
        }
        list::list_ui(ui, state, &mut panels.list, commands);
        detail::detail_ui(ui, state, &mut panels.detail, panels.timeline.zoomed(), commands);
    }

    fn take_events(&mut self, ctx: &Context) {
        let Some(load) = &mut self.load else { return };
        let (begun, mut at_once) = (Instant::now(), false);
        while let Some(event) = load.worker.try_recv() {
            at_once |= self.state.take_news(event);
            if begun.elapsed() > EVENTS_BUDGET {
                // More may be waiting: come back after this frame.
                ctx.request_repaint();
                break;
            }
        }
        if self.state.has_news() {
            // List, lanes and facets are made anew for it.
            let wait = load.shown.map_or(Duration::ZERO, |shown| NEWS_WAIT.saturating_sub(shown.elapsed()));
            if at_once || wait.is_zero() {
                self.state.show_news();
                load.shown = Some(Instant::now());
                // A longer headline pushes what stands below it aside: that is in its place a frame later.
                ctx.request_repaint();
            } else {
                ctx.request_repaint_after(wait);
            }
        }
    }

    fn take_answer(&mut self, asked: DialogFor, picked: Picked) {
        let command = match (asked, picked) {
            (_, Picked::Cancelled) => return,
            (DialogFor::Files { .. } | DialogFor::Folder, Picked::Unavailable) => Command::Toggle(Sheet::OpenPath),
            (DialogFor::Files { add }, Picked::Files(paths)) => {
                let inputs = paths.into_iter().map(Input::Path).collect();
                if add { Command::Add(inputs) } else { Command::Open(inputs) }
            }
            (DialogFor::Folder, Picked::Files(paths)) => Command::Open(paths.into_iter().map(Input::Path).collect()),
            (DialogFor::Target(product), Picked::Unavailable) => Command::Toggle(Sheet::SavePath(product)),
            (DialogFor::Target(product), Picked::Files(paths)) => {
                let Some(path) = paths.into_iter().next() else { return };
                Command::SaveTo(product, path)
            }
        };
        self.commands.push(command);
    }

    fn apply_all(&mut self, ctx: &Context) {
        for command in std::mem::take(&mut self.commands) {
            // What is open stays open for a path that leads nowhere.
            let command = self.state.checked(command);
            // What was asked for must be seen without the next movement of the mouse.
            ctx.request_repaint();
            if let Some(effect) = self.state.apply(command) {
                self.perform(ctx, effect);
            }
        }
        if let Some(dressing) = self.state.errand()
            && !self.errands.run(move || ErrandResult::Dressed(Box::new(dressing.dressed())))
        {
            self.state.finish_changing();
        }
    }

    fn perform(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::Load(inputs) => self.start_load(ctx, inputs),
            Effect::Stop => self.load.iter().for_each(|load| load.worker.stop()),
            Effect::Forget => self.load = None,
            Effect::PickFiles { add } => self.ask(ctx, DialogFor::Files { add }),
            Effect::PickFolder => self.ask(ctx, DialogFor::Folder),
            Effect::PickTarget(product) => self.ask(ctx, DialogFor::Target(product)),
            Effect::Write(product, path) => {
                let opened = self.load.as_ref().map(|load| load.worker.store());
                _ = self.run(export::write(&self.state, product, path, opened));
            }
            Effect::CopyPicture(spec) => _ = self.run(export::picture(&self.state, spec)),
            Effect::CopyTicket(format) => _ = self.run(Ok(export::ticket(&self.state, format))),
            Effect::Preview(spec, width) => self.preview(spec, width),
            Effect::CopyWords(subject) => self.copy_words(subject),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::Search(wanted) => self.search(ctx, wanted),
            Effect::FetchLines(source, first, count) => self.fetch(source, first, count),
            Effect::FocusFilter => ctx.memory_mut(|memory| memory.request_focus(focus::filter_field())),
            Effect::FocusLog(field) => ctx.memory_mut(|memory| memory.request_focus(log::field(field))),
            Effect::ShowFile(path) => self.dialogs.show_file(&path),
            Effect::SaveSettings => self.keep_settings(ctx),
        }
    }

    fn start_load(&mut self, ctx: &Context, inputs: Vec<Input>) {
        let Dating { year, log_zone } = self.state.dating;
        let log_zone = log_zone.zone(self.surroundings.computer);
        let options =
            Options { today: (self.surroundings.today)(), year, log_zone, keep: true, language: self.state.language };
        // Dropping the old load stops it, and its events go with its channel.
        let worker = Worker::start(inputs, options, patient_waker(ctx));
        let lines = LineFetcher::start(worker.store(), waker(ctx));
        self.load = Some(Load { worker, shown: None, lines, search: None });
        let panels = &mut self.panels;
        (panels.timeline, panels.list) = (TimelinePanel::default(), ListPanel::default());
        panels.detail.forget();
        self.keep_settings(ctx);
    }

    fn fetch(&mut self, source: SourceId, first: u64, count: u64) {
        let settings =
            envelope::ReaderSettings { source, today: (self.surroundings.today)(), modified: None, year: None };
        let Some(load) = &self.load else { return };
        let request = LineRequest { settings, first, count };
        if !load.lines.ask(request) {
            let sentence = say!(self.state.language, "window-lines-busy");
            self.panels.detail.log.refuse(request, sentence);
            self.commands.push(Command::Say(Toast::error(sentence)));
        }
    }

    fn search(&mut self, ctx: &Context, wanted: Option<(SourceId, String, bool)>) {
        let Some(load) = &mut self.load else { return };
        let good = wanted.and_then(|(source, text, is_regex)| Some((source, Pattern::new(&text, is_regex).ok()?)));
        load.search = good.map(|(source, pattern)| {
            let store = load.worker.store();
            self.panels.detail.log.found.all_kept = store.keeps_all(source);
            Search::start(store, source, pattern, waker(ctx))
        });
    }

    fn ask(&mut self, ctx: &Context, asked: DialogFor) {
        if std::mem::replace(&mut self.answers.open, true) {
            return;
        }
        let (sender, ctx) = (self.answers.sender.clone(), ctx.clone());
        let answer = Box::new(move |picked| {
            // The window may have gone meanwhile.
            drop(sender.try_send((asked, picked)));
            ctx.request_repaint();
        });
        match asked {
            DialogFor::Files { .. } => self.dialogs.open(say!(self.state.language, "window-dialog-open"), answer),
            DialogFor::Folder => self.dialogs.open_folder(say!(self.state.language, "window-dialog-folder"), answer),
            DialogFor::Target(product) => {
                let title = say!(self.state.language, "window-dialog-save");
                self.dialogs.save(title, &export::suggested_name(&self.state, product), answer);
            }
        }
    }

    fn keep_settings(&self, ctx: &Context) {
        show_as(ctx, &self.state.settings);
        self.write_settings();
    }

    fn write_settings(&self) {
        if let Some(path) = &self.surroundings.settings_file {
            // Not being able to remember is no reason to disturb anybody.
            drop(report::write_settings(path, &self.state.settings.to_text()));
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.write_settings();
    }
}

impl Environment {
    /// What was kept, or the defaults.
    pub(super) fn settings(&self) -> Settings {
        let kept = self.settings_file.as_deref().and_then(|path| source::small_text(path).ok());
        kept.map(|text| Settings::from_text(&text)).unwrap_or_default()
    }
}

/// Light or dark, moving or calm.
fn show_as(ctx: &Context, settings: &Settings) {
    ctx.set_theme(preference(settings.theme));
    let calm = settings.calm;
    ctx.all_styles_mut(|style| {
        style.animation_time = if calm { 0.0 } else { theme::ANIMATION_SECONDS };
        style.scroll_animation =
            if calm { egui::style::ScrollAnimation::none() } else { egui::style::ScrollAnimation::default() };
        style.visuals.text_cursor.blink = !calm;
    });
}

const fn preference(choice: ThemeChoice) -> ThemePreference {
    match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    }
}
