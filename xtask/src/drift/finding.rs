//! One difference between our document and upstream's, and how bad it is.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// Whether programs that use the crate as it is go on working.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Compatible,
    Breaking,
}

/// What the difference is. Seen from our document: what is `…Added` is
/// upstream's alone, what is `…Removed` ours alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    OperationAdded,
    OperationRemoved,
    OperationMoved,
    OperationIdChanged,
    TagsChanged,
    DeprecationAdded,
    DeprecationRemoved,
    ParameterAdded,
    ParameterRemoved,
    ParameterNowRequired,
    ParameterNowOptional,
    EncodingChanged,
    BodyAdded,
    BodyRemoved,
    BodyNowRequired,
    BodyNowOptional,
    MediaTypeAdded,
    MediaTypeRemoved,
    StatusAdded,
    StatusRemoved,
    PropertyAdded,
    PropertyRemoved,
    PropertyNowRequired,
    PropertyNowOptional,
    EnumValueAdded,
    EnumValueRemoved,
    TypeChanged,
    LimitChanged,
    DefaultChanged,
    NullAdded,
    NullRemoved,
    SchemaChanged,
    ServerAdded,
    ServerRemoved,
    ServerVariableChanged,
    SecuritySchemeAdded,
    SecuritySchemeRemoved,
    SecuritySchemeChanged,
    SecurityChanged,
}

/// Which way a value goes. What one side may do more, the other has to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    /// The program sends it.
    Request,
    /// The program is sent it.
    Answer,
    /// Both happens.
    Both,
}

impl Direction {
    /// Compatible if the change makes more possible in what is sent, or less
    /// in what comes back.
    pub(crate) fn widened(self) -> Class {
        if self == Self::Request { Class::Compatible } else { Class::Breaking }
    }

    pub(crate) fn narrowed(self) -> Class {
        if self == Self::Answer { Class::Compatible } else { Class::Breaking }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    pub(crate) class: Class,
    pub(crate) direction: Option<Direction>,
    /// The operations it concerns, as `GET /path`; none if it is about all.
    pub(crate) operations: BTreeSet<String>,
    /// What differs, in words that stay the same as long as it does.
    pub(crate) place: String,
    /// The pointer into our document, to the node to edit or the one round it.
    pub(crate) pointer: String,
    /// The pointer into upstream's document.
    pub(crate) upstream_pointer: String,
    pub(crate) ours: Value,
    pub(crate) upstream: Value,
}

impl Finding {
    pub(crate) fn new(kind: Kind, class: Class, place: impl Into<String>) -> Self {
        Self {
            kind,
            class,
            direction: None,
            operations: BTreeSet::new(),
            place: place.into(),
            pointer: String::new(),
            upstream_pointer: String::new(),
            ours: Value::Null,
            upstream: Value::Null,
        }
    }

    pub(crate) fn of(mut self, operation: impl Into<String>) -> Self {
        self.operations.insert(operation.into());
        self
    }

    pub(crate) fn at(mut self, ours: impl Into<String>, upstream: impl Into<String>) -> Self {
        self.pointer = ours.into();
        self.upstream_pointer = upstream.into();
        self
    }

    /// At two schemas, or at what is below them as far as the finding says.
    pub(crate) fn below(mut self, ours: &str, upstream: &str) -> Self {
        self.pointer.insert_str(0, ours);
        self.upstream_pointer.insert_str(0, upstream);
        self
    }

    pub(crate) fn values(mut self, ours: &Value, upstream: &Value) -> Self {
        self.ours = ours.clone();
        self.upstream = upstream.clone();
        self
    }

    /// Whether our document has something here that upstream's has not.
    pub(crate) fn is_only_ours(&self) -> bool {
        use Kind::*;
        matches!(
            self.kind,
            OperationRemoved
                | DeprecationRemoved
                | ParameterRemoved
                | BodyRemoved
                | MediaTypeRemoved
                | StatusRemoved
                | PropertyRemoved
                | EnumValueRemoved
                | ServerRemoved
                | SecuritySchemeRemoved
        )
    }
}
