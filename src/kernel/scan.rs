//! The little scanner that every line shape is read with: each step takes its piece off the front and returns it, or
//! takes nothing and returns `None`.

use crate::model::Kib;
use crate::source::words;

/// What is left of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// All that has not been taken.
    pub(super) const fn rest(self) -> &'a str {
        self.rest
    }

    /// Takes exactly these letters.
    pub(super) fn tag(&mut self, tag: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(tag)?;
        Some(())
    }

    /// Takes blanks, if there are any.
    pub(super) fn blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    /// Takes everything before the first `mark`, and the mark.
    pub(super) fn until(&mut self, mark: &str) -> Option<&'a str> {
        let (taken, rest) = words::parted(self.rest, mark)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes everything before the last `mark`, and the mark.
    pub(super) fn until_last(&mut self, mark: &str) -> Option<&'a str> {
        let (taken, rest) = words::parted_at_last(self.rest, mark)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes the characters that `wanted` accepts; at least one.
    pub(super) fn run(&mut self, wanted: impl Fn(char) -> bool) -> Option<&'a str> {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).filter(|(taken, _)| !taken.is_empty())?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes an unsigned decimal number that fits its type.
    pub(super) fn number<N: std::str::FromStr>(&mut self) -> Option<N> {
        let before = *self;
        let number = self.run(|c| c.is_ascii_digit())?.parse().ok();
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// Takes a decimal number with or without a minus.
    pub(super) fn signed(&mut self) -> Option<i64> {
        let before = *self;
        let sign = if self.tag("-").is_some() { -1 } else { 1 };
        // Parsed with its sign, so that the lowest number fits.
        let number = self
            .run(|c| c.is_ascii_digit())
            .and_then(|digits| if sign < 0 { format!("-{digits}").parse().ok() } else { digits.parse().ok() });
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// Takes a size in the kernel's `kB` (sometimes `KB`), which is 1024 bytes.
    pub(super) fn kib(&mut self) -> Option<Kib> {
        let before = *self;
        let size = self.number().map(Kib);
        if size.is_some() && (self.tag("kB").is_some() || self.tag("KB").is_some()) {
            return size;
        }
        *self = before;
        None
    }
}

/// `key:number`, in the unit that the line's kind prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure<'a, N> {
    /// What stands before the colon.
    pub key: &'a str,
    /// What stands behind it.
    pub value: N,
}

/// `key:number` with what stands behind the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FigureWithUnit<'a> {
    pub(super) key: &'a str,
    pub(super) value: i64,
    /// `kB`, `KB` or nothing.
    pub(super) unit: &'a str,
}

/// The figures of a line with their units, blanks in between and after the colon. Stops at the first piece that is none.
pub(super) fn figures(text: &str) -> impl Iterator<Item = FigureWithUnit<'_>> {
    let mut scan = Scan::new(text);
    std::iter::from_fn(move || {
        scan.blanks();
        let key = scan.run(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '(' | ')'))?;
        scan.tag(":")?;
        scan.blanks();
        let value = scan.signed()?;
        let unit = scan.run(|c| c.is_ascii_alphabetic()).unwrap_or("");
        Some(FigureWithUnit { key, value, unit })
    })
}

/// The value of `key` up to the next `, `, `,` or blank, wherever it stands in the line.
pub(super) fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut scan = Scan::new(text);
    scan.until(key)?;
    // Behind a colon a line may have been broken, or read from a picture.
    if key.ends_with(':') {
        scan.blanks();
    }
    scan.run(|c| c != ',' && c != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_does_not_fit_takes_nothing() {
        let mut scan = Scan::new("12kB left");
        assert_eq!(scan.tag("x"), None);
        assert_eq!(scan.until("="), None);
        assert_eq!(scan.kib(), Some(Kib(12)));
        assert_eq!(scan.kib(), None);
        assert_eq!(scan.rest(), " left");
    }

    #[test]
    fn numbers_that_do_not_fit_are_no_numbers() {
        assert_eq!(Scan::new("99999999999").number::<u32>(), None);
        assert_eq!(Scan::new("-12").signed(), Some(-12));
        assert_eq!(Scan::new("-9223372036854775808").signed(), Some(i64::MIN));
        assert_eq!(Scan::new("-").signed(), None);
    }

    #[test]
    fn figures_may_have_blanks_after_the_colon() {
        let read: Vec<_> = figures("shmem_thp: 0kB isolated(anon):12kB free:-3 pages_scanned? no").collect();
        let figure = |key, value, unit| FigureWithUnit { key, value, unit };
        assert_eq!(read, [figure("shmem_thp", 0, "kB"), figure("isolated(anon)", 12, "kB"), figure("free", -3, "")]);
    }
}
