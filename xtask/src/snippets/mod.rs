//! The YAML to paste into our document for what is new in upstream's: its structure in the
//! form that our document has, with a mark where prose is due. None of upstream's prose is
//! taken over.

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

/// What to paste for a list of changes.
#[derive(Debug)]
pub(crate) struct Snippets {
    /// From the bottom of the document up.
    pieces: Vec<Piece>,
}

/// Writes what to paste for each change that is about something new.
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
    /// What to paste, from the bottom up, as the end of a report.
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

    /// What to paste for one change, if there is anything: an outline of our document.
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

/// Adds one outline to another.
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
