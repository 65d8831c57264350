//! Objects in YAML: the documents of a text, each bounded before it is kept.

use std::borrow::Cow;

use super::ClusterObject;
use super::json::{self, VALUE_BYTES};
use crate::analysis::ClusterFacts;
use crate::analysis::cluster::listed::LISTED_MAX;
use crate::model::SourceId;

/// Values and keys that are read of a YAML text, about what [`crate::analysis::CLUSTER_BYTES_READ`] may hold.
const YAML_NODES: usize = 8_000_000;

/// Anchors that are read of a YAML text. kubectl writes none; a few may stand in what people edited.
const YAML_ANCHORS: usize = 16;

/// Reads the documents of a YAML text.
pub(in crate::analysis::cluster) fn read_yaml(
    text: &str,
    source: SourceId,
    facts: &mut ClusterFacts,
) -> Result<(), String> {
    let budget = serde_saphyr::budget! {
        max_nodes: YAML_NODES,
        max_events: 2 * YAML_NODES,
        max_anchors: YAML_ANCHORS,
        max_aliases: YAML_ANCHORS,
        max_documents: LISTED_MAX,
    };
    if holds_too_large(text) {
        return Err(format!("it holds a value of more than {} MiB", VALUE_BYTES >> 20));
    }
    let options = serde_saphyr::options! { budget: budget };
    let documents: Vec<ClusterObject> = serde_saphyr::from_multiple_with_options(&with_texts_quoted(text), options)
        .map_err(|error| first_line(&error.to_string()))?;
    documents.into_iter().map(|object| object.tell(source, facts)).fold(Ok(()), Result::and)
}

/// The text with those values quoted that are texts to who wrote them and numbers to a parser: `1234e567` (a commit), which
/// kubectl leaves bare because Go's parser overflows; `12e34`, `08` and `0o17`, which Python's does not know as numbers.
fn with_texts_quoted(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut copied, mut next) = (0, 0);
    for line in text.split_inclusive('\n') {
        let at = next;
        next += line.len();
        let bare = line.trim_end();
        let value =
            bare.rsplit_once(": ").or_else(|| bare.rsplit_once("- ")).map_or("", |(_, value)| value.trim_start());
        if is_number_by_chance(value) {
            let start = at + bare.len() - value.len();
            out.push_str(text.get(copied..start).unwrap_or(""));
            out.push('"');
            out.push_str(value);
            out.push('"');
            copied = at + bare.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// `1234e567`, `.5E9`, `-1e999`, `08`, `0o17`, `.inf`, `.nan`.
fn is_number_by_chance(value: &str) -> bool {
    let plain = value.strip_prefix(['+', '-']).unwrap_or(value);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if matches!(plain.to_ascii_lowercase().as_str(), ".inf" | ".nan") {
        return true;
    }
    if let Some((mantissa, exponent)) = plain.split_once(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return digits(exponent) && digits(&mantissa.replacen('.', "", 1));
    }
    let octal = plain.strip_prefix("0o").is_some_and(digits);
    octal || plain.len() > 1 && plain.starts_with('0') && digits(plain)
}

/// YAML errors quote the text below their sentence.
fn first_line(error: &str) -> String {
    error.lines().next().unwrap_or("").to_owned()
}

/// True where an object, alone or in a list, is larger than what Kubernetes keeps: reading it would take many times its size.
/// An item of a list begins with a dash, as far to the right as the list's first.
fn holds_too_large(text: &str) -> bool {
    // KYAML has brackets, and its texts are quoted, like JSON.
    if text.trim_start_matches("---").trim_start().starts_with('{') {
        return json::holds_too_large(text);
    }
    let (mut at, mut begun) = (0, 0);
    let (mut is_list, mut indent) = (false, None);
    for line in text.split_inclusive('\n') {
        let dash = || line.bytes().position(|byte| byte != b' ').filter(|at| line.get(*at..).is_some_and(is_item));
        if line.starts_with("---") {
            (begun, is_list, indent) = (at, false, None);
        } else if line.starts_with("items:") {
            (begun, is_list) = (at, true);
        } else if is_list && indent.is_none_or(|indent| line.len() > indent) {
            let found = dash();
            indent = indent.or(found);
            if found.is_some() && found == indent {
                begun = at;
            }
        }
        at += line.len();
        if at - begun > VALUE_BYTES {
            return true;
        }
    }
    false
}

fn is_item(text: &str) -> bool {
    text.starts_with("- ") || text.trim_end() == "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_like_numbers_are_texts() {
        let numbers = ["1234e567", "12e34", ".5e999", "-1e999", "+1E9", "08", "0o17", ".inf", ".NaN", "08123456"];
        for value in numbers {
            assert_eq!(with_texts_quoted(&format!("a: {value}\nb: 1\n")), format!("a: \"{value}\"\nb: 1\n"));
            assert_eq!(with_texts_quoted(&format!("- {value}")), format!("- \"{value}\""));
        }
        for value in ["1", "0", "10", "ab12cd34", "\"1e9\"", "e9", "1e", "v1", "-"] {
            assert_eq!(with_texts_quoted(&format!("a: {value}\n")), format!("a: {value}\n"));
        }
    }

    #[test]
    fn an_object_larger_than_kubernetes_keeps_is_not_read() {
        let containers = |count: usize| "    - name: c\n".repeat(count);
        let pod = |count| {
            format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n    containers:\n{}", containers(count))
        };
        let most = VALUE_BYTES / "    - name: c\n".len();
        assert!(!holds_too_large(&pod(most - 100)) && holds_too_large(&pod(most)));
        let pods = |count| format!("- kind: Pod\n  spec:\n    containers:\n{}", containers(count));
        let list = |count| format!("apiVersion: v1\nitems:\n{}{}kind: List\n", pods(count).repeat(3), pods(1));
        assert!(!holds_too_large(&list(most / 2)) && holds_too_large(&list(most)));
        assert!(!holds_too_large(&format!("{}---\n{}", pod(most - 100), pod(most - 100))));
    }
}
