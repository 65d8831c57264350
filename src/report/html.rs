//! The page as one HTML file: no script, nothing fetched, light or dark as the reader's system is, light on paper.

use super::GENERATOR;
use super::page::{Block, Fact, LogLine, Page, Table, escaped};
use super::svg;
use crate::analysis::{Breakdown, BreakdownPart, PartKind, Scope};
use crate::lang::Language;
use crate::palette::Palette;
use crate::palette::Scheme;

/// The rules; the colours come from the palette.
const STYLE: &str = include_str!("../../assets/report.css");

/// Spells the page as HTML. Between two texts stands always a blank or a line's end, never a style alone: mail programs,
/// converters and screen readers see no margins.
pub fn write(page: &Page) -> String {
    let title = escaped(&page.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{GENERATOR}\">\n<title>{title}</title>\n<style>\n{}{STYLE}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        page.language.tag(),
        colours()
    );
    let mut in_section = false;
    for block in &page.blocks {
        // What stands before the first chapter has a section of its own.
        if !in_section || matches!(block, Block::Chapter { .. }) {
            out.push_str(if in_section { "</section>\n" } else { "" });
            open_section(block, &mut out);
            in_section = true;
        }
        write_block(page.language, block, &mut out);
    }
    out.push_str(if in_section { "</section>\n" } else { "" });
    out.push_str(&format!("</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", escaped(&page.footer)));
    out
}

fn open_section(block: &Block, out: &mut String) {
    match block {
        Block::Chapter { scope: Some(scope), .. } => {
            out.push_str(&format!("<section style=\"--scope: var(--{})\">\n", svg::scope_class(*scope)));
        }
        _ => out.push_str("<section>\n"),
    }
}

fn write_block(language: Language, block: &Block, out: &mut String) {
    let html = match block {
        Block::Chapter { title, .. } => format!("<h2>{}</h2>\n", escaped(title)),
        Block::Heading(title) => format!("<h3>{}</h3>\n", escaped(title)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Block::Facts(facts) => format!("<dl>\n{}</dl>\n", facts.iter().map(fact).collect::<String>()),
        Block::Lines(lines) => {
            format!("<ul class=\"lines\">\n{}</ul>\n", lines.iter().map(log_line).collect::<String>())
        }
        Block::Table(table) => table_html(table, None),
        Block::Pie { breakdown, table } => {
            let (pie, table) = (svg::pie(language, breakdown), table_html(table, Some(breakdown)));
            format!("<figure class=\"pie\">\n{pie}{table}</figure>\n")
        }
        Block::Timeline(timeline) => svg::timeline(language, timeline),
    };
    out.push_str(&html);
}

fn fact(fact: &Fact) -> String {
    let value = escaped(&fact.value);
    let value = if fact.verbatim { format!("<code>{value}</code>") } else { value };
    format!("<dt>{}</dt>\n<dd>{value}</dd>\n", escaped(fact.label))
}

fn log_line(line: &LogLine) -> String {
    format!("<li><span class=\"at\">{}</span> <code>{}</code></li>\n", escaped(&line.at), escaped(&line.text))
}

/// A table; beside a pie, each part's row begins with its colour.
fn table_html(table: &Table, pie: Option<&Breakdown>) -> String {
    let class = |number| if number { " class=\"number\"" } else { "" };
    let head = table
        .columns
        .iter()
        .map(|column| format!("<th scope=\"col\"{}>{}</th>\n", class(column.number), escaped(column.title)));
    let mut out =
        format!("<div class=\"scroll\"><table>\n<thead><tr>{}</tr></thead>\n<tbody>\n", head.collect::<String>());
    for (row, cells) in table.rows.iter().enumerate() {
        let total = table.has_total && row + 1 == table.rows.len();
        let part = pie.and_then(|pie| pie.parts.get(row));
        out.push_str(if total { "<tr class=\"total\">" } else { "<tr>" });
        for (at, (cell, column)) in cells.iter().zip(&table.columns).enumerate() {
            let swatch = part.filter(|_| at == 0).map(swatch).unwrap_or_default();
            out.push_str(&format!("<td{}>{swatch}{}</td>\n", class(column.number), escaped(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

/// The colour that a part has in the pie.
fn swatch(part: &BreakdownPart) -> String {
    format!("<span class=\"swatch\" style=\"background: var(--{})\"></span>", svg::part_class(part.kind))
}

/// The colours as variables; paper is always light.
fn colours() -> String {
    let (light, dark) = (variables(Scheme::Light.palette()), variables(Scheme::Dark.palette()));
    format!(":root {{ {light} }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n")
}

fn variables(palette: &Palette) -> String {
    let named = [
        ("ground", palette.ground),
        ("panel", palette.panel),
        ("line", palette.line),
        ("strong", palette.strong),
        ("body", palette.body),
        ("weak", palette.weak),
        ("evidence", palette.evidence),
        ("evidence-ground", palette.evidence_ground),
    ];
    let named = named.into_iter().map(|(name, colour)| format!("--{name}: {colour};"));
    let parts = PartKind::ALL.into_iter().map(|part| format!("--{}: {};", svg::part_class(part), palette.part(part)));
    let scopes =
        Scope::ALL.into_iter().map(|scope| format!("--{}: {};", svg::scope_class(scope), palette.scope(scope)));
    named.chain(parts).chain(scopes).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::page::TableColumn;
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let hostile = "</style></title><script>alert(1)</script>\" onload='x' &amp;\n\u{1b}";
        let page = Page {
            title: hostile.to_owned(),
            blocks: vec![
                Block::Paragraph(hostile.to_owned()),
                Block::Chapter { title: hostile.to_owned(), scope: None },
                Block::List(vec![hostile.to_owned()]),
                Block::Facts(vec![Fact::verbatim("Path", hostile)]),
                Block::Lines(vec![LogLine { at: hostile.to_owned(), text: hostile.to_owned() }]),
                Block::Table(Table {
                    columns: vec![TableColumn::words("Process")],
                    rows: vec![vec![hostile.to_owned()]],
                    has_total: false,
                }),
            ],
            footer: hostile.to_owned(),
            ..Page::default()
        };
        let html = write(&page);
        assert!(!html.contains("<script") && !html.contains("onload='") && !html.contains("\" onload"), "{html}");
        assert_eq!(html.matches("</style>").count(), 1);
        assert_eq!(
            html.matches("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; ␛").count(),
            10
        );
        assert_eq!(html.matches("<section").count(), html.matches("</section>").count());
    }

    #[test]
    fn nothing_is_fetched() {
        let html = write(&Page::default());
        for word in ["http://", "https://", "src=", "url(", "@import", "<script", "<link"] {
            assert!(!html.contains(word), "{word}");
        }
    }
}
