//! The crate's modules as its sources declare them, and what each of them names, read by a real parser: wherever a path
//! stands (in `use` trees however they are broken or nested, in code, in macros' arguments), through whatever alias.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, UseTree};

use crate::sources::{root, rust_files};

/// `crate`, or `crate` and the names below it. The binary stands beside the library's modules as `crate::main`.
pub(crate) type ModulePath = Vec<String>;

/// The modules of the crate, those that only tests compile left out.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) modules: BTreeMap<ModulePath, Module>,
}

/// One module, inline or a file.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// Its file, with slashes, from the project's folder.
    pub(crate) file: String,
    /// Its own paths, in the order of the file. `use` trees are taken apart: each leaf is a path.
    pub(crate) paths: Vec<Written>,
    /// Names of methods that it calls.
    pub(crate) methods: Vec<(usize, String)>,
    /// Names of types and traits that it defines, with their lines.
    pub(crate) types: Vec<(usize, String)>,
    /// Lines that are compiled outside tests, where it is a file.
    pub(crate) lines: usize,
    /// What `use` brings in: the path by the name that it has here.
    imports: BTreeMap<String, Vec<String>>,
    children: BTreeSet<String>,
}

/// A path as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) line: usize,
    pub(crate) segments: Vec<String>,
}

/// Where a path leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module of ours: the one that has the item, and those that were passed on the way, faces that show it again.
    Ours { home: ModulePath, passed: Vec<ModulePath> },
    /// Something of another crate, by its full name.
    Foreign(Vec<String>),
}

impl Tree {
    /// The crate as it lies there.
    pub(crate) fn of_this_crate() -> Self {
        let paths = rust_files(&root().join("src"));
        assert!(paths.len() > 20, "only {} source files found", paths.len());
        let texts: Vec<(String, String)> = paths.iter().map(|path| (name_of(path), read(path))).collect();
        Self::of(texts.iter().map(|(path, text)| (&**path, &**text)))
    }

    /// Of files by their paths from the project's folder.
    pub(crate) fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut tree = Self::default();
        let mut test_only: BTreeSet<ModulePath> = BTreeSet::new();
        for (path, text) in files {
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let mut reader = Reader { tree: &mut tree, test_only: &mut test_only, at: module_of(path), file: path };
            reader.module(&file.items);
            let tests: usize = file.items.iter().filter(|item| is_test(attributes(item))).map(lines_of).sum();
            tree.modules.entry(module_of(path)).or_default().lines = text.lines().count() - tests;
        }
        tree.modules.retain(|path, _| !test_only.iter().any(|test| path.starts_with(test)));
        tree
    }

    /// Every path that is written outside tests, with the module that it stands in and where it leads.
    pub(crate) fn references(&self) -> impl Iterator<Item = (&ModulePath, &Module, &Written, Target)> {
        self.modules.iter().flat_map(move |(path, module)| {
            module.paths.iter().map(move |written| (path, module, written, self.target(path, &written.segments)))
        })
    }

    /// Types of ours that `use` brings in under another name.
    pub(crate) fn aliases(&self) -> Vec<String> {
        let of = |(path, module): (&ModulePath, &Module)| -> Vec<String> {
            let is_alias = |name: &str, import: &[String]| {
                let is_other = name.starts_with(char::is_uppercase) && import.last().is_some_and(|last| last != name);
                is_other && matches!(self.target(path, import), Target::Ours { .. })
            };
            let aliases = module.imports.iter().filter(|(name, import)| is_alias(name, import));
            aliases.map(|(name, import)| format!("{}: {} as {name}", module.file, import.join("::"))).collect()
        };
        self.modules.iter().flat_map(of).collect()
    }

    /// Where a path leads that is written in a module.
    pub(crate) fn target(&self, from: &ModulePath, segments: &[String]) -> Target {
        let full = self.full(from, segments, 0);
        if full.first().is_none_or(|first| first != "crate") {
            return Target::Foreign(full);
        }
        let mut passed = Vec::new();
        self.home(&full, &mut passed, 0)
    }

    /// The path from the crate's root, or as it is where another crate's name begins it.
    fn full(&self, from: &ModulePath, segments: &[String], depth: usize) -> Vec<String> {
        let Some((first, rest)) = segments.split_first() else { return from.clone() };
        let from_main = from.get(1).is_some_and(|layer| layer == "main");
        let joined = |head: &[String]| [head, rest].concat();
        match &**first {
            "crate" if from_main => joined(&from[..2]),
            "crate" => segments.to_vec(),
            "oomscope" if from_main => joined(&["crate".to_owned()]),
            "self" => full_below(from, rest),
            "super" => full_below(&from[..from.len().saturating_sub(1)], rest),
            _ => {
                let module = &self.modules[from];
                if module.children.contains(first) {
                    return joined(&[from.as_slice(), std::slice::from_ref(first)].concat());
                }
                match module.imports.get(first) {
                    // `use chrono;` and `use egui::egui`: the name is the crate's.
                    Some(import) if import.first() != Some(first) && depth < 16 => {
                        joined(&self.full(from, import, depth + 1))
                    }
                    _ => segments.to_vec(),
                }
            }
        }
    }

    /// Follows a full path to the module that has its item, through the faces that show it again.
    fn home(&self, full: &[String], passed: &mut Vec<ModulePath>, depth: usize) -> Target {
        let mut at = 1;
        while full.get(..=at).is_some_and(|longer| self.modules.contains_key(longer)) {
            at += 1;
        }
        let here = full[..at].to_vec();
        passed.push(here.clone());
        let shown = full.get(at).and_then(|name| self.modules.get(&here)?.imports.get(name));
        if let Some(import) = shown.filter(|_| depth < 16) {
            let further = [&self.full(&here, import, 0), &full[at + 1..]].concat();
            if further.first().is_some_and(|first| first == "crate") && further != full {
                return self.home(&further, passed, depth + 1);
            }
            if further.first().is_some_and(|first| first != "crate") {
                return Target::Foreign(further);
            }
        }
        Target::Ours { home: here, passed: std::mem::take(passed) }
    }
}

/// The path below a module; `super` climbs.
fn full_below(head: &[String], rest: &[String]) -> Vec<String> {
    match rest.split_first() {
        Some((first, rest)) if first == "super" => full_below(&head[..head.len().saturating_sub(1)], rest),
        _ => [head, rest].concat(),
    }
}

/// Takes what stands in one file.
struct Reader<'t> {
    tree: &'t mut Tree,
    test_only: &'t mut BTreeSet<ModulePath>,
    at: ModulePath,
    file: &'t str,
}

impl Reader<'_> {
    fn module(&mut self, items: &[Item]) {
        self.here().file = self.file.to_owned();
        if let Some((name, parent)) = self.at.clone().split_last() {
            self.tree.modules.entry(parent.to_vec()).or_default().children.insert(name.clone());
        }
        for item in items {
            self.visit_item(item);
        }
    }

    fn here(&mut self) -> &mut Module {
        self.tree.modules.entry(self.at.clone()).or_default()
    }

    fn take(&mut self, line: usize, segments: Vec<String>) {
        if segments.len() > 1 || segments.first().is_some_and(|only| only == "crate" || only == "super") {
            self.here().paths.push(Written { line, segments });
        }
    }

    fn take_tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.take_tree(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) if name.ident == "self" => self.import(before.last().cloned(), before, tree),
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                self.import(Some(name.clone()), &[before.as_slice(), &[name]].concat(), tree);
            }
            UseTree::Rename(rename) if rename.ident == "self" => {
                self.import(Some(rename.rename.to_string()), before, tree);
            }
            UseTree::Rename(rename) => {
                let path = [before.as_slice(), &[rename.ident.to_string()]].concat();
                self.import(Some(rename.rename.to_string()), &path, tree);
            }
            UseTree::Glob(_) => self.import(None, before, tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.take_tree(tree, before)),
        }
    }

    fn import(&mut self, name: Option<String>, path: &[String], tree: &UseTree) {
        if let Some(name) = name {
            self.here().imports.insert(name, path.to_vec());
        }
        self.take(tree.span().start().line, path.to_vec());
    }

    /// Paths in a macro's tokens: names with `::` between them.
    fn take_tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut line, mut colons) = (0, 0);
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.take(line, std::mem::take(&mut path));
                        line = name.span().start().line;
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.take(line, std::mem::take(&mut path));
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.take_tokens(group.stream());
                    }
                }
            }
        }
        self.take(line, path);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let Item::Mod(module) = item else {
            if !is_test(attributes(item)) {
                if let Some(name) = type_name(item) {
                    let named = (name.span().start().line, name.to_string());
                    self.here().types.push(named);
                }
                visit::visit_item(self, item);
            }
            return;
        };
        self.at.push(module.ident.to_string());
        if is_test(&module.attrs) {
            self.test_only.insert(self.at.clone());
        } else if let Some((_, items)) = &module.content {
            self.module(items);
        }
        self.at.pop();
        let name = module.ident.to_string();
        self.here().children.insert(name);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.take_tree(&item.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.take(path.span().start().line, segments);
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let method = (call.method.span().start().line, call.method.to_string());
        self.here().methods.push(method);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        self.take_tokens(called.tokens.clone());
    }
}

/// True for `#[cfg(test)]`.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// The name of what an item defines, where that is a type or a trait.
const fn type_name(item: &Item) -> Option<&syn::Ident> {
    match item {
        Item::Enum(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

fn lines_of(item: &Item) -> usize {
    item.span().end().line + 1 - item.span().start().line
}

/// `src/ui/log/mod.rs` → `crate::ui::log`.
fn module_of(path: &str) -> ModulePath {
    let inner = path.strip_prefix("src/").and_then(|path| path.strip_suffix(".rs")).expect("a file below src");
    let names = inner.split('/').filter(|name| *name != "mod" && *name != "lib");
    std::iter::once("crate").chain(names).map(str::to_owned).collect()
}

fn name_of(path: &Path) -> String {
    path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable source")
}
