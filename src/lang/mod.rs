//! The languages in which oomscope speaks, and the catalogues of what it says.
//!
//! Every sentence for people is one message of a catalogue in `assets/lang/<language>/<area>.ftl` (Project Fluent's
//! format), so that each language puts its words in its own order. [`say!`](crate::say) says it:
//!
//! ```
//! use oomscope::{lang::Language, say};
//!
//! assert_eq!(say!(Language::English, "scope-node"), "Node");
//! assert_eq!(say!(Language::Japanese, "kills", count = 1204_u64), "OOM キル 1,204 件");
//! ```
//!
//! What the kernel and Kubernetes print stays as it is printed, in every language, and so do names that other programs
//! read (JSON keys, the headings of a CSV table).

mod catalogue;
mod number;
mod sentence;
mod unseen;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use self::catalogue::Catalogue;

pub use catalogue::{AREAS, Argument, CatalogueArea, NamedArgument, label, sentence};
pub use number::{grouped, size};
pub use sentence::{Sentence, SentenceArgument};
pub use unseen::{is_unseen, seen};

/// The languages: a row each. The messages of a language stand in the folder of its tag.
macro_rules! languages {
    ($(
        $(#[$attribute:meta])*
        $name:ident {
            tag: $tag:literal,
            own_name: $own_name:literal,
            sought_by: $sought_by:literal,
            letters: $letters:literal,
            has_capitals: $has_capitals:literal,
            has_particles: $has_particles:literal,
            thousands: $thousands:literal,
            decimal_mark: $decimal_mark:literal,
        }
    )+) => {
        /// A language that oomscope speaks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Language {
            $($(#[$attribute])* #[serde(rename = $tag)] $name,)+
        }

        impl Language {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; [$($tag),+].len()] = [$(Self::$name),+];

            /// The language's tag, as BCP 47 has it: `en`, `ja`.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag),+ }
            }

            /// Its name in itself, as a menu of languages shows it.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own_name),+ }
            }

            /// Letters that the window's own fonts lack and a font for this language has; none where they have them all.
            pub const fn letters(self) -> &'static str {
                match self { $(Self::$name => $letters),+ }
            }

            /// True where a sentence begins with a capital letter.
            pub const fn has_capitals(self) -> bool {
                match self { $(Self::$name => $has_capitals),+ }
            }

            /// What sets the thousands of a number apart.
            pub const fn thousands(self) -> &'static str {
                match self { $(Self::$name => $thousands),+ }
            }

            /// What stands before the decimals of a number.
            pub const fn decimal_mark(self) -> &'static str {
                match self { $(Self::$name => $decimal_mark),+ }
            }

            /// Other words by which it is sought in a list of languages, whichever language is spoken.
            pub const fn sought_by(self) -> &'static str {
                match self { $(Self::$name => $sought_by),+ }
            }

            /// True where a particle follows a name, set off by a blank behind Latin letters only.
            pub const fn has_particles(self) -> bool {
                match self { $(Self::$name => $has_particles),+ }
            }

            /// Its messages, read when the first is said.
            fn catalogue(self) -> &'static Catalogue {
                match self {
                    $(Self::$name => {
                        static READ: LazyLock<Catalogue> = LazyLock::new(Catalogue::read::<{ Language::$name as usize }>);
                        &READ
                    })+
                }
            }
        }
    };
}

languages! {
    /// English.
    #[default]
    English {
        tag: "en",
        own_name: "English",
        sought_by: "english 英語",
        letters: "",
        has_capitals: true,
        has_particles: false,
        thousands: ",",
        decimal_mark: ".",
    }
    // Kana come first among the letters: only a Japanese font has them, and once it is found it is asked for the others
    // too, which stand in fonts of other languages, in other shapes or widths.
    /// 日本語.
    Japanese {
        tag: "ja",
        own_name: "日本語",
        sought_by: "japan japanese nihongo 日本語",
        letters: "あア強制終了直、。・「」",
        has_capitals: false,
        has_particles: true,
        thousands: ",",
        decimal_mark: ".",
    }
}

impl Language {
    /// The language of a tag or of a locale's name: `ja`, `ja-JP`, `ja_JP.UTF-8`. `None` for languages that oomscope does
    /// not speak, and for `C` and `POSIX`, which name none.
    pub fn parse(locale: &str) -> Option<Self> {
        let name = locale.split(['-', '_', '.', '@']).next()?;
        Self::ALL.into_iter().find(|language| name.eq_ignore_ascii_case(language.tag()))
    }
}

/// Says a message of the catalogues in a language: `say!(language, "id")` gives a `&'static str` and costs a look-up;
/// `say!(language, "id", pod = name, kills = 3_u64)` gives a `String`. Arguments are strings, or whole numbers (`u64`,
/// `usize`), whose thousands are set apart and which decide on the plural.
///
/// It never fails: a message that a language lacks is said in English, and one that no language has by its id
/// (`tests/language.rs` lets neither happen).
#[macro_export]
macro_rules! say {
    ($language:expr, $id:literal $(,)?) => {
        $crate::lang::label($language, $id)
    };
    ($language:expr, $id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::lang::sentence($language, $id, [$($crate::lang::NamedArgument {
            name: stringify!($name),
            value: $crate::lang::Argument::from($value),
        }),+])
    };
}

/// Keeps a message of the catalogues with its arguments, to be said later: a [`Sentence`].
#[macro_export]
macro_rules! tell {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::lang::Sentence::Message {
            id: $id,
            arguments: vec![$($crate::lang::NamedArgument {
                name: stringify!($name),
                value: $crate::lang::SentenceArgument::from($value),
            }),*],
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_tag_or_a_locale() {
        for (locale, language) in [
            ("en", Some(Language::English)),
            ("en_GB.UTF-8", Some(Language::English)),
            ("ja", Some(Language::Japanese)),
            ("JA-jp", Some(Language::Japanese)),
            ("ja_JP.UTF-8", Some(Language::Japanese)),
            ("ja_JP@cjknarrow", Some(Language::Japanese)),
            ("jav", None),
            ("de_DE", None),
            ("C.UTF-8", None),
            ("", None),
        ] {
            assert_eq!(Language::parse(locale), language, "{locale}");
        }
    }

    #[test]
    fn settings_keep_a_language_by_its_tag() {
        for language in Language::ALL {
            let kept = serde_json::to_string(&language).unwrap();
            assert_eq!(kept, format!("\"{}\"", language.tag()));
            assert_eq!(serde_json::from_str::<Language>(&kept).unwrap(), language);
        }
    }

    #[test]
    fn plural_forms_and_numbers_follow_the_language() {
        for (count, english, japanese) in [
            (0_u64, "0 kills", "OOM キル 0 件"),
            (1, "1 kill", "OOM キル 1 件"),
            (1204, "1,204 kills", "OOM キル 1,204 件"),
            (u64::MAX, "18,446,744,073,709,551,615 kills", "OOM キル 18,446,744,073,709,551,615 件"),
        ] {
            assert_eq!(say!(Language::English, "kills", count = count), english);
            assert_eq!(say!(Language::Japanese, "kills", count = count), japanese);
        }
    }

    #[test]
    fn what_is_missing_is_no_panic() {
        for language in Language::ALL {
            assert_eq!(label(language, "no-such-message"), "no-such-message");
            assert_eq!(sentence(language, "no-such-message", []), "no-such-message");
            assert!(sentence(language, "kills", []).contains("$count"), "the argument is named");
        }
    }
}
