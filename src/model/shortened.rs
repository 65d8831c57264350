//! Paths of which somebody left a part out: `/kubepods/…/3e5e...`.

/// What people put for what they leave out.
const MARKS: [&str; 2] = ["\u{2026}", "..."];

/// True where a part of the path was left out.
pub fn is_shortened(path: &str) -> bool {
    MARKS.iter().any(|mark| path.contains(mark))
}

/// True where both may be one path, of which either may be shortened.
pub fn may_be_one(a: &str, b: &str) -> bool {
    match (is_shortened(a), is_shortened(b)) {
        (false, false) => a == b,
        (true, false) => fits(a, b),
        (false, true) => fits(b, a),
        (true, true) => {
            let (a, b) = (before_mark(a), before_mark(b));
            a.starts_with(b) || b.starts_with(a)
        }
    }
}

/// The path up to where the first part was left out, without the name in which that is.
pub fn whole_beginning(path: &str) -> &str {
    let before = before_mark(path);
    if before.len() == path.len() { path } else { before.rsplit_once('/').map_or("", |(before, _)| before) }
}

fn before_mark(path: &str) -> &str {
    let end = MARKS.iter().filter_map(|mark| path.find(mark)).min();
    end.and_then(|end| path.get(..end)).unwrap_or(path)
}

/// True where what is left of the path stands in the other in this order, from its beginning to its end.
fn fits(shortened: &str, whole: &str) -> bool {
    let marked = shortened.replace(MARKS[1], MARKS[0]);
    let mut pieces = marked.split('\u{2026}');
    let Some(mut rest) = pieces.next().and_then(|first| whole.strip_prefix(first)) else { return false };
    let last = pieces.next_back().unwrap_or("");
    for piece in pieces {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shortened_path_may_be_each_that_holds_what_is_left_of_it() {
        for (a, b, may) in [
            ("/a/b", "/a/b", true),
            ("/a/b", "/a/c", false),
            ("/kubepods/...", "/kubepods/burstable/pod1", true),
            ("...", "/kubepods", true),
            ("/kubepods/\u{2026}/3e5e\u{2026}", "/kubepods/burstable/pod1/3e5e22", true),
            ("/kubepods/\u{2026}/3e5e\u{2026}", "/kubepods/burstable/pod1/4e5e22", false),
            ("/.../pod1", "/kubepods/pod1/a", false),
            ("/kubepods/...", "/docker/...", false),
            ("/kubepods/b...", "/kubepods/...", true),
            ("/a\u{2026}a", "/a", false),
        ] {
            assert_eq!((may_be_one(a, b), may_be_one(b, a)), (may, may), "{a} {b}");
        }
    }

    #[test]
    fn a_name_of_which_a_part_is_missing_is_none() {
        for (path, whole) in [
            ("/kubepods/pod1/3e5e...", "/kubepods/pod1"),
            ("/kubepods/\u{2026}/3e", "/kubepods"),
            ("\u{2026}", ""),
            ("/a/b", "/a/b"),
        ] {
            assert_eq!(whole_beginning(path), whole, "{path}");
        }
    }
}
