//! The lines of the parts of a YAML file.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, StrInput};

use crate::document::pointer;

/// The place of an entry of a mapping, or of an item of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// The line of its key or dash, counted from 1.
    pub(crate) line: usize,
    /// The indentation of the key or dash.
    pub(crate) indent: usize,
    /// It is within `[…]` or `{…}`.
    pub(crate) inline: bool,
    /// Its value is, or would be, within brackets.
    pub(crate) flow: bool,
}

/// The spots of a file, by JSON pointer.
#[derive(Debug, Default)]
pub(crate) struct Lines(BTreeMap<String, Spot>);

impl Lines {
    /// Finds the parts of a file; in one that is not YAML, those before the error.
    pub(crate) fn of(text: &str) -> Self {
        let rows = text.lines().collect();
        let (events, lines) = (Parser::new_from_str(text), Self::default());
        let mut reader = Reader { events, rows, lines };
        while let Some((event, start)) = reader.next() {
            if !matches!(event, Event::StreamStart | Event::DocumentStart(_)) {
                let flow = reader.is_flow(&event, start);
                let _ = reader.value(event, String::new(), flow);
            }
        }
        reader.lines
    }

    pub(crate) fn spot(&self, at: &str) -> Option<Spot> {
        self.0.get(at).copied()
    }

    /// Returns the line of an entry, or of the nearest one around it.
    pub(crate) fn line(&self, at: &str) -> Option<usize> {
        let mut at = at;
        loop {
            if let Some(spot) = self.spot(at) {
                return Some(spot.line);
            }
            (at, _) = at.rsplit_once('/')?;
        }
    }

    /// Returns the spots directly below a pointer, from top to bottom.
    pub(crate) fn children(&self, at: &str) -> Vec<Spot> {
        let inside = format!("{at}/");
        let below = self.0.range(inside.clone()..).take_while(|(at, _)| at.starts_with(&inside));
        let children = below.filter(|(at, _)| !at[inside.len()..].contains('/'));
        let mut children: Vec<Spot> = children.map(|(_, spot)| *spot).collect();
        children.sort_by_key(|spot| spot.line);
        children
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    rows: Vec<&'a str>,
    lines: Lines,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Marker)> {
        let (event, span) = self.events.next_event()?.ok()?;
        Some((event, span.start))
    }

    /// Reads one value that has begun, in lines or within brackets. `None` if the file ends
    /// early.
    fn value(&mut self, event: Event<'a>, at: String, inline: bool) -> Option<()> {
        match event {
            Event::MappingStart(..) => {
                while let (Event::Scalar(key, ..), start) = self.next()? {
                    let (value, value_start) = self.next()?;
                    let flow = inline || self.is_flow(&value, value_start);
                    let at = pointer::join(&at, &key);
                    let (line, indent) = (start.line(), start.col());
                    self.lines.0.insert(at.clone(), Spot { line, indent, inline, flow });
                    self.value(value, at, flow)?;
                }
            }
            Event::SequenceStart(..) => {
                for index in 0.. {
                    let (item, start) = self.next()?;
                    if item == Event::SequenceEnd {
                        break;
                    }
                    let flow = inline || self.is_flow(&item, start);
                    let at = format!("{at}/{index}");
                    let row = self.row(start);
                    let indent = if inline { 0 } else { row.len() - row.trim_start().len() };
                    let line = start.line();
                    self.lines.0.insert(at.clone(), Spot { line, indent, inline, flow });
                    self.value(item, at, flow)?;
                }
            }
            _ => {}
        }
        Some(())
    }

    fn is_flow(&self, event: &Event<'_>, start: Marker) -> bool {
        let bracket = matches!(self.row(start).chars().nth(start.col()), Some('[' | '{'));
        bracket && matches!(event, Event::MappingStart(..) | Event::SequenceStart(..))
    }

    fn row(&self, at: Marker) -> &'a str {
        self.rows.get(at.line() - 1).copied().unwrap_or_default()
    }
}
