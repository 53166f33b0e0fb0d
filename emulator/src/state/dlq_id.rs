//! The id of a DLQ entry, which is also a cursor.

use std::fmt;
use std::str::FromStr;

/// `<unix ms>-<n>`: the time of arrival, and a number that distinguishes entries of the same millisecond.
///
/// Ids sort by arrival, so an id is a cursor whether or not its entry still exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DlqId {
    millis: u64,
    number: u64,
}

impl DlqId {
    /// Returns the id of an entry that arrives now. Ids grow even if the clock stands still or goes back.
    pub(crate) fn next(last: Option<Self>, now_ms: u64) -> Self {
        match last {
            Some(last) if last.millis >= now_ms => {
                Self { millis: last.millis, number: last.number + 1 }
            }
            _ => Self { millis: now_ms, number: 0 },
        }
    }

    /// Returns the run id of an entry without an explicit one: derived, so that a million entries need not store one.
    pub(crate) fn run_id(self) -> String {
        format!("wfr_{:013}{:08}", self.millis, self.number)
    }

    /// Returns the id of the entry whose derived run id this is, whether or not there is such an entry.
    pub(crate) fn of_run_id(run_id: &str) -> Option<Self> {
        let (millis, number) = run_id.strip_prefix("wfr_")?.split_at_checked(13)?;
        let id = Self { millis: millis.parse().ok()?, number: number.parse().ok()? };
        (id.run_id() == run_id).then_some(id)
    }

    /// Returns the message id of the failed step.
    pub(crate) fn message_id(self) -> String {
        format!("msg_{:013}{:08}", self.millis, self.number)
    }

    /// Returns the message id of the failure callback.
    pub(crate) fn callback_message_id(self) -> String {
        format!("msg_{:013}c{:08}", self.millis, self.number)
    }
}

impl fmt::Display for DlqId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.millis, self.number)
    }
}

/// The text is not a valid DLQ id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvalidDlqId;

impl FromStr for DlqId {
    type Err = InvalidDlqId;

    fn from_str(text: &str) -> Result<Self, InvalidDlqId> {
        let (millis, number) = text.split_once('-').ok_or(InvalidDlqId)?;
        let id = Self {
            millis: millis.parse().map_err(|_| InvalidDlqId)?,
            number: number.parse().map_err(|_| InvalidDlqId)?,
        };
        // `+1-0` and `01-0` parse as numbers, but an id has exactly one spelling.
        if id.to_string() == text { Ok(id) } else { Err(InvalidDlqId) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(millis: u64, number: u64) -> DlqId {
        DlqId { millis, number }
    }

    #[test]
    fn ids_grow_even_when_the_clock_stands_still_or_goes_back() {
        assert_eq!(DlqId::next(None, 7), id(7, 0));
        assert_eq!(DlqId::next(Some(id(7, 0)), 7), id(7, 1));
        assert_eq!(DlqId::next(Some(id(7, 1)), 5), id(7, 2));
        assert_eq!(DlqId::next(Some(id(7, 2)), 8), id(8, 0));
        assert!(id(9, 0) < id(10, 0), "the order is of numbers, not of text");
    }

    #[test]
    fn a_derived_run_id_leads_back_to_its_entry() {
        for id in [id(1_752_829_295_505, 3), id(7, 0), id(1_752_829_295_505, 123_456_789)] {
            assert_eq!(DlqId::of_run_id(&id.run_id()), Some(id));
        }
        for other in
            ["", "wfr_", "wfr_order-42", "wfr_17528292955050000000", "msg_175282929550500000003"]
        {
            assert_eq!(DlqId::of_run_id(other), None, "{other}");
        }
    }

    #[test]
    fn only_the_one_spelling_of_an_id_is_read() {
        assert_eq!("1752829295505-0".parse(), Ok(id(1_752_829_295_505, 0)));
        for wrong in [
            "",
            "-",
            "1",
            "1-",
            "-1",
            "1-x",
            "01-0",
            "+1-0",
            "1-0 ",
            "1-0-0",
            "99999999999999999999-0",
        ] {
            assert_eq!(wrong.parse::<DlqId>(), Err(InvalidDlqId), "{wrong:?}");
        }
    }
}
