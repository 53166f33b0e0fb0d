//! The position of a run in the logs.

use std::fmt;
use std::str::FromStr;

use crate::state::dlq_id::DlqId;
use crate::state::run::RunNo;

/// The position of a run in the logs, and the cursor that names it. Later runs have larger ones. A seeded run follows
/// the run that was created last before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LogCursor {
    pub(crate) run: RunNo,
    pub(crate) seeded: Option<DlqId>,
}

impl fmt::Display for LogCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seeded {
            None => write!(f, "{}", self.run),
            Some(id) => write!(f, "{}_{id}", self.run),
        }
    }
}

/// The text is not a cursor of the logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvalidLogCursor;

impl FromStr for LogCursor {
    type Err = InvalidLogCursor;

    fn from_str(text: &str) -> Result<Self, InvalidLogCursor> {
        let (run, seeded) = match text.split_once('_') {
            None => (text, None),
            Some((run, id)) => (run, Some(id.parse().map_err(|_| InvalidLogCursor)?)),
        };
        Ok(Self { run: run.parse().map_err(|_| InvalidLogCursor)?, seeded })
    }
}

/// Merges two iterators that yield the largest key first into one that does too.
pub(crate) fn merge<T, K: Ord>(
    some: impl Iterator<Item = T>,
    others: impl Iterator<Item = T>,
    key: impl Fn(&T) -> K,
) -> impl Iterator<Item = T> {
    let (mut some, mut others) = (some.peekable(), others.peekable());
    std::iter::from_fn(move || match (some.peek(), others.peek()) {
        (Some(one), Some(other)) if key(one) < key(other) => others.next(),
        (None, _) => others.next(),
        _ => some.next(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        for text in ["0", "7", "7_1752829295505-3"] {
            assert_eq!(text.parse::<LogCursor>().expect(text).to_string(), text);
        }
        for text in ["", "_", "7_", "_1-0", "7_1", "x", "-1", "7_1-0_1"] {
            assert_eq!(text.parse::<LogCursor>(), Err(InvalidLogCursor), "{text}");
        }
    }
}
