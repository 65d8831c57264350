//! What stands around a whole text before its lines are lines: a mail's transfer encoding, a page's markup, the width of a
//! terminal that broke long lines. Told from the beginning of a source; what is undone keeps the numbers of its lines.

mod beginning;
mod documents;
mod filled;
mod folded;
mod mail;
mod marks;
mod page;
mod pieces;
mod rtf;
mod seam;
mod width;

use self::folded::Folded;
use self::mail::Mail;
use self::marks::MarkRemover;
use self::page::HtmlStripper;
use self::rtf::RtfStripper;
use self::width::Width;
use super::dialect::DialectId;
use crate::model::{Note, NoteKind};
use crate::tell;

/// A line that is put together may be this long, as lines may be; what follows is a line of its own.
const JOINED_BYTES: usize = 8 << 20;

/// Takes a line with its number.
type OnLine<'a> = &'a mut dyn FnMut(u64, &str);

/// Undoes what was done to the lines of one source.
#[derive(Debug, Default)]
pub(super) struct Transfer {
    mail: Option<Mail>,
    rtf: Option<RtfStripper>,
    page: Option<HtmlStripper>,
    marks: Option<MarkRemover>,
    folded: Option<Folded>,
    width: Option<Width>,
}

/// What was done to the lines of a source.
pub(super) struct ToldTransfer {
    pub(super) transfer: Transfer,
    /// The source's beginning as it was before; `None` where nothing was done.
    pub(super) plain: Option<String>,
}

impl Transfer {
    /// Tells from the beginning of a source what was done to its lines.
    pub(super) fn of(head: &str) -> ToldTransfer {
        let mut transfer = Self { mail: Mail::of(head), ..Self::default() };
        let mut plain = transfer.undone(head);
        if let Some(rtf) = RtfStripper::of(plain.as_deref().unwrap_or(head)) {
            transfer.rtf = Some(rtf);
            plain = transfer.undone(head);
        }
        if let Some(page) = HtmlStripper::of(plain.as_deref().unwrap_or(head), transfer.mail.is_some()) {
            transfer = Self { mail: Mail::of(head), page: Some(page), ..transfer.fresh() };
            plain = transfer.undone(head);
        }
        if let Some(marks) = MarkRemover::of(plain.as_deref().unwrap_or(head)) {
            transfer.marks = Some(marks);
            plain = transfer.undone(head);
        }
        if let Some(folded) = Folded::of(plain.as_deref().unwrap_or(head)) {
            transfer.folded = Some(folded);
            plain = transfer.undone(head);
        }
        if let Some(width) = Width::of(plain.as_deref().unwrap_or(head)) {
            transfer.width = Some(width);
            plain = transfer.undone(head);
        }
        let again = Self { mail: Mail::of(head), ..transfer.fresh() };
        ToldTransfer { transfer: again, plain }
    }

    /// True where lines are read as they stand.
    pub(super) const fn is_none(&self) -> bool {
        self.mail.is_none()
            && self.rtf.is_none()
            && self.page.is_none()
            && self.marks.is_none()
            && self.folded.is_none()
            && self.width.is_none()
    }

    /// True where the text is a page: its lines hold character references.
    pub(super) const fn is_page(&self) -> bool {
        self.page.is_some()
    }

    /// The dialects that were undone.
    pub(super) fn dialects(&self) -> impl Iterator<Item = DialectId> {
        let page = self.page.is_some().then_some(DialectId::Html);
        let mail = self.mail.is_some().then_some(DialectId::Mail);
        let rtf = self.rtf.is_some().then_some(DialectId::Rtf);
        let marks = self.marks.is_some().then_some(DialectId::Marked);
        let folded = self.folded.is_some().then_some(DialectId::Folded);
        mail.into_iter()
            .chain(rtf)
            .chain(page)
            .chain(marks)
            .chain(folded)
            .chain(self.width.is_some().then_some(DialectId::Wrapped))
    }

    /// Reads a line; gives those that it completes.
    pub(super) fn feed(&mut self, number: u64, line: &str, give: OnLine<'_>) {
        let Self { mail, rtf, page, marks, folded, width } = self;
        let mut widened = |number: u64, line: &str| match width {
            Some(width) => width.feed(number, line, give),
            None => give(number, line),
        };
        let mut unfolded = |number: u64, line: &str| match folded {
            Some(folded) => folded.feed(number, line, &mut widened),
            None => widened(number, line),
        };
        let mut unmarked = |number: u64, line: &str| match marks {
            Some(marks) => marks.feed(number, line, &mut unfolded),
            None => unfolded(number, line),
        };
        let mut paged = |number: u64, line: &str| match page {
            Some(page) => page.feed(number, line, &mut unmarked),
            None => unmarked(number, line),
        };
        let mut stripped = |number: u64, line: &str| match rtf {
            Some(rtf) => rtf.feed(number, line, &mut paged),
            None => paged(number, line),
        };
        match mail {
            Some(mail) => mail.feed(number, line, &mut stripped),
            None => stripped(number, line),
        }
    }

    /// Gives what is still held, from the outside in.
    pub(super) fn finish(&mut self, give: OnLine<'_>) {
        let Self { mail, rtf, page, marks, folded, width } = self;
        let mut held = Vec::new();
        if let Some(mail) = mail {
            mail.finish(&mut |number, line| held.push((number, line.to_owned())));
        }
        if let Some(rtf) = rtf {
            let texts = std::mem::take(&mut held);
            let mut keep = |number: u64, line: &str| held.push((number, line.to_owned()));
            for (number, line) in &texts {
                rtf.feed(*number, line, &mut keep);
            }
            rtf.finish(&mut keep);
        }
        if let Some(page) = page {
            let texts = std::mem::take(&mut held);
            let mut keep = |number: u64, line: &str| held.push((number, line.to_owned()));
            for (number, line) in &texts {
                page.feed(*number, line, &mut keep);
            }
            page.finish(&mut keep);
        }
        if let Some(marks) = marks {
            let texts = std::mem::take(&mut held);
            let mut keep = |number: u64, line: &str| held.push((number, line.to_owned()));
            for (number, line) in &texts {
                marks.feed(*number, line, &mut keep);
            }
            marks.finish(&mut keep);
        }
        if let Some(folded) = folded {
            let texts = std::mem::take(&mut held);
            let mut keep = |number: u64, line: &str| held.push((number, line.to_owned()));
            for (number, line) in &texts {
                folded.feed(*number, line, &mut keep);
            }
            folded.finish(&mut keep);
        }
        match width {
            Some(width) => {
                for (number, line) in &held {
                    width.feed(*number, line, give);
                }
                width.finish(give);
            }
            None => held.iter().for_each(|(number, line)| give(*number, line)),
        }
    }

    /// What was left out.
    pub(super) fn notes(&self) -> impl Iterator<Item = Note> {
        let left_out = self.mail.as_ref().is_some_and(|mail| mail.left_out);
        let attachment = left_out.then(|| Note::new(NoteKind::Skipped, tell!("source-attachment")));
        let hidden = self
            .page
            .as_ref()
            .and_then(HtmlStripper::hidden_from)
            .map(|line| Note::new(NoteKind::Skipped, tell!("source-hidden", line = line)));
        attachment.into_iter().chain(hidden)
    }

    /// The beginning of a source as it was; `None` where nothing is undone.
    fn undone(&self, head: &str) -> Option<String> {
        if self.is_none() {
            return None;
        }
        let mut transfer = Self { mail: Mail::of(head), ..self.fresh() };
        let mut text = String::with_capacity(head.len());
        let mut keep = |_: u64, line: &str| {
            text.push_str(line);
            text.push('\n');
        };
        for line in head.lines() {
            transfer.feed(0, line, &mut keep);
        }
        transfer.finish(&mut keep);
        Some(text)
    }

    /// The same for a source's first line, without the mail.
    fn fresh(&self) -> Self {
        Self {
            mail: None,
            rtf: self.rtf.as_ref().map(|_| RtfStripper::default()),
            page: self.page.as_ref().map(|_| HtmlStripper::default()),
            marks: self.marks.as_ref().map(|_| MarkRemover::default()),
            folded: self.folded.as_ref().map(Folded::fresh),
            width: self.width.as_ref().map(Width::fresh),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undone(text: &str) -> Vec<(u64, String)> {
        let mut transfer = Transfer::of(text).transfer;
        let mut found = Vec::new();
        let mut keep = |number: u64, line: &str| {
            if !line.trim().is_empty() {
                found.push((number, line.trim_end().to_owned()));
            }
        };
        for (line, number) in text.lines().zip(1..) {
            transfer.feed(number, line, &mut keep);
        }
        transfer.finish(&mut keep);
        found
    }

    fn lines(text: &str) -> Vec<String> {
        undone(text).into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn quoted_printable_is_undone_with_and_without_its_header() {
        let body = "[1.0] oom-kill:constraint=3DCONSTRAINT_MEMCG,task=3Djava,=\npid=3D7\n[1.1]=20Kill=C3=BC=\n=A7\n";
        let wanted = ["[1.0] oom-kill:constraint=CONSTRAINT_MEMCG,task=java,pid=7", "[1.1] KillÃ¼§"];
        assert_eq!(lines(body), wanted);
        let mail = format!("Subject: x\nContent-Transfer-Encoding: Quoted-Printable\n\n{body}");
        assert_eq!(&lines(&mail)[2..], wanted);
        assert_eq!(undone(body)[1].0, 3);
    }

    #[test]
    fn base64_is_undone_up_to_the_boundary_and_what_is_no_text_is_told() {
        let mail = "Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Transfer-Encoding: base64\n\nWzEuMF0gYQpb\n\
                    MS4xXSBi\n--b\nContent-Transfer-Encoding: base64\n\nH4sIAAAAAAAAAwAA\n--b--\n";
        let found = lines(mail);
        assert!(found.contains(&"[1.0] a".to_owned()) && found.contains(&"[1.1] b".to_owned()), "{found:?}");
        let mut transfer = Transfer::of(mail).transfer;
        mail.lines().for_each(|line| transfer.feed(1, line, &mut |_, _| {}));
        assert!(transfer.notes().next().is_some());
    }

    #[test]
    fn pages_end_their_lines_where_they_say_so() {
        for (page, wanted) in [
            ("<html><body>[1.0] a<br>[1.1] b<br/>\n[1.2] c</body></html>", &["[1.0] a", "[1.1] b", "[1.2] c"][..]),
            ("<p class=\"x\">[1.0] a\nb</p>\n<p\n style=\"y\"><span>[1.1]</span> c</p>", &["[1.0] a b", "[1.1] c"]),
            ("<pre>[1.0] a\n[1.1]   &lt;TASK&gt;\n</pre>", &["[1.0] a", "[1.1]   &lt;TASK&gt;"]),
            ("<table><tr><td>1</td><td>[1.0] a</td></tr></table>", &["1\t[1.0] a"]),
            ("<w:p><w:r><w:t>[1.0] a</w:t></w:r></w:p><w:p><w:t>[1.1] b</w:t></w:p>", &["[1.0] a", "[1.1] b"]),
            ("<html><style>p { x }\n</style><div>[1.0] <TASK> a</div>", &["[1.0] <TASK> a"]),
        ] {
            assert_eq!(lines(page), wanted, "{page}");
        }
    }

    #[test]
    fn lines_that_a_terminal_broke_are_whole_again() {
        let long: Vec<String> = (0..6).map(|n| format!("[    {n}.000001] {}", "abcdefgh ".repeat(14))).collect();
        for strip in [false, true] {
            let mut text = String::new();
            for line in &long {
                for part in line.as_bytes().chunks(80) {
                    let part = std::str::from_utf8(part).unwrap();
                    text.push_str(if strip { part.trim_end() } else { part });
                    text.push('\n');
                }
            }
            let trimmed: Vec<String> = long.iter().map(|line| line.trim_end().to_owned()).collect();
            assert_eq!(lines(&text), trimmed, "{strip}");
        }
    }

    /// The lines as they are fed by themselves, behind a head that decided how.
    fn fed(transfer: &mut Transfer, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut keep = |_: u64, line: &str| found.push(line.to_owned());
        text.lines().zip(1..).for_each(|(line, number)| transfer.feed(number, line, &mut keep));
        transfer.finish(&mut keep);
        found
    }

    #[test]
    fn a_mail_in_base64_ends_where_the_next_mail_begins() {
        let first = "From a@b Thu Jan  1 00:00:00 2026\nContent-Transfer-Encoding: base64\n\nWzEuMF0gYQ==\n\n";
        let from = "From c@d Thu Jan  1 00:00:01 2026\nSubject: x\n";
        for (second, wanted) in [
            (format!("{from}\n[1.1] Killed process 7 (java)\n"), "[1.1] Killed process 7 (java)"),
            (format!("{from}Content-Transfer-Encoding: base64\n\nWzEuMV0gYg==\n"), "[1.1] b"),
            (format!("{from}Content-Transfer-Encoding: quoted-printable\n\n[1.1] a=3D1=\n2\n"), "[1.1] a=12"),
        ] {
            let found = lines(&format!("{first}{second}"));
            let place = |line: &str| found.iter().position(|found| found == line);
            assert!(place("[1.0] a").is_some() && place("[1.0] a") < place("Subject: x"), "{found:?}");
            assert_eq!(found.last().map(String::as_str), Some(wanted), "{found:?}");
        }
    }

    #[test]
    fn base64_that_was_padded_leaves_no_bits_to_what_follows() {
        let mail = "Content-Transfer-Encoding: base64\n\nWzEuMF0gYQo=\nWzEuMV0gYg==\nWzEuMl0gYw==\n";
        assert_eq!(lines(mail)[1..], ["[1.0] a", "[1.1] b[1.2] c"]);
    }

    #[test]
    fn a_log_that_prints_a_mail_header_is_read_on() {
        let log = "Content-Transfer-Encoding: base64\n\n[1.0] a invoked oom-killer\n[1.1] Killed process 7 (a)\n";
        assert_eq!(lines(log)[1..], ["[1.0] a invoked oom-killer", "[1.1] Killed process 7 (a)"]);
    }

    #[test]
    fn a_quoted_printable_mail_ends_where_the_next_mail_begins() {
        let mails = "From a@b Thu Jan  1 00:00:00 2026\nContent-Transfer-Encoding: quoted-printable\n\n[1.0] a=3D1\n\n\
                     From the log of 7:\n[1.1] b=3D2,=\nFrom c 07:00:00=\n\n\n\
                     From c@d Thu Jan  1 00:00:01 2026\n\n[1.2] oom_score_adj=20, c=3D3\n";
        let found = lines(mails);
        assert!(found.contains(&"[1.0] a=1".to_owned()), "{found:?}");
        // Neither what somebody wrote nor a continued line is the beginning of a mail.
        assert!(found.contains(&"[1.1] b=2,From c 07:00:00".to_owned()), "{found:?}");
        assert_eq!(found.last().map(String::as_str), Some("[1.2] oom_score_adj=20, c=3D3"), "{found:?}");
    }

    #[test]
    fn a_page_of_a_hundred_thousand_cells_is_read_at_once() {
        const CELLS: usize = 120_000;
        for (head, cell) in [("a", "<td></td>"), ("", "<td> </td>")] {
            let begun = std::time::Instant::now();
            let page = format!("<table><tr><pre>{head}{}b</pre></table>", cell.repeat(CELLS));
            let mut transfer = Transfer::of("<table><tr><td>1</td></tr></table>").transfer;
            let found = fed(&mut transfer, &page);
            assert!(found.iter().any(|line| line.ends_with('b')), "{cell}");
            // It took minutes.
            assert!(begun.elapsed() < std::time::Duration::from_secs(10), "{cell}: {:?}", begun.elapsed());
        }
    }

    #[test]
    fn a_tag_without_an_end_costs_no_line_that_follows() {
        let wanted = ["[    1.000001] a", "[    1.000002] Killed process 7 (a)", "[    1.000003] c > 1"];
        for (head, tail) in [("<html><body>\n", "<br>\n</body></html>\n"), ("<pre>\n", "\n</pre>\n")] {
            let page = format!("{head}{} <b \n{}\n{}{tail}", wanted[0], wanted[1], wanted[2]);
            assert_eq!(lines(&page), wanted, "{page}");
        }
    }

    #[test]
    fn a_script_without_an_end_is_told() {
        for (page, told) in [
            ("<html><body>[1.0] a<br>\n<script>\n[1.1] b\n", true),
            ("<html><body>[1.0] a<br>\n<script>\nx\n</script>\n[1.1] b</body></html>\n", false),
        ] {
            let mut transfer = Transfer::of(page).transfer;
            fed(&mut transfer, page);
            let notes: Vec<Note> = transfer.notes().collect();
            assert_eq!(notes.len(), usize::from(told), "{page}");
            let said = |note: &Note| note.text.said(crate::lang::Language::English);
            assert!(notes.iter().all(|note| said(note).contains("line 2")), "{notes:?}");
        }
    }

    #[test]
    fn a_line_wider_than_the_terminal_is_not_continued() {
        let filled = format!("[    1.000001] {}", "a".repeat(65));
        let head = format!("{filled}\nrest\n[    2.000001] b\n").repeat(4);
        let mut transfer = Transfer::of(&head).transfer;
        assert!(transfer.width.is_some(), "no width was told");
        let wide = format!("{filled}{}", "a".repeat(40));
        let found = fed(&mut transfer, &format!("{wide}\nno part of it\n{filled}\nrest\n"));
        assert_eq!(found, [wide, "no part of it".to_owned(), format!("{filled}rest")]);
    }

    #[test]
    fn a_log_is_left_as_it_is() {
        for text in [
            "Dec 13 07:23:21 node kernel: [1.0] order=0,\nDec 13 07:23:21 node kernel: [1.1] <TASK>\n",
            "anon 1\nfile 2\nkernel 3\n",
            "Dec 13 07:23:21 node app: <div>\nDec 13 07:23:21 node app: a\nDec 13 07:23:22 node app: b\n",
        ] {
            let ToldTransfer { transfer, plain } = Transfer::of(text);
            assert!(transfer.is_none() && plain.is_none(), "{text}");
        }
    }
}
