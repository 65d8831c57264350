//! The card of a kill: what it says, what a click asks for, and how it looks.

#![cfg(feature = "window")]
#![expect(clippy::expect_used, reason = "a test whose set-up fails has failed")]

#[path = "support/cases.rs"]
mod cases;
mod support;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};
use oomscope::analysis::Case;
use oomscope::lang::Language;
use oomscope::model::{Place, SourceId};
use oomscope::palette::Scheme;
use oomscope::report::LaneBy;
use oomscope::report::{PictureFormat, PictureLayout, PictureSubject, Spec};
use oomscope::ui::card::{CardPanel, card_ui};
use oomscope::ui::picture::{self, Content, PictureStyle};
use oomscope::ui::state::Command;
use oomscope::ui::theme;
use support::Soft;

struct Shown {
    case: Case,
    panel: CardPanel,
    commands: Vec<Command>,
    is_dressed: bool,
}

fn show(case: Case, scheme: Scheme, size: [f32; 2]) -> Harness<'static, Shown> {
    let shown = Shown { case, panel: CardPanel::default(), commands: Vec::new(), is_dressed: false };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(theme::theme_of(scheme))
        .renderer(Soft::default())
        .build_ui_state(
            |ui, shown: &mut Shown| {
                if !std::mem::replace(&mut shown.is_dressed, true) {
                    // Styles and fonts count from the next pass on.
                    theme::install(ui.ctx());
                    ui.request_repaint();
                    return;
                }
                egui::Frame::new().inner_margin(16.0).show(ui, |ui| {
                    card_ui(ui, &shown.case, &cases::sources(), &mut shown.panel, &mut shown.commands);
                });
            },
            shown,
        );
    harness.run();
    harness
}

fn seed() -> Harness<'static, Shown> {
    show(cases::seed(), Scheme::Light, [900.0, 1700.0])
}

#[test]
fn the_sentence_is_there_with_its_scope_in_words() {
    let harness = seed();
    harness.get_by_label("The pod hit its own memory limit of 500 MiB; the node was not short of memory");
    harness.get_by_label("Container or pod level");
    harness.get_by_label("Pod limit");
}

#[test]
fn an_evidence_line_leads_to_the_log() {
    let mut harness = seed();
    harness.get_by_label("kern.log:70").click();
    harness.run();
    let asked = harness.state().commands.iter().filter(|command| !matches!(command, Command::Hover(_)));
    assert_eq!(asked.collect::<Vec<_>>(), [&Command::ShowLine(Place { source: SourceId(0), line: 70 })]);
}

#[test]
fn the_pie_and_its_legend_speak() {
    let harness = seed();
    harness.get_by_role_and_label(Role::Button, "Anonymous memory 462.2 MiB 92.4 %");
    harness.get_by_role_and_label(Role::Button, "Other kernel memory 11.5 KiB < 0.1 %");
    let pie = harness.get_by_role(Role::Image);
    let spoken = pie.accesskit_node().label().unwrap_or_default();
    assert!(spoken.starts_with("Pie of 500 MiB: Anonymous memory 92.4 %, Shared memory and tmpfs 7.2 %"), "{spoken}");
}

#[test]
fn nothing_and_not_in_the_log_are_told_apart() {
    let harness = show(cases::group_of(2), Scheme::Light, [900.0, 1700.0]);
    harness.get_by_role_and_label(Role::Button, "Slab not in the log");
    harness.get_by_role_and_label(Role::Button, "Kernel stacks 0 B 0 %");
}

#[test]
fn a_part_of_the_legend_is_chosen_by_click_and_by_keyboard() {
    let label = "Shared memory and tmpfs 36 MiB 7.2 %";
    let chosen = |harness: &Harness<'_, Shown>| {
        harness.get_by_role_and_label(Role::Button, label).accesskit_node().toggled()
            == Some(egui::accesskit::Toggled::True)
    };
    let mut harness = seed();
    assert!(!chosen(&harness));
    harness.get_by_role_and_label(Role::Button, label).click();
    harness.run();
    assert!(chosen(&harness));
    harness.get_by_role_and_label(Role::Button, label).focus();
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert!(!chosen(&harness), "a second time lets it go");
}

#[test]
fn the_verdict_is_copied_with_its_proof() {
    let mut harness = seed();
    harness.get_by_label("Copy text").click();
    harness.run();
    let [Command::Copy { text, .. }] = harness.state().commands.as_slice() else { panic!("nothing was copied") };
    assert!(text.starts_with("The pod hit its own memory limit of 500 MiB"), "{text}");
    assert!(text.contains("kern.log:32: memory: usage 512000kB, limit 512000kB, failcnt 37"), "{text}");
}

#[test]
fn a_long_list_of_victims_is_shown_in_full_when_asked() {
    let mut harness = show(cases::group_of(30), Scheme::Light, [900.0, 2400.0]);
    let rows = |harness: &Harness<'_, Shown>| harness.query_all_by_role(Role::Row).count();
    assert_eq!(rows(&harness), 8);
    harness.get_by_label("Show all 30").click();
    harness.run();
    assert_eq!(rows(&harness), 30);
}

#[test]
fn a_word_of_the_kernel_is_explained_with_its_source() {
    let mut harness = seed();
    harness.get_by_label_contains("37 failed charges").hover();
    harness.run_steps(8);
    // Once for who cannot see, once in the words that are shown.
    assert_eq!(harness.query_all_by_label_contains("it isn't a number of kills").count(), 2);
    harness.get_by_label("Linux, mm/page_counter.c");
}

#[test]
fn what_is_inferred_says_so() {
    seed().get_by_label("Inferred");
}

#[test]
fn a_kill_of_which_little_is_known_says_what_is_missing() {
    let harness = show(cases::unknown(), Scheme::Dark, [700.0, 900.0]);
    harness.get_by_label("The log does not say whose limit was hit");
    harness.get_by_label("The log doesn't show how much memory was used, or for what");
    assert!(harness.query_by_role(Role::Image).is_none(), "there is no pie of nothing");
}

#[test]
fn nothing_sticks_out_at_any_width() {
    for case in [cases::seed(), cases::whole_node(), cases::unknown(), cases::group_of(30)] {
        for width in [480.0, 640.0, 720.0, 860.0, 1120.0, 1600.0] {
            let harness = show(case.clone(), Scheme::Light, [width, 3400.0]);
            for node in harness.root().children_recursive() {
                let node = node.accesskit_node();
                let Some(bounds) = node.bounding_box() else { continue };
                let is_inside = bounds.x0 >= 0.0 && bounds.x1 <= f64::from(width);
                assert!(is_inside, "{:?} reaches from {} to {} of {width}", node.label(), bounds.x0, bounds.x1);
            }
        }
    }
}

#[test]
fn the_card_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, case, scheme, size) in [
        ("card_pod_light", cases::seed(), Scheme::Light, [1000.0, 1400.0]),
        ("card_pod_dark", cases::seed(), Scheme::Dark, [1000.0, 1400.0]),
        ("card_node_light", cases::whole_node(), Scheme::Light, [720.0, 1560.0]),
        ("card_unknown_dark", cases::unknown(), Scheme::Dark, [700.0, 960.0]),
        ("card_group_light", cases::group_of(30), Scheme::Light, [640.0, 1400.0]),
    ] {
        let mut harness = show(case, scheme, size);
        harness.snapshot(name);
        results.extend_harness(&mut harness);
    }
}

#[test]
fn a_picture_has_a_footer_and_nothing_to_click() {
    let look = PictureStyle { width: 720.0, scale: 1, scheme: Scheme::Dark, language: Language::English };
    let image = picture::card(&cases::seed(), &cases::sources(), look);
    let [width, height] = image.size;
    assert_eq!(width, 720);
    let footer = image.pixels.chunks(width).skip(height - 40).flatten();
    let ground = image.pixels.first().expect("a pixel");
    assert!(footer.filter(|pixel| *pixel != ground).count() > 200, "the last lines hold text");
}

#[test]
fn long_and_foreign_names_stay_within_a_picture() {
    for width in [480_u16, 1120] {
        let look =
            PictureStyle { width: f32::from(width), scale: 1, scheme: Scheme::Light, language: Language::English };
        let image = picture::card(&cases::foreign(), &cases::sources(), look);
        let ground = image.pixels.first().expect("a pixel");
        let is_margin_free = |row: &[egui::Color32]| row.iter().rev().take(20).all(|pixel| pixel == ground);
        assert!(image.pixels.chunks(usize::from(width)).all(is_margin_free), "{width}");
    }
}

fn node_review() -> oomscope::analysis::Review {
    let log = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("sample-logs/node/k136-ctrd2.1-6.12-api/syslog-rfc3339.log.gz");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 12, 20).expect("a day");
    let options = oomscope::load::Options::new(today);
    let cancel = std::sync::atomic::AtomicBool::new(false);
    let store = oomscope::source::Store::forgetful();
    let inputs = [oomscope::source::Input::Path(log)];
    oomscope::load::pipeline::run(&inputs, options, &store, &cancel, &mut |_| {})
}

#[test]
fn pictures_of_all_kills_look_as_they_did() {
    let review = node_review();
    let mut harness_results = SnapshotResults::new();
    for (name, subject, shape, scheme, lanes) in [
        ("picture_overview", PictureSubject::Overview, PictureLayout::Wide, Scheme::Light, LaneBy::Verdict),
        ("picture_overview_slide", PictureSubject::Overview, PictureLayout::Slide, Scheme::Dark, LaneBy::Verdict),
        ("picture_timeline", PictureSubject::Timeline, PictureLayout::Document, Scheme::Light, LaneBy::Pod),
        ("picture_timeline_slide", PictureSubject::Timeline, PictureLayout::Slide, Scheme::Light, LaneBy::Pod),
        ("picture_card_slide", PictureSubject::Card, PictureLayout::Slide, Scheme::Light, LaneBy::Verdict),
    ] {
        let content = Content::of(&review, subject, None, lanes).expect("kills");
        let image = content.draw(Spec { subject, shape, scale: 1, scheme, ..Spec::default() });
        let [width, height] = image.size.map(|side| u32::try_from(side).expect("a small picture"));
        let image = image::RgbaImage::from_raw(width, height, image.as_raw().to_vec()).expect("a picture");
        harness_results.add(egui_kittest::try_image_snapshot(&image, name));
    }
}

#[test]
fn a_picture_holds_what_it_says_in_words() {
    let review = node_review();
    let content = Content::of(&review, PictureSubject::Overview, None, LaneBy::Verdict).expect("kills");
    let words = content.words();
    assert!(words.starts_with("45 kills on aks-nodepool1-12345678-vmss000000"), "{words}");
    assert!(words.contains("- db/postgres-0, container postgres (postgres): 5 kills, Container or pod"), "{words}");
    assert!(words.contains("Lines syslog-rfc3339.log.gz:1–8032  ·  Times in UTC  ·  oomscope"), "{words}");
    let file = content.file(Spec { subject: PictureSubject::Overview, scale: 1, ..Spec::default() }).expect("a file");
    let said = file.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(said, "the file holds its description");
}

/// What a reader of PDF finds: the file's title, its one page's size in PDF points, and the page's words.
fn read_back(bytes: &[u8]) -> (String, [f32; 2], String) {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let page = *file.get_pages().get(&1).expect("a page");
    let media = file.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(lopdf::Object::as_array);
    let sides = media.expect("a size").iter().skip(2).map(|side| side.as_float().expect("a number"));
    let information = file.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("what it says of itself");
    let title = file.get_dictionary(information).and_then(|said| said.get(b"Title")).expect("a title");
    let title = lopdf::decode_text_string(title).expect("words");
    let sides: Vec<f32> = sides.collect();
    (title, sides.try_into().expect("two sides"), file.extract_text(&[1]).expect("the page's words"))
}

/// Without blanks: where lines were broken does not matter.
fn joined(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_picture_as_pdf_has_words_that_can_be_searched() {
    let review = node_review();
    for (subject, shape, size) in [
        (PictureSubject::Card, PictureLayout::Wide, [840.0, 1200.0]),
        (PictureSubject::Card, PictureLayout::Slide, [720.0, 405.0]),
        (PictureSubject::Overview, PictureLayout::Slide, [720.0, 405.0]),
        (PictureSubject::Overview, PictureLayout::A4, [595.28, 841.89]),
        (PictureSubject::Overview, PictureLayout::Letter, [612.0, 792.0]),
        (PictureSubject::Card, PictureLayout::A4, [595.28, 841.89]),
    ] {
        let content = Content::of(&review, subject, None, LaneBy::Verdict).expect("kills");
        let spec = Spec { subject, shape, form: PictureFormat::Pdf, ..Spec::default() };
        let bytes = content.file(spec).expect("a file");
        assert!(bytes == content.file(spec).expect("the same file"), "nothing depends on when it is made");
        let (title, [width, height], words) = read_back(&bytes);
        assert!((width - size[0]).abs() < 0.01, "{width}");
        assert!((height - size[1]).abs() < 0.01 || shape == PictureLayout::Wide && height > 700.0, "{height}");
        let (said, words) = (content.words(), joined(&words));
        assert!(said.starts_with(&title), "{title}");
        // What stands by itself in a line of the words is on the page as it is.
        let by_itself = |line: &&str| !line.contains(": ") && !line.contains("  ·  ");
        let whole: Vec<&str> = said.lines().filter(by_itself).map(|line| line.trim_start_matches("- ")).collect();
        assert!(subject == PictureSubject::Overview || whole.len() > 3, "{said}");
        assert!(words.contains(&joined(&title)), "{title}");
        for line in whole {
            assert!(words.contains(&joined(line)), "{subject:?} as {shape:?} lacks: {line}");
        }
    }
}

/// The roles of a PDF's parts in reading order, each with the words of its part: `H1`, `H2`, `P`.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let page = *file.get_pages().get(&1).expect("a page");
    let tree = file.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")).and_then(lopdf::Object::as_reference);
    let mut open = vec![tree.expect("a tree of tags")];
    let mut roles: Vec<(String, i64)> = Vec::new();
    while let Some(id) = open.pop() {
        let element = file.get_dictionary(id).expect("an element");
        let kids = match element.get(b"K") {
            Ok(lopdf::Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        let role = element.get(b"S").and_then(lopdf::Object::as_name).ok();
        let role = role.map(|name| String::from_utf8_lossy(name).into_owned());
        for kid in kids.iter().rev() {
            match kid {
                lopdf::Object::Reference(kid) => open.push(*kid),
                kid => roles.push((role.clone().expect("a role"), kid.as_i64().expect("a mark"))),
            }
        }
    }
    let words = words_by_mark(&file, page);
    roles.into_iter().map(|(role, mark)| (role, words.get(&mark).cloned().unwrap_or_default())).collect()
}

/// The words of a page by the number of the mark around them.
fn words_by_mark(file: &lopdf::Document, page: lopdf::ObjectId) -> std::collections::BTreeMap<i64, String> {
    let content = file.get_and_decode_page_content(page).expect("a page's content");
    let encodings: std::collections::BTreeMap<Vec<u8>, lopdf::Encoding<'_>> = file
        .get_page_fonts(page)
        .expect("fonts")
        .into_iter()
        .map(|(name, font)| (name, font.get_font_encoding(file).expect("an encoding")))
        .collect();
    let (mut words, mut mark, mut font) = (std::collections::BTreeMap::new(), None, None);
    for lopdf::content::Operation { operator, operands } in content.operations {
        match operator.as_str() {
            "BDC" => {
                let said = operands.get(1).and_then(|said| said.as_dict().ok());
                mark = said.and_then(|said| said.get(b"MCID").ok()).and_then(|mark| mark.as_i64().ok());
            }
            "EMC" => mark = None,
            "Tf" => font = operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec),
            "Tj" | "TJ" => {
                let mark = mark.expect("a mark around letters");
                let encoding = encodings.get(font.as_ref().expect("a font")).expect("its encoding");
                for operand in &operands {
                    let parts = operand.as_array().map_or_else(|_| std::slice::from_ref(operand), Vec::as_slice);
                    for part in parts.iter().filter_map(|part| part.as_str().ok()) {
                        let said = lopdf::Document::decode_text(encoding, part).expect("letters");
                        words.entry(mark).or_insert_with(String::new).push_str(&said);
                    }
                }
            }
            _ => {}
        }
    }
    words
}

#[test]
fn a_pdf_tells_readers_that_cannot_see_it_its_headings_and_its_order() {
    let review = node_review();
    let content = Content::of(&review, PictureSubject::Overview, None, LaneBy::Verdict).expect("kills");
    let spec = Spec {
        subject: PictureSubject::Overview,
        shape: PictureLayout::A4,
        form: PictureFormat::Pdf,
        ..Spec::default()
    };
    let parts = parts(&content.file(spec).expect("a file"));
    let of = |wanted: &str| -> Vec<&str> {
        parts.iter().filter(|(role, _)| role == wanted).map(|(_, words)| words.as_str()).collect()
    };
    assert_eq!(parts.first().map(|(role, _)| role.as_str()), Some("H1"));
    assert_eq!(of("H1"), [oomscope::report::headline(&review)]);
    assert_eq!(of("H2"), ["Where", "Why, and what to do"]);
    assert!(of("P").contains(&"Container, pod, service or process"), "{parts:?}");
    let footer: Vec<&str> = parts.iter().rev().take(2).map(|(_, words)| words.as_str()).collect();
    assert!(
        footer[1].contains("syslog-rfc3339.log.gz") && footer[0].starts_with("oomscope"),
        "last of all: {footer:?}"
    );
}

#[test]
fn a_masked_picture_as_pdf_names_nobody() {
    let real = node_review();
    let masked = oomscope::report::Mask::of(&real).review(&real);
    let names = ["aks-nodepool1", "db/postgres", "postgres-0", "checkout", "orders-worker"];
    for subject in PictureSubject::ALL {
        let spec = Spec { subject, form: PictureFormat::Pdf, ..Spec::default() };
        let read = |review| {
            let content = Content::of(review, subject, None, LaneBy::Pod).expect("kills");
            let bytes = content.file(spec).expect("a file");
            let (title, _, words) = read_back(&bytes);
            format!("{title} {} {}", joined(&words), String::from_utf8_lossy(&bytes))
        };
        assert!(names.iter().any(|name| read(&real).contains(name)), "{subject:?}: the search finds what is there");
        let hidden = read(&masked);
        let found: Vec<_> = names.iter().filter(|name| hidden.contains(**name)).collect();
        assert!(found.is_empty(), "{subject:?} still holds {found:?}");
    }
}

/// The pictures of the README are what the program draws; `UPDATE_SNAPSHOTS=1` draws them anew.
#[test]
fn the_pictures_of_the_readme_are_what_the_program_draws() {
    let options = egui_kittest::SnapshotOptions::new().output_path("assets");
    let review = node_review();
    let mut results = SnapshotResults::new();
    for (name, subject, lanes) in
        [("overview", PictureSubject::Overview, LaneBy::Verdict), ("timeline", PictureSubject::Timeline, LaneBy::Pod)]
    {
        let content = Content::of(&review, subject, None, lanes).expect("kills");
        let image = content.draw(Spec { subject, scale: 1, ..Spec::default() });
        let [width, height] = image.size.map(|side| u32::try_from(side).expect("a small picture"));
        let image = image::RgbaImage::from_raw(width, height, image.as_raw().to_vec()).expect("a picture");
        results.add(egui_kittest::try_image_snapshot_options(&image, name, &options));
    }
}
