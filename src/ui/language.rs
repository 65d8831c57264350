//! The language that a window or a picture is drawn in, and whether its fonts can draw it. Panels take the language from
//! their context, as they take their colours.

use std::sync::Arc;

use egui::epaint::text::FontProvider;
use egui::{Context, FontFamily, FontId, Id, Ui};
use egui_system_font_provider::SystemFontProvider;

use super::semibold::SemiboldFaces;
use super::theme;
use crate::lang::Language;

/// Finds a font for characters that the window's own fonts lack.
pub type Fonts = Arc<dyn FontProvider>;

/// A word of the catalogues that a table holds.
pub type LabelFn = fn(Language) -> &'static str;

/// The language that is spoken around here. Not to be asked for within the closure that tells a screen reader of a widget:
/// the context is taken there.
pub fn spoken(ui: &Ui) -> Language {
    of(ui.ctx())
}

/// The language that a context is drawn in; English where nobody has set one.
pub fn of(ctx: &Context) -> Language {
    ctx.data(|data| data.get_temp(key())).unwrap_or_default()
}

/// Draws a context in this language from its next frame on.
pub fn speak(ctx: &Context, language: Language) {
    ctx.data_mut(|data| data.insert_temp(key(), language));
}

/// The locale whose fonts are asked first for letters that several of the system's fonts have, where nobody's own is to
/// decide: a Japanese font has kana and most of the Chinese characters, so that a name is in one hand.
pub const NOBODYS: &str = "ja";

/// The system's fonts. Chinese characters are written otherwise in Japanese than in Chinese: in a Japanese window they
/// take the Japanese shapes, else those of `locale`, which a window gets from the system and a picture does not: that shall
/// be the same wherever it is drawn.
pub fn system_fonts(language: Language, locale: Option<&str>) -> Option<Fonts> {
    let locale = if language == Language::default() { locale.unwrap_or(NOBODYS) } else { language.tag() };
    let fonts = SystemFontProvider::new().with_locale(Some(locale));
    Some(Arc::new(SemiboldFaces::new(fonts, Some(locale))))
}

/// True where the window's fonts can write the language; to be asked within a frame, before the first word is drawn.
pub fn can_write(ctx: &Context, language: Language) -> bool {
    let letters = language.letters();
    if letters.is_empty() {
        return true;
    }
    let families = [FontFamily::Proportional, theme::semibold(), FontFamily::Monospace];
    ctx.fonts_mut(|fonts| families.into_iter().all(|family| fonts.has_glyphs(&FontId::new(14.0, family), letters)))
}

fn key() -> Id {
    Id::unique("the language of the window")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_speaks_english_until_it_is_told_otherwise() {
        let ctx = Context::default();
        assert_eq!(of(&ctx), Language::English);
        speak(&ctx, Language::Japanese);
        assert_eq!(of(&ctx), Language::Japanese);
    }

    #[test]
    fn fonts_without_kana_cannot_write_japanese() {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut able = None;
        ctx.run_ui(egui::RawInput::default(), |ui| {
            able = Some(Language::ALL.map(|language| can_write(ui.ctx(), language)));
        })
        .drop_without_applying_deltas();
        assert_eq!(able, Some([true, false]));
    }
}
