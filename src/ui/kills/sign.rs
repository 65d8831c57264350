//! A sign of a kill in words.

use crate::analysis::{Witness, WitnessLine};
use crate::lang::Language;
use crate::model::Source;
use crate::ui::widgets;
use crate::{say, text};

/// Where a line stands: its file, and its number where the file is read by lines.
pub(in crate::ui) fn place(line: &WitnessLine, sources: &[Source]) -> String {
    if line.place.line > 0 {
        widgets::place_name(line.place, sources)
    } else {
        widgets::source_name(line.place.source, sources)
    }
}

/// When, where, and that it is not counted.
pub(in crate::ui) fn subtitle(witness: &Witness, language: Language) -> String {
    let time = witness.time.map(|wall| {
        let time = text::day_time(language, wall.local);
        wall.offset_seconds.map_or_else(|| time.clone(), |east| format!("{time} {}", text::offset(east)))
    });
    let time = time.unwrap_or_else(|| say!(language, "card-time-not-in-log").to_owned());
    let host = witness.host.as_deref().map(|host| text::visible(host).into_owned());
    let parts = [Some(time), host, Some(say!(language, "list-sign-not-counted").to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ·  ")
}

/// The same in words.
pub(in crate::ui) fn as_text(witness: &Witness, sources: &[Source], language: Language) -> String {
    let told = witness.told(language);
    let mut lines = vec![told.what, subtitle(witness, language), String::new()];
    for (name, sentence) in [
        (say!(language, "sign-column-proves"), told.proves),
        (say!(language, "sign-column-open"), told.leaves_open),
        (say!(language, "card-verdict-next"), &told.ask_for),
    ] {
        lines.push(format!("{name}: {sentence}"));
    }
    lines.push(String::new());
    lines.extend(witness.lines.iter().map(|line| format!("{}: {}", place(line, sources), line.text)));
    lines.join("\n") + "\n"
}
