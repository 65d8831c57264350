//! Words that matter in scripts that the window's own fonts lack. The system's fonts are found by egui's provider, which
//! takes the regular face for every family; here the semibold family gets the bold face of the same fonts, where the
//! system has one.

use std::sync::{LazyLock, Mutex, PoisonError};

use egui::FontTweak;
use egui::epaint::text::{
    FallbackRequest, FontData, FontInsert, FontPriority, FontProvider, InsertFontFamily, VariationCoords,
};
use fontique::{
    Attributes, Collection, CollectionOptions, FallbackKey, FontStyle, FontWeight, FontWidth, GenericFamily, Language,
    QueryFamily, QueryFont, QueryStatus, Script, SourceCache, SourceCacheOptions,
};

use super::theme;

/// The system's fonts, the semibold ones in their bold faces.
pub(super) struct SemiboldFaces<P> {
    /// Finds all others.
    regular: P,
    locale: Option<Language>,
}

/// All fonts of the system. They are listed when the first word is asked for, once for the window and all pictures.
static LISTED: LazyLock<Mutex<(Collection, SourceCache)>> = LazyLock::new(|| {
    let collection = Collection::new(CollectionOptions { shared: false, system_fonts: true });
    Mutex::new((collection, SourceCache::new(SourceCacheOptions::default())))
});

impl<P: FontProvider> SemiboldFaces<P> {
    /// Behind a provider of regular faces; a locale decides between fonts of one script.
    pub(super) fn new(regular: P, locale: Option<&str>) -> Self {
        let locale = locale.and_then(|locale| Language::parse(locale).ok());
        Self { regular, locale }
    }

    fn bold(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let c = request.cluster.chars().next()?;
        let script = script_of(c)?;
        let mut listed = LISTED.lock().unwrap_or_else(PoisonError::into_inner);
        let (collection, cache) = &mut *listed;
        let mut query = collection.query(cache);
        query.set_families([QueryFamily::Generic(GenericFamily::SansSerif)]);
        query.set_fallbacks(FallbackKey::new(script, self.locale.as_ref()));
        query.set_attributes(Attributes::new(FontWidth::NORMAL, FontStyle::Normal, FontWeight::SEMI_BOLD));
        let mut found: Option<QueryFont> = None;
        query.matches_with(|font| {
            let has_it = font.charmap().and_then(|charmap| charmap.map(c)).is_some_and(|glyph| glyph != 0);
            found = has_it.then(|| font.clone());
            if has_it { QueryStatus::Stop } else { QueryStatus::Continue }
        });
        let font = found?;
        let coords = font.synthesis.variation_settings().iter().map(|(tag, value)| (tag.to_be_bytes(), *value));
        let tweak = FontTweak { coords: VariationCoords::new(coords), ..FontTweak::default() };
        let name = format!("semibold:{:?}:{}", font.family, font.index);
        let (blob, _) = font.blob.into_raw_parts();
        let families = vec![InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest }];
        Some(FontInsert { name, data: FontData::from_blob(blob, font.index).tweak(tweak), families })
    }
}

impl<P: FontProvider> FontProvider for SemiboldFaces<P> {
    fn font_for(&self, request: &FallbackRequest<'_>) -> Option<FontInsert> {
        let bold = (*request.family == theme::semibold()).then(|| self.bold(request)).flatten();
        bold.or_else(|| self.regular.font_for(request))
    }
}

/// The scripts of Japanese and Chinese, whose fonts come in several weights; signs that belong to no script follow the
/// font that was found before.
fn script_of(c: char) -> Option<Script> {
    Some(Script::from_bytes(*match c {
        'ぁ'..='ゟ' => b"Hira",
        'ァ'..='ヺ' | 'ー'..='ヿ' => b"Kana",
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => b"Hani",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use egui::FontFamily;

    use super::*;

    #[test]
    fn only_words_that_matter_take_the_bold_face() {
        let regular = |request: &FallbackRequest<'_>| {
            let families = vec![InsertFontFamily { family: request.family.clone(), priority: FontPriority::Lowest }];
            Some(FontInsert { name: "regular".to_owned(), data: FontData::from_static(b""), families })
        };
        let faces = SemiboldFaces::new(regular, Some("ja"));
        for (family, cluster) in
            [(FontFamily::Proportional, "強"), (FontFamily::Monospace, "あ"), (theme::semibold(), "a")]
        {
            let found = faces.font_for(&FallbackRequest { cluster, family: &family }).unwrap();
            assert_eq!(found.name, "regular", "{cluster} in {family:?}");
        }
    }

    #[test]
    fn kana_and_ideographs_have_a_script() {
        let scripts = ['あ', 'ア', 'ー', '強', 'a', '、', '한'].map(|c| script_of(c).is_some());
        assert_eq!(scripts, [true, true, true, true, false, false, false]);
    }
}
