//! One fault: what the server does, and the outcome that it should have.

use super::outcome::Outcome;
use super::server::{Door, Step};
use super::targets::Target;

/// Where the servers of a cell are.
pub(crate) struct Places {
    /// The server with the fault.
    pub(crate) here: String,
    /// Another server, which must not get a request.
    pub(crate) elsewhere: String,
}

type Script = fn(&Target, &Places) -> Vec<Step>;

/// What ends an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    AtOnce,
    ConnectTimeout,
    Timeout,
}

/// A row of the matrix.
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) door: Door,
    pub(crate) script: Script,
    outcome: Outcome,
    without_body: Option<Outcome>,
    pub(crate) ends: Ends,
    /// Whether a request arrives whole.
    arrives: bool,
    /// The second call on a connection meets the fault.
    pub(crate) second_call: bool,
    /// The connection is closed between two calls, and the client has seen it by the second.
    pub(crate) closes: bool,
}

/// A fault of the connection or of the response.
pub(crate) fn fault(name: &'static str, script: Script, outcome: Outcome) -> Fault {
    Fault {
        name,
        door: Door::Open,
        script,
        outcome,
        without_body: None,
        ends: Ends::AtOnce,
        arrives: true,
        second_call: false,
        closes: false,
    }
}

/// A fault of the response's body, which is not read where none is expected.
pub(crate) fn in_body(name: &'static str, script: Script, outcome: Outcome) -> Fault {
    Fault { without_body: Some(Outcome::Done), ..fault(name, script, outcome) }
}

impl Fault {
    pub(crate) fn door(mut self, door: Door) -> Self {
        self.door = door;
        self.arrives = false;
        self
    }

    pub(crate) fn ends(mut self, ends: Ends) -> Self {
        self.ends = ends;
        self
    }

    /// No request arrives whole.
    pub(crate) fn unheard(mut self) -> Self {
        self.arrives = false;
        self
    }

    pub(crate) fn at_the_second_call(mut self) -> Self {
        self.second_call = true;
        self
    }

    pub(crate) fn closed_after_the_call(mut self) -> Self {
        self.closes = true;
        self
    }

    /// The expected outcome of the call.
    pub(crate) fn outcome(&self, target: &Target) -> Outcome {
        match self.without_body {
            Some(outcome) if !target.has_body() => outcome,
            // The attempt after it is on a connection of its own, and meets no fault.
            _ if self.second_call && target.repeatable => Outcome::Done,
            _ => self.outcome,
        }
    }

    /// How many requests arrive from a client that retries once where that is safe.
    pub(crate) fn requests(&self, target: &Target) -> usize {
        let never_sent =
            matches!(self.outcome, Outcome::NoConnection | Outcome::NoConnectionInTime);
        assert!(!(never_sent && self.arrives), "{}", self.name);
        let repeated = match self.outcome(target) {
            _ if self.second_call => target.repeatable,
            outcome => outcome.is_repeated() && (target.repeatable || never_sent),
        };
        let attempts = if repeated { 2 } else { 1 };
        if self.arrives { attempts } else { 0 }
    }
}
