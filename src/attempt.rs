//! Which attempt of a call an answer, or the lack of one, belongs to: what the error at
//! its end has to know of the attempts before.

use crate::generated::operation;

/// One attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) operation: &'static str,
    /// Counted from 1; 0 stands for a call that came to none.
    pub(crate) number: u32,
    /// Whether an earlier attempt may have reached the service.
    pub(crate) sent_before: bool,
}

impl Attempt {
    pub(crate) fn first(operation: &'static str) -> Self {
        Self { operation, number: 1, sent_before: false }
    }

    /// The attempt that follows this one, which was `sent` or may have been.
    pub(crate) fn next(self, sent: bool) -> Self {
        let sent_before = self.sent_before || sent;
        Self { number: self.number.saturating_add(1), sent_before, ..self }
    }

    /// The form in which it travels in a `reqwest::Error`, whose URL has no fragment of
    /// its own.
    pub(crate) fn to_fragment(self) -> String {
        let sent = if self.sent_before { "sent" } else { "" };
        format!("{};{};{sent}", self.operation, self.number)
    }

    pub(crate) fn from_fragment(fragment: &str) -> Option<Self> {
        let mut parts = fragment.split(';');
        Some(Self {
            operation: operation(parts.next()?).id,
            number: parts.next()?.parse().ok()?,
            sent_before: parts.next()? == "sent",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Attempt;

    #[test]
    fn an_attempt_survives_the_way_through_an_url() {
        let first = Attempt::first("get_signing_keys");
        let never_sent = first.next(false).next(false);
        for attempt in [first, never_sent, first.next(true), first.next(true).next(false)] {
            let mut url = url::Url::parse("http://h/v2").expect("an URL");
            url.set_fragment(Some(&attempt.to_fragment()));
            let read = url.fragment().and_then(Attempt::from_fragment);
            assert_eq!(read, Some(attempt));
        }
        assert_eq!((never_sent.number, never_sent.sent_before), (3, false));
        assert!(first.next(true).next(false).sent_before, "what was sent stays sent");
        assert_eq!(Attempt::from_fragment("top"), None);
    }
}
