//! Any JSON as any type is an error, or a value that survives encoding and decoding.

use std::fmt::{Debug, Display};

use serde::Serialize;
use serde::de::DeserializeOwned;
use upstash_workflow::{Headers, List, UnixMillis, UnixSeconds, types};

/// The types of the document, and the property of all of them.
macro_rules! types {
    ($($name:ident)+) => {
        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// Reads the bytes as each type.
        pub(crate) fn check(bytes: &[u8]) {
            $(survives::<types::$name>(stringify!($name), bytes);)+
            survives::<Headers>("Headers", bytes);
            survives::<UnixMillis>("UnixMillis", bytes);
            survives::<UnixSeconds>("UnixSeconds", bytes);
            survives::<List<String>>("StringList", bytes);
            survives::<List<types::FailureCallbackState>>("FailureCallbackStateList", bytes);
            bodies(bytes);
        }

        /// Whether JSON can be read as the component of this name.
        #[cfg(test)]
        fn reads(component: &str, json: &str) -> Result<(), serde_json::Error> {
            match component {
                $(stringify!($name) => serde_json::from_str::<types::$name>(json).map(drop),)+
                other => panic!("{other} is not among the types"),
            }
        }
    };
}

types! {
    BatchTriggerRequest BulkAction BulkActionKind BulkActionPage BulkActionState
    BulkCancelResult BulkDeleteResult BulkRunResult DeliveryError ErrorBody FailureCallback FailureCallbackInfo
    FailureCallbackState FailureFunction FlowControlKey GlobalParallelism GroupedSteps
    InvokerContext NotifyResponse RunOrStepState RunReference RunState SigningKeys StepGroupType
    StepInfo StepState TriggeredRun Waiter WorkflowDlqMessage WorkflowDlqPage WorkflowEvent
    WorkflowRun WorkflowRunPage
}

fn survives<T>(name: &str, bytes: &[u8])
where
    T: DeserializeOwned + Serialize + PartialEq + Debug,
{
    let value = match serde_json::from_slice::<T>(bytes) {
        Ok(value) => value,
        Err(error) => return is_clear(&error),
    };
    let text = serde_json::to_string(&value).expect("a value can be written");
    match serde_json::from_str::<T>(&text) {
        Ok(again) => assert_eq!(again, value, "{name} after {text}"),
        Err(error) => panic!("{name} cannot read what it wrote, {text}: {error}"),
    }
    assert!(!format!("{value:?}").is_empty());
}

/// Bodies that may be base64 are decoded, or an error names them.
fn bodies(bytes: &[u8]) {
    if let Ok(message) = serde_json::from_slice::<types::WorkflowDlqMessage>(bytes) {
        for outcome in [message.body_bytes(), message.response_body_bytes()] {
            outcome.err().iter().for_each(is_clear);
        }
    }
    if let Ok(waiter) = serde_json::from_slice::<types::Waiter>(bytes) {
        waiter.timeout_body_bytes().err().iter().for_each(is_clear);
    }
}

fn is_clear(error: &impl Display) {
    assert!(!error.to_string().is_empty());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};
    use serde_json::Value;

    use super::{NAMES, check, reads};
    use crate::document::document;
    use crate::properties::json::{anything, mutated, valid};
    use crate::property::for_all;

    /// The components of the document that have a type of their own.
    fn components(document: &Value) -> Vec<(String, Value)> {
        use heck::ToPascalCase;
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        let typed = schemas.iter().map(|(name, schema)| (name.to_pascal_case(), schema.clone()));
        typed.filter(|(name, _)| NAMES.contains(&name.as_str())).collect()
    }

    #[test]
    fn every_type_of_the_document_is_among_those_that_are_checked() {
        let ours = [
            "Headers",
            "UnixMillis",
            "UnixSeconds",
            "StringList",
            "FailureCallbackStateList",
            // Of parameters alone.
            "Delay",
            "FlowControl",
            "Labels",
            "RedactedFields",
        ];
        let document = document();
        let schemas = document["components"]["schemas"].as_object().expect("schemas");
        assert_eq!(components(&document).len(), NAMES.len());
        assert_eq!(schemas.len(), NAMES.len() + ours.len());
    }

    #[test]
    fn every_value_that_the_document_allows_is_read_and_survives() {
        let document = document();
        let components = components(&document);
        let values = (0..components.len()).prop_flat_map(|at| {
            let (name, schema) = components[at].clone();
            valid(&document, &schema).prop_map(move |value| (name.clone(), value))
        });
        for_all(512, values, |(name, value)| {
            let read = reads(&name, &value.to_string());
            prop_assert!(read.is_ok(), "{}: {:?}", name, read);
            check(value.to_string().as_bytes());
            Ok(())
        });
    }

    #[test]
    fn a_value_that_is_almost_what_the_document_allows_is_an_error_or_survives() {
        let document = document();
        let components = components(&document);
        let values = (0..components.len()).prop_flat_map(|at| {
            let mutations = proptest::collection::vec((any::<Index>(), anything()), 1..4);
            (valid(&document, &components[at].1), mutations).prop_map(|(value, mutations)| {
                mutations.iter().fold(value, |value, (at, new)| mutated(value, *at, new))
            })
        });
        for_all(512, values, |value| {
            check(value.to_string().as_bytes());
            Ok(())
        });
    }

    #[test]
    fn any_bytes_are_an_error_or_survive() {
        let broken = (anything(), any::<Index>(), any::<u8>()).prop_map(|(json, at, byte)| {
            let mut bytes = json.to_string().into_bytes();
            let at = at.index(bytes.len());
            match byte % 3 {
                0 => bytes.truncate(at),
                1 => bytes[at] = byte,
                _ => bytes.insert(at, byte),
            }
            bytes
        });
        let forms =
            select(vec![&b"\"\\ud800\""[..], b"\xef\xbb\xbf{}", b"1e999", b"{\"a\":1,\"a\":2}"]);
        let bytes = prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..40),
            anything().prop_map(|json| json.to_string().into_bytes()),
            broken,
            forms.prop_map(<[u8]>::to_vec),
        ];
        for_all(512, bytes, |bytes| {
            check(&bytes);
            Ok(())
        });
    }
}
