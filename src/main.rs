//! Arguments → window or report. The only place with exit codes, and the only one that asks for the time.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Parser as _;
use oomscope::analysis::{self, Case, Review, Series};
use oomscope::cli::{Cli, CliCommand, ReportArgs};
use oomscope::lang::Language;
use oomscope::load::{Event, Options, pipeline};
use oomscope::model::{IncidentId, Offsets};
use oomscope::report::{self, Format, Mask, PictureFormat, PictureSubject, json};
use oomscope::source::{Input, StandardOutput, Store};
use oomscope::{say, text};

/// The input was read, also where it holds no kill.
const READ: u8 = 0;
/// Some input could not be read; the rest is reported.
const PARTLY_READ: u8 = 1;
/// Wrong usage, nothing readable, no display.
const NOT_DONE: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.command {
        Some(CliCommand::Report(args)) => run_report(&args),
        Some(CliCommand::Schema) => print_schema(),
        None => run_window(&cli.inputs),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(Failure::Pipe) => ExitCode::from(READ),
        Err(Failure::Said(sentence)) => {
            complain(&sentence);
            ExitCode::from(NOT_DONE)
        }
    }
}

/// Why the program ends early.
enum Failure {
    /// Whoever reads our output has gone: `oomscope report … | head`.
    Pipe,
    /// A sentence for the user.
    Said(String),
}

impl Failure {
    /// The same without the name of the file.
    fn without(self, file: &Path) -> Self {
        match self {
            Self::Said(sentence) => Self::Said(sentence.replace(&file.display().to_string(), "[masked]")),
            Self::Pipe => Self::Pipe,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Pipe
        } else {
            Self::Said(format!("The report could not be written: {error}"))
        }
    }
}

impl From<report::WriteError> for Failure {
    fn from(error: report::WriteError) -> Self {
        Self::Said(error.told().to_string())
    }
}

fn run_report(args: &ReportArgs) -> Result<u8, Failure> {
    let format = args.format().map_err(Failure::Said)?;
    if matches!(format, Format::Picture(_)) {
        choose_fonts_by_one_language();
    }
    let standard = StandardOutput::now();
    let output = args.output.as_deref().filter(|target| !report::is_standard_output(target));
    // A mask must have seen every name before the first line leaves, so that all formats have the same.
    let wants_all = args.incident.is_none() && args.series.is_none() && args.workload.is_none();
    if format == Format::Jsonl && output.is_none() && !args.mask && wants_all {
        return stream_lines(args, standard);
    }
    let store = Store::forgetful();
    let (review, of_workload) = read_all(args, &store);
    if nothing_read(&review) {
        return Err(Failure::Said(unread_sentence(&review)));
    }
    let review = chosen(review, of_workload, format, args)?;
    match output {
        // Straight out, here and below, so that memory does not grow with a large report.
        None => {
            report::Inputs { named: &args.inputs, opened: Some(&store) }.spare(standard)?;
            let mut out = BufWriter::new(io::stdout().lock());
            write_report(&review, format, args, &mut out)?;
            out.flush()?;
        }
        Some(target) => {
            let inputs = report::Inputs { named: &args.inputs, opened: Some(&store) };
            report::write_atomically_by(target, inputs, |out| write_report(&review, format, args, out)).map_err(
                |failure| {
                    let failure = match failure {
                        // Of a pipe that was named, somebody wants to know that its reader did not wait for the end.
                        Failure::Pipe => {
                            report::WriteError::Io(target.to_owned(), io::ErrorKind::BrokenPipe.into()).into()
                        }
                        said @ Failure::Said(_) => said,
                    };
                    if args.mask { failure.without(target) } else { failure }
                },
            )?;
        }
    }
    if !format.is_page() {
        // The pages say it themselves.
        for sentence in report::nothing_found(&review) {
            complain(&sentence);
        }
    }
    Ok(end(&review))
}

/// Begins anew in the one language by which pictures choose among the system's fonts. Fontconfig takes it from `FC_LANG`
/// before all others (`FcGetDefaultLangs()` of `src/fcdefault.c`), for every font that it is asked for; without it, a Chinese
/// name would be drawn otherwise on a Chinese engineer's machine. Where this program cannot be begun anew, it goes on.
#[cfg(all(unix, feature = "window"))]
fn choose_fonts_by_one_language() {
    use std::os::unix::process::CommandExt as _;
    const NAME: &str = "FC_LANG";
    let language = oomscope::ui::language::NOBODYS;
    if std::env::var_os(NAME).is_some_and(|chosen| chosen == language) {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let arguments = std::env::args_os().skip(1);
        drop(std::process::Command::new(program).args(arguments).env(NAME, language).exec());
    }
}

#[cfg(not(all(unix, feature = "window")))]
const fn choose_fonts_by_one_language() {}

fn write_report(review: &Review, format: Format, args: &ReportArgs, out: &mut dyn Write) -> Result<(), Failure> {
    match format {
        Format::Picture(form) => out.write_all(&picture(review, form, args)?)?,
        format => report::render(review, format, out)?,
    }
    Ok(())
}

/// The review as far as it is about the kills that were asked for; the picture of one kill or series finds its own.
fn chosen(
    review: Review,
    of_workload: Option<BTreeSet<IncidentId>>,
    format: Format,
    args: &ReportArgs,
) -> Result<Review, Failure> {
    let finds_its_own = matches!(format, Format::Picture(_)) && args.picture == PictureSubject::Card;
    let kills: BTreeSet<IncidentId> = match (of_workload, args.incident, args.series) {
        (Some(kills), ..) => kills,
        _ if finds_its_own => return Ok(review),
        (None, None, None) => return Ok(review),
        (None, Some(number), _) => {
            review.cases.iter().map(|case| case.incident.id).filter(|id| id.0 == number).collect()
        }
        (None, None, Some(number)) => {
            series(&review, number).map(|series| series.incidents.clone()).into_iter().flatten().collect()
        }
    };
    if kills.is_empty() { Err(not_there(&review, args)) } else { Ok(review.only(&kills)) }
}

/// A series by its place among the repeats, counted from 1.
fn series(review: &Review, number: u32) -> Option<&Series> {
    review.series.get(usize::try_from(number).ok()?.checked_sub(1)?)
}

/// What was asked for by number is not there.
fn not_there(review: &Review, args: &ReportArgs) -> Failure {
    let found = say!(Language::English, "kills", count = review.cases.len());
    if let Some(name) = &args.workload {
        return Failure::Said(format!("There is no workload {name} to show: {found} found{}", workloads(review)));
    }
    let Some(number) = args.series else {
        let wanted = args.incident.map_or_else(String::new, |number| format!(" {number}"));
        return Failure::Said(format!("There is no kill{wanted} to show: {found} found"));
    };
    let repeats = review.series.len();
    Failure::Said(format!("There is no series {number} to show: {repeats} found among {found}"))
}

/// Which workloads there are, a few of them; their real names where names are made up help nobody.
fn workloads(review: &Review) -> String {
    const NAMED: usize = 5;
    let told = review.cases.iter().filter_map(|case| case.conclusions.workload.as_ref());
    let names: BTreeSet<String> = told.map(|workload| workload.title(Language::English)).collect();
    let more = names.len().saturating_sub(NAMED);
    let names = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
    match (names.is_empty() || review.masked, more) {
        (true, _) => String::new(),
        (false, 0) => format!(", of {names}"),
        (false, more) => format!(", of {names} and {more} more"),
    }
}

/// What was read, and the kills of the workload that was asked for, by the name that it really has.
fn read_all(args: &ReportArgs, store: &Store) -> (Review, Option<BTreeSet<IncidentId>>) {
    let cancel = AtomicBool::new(false);
    let mut review = pipeline::run(&inputs(&args.inputs), options(args, true), store, &cancel, &mut |_| {});
    if let Some(zone) = args.zone {
        analysis::in_zone(&mut review, zone.zone(computer()));
    }
    let is_it =
        |case: &Case, name: &str| case.conclusions.workload.as_ref().is_some_and(|workload| workload.is_called(name));
    let of_workload = args.workload.as_deref().map(|name| {
        let cases = review.cases.iter().filter(|case| is_it(case, name));
        cases.map(|case| case.incident.id).collect()
    });
    let review = if args.mask { Mask::of(&review).instead_of(review) } else { review };
    (review, of_workload)
}

fn print_schema() -> Result<u8, Failure> {
    io::stdout().lock().write_all(json::SCHEMA_TEXT.as_bytes())?;
    Ok(READ)
}

/// One incident a line as it is found, with memory that does not grow.
fn stream_lines(args: &ReportArgs, standard: StandardOutput) -> Result<u8, Failure> {
    let store = Store::forgetful();
    let inputs_of = report::Inputs { named: &args.inputs, opened: Some(&store) };
    inputs_of.spare(standard)?;
    let cancel = AtomicBool::new(false);
    let mut out = io::stdout().lock();
    let (mut names, mut found) = (Vec::new(), 0_u64);
    let mut trouble = None;
    let review = pipeline::run(&inputs(&args.inputs), options(args, false), &store, &cancel, &mut |event| {
        let written = match event {
            Event::Opened { id, name } => {
                names.push(oomscope::model::Source { id, name, ..Default::default() });
                inputs_of.spare(standard).map_err(Failure::from)
            }
            Event::Incident(mut case) => {
                found += 1;
                if let Some(zone) = args.zone {
                    analysis::case_in_zone(Arc::make_mut(&mut case), zone.zone(computer()));
                }
                json::write_line(json::IncidentJson::new(&case, json::SourceNames(&names)), &mut out)
                    .and_then(|()| out.flush())
                    .map_err(Failure::from)
            }
            _ => Ok(()),
        };
        if let Err(error) = written {
            cancel.store(true, std::sync::atomic::Ordering::Relaxed);
            trouble.get_or_insert(error);
        }
    });
    if let Some(failure) = trouble {
        return Err(failure);
    }
    if nothing_read(&review) {
        return Err(Failure::Said(unread_sentence(&review)));
    }
    if found == 0 {
        for sentence in &report::nothing_found(&review) {
            complain(sentence);
        }
    }
    Ok(end(&review))
}

fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    let input = |path: &PathBuf| if path == Path::new("-") { Input::Stdin } else { Input::Path(path.clone()) };
    paths.iter().map(input).collect()
}

fn options(args: &ReportArgs, keep: bool) -> Options {
    let log_zone = args.log_zone.map(|zone| zone.zone(computer()));
    Options { today: today(), year: args.year, log_zone, keep, language: args.lang }
}

fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}

/// This computer's zone.
fn computer() -> Offsets {
    use chrono::{Local, Offset as _, TimeZone as _};
    Offsets { at_utc: |utc| Local.offset_from_utc_datetime(&utc).fix().local_minus_utc() }
}

fn nothing_read(review: &Review) -> bool {
    review.sources.iter().all(|source| source.failed && source.lines == 0)
}

/// The exit code of a report that was written, and on standard error why it is not 0: few formats have room for that.
fn end(review: &Review) -> u8 {
    let failures = report::failures(review);
    for sentence in &failures {
        complain(sentence);
    }
    if failures.is_empty() { READ } else { PARTLY_READ }
}

fn unread_sentence(review: &Review) -> String {
    let reasons = report::unread(review);
    if reasons.is_empty() {
        say!(review.language, "nothing-unread").to_owned()
    } else {
        say!(review.language, "nothing-unread-because", reasons = reasons.join("; "))
    }
}

#[expect(clippy::print_stderr, reason = "a command's complaint belongs on stderr, and only main makes it")]
fn complain(sentence: &str) {
    eprintln!("oomscope: {}", text::visible(sentence));
}

#[cfg(feature = "window")]
fn picture(review: &Review, form: PictureFormat, args: &ReportArgs) -> Result<Vec<u8>, Failure> {
    use oomscope::report::Spec;
    use oomscope::ui::picture::{self, Content};

    let ReportArgs { picture: subject, layout: shape, scale, colours: scheme, lanes, .. } = *args;
    let spec = Spec { subject, shape, scale, scheme, form };
    let content = match args.series.filter(|_| args.picture == PictureSubject::Card) {
        Some(number) => Content::series(review, number),
        None => Content::of(review, spec.subject, args.incident.map(IncidentId), lanes),
    };
    let Some(content) = content else { return Err(not_there(review, args)) };
    if !picture::can_write(review.language) {
        let language = review.language.own_name();
        return Err(Failure::Said(format!(
            "No font on this machine has the letters of {language}; install one (on Debian and Ubuntu: fonts-noto-cjk)"
        )));
    }
    content.file(spec).map_err(Failure::Said)
}

#[cfg(not(feature = "window"))]
fn picture(_review: &Review, _form: PictureFormat, _args: &ReportArgs) -> Result<Vec<u8>, Failure> {
    Err(Failure::Said("This build has no pictures: it was made without the feature \"window\"".to_owned()))
}

#[cfg(feature = "window")]
fn run_window(paths: &[PathBuf]) -> Result<u8, Failure> {
    use oomscope::ui;
    if !has_display() {
        let sentence = "There is no display for a window; `oomscope report FILE` works without one";
        return Err(Failure::Said(sentence.to_owned()));
    }
    let surroundings = ui::Environment {
        today,
        computer: computer(),
        settings_file: settings_file(),
        language: system_language(),
        fonts: |language| ui::system_fonts(language, sys_locale::get_locale().as_deref()),
    };
    let start = ui::Start { inputs: inputs(paths), surroundings, dialogs: Box::new(ui::DesktopDialogs) };
    ui::run(start).map(|()| READ).map_err(Failure::Said)
}

/// Windows and macOS always have one; elsewhere the environment says where it is.
#[cfg(feature = "window")]
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"].into_iter().any(named)
}

/// The first of the user's languages that oomscope speaks, else English. The locale `C` asks for what stands in the
/// program, which is English.
#[cfg(feature = "window")]
fn system_language() -> Language {
    sys_locale::get_locales()
        .take_while(|locale| !matches!(locale.as_str(), "C" | "POSIX"))
        .find_map(|locale| Language::parse(&locale))
        .unwrap_or_default()
}

/// Where this platform keeps a program's settings.
#[cfg(feature = "window")]
fn settings_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let config = if cfg!(windows) {
        folder("APPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
    };
    config.map(|config| config.join("oomscope/settings.json"))
}

#[cfg(not(feature = "window"))]
fn run_window(_paths: &[PathBuf]) -> Result<u8, Failure> {
    Err(Failure::Said("This build has no window: use `oomscope report FILE`".to_owned()))
}
