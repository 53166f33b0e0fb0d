//! One difference between our document and upstream's, and whether it breaks programs.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// Do programs that use the crate keep working?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Compatible,
    Breaking,
}

/// The kind of a difference, seen from our document: `…Added` is in upstream's only, `…Removed`
/// in ours only.
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

/// The direction of a value: what one side may send, the other has to accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    Request,
    Response,
    Both,
}

impl Direction {
    /// A wider request is compatible; a wider response may be one that a program cannot read.
    pub(crate) fn widened(self) -> Class {
        if self == Self::Request { Class::Compatible } else { Class::Breaking }
    }

    /// The reverse of `widened`.
    pub(crate) fn narrowed(self) -> Class {
        if self == Self::Response { Class::Compatible } else { Class::Breaking }
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    pub(crate) kind: Kind,
    pub(crate) class: Class,
    pub(crate) direction: Option<Direction>,
    /// The operations concerned, as `GET /path`; empty if it concerns all.
    pub(crate) operations: BTreeSet<String>,
    /// What differs, in words that stay the same as long as the difference does.
    pub(crate) place: String,
    /// The pointer into our document, to the node to edit or the one around it.
    pub(crate) pointer: String,
    /// The pointer into upstream's document.
    pub(crate) upstream_pointer: String,
    pub(crate) ours: Value,
    pub(crate) upstream: Value,
}

impl Change {
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

    pub(crate) fn going(mut self, way: Direction) -> Self {
        self.direction = Some(way);
        self
    }

    pub(crate) fn at(mut self, ours: impl Into<String>, upstream: impl Into<String>) -> Self {
        self.pointer = ours.into();
        self.upstream_pointer = upstream.into();
        self
    }

    pub(crate) fn values(mut self, ours: &Value, upstream: &Value) -> Self {
        self.ours = ours.clone();
        self.upstream = upstream.clone();
        self
    }

    /// Does our document have something here that upstream's lacks?
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

    /// Is `other` the same difference, found in another direction or operation?
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.pointer == other.pointer
            && (&self.ours, &self.upstream) == (&other.ours, &other.upstream)
    }
}
