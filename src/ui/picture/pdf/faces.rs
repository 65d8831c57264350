//! Which font writes a letter: the one that egui took, or what was measured and what is drawn would differ. egui goes
//! through a family's own fonts, then through those that the system had for letters which they lack.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::text::{FontData, FontDefinitions, FontInsert, FontTweak};
use egui::{Context, FontFamily};
use krilla::text::{Font, GlyphId, Tag};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, MetadataProvider as _};

/// The fonts of a context after a pass, by family.
pub(in super::super) struct Faces {
    definitions: FontDefinitions,
    discovered: Vec<FontInsert>,
    /// By the font's name; `None` where it cannot be embedded.
    opened: HashMap<String, Option<Arc<Face>>>,
    found: HashMap<(FontFamily, char), Option<Letter>>,
}

/// A font that can be embedded.
pub(super) struct Face {
    pub(super) font: Font,
    pub(super) tweak: FontTweak,
    data: FontData,
    units_per_em: f32,
}

/// A letter in a font.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) face: Arc<Face>,
    pub(super) glyph: GlyphId,
    /// How far it reaches, as a share of the font's size.
    pub(super) advance: f32,
}

impl Faces {
    /// What the context's last pass wrote with.
    pub(in super::super) fn of(ctx: &Context) -> Self {
        let (definitions, discovered) =
            ctx.fonts(|fonts| (fonts.definitions().clone(), fonts.discovered_fonts().to_vec()));
        Self { definitions, discovered, opened: HashMap::new(), found: HashMap::new() }
    }

    /// The letter as this family writes it; where no font has it, the first font's mark for what it lacks.
    pub(super) fn letter(&mut self, family: &FontFamily, letter: char) -> Option<Letter> {
        let key = (family.clone(), letter);
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        // Blanks that a font lacks are as wide as egui made them; here they only have to be blank.
        let looked_for = if letter.is_whitespace() { ' ' } else { letter };
        let chain = self.chain(family);
        let found = chain
            .iter()
            .find_map(|(name, data)| self.open(name, data)?.letter(looked_for))
            .or_else(|| chain.first().and_then(|(name, data)| self.open(name, data)?.missing()));
        self.found.insert(key, found.clone());
        found
    }

    /// A family's fonts in the order in which egui asks them.
    fn chain(&self, family: &FontFamily) -> Vec<(String, FontData)> {
        let own = self.definitions.families.get(family).into_iter().flatten();
        let own = own.filter_map(|name| Some((name.clone(), (**self.definitions.font_data.get(name)?).clone())));
        let serves = |insert: &&FontInsert| insert.families.iter().any(|served| served.family == *family);
        let found = self.discovered.iter().filter(serves).map(|insert| (insert.name.clone(), insert.data.clone()));
        own.chain(found).collect()
    }

    fn open(&mut self, name: &str, data: &FontData) -> Option<Arc<Face>> {
        if let Some(face) = self.opened.get(name) {
            return face.clone();
        }
        let face = Face::open(data).map(Arc::new);
        self.opened.insert(name.to_owned(), face.clone());
        face
    }
}

impl Face {
    fn open(data: &FontData) -> Option<Self> {
        let coordinates: Vec<(Tag, f32)> =
            data.tweak.coords.as_ref().iter().map(|(tag, value)| (Tag::new(&tag.to_be_bytes()), *value)).collect();
        let font = Font::new_variable(krilla::Data::from(Arc::clone(&data.font)), data.index, &coordinates)?;
        let units_per_em = f32::from(reference(data)?.head().ok()?.units_per_em());
        Some(Self { font, tweak: data.tweak.clone(), data: data.clone(), units_per_em })
    }

    fn letter(self: &Arc<Self>, letter: char) -> Option<Letter> {
        let glyph = reference(&self.data)?.charmap().map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        self.glyph(glyph)
    }

    fn missing(self: &Arc<Self>) -> Option<Letter> {
        self.glyph(skrifa::GlyphId::NOTDEF)
    }

    fn glyph(self: &Arc<Self>, glyph: skrifa::GlyphId) -> Option<Letter> {
        let font = reference(&self.data)?;
        let place = font.axes().location(self.tweak.coords.as_ref().iter());
        let advance = font.glyph_metrics(skrifa::instance::Size::unscaled(), &place).advance_width(glyph)?;
        Some(Letter {
            face: Arc::clone(self),
            glyph: GlyphId::new(glyph.to_u32()),
            advance: advance / self.units_per_em,
        })
    }
}

fn reference(data: &FontData) -> Option<FontRef<'_>> {
    FontRef::from_index((*data.font).as_ref(), data.index).ok()
}
