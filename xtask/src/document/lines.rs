//! Which lines of a YAML file a JSON pointer means.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, StrInput};

use crate::document::pointer;

/// Where an entry of a mapping, or an item of a list, is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    /// The line of its key or dash, counted from 0.
    pub(crate) line: usize,
    /// How far the key or dash is indented.
    pub(crate) indent: usize,
    /// It stands within `[…]` or `{…}`, or begins on the line of a dash.
    pub(crate) inline: bool,
    /// Whether its value, if it is a collection, is written within brackets.
    pub(crate) flow: bool,
}

/// The spots of a file.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    spots: BTreeMap<String, Spot>,
}

impl Lines {
    /// Finds the entries; of a file that is not YAML, as many as there are.
    pub(crate) fn of(text: &str) -> Self {
        let rows = text.lines().collect();
        let mut reader =
            Reader { events: Parser::new_from_str(text), rows, lines: Self::default() };
        while let Some(Ok((event, _))) = reader.events.next_event() {
            if !matches!(event, Event::StreamStart | Event::DocumentStart(_)) {
                let _ = reader.value(&event, String::new());
            }
        }
        reader.lines
    }

    pub(crate) fn spot(&self, pointer: &str) -> Option<Spot> {
        self.spots.get(pointer).copied()
    }

    /// The line of an entry, or of the nearest one round it, counted from 1.
    pub(crate) fn line(&self, pointer: &str) -> Option<usize> {
        let mut pointer = pointer;
        loop {
            if let Some(spot) = self.spots.get(pointer) {
                return Some(spot.line + 1);
            }
            (pointer, _) = pointer.rsplit_once('/')?;
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    rows: Vec<&'a str>,
    lines: Lines,
}

impl Reader<'_> {
    /// Reads one value that has begun with `event`; nothing if the file ends early.
    fn value(&mut self, event: &Event<'_>, at: String) -> Option<()> {
        match event {
            Event::MappingStart(..) => loop {
                let (key, span) = self.events.next_event()?.ok()?;
                match key {
                    Event::MappingEnd => return Some(()),
                    Event::Scalar(key, ..) => {
                        let at = format!("{at}/{}", pointer::escape(&key));
                        self.child(at, span.start)?;
                    }
                    _ => return None,
                }
            },
            Event::SequenceStart(..) => {
                let mut index = 0;
                loop {
                    let (item, span) = self.events.next_event()?.ok()?;
                    if item == Event::SequenceEnd {
                        return Some(());
                    }
                    let at = format!("{at}/{index}");
                    let line = self.row(span.start);
                    let indent = line.len() - line.trim_start().len();
                    let dashed = line.trim_start().starts_with("- ");
                    let spot = Spot {
                        line: span.start.line() - 1,
                        indent,
                        inline: !dashed,
                        flow: self.is_flow(&item, span.start),
                    };
                    self.lines.spots.insert(at.clone(), spot);
                    self.value(&item, at)?;
                    index += 1;
                }
            }
            _ => Some(()),
        }
    }

    fn child(&mut self, at: String, key: Marker) -> Option<()> {
        let (event, span) = self.events.next_event()?.ok()?;
        let before = self.row(key).chars().take(key.col()).all(|letter| letter == ' ');
        let spot = Spot {
            line: key.line() - 1,
            indent: key.col(),
            inline: !before,
            flow: self.is_flow(&event, span.start),
        };
        self.lines.spots.insert(at.clone(), spot);
        self.value(&event, at)
    }

    fn row(&self, at: Marker) -> &str {
        self.rows.get(at.line() - 1).copied().unwrap_or_default()
    }

    fn is_flow(&self, event: &Event<'_>, start: Marker) -> bool {
        let bracket = matches!(self.row(start).chars().nth(start.col()), Some('[' | '{'));
        bracket && matches!(event, Event::MappingStart(..) | Event::SequenceStart(..))
    }
}
