//! The page as plain text with aligned columns, for chats and mails that know no Markdown.

use super::page::{Block, Page, Table, one_line};

/// A cell is at most so wide; what is longer pushes the rest of its line.
const CELL_WIDTH: usize = 48;

/// Spells the page as plain text.
pub fn write(page: &Page) -> String {
    let mut out = format!("{}\n", one_line(&page.title));
    for block in &page.blocks {
        let text = match block {
            Block::Chapter { title, .. } => format!("\n{}\n", one_line(title)),
            Block::Heading(title) | Block::Fold(title) => format!("\n{title}\n"),
            Block::Paragraph(text) => format!("{}\n", one_line(text)),
            Block::List(items) => items.iter().map(|item| format!("- {}\n", one_line(item))).collect(),
            Block::Facts(facts) => {
                facts.iter().map(|fact| format!("{}: {}\n", fact.label, one_line(&fact.value))).collect()
            }
            Block::Lines(lines) => {
                lines.iter().map(|line| format!("{} {}\n", one_line(&line.at), one_line(&line.text))).collect()
            }
            Block::Table(table) | Block::Pie { table, .. } => self::table(table),
            Block::Timeline(_) => String::new(),
        };
        out.push_str(&text);
    }
    out + "\n" + &page.footer + "\n"
}

/// Spells a table by itself.
pub fn table(table: &Table) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(&titles)
        .chain(&table.rows)
        .map(|cells| cells.iter().map(|cell| one_line(cell).into_owned()).collect())
        .collect();
    let length = |cell: &String| cell.chars().count();
    let width =
        |at: usize| lines.iter().filter_map(|cells| cells.get(at)).map(length).max().unwrap_or(0).min(CELL_WIDTH);
    let widths: Vec<_> = (0..table.columns.len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let cells = cells.iter().zip(&table.columns).zip(&widths).map(|((cell, column), width)| {
            let room = " ".repeat(width.saturating_sub(length(cell)));
            if column.number { format!("{room}{cell}") } else { format!("{cell}{room}") }
        });
        format!("  {}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    lines.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::TableColumn;

    #[test]
    fn columns_are_aligned() {
        let rows = vec![vec!["anon".to_owned(), "64 MiB".to_owned()], vec!["überlang\n".to_owned(), "8 B".to_owned()]];
        let table =
            Table { columns: vec![TableColumn::words("What"), TableColumn::number("Size")], rows, has_total: false };
        assert_eq!(super::table(&table), "  What         Size\n  anon       64 MiB\n  überlang      8 B\n");
    }

    #[test]
    fn a_table_of_many_rows_is_looked_through_once() {
        let rows = (0..100_000).map(|row: u32| vec![row.to_string(), "x".to_owned()]).collect();
        let table =
            Table { columns: vec![TableColumn::number("Row"), TableColumn::words("What")], rows, has_total: false };
        let text = super::table(&table);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!((lines.len(), lines[1], lines[100_000]), (100_001, "      0  x", "  99999  x"));
    }
}
