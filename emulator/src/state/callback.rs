//! The states of a failure callback and their transitions.
//!
//! ```text
//! CALLBACK_FAIL --retry--> CALLBACK_INPROGRESS --delivered--> CALLBACK_SUCCESS | CALLBACK_FAIL
//!                                              --cancel-----> CALLBACK_CANCELED
//! ```

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::state::headers::Headers;
use crate::state::response::Response;

/// The state of a failure callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallbackState {
    /// `CALLBACK_INPROGRESS`: a delivery is in progress. A seeded entry in this state has no delivery behind it and
    /// stays in it until it is canceled.
    InProgress,
    /// `CALLBACK_SUCCESS`: the receiver responded with a 2xx status.
    Success,
    /// `CALLBACK_FAIL`: the receiver responded with another status, or not at all. The only state that can be retried.
    Fail,
    /// `CALLBACK_CANCELED`: canceled while it was in progress.
    Canceled,
}

impl CallbackState {
    const ALL: [Self; 4] = [Self::InProgress, Self::Success, Self::Fail, Self::Canceled];

    /// Returns the name on the wire, such as `CALLBACK_FAIL`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "CALLBACK_INPROGRESS",
            Self::Success => "CALLBACK_SUCCESS",
            Self::Fail => "CALLBACK_FAIL",
            Self::Canceled => "CALLBACK_CANCELED",
        }
    }

    pub(crate) fn retry(self) -> Result<Self, Refused> {
        match self {
            Self::Fail => Ok(Self::InProgress),
            other => Err(Refused::NotFailed(other)),
        }
    }

    pub(crate) fn cancel(self) -> Result<Self, Refused> {
        match self {
            Self::InProgress => Ok(Self::Canceled),
            other => Err(Refused::NotInProgress(other)),
        }
    }

    /// Returns the state after an attempt; `None` if the callback is no longer in progress.
    pub(crate) fn settle(self, succeeded: bool) -> Option<Self> {
        match (self, succeeded) {
            (Self::InProgress, true) => Some(Self::Success),
            (Self::InProgress, false) => Some(Self::Fail),
            _ => None,
        }
    }
}

impl fmt::Display for CallbackState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CallbackState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The text is not the name of a [`CallbackState`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownCallbackState;

impl fmt::Display for UnknownCallbackState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a failure callback's state")
    }
}

impl std::error::Error for UnknownCallbackState {}

impl FromStr for CallbackState {
    type Err = UnknownCallbackState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(UnknownCallbackState)
    }
}

/// Why a failure callback was not retried or canceled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    NoSuchEntry,
    NotConfigured,
    NotFailed(CallbackState),
    NotInProgress(CallbackState),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchEntry => f.write_str("no DLQ message has this id"),
            Self::NotConfigured => f.write_str("the workflow run has no failure callback"),
            Self::NotFailed(state) => {
                write!(f, "the failure callback has not failed: its state is {state}")
            }
            Self::NotInProgress(state) => {
                write!(f, "the failure callback is not in progress: its state is {state}")
            }
        }
    }
}

/// The response to the last attempt of a failure callback.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LastResponse {
    /// `None` if there was no response: then the body has the error.
    #[serde(rename = "responseStatus", skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    #[serde(rename = "responseBody")]
    pub(crate) body: Box<str>,
    #[serde(rename = "responseHeaders", skip_serializing_if = "Headers::is_empty")]
    pub(crate) headers: Headers,
}

impl From<&Response> for LastResponse {
    fn from(response: &Response) -> Self {
        Self {
            status: response.status,
            body: String::from_utf8_lossy(&response.body).into(),
            headers: response.headers.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CallbackState::{Canceled, Fail, InProgress, Success};
    use super::*;

    #[test]
    fn every_event_in_every_state_has_its_one_outcome() {
        for (state, retry, cancel, delivered, refused) in [
            (Fail, Ok(InProgress), Err(Refused::NotInProgress(Fail)), None, None),
            (
                InProgress,
                Err(Refused::NotFailed(InProgress)),
                Ok(Canceled),
                Some(Success),
                Some(Fail),
            ),
            (
                Success,
                Err(Refused::NotFailed(Success)),
                Err(Refused::NotInProgress(Success)),
                None,
                None,
            ),
            (
                Canceled,
                Err(Refused::NotFailed(Canceled)),
                Err(Refused::NotInProgress(Canceled)),
                None,
                None,
            ),
        ] {
            assert_eq!(state.retry(), retry, "retry in {state}");
            assert_eq!(state.cancel(), cancel, "cancel in {state}");
            assert_eq!(state.settle(true), delivered, "2xx in {state}");
            assert_eq!(state.settle(false), refused, "failure in {state}");
        }
    }

    #[test]
    fn names_are_read_exactly_as_they_are_written() {
        for state in CallbackState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert_eq!("callback_fail".parse::<CallbackState>(), Err(UnknownCallbackState));
    }
}
