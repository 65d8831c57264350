//! What a picture shows and how it is laid out: what the command line, the window and its settings ask for. Pictures are
//! drawn by `ui::picture`, the layer that can draw.

use serde::{Deserialize, Serialize};

use crate::lang::Language;
use crate::palette::Scheme;
use crate::say;

/// Pixels per point at most.
pub const MOST_SCALE: u8 = 4;

const POINTS_IN_INCH: f32 = 96.0;
const MM_IN_INCH: f32 = 25.4;

/// What a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PictureSubject {
    /// One kill: the verdict, the proof, the memory, the facts.
    #[default]
    Card,
    /// All kills over time, in lanes.
    Timeline,
    /// The headline, the numbers by verdict, the timeline, and where the kills were.
    Overview,
}

/// How a picture is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PictureLayout {
    /// As wide as a page across: 1120 points, as high as it must be.
    #[default]
    Wide,
    /// As wide as the text of a document, 6.27 inches, and no higher than a page can hold.
    Document,
    /// A slide, 16 to 9: 960 by 540 points, so that a scale of 2 gives 1920 by 1080 pixels.
    Slide,
    /// A slide for people who do not read logs: one sentence, one picture, one thing to decide.
    Brief,
    /// One sheet of paper, upright, 210 by 297 mm.
    A4,
    /// One sheet of paper, upright, 8.5 by 11 inches.
    Letter,
}

/// How a picture is written to a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// Pixels: what every program can show.
    #[default]
    Png,
    /// Lines and letters: sharp at any size, with words that can be searched and copied.
    Pdf,
}

/// A picture to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spec {
    /// What it shows.
    pub subject: PictureSubject,
    /// How it is laid out.
    pub shape: PictureLayout,
    /// Pixels per point, 1 to [`MOST_SCALE`].
    pub scale: u8,
    /// Light or dark.
    pub scheme: Scheme,
    /// As what it is saved; a picture that is copied is always of pixels.
    pub form: PictureFormat,
}

/// What the timeline's lanes are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LaneBy {
    /// One lane for each verdict.
    #[default]
    Verdict,
    /// One lane for each pod.
    Pod,
    /// One lane for each node.
    Host,
    /// One lane for each victim's name.
    Victim,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            subject: PictureSubject::default(),
            shape: PictureLayout::default(),
            scale: 2,
            scheme: Scheme::Light,
            form: PictureFormat::default(),
        }
    }
}

impl PictureSubject {
    /// All subjects.
    pub const ALL: [Self; 3] = [Self::Card, Self::Timeline, Self::Overview];

    /// As a choice.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Card => say!(language, "card-subject-card"),
            Self::Timeline => say!(language, "card-subject-timeline"),
            Self::Overview => say!(language, "card-subject-overview"),
        }
    }
}

impl PictureFormat {
    /// All forms.
    pub const ALL: [Self; 2] = [Self::Png, Self::Pdf];

    /// As a choice.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }

    /// How the names of such files end, without the dot.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }
}

impl PictureLayout {
    /// All shapes.
    pub const ALL: [Self; 6] = [Self::Wide, Self::Document, Self::Slide, Self::Brief, Self::A4, Self::Letter];

    /// As a choice.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Wide => say!(language, "card-shape-wide"),
            Self::Document => say!(language, "card-shape-document"),
            Self::Slide => say!(language, "card-shape-slide"),
            Self::Brief => say!(language, "card-shape-brief"),
            Self::A4 => say!(language, "card-shape-a4"),
            Self::Letter => say!(language, "card-shape-letter"),
        }
    }

    /// The width in points, of which 96 are an inch.
    pub const fn width(self) -> f32 {
        match self {
            Self::Wide => 1120.0,
            Self::Document => 602.0,
            Self::Slide | Self::Brief => 960.0,
            Self::A4 => 210.0 / MM_IN_INCH * POINTS_IN_INCH,
            Self::Letter => 8.5 * POINTS_IN_INCH,
        }
    }

    /// True for what is printed on a sheet of paper.
    pub const fn is_paper(self) -> bool {
        matches!(self, Self::A4 | Self::Letter)
    }

    /// The height by the width, of the shapes that have one.
    pub const fn ratio(self) -> Option<f32> {
        match self {
            Self::Wide | Self::Document => None,
            Self::Slide | Self::Brief => Some(9.0 / 16.0),
            Self::A4 => Some(297.0 / 210.0),
            Self::Letter => Some(11.0 / 8.5),
        }
    }
}

impl LaneBy {
    /// All choices.
    pub const ALL: [Self; 4] = [Self::Verdict, Self::Pod, Self::Host, Self::Victim];

    /// As a choice.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Verdict => say!(language, "window-lanes-verdict"),
            Self::Pod => say!(language, "window-lanes-pod"),
            Self::Host => say!(language, "window-lanes-host"),
            Self::Victim => say!(language, "window-lanes-victim"),
        }
    }
}
