//! Every setter that takes a text, as a call.

use std::sync::LazyLock;

use futures::future::BoxFuture;
use upstash_workflow::{Client, Error};

use crate::document::{Parameter, text_parameters};

type Make = fn(&Client, Vec<String>) -> BoxFuture<'_, Result<(), Error>>;

/// One setter of one operation.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) operation: &'static str,
    pub(crate) setter: &'static str,
    /// Makes the call with these texts. A setter for one text gets the first.
    pub(crate) call: Make,
}

impl Place {
    /// Its parameter in the document.
    pub(crate) fn parameter(&self) -> &'static Parameter {
        static DOCUMENTED: LazyLock<Vec<Parameter>> = LazyLock::new(text_parameters);
        let same = |p: &&Parameter| p.operation == self.operation && p.setter == self.setter;
        DOCUMENTED.iter().find(same).expect("a parameter of the document")
    }
}

/// A URL that can be part of a path.
pub(crate) const URL: &str = "https://app.example.com/w";

/// For each operation its other required parameters, the setters for one text, and those for a
/// list.
macro_rules! places {
    ($($id:ident [$($base:tt)*] $($one:ident)* $(; lists: $($list:ident)+)?,)+) => {
        places!(@rows $($id [$($base)*] [$($one)*] [$($($list)+)?])+)
    };
    (@rows $($id:ident $base:tt [$($one:ident)*] [$($list:ident)*])+) => {
        &[$(
            $(Place {
                operation: stringify!($id),
                setter: stringify!($one),
                call: |client, texts| {
                    let text = texts.into_iter().next().expect("a text");
                    Box::pin(places!(@call client $id $base $one text))
                },
            },)*
            $(Place {
                operation: stringify!($id),
                setter: stringify!($list),
                call: |client, texts| Box::pin(places!(@call client $id $base $list texts)),
            },)*
        )+]
    };
    (@call $client:ident $id:ident [$($base:tt)*] $setter:ident $value:ident) => {
        async move { $client.$id()$($base)*.$setter($value).await.map(drop) }
    };
}

pub(crate) const PLACES: &[Place] = places! {
    trigger_workflow_run [.workflow_url(URL)]
        workflow_url run_id content_type retry_delay label failure_url failure_retry_delay,
    cancel_workflow_run [] workflow_run_id,
    bulk_cancel_workflow_runs [];
        lists: workflow_run_ids workflow_url host path label caller_ip flow_control_key,
    retry_step_now [] message_id,
    list_workflow_run_logs []
        cursor workflow_run_id workflow_runs state message_id;
        lists: workflow_url host path label caller_ip flow_control_key,
    list_failed_workflow_runs [] cursor workflow_run_id;
        lists: workflow_url label failure_function_state caller_ip flow_control_key,
    bulk_delete_failed_workflow_runs []; lists: dlq_ids,
    bulk_delete_failed_workflow_runs [.workflow_run_id("wfr_1")] cursor workflow_run_id;
        lists: workflow_url label failure_function_state caller_ip flow_control_key,
    get_failed_workflow_run [] dlq_id,
    delete_failed_workflow_run [] dlq_id,
    resume_workflow_run [.dlq_id("1-0")] dlq_id retry_delay label failure_url,
    bulk_resume_workflow_runs []; lists: dlq_ids,
    bulk_resume_workflow_runs [.workflow_run_id("wfr_1")]
        cursor workflow_run_id retry_delay new_label failure_url;
        lists: workflow_url label failure_function_state caller_ip flow_control_key,
    restart_workflow_run [.dlq_id("1-0")] dlq_id retry_delay label failure_url,
    bulk_restart_workflow_runs []; lists: dlq_ids,
    bulk_restart_workflow_runs [.workflow_run_id("wfr_1")]
        cursor workflow_run_id retry_delay new_label failure_url;
        lists: workflow_url label failure_function_state caller_ip flow_control_key,
    retry_failure_callback [] dlq_id,
    cancel_failure_callback [] dlq_id,
    list_bulk_actions [] cursor state,
    get_bulk_action [] action_id,
    list_flow_control_keys [] search,
    get_flow_control_key [] flow_control_key,
    pause_flow_control_key [] flow_control_key,
    resume_flow_control_key [] flow_control_key,
    pin_flow_control_configuration [] flow_control_key,
    unpin_flow_control_configuration [] flow_control_key,
    reset_flow_control_rate [] flow_control_key,
    notify_event [.event_id("e")] event_id content_type,
    notify_workflow_run_event [.workflow_run_id("wfr_1").event_id("e")]
        workflow_run_id event_id content_type,
    list_waiters [] event_id,
};

#[test]
fn every_setter_of_the_document_that_takes_a_text_is_here() {
    let mut here: Vec<_> =
        PLACES.iter().map(|p| (p.operation.to_owned(), p.setter.to_owned())).collect();
    let mut documented: Vec<_> =
        text_parameters().into_iter().map(|p| (p.operation, p.setter)).collect();
    here.sort();
    documented.sort();
    assert_eq!(here, documented);
}
