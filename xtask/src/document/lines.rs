//! Where the parts of a YAML file stand.

use std::collections::BTreeMap;

/// Where an entry of a mapping, or an item of a list, is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// The line of its key or dash, counted from 1.
    pub(crate) line: usize,
    /// How far the key or dash is indented.
    pub(crate) indent: usize,
    /// It stands within `[…]` or `{…}`.
    pub(crate) inline: bool,
    /// Its value is, or would be, within brackets.
    pub(crate) flow: bool,
}

/// The spots of a file, by JSON pointer.
#[derive(Debug, Default)]
pub(crate) struct Lines(BTreeMap<String, Spot>);

impl Lines {
    pub(crate) fn insert(&mut self, at: String, spot: Spot) {
        self.0.insert(at, spot);
    }

    pub(crate) fn spot(&self, at: &str) -> Option<Spot> {
        self.0.get(at).copied()
    }

    /// The line of an entry, or of the nearest one around it.
    pub(crate) fn line(&self, at: &str) -> Option<usize> {
        let mut at = at;
        loop {
            if let Some(spot) = self.spot(at) {
                return Some(spot.line);
            }
            (at, _) = at.rsplit_once('/')?;
        }
    }

    /// The spots of what stands directly below a pointer, from top to bottom.
    pub(crate) fn children(&self, at: &str) -> Vec<Spot> {
        let inside = format!("{at}/");
        let below = self.0.range(inside.clone()..).take_while(|(at, _)| at.starts_with(&inside));
        let children = below.filter(|(at, _)| !at[inside.len()..].contains('/'));
        let mut children: Vec<Spot> = children.map(|(_, spot)| *spot).collect();
        children.sort_by_key(|spot| spot.line);
        children
    }
}
