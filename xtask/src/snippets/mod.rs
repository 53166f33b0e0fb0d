//! The YAML to paste into our document for what is new in upstream's: its structure in the
//! form that our document has, with a mark where a description is missing. None of upstream's prose
//! is copied.

mod author;
mod draft;
mod follow;
mod render;
mod shared;

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::Value;

use self::{
    author::Author,
    draft::{Draft, Piece},
    render::TODO,
    shared::Shared,
};
use crate::{
    compare::change::Change,
    document::{Document, Lines},
};

/// The snippets for a list of changes.
#[derive(Debug)]
pub(crate) struct Snippets {
    /// From the bottom of the document up.
    pieces: Vec<Piece>,
}

/// Writes the snippets for each change that is about something new.
pub(crate) fn write(
    document: &Document,
    lines: &Lines,
    theirs: &Value,
    changes: &[Change],
) -> Result<Snippets> {
    let mut draft = Draft::new(document, lines);
    let mut author = Author::new(&document.value, theirs);
    let shared = Shared::of(&document.value, theirs, changes)?;
    for (index, change) in changes.iter().enumerate() {
        draft.change = index;
        if shared.is_kept_by_others(change) {
            shared.write_out(&mut draft, &mut author, change)?;
        } else {
            follow::follow(&mut draft, &mut author, change)?;
        }
        for (name, schema) in author.take_components() {
            draft.put("/components/schemas", &name, schema);
        }
    }
    let mut pieces = draft.finish();
    for piece in &mut pieces {
        let places = piece.changes.iter().map(|index| changes[*index].place.clone());
        piece.places = places.collect();
    }
    Ok(Snippets { pieces })
}

impl Snippets {
    /// Formats the snippets, from the bottom up, for the end of a report.
    pub(crate) fn text(&self, file: &str) -> String {
        if self.pieces.is_empty() {
            return "\nnothing to paste\n".to_owned();
        }
        let mut text = format!(
            "\nto paste into {file}, in this order, which is from the bottom up, so that the line \
             numbers hold; {TODO} stands where prose is due\n"
        );
        for piece in &self.pieces {
            let _ = write!(text, "\n{}", piece.text(file));
        }
        text
    }

    /// Returns the snippet for one change, if there is one: an outline of our document.
    pub(crate) fn of(&self, change: usize) -> Option<String> {
        let pieces = self.pieces.iter().filter(|piece| piece.changes.contains(&change));
        let outlines = pieces.map(|piece| piece.outline.clone());
        let outline = outlines.reduce(|mut outline, other| {
            add(&mut outline, other);
            outline
        })?;
        Some(render::document(&outline))
    }
}

/// Merges one outline into another.
fn add(outline: &mut Value, other: Value) {
    match (outline, other) {
        (Value::Object(outline), Value::Object(other)) => {
            for (key, value) in other {
                add(outline.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(outline), Value::Array(mut other)) => outline.append(&mut other),
        (outline, other) => *outline = other,
    }
}
