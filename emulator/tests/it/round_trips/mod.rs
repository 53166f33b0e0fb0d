//! Every operation of the Rust client: what it returns, and the state that it leaves, as a plain HTTP client sees it.

mod dlq;
mod flow_control;
mod notify;
mod runs;
use std::collections::BTreeSet;

use crate::support::{Api, Receiver};
use futures::future::LocalBoxFuture;
use http::StatusCode;
use http::header::USER_AGENT;
use serde_json::Value;
use upstash_workflow::{Client, RetryPolicy};
use upstash_workflow_emulator::{Emulator, FailedRun, Operation};

/// An emulator, on which a minute takes 60 milliseconds unless another is given, the Rust client of it, and what it calls.
struct World {
    api: Api,
    client: Client,
    receiver: Receiver,
    /// A URL of the receiver.
    workflow: String,
}

type Trip = for<'a> fn(&'a mut World) -> LocalBoxFuture<'a, ()>;

/// Functions of a module, each with its name, which is that of an operation.
macro_rules! trips {
    ($($module:ident: $($id:ident),+;)+) => {
        [$($((stringify!($id), (|world| Box::pin($module::$id(world))) as Trip),)+)+]
    };
}

const TRIPS: [(&str, Trip); 31] = trips! {
    runs:
        trigger_workflow_run, batch_trigger_workflow_runs, cancel_workflow_run,
        bulk_cancel_workflow_runs, retry_step_now, list_workflow_run_logs, list_bulk_actions,
        get_bulk_action;
    dlq:
        list_failed_workflow_runs, bulk_delete_failed_workflow_runs, get_failed_workflow_run,
        delete_failed_workflow_run, resume_workflow_run, bulk_resume_workflow_runs,
        restart_workflow_run, bulk_restart_workflow_runs, retry_failure_callback,
        cancel_failure_callback;
    flow_control:
        list_flow_control_keys, get_flow_control_key, pause_flow_control_key,
        resume_flow_control_key, pin_flow_control_configuration,
        unpin_flow_control_configuration, reset_flow_control_rate, get_global_parallelism;
    notify:
        get_signing_keys, rotate_signing_keys, notify_event, notify_workflow_run_event,
        list_waiters;
};

impl World {
    async fn start() -> Self {
        Self::with(Emulator::builder().time_factor(1000.0).start().await.expect("an emulator"))
            .await
    }

    async fn with(emulator: Emulator) -> Self {
        let client = Client::builder().base_url(emulator.url()).token(emulator.token());
        let client = client.retry(RetryPolicy::none()).build().expect("a client");
        let receiver = Receiver::start().await;
        let workflow = format!("{}/api/workflow", receiver.origin);
        Self { api: Api::over(emulator), client, receiver, workflow }
    }

    /// Starts a run of the workflow that begins in a week, and with these headers.
    async fn waiting_run(&self, id: &str, label: &str) {
        let headers =
            [("upstash-workflow-runid", id), ("upstash-label", label), ("upstash-delay", "7000d")];
        self.api.start_run(&self.workflow, &headers).await;
    }

    /// The DLQ ids of failed runs with these labels.
    fn failed<const N: usize>(&self, labels: [&str; N]) -> [String; N] {
        let run = |label: &str| FailedRun::new(&self.workflow).label(label).body(label.to_owned());
        let ids = self.api.emulator.seed(labels.map(run));
        ids.try_into().expect("as many ids as runs")
    }

    async fn state(&self, run_id: &str) -> Value {
        self.api.run(run_id).await["workflowState"].clone()
    }

    /// The operations that the Rust client called.
    fn asked(&self) -> BTreeSet<&'static str> {
        let requests = self.api.emulator.requests().into_iter();
        let ours = requests.filter(|request| {
            let agent = request.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
            agent.is_some_and(|agent| agent.starts_with("upstash-workflow"))
        });
        ours.filter_map(|request| request.operation).map(Operation::id).collect()
    }
}

#[test]
fn every_operation_has_its_round_trip() {
    let there: BTreeSet<_> = TRIPS.iter().map(|(id, _)| *id).collect();
    // Another test compares these with the document.
    assert_eq!(there, Operation::ALL.iter().copied().map(Operation::id).collect());
}

#[tokio::test]
async fn every_operation_returns_and_leaves_behind_what_it_says() {
    for (id, trip) in TRIPS {
        println!("{id}");
        let mut world = World::start().await;
        trip(&mut world).await;
        assert_eq!(world.asked(), BTreeSet::from([id]));
        assert!(!world.receiver.has_more(), "{id} called something that nobody expected");
    }
}

#[tokio::test]
async fn the_furthest_times_that_are_accepted_can_be_read_wherever_they_are_listed() {
    // On the slow one the times are twice as far away.
    for factor in [1.0, 0.5] {
        let emulator = Emulator::builder().time_factor(factor).start().await.expect("an emulator");
        let mut world = World::with(emulator).await;
        let (workflow, failed) = (world.workflow.clone(), world.receiver.url.clone());
        for when in
            [("upstash-not-before", "9223372036854775"), ("upstash-delay", "9223372036854775s")]
        {
            let headers = [when, ("upstash-retries", "0"), ("upstash-failure-callback", &failed)];
            let id = world.api.start_run(&workflow, &headers).await;
            let page = world.client.list_workflow_run_logs().await.expect("logs");
            assert_eq!(page.runs[0].workflow_run_id, id);
            let message = world.api.step(&id).await["messageId"].clone();
            let message = message.as_str().expect("an id");
            world.client.retry_step_now().message_id(message).await.expect("it goes now");
            world.receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
            world.receiver.next().await.respond(StatusCode::OK);
            let page = world.client.list_failed_workflow_runs().await.expect("the DLQ");
            assert!(page.messages.iter().any(|one| one.workflow_run_id.as_ref() == Some(&id)));
        }
    }
}
