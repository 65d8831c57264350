//! The catalogues: Fluent's messages, read once, at the first word that is spoken in a language.
//!
//! A language is a folder with a file for each part of the program, not one file: there are some two thousand messages, and
//! what a sentence is about, which decides how it must be put, is told by the file in which it stands. Two people who add
//! sentences to two parts do not meet in one file, and a translator opens the same part in two languages side by side.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;

use super::unseen::in_sight;
use super::{Language, grouped, size};

/// What is said about one part of the program.
#[derive(Clone, Copy, Debug)]
pub struct CatalogueArea {
    /// The name of its files.
    pub name: &'static str,
    /// The messages by language, in the order of [`Language::ALL`].
    texts: [&'static str; Language::ALL.len()],
}

impl CatalogueArea {
    /// The messages of a language.
    pub fn text(&self, language: Language) -> &'static str {
        let texts = Language::ALL.into_iter().zip(self.texts);
        texts.filter(|(known, _)| *known == language).map(|(_, text)| text).next().unwrap_or_default()
    }
}

/// The files of an area.
macro_rules! area {
    ($name:literal) => {
        CatalogueArea {
            name: $name,
            texts: [
                include_str!(concat!("../../assets/lang/en/", $name, ".ftl")),
                include_str!(concat!("../../assets/lang/ja/", $name, ".ftl")),
            ],
        }
    };
}

/// All that is said.
pub const AREAS: &[CatalogueArea] = &[
    area!("text"),
    area!("verdict"),
    area!("insight"),
    area!("shortage"),
    area!("cluster"),
    area!("settings"),
    area!("history"),
    area!("witness"),
    area!("series"),
    area!("difference"),
    area!("report"),
    area!("note"),
    area!("source"),
    area!("load"),
    area!("window"),
    area!("list"),
    area!("card"),
    area!("tabs"),
    area!("glossary"),
];

/// Numbers up to here are the same in Fluent, which keeps them as `f64`.
const EXACT: u64 = 1 << 53;

/// What a message is told: a string, a whole number, or a size.
#[derive(Clone, Debug)]
pub struct Argument<'a>(Value<'a>);

#[derive(Clone, Debug)]
enum Value<'a> {
    Text(Cow<'a, str>),
    Count(u64),
    Size(u64),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self(Value::Text(Cow::Borrowed(text)))
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self(Value::Text(Cow::Owned(text)))
    }
}

impl<'a> From<Cow<'a, str>> for Argument<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(Value::Text(text))
    }
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Self(Value::Count(number))
    }
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Self::from(number as u64)
    }
}

/// An argument and the name that messages have for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedArgument<A> {
    /// Its name.
    pub name: &'static str,
    /// What stands for it.
    pub value: A,
}

impl<'a> Argument<'a> {
    /// A size in bytes.
    pub const fn size(bytes: u64) -> Self {
        Self(Value::Size(bytes))
    }

    fn in_language(self, language: Language) -> FluentValue<'a> {
        match self.0 {
            Value::Text(text) => FluentValue::String(in_sight(text)),
            // A larger number would be rounded; written out it takes the plural's last form, which is the right one.
            Value::Count(number) if number > EXACT => FluentValue::String(grouped(language, number).into()),
            Value::Count(number) => FluentValue::from(number),
            Value::Size(bytes) => FluentValue::String(size(language, bytes).into()),
        }
    }
}

/// A message without arguments.
pub fn label(language: Language, id: &'static str) -> &'static str {
    let found = language.catalogue().labels.get(id).or_else(|| Language::default().catalogue().labels.get(id));
    found.map_or(id, |label| label)
}

/// A message with its arguments.
pub fn sentence<const N: usize>(language: Language, id: &str, arguments: [NamedArgument<Argument<'_>>; N]) -> String {
    spoken(language, id, arguments.into_iter())
}

/// A message with any number of arguments.
pub(super) fn spoken<'a>(
    language: Language,
    id: &str,
    arguments: impl ExactSizeIterator<Item = NamedArgument<Argument<'a>>>,
) -> String {
    let mut named = FluentArgs::with_capacity(arguments.len());
    for NamedArgument { name, value } in arguments {
        named.set(name, value.in_language(language));
    }
    let said =
        language.catalogue().sentence(id, &named).or_else(|| Language::default().catalogue().sentence(id, &named));
    said.unwrap_or_else(|| id.to_owned())
}

/// The messages of a language.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// Messages without arguments, ready to be shown in every frame.
    labels: HashMap<String, String, foldhash::fast::FixedState>,
}

impl Catalogue {
    /// The messages of the language with this place among [`Language::ALL`]: what writes Fluent's numbers can be handed
    /// nothing, so it knows its language by the type.
    pub(super) fn read<const PLACE: usize>() -> Self {
        let language = Language::ALL.get(PLACE).copied().unwrap_or_default();
        let locales = language.tag().parse().into_iter().collect();
        let mut catalogue = Self { bundle: FluentBundle::new_concurrent(locales), labels: HashMap::default() };
        // Marks around arguments would be copied along into reports, and hurt the search in them.
        catalogue.bundle.set_use_isolating(false);
        catalogue.bundle.set_formatter(Some(|value, _| {
            let language = Language::ALL.get(PLACE).copied().unwrap_or_default();
            number(language, value)
        }));
        for area in AREAS {
            catalogue.add(area.text(language));
        }
        catalogue
    }

    /// Takes the messages of a file; what cannot be read is left out, and then said in English or by its id.
    fn add(&mut self, messages: &str) {
        let resource = match FluentResource::try_new(messages.to_owned()) {
            Ok(whole) => whole,
            Err((readable, _)) => readable,
        };
        let ids = resource.entries().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        });
        let ids: Vec<String> = ids.collect();
        self.bundle.add_resource_overriding(resource);
        let none = FluentArgs::new();
        for id in ids {
            if let Some(SaidMessage { text, is_whole: true }) = self.said(&id, &none) {
                self.labels.insert(id, text);
            }
        }
    }

    fn sentence(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        self.said(id, arguments).map(|said| said.text)
    }

    fn said(&self, id: &str, arguments: &FluentArgs<'_>) -> Option<SaidMessage> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned();
        Some(SaidMessage { text, is_whole: errors.is_empty() })
    }
}

/// A message as it is said.
struct SaidMessage {
    text: String,
    /// True where every argument that it names was there.
    is_whole: bool,
}

/// A number as a language writes it.
fn number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(grouped(language, whole(*value))),
        _ => None,
    }
}

/// The number behind an argument, which was whole and at most [`EXACT`] when it came.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it came from a u64 within f64's precision"
)]
const fn whole(value: f64) -> u64 {
    value as u64
}
