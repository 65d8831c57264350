//! The formats of reports: one table of their names, the endings of their files and what they are for, and the one place
//! that spells a review in any of them. A new format is a row here, an arm of [`render`], and its writer.

use std::io::{self, Write};

use super::{PictureFormat, csv, html, jira, json, markdown, ticket, walk};
use crate::analysis::Review;
use crate::lang::Language;
use crate::say;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One object, schema `oomscope.report/1`.
    Json,
    /// One incident a line.
    Jsonl,
    /// A page for a ticket.
    Markdown,
    /// A short page for one comment of a ticket, in Markdown.
    Ticket,
    /// The same in Jira's wiki markup.
    Jira,
    /// A page in one file.
    Html,
    /// A row for each killed process, as RFC 4180 has it.
    Csv,
    /// The same rows with tabs between their cells.
    Tsv,
    /// A picture, which `ui::picture` draws.
    Picture(PictureFormat),
}

/// A row of the table of formats.
struct FormatRow {
    format: Format,
    /// Its name, and other words that people type for it. Each is also an ending of files.
    names: &'static [&'static str],
    /// As people write it.
    title: &'static str,
    /// How such a file is called where nobody has named it, without the ending.
    file: &'static str,
    /// The first of its names that stands behind a file's.
    ending: &'static str,
    /// How a menu that saves it begins.
    label: fn(Language) -> &'static str,
    /// For `--help`.
    help: &'static str,
}

const FORMATS: [FormatRow; 10] = [
    FormatRow {
        format: Format::Json,
        names: &["json"],
        title: "JSON",
        file: "oom-report",
        ending: "json",
        label: |it| say!(it, "window-export-json"),
        help: "One object, schema oomscope.report/1",
    },
    FormatRow {
        format: Format::Jsonl,
        names: &["jsonl", "ndjson", "jsonlines"],
        title: "JSON Lines",
        file: "oom-kills",
        ending: "jsonl",
        label: |it| say!(it, "window-export-jsonl"),
        help: "One incident a line, as it is found; names that later lines tell (a pod's, a container's) are not in it",
    },
    FormatRow {
        format: Format::Picture(PictureFormat::Png),
        names: &["png"],
        title: "PNG",
        file: "oom-kill",
        ending: "png",
        label: |_| PictureFormat::Png.label(),
        help: "A picture, of one kill unless --picture says otherwise",
    },
    FormatRow {
        format: Format::Picture(PictureFormat::Pdf),
        names: &["pdf"],
        title: "PDF",
        file: "oom-kill",
        ending: "pdf",
        label: |_| PictureFormat::Pdf.label(),
        help: "The same picture as a page, sharp at any size, with words that can be searched",
    },
    FormatRow {
        format: Format::Markdown,
        names: &["markdown", "md"],
        title: "Markdown",
        file: "oom-report",
        ending: "md",
        label: |it| say!(it, "window-export-markdown"),
        help: "A page for a wiki or a repository",
    },
    FormatRow {
        format: Format::Ticket,
        names: &["ticket", "txt"],
        title: "Ticket",
        file: "oom-ticket",
        ending: "txt",
        label: |it| say!(it, "window-export-ticket"),
        help: "Markdown for one comment of a ticket: at most 30 kB, repeats folded, the rest counted",
    },
    FormatRow {
        format: Format::Jira,
        names: &["jira"],
        title: "Jira",
        file: "oom-ticket",
        ending: "jira",
        label: |it| say!(it, "window-export-jira"),
        help: "The same in Jira's wiki markup",
    },
    FormatRow {
        format: Format::Html,
        names: &["html", "htm"],
        title: "HTML",
        file: "oom-report",
        ending: "html",
        label: |it| say!(it, "window-export-html"),
        help: "A page in one file with its drawings, to mail or to print",
    },
    FormatRow {
        format: Format::Csv,
        names: &["csv"],
        title: "CSV",
        file: "oom-kills",
        ending: "csv",
        label: |it| say!(it, "window-export-csv"),
        help: "A row for each killed process, for spreadsheets",
    },
    FormatRow {
        format: Format::Tsv,
        names: &["tsv", "tab"],
        title: "TSV",
        file: "oom-kills",
        ending: "tsv",
        label: |it| say!(it, "window-export-tsv"),
        help: "The same rows with tabs between their cells, a line each, for cut and awk",
    },
];

/// Formats that somebody may ask for and that there are not, with what to do instead.
const REFUSED: [(&str, &str); 7] = [
    ("docx", "write .html or .md"),
    ("jpg", "write .png"),
    ("jpeg", "write .png"),
    ("svg", "write .pdf, which is as sharp, or .png"),
    ("xlsx", "write .csv"),
    ("yaml", "write .json, which is YAML, too"),
    ("yml", "write .json, which is YAML, too"),
];

impl Format {
    /// All of them, in the order in which help tells them.
    pub const ALL: &[Self] = &[
        Self::Json,
        Self::Jsonl,
        Self::Picture(PictureFormat::Png),
        Self::Picture(PictureFormat::Pdf),
        Self::Markdown,
        Self::Ticket,
        Self::Jira,
        Self::Html,
        Self::Csv,
        Self::Tsv,
    ];

    /// Those that a window saves besides pictures, in the order of its menu.
    pub const SAVED: [Self; 5] = [Self::Html, Self::Markdown, Self::Csv, Self::Tsv, Self::Json];

    /// Those that one pastes into a ticket.
    pub const TICKETS: [Self; 2] = [Self::Ticket, Self::Jira];

    /// The format of a name, or of the ending of a file's name.
    pub fn named(name: &str) -> Option<Self> {
        let known = |row: &&FormatRow| row.names.iter().any(|known| name.eq_ignore_ascii_case(known));
        FORMATS.iter().find(known).map(|row| row.format)
    }

    /// What to do instead, for a format that there is not and that somebody may ask for.
    pub fn instead_of(name: &str) -> Option<&'static str> {
        REFUSED.iter().find(|(refused, _)| name.eq_ignore_ascii_case(refused)).map(|(_, advice)| *advice)
    }

    /// The words for it; the first is its name.
    pub fn names(self) -> &'static [&'static str] {
        self.row().map_or(&[], |row| row.names)
    }

    /// As people write it: `Markdown`.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.title)
    }

    /// What it is for, for `--help`.
    pub fn help(self) -> &'static str {
        self.row().map_or("", |row| row.help)
    }

    /// How a menu begins that puts it on the clipboard; only of [`Self::TICKETS`].
    pub fn copy_label(self, language: Language) -> &'static str {
        match self {
            Self::Jira => say!(language, "window-copy-ticket-jira"),
            _ => say!(language, "window-copy-ticket"),
        }
    }

    /// As a menu that saves names it.
    pub fn label(self, language: Language) -> &'static str {
        self.row().map_or("", |row| (row.label)(language))
    }

    /// How a file of it is called where nobody has named it.
    pub fn file_name(self) -> String {
        self.row().map_or_else(String::new, |row| format!("{}.{}", row.file, row.ending))
    }

    /// True for the pages that people read: they say themselves what was not found.
    pub const fn is_page(self) -> bool {
        matches!(self, Self::Markdown | Self::Ticket | Self::Jira | Self::Html)
    }

    fn row(self) -> Option<&'static FormatRow> {
        FORMATS.iter().find(|row| row.format == self)
    }
}

/// Writes a review in a format. Memory does not grow with the output where the format allows it.
///
/// # Errors
/// Where `out` cannot be written, and for pictures, which only `ui::picture` can draw.
pub fn render(review: &Review, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Json => json::write(review, out),
        Format::Jsonl => json::write_lines(review, out),
        Format::Csv => csv::write(review, out),
        Format::Tsv => csv::write_tabs(review, out),
        Format::Markdown => out.write_all(markdown::write(&walk::page(review)).as_bytes()),
        Format::Ticket => out.write_all(ticket::write(review, markdown::write).as_bytes()),
        Format::Jira => out.write_all(ticket::write(review, jira::write).as_bytes()),
        Format::Html => out.write_all(html::write(&walk::page(review)).as_bytes()),
        Format::Picture(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_format_has_one_row_and_every_name_one_format() {
        assert_eq!(FORMATS.iter().map(|row| row.format).collect::<Vec<_>>(), Format::ALL);
        let names: Vec<&str> = FORMATS.iter().flat_map(|row| row.names).copied().collect();
        let refused = REFUSED.iter().map(|(name, _)| *name);
        let all: BTreeSet<&str> = names.iter().copied().chain(refused).collect();
        assert_eq!(all.len(), names.len() + REFUSED.len());
        for row in &FORMATS {
            assert!(row.names.contains(&row.ending), "{}", row.ending);
            assert!(!row.help.is_empty() && !row.help.ends_with('.'), "{}", row.help);
        }
    }

    #[test]
    fn names_that_people_type_are_understood() {
        for (name, format) in [
            ("md", Some(Format::Markdown)),
            ("Markdown", Some(Format::Markdown)),
            ("HTM", Some(Format::Html)),
            ("ndjson", Some(Format::Jsonl)),
            ("tab", Some(Format::Tsv)),
            ("png", Some(Format::Picture(PictureFormat::Png))),
            ("yml", None),
            ("", None),
        ] {
            assert_eq!(Format::named(name), format, "{name}");
        }
        assert_eq!(Format::instead_of("YML"), Some("write .json, which is YAML, too"));
    }

    #[test]
    fn every_format_but_a_picture_is_written() {
        for format in Format::ALL {
            let mut out = Vec::new();
            let written = render(&Review::default(), *format, &mut out);
            assert_eq!(written.is_ok(), !matches!(format, Format::Picture(_)), "{format:?}");
        }
    }
}
