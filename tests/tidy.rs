//! The house rules that no lint can hold: the layers, the absences that `lib.rs` states, the size of files. What the
//! rules see is tested, too: a rule that can be got round holds nothing.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot read the sources has failed"
)]

#[path = "support/modules.rs"]
mod modules;
#[path = "support/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use modules::{Module, ModulePath, Target, Tree};
use sources::root;

/// The layers in order; a layer may name those before it. Layers in one entry stand side by side.
const LAYERS: &[&[&str]] = &[
    &["lang"],
    &["model"],
    &["text"],
    &["source"],
    &["envelope"],
    &["kernel"],
    &["incident"],
    &["analysis"],
    &["chart", "palette"],
    &["report"],
    &["load"],
    &["ui"],
    &["cli"],
    &["main"],
];

/// Stricter lines: these may name nothing of ours but what stands here.
const STRICTER: &[(&str, &[&str])] = &[
    ("kernel", &["lang", "model", "source", "kernel"]),
    ("incident", &["lang", "model", "kernel", "incident"]),
    ("analysis", &["lang", "model", "source", "analysis", "text"]),
];

/// Where threads are started, and why there.
const THREADS: &[(&str, &str)] = &[
    ("src/load/", "the window's load, its errands and its searches"),
    ("src/source/", "decoding ahead, and blocks of a file at once"),
    ("src/ui/dialogs.rs", "a system's dialog blocks whoever asks it"),
];

/// The crate as it lies there, read once.
static TREE: LazyLock<Tree> = LazyLock::new(Tree::of_this_crate);

/// Lines of a file without its tests.
const FILE_WALL: usize = 500;

#[test]
fn layers_name_only_those_before_them() {
    assert_eq!(climbs(&TREE), Vec::<String>::new());
}

#[test]
fn modules_beside_each_other_do_not_name_each_other() {
    assert_eq!(circles(&TREE), Vec::<String>::new());
}

#[test]
fn only_the_window_names_egui() {
    forbid(&["egui", "eframe", "egui_extras"], &[], &|module| !in_layer(module, &["ui", "main"]));
}

#[test]
fn only_source_reads_and_only_report_write_writes() {
    let reads =
        ["std::fs::File::open", "std::fs::read", "std::fs::read_dir", "std::fs::read_to_string", "std::io::stdin"];
    forbid(&reads, &[], &|module| !in_layer(module, &["source"]));
    let writes = ["std::fs::File::create", "std::fs::write", "std::fs::OpenOptions", "std::fs::copy"];
    let moves = ["std::fs::rename", "std::fs::remove_file", "std::fs::remove_dir", "std::fs::create_dir_all"];
    let is_writer = |module: &Module| module.file == "src/report/write.rs";
    forbid(&[writes, moves].concat(), &["persist"], &|module| !is_writer(module));
    // Copies of what cannot be read twice, which the system removes; they have no name.
    forbid(&["tempfile"], &[], &|module| !is_writer(module) && !in_layer(module, &["source"]));
}

#[test]
fn threads_are_started_only_where_it_is_said() {
    let starts = ["std::thread::Builder", "std::thread::scope", "std::thread::spawn"];
    let is_said = |module: &Module| THREADS.iter().any(|(place, _)| module.file.starts_with(place));
    forbid(&starts, &[], &|module| !is_said(module));
    for (place, why) in THREADS {
        let tree = &*TREE;
        let starts_one = tree.references().any(|(_, module, _, target)| {
            module.file.starts_with(place)
                && matches!(&target, Target::Foreign(name) if name.starts_with(&["std".into(), "thread".into()]))
        });
        assert!(starts_one, "{place} starts no thread any more ({why})");
    }
}

#[test]
fn only_main_asks_for_the_time_the_zone_the_locale_and_the_surroundings() {
    let clocks = ["chrono::Local", "chrono::Utc::now", "std::time::SystemTime::now"];
    let surroundings = ["std::env::var", "std::env::vars", "std::env::var_os", "std::env::args", "std::env::home_dir"];
    let others = ["std::env::args_os", "std::env::vars_os", "std::env::current_dir", "sys_locale", "iana_time_zone"];
    forbid(&clocks, &[], &|module| !in_layer(module, &["main"]));
    forbid(&[surroundings.as_slice(), &others].concat(), &[], &|module| !in_layer(module, &["main"]));
}

#[test]
fn facts_are_not_serialisable() {
    forbid(&["serde", "serde_json"], &[], &|module| in_layer(module, &["model"]));
}

#[test]
fn no_file_is_over_the_wall() {
    for module in TREE.modules.values() {
        assert!(module.lines <= FILE_WALL, "{} has {} lines without its tests; split it", module.file, module.lines);
    }
}

#[test]
fn a_name_of_a_type_means_one_thing() {
    assert_eq!(repeated(&TREE), Vec::<String>::new());
    assert_eq!(TREE.aliases(), Vec::<String>::new());
}

#[test]
fn a_name_that_means_two_things_is_seen_wherever_it_stands() {
    for text in ["enum Row {}", "fn f() { struct Row; }", "mod deep { trait Row {} }", "type Row = u8;"] {
        let tree = Tree::of([("src/lib.rs", "mod a;\nmod b;"), ("src/a.rs", "\npub struct Row;"), ("src/b.rs", text)]);
        assert_eq!(repeated(&tree), ["Row: src/a.rs:2, src/b.rs:1"], "{text}");
    }
    let test = "#[cfg(test)]\nmod tests { struct Row; }\ntrait A { type Row; }\nimpl A for u8 { type Row = u8; }";
    let tree = Tree::of([("src/lib.rs", "mod a;\nmod b;"), ("src/a.rs", "struct Row;"), ("src/b.rs", test)]);
    assert_eq!(repeated(&tree), Vec::<String>::new(), "tests' own types, and types that belong to a trait");
    let alias = "use crate::a::{self, Row as Line};\nuse std::fmt::Write as _;\nuse std::io::Error as Fault;";
    let tree = Tree::of([("src/lib.rs", "mod a;\nmod b;"), ("src/a.rs", "pub struct Row;"), ("src/b.rs", alias)]);
    assert_eq!(tree.aliases(), ["src/b.rs: crate::a::Row as Line"]);
}

#[test]
fn a_chain_of_ifs_is_written_as_one() {
    for path in sources::rust_files(&root().join("src")) {
        let text = fs::read_to_string(&path).expect("a source");
        assert!(!text.contains("match () {"), "{} matches nothing", path.display());
    }
}

#[test]
fn the_map_names_every_layer() {
    let map = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    let order = LAYERS.iter().map(|layers| layers.join(", ")).collect::<Vec<_>>().join(" → ");
    assert!(map.contains(&format!("`{order}`")), "lib.rs does not tell the order of the layers: {order}");
    let tree = &*TREE;
    let layers: BTreeSet<&str> = tree.modules.keys().filter_map(|path| path.get(1)).map(|name| &**name).collect();
    assert_eq!(layers, LAYERS.iter().copied().flatten().copied().collect());
}

#[test]
fn no_import_gets_round_the_layers() {
    for (how, text) in [
        ("in one line", "use crate::ui::App;"),
        ("in code", "fn f() { let _ = crate::ui::App::new(); }"),
        ("in a macro's arguments", "fn f() { say!(language, \"x\", y = crate::ui::App::new()); }"),
        ("in braces over several lines", "use crate::{\n    lang::Language,\n    ui::App,\n};"),
        ("in nested braces", "use crate::{model::{Bytes, Kib}, ui::{self, settings::{Settings}}};"),
        ("from the parent's parent", "mod inner { use super::super::super::ui::App; }"),
        ("from the parent", "use super::super::ui::App;"),
        ("through another name of the crate", "use crate as house;\nuse house::ui::App;"),
        ("through another name of a module", "use crate::ui as panels;\nfn f(_: panels::App) {}"),
        ("behind a test module", "#[cfg(test)]\nmod probe;\n\nuse crate::ui::App;"),
        ("within a function", "fn f() {\n    use crate::ui::App;\n}"),
        ("in an attribute's neighbour", "#[derive(Debug)]\nstruct A(crate::ui::App);"),
        ("through a face", "use crate::load::Shown;"),
    ] {
        let tree = Tree::of([
            ("src/lib.rs", "pub mod lang;\npub mod load;\npub mod model;\npub mod source;\npub mod ui;"),
            ("src/lang/mod.rs", ""),
            ("src/load/mod.rs", "pub use crate::ui::App as Shown;"),
            ("src/model/mod.rs", ""),
            ("src/source/mod.rs", "mod lines;\n#[cfg(test)]\nmod probe;"),
            ("src/source/probe.rs", "use crate::ui::App;"),
            ("src/source/lines.rs", text),
            ("src/ui/mod.rs", "pub mod settings;\npub struct App;"),
            ("src/ui/settings.rs", "pub struct Settings;"),
        ]);
        let found: Vec<String> =
            climbs(&tree).into_iter().filter(|climb| climb.starts_with("src/source/lines.rs")).collect();
        assert!(!found.is_empty(), "{how}");
    }
}

#[test]
fn what_tests_name_is_no_climb() {
    let tree = Tree::of([
        ("src/lib.rs", "pub mod source;\npub mod ui;"),
        ("src/source.rs", "#[cfg(test)]\nmod probe;\nfn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::ui::App;\n}"),
        ("src/source/probe.rs", "use crate::ui::App;"),
        ("src/ui.rs", "pub struct App;"),
    ]);
    assert_eq!(climbs(&tree), Vec::<String>::new());
    assert_eq!(tree.modules[&["crate", "source"].map(str::to_owned).to_vec()].lines, 1);
}

#[test]
fn a_circle_is_seen_however_long_and_through_whatever_face() {
    let files = |lines: &'static str| {
        Tree::of([
            ("src/lib.rs", "pub mod source;"),
            ("src/source/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::A;\npub struct Own;"),
            ("src/source/a.rs", "use super::b::B;\npub struct A;"),
            ("src/source/b/mod.rs", "mod deep;\npub struct B;"),
            ("src/source/b/deep.rs", "use crate::source::c::C;\nuse super::B;"),
            ("src/source/c.rs", lines),
        ])
    };
    assert_eq!(circles(&files("use super::Own;\npub struct C;")), Vec::<String>::new());
    for lines in ["use super::A;\npub struct C;", "pub struct C(super::a::A);"] {
        let found = circles(&files(lines));
        assert!(matches!(&*found, [only] if only.starts_with("crate::source: a → b")), "{found:?}");
    }
}

#[test]
fn another_crates_names_are_known_by_any_other_name() {
    for text in
        ["use std::fs;\nfn f() { fs::read(\"x\"); }", "use std::fs::File as Door;\nfn f() { Door::open(\"x\"); }"]
    {
        let tree = Tree::of([("src/lib.rs", "mod load;"), ("src/load.rs", text)]);
        let found = forbidden(&tree, &["std::fs::read", "std::fs::File::open"], &[], &|_| true);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
}

/// The names under which more than one type or trait is defined, each with the places.
fn repeated(tree: &Tree) -> Vec<String> {
    let mut places: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for module in tree.modules.values() {
        for (line, name) in &module.types {
            places.entry(name).or_default().insert(format!("{}:{line}", module.file));
        }
    }
    let repeated = places.iter().filter(|(_, places)| places.len() > 1);
    repeated
        .map(|(name, places)| format!("{name}: {}", places.iter().cloned().collect::<Vec<_>>().join(", ")))
        .collect()
}

/// The names of ours that stand to the right of the layer that names them.
fn climbs(tree: &Tree) -> Vec<String> {
    let rank = |layer: &str| LAYERS.iter().position(|names| names.contains(&layer));
    let mut found = BTreeSet::new();
    for (path, module, written, target) in tree.references() {
        let (Some(layer), Target::Ours { home, passed }) = (path.get(1), target) else { continue };
        let own = rank(layer).unwrap_or_else(|| panic!("{} belongs to no layer", module.file));
        for named in passed.iter().chain([&home]).filter_map(|passed| passed.get(1)) {
            let Some(theirs) = rank(named) else { continue };
            let forbidden = STRICTER.iter().any(|(strict, allowed)| strict == layer && !allowed.contains(&&**named));
            if theirs > own || forbidden {
                let name = written.segments.join("::");
                found.insert(format!("{}:{}: `{layer}` may not name `{named}` ({name})", module.file, written.line));
            }
        }
    }
    found.into_iter().collect()
}

/// The circles of modules beside each other, each with a line for every arrow.
fn circles(tree: &Tree) -> Vec<String> {
    let mut arrows: BTreeMap<ModulePath, BTreeMap<(String, String), String>> = BTreeMap::new();
    for (path, module, written, target) in tree.references() {
        let Target::Ours { home, .. } = target else { continue };
        let common = path.iter().zip(&home).take_while(|(a, b)| a == b).count();
        if let (Some(from), Some(to)) = (path.get(common), home.get(common)) {
            let place = format!("{}:{}", module.file, written.line);
            let of_parent = arrows.entry(home[..common].to_vec()).or_default();
            of_parent.entry((from.clone(), to.clone())).or_insert(place);
        }
    }
    arrows.iter().filter_map(|(parent, arrows)| circle(arrows).map(|way| told(parent, arrows, &way))).collect()
}

/// The modules of some circle, in its order.
fn circle(arrows: &BTreeMap<(String, String), String>) -> Option<Vec<String>> {
    let mut left: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in arrows.keys() {
        left.entry(from).or_default().insert(to);
    }
    // What names nothing that is left is in no circle.
    loop {
        let names: BTreeSet<&str> = left.keys().copied().collect();
        let before = left.len();
        left.retain(|_, named| {
            named.retain(|name| names.contains(name));
            !named.is_empty()
        });
        if left.len() == before {
            break;
        }
    }
    let mut way: Vec<&str> = vec![left.keys().next().copied()?];
    loop {
        let next = left[way[way.len() - 1]].first().copied()?;
        if let Some(begin) = way.iter().position(|name| *name == next) {
            let way = &way[begin..];
            // Told from its first name on, so that the same circle reads the same.
            let first = (0..way.len()).min_by_key(|at| way[*at])?;
            return Some(way[first..].iter().chain(&way[..first]).map(|name| (*name).to_owned()).collect());
        }
        way.push(next);
    }
}

fn told(parent: &ModulePath, arrows: &BTreeMap<(String, String), String>, way: &[String]) -> String {
    let steps: Vec<String> = (0..way.len())
        .map(|at| {
            let (from, to) = (&way[at], &way[(at + 1) % way.len()]);
            format!("{from} → {to} ({})", arrows[&(from.clone(), to.clone())])
        })
        .collect();
    let names = way.join(" → ");
    format!("{}: {names} → {}: {}", parent.join("::"), way[0], steps.join(", "))
}

/// Fails where a module that `judged` picks names one of these paths of other crates, or what is below them, or calls one
/// of these methods.
fn forbid(names: &[&str], methods: &[&str], judged: &dyn Fn(&Module) -> bool) {
    let tree = &*TREE;
    assert!(tree.modules.values().any(judged), "the rule judges no module");
    assert_eq!(forbidden(tree, names, methods, judged), Vec::<String>::new());
}

fn forbidden(tree: &Tree, names: &[&str], methods: &[&str], judged: &dyn Fn(&Module) -> bool) -> Vec<String> {
    let names: Vec<Vec<&str>> = names.iter().map(|name| name.split("::").collect()).collect();
    let mut found = BTreeSet::new();
    for (_, module, written, target) in tree.references() {
        let Target::Foreign(full) = target else { continue };
        let is_named = names.iter().any(|name| name.iter().eq(full.iter().take(name.len())));
        if is_named && judged(module) {
            found.insert(format!("{}:{} names `{}`", module.file, written.line, full.join("::")));
        }
    }
    for module in tree.modules.values().filter(|module| judged(module)) {
        for (line, method) in module.methods.iter().filter(|(_, method)| methods.contains(&&**method)) {
            found.insert(format!("{}:{line} calls `{method}`", module.file));
        }
    }
    found.into_iter().collect()
}

fn in_layer(module: &Module, layers: &[&str]) -> bool {
    layers
        .iter()
        .any(|layer| module.file.starts_with(&format!("src/{layer}/")) || module.file == format!("src/{layer}.rs"))
}
