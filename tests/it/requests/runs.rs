//! The requests of the tag Runs.

use std::collections::BTreeMap;
use std::time::Duration;

use upstash_workflow::types::BatchTriggerRequest;
use upstash_workflow::{FlowControl, Redact};

use super::check::sends;

fn entry(destination: &str, body: Option<&str>, headers: &[(&str, &str)]) -> BatchTriggerRequest {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    let entry = BatchTriggerRequest::builder().destination(destination);
    let entry = entry.body(body.map(str::to_owned)).headers(headers.collect::<BTreeMap<_, _>>());
    entry.try_into().expect("an entry")
}

requests! {
    trigger_workflow_run {
        full: .workflow_url("https://app.example.com/api/workflow")
            .run_id("wfr_order-42")
            .content_type("application/json; charset=utf-8")
            .retries(5)
            .retry_delay("pow(2, retried) * 1000")
            .delay(Duration::from_secs(124_200))
            .not_before(1_752_829_999_i64)
            .label("orders").label(["eu"])
            .flow_control(
                FlowControl::new("orders").parallelism(2).rate(5).period(Duration::from_secs(60)),
            )
            .failure_url("https://app.example.com/failed?from=run")
            .failure_retries(7)
            .failure_retry_delay("1000")
            .failure_flow_control(FlowControl::new("failures").parallelism(1))
            .redact(Redact::body().header("Authorization"))
            .body("{\"order\": 42}")
            // The URL goes onto the path raw: the service refuses an encoded one.
            => sends("POST /v2/trigger/https://app.example.com/api/workflow")
            .headers(&[
                ("upstash-workflow-runid", "wfr_order-42"),
                ("content-type", "application/json; charset=utf-8"),
                ("upstash-retries", "5"),
                ("upstash-retry-delay", "pow(2, retried) * 1000"),
                ("upstash-delay", "124200s"),
                ("upstash-not-before", "1752829999"),
                ("upstash-label", "orders,eu"),
                ("upstash-flow-control-key", "orders"),
                ("upstash-flow-control-value", "parallelism=2, rate=5, period=60s"),
                ("upstash-failure-callback", "https://app.example.com/failed?from=run"),
                ("upstash-failure-callback-retries", "7"),
                ("upstash-failure-callback-retry-delay", "1000"),
                ("upstash-failure-callback-flow-control-key", "failures"),
                ("upstash-failure-callback-flow-control-value", "parallelism=1"),
                ("upstash-redact-fields", "body,header[Authorization]"),
            ])
            .body("{\"order\": 42}");
        required: .workflow_url("http://127.0.0.1:3000/")
            => sends("POST /v2/trigger/http://127.0.0.1:3000/");
    }

    batch_trigger_workflow_runs {
        only: .body(vec![
                entry(
                    "https://app.example.com/api/workflow?tenant=acme",
                    Some("{\"order\": 42}"),
                    &[
                        ("Content-Type", "application/json"),
                        ("Upstash-Forward-X-Tenant", "acme"),
                        ("Upstash-Workflow-RunId", "wfr_order-42"),
                    ],
                ),
                entry("https://b.example.com", None, &[]),
            ])
            => sends("POST /v2/batch/trigger")
            .headers(&[("content-type", "application/json")])
            .body(concat!(
                r#"[{"body":"{\"order\": 42}","#,
                r#""destination":"https://app.example.com/api/workflow?tenant=acme","#,
                r#""headers":{"Content-Type":"application/json","#,
                r#""Upstash-Forward-X-Tenant":"acme","Upstash-Workflow-RunId":"wfr_order-42"}},"#,
                r#"{"destination":"https://b.example.com"}]"#,
            ));
    }

    cancel_workflow_run {
        only: .workflow_run_id("wfr_5XAxlNBZ2f")
            => sends("DELETE /v2/workflows/runs/wfr_5XAxlNBZ2f");
    }

    bulk_cancel_workflow_runs {
        full: .workflow_url(["https://app.example.com/a", "https://b.example.com"])
            .workflow_url_exact_match(true)
            .host(["app.example.com", "b.example.com"])
            .path(["/a", "/b"])
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .label(["orders", "eu"])
            .caller_ip(["203.0.113.7", "2001:db8::7"])
            .flow_control_key(["orders", "mail"])
            .count(7)
            .async_(true)
            => sends("DELETE /v2/workflows/runs")
            .query(&[
                "async=true",
                "callerIp=203.0.113.7", "callerIp=2001%3Adb8%3A%3A7",
                "count=7",
                "flowControlKey=orders", "flowControlKey=mail",
                "fromDate=1640995200000",
                "host=app.example.com", "host=b.example.com",
                "label=orders", "label=eu",
                "path=%2Fa", "path=%2Fb",
                "toDate=1752829294505",
                "workflowUrl=https%3A%2F%2Fapp.example.com%2Fa",
                "workflowUrl=https%3A%2F%2Fb.example.com",
                "workflowUrlExactMatch=true",
            ]);
        ids: .workflow_run_ids(["wfr_1", "wfr_2"]).count(2)
            => sends("DELETE /v2/workflows/runs")
            .query(&["count=2", "workflowRunIds=wfr_1", "workflowRunIds=wfr_2"]);
        required: .all() => sends("DELETE /v2/workflows/runs");
    }

    retry_step_now {
        only: .message_id("msg_26hZ") => sends("POST /v2/messages/msg_26hZ/retry");
    }
}
