//! Arguments as plain data. What they mean is decided in `main`.

use std::path::{Path, PathBuf};

use crate::lang::Language;
use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::{NamedZone, Offsets, TimeZone};
use crate::palette::Scheme;
use crate::report::{Format, LaneBy, PictureLayout, PictureSubject};

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
    pub command: Option<CliCommand>,
}

/// What to do instead of opening the window.
#[derive(Debug, Subcommand)]
pub enum CliCommand {
    /// Report the kills without a display: to read, to mail, or for another program
    Report(ReportArgs),
    /// Print the JSON Schema of the JSON report; a line of JSONL is its #/$defs/Incident
    Schema,
}

/// Arguments of `oomscope report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Logs, folders or bundles; - is standard input
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// The report's format; without it, what the ending of -o says, else json
    #[arg(long, value_enum, ignore_case = true)]
    pub format: Option<Format>,
    /// Where to write it; standard output otherwise
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace hosts, pods, containers, services, addresses and processes by made-up names, and whatever else may be a name
    /// by "masked" in brackets; user ids, process ids, times, sizes and the system's names stay
    #[arg(long)]
    pub mask: bool,
    /// The kill to report or draw, by its number in the report; otherwise all are reported and the first is drawn
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub incident: Option<u32>,
    /// The series of kills to report or draw, by its place among the repeats of the report
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with = "incident")]
    pub series: Option<u32>,
    /// The workload whose kills to report or draw: its name, alone or with its namespace or kind before it: cart, shop/cart,
    /// deployment/cart, deployment/shop/cart
    #[arg(long, value_name = "NAME", conflicts_with_all = ["incident", "series"])]
    pub workload: Option<String>,
    /// What a picture shows
    #[arg(long, value_enum, default_value_t = PictureSubject::Card)]
    pub picture: PictureSubject,
    /// How a picture is laid out
    #[arg(long, value_enum, default_value_t = PictureLayout::Wide)]
    pub layout: PictureLayout,
    /// What the lanes are of a picture of the timeline
    #[arg(long, value_enum, default_value_t = LaneBy::Verdict)]
    pub lanes: LaneBy,
    /// Pixels per point of a picture in pixels, 1 to 4
    #[arg(long, value_name = "S", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub scale: u8,
    /// The language of sentences: en or ja. English where it is not given, whatever the machine speaks
    #[arg(long, value_name = "LANGUAGE", value_parser = language, default_value = "en")]
    pub lang: Language,
    /// Colours of a picture
    #[arg(long, value_enum, default_value_t = Scheme::Light)]
    pub colours: Scheme,
    /// The year of each log's last line, for stamps that have none
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i32).range(1991..=9998))]
    pub year: Option<i32>,
    /// The zone to show times in: utc, local (this computer's), a name such as Europe/Berlin or an offset such as +09:00; as printed otherwise
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, value_parser = zone)]
    pub zone: Option<ZoneArg>,
    /// The zone in which stamps without an offset were written: utc, local, a name or an offset; marked as assumed
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
    /// One with a name.
    Named(NamedZone),
}

impl ZoneArg {
    /// The zone.
    pub const fn zone(self, computer: Offsets) -> TimeZone {
        match self {
            Self::Local => TimeZone::Computer(computer),
            Self::East(seconds) => TimeZone::East(seconds),
            Self::Named(zone) => TimeZone::Named(zone),
        }
    }
}

fn zone(text: &str) -> Result<ZoneArg, String> {
    match TimeZone::parse(text, Offsets::default()) {
        Some(TimeZone::East(seconds)) => Ok(ZoneArg::East(seconds)),
        Some(TimeZone::Computer(_)) => Ok(ZoneArg::Local),
        Some(TimeZone::Named(zone)) => Ok(ZoneArg::Named(zone)),
        None => Err("write utc, local, a name such as Europe/Berlin, or an offset such as +09:00".to_owned()),
    }
}

/// A language by its tag, or by a locale's name as `LANG` holds it.
fn language(name: &str) -> Result<Language, String> {
    let spoken = || Language::ALL.map(|language| format!("{} ({})", language.tag(), language.own_name())).join(" and ");
    Language::parse(name).ok_or_else(|| format!("oomscope speaks {}", spoken()))
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, others) = self.names().split_first()?;
        Some(PossibleValue::new(*name).aliases(others).help(self.help()))
    }
}

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
    match Format::instead_of(ending) {
        Some(advice) => Err(format!("There is no report of the kind that {} asks for; {advice}", output.display())),
        None => Ok(Format::named(ending).unwrap_or(Format::Json)),
    }
}

/// Choices of pictures by their names on the command line, with what `--help` says of each.
macro_rules! choices {
    ($($type:ty { $($value:ident = $name:literal: $help:literal),+ $(,)? })+) => {$(
        impl ValueEnum for $type {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Self::$value),+]
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(match self {
                    $(Self::$value => PossibleValue::new($name).help($help)),+
                })
            }
        }
    )+};
}

choices! {
    PictureSubject {
        Card = "card": "One kill",
        Timeline = "timeline": "All kills over time",
        Overview = "overview": "The numbers by verdict, the timeline, and where the kills were",
    }
    PictureLayout {
        Wide = "page": "1120 points wide, as high as it must be",
        Document = "document": "6.27 inches wide, as a document's text, and no higher than its page: what matters most where not all has room",
        Slide = "slide": "16 to 9; 1920 by 1080 pixels at a scale of 2",
        Brief = "brief": "16 to 9, for people who do not read logs: one sentence, one picture, one thing to decide",
        A4 = "a4": "One sheet of A4 to print: what matters most where not all has room",
        Letter = "letter": "The same on US Letter",
    }
    LaneBy {
        Verdict = "verdict": "One for each verdict",
        Pod = "pod": "One for each pod",
        Host = "node": "One for each node",
        Victim = "victim": "One for each victim's name",
    }
    Scheme {
        Light = "light": "Dark on light, for documents",
        Dark = "dark": "Light on dark",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PictureFormat;
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
        let Some(CliCommand::Report(report)) = report.command else { panic!("not a report") };
        assert_eq!((&*report.inputs, report.format()), (&[PathBuf::from("-")][..], Ok(Format::Jsonl)));
    }

    fn report(arguments: &[&str]) -> ReportArgs {
        let all = ["oomscope", "report", "kern.log"].iter().chain(arguments);
        let Some(CliCommand::Report(report)) = Cli::try_parse_from(all).unwrap().command else {
            panic!("not a report")
        };
        report
    }

    #[test]
    fn the_format_is_told_by_name_or_by_the_ending() {
        for (arguments, format) in [
            (&[][..], Format::Json),
            (&["-o", "page.html"], Format::Html),
            (&["-o", "page.MD"], Format::Markdown),
            (&["-o", "kills.csv"], Format::Csv),
            (&["-o", "card.png"], Format::Picture(PictureFormat::Png)),
            (&["-o", "card.PDF"], Format::Picture(PictureFormat::Pdf)),
            (&["-o", "kills.tsv"], Format::Tsv),
            (&["--format", "md"], Format::Markdown),
            (&["--format", "HTML"], Format::Html),
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
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--zone", "Europe/Nowhere"]).is_err());
    }

    #[test]
    fn scales_outside_one_to_four_are_refused() {
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "5"]).is_err());
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "0"]).is_err());
    }
}
