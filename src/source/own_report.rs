//! The JSON reports that oomscope itself wrote, told by their beginning. They are read as what they are
//! (`report::json::ReportReader`): the lines of the kernel that they quote are no log, and would be kills without their tasks.

/// So much of the beginning is looked at: it may be UTF-16, as a Windows console writes, and indented.
const LOOKED_AT_BYTES: usize = 8192;

/// How a report begins when its keys are in our order and in the order of their names (`jq -S`).
const REPORT: [&str; 3] = [
    "{\"schema\":\"oomscope.report/",
    "{\"affected\":{\"nodes\":[{\"changed\":",
    "{\"affected\":{\"nodes\":[],\"owners\":[]},",
];

/// True for a report of any version, and for incidents of one, an incident a line or in a list, however they are indented.
pub(super) fn begins(head: &[u8]) -> bool {
    let head = head.get(..LOOKED_AT_BYTES).unwrap_or(head);
    // Most inputs are told by their first bytes.
    let mut seen = head.iter().copied().filter(|byte| !is_passed_over(*byte)).peekable();
    if !matches!(seen.peek(), Some(b'{' | b'[')) {
        return false;
    }
    let text: String = seen.map(char::from).collect();
    let text = text.strip_prefix('[').unwrap_or(&text);
    REPORT.iter().any(|begin| text.starts_with(begin)) || is_incident(text)
}

fn is_incident(text: &str) -> bool {
    let numbered = text.strip_prefix("{\"id\":").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    // Sorted, and before there were ids of boots.
    let sorted = text.strip_prefix("{\"boot_id\":").or_else(|| text.strip_prefix("{\"breakdown\":"));
    numbered.is_some_and(|rest| rest.starts_with(",\"seen_in\":[{\"source\":"))
        || sorted.is_some_and(|rest| rest.contains("\"breakdown_not_in_log\":") && rest.contains("\"complete\":"))
}

/// Blanks between the words, a mark of the byte order, and the zeros of UTF-16.
const fn is_passed_over(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, 0 | 0xfe | 0xff | 0xef | 0xbb | 0xbf)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: [&str; 5] = [
        r#"{"schema": "oomscope.report/1", "generator": "oomscope 0.1.0"}"#,
        r#"{"schema":"oomscope.report/27"}"#,
        r#"{"affected": {"nodes": [], "owners": []}, "companions": []}"#,
        r#"{"id": 12, "seen_in": [{"source": "kern.log", "first_line": 1, "last_line": 71}]}"#,
        r#"{"breakdown": null, "breakdown_not_in_log": null, "complete": true}"#,
    ];

    #[test]
    fn a_report_is_told_however_it_is_written() {
        for text in OURS {
            let pretty = text.replace(": ", ":\n\t");
            let wide = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
            let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
            let listed = format!("[\r\n  {text}");
            for head in [text.as_bytes(), pretty.as_bytes(), &wide, &marked, listed.as_bytes()] {
                assert!(begins(head), "{}", String::from_utf8_lossy(head));
            }
        }
    }

    #[test]
    fn json_of_others_is_none() {
        for text in [
            "",
            "[",
            "{",
            r#"{"schema": "other.report/1"}"#,
            r#"{"id": 1, "message": "Killed process 1 (a)"}"#,
            r#"{"id": 1, "seen_in": []}"#,
            r#"{"breakdown": null, "message": "Killed process 1 (a)"}"#,
            r#"{"affected": {"nodes": ["a"]}, "message": "x"}"#,
            r#"{"log": "oomscope.report/1\n"}"#,
            r#"Dec 13 07:23:21 node app: {"schema": "oomscope.report/1"}"#,
        ] {
            assert!(!begins(text.as_bytes()), "{text}");
        }
    }
}
