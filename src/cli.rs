//! Arguments as plain data. What they mean is decided in `main`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Report the kills without a display: as JSON, one JSON line per kill, or a picture
    Report(ReportArgs),
}

/// Arguments of `oomscope report`.
#[derive(Args, Debug)]
pub struct ReportArgs {
    /// Logs, folders or bundles; - is standard input
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// The report's format
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Where to write it; standard output otherwise
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The kill to draw, by its number in the report; the first otherwise
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub incident: Option<u32>,
    /// Pixels per point of a picture, 1 to 4
    #[arg(long, value_name = "S", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub scale: u8,
    /// Colours of a picture
    #[arg(long, value_enum, default_value_t = Colours::Light)]
    pub colours: Colours,
    /// The year of each log's last line, for stamps that have none
    #[arg(long, value_name = "YYYY", value_parser = clap::value_parser!(i32).range(1991..=9998))]
    pub year: Option<i32>,
}

/// Formats of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One object, schema oomscope.report/1
    Json,
    /// One incident a line, as it is found
    Jsonl,
    /// A picture of one kill's card
    Png,
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
        assert_eq!((report.inputs, report.format), (vec![PathBuf::from("-")], Format::Jsonl));
    }

    #[test]
    fn scales_outside_one_to_four_are_refused() {
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "5"]).is_err());
        assert!(Cli::try_parse_from(["oomscope", "report", "x", "--scale", "0"]).is_err());
    }
}
