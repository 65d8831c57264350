//! The page as one HTML file: no script, nothing fetched, light or dark as the reader's system is, light on paper.

use super::GENERATOR;
use super::page::{Block, Fact, KillChapter, LogLine, Page, Table, escaped};
use super::svg;
use crate::analysis::{Breakdown, BreakdownPart, PartKind, Scope};
use crate::lang::Language;
use crate::palette::Palette;
use crate::palette::Scheme;
use crate::say;

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
    let chapters: Vec<KillChapter> = page.blocks.iter().filter_map(kill_of).collect();
    let repeats = chapters.iter().filter(|chapter| chapter.repeats).count();
    if repeats > 0 {
        out.push_str(&format!(
            "<p class=\"paper\">{}</p>\n",
            escaped(&say!(page.language, "paper-repeats", kills = repeats))
        ));
    }
    let (mut in_section, mut in_fold) = (false, false);
    for block in &page.blocks {
        let is_head = matches!(block, Block::Chapter { .. } | Block::Heading(_) | Block::Fold(_));
        if is_head && std::mem::take(&mut in_fold) {
            out.push_str("</details>\n");
        }
        // What stands before the first chapter has a section of its own.
        if !in_section || matches!(block, Block::Chapter { .. }) {
            out.push_str(if in_section { "</section>\n" } else { "" });
            open_section(block, &mut out);
            in_section = true;
        }
        in_fold |= matches!(block, Block::Fold(_));
        write_block(page.language, block, &chapters, &mut out);
    }
    out.push_str(if in_fold { "</details>\n" } else { "" });
    out.push_str(if in_section { "</section>\n" } else { "" });
    out.push_str(&format!("</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n", escaped(&page.footer)));
    out
}

const fn kill_of(block: &Block) -> Option<KillChapter> {
    match block {
        Block::Chapter { kill, .. } => *kill,
        _ => None,
    }
}

fn open_section(block: &Block, out: &mut String) {
    match block {
        Block::Chapter { scope: Some(scope), kill, .. } => {
            let class = if kill.is_some_and(|kill| kill.repeats) { " class=\"repeat\"" } else { "" };
            out.push_str(&format!("<section{class} style=\"--scope: var(--{})\">\n", svg::scope_class(*scope)));
        }
        _ => out.push_str("<section>\n"),
    }
}

fn write_block(language: Language, block: &Block, chapters: &[KillChapter], out: &mut String) {
    let html = match block {
        Block::Chapter { title, kill: Some(kill), .. } => {
            format!("<h2 id=\"kill-{}\">{}</h2>\n", kill.number, escaped(title))
        }
        Block::Chapter { title, kill: None, .. } => format!("<h2>{}</h2>\n", escaped(title)),
        Block::Heading(title) => format!("<h3>{}</h3>\n", escaped(title)),
        Block::Fold(title) => format!("<details>\n<summary><h3>{}</h3></summary>\n", escaped(title)),
        Block::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item))).collect();
            format!("<ul>\n{items}</ul>\n")
        }
        Block::Facts(facts) => format!("<dl>\n{}</dl>\n", facts.iter().map(fact).collect::<String>()),
        Block::Lines(lines) => {
            format!("<ul class=\"lines\">\n{}</ul>\n", lines.iter().map(log_line).collect::<String>())
        }
        Block::Table(table) => table_html(table, None, chapters),
        Block::Pie { breakdown, table } => {
            let (pie, table) = (svg::pie(language, breakdown), table_html(table, Some(breakdown), chapters));
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

/// A table; beside a pie, each part's row begins with its colour. Kills lead to their chapters.
fn table_html(table: &Table, pie: Option<&Breakdown>, chapters: &[KillChapter]) -> String {
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
            let cell = if column.names_kill { kill_link(cell, chapters) } else { escaped(cell) };
            out.push_str(&format!("<td{}>{swatch}{cell}</td>\n", class(column.number)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}

/// A kill's number, as a way to its chapter where it has one.
fn kill_link(number: &str, chapters: &[KillChapter]) -> String {
    let known = number.parse().ok().filter(|number: &u32| chapters.iter().any(|chapter| chapter.number == *number));
    match known {
        Some(number) => format!("<a href=\"#kill-{number}\">{number}</a>"),
        None => escaped(number),
    }
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
                Block::Chapter { title: hostile.to_owned(), scope: None, kill: None },
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
            html.matches("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp; \u{fffd}").count(),
            10
        );
        assert_eq!(html.matches("<section").count(), html.matches("</section>").count());
    }

    #[test]
    fn kills_are_led_to_repeats_stay_off_paper_and_what_is_looked_up_is_folded() {
        let head = |number, repeats| Block::Chapter {
            title: format!("Kill {number}"),
            scope: Some(Scope::Container),
            kill: Some(KillChapter { number, repeats }),
        };
        let rows = ["1", "12", "7"].map(|number| vec![number.to_owned(), "java".to_owned()]);
        let columns = vec![TableColumn::kill("Kill"), TableColumn::words("Process")];
        let blocks = vec![
            Block::Table(Table { columns, rows: rows.to_vec(), has_total: false }),
            head(1, false),
            Block::Fold("Largest processes"),
            Block::Paragraph("one".to_owned()),
            Block::Fold("Lines of other programs"),
            Block::Paragraph("two".to_owned()),
            head(12, true),
            Block::Heading("Why"),
        ];
        let html = write(&Page { blocks, ..Page::default() });
        // Kill 7 has no chapter, and leads nowhere.
        let links: Vec<_> = html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(links, ["#kill-1", "#kill-12"]);
        assert!(
            html.contains("<h2 id=\"kill-1\">")
                && html.contains("<h2 id=\"kill-12\">")
                && html.contains("<td class=\"number\">7</td>")
        );
        assert_eq!(html.matches("<section class=\"repeat\"").count(), 1);
        assert!(html.contains("1 kill that repeats an earlier one"));
        assert_eq!((html.matches("<details>").count(), html.matches("</details>").count()), (2, 2));
        let folds = html.split("<details>").skip(1).map(|rest| rest.split("</details>").next().unwrap_or_default());
        let folded: Vec<_> = folds.map(|fold| (fold.contains("<p>one"), fold.contains("<p>two"))).collect();
        assert_eq!(folded, [(true, false), (false, true)]);
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
