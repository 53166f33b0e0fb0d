//! What is left to people.

use serde_json::Value;

use crate::drift::{
    finding::{Direction, Finding, Kind},
    parts,
};

/// Why a difference is for people to decide, whatever else our document says.
pub(crate) fn decide(finding: &Finding, ours: &Value) -> Option<&'static str> {
    use Kind::*;
    match finding.kind {
        _ if parts::is_list(ours, &finding.pointer) => {
            Some("it is not known which of several schemas it is about")
        }
        ServerAdded | ServerRemoved | ServerVariableChanged | EnumValueAdded | EnumValueRemoved
            if finding.place.contains(": server ") =>
        {
            Some("the crate sends all operations to one server")
        }
        PropertyNowRequired if finding.direction == Some(Direction::Answer) => {
            Some("where it is missing, it would fail what is read; and its type would be another")
        }
        SchemaChanged if finding.place.ends_with(" enum") && finding.upstream.is_null() => {
            Some("its variants would be gone: take them out, or list the values in the overlay")
        }
        MediaTypeAdded | MediaTypeRemoved => {
            Some("the generator takes one media type, so somebody has to choose")
        }
        OperationIdChanged => Some("the name of a method is for people to choose"),
        _ => None,
    }
}
