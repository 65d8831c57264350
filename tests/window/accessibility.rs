//! Every widget has a name of its own, and the keyboard alone reaches all that can be worked with.

use std::collections::{BTreeMap, BTreeSet};

use egui::accesskit::{Action, NodeId, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{MANY, SEED, Shown, click, is_there, loaded, wait_for, window};

/// More presses of Tab than any state of the window needs.
const TABS_AT_MOST: usize = 400;

/// Something that can be worked with.
#[derive(Clone, Debug)]
struct Widget {
    id: NodeId,
    role: Role,
    name: String,
    focusable: bool,
    clickable: bool,
    /// A column's or panel's edge, to be dragged: egui gives it no name.
    edge: bool,
}

fn widgets(shown: &Shown) -> Vec<Widget> {
    let nodes = shown.root().children_recursive();
    let live = nodes.filter(|node| !node.accesskit_node().is_disabled() && !node.accesskit_node().is_hidden());
    live.filter_map(|node| {
        let node = node.accesskit_node();
        let data = node.data();
        let works = data.supports_action(Action::Click) || data.supports_action(Action::Focus);
        let thin = node.bounding_box().is_some_and(|bounds| bounds.width() < 12.0);
        works.then(|| Widget {
            id: node.locate().0,
            role: node.role(),
            name: node.label().or_else(|| node.value()).unwrap_or_default(),
            focusable: data.supports_action(Action::Focus),
            clickable: data.supports_action(Action::Click),
            edge: thin && node.role() == Role::Unknown,
        })
    })
    .collect()
}

fn focused(shown: &Shown) -> Option<NodeId> {
    let mut nodes = shown.root().children_recursive();
    nodes.find(|node| node.accesskit_node().is_focused()).map(|node| node.accesskit_node().locate().0)
}

/// Everything that Tab reaches, until it comes round.
fn reached(shown: &mut Shown) -> BTreeSet<NodeId> {
    shown.ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
    shown.run_steps(1);
    let mut seen = BTreeSet::new();
    for _ in 0..TABS_AT_MOST {
        shown.key_press(Key::Tab);
        shown.run_steps(2);
        let Some(id) = focused(shown) else { continue };
        if !seen.insert(id) {
            break;
        }
    }
    seen
}

/// A name that a person can make something of: more than a sign.
fn is_name(name: &str) -> bool {
    name.chars().filter(|c| c.is_alphanumeric()).count() > 1
}

/// Fails where a widget has no name, or shares it with another of its kind.
fn all_are_named(state: &str, widgets: &[Widget]) {
    assert!(!widgets.is_empty(), "{state}: nothing can be worked with");
    let mut names: BTreeMap<(String, String), usize> = BTreeMap::new();
    for widget in widgets {
        // What only takes the mouse and does nothing of its own: running text, a scroll bar, a panel's edge.
        let quiet =
            [Role::Unknown, Role::GenericContainer, Role::Label, Role::ScrollBar, Role::TextRun, Role::Splitter];
        if widget.edge || !widget.focusable && quiet.contains(&widget.role) {
            continue;
        }
        assert!(is_name(&widget.name), "{state}: a {:?} is called {:?}", widget.role, widget.name);
        *names.entry((format!("{:?}", widget.role), widget.name.clone())).or_default() += 1;
    }
    // Links of one name lead to one place; the panels' edges are named by egui.
    let may_share = |role: &str| [Role::Link, Role::Splitter].iter().any(|shared| format!("{shared:?}") == role);
    let shared: Vec<_> = names.iter().filter(|((role, _), count)| **count > 1 && !may_share(role)).collect();
    assert!(shared.is_empty(), "{state}: these share a name: {shared:?}");
}

/// Fails where Tab does not reach something that can have the keyboard.
fn all_are_reached(state: &str, shown: &mut Shown) {
    let reached = reached(shown);
    let missed: Vec<_> =
        widgets(shown).into_iter().filter(|widget| widget.focusable && !reached.contains(&widget.id)).collect();
    assert!(missed.is_empty(), "{state}: Tab does not reach {missed:?}");
}

#[test]
fn an_empty_window_can_be_worked_by_name_and_by_keyboard() {
    let mut shown = window(&[]);
    all_are_named("empty", &widgets(&shown));
    all_are_reached("empty", &mut shown);
}

#[test]
fn every_tab_can_be_worked_by_name_and_by_keyboard() {
    let mut shown = window(&[SEED]);
    loaded(&mut shown);
    for tab in ["Tasks", "Log", "Statistics", "Node memory", "Stack"] {
        click(&mut shown, Role::Button, tab);
        if tab == "Log" {
            wait_for(&mut shown, "memory: usage 512000kB");
        }
        all_are_named(tab, &widgets(&shown));
        all_are_reached(tab, &mut shown);
    }
}

#[test]
fn a_list_of_many_kills_can_be_worked_by_name() {
    let mut shown = window(&[MANY]);
    loaded(&mut shown);
    all_are_named("many kills", &widgets(&shown));
}

#[test]
fn menus_can_be_worked_by_name() {
    for menu in ["Recent", "Export", "Columns", "Copy"] {
        let mut shown = window(&[SEED]);
        loaded(&mut shown);
        click(&mut shown, Role::Button, menu);
        let open = widgets(&shown);
        all_are_named(menu, &open);
    }
}

/// A sheet takes the keyboard for itself: all that Tab reaches has a name, and the way out is among it.
#[test]
fn every_sheet_can_be_worked_by_name_and_by_keyboard() {
    let sheets: [(&str, Modifiers, Key, &str, Option<&str>); 4] = [
        ("shortcuts", Modifiers::NONE, Key::Questionmark, "Below the card", Some("Close")),
        ("what was read", Modifiers::COMMAND, Key::I, "71 lines", Some("Close")),
        ("commands", Modifiers::COMMAND, Key::K, "Open more logs", None),
        ("path", Modifiers::COMMAND, Key::L, "Open a log by path", Some("Close")),
    ];
    for (sheet, modifiers, key, sign, way_out) in sheets {
        let mut shown = window(&[SEED]);
        loaded(&mut shown);
        shown.key_press_modifiers(modifiers, key);
        shown.run_steps(3);
        assert!(is_there(&shown, sign), "{sheet} did not open");
        all_are_named(sheet, &widgets(&shown));
        let reached = reached(&mut shown);
        let names: Vec<_> = widgets(&shown).into_iter().filter(|w| reached.contains(&w.id)).map(|w| w.name).collect();
        assert!(!names.is_empty() || way_out.is_none(), "{sheet}: Tab reaches nothing");
        assert!(way_out.is_none_or(|way_out| names.iter().any(|name| name == way_out)), "{sheet}: {names:?}");
        shown.key_press(Key::Escape);
        shown.run_steps(2);
        shown.key_press(Key::Escape);
        shown.run_steps(3);
        assert!(!is_there(&shown, sign), "{sheet} does not close on Escape");
    }
}

#[test]
fn every_kernel_term_of_a_card_is_explained_where_the_keyboard_is() {
    let mut shown = window(&[SEED]);
    shown.set_size(egui::vec2(1280.0, 2400.0));
    loaded(&mut shown);
    let is_explained = |shown: &Shown| is_there(shown, "Linux, ") || is_there(shown, "Kubernetes, pkg");
    assert!(!is_explained(&shown));
    let terms = widgets(&shown).into_iter().filter(|widget| widget.role == Role::Label && !widget.clickable);
    let names: BTreeSet<String> = terms.map(|term| term.name).collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        shown.get_by_role_and_label(Role::Label, &name).focus();
        shown.run_steps(3);
        assert!(is_explained(&shown), "{name} is not explained");
    }
}
