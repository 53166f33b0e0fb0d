//! What all types of the API can do.

use std::fmt::{Debug, Display};

use serde::Serialize;
use serde::de::DeserializeOwned;
use upstash_workflow::types;

/// Every type can be shown, copied, compared, kept and sent between tasks.
fn value<T: Debug + Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static>() {}

fn open_enum<T>()
where
    T: Debug + Clone + Eq + Ord + std::hash::Hash + Display + AsRef<str> + std::str::FromStr,
    T: From<String> + for<'a> From<&'a str> + for<'a> PartialEq<&'a str> + PartialEq<str>,
{
}

macro_rules! every {
    ($check:ident: $($name:ident),+ $(,)?) => {{
        $($check::<types::$name>();)+
        [$(stringify!($name)),+]
    }};
}

#[test]
fn every_type_of_the_document_is_a_value() {
    let objects = every!(value:
        BatchTriggerRequest, BulkAction, BulkActionPage, BulkCancelResult, BulkDeleteResult,
        BulkRunResult, DeliveryError, ErrorBody, FailureCallback, FailureCallbackInfo, FailureFunction, FlowControlKey,
        GlobalParallelism, GroupedSteps, InvokerContext, NotifyResponse, RunReference, SigningKeys,
        StepInfo, TriggeredRun, Waiter, WorkflowDlqMessage, WorkflowDlqPage, WorkflowEvent,
        WorkflowRun, WorkflowRunPage,
    );
    let enums = every!(value:
        BulkActionKind, BulkActionState, FailureCallbackState, RunOrStepState, RunState,
        StepGroupType, StepState,
    );
    every!(open_enum:
        BulkActionKind, BulkActionState, FailureCallbackState, RunOrStepState, RunState,
        StepGroupType, StepState,
    );
    value::<upstash_workflow::UnixMillis>();
    value::<upstash_workflow::UnixSeconds>();
    value::<upstash_workflow::Headers>();
    value::<upstash_workflow::List<String>>();
    value::<upstash_workflow::List<types::FailureCallbackState>>();
    // Those stand for components of the document, and so do types that only setters take. Every
    // other one is named above.
    let elsewhere = [
        "UnixMillis",
        "UnixSeconds",
        "Headers",
        "StringList",
        "FailureCallbackStateList",
        "Delay",
        "FlowControl",
        "Labels",
        "RedactedFields",
    ];

    let document = include_str!("../../../openapi/openapi.yaml");
    let (_, schemas) = document.split_once("\n  schemas:\n").expect("schemas");
    let names = schemas.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(':'));
    let documented = names.filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    let mut documented: Vec<_> = documented.map(str::to_lowercase).collect();
    let tested = objects.into_iter().chain(enums).chain(elsewhere);
    let mut tested: Vec<_> = tested.map(str::to_lowercase).collect();
    documented.sort_unstable();
    tested.sort_unstable();
    assert_eq!(tested, documented);
}

#[test]
fn a_state_is_matched_compared_and_shown_as_one_likes() {
    use types::FailureCallbackState as State;

    let entry = r#"{"dlqId": "1-0", "failureFunctionState": "CALLBACK_FAIL"}"#;
    let entry: types::WorkflowDlqMessage = serde_json::from_str(entry).expect("an entry");
    assert!(matches!(entry.failure_function_state, Some(State::CallbackFail)));
    assert_eq!(entry.failure_function_state, Some("CALLBACK_FAIL".into()));
    let state = entry.failure_function_state.expect("a state");
    let in_words = match &state {
        State::CallbackFail => "failed".to_owned(),
        State::Unknown(text) => format!("new: {text}"),
        other => other.to_string(),
    };
    assert_eq!(in_words, "failed");
    assert!(state == "CALLBACK_FAIL" && state != State::CallbackSuccess);
    assert_eq!((state.as_str(), format!("{state}")), ("CALLBACK_FAIL", "CALLBACK_FAIL".into()));
    assert_eq!(State::from("CALLBACK_LATER"), State::Unknown("CALLBACK_LATER".into()));
}
