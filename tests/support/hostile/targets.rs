//! The five calls of the matrix, one of each kind, and a call of every operation.

use std::fmt::Debug;

use futures::future::BoxFuture;
use upstash_workflow::{Client, Error};

use crate::support::calls::{CALLS, Call};

/// A call of every operation, in one place.
pub(crate) static OPERATIONS: [Call; 31] = CALLS;

/// A call, and what the service returns.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) operation: &'static str,
    /// The response's JSON, with `TEXT` where a text stands and `NUMBER` where a number does.
    /// Empty where no response is due.
    template: &'static str,
    /// The member that the text belongs to.
    pub(crate) member: &'static str,
    /// Whether the call is retried after a missing response.
    pub(crate) repeatable: bool,
    /// Makes the call.
    pub(crate) call: fn(&Client) -> BoxFuture<'_, Result<Response, Error>>,
}

/// The value of a call.
#[derive(Debug)]
pub(crate) struct Response {
    /// The text that the response had.
    pub(crate) text: String,
    /// The whole value, with its headers where the caller gets them.
    #[expect(dead_code, reason = "for its Debug")]
    value: Box<dyn Debug + Send + Sync>,
}

fn response(text: impl Into<String>, value: impl Debug + Send + Sync + 'static) -> Response {
    Response { text: text.into(), value: Box::new(value) }
}

impl Target {
    /// Whether a response's body is decoded.
    pub(crate) fn has_body(&self) -> bool {
        !self.template.is_empty()
    }

    /// The body of a response with this in the place of the text and that of the number.
    pub(crate) fn body_with(&self, text: &[u8], number: &str) -> Vec<u8> {
        if !self.has_body() {
            // From older servers. Nothing reads it.
            return b"OK".to_vec();
        }
        let template = self.template.replace("NUMBER", number);
        let (before, after) = template.split_once("TEXT").expect("a place for a text");
        [before.as_bytes(), text, after.as_bytes()].concat()
    }

    pub(crate) fn body(&self, text: &str) -> Vec<u8> {
        self.body_with(format!("\"{text}\"").as_bytes(), "1")
    }
}

pub(crate) static TARGETS: [Target; 5] = [
    Target {
        name: "a GET",
        operation: "get_failed_workflow_run",
        template: r#"{"dlqId":TEXT,"createdAt":NUMBER}"#,
        member: "dlqId",
        repeatable: true,
        call: |client| {
            Box::pin(async {
                let entry = client.get_failed_workflow_run().dlq_id("1-0").send().await?;
                Ok(response(entry.dlq_id.clone(), entry))
            })
        },
    },
    Target {
        name: "a DELETE",
        operation: "delete_failed_workflow_run",
        template: "",
        member: "",
        repeatable: true,
        call: |client| {
            Box::pin(async {
                let done = client.delete_failed_workflow_run().dlq_id("1-0").send().await?;
                Ok(response("", done))
            })
        },
    },
    Target {
        name: "a POST",
        operation: "notify_event",
        template: r#"[{"messageId":TEXT,"workflowCreatedAt":NUMBER}]"#,
        member: "messageId",
        repeatable: false,
        call: |client| {
            Box::pin(async {
                let call = client.notify_event().event_id("e").body("payload");
                let results = call.send().await?;
                let text = results.iter().find_map(|result| result.message_id.clone());
                Ok(response(text.unwrap_or_default(), results))
            })
        },
    },
    Target {
        name: "a trigger",
        operation: "trigger",
        template: r#"[{"workflowRunId":TEXT,"workflowCreatedAt":NUMBER}]"#,
        member: "workflowRunId",
        // It has a run id, under which the service starts one run.
        repeatable: true,
        call: |client| {
            Box::pin(async {
                let run = client.trigger("https://app.example.com/w").text("payload").await?;
                Ok(response(run.workflow_run_id.clone(), run))
            })
        },
    },
    Target {
        name: "a bulk operation",
        operation: "bulk_delete_failed_workflow_runs",
        template: r#"{"cursor":TEXT,"deleted":NUMBER}"#,
        member: "cursor",
        repeatable: false,
        call: |client| {
            Box::pin(async {
                let call = client.bulk_delete_failed_workflow_runs().dlq_ids(["1-0"]);
                let result = call.send().await?;
                Ok(response(result.cursor.clone().unwrap_or_default(), result))
            })
        },
    },
];
