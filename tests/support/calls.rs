//! A call of every operation, with its required parameters.

use std::collections::BTreeMap;

use futures::future::BoxFuture;
use upstash_workflow::{Client, Error};

/// One operation, to be called in both ways that there are.
pub struct Call {
    pub id: &'static str,
    /// Whether a success has a body that is decoded.
    pub has_body: bool,
    by_await: fn(&Client) -> BoxFuture<'_, Result<(), Error>>,
    by_send: fn(&Client) -> BoxFuture<'_, Result<(), Error>>,
}

impl Call {
    /// The outcomes of `.await` and of `.send().await?`.
    pub async fn both(&self, client: &Client) -> [(&'static str, Result<(), Error>); 2] {
        [(".await", (self.by_await)(client).await), (".send()", (self.by_send)(client).await)]
    }

    /// The error of a call that must fail, once for each way of calling.
    pub async fn errors(&self, client: &Client) -> [Error; 2] {
        self.both(client).await.map(|(way, outcome)| match outcome {
            Ok(()) => panic!("{}{way} succeeded", self.id),
            Err(error) => error,
        })
    }
}

macro_rules! calls {
    ($($id:ident $( .$setter:ident($($value:expr)?) )* => $has_body:literal;)*) => {
        [$(Call {
            id: stringify!($id),
            has_body: $has_body,
            by_await: |client| Box::pin(async move {
                client.$id() $( .$setter($($value)?) )* .await.map(drop)
            }),
            by_send: |client| Box::pin(async move {
                client.$id() $( .$setter($($value)?) )* .send().await?;
                Ok(())
            }),
        }),*]
    };
}

pub const CALLS: [Call; 31] = calls! {
    trigger_workflow_run.workflow_url("https://app.example.com/w") => true;
    batch_trigger_workflow_runs.body(Vec::new()) => true;
    cancel_workflow_run.workflow_run_id("wfr_1") => false;
    bulk_cancel_workflow_runs.all() => true;
    retry_step_now.message_id("msg_1") => false;
    list_workflow_run_logs => true;
    list_failed_workflow_runs => true;
    bulk_delete_failed_workflow_runs.all() => true;
    get_failed_workflow_run.dlq_id("1-0") => true;
    delete_failed_workflow_run.dlq_id("1-0") => false;
    resume_workflow_run.dlq_id("1-0") => true;
    bulk_resume_workflow_runs.all() => true;
    restart_workflow_run.dlq_id("1-0") => true;
    bulk_restart_workflow_runs.all() => true;
    retry_failure_callback.dlq_id("1-0") => true;
    cancel_failure_callback.dlq_id("1-0") => false;
    list_bulk_actions => true;
    get_bulk_action.action_id("act_1") => true;
    list_flow_control_keys => true;
    get_flow_control_key.flow_control_key("k") => true;
    pause_flow_control_key.flow_control_key("k") => false;
    resume_flow_control_key.flow_control_key("k") => false;
    pin_flow_control_configuration.flow_control_key("k") => false;
    unpin_flow_control_configuration.flow_control_key("k") => false;
    reset_flow_control_rate.flow_control_key("k") => false;
    get_global_parallelism => true;
    get_signing_keys => true;
    rotate_signing_keys => true;
    notify_event.event_id("e") => true;
    notify_workflow_run_event.workflow_run_id("wfr_1").event_id("e") => true;
    list_waiters.event_id("e") => true;
};

/// The document's operations: the id of each, with its method and path.
pub fn documented_routes() -> BTreeMap<&'static str, (&'static str, &'static str)> {
    let (mut path, mut method) = ("", "");
    let mut routes = BTreeMap::new();
    for line in include_str!("../../openapi/openapi.yaml").lines() {
        let key = line.trim().trim_end_matches(':');
        match line.len() - line.trim_start().len() {
            2 if key.starts_with('/') => path = key,
            4 => method = key,
            _ => {}
        }
        if let Some(id) = key.strip_prefix("operationId: ") {
            let known = ["get", "post", "put", "delete"].iter().position(|name| *name == method);
            let method = ["GET", "POST", "PUT", "DELETE"][known.expect("a method")];
            routes.insert(id, (method, path));
        }
    }
    routes
}

/// Asserts that a table has a row for each operation of the document, and one alone.
#[track_caller]
pub fn assert_all_operations(table: impl IntoIterator<Item = &'static str>) {
    let mut tested: Vec<_> = table.into_iter().collect();
    tested.sort_unstable();
    assert_eq!(tested, Vec::from_iter(documented_routes().into_keys()));
}
