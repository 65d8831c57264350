//! The little scanners that companion lines share: each returns what it read, or `None` where the piece is not there.

use std::str::FromStr;

use crate::model::Ties;

/// Digits of a container id in full; programs that print fewer (`crictl`) print at least [`SHORT_ID`].
const FULL_ID: usize = 64;

/// The fewest hexadecimal digits that are taken for a container id.
const SHORT_ID: usize = 12;

/// What stands after `marker`.
pub(super) fn after<'a>(text: &'a str, marker: &str) -> Option<&'a str> {
    text.split_once(marker).map(|(_, rest)| rest)
}

/// The value of a key, however its program writes it: `key="value"`, `key=value`, `"key":"value"`, `Key:value`,
/// `key:\"value\"`. The key is a whole word; the first place that has a value counts.
pub(super) fn keyed<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = text;
    let mut before = ' ';
    while let Some((skipped, found)) = rest.split_once(key) {
        before = skipped.chars().next_back().unwrap_or(before);
        let value = found.trim_start_matches(QUOTES).strip_prefix(['=', ':']);
        if let Some(value) = value
            && !is_word(before)
        {
            return Some(word(value.trim_start_matches(' '))).filter(|value| !value.is_empty());
        }
        rest = found;
        before = key.chars().next_back().unwrap_or(' ');
    }
    None
}

/// The word at the start, without its quotes and their escapes.
pub(super) fn word(text: &str) -> &str {
    let text = text.trim_start_matches(QUOTES);
    text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\\' | ',' | '}' | ']' | ';')).next().unwrap_or("")
}

/// The number at the start.
pub(super) fn number<N: FromStr>(text: &str) -> Option<N> {
    let text = text.trim_start_matches(QUOTES);
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The container id at the start: 64 hexadecimal digits, or the beginning of one.
pub(super) fn id(text: &str) -> Option<Box<str>> {
    let text = text.trim_start_matches(QUOTES);
    let digits = text.split(|c: char| !c.is_ascii_hexdigit()).next()?;
    (SHORT_ID..=FULL_ID).contains(&digits.len()).then(|| digits.into())
}

/// The pod UID at the start, with dashes; systemd's underscores become dashes. Static pods have 32 digits without.
pub(super) fn pod_uid(text: &str) -> Option<Box<str>> {
    let text = text.trim_start_matches(QUOTES);
    let uid = text.split(|c: char| !c.is_ascii_hexdigit() && c != '-' && c != '_').next()?;
    let digits = uid.bytes().filter(u8::is_ascii_hexdigit).count();
    let plausible = digits == 32 && (uid.len() == 32 || uid.len() == 36);
    plausible.then(|| uid.replace('_', "-").into())
}

/// Both sides of the slash in `ns/name`, where neither is empty.
pub(super) fn slashed(text: &str) -> Option<Slashed<'_>> {
    let (before, behind) = text.split_once('/')?;
    (!before.is_empty() && !behind.is_empty()).then_some(Slashed { before, behind })
}

/// `ns/name`.
pub(super) struct Slashed<'a> {
    /// `ns`.
    pub(super) before: &'a str,
    /// `name`.
    pub(super) behind: &'a str,
}

/// The pod of `name_ns(uid)`, as kubelet's own formatter writes it; neither part may hold an underscore.
pub(super) fn formatted_pod(text: &str) -> Option<Ties> {
    let (name, rest) = text.split_once('_')?;
    let (namespace, uid) = rest.split_once('(')?;
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
    (plain(name) && plain(namespace)).then(|| Ties {
        namespace: Some(namespace.into()),
        pod: Some(name.into()),
        pod_uid: pod_uid(uid),
        ..Ties::default()
    })
}

/// What a systemd unit's name ties: a container's scope, a pod's slice, or just the unit.
pub(super) fn unit(name: &str) -> Ties {
    let container = name.strip_suffix(".scope").and_then(|stem| stem.rsplit_once('-')).and_then(|(_, tail)| id(tail));
    let pod = name.strip_suffix(".slice").and_then(|stem| stem.rsplit_once("-pod")).and_then(|(_, tail)| pod_uid(tail));
    Ties { container_id: container, pod_uid: pod, unit: Some(name.into()), ..Ties::default() }
}

const QUOTES: [char; 2] = ['"', '\\'];

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_in_every_spelling() {
        for text in [
            r#"podID="7" ID="x y""#,
            r"ID=x",
            r#"event={"ID":"x","Data":"z"}"#,
            r#"{ID:"x", Data:"z"}"#,
            r#"ID:\"x\" "#,
        ] {
            assert_eq!(keyed(text, "ID"), Some("x"), "{text}");
        }
        assert_eq!(keyed("podID=x, an ID without a value", "ID"), None);
        assert_eq!(keyed("event for pod\" pod=\"shop/cart-1\"", "pod"), Some("shop/cart-1"));
    }

    #[test]
    fn a_pod_uid_has_32_digits_and_its_dashes_or_none() {
        assert_eq!(
            pod_uid("8e81973e_0bec_47b0_b898_d190f9ebdacc.slice").as_deref().unwrap(),
            "8e81973e-0bec-47b0-b898-d190f9ebdacc"
        );
        assert_eq!(
            pod_uid("4d1bbd668f74f43373a6102fb5a56ebf)").as_deref().unwrap(),
            "4d1bbd668f74f43373a6102fb5a56ebf"
        );
        for odd in ["", "8e81973e", "8e81973e-0bec-47b0-b898-d190f9ebdacc77"] {
            assert_eq!(pod_uid(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_units_name_tells_container_or_pod() {
        let scope = unit("docker-953bf484074435e3aa512f9d21ab6e1f2a6d41a05d6950b741cce8c12d02fd3e.scope");
        assert_eq!(scope.container_id.unwrap().len(), 64);
        let slice = unit("kubepods-burstable-pod8e81973e_0bec_47b0_b898_d190f9ebdacc.slice");
        assert_eq!(slice.pod_uid.as_deref().unwrap(), "8e81973e-0bec-47b0-b898-d190f9ebdacc");
        let service = unit("session-12.scope");
        assert_eq!(
            (service.container_id, service.pod_uid, service.unit),
            (None, None, Some("session-12.scope".into()))
        );
    }
}
