//! Our document with its edits, and the pieces in which it differs.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value, json};

use crate::{
    document::{Document, Lines, pointer},
    snippets::render,
};

/// Lines to paste.
#[derive(Debug)]
pub(super) struct Piece {
    /// The line to paste below, or the first line of what is replaced. Missing if our document is
    /// not written in lines.
    line: Option<usize>,
    replaces: bool,
    /// The text to paste.
    pointer: String,
    yaml: String,
    /// The same as an outline: with its parents and nothing else.
    pub(super) outline: Value,
    pub(super) changes: BTreeSet<usize>,
    pub(super) places: Vec<String>,
}

impl Piece {
    pub(super) fn text(&self, file: &str) -> String {
        let place = match self.line {
            Some(line) => format!("{file}:{line}"),
            None => format!("{file}: {}", pointer::describe(&self.pointer)),
        };
        let what = if self.replaces { "replace what begins at" } else { "paste below" };
        let places = self.places.iter().map(|place| format!("# {place}\n"));
        format!("# {what} {place}\n{}{}", places.collect::<String>(), self.yaml)
    }
}

/// The edits of our document.
pub(super) struct Draft<'a> {
    document: &'a Document,
    lines: &'a Lines,
    value: Value,
    /// The insertions, and the changes that they are for.
    marks: BTreeMap<String, BTreeSet<usize>>,
    /// The current change.
    pub(super) change: usize,
}

impl<'a> Draft<'a> {
    pub(super) fn new(document: &'a Document, lines: &'a Lines) -> Self {
        Self { document, lines, value: document.value.clone(), marks: BTreeMap::new(), change: 0 }
    }

    pub(super) fn get(&self, at: &str) -> Option<&Value> {
        self.value.pointer(at)
    }

    /// Inserts an entry into an object, which is created if it is missing.
    pub(super) fn put(&mut self, holder: &str, key: &str, value: Value) {
        let Some(node) = self.value.pointer_mut(holder) else {
            if let Some((outer, name)) = pointer::split(holder) {
                self.put(outer, &name, json!({ key: value }));
            }
            return;
        };
        if node.get(key) == Some(&value) {
            return;
        }
        if let Some(reference) = node.get("$ref").cloned() {
            // Nothing may be beside a reference.
            let beside = json!({ "allOf": [{ "$ref": reference }], key: value });
            return self.replace(holder, beside);
        }
        if !node.is_object() {
            *node = Value::Object(Map::new());
        }
        node[key] = value;
        self.mark(pointer::join(holder, key));
    }

    /// Appends an item to a list, which is created if it is missing.
    pub(super) fn push(&mut self, holder: &str, key: &str, item: Value) {
        let list = pointer::join(holder, key);
        let Some(Value::Array(items)) = self.value.pointer_mut(&list) else {
            return self.put(holder, key, json!([item]));
        };
        if !items.contains(&item) {
            items.push(item);
            let last = items.len() - 1;
            self.mark(format!("{list}/{last}"));
        }
    }

    /// Replaces a value.
    pub(super) fn replace(&mut self, at: &str, value: Value) {
        if let Some(node) = self.value.pointer_mut(at)
            && *node != value
        {
            *node = value;
            self.mark(at.to_owned());
        }
    }

    fn mark(&mut self, at: String) {
        self.marks.entry(at).or_default().insert(self.change);
    }

    /// Returns the pieces to paste, from the bottom of the document up.
    pub(super) fn finish(self) -> Vec<Piece> {
        let mut pieces: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, changes) in &self.marks {
            let at = self.writable(at);
            // A piece within another one is part of that one.
            let outer = pieces.range(..at.clone()).map(|(outer, _)| outer);
            let outer = outer.rev().find(|outer| at.starts_with(&format!("{outer}/"))).cloned();
            pieces.entry(outer.unwrap_or(at)).or_default().extend(changes);
        }
        let pieces = pieces.into_iter().map(|(at, changes)| self.piece(at, changes));
        let mut pieces: Vec<Piece> = pieces.collect();
        // Of several below the same line, the one pasted last ends up first.
        pieces.reverse();
        pieces.sort_by_key(|piece| Reverse(piece.line));
        pieces
    }

    /// Returns the nearest entry around `at` that has its own lines and is not within brackets.
    fn writable(&self, at: &str) -> String {
        let Some((holder, _)) = at.rsplit_once('/') else { return at.to_owned() };
        let lines = self.lines;
        let bracketed = match self.document.value.pointer(at) {
            Some(_) => lines.spot(at).is_some_and(|spot| spot.inline),
            None => lines.spot(holder).is_some_and(|spot| spot.inline || spot.flow),
        };
        if bracketed { self.writable(holder) } else { at.to_owned() }
    }

    /// Returns the line below which a new entry is pasted into a collection.
    fn line_above(&self, holder: &str) -> Option<usize> {
        let children = self.lines.children(holder);
        let begins = self.lines.spot(holder).map(|spot| spot.line);
        let items = self.document.value.pointer(holder).and_then(Value::as_array);
        if items.is_some_and(|all| all.iter().all(|item| !item.is_object() && !item.is_array()))
            && let Some(last) = children.last()
        {
            // A list of plain values has a line for each.
            return Some(last.line);
        }
        let [first, rest @ ..] = children.as_slice() else { return begins };
        match (begins, rest) {
            // The first entry of a list's item is on the line of the dash.
            (Some(line), [second, ..]) if first.line == line => Some(second.line - 1),
            (Some(line), _) => Some(line),
            (None, _) => Some(first.line - 1),
        }
    }

    fn piece(&self, at: String, changes: BTreeSet<usize>) -> Piece {
        let lines = self.lines;
        let (holder, key) = pointer::split(&at).unwrap_or_default();
        let replaces = self.document.value.pointer(&at).is_some();
        let (line, indent) = match (lines.spot(&at), lines.spot(holder)) {
            (Some(spot), _) if replaces => (Some(spot.line), spot.indent),
            (_, spot) => {
                let children = lines.children(holder);
                let indent = match (children.first(), spot) {
                    (Some(child), _) => child.indent,
                    (None, Some(holder)) => holder.indent + 2,
                    (None, None) => 0,
                };
                (self.line_above(holder), indent)
            }
        };
        let value = self.value.pointer(&at).unwrap_or(&Value::Null);
        let in_list = self.value.pointer(holder).is_some_and(Value::is_array);
        let rows =
            if in_list { render::item(value, indent) } else { render::entry(&key, value, indent) };
        let yaml = rows.into_iter().map(|row| row + "\n").collect();
        let outline = self.outline(&at);
        Piece { line, replaces, pointer: at, yaml, outline, changes, places: Vec::new() }
    }

    fn outline(&self, at: &str) -> Value {
        let mut outline = self.value.pointer(at).cloned().unwrap_or_default();
        let mut at = at;
        while let Some((holder, key)) = pointer::split(at) {
            outline = match self.value.pointer(holder) {
                Some(Value::Array(_)) => json!([outline]),
                _ => json!({ key: outline }),
            };
            at = holder;
            let in_list = pointer::split(at).and_then(|(list, _)| self.value.pointer(list));
            if in_list.is_some_and(Value::is_array) {
                // Identifies this item of the list.
                for key in ["name", "in", "url"] {
                    if let Some(name) = self.value.pointer(&format!("{at}/{key}")) {
                        outline[key] = name.clone();
                    }
                }
            }
        }
        outline
    }
}
