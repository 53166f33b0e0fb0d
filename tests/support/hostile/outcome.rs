//! The outcomes of a call, and which predicates of the error hold for each.

use std::fmt;

use upstash_workflow::Error;

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    NoConnection,
    NoConnectionInTime,
    NoResponse,
    NoResponseInTime,
    BrokeOff,
    BrokeOffInTime,
    NotUnderstood,
    Status(u16),
}

impl Outcome {
    /// The predicates that hold for the error, and no others.
    pub(crate) fn predicates(self) -> &'static [&'static str] {
        match self {
            Self::Done => &[],
            Self::NoConnection => &["is_connect", "is_retryable"],
            Self::NoConnectionInTime => &["is_timeout", "is_connect", "is_retryable"],
            Self::NoResponse => &["is_retryable", "may_have_been_sent"],
            Self::NoResponseInTime => &["is_timeout", "is_retryable", "may_have_been_sent"],
            Self::BrokeOff => &["status", "is_retryable", "may_have_been_sent"],
            Self::BrokeOffInTime => &["status", "is_timeout", "is_retryable", "may_have_been_sent"],
            Self::NotUnderstood => &["status", "is_decode", "may_have_been_sent"],
            Self::Status(500) => {
                &["status", "is_server_error", "is_retryable", "may_have_been_sent"]
            }
            Self::Status(_) => &["status", "may_have_been_sent"],
        }
    }

    /// Whether a call that is safe to retry is retried.
    pub(crate) fn is_repeated(self) -> bool {
        !matches!(self, Self::Done) && self.predicates().contains(&"is_retryable")
    }

    /// The outcomes in the order of the documentation.
    pub(crate) const LEGEND: [(Self, &'static str); 8] = [
        (Self::NoConnection, "nothing was sent"),
        (Self::NoConnectionInTime, "nothing was sent"),
        (Self::NoResponse, "nobody knows whether it was done"),
        (Self::NoResponseInTime, "nobody knows whether it was done"),
        (Self::BrokeOff, "the status was a success, the body did not arrive whole"),
        (Self::BrokeOffInTime, "the same, because the attempt timed out"),
        (Self::NotUnderstood, "the status was a success, the body is not what the document says"),
        (Self::Status(500), "the status was not a success; `status()` returns it"),
    ];
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done => "done",
            Self::NoConnection => "no connection",
            Self::NoConnectionInTime => "no connection in time",
            Self::NoResponse => "no response",
            Self::NoResponseInTime => "no response in time",
            Self::BrokeOff => "broke off",
            Self::BrokeOffInTime => "broke off, too late",
            Self::NotUnderstood => "not understood",
            Self::Status(status) => return write!(f, "{status}"),
        })
    }
}

/// The predicates that hold for an error.
pub(crate) fn holding(error: &Error) -> Vec<&'static str> {
    let all = [
        ("status", error.status().is_some()),
        ("is_invalid_request", error.is_invalid_request()),
        ("is_configuration", error.is_configuration()),
        ("is_unauthorized", error.is_unauthorized()),
        ("is_forbidden", error.is_forbidden()),
        ("is_not_found", error.is_not_found()),
        ("is_wrong_region", error.is_wrong_region()),
        ("is_quota_exceeded", error.is_quota_exceeded()),
        ("is_rate_limited", error.is_rate_limited()),
        ("is_server_error", error.is_server_error()),
        ("is_timeout", error.is_timeout()),
        ("is_connect", error.is_connect()),
        ("is_decode", error.is_decode()),
        ("is_retryable", error.is_retryable()),
        ("may_have_been_sent", error.may_have_been_sent()),
    ];
    all.into_iter().filter_map(|(name, holds)| holds.then_some(name)).collect()
}
