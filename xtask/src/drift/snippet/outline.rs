//! The places of our document that something is put into, each with what is round it.

use serde_json::{Map, Value};

use crate::document::pointer;

/// What tells an item of a list from the others.
const IDENTITY: [&str; 3] = ["name", "in", "url"];

/// A part of our document: a mapping has the keys, a list the items that lead to what is new.
pub(crate) struct Outline<'a> {
    ours: &'a Value,
    pub(crate) root: Value,
}

impl<'a> Outline<'a> {
    pub(crate) fn of(ours: &'a Value) -> Self {
        Self { ours, root: Value::Null }
    }

    /// Puts a value at a pointer; the items of a list come to those that are there. Nothing if
    /// the way leads through an item that cannot be told from the others.
    pub(crate) fn put(&mut self, at: &str, value: Value) -> Option<()> {
        let mut slot = &mut self.root;
        let mut known = Some(self.ours);
        for segment in at.split('/').skip(1).map(pointer::unescape) {
            let Some(Value::Array(items)) = known else {
                known = known.and_then(|known| known.get(&segment));
                slot = object(slot).entry(segment).or_insert(Value::Null);
                continue;
            };
            let item = items.get(segment.parse::<usize>().ok()?)?;
            let identity = identity(item)?;
            if !slot.is_array() {
                *slot = Value::Array(Vec::new());
            }
            let list = slot.as_array_mut()?;
            let place = list.iter().position(|it| self::identity(it).as_ref() == Some(&identity));
            let place = place.unwrap_or_else(|| {
                list.push(Value::Object(identity));
                list.len() - 1
            });
            (known, slot) = (Some(item), &mut list[place]);
        }
        match (slot, value) {
            (Value::Array(items), Value::Array(more)) => items.extend(more),
            (slot, value) => *slot = value,
        }
        Some(())
    }
}

fn object(slot: &mut Value) -> &mut Map<String, Value> {
    if !slot.is_object() {
        *slot = Value::Object(Map::new());
    }
    match slot {
        Value::Object(map) => map,
        _ => unreachable!("it was made an object just now"),
    }
}

fn identity(item: &Value) -> Option<Map<String, Value>> {
    let keys = IDENTITY.iter().filter_map(|key| Some(((*key).to_owned(), item.get(*key)?.clone())));
    let identity: Map<_, _> = keys.collect();
    (!identity.is_empty()).then_some(identity)
}
