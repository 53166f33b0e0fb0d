//! On which line of a YAML file the node of a JSON pointer is.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, StrInput};

use crate::document::pointer;

/// The lines of a file's entries and items, counted from 1.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    lines: BTreeMap<String, usize>,
}

impl Lines {
    /// Finds the entries; in a file that is not valid YAML, those before the error.
    pub(crate) fn of(text: &str) -> Self {
        let mut reader = Reader { events: Parser::new_from_str(text), lines: BTreeMap::new() };
        while let Some(Ok((event, _))) = reader.events.next_event() {
            if !matches!(event, Event::StreamStart | Event::DocumentStart(_)) {
                let _ = reader.value(&event, String::new());
            }
        }
        Self { lines: reader.lines }
    }

    /// The line of an entry, or of the nearest one round it.
    pub(crate) fn line(&self, pointer: &str) -> Option<usize> {
        let mut pointer = pointer;
        loop {
            if let Some(line) = self.lines.get(pointer) {
                return Some(*line);
            }
            (pointer, _) = pointer.rsplit_once('/')?;
        }
    }
}

struct Reader<'a> {
    events: Parser<'a, StrInput<'a>>,
    lines: BTreeMap<String, usize>,
}

impl Reader<'_> {
    /// Reads one value that has begun with `event`; nothing if the file ends early.
    fn value(&mut self, event: &Event<'_>, at: String) -> Option<()> {
        match event {
            Event::MappingStart(..) => loop {
                let (key, span) = self.events.next_event()?.ok()?;
                let Event::Scalar(key, ..) = key else {
                    return (key == Event::MappingEnd).then_some(());
                };
                let at = format!("{at}/{}", pointer::escape(&key));
                let (event, _) = self.events.next_event()?.ok()?;
                self.lines.insert(at.clone(), span.start.line());
                self.value(&event, at)?;
            },
            Event::SequenceStart(..) => {
                let mut index = 0;
                loop {
                    let (item, span) = self.events.next_event()?.ok()?;
                    if item == Event::SequenceEnd {
                        return Some(());
                    }
                    let at = format!("{at}/{index}");
                    self.lines.insert(at.clone(), span.start.line());
                    self.value(&item, at)?;
                    index += 1;
                }
            }
            _ => Some(()),
        }
    }
}
