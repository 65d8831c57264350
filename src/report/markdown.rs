//! The page as Markdown (CommonMark with tables), safe to paste into a ticket whatever the log holds.

use super::page::{Block, Fact, LogLine, Page, Table, one_line};

/// Spells the page as Markdown.
pub fn write(page: &Page) -> String {
    let mut out = format!("# {}\n", escaped(&page.title));
    for block in page.blocks.iter().filter(|block| !matches!(block, Block::Timeline(_))) {
        out.push('\n');
        write_block(block, &mut out);
    }
    out.push_str(&format!("\n---\n\n{}\n", escaped(&page.footer)));
    out
}

/// Spells a table by itself.
pub fn table(table: &Table) -> String {
    let mut out = String::new();
    write_table(table, &mut out);
    out
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Chapter { title, .. } => line(out, "## ", title),
        Block::Heading(title) | Block::Fold(title) => line(out, "### ", title),
        Block::Paragraph(text) => line(out, "", text),
        Block::List(items) => items.iter().for_each(|item| line(out, "- ", item)),
        Block::Facts(facts) => facts.iter().for_each(|fact| write_fact(fact, out)),
        Block::Lines(lines) => lines.iter().for_each(|log_line| write_log_line(log_line, out)),
        Block::Table(table) | Block::Pie { table, .. } => write_table(table, out),
        Block::Timeline(_) => {}
    }
}

fn line(out: &mut String, before: &str, text: &str) {
    out.push_str(before);
    out.push_str(&escaped(text));
    out.push('\n');
}

fn write_fact(fact: &Fact, out: &mut String) {
    let value = if fact.verbatim { code(&fact.value) } else { escaped(&fact.value) };
    out.push_str(&format!("- **{}** {value}\n", escaped(fact.label)));
}

fn write_log_line(log_line: &LogLine, out: &mut String) {
    out.push_str(&format!("- {} {}\n", escaped(&log_line.at), code(&log_line.text)));
}

fn write_table(table: &Table, out: &mut String) {
    let row = |cells: &mut dyn Iterator<Item = String>, out: &mut String| {
        out.push('|');
        for cell in cells {
            out.push_str(&format!(" {cell} |"));
        }
        out.push('\n');
    };
    row(&mut table.columns.iter().map(|column| cell_text(column.title)), out);
    row(&mut table.columns.iter().map(|column| if column.number { "---:" } else { "---" }.to_owned()), out);
    for (cells, left) in table.rows.iter().zip((0..table.rows.len()).rev()) {
        let total = table.has_total && left == 0;
        let cell = |cell: &String| if total { format!("**{}**", cell_text(cell)) } else { cell_text(cell) };
        row(&mut cells.iter().map(cell), out);
    }
}

/// The same within a table, where a bar would end the cell. Elsewhere commands keep theirs, ready to copy.
fn cell_text(text: &str) -> String {
    escaped(text).replace('|', "&#124;")
}

/// Text that Markdown shows as it is: nothing in it is markup, a link or a mention.
fn escaped(text: &str) -> String {
    let text = one_line(text);
    let text = text.trim();
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        match c {
            '&' if after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#') => out.push_str("&amp;"),
            '<' if after.is_some_and(|c| c.is_ascii_alphabetic() || "/!?".contains(c)) => out.push_str("&lt;"),
            '>' if before.is_none() => out.push_str("&gt;"),
            '$' => out.push_str("&#36;"),
            '\\' | '`' | '*' | '[' | ']' | '~' => out.extend(['\\', c]),
            '_' if !within_word(before, after) => out.push_str("\\_"),
            '@' if !before.is_some_and(char::is_alphanumeric) => out.push_str("&#64;"),
            // `http://` and `www.` become links by themselves.
            ':' if after == Some('/') => out.push_str("\\:"),
            '.' if ends_with_www(&out) => out.push_str("\\."),
            // `# head`, `- item`, `---` and `1. item` at the start of a line.
            '#' if before.is_none() => out.push_str("\\#"),
            '-' | '+' | '=' if before.is_none() && after.is_none_or(|next| next.is_whitespace() || next == c) => {
                out.extend(['\\', c]);
            }
            '.' | ')' if after.is_none_or(char::is_whitespace) && starts_numbered(&out) => out.extend(['\\', c]),
            c => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// True where all so far is a number, which a point after it would make an item of a list.
fn starts_numbered(out: &str) -> bool {
    !out.is_empty() && out.bytes().all(|byte| byte.is_ascii_digit())
}

fn ends_with_www(out: &str) -> bool {
    out.get(out.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// `oom_score_adj` needs no backslashes: an underscore between letters is never markup.
fn within_word(before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    is_word(before) && is_word(after)
}

/// Text letter by letter: a code span with more backticks around it than stand in a row inside it.
fn code(text: &str) -> String {
    let text = one_line(text);
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::super::page::TableColumn;
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        for (text, markdown) in [
            ("stress-ng-vm", "stress-ng-vm"),
            ("oom_score_adj", "oom_score_adj"),
            ("_a_ __b__", "\\_a\\_ \\_\\_b\\_\\_"),
            ("*a* [x](http://e)", "\\*a\\* \\[x\\](http\\://e)"),
            ("<script>&amp; a < b & c > d", "&lt;script>&amp;amp; a < b & c > d"),
            ("</b><!--<?x", "&lt;/b>&lt;!--&lt;?x"),
            ("-998", "-998"),
            ("---", "\\---"),
            ("a|b\n| c", "a|b | c"),
            ("# head", "\\# head"),
            ("- item", "\\- item"),
            ("1. item", "1\\. item"),
            ("12) item", "12\\) item"),
            ("462.2 MiB", "462.2 MiB"),
            ("> quote", "&gt; quote"),
            ("```rust", "\\`\\`\\`rust"),
            ("    indented", "indented"),
            ("@somebody and a@b", "&#64;somebody and a@b"),
            ("www.example.com", "www\\.example.com"),
            ("\\*", "\\\\\\*"),
        ] {
            assert_eq!(escaped(text), markdown, "{text}");
        }
    }

    #[test]
    fn a_code_span_holds_whatever_is_in_it() {
        assert_eq!(code("task=x"), "`task=x`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`x`"), "`` `x` ``");
        assert_eq!(code("a\n\n# b"), "`a  # b`");
        assert_eq!(code(" "), "");
    }

    #[test]
    fn a_table_has_as_many_cells_in_each_row() {
        let table = Table {
            columns: vec![TableColumn::words("Process"), TableColumn::number("Bytes")],
            rows: vec![vec!["a|b".to_owned(), "1".to_owned()], vec!["Sum".to_owned(), "1".to_owned()]],
            has_total: true,
        };
        let page = Page {
            title: "T".to_owned(),
            blocks: vec![Block::Table(table)],
            footer: "f".to_owned(),
            ..Page::default()
        };
        let expected =
            "# T\n\n| Process | Bytes |\n| --- | ---: |\n| a&#124;b | 1 |\n| **Sum** | **1** |\n\n---\n\nf\n";
        assert_eq!(write(&page), expected);
    }
}
