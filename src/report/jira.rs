//! The page in Jira's wiki markup, safe to paste whatever the log holds.

use super::page::{Block, Page, Table, one_line};

/// Spells the page.
pub(super) fn write(page: &Page) -> String {
    let mut out = format!("h1. {}\n", escaped(&page.title));
    for block in page.blocks.iter().filter(|block| !matches!(block, Block::Timeline(_))) {
        out.push('\n');
        write_block(block, &mut out);
    }
    out.push_str(&format!("\n----\n{}\n", escaped(&page.footer)));
    out
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Chapter { title, .. } => line(out, "h2. ", title),
        Block::Heading(title) | Block::Fold(title) => line(out, "h3. ", title),
        Block::Paragraph(text) => line(out, "", text),
        Block::List(items) => items.iter().for_each(|item| line(out, "* ", item)),
        Block::Facts(facts) => {
            for fact in facts {
                out.push_str(&format!("* *{}* {}\n", escaped(fact.label), escaped(&fact.value)));
            }
        }
        Block::Lines(lines) => {
            for log_line in lines {
                out.push_str(&format!(
                    "{}\n{{noformat}}{}{{noformat}}\n",
                    escaped(&log_line.at),
                    literal(&log_line.text)
                ));
            }
        }
        Block::Table(table) | Block::Pie { table, .. } => write_table(table, out),
        Block::Timeline(_) => {}
    }
}

fn line(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    out.push_str(&escaped(text));
    out.push('\n');
}

fn write_table(table: &Table, out: &mut String) {
    let row = |border: &str, cells: &mut dyn Iterator<Item = String>, out: &mut String| {
        out.push_str(border);
        for cell in cells {
            // An empty cell would make its border a heading's.
            let cell = if cell.is_empty() { " ".to_owned() } else { cell };
            out.push_str(&cell);
            out.push_str(border);
        }
        out.push('\n');
    };
    row("||", &mut table.columns.iter().map(|column| escaped(column.title)), out);
    for cells in &table.rows {
        row("|", &mut cells.iter().map(|cell| escaped(cell)), out);
    }
}

/// Text letter by letter, which ends where the same macro stands in it: there a blank is put in.
fn literal(text: &str) -> String {
    one_line(text).replace("{noformat", "{ noformat")
}

/// Text that Jira shows as it is: nothing in it is markup, a link, a mention or a face.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let after = rest.peek().map(|(_, next)| *next);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_markup = match c {
            '{' | '}' | '[' | ']' | '*' | '^' | '~' | '?' | '!' | '|' | '\\' => true,
            // Between letters these are letters.
            '_' | '-' | '+' => !(is_word(before) && is_word(after)),
            '#' => before.is_none(),
            // `(x)` and `:)` are pictures.
            '(' => text.get(at..).and_then(|rest| rest.split_once(')')).is_some_and(|(inside, _)| inside.len() <= 8),
            ':' | ';' => after.is_some_and(|next| ")(PDp".contains(next)),
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::page::{LogLine, TableColumn};
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        for (text, markup) in [
            ("stress-ng-vm", "stress-ng-vm"),
            ("oom_score_adj of -998", "oom_score_adj of \\-998"),
            ("java (PID 31), x (y)", "java \\(PID 31), x \\(y)"),
            ("{color:red}a{color} [a|http://e] !x.png!", "\\{color:red\\}a\\{color\\} \\[a\\|http://e\\] \\!x.png\\!"),
            ("*a* _b_ :) # c", "\\*a\\* \\_b\\_ \\:) # c"),
            ("# head", "\\# head"),
        ] {
            assert_eq!(escaped(text), markup);
        }
    }

    #[test]
    fn a_line_of_a_log_stands_letter_by_letter_and_cannot_end_its_block() {
        let text = "a {noformat} *b* {code}".to_owned();
        let page = Page { blocks: vec![Block::Lines(vec![LogLine { at: "x:1".to_owned(), text }])], ..Page::default() };
        assert!(write(&page).contains("x:1\n{noformat}a { noformat} *b* {code}{noformat}\n"), "{}", write(&page));
    }

    #[test]
    fn empty_cells_keep_their_place() {
        let columns = vec![TableColumn::words("a"), TableColumn::number("b|")];
        let table = Table { columns, rows: vec![vec![String::new(), "1".to_owned()]], has_total: false };
        let mut out = String::new();
        write_table(&table, &mut out);
        assert_eq!(out, "||a||b\\|||\n| |1|\n");
    }
}
