//! Edits of a YAML file that leave every line alone that they are not about:
//! comments, order, quotes and the width of prose stay as somebody wrote them.

use std::ops::Range;

use anyhow::{Result, anyhow, bail};
use serde_json::{Map, Value, json};

use crate::{
    document::{
        lines::{Lines, Spot},
        pointer,
    },
    vendor::render,
};

/// A YAML file that is being edited, and what it says.
pub(crate) struct Editor {
    text: String,
    lines: Lines,
    value: Value,
}

impl Editor {
    pub(crate) fn new(text: String) -> Result<Self> {
        let value = yaml_serde::from_str(&text)?;
        Ok(Self { lines: Lines::of(&text), value, text })
    }

    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn get(&self, pointer: &str) -> Option<&Value> {
        self.value.pointer(pointer)
    }

    /// Sets an entry of the mapping at `pointer`, where entries of its kind stand.
    pub(crate) fn set(&mut self, pointer: &str, key: &str, new: &Value) -> Result<()> {
        let at = format!("{pointer}/{}", pointer::escape(key));
        if self.get(&at) == Some(new) {
            return Ok(());
        }
        let mut expected = self.value.clone();
        let holder = expected.pointer_mut(pointer).and_then(Value::as_object_mut);
        let holder = holder.ok_or_else(|| anyhow!("{pointer} is no mapping"))?;
        holder.insert(key.to_owned(), new.clone());
        let old = self.get(&at).is_some();
        let edit = match self.lines.spot(&at).filter(|spot| !spot.inline) {
            Some(spot) => (self.block(spot), render::entry(key, new, spot.indent)),
            None if old => return self.rewrite(pointer, expected),
            None => match self.place_for(pointer, key) {
                Some((line, indent)) => {
                    let mut rows = render::entry(key, new, indent);
                    if pointer == "/paths" {
                        rows.insert(0, String::new());
                    }
                    (line..line, rows)
                }
                None => return self.rewrite(pointer, expected),
            },
        };
        self.splice(edit, expected)
    }

    /// Removes an entry or an item, and what would be empty without it.
    pub(crate) fn remove(&mut self, pointer: &str) -> Result<()> {
        let (parent, key) = pointer.rsplit_once('/').ok_or_else(|| anyhow!("nothing to remove"))?;
        let siblings = match self.get(parent) {
            Some(Value::Object(map)) => map.len(),
            Some(Value::Array(items)) => items.len(),
            _ => bail!("there is no {pointer}"),
        };
        if siblings == 1 && parent.matches('/').count() > 1 {
            return self.remove(parent);
        }
        let mut expected = self.value.clone();
        match expected.pointer_mut(parent) {
            Some(Value::Object(map)) => _ = map.remove(&pointer::unescape(key)),
            Some(Value::Array(items)) => _ = items.remove(key.parse()?),
            _ => {}
        }
        let Some(spot) = self.lines.spot(pointer).filter(|spot| !spot.inline) else {
            return self.rewrite(parent, expected);
        };
        let mut block = self.block(spot);
        let rows: Vec<&str> = self.text.lines().collect();
        // A comment right above speaks of what goes, and one empty line is enough.
        while block.start > 0 && rows[block.start - 1].trim_start().starts_with('#') {
            block.start -= 1;
        }
        let blank = |line: usize| rows.get(line).is_some_and(|row| row.trim().is_empty());
        if block.start > 0
            && blank(block.start - 1)
            && (blank(block.end) || block.end == rows.len())
        {
            block.start -= 1;
        }
        self.splice((block, Vec::new()), expected)
    }

    /// Adds an item to the list at `pointer`.
    pub(crate) fn push(&mut self, pointer: &str, item: &Value) -> Result<()> {
        let mut expected = self.value.clone();
        let list = expected.pointer_mut(pointer).and_then(Value::as_array_mut);
        let list = list.ok_or_else(|| anyhow!("{pointer} is no list"))?;
        list.push(item.clone());
        let last = list.len().checked_sub(2).map(|last| format!("{pointer}/{last}"));
        let spot = last.and_then(|last| self.lines.spot(&last)).filter(|spot| !spot.inline);
        match spot {
            Some(spot) => {
                let end = self.block(spot).end;
                self.splice((end..end, render::item(item, spot.indent)), expected)
            }
            None => self.rewrite(pointer, expected),
        }
    }

    /// Puts other entries into the mapping at `pointer`, except for those that
    /// stay: these keep their lines. A list's item may become another mapping.
    pub(crate) fn replace(
        &mut self,
        pointer: &str,
        new: &Map<String, Value>,
        keep: &[&str],
    ) -> Result<()> {
        let old = self.get(pointer).and_then(Value::as_object);
        let old = old.ok_or_else(|| anyhow!("{pointer} is no mapping"))?.clone();
        let mut whole = new.clone();
        for key in keep {
            if let Some(value) = old.get(*key) {
                whole.insert((*key).to_owned(), value.clone());
            }
        }
        // First what is new, so that the mapping is empty at no time.
        for (key, value) in &whole {
            self.set(pointer, key, value)?;
        }
        for key in old.keys().filter(|key| !whole.contains_key(*key)) {
            self.remove(&format!("{pointer}/{}", pointer::escape(key)))?;
        }
        Ok(())
    }

    /// Moves an entry of a mapping into another, with its lines as they are.
    pub(crate) fn move_to(&mut self, pointer: &str, parent: &str, key: &str) -> Result<()> {
        let value = self.get(pointer).ok_or_else(|| anyhow!("there is no {pointer}"))?.clone();
        let spot = self.lines.spot(pointer).ok_or_else(|| anyhow!("{pointer} has no line"))?;
        let rows: Vec<&str> = self.text.lines().collect();
        let body: Vec<String> =
            rows[self.block(spot)].iter().skip(1).copied().map(str::to_owned).collect();
        self.remove(pointer)?;
        if self.get(parent).is_none() {
            let (paths, path) = parent.rsplit_once('/').unwrap_or_default();
            self.set(paths, &pointer::unescape(path), &json!({ key: null }))?;
        } else {
            self.set(parent, key, &Value::Null)?;
        }
        let at = format!("{parent}/{}", pointer::escape(key));
        let new = self.lines.spot(&at).ok_or_else(|| anyhow!("{at} has no line"))?;
        let mut expected = self.value.clone();
        if let Some(slot) = expected.pointer_mut(&at) {
            *slot = value;
        }
        let shift = new.indent as isize - spot.indent as isize;
        let body = body.iter().map(|row| render::shift(row, shift));
        let head = format!("{}{}:", " ".repeat(new.indent), render::scalar(&json!(key)));
        let rows = [head].into_iter().chain(body).collect();
        self.splice((new.line..new.line + 1, rows), expected)
    }

    /// Puts the lines of one mapping in the place of a reference to it.
    pub(crate) fn write_out(&mut self, pointer: &str) -> Result<()> {
        let target = self.get(pointer).and_then(pointer::reference).map(str::to_owned);
        let target = target.ok_or_else(|| anyhow!("{pointer} is no reference"))?;
        let value = self.get(&target).ok_or_else(|| anyhow!("there is no {target}"))?.clone();
        let (Some(from), Some(to)) = (self.lines.spot(&target), self.lines.spot(pointer)) else {
            bail!("{pointer} has no line");
        };
        let rows: Vec<&str> = self.text.lines().collect();
        let body: Vec<&str> = rows[self.block(from)].iter().skip(1).copied().collect();
        let mut expected = self.value.clone();
        if let Some(slot) = expected.pointer_mut(pointer) {
            *slot = value;
        }
        let block = self.block(to);
        let first = rows[to.line];
        let shift = to.indent as isize - from.indent as isize;
        let mut new: Vec<String> = body.iter().map(|row| render::shift(row, shift)).collect();
        if first.trim_start().starts_with("- ") {
            // The first entry goes onto the line of the dash.
            let start = new.first().map(|row| row.trim_start().to_owned()).unwrap_or_default();
            let dash = format!("{}- {start}", " ".repeat(to.indent));
            new.splice(..1.min(new.len()), [dash]);
        } else {
            let key = first.split_once(':').map_or(first, |(key, _)| key);
            new.insert(0, format!("{key}:"));
        }
        self.splice((block, new), expected)
    }

    /// Writes a part of the file anew, for what is not written line by line.
    fn rewrite(&mut self, pointer: &str, expected: Value) -> Result<()> {
        let new = expected.pointer(pointer).cloned().unwrap_or_default();
        let Some(spot) = self.lines.spot(pointer) else { bail!("{pointer} has no line") };
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        if spot.inline {
            return self.rewrite(parent, expected);
        }
        let rows = match self.get(parent) {
            Some(Value::Array(_)) => render::item(&new, spot.indent),
            _ => render::entry(&pointer::unescape(key), &new, spot.indent),
        };
        self.splice((self.block(spot), rows), expected)
    }

    /// Where a new entry goes: before the first that usually comes later.
    fn place_for(&self, pointer: &str, key: &str) -> Option<(usize, usize)> {
        let entries = self.get(pointer)?.as_object()?;
        let spot = |key: &String| self.lines.spot(&format!("{pointer}/{}", pointer::escape(key)));
        let spots: Vec<(&String, Spot)> =
            entries.keys().filter_map(|key| Some((key, spot(key)?))).collect();
        let indent = spots.first()?.1.indent;
        if self.lines.spot(pointer).is_some_and(|spot| spot.flow) {
            return None;
        }
        let later = spots
            .iter()
            .filter(|(name, spot)| !spot.inline && render::rank(name) > render::rank(key));
        let later = later.map(|(_, spot)| spot.line).min();
        let end = spots.iter().map(|(_, spot)| self.block(*spot).end).max()?;
        Some((later.filter(|_| render::rank(key) < usize::MAX).unwrap_or(end), indent))
    }

    /// The lines of an entry or item: down to the next that is not indented more.
    fn block(&self, spot: Spot) -> Range<usize> {
        let mut end = spot.line + 1;
        for (line, row) in self.text.lines().enumerate().skip(spot.line + 1) {
            let indent = row.len() - row.trim_start().len();
            match row.trim() {
                "" => continue,
                _ if indent > spot.indent => end = line + 1,
                _ => break,
            }
        }
        spot.line..end
    }

    /// Replaces lines, and makes sure that the file then says what it should.
    fn splice(&mut self, (range, new): (Range<usize>, Vec<String>), expected: Value) -> Result<()> {
        let mut rows: Vec<String> = self.text.lines().map(str::to_owned).collect();
        rows.splice(range, new);
        let text = rows.join("\n") + "\n";
        let value: Value = yaml_serde::from_str(&text)?;
        if value != expected {
            bail!("the text cannot be edited there");
        }
        self.lines = Lines::of(&text);
        (self.text, self.value) = (text, value);
        Ok(())
    }
}
