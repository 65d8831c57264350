//! Log entries as documents of YAML: what `gcloud logging read` prints unless told otherwise. Each becomes the object that
//! `--format json` prints of it.

/// So many lines of the beginning are looked at.
const LINES: usize = 80;

/// Keys that every entry has at its outermost level.
const ENTRY: [&str; 2] = ["insertId: ", "logName: "];

/// What an entry says stands behind one of these.
const SAYS: [&str; 4] = ["textPayload:", "MESSAGE:", "message:", "log:"];

/// True for a text of such entries.
pub(super) fn is_entries(head: &str) -> bool {
    let any = |wanted: &str| head.lines().take(LINES).any(|line| line.starts_with(wanted));
    ENTRY.iter().all(|key| any(key)) && ["textPayload:", "jsonPayload:"].iter().any(|key| any(key))
}

/// True for the line before an entry.
pub(super) fn is_mark(line: &str) -> bool {
    line.trim_end() == "---"
}

/// True for a line that an entry may hold: a key, or what is indented below one.
pub(super) fn is_part(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or("");
    let is_key = key.len() < line.len() && !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
    is_key || line.is_empty() || line.starts_with([' ', '-'])
}

/// An entry as JSON on one line.
pub(super) struct JsonEntry {
    pub(super) json: String,
    /// How many lines of the entry stand before what it says.
    pub(super) before: u64,
}

/// The entry as JSON; `None` where it is no entry.
pub(super) fn as_json(text: &str) -> Option<JsonEntry> {
    let entry: serde_json::Map<String, serde_json::Value> = serde_saphyr::from_str(text).ok()?;
    let json = serde_json::to_string(&entry).ok()?;
    let says = text.lines().zip(0..).find(|(line, _)| SAYS.iter().any(|key| line.trim_start().starts_with(key)));
    Some(JsonEntry { json, before: says.map_or(0, |(_, before)| before) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRIES: &str = "---\ninsertId: a1\njsonPayload:\n  MESSAGE: 'Memory cgroup out of memory: Killed process 7 (a)\n    \
                           total-vm:1kB'\n  _HOSTNAME: n1\nlogName: projects/p/logs/kernel\n";

    #[test]
    fn an_entry_is_an_object() {
        assert!(is_entries(ENTRIES));
        let JsonEntry { json, before } = as_json(ENTRIES.trim_start_matches("---\n")).expect("an entry");
        assert_eq!(before, 2);
        let entry: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let said = entry["jsonPayload"]["MESSAGE"].as_str();
        assert_eq!(said, Some("Memory cgroup out of memory: Killed process 7 (a) total-vm:1kB"));
        assert_eq!(entry["jsonPayload"]["_HOSTNAME"], "n1");
        assert!(as_json("insertId: [a").is_none());
    }

    #[test]
    fn other_yaml_is_left_as_it_is() {
        for text in [
            "---\napiVersion: v1\nkind: Pod\n",
            "insertId: a\nlogName: b\nprotoPayload:\n  a: 1\n",
            "Dec 13 07:23:21 n app: logName: a\n",
        ] {
            assert!(!is_entries(text), "{text}");
        }
    }
}
