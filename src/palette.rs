//! Colours by meaning, light and dark, for the window, its pictures and the reports. Colour is never the only signal:
//! a scope has a [`MarkShape`] and a word too, a part of a pie its name in the legend.

use std::fmt;

use crate::analysis::{PartKind, Scope};

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of one scheme, named by what they mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind the panels.
    pub ground: Rgb,
    /// Panels and cards: what text mostly stands on.
    pub panel: Rgb,
    /// Something set into a panel: a code line, a table's stripe, a text field.
    pub inset: Rgb,
    /// Something raised or pointed at: a button, a hovered row.
    pub raised: Rgb,
    /// Hairlines between things.
    pub line: Rgb,
    /// Edges of things that can be worked with.
    pub edge: Rgb,
    /// Headlines and figures.
    pub strong: Rgb,
    /// Running text.
    pub body: Rgb,
    /// Captions and units; still readable on every surface.
    pub weak: Rgb,
    /// What can be worked with: links, focus, the chosen tab.
    pub accent: Rgb,
    /// Behind what is selected.
    pub selection: Rgb,
    /// The process that was killed.
    pub victim: Rgb,
    /// The process that asked for memory.
    pub trigger: Rgb,
    /// The edge of an evidence line.
    pub evidence: Rgb,
    /// Behind an evidence line.
    pub evidence_ground: Rgb,
    /// Something odd or missing.
    pub warning: Rgb,
    /// Swap.
    pub swap: Rgb,
    /// A sign of a kill that no report of the kernel shows.
    pub witness: Rgb,
    scopes: [Rgb; 5],
    parts: [[Rgb; 5]; 3],
}

/// The shape that stands for a verdict scope, in lists, badges and on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkShape {
    /// A filled circle.
    Circle,
    /// A filled square.
    Square,
    /// A filled diamond.
    Diamond,
    /// A filled triangle, point up.
    Triangle,
    /// A circle's outline.
    Ring,
    /// A cross, for what is no report of the kernel.
    Cross,
}

impl Scheme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The colours.
    pub const fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

impl Palette {
    /// The colour of a verdict scope.
    pub const fn scope(&self, scope: Scope) -> Rgb {
        let [container, node, outside, manual, unknown] = self.scopes;
        match scope {
            Scope::Container => container,
            Scope::Node => node,
            Scope::OutsideKubernetes => outside,
            Scope::Manual => manual,
            Scope::Unknown => unknown,
        }
    }

    /// The colour of a part of a pie.
    pub const fn part(&self, part: PartKind) -> Rgb {
        let [user, kernel, other] = self.parts;
        let [anon, locked, shmem, page_cache, slab] = user;
        let [kernel_stack, page_tables, sockets, other_kernel, huge_pages] = kernel;
        let [zram, gpu, balloon, free, not_itemised] = other;
        match part {
            PartKind::Anon => anon,
            PartKind::Locked => locked,
            PartKind::Shmem => shmem,
            PartKind::PageCache => page_cache,
            PartKind::Slab => slab,
            PartKind::KernelStack => kernel_stack,
            PartKind::PageTables => page_tables,
            PartKind::Sockets => sockets,
            PartKind::OtherKernel => other_kernel,
            PartKind::HugePages => huge_pages,
            PartKind::Zram => zram,
            PartKind::Gpu => gpu,
            PartKind::Balloon => balloon,
            PartKind::Free => free,
            PartKind::NotItemised => not_itemised,
        }
    }

    /// A quiet ground in a meaning's colour, for badges: text in that colour stays readable on it.
    pub fn tint(&self, colour: Rgb) -> Rgb {
        self.panel.mixed(colour, 0.1)
    }
}

impl MarkShape {
    /// The shape of a verdict scope.
    pub const fn of(scope: Scope) -> Self {
        match scope {
            Scope::Container => Self::Circle,
            Scope::Node => Self::Square,
            Scope::OutsideKubernetes => Self::Diamond,
            Scope::Manual => Self::Triangle,
            Scope::Unknown => Self::Ring,
        }
    }
}

impl Rgb {
    /// From `0xRRGGBB`.
    pub const fn new(hex: u32) -> Self {
        let [_, r, g, b] = hex.to_be_bytes();
        Self { r, g, b }
    }

    /// This colour with `share` (0 to 1) of another mixed in, in sRGB.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        let channel = |from: u8, to: u8| {
            let mixed = f32::from(from) + (f32::from(to) - f32::from(from)) * share.clamp(0.0, 1.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let byte = mixed.round() as u8;
            byte
        };
        Self { r: channel(self.r, other.r), g: channel(self.g, other.g), b: channel(self.b, other.b) }
    }

    /// The contrast ratio of two colours, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The channels in linear light, 0 to 1.
    fn linear(self) -> [f64; 3] {
        [self.r, self.g, self.b].map(|byte| {
            let value = f64::from(byte) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

/// `#2540BC`, as CSS and SVG write it.
impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.r, self.g, self.b)
    }
}

/// User memory is blue, what can be given back green, the kernel's own warm, what nobody itemises grey; light and dark
/// take turns, so that neighbours differ for every eye.
static LIGHT: Palette = Palette {
    ground: Rgb::new(0xEE_F1_F5),
    panel: Rgb::new(0xFF_FF_FF),
    inset: Rgb::new(0xF5_F7_FA),
    raised: Rgb::new(0xEA_EE_F3),
    line: Rgb::new(0xDD_E3_EA),
    edge: Rgb::new(0x86_92_A0),
    strong: Rgb::new(0x12_1A_24),
    body: Rgb::new(0x2F_3B_48),
    weak: Rgb::new(0x58_65_73),
    accent: Rgb::new(0x1B_54_C4),
    selection: Rgb::new(0xDC_E7_FA),
    victim: Rgb::new(0xB0_1E_48),
    trigger: Rgb::new(0x7E_55_00),
    evidence: Rgb::new(0xB8_82_00),
    evidence_ground: Rgb::new(0xFF_F6_D8),
    warning: Rgb::new(0x8F_53_00),
    swap: Rgb::new(0x6B_5B_95),
    witness: Rgb::new(0x0A_6A_7B),
    scopes: [
        Rgb::new(0x1B_54_C4),
        Rgb::new(0xB3_2D_1B),
        Rgb::new(0x6D_3F_A6),
        Rgb::new(0x7E_55_00),
        Rgb::new(0x52_60_6E),
    ],
    parts: [
        [Rgb::new(0x25_40_BC), Rgb::new(0x93_48_F7), Rgb::new(0x46_B5_F6), Rgb::new(0x00_75_58), Rgb::new(0xE2_83_08)],
        [Rgb::new(0x86_2C_03), Rgb::new(0xE4_85_C4), Rgb::new(0x99_44_02), Rgb::new(0x65_37_83), Rgb::new(0x75_AE_72)],
        [Rgb::new(0x1B_8B_5C), Rgb::new(0xBA_3C_AA), Rgb::new(0x42_4C_50), Rgb::new(0xC8_D3_D9), Rgb::new(0x83_87_8B)],
    ],
};

static DARK: Palette = Palette {
    ground: Rgb::new(0x12_16_1C),
    panel: Rgb::new(0x1B_21_29),
    inset: Rgb::new(0x14_19_20),
    raised: Rgb::new(0x28_30_3A),
    line: Rgb::new(0x2E_37_42),
    edge: Rgb::new(0x6F_7D_8C),
    strong: Rgb::new(0xF3_F6_FA),
    body: Rgb::new(0xCF_D7_E0),
    weak: Rgb::new(0x9A_A7_B5),
    accent: Rgb::new(0x7F_B0_FF),
    selection: Rgb::new(0x20_34_54),
    victim: Rgb::new(0xFF_8F_A8),
    trigger: Rgb::new(0xE8_BC_5A),
    evidence: Rgb::new(0xE0_B0_3A),
    evidence_ground: Rgb::new(0x36_2F_17),
    warning: Rgb::new(0xF0_B4_5C),
    swap: Rgb::new(0xA9_98_D8),
    witness: Rgb::new(0x5F_D3_E0),
    scopes: [
        Rgb::new(0x7F_B0_FF),
        Rgb::new(0xFF_92_7E),
        Rgb::new(0xC9_A4_F4),
        Rgb::new(0xE8_BC_5A),
        Rgb::new(0xA3_B0_BD),
    ],
    parts: [
        [Rgb::new(0x52_78_EE), Rgb::new(0xB9_89_D8), Rgb::new(0x91_DB_FF), Rgb::new(0x4B_A8_84), Rgb::new(0xF9_C8_67)],
        [Rgb::new(0xB8_46_3A), Rgb::new(0xDB_9A_C9), Rgb::new(0xB0_7B_36), Rgb::new(0x93_50_B9), Rgb::new(0x8F_B5_4A)],
        [Rgb::new(0x78_D0_A5), Rgb::new(0xCD_56_AD), Rgb::new(0x5B_65_67), Rgb::new(0x3B_41_46), Rgb::new(0x71_7C_85)],
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    type Matrix = [[f64; 3]; 3];
    /// What an eye sees of linear light: Machado, Oliveira and Fernandes (2009), severity 1.
    const EYES: [(&str, Matrix); 4] = [
        ("every cone", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        ("deuteranopia", [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
        ("protanopia", [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
        ("tritanopia", [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
    ];

    fn product(matrix: &Matrix, [x, y, z]: [f64; 3]) -> [f64; 3] {
        matrix.map(|[a, b, c]| a * x + b * y + c * z)
    }

    /// Lightness and two hue axes in which equal steps look equal (Ottosson's Oklab).
    fn seen(colour: Rgb, eye: &Matrix) -> [f64; 3] {
        let light = product(eye, colour.linear()).map(|channel| channel.clamp(0.0, 1.0));
        let cones = product(
            &[[0.412_22, 0.536_33, 0.051_45], [0.211_90, 0.680_70, 0.107_40], [0.088_30, 0.281_72, 0.629_98]],
            light,
        );
        product(
            &[[0.210_45, 0.793_62, -0.004_07], [1.978_00, -2.428_59, 0.450_59], [0.025_90, 0.782_77, -0.808_68]],
            cones.map(f64::cbrt),
        )
    }

    fn distance(one: Rgb, two: Rgb, eye: &Matrix) -> f64 {
        let (one, two) = (seen(one, eye), seen(two, eye));
        one.iter().zip(two).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
    }

    #[test]
    fn every_text_is_readable_on_every_surface() {
        for scheme in Scheme::ALL {
            let p = scheme.palette();
            let surfaces = [p.ground, p.panel, p.inset, p.raised, p.selection, p.evidence_ground];
            let texts = [(p.strong, 11.0), (p.body, 7.0), (p.weak, 4.5), (p.accent, 4.5), (p.victim, 4.5)];
            for surface in surfaces {
                for (text, least) in texts.into_iter().chain([(p.trigger, 4.5), (p.warning, 4.5)]) {
                    let ratio = text.contrast(surface);
                    assert!(ratio >= least, "{scheme:?}: {text} on {surface} is {ratio:.2}, not {least}");
                }
            }
        }
    }

    #[test]
    fn every_scope_is_readable_on_its_own_tint() {
        for scheme in Scheme::ALL {
            let p = scheme.palette();
            for scope in Scope::ALL {
                let colour = p.scope(scope);
                for ground in [p.tint(colour), p.panel, p.selection, p.ground] {
                    assert!(colour.contrast(ground) >= 4.5, "{scheme:?}: {scope:?} on {ground}");
                }
            }
        }
    }

    #[test]
    fn a_sign_of_a_kill_is_readable_on_its_own_tint() {
        for scheme in Scheme::ALL {
            let p = scheme.palette();
            for ground in [p.tint(p.witness), p.panel, p.selection, p.ground] {
                assert!(p.witness.contrast(ground) >= 4.5, "{scheme:?}: on {ground}");
            }
        }
    }

    #[test]
    fn edges_and_marks_stand_out_from_their_panel() {
        for scheme in Scheme::ALL {
            let p = scheme.palette();
            for mark in [p.edge, p.swap, p.evidence, p.accent] {
                assert!(mark.contrast(p.panel) >= 3.0, "{scheme:?}: {mark} is {:.2}", mark.contrast(p.panel));
            }
            for kind in PartKind::ALL.into_iter().filter(|kind| *kind != PartKind::Free) {
                assert!(p.part(kind).contrast(p.panel) >= 2.25, "{scheme:?}: {kind:?} drowns in the panel");
            }
            assert!(p.part(PartKind::Free).contrast(p.panel) >= 1.4, "{scheme:?}: free memory is not to be seen");
        }
    }

    #[test]
    fn neighbours_in_a_pie_differ_for_every_eye() {
        for scheme in Scheme::ALL {
            for (eye, matrix) in &EYES {
                let ring = PartKind::ALL.into_iter().zip(PartKind::ALL.into_iter().cycle().skip(1));
                for (one, two) in ring {
                    let far = distance(scheme.palette().part(one), scheme.palette().part(two), matrix);
                    assert!(far >= 0.09, "{scheme:?}, {eye}: {one:?} and {two:?} are {far:.3} apart");
                }
            }
        }
    }

    #[test]
    fn any_two_parts_differ_because_those_between_may_be_missing() {
        for scheme in Scheme::ALL {
            for (eye, matrix) in &EYES {
                for (at, one) in PartKind::ALL.into_iter().enumerate() {
                    for two in PartKind::ALL.into_iter().skip(at + 1) {
                        let far = distance(scheme.palette().part(one), scheme.palette().part(two), matrix);
                        assert!(far >= 0.06, "{scheme:?}, {eye}: {one:?} and {two:?} are {far:.3} apart");
                    }
                }
            }
        }
    }

    #[test]
    fn no_two_scopes_share_a_shape() {
        let marks: std::collections::HashSet<_> = Scope::ALL.into_iter().map(MarkShape::of).collect();
        assert_eq!(marks.len(), Scope::ALL.len());
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Rgb::new(0), Rgb::new(0xFF_FF_FF));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((Rgb::new(0x76_76_76).contrast(white) - 4.54).abs() < 0.01);
        assert_eq!(white.mixed(black, 0.5), Rgb::new(0x80_80_80));
        assert_eq!(Rgb::new(0x25_40_BC).to_string(), "#2540BC");
    }
}
