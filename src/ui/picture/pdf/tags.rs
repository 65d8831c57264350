//! What the parts of a page are to a reader that cannot see it: headings and paragraphs in the order in which they are drawn.
//! Lines and areas are decoration: what a drawing says stands beside it in words.

use std::num::NonZeroU16;

use egui::epaint::TextShape;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Node, SpanTag, Tag, TagGroup, TagKind, TagTree};

use crate::lang::Language;

/// The sizes in which headings are written, in points.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui::picture) struct HeadingSizes {
    /// The title of a page.
    pub(in crate::ui::picture) title: f32,
    /// The names of its blocks.
    pub(in crate::ui::picture) block: f32,
}

/// The tags of a page.
pub(super) struct Tags {
    sizes: HeadingSizes,
    tree: TagTree,
    /// Headings stand below a title: before one there is none.
    has_title: bool,
}

impl Tags {
    pub(super) fn new(sizes: HeadingSizes, language: Language) -> Self {
        let tree = TagTree::new().with_lang(Some(language.tag().to_owned()));
        Self { sizes, tree, has_title: false }
    }

    /// Draws letters as what they are.
    pub(super) fn text(&mut self, surface: &mut Surface<'_>, text: &TextShape, draw: impl FnOnce(&mut Surface<'_>)) {
        if text.galley.text().trim().is_empty() {
            return;
        }
        let leaf = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
        draw(surface);
        surface.end_tagged();
        let tag = self.tag_of(text);
        self.tree.push(TagGroup::with_children(tag, vec![Node::Leaf(leaf)]));
    }

    /// Draws what says nothing by itself.
    pub(super) fn decoration(surface: &mut Surface<'_>, draw: impl FnOnce(&mut Surface<'_>)) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        draw(surface);
        surface.end_tagged();
    }

    pub(super) fn into_tree(self) -> TagTree {
        self.tree
    }

    fn tag_of(&mut self, text: &TextShape) -> TagKind {
        let size = text.galley.job.sections.first().map_or(0.0, |section| section.format.font_id.size);
        let is = |wanted: f32| (size - wanted).abs() < 0.01;
        if is(self.sizes.title) && !self.has_title {
            self.has_title = true;
            return Tag::Hn(NonZeroU16::MIN, None).into();
        }
        if self.has_title && is(self.sizes.block) {
            return Tag::Hn(NonZeroU16::MIN.saturating_add(1), None).into();
        }
        Tag::P.into()
    }
}
