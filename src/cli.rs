//! Arguments as plain data. What they mean is decided in `main`.

use std::path::{Path, PathBuf};

use crate::lang::Language;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::{Offsets, TimeZone};

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "oomscope",
    version,
    about = "Opens the logs a Linux node left behind, finds every OOM kill and says whose memory limit was hit",
    after_help = "Exit codes: 0 the input was read (also where it holds no kill), 1 some input could not be read and the rest \
                  is reported, 2 wrong usage or nothing readable.",
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// Logs, folders or bundles to open in the window
    pub inputs: Vec<PathBuf>,
    /// The command, where it is not the window
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Report the kills without a display: to read, to mail, or for another program
    Report(ReportArgs),
}

/// Arguments of `oomscope report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Logs, folders or bundles; - is standard input
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// The report's format; without it, what the ending of -o says, else json
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Where to write it; standard output otherwise
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace hosts, pods, containers, services, addresses and processes by made-up names; system names stay
    #[arg(long)]
    pub mask: bool,
    /// The kill to draw, by its number in the report; the first otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub incident: Option<u32>,
    /// What a picture shows
    #[arg(long, value_enum, default_value_t = Picture::Card)]
    pub picture: Picture,
    /// How a picture is laid out
    #[arg(long, value_enum, default_value_t = Layout::Page)]
    pub layout: Layout,
    /// What the lanes are of a picture of the timeline
    #[arg(long, value_enum, default_value_t = Lanes::Verdict)]
    pub lanes: Lanes,
    /// Pixels per point of a picture in pixels, 1 to 4
    #[arg(long, value_name = "S", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub scale: u8,
    /// The language of sentences: en or ja. English where it is not given, whatever the machine speaks
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    pub lang: Language,
    /// Colours of a picture
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    pub colours: Colours,
    /// The year of each log's last line, for stamps that have none
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i32).range(1991..=9998))]
    pub year: Option<i32>,
    /// The zone to show times in: utc, local (this computer's) or an offset such as +09:00; as printed otherwise
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, value_parser = zone)]
    pub zone: Option<ZoneArg>,
    /// The zone in which stamps without an offset were written: utc, local or an offset; marked as assumed
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, value_parser = zone)]
    pub log_zone: Option<ZoneArg>,
}

/// A zone as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneArg {
    /// This computer's.
    Local,
    /// So many seconds east of UTC.
    East(i32),
}

impl ZoneArg {
    /// The zone.
    pub const fn zone(self, computer: Offsets) -> TimeZone {
        match self {
            Self::Local => TimeZone::Computer(computer),
            Self::East(seconds) => TimeZone::East(seconds),
        }
    }
}

fn zone(text: &str) -> Result<ZoneArg, String> {
    match TimeZone::parse(text, Offsets::default()) {
        Some(TimeZone::East(seconds)) => Ok(ZoneArg::East(seconds)),
        Some(TimeZone::Computer(_)) => Ok(ZoneArg::Local),
        None => Err("write utc, local, or an offset such as +09:00".to_owned()),
    }
}

/// A language by its tag, or by a locale's name as `LANG` holds it.
fn language(name: &str) -> Result<Language, String> {
    Language::parse(name).ok_or_else(|| "oomscope speaks en (English) and ja (Japanese)".to_owned())
}

/// Formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One object, schema oomscope.report/1
    Json,
    /// One incident a line, as it is found; names that later lines tell (a pod's, a container's) are not in it
    Jsonl,
    /// A picture, of one kill unless --picture says otherwise
    Png,
    /// The same picture as a page, sharp at any size, with words that can be searched
    Pdf,
    /// A page to paste into a ticket
    Markdown,
    /// A page in one file with its drawings, to mail or to print
    Html,
    /// A row for each killed process, for spreadsheets
    Csv,
}

/// Endings of file names with their format.
const ENDINGS: [(&str, Format); 10] = [
    ("json", Format::Json),
    ("jsonl", Format::Jsonl),
    ("ndjson", Format::Jsonl),
    ("png", Format::Png),
    ("pdf", Format::Pdf),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("csv", Format::Csv),
];

/// Endings of formats that somebody may expect and that there are not, with what to do instead.
const REFUSED: [(&str, &str); 5] = [
    ("docx", "write .html or .md"),
    ("jpg", "write .png"),
    ("jpeg", "write .png"),
    ("svg", "write .pdf, which is as sharp, or .png"),
    ("xlsx", "write .csv"),
];

impl ReportArgs {
    /// The format asked for: by name, else by the ending of the output's name, else JSON.
    ///
    /// # Errors
    /// A sentence, where the ending asks for a format that there is not.
    pub fn format(&self) -> Result<Format, String> {
        match (self.format, &self.output) {
            (Some(format), _) => Ok(format),
            (None, None) => Ok(Format::Json),
            (None, Some(output)) => format_of(output),
        }
    }
}

fn format_of(output: &Path) -> Result<Format, String> {
    let ending = output.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if let Some((_, advice)) = REFUSED.into_iter().find(|(refused, _)| ending.eq_ignore_ascii_case(refused)) {
        return Err(format!("There is no report of the kind that {} asks for; {advice}", output.display()));
    }
    let found = ENDINGS.into_iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    Ok(found.map_or(Format::Json, |(_, format)| format))
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Picture {
    /// One kill
    Card,
    /// All kills over time
    Timeline,
    /// The numbers by verdict, the timeline, and where the kills were
    Overview,
}

/// How a picture is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// 1120 points wide, as high as it must be
    Page,
    /// 720 points wide: the width of a document's text
    Document,
    /// 16 to 9; 1920 by 1080 pixels at a scale of 2
    Slide,
}

/// What the timeline's lanes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lanes {
    /// One for each verdict
    Verdict,
    /// One for each pod
    Pod,
    /// One for each node
    Node,
    /// One for each victim's name
    Victim,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colours {
    /// Dark on light, for documents
    Light,
    /// Light on dark
    Dark,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn paths_alone_open_the_window_and_report_does_not() {
        let window = Cli::try_parse_from(["oomscope", "kern.log", "syslog"]).unwrap();
        assert_eq!((window.inputs.len(), window.command.is_none()), (2, true));
        let report = Cli::try_parse_from(["oomscope", "report", "-", "--format", "jsonl"]).unwrap();
        let Some(Command::Report(report)) = report.command else { panic!("not a report") };
        assert_eq!((&*report.inputs, report.format()), (&[PathBuf::from("-")][..], Ok(Format::Jsonl)));
    }

    fn report(arguments: &[&str]) -> ReportArgs {
        let all = ["oomscope", "report", "kern.log"].iter().chain(arguments);
        let Some(Command::Report(report)) = Cli::try_parse_from(all).unwrap().command else { panic!("not a report") };
        report
    }

    #[test]
    fn the_format_is_told_by_name_or_by_the_ending() {
        for (arguments, format) in [
            (&[][..], Format::Json),
            (&["-o", "page.html"], Format::Html),
            (&["-o", "page.MD"], Format::Markdown),
            (&["-o", "kills.csv"], Format::Csv),
            (&["-o", "card.png"], Format::Png),
            (&["-o", "card.PDF"], Format::Pdf),
            (&["-o", "kills.ndjson"], Format::Jsonl),
            (&["-o", "report"], Format::Json),
            (&["-o", "page.txt", "--format", "markdown"], Format::Markdown),
        ] {
            assert_eq!(report(arguments).format(), Ok(format), "{arguments:?}");
        }
    }

    #[test]
    fn an_ending_of_a_format_that_there_is_not_is_refused_in_a_sentence() {
        let said = report(&["-o", "out/report.SVG"]).format().unwrap_err();
        assert_eq!(
            said,
            "There is no report of the kind that out/report.SVG asks for; write .pdf, which is as sharp, or .png"
        );
    }

    #[test]
    fn zones_are_told_by_name_or_offset() {
        let zones = |arguments: &[&str]| (report(arguments).zone, report(arguments).log_zone);
        assert_eq!(
            zones(&["--zone", "utc", "--log-zone", "-03:30"]),
            (Some(ZoneArg::East(0)), Some(ZoneArg::East(-12_600)))
        );
        assert_eq!(zones(&["--zone=local"]), (Some(ZoneArg::Local), None));
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--zone", "CET"]).is_err());
    }

    #[test]
    fn scales_outside_one_to_four_are_refused() {
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "5"]).is_err());
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "0"]).is_err());
    }
}
