//! The requests of the tag DLQ.

use std::time::Duration;

use upstash_workflow::FlowControl;

use super::check::sends;

/// The query of every bulk operation, with all that can select something.
const SELECTION: &[&str] = &[
    "callerIp=203.0.113.7",
    "callerIp=203.0.113.8",
    "count=50",
    "cursor=1752829295507-2",
    "failureFunctionState=CALLBACK_FAIL",
    "failureFunctionState=CALLBACK_CANCELED",
    "flowControlKey=orders",
    "flowControlKey=mail",
    "fromDate=1640995200000",
    "label=orders",
    "label=eu",
    "toDate=1752829294505",
    "workflowCreatedAt=1752829293531",
    "workflowRunId=wfr_1",
    "workflowUrl=https%3A%2F%2Fapp.example.com%2Fa",
    "workflowUrl=https%3A%2F%2Fb.example.com",
];

/// The headers of a bulk operation that starts runs, with all that can be set anew.
const CHANGES: &[(&str, &str)] = &[
    ("upstash-retries", "5"),
    ("upstash-delay", "90s"),
    ("upstash-retry-delay", "1000"),
    ("upstash-flow-control-key", "resumed"),
    ("upstash-flow-control-value", "rate=5"),
    ("upstash-label", "resumed,eu"),
    ("upstash-failure-callback", "https://app.example.com/failed"),
];

requests! {
    list_failed_workflow_runs {
        full: .cursor("1752829295505-0")
            .count(100)
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .workflow_url(["https://app.example.com/a", "https://b.example.com"])
            .workflow_run_id("wfr_1")
            .workflow_created_at(1_752_829_293_531_i64)
            .label(["orders", "eu"])
            .failure_function_state(["CALLBACK_FAIL", "CALLBACK_CANCELED"])
            .caller_ip(["203.0.113.7", "203.0.113.8"])
            .flow_control_key(["orders", "mail"])
            => sends("GET /v2/workflows/dlq")
            .query(&[
                "callerIp=203.0.113.7", "callerIp=203.0.113.8",
                "count=100",
                "cursor=1752829295505-0",
                "failureFunctionState=CALLBACK_FAIL", "failureFunctionState=CALLBACK_CANCELED",
                "flowControlKey=orders", "flowControlKey=mail",
                "fromDate=1640995200000",
                "label=orders", "label=eu",
                "toDate=1752829294505",
                "workflowCreatedAt=1752829293531",
                "workflowRunId=wfr_1",
                "workflowUrl=https%3A%2F%2Fapp.example.com%2Fa",
                "workflowUrl=https%3A%2F%2Fb.example.com",
            ]);
        required: => sends("GET /v2/workflows/dlq");
    }

    bulk_delete_failed_workflow_runs {
        full: .cursor("1752829295507-2")
            .count(50)
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .workflow_url(["https://app.example.com/a", "https://b.example.com"])
            .workflow_run_id("wfr_1")
            .workflow_created_at(1_752_829_293_531_i64)
            .label(["orders", "eu"])
            .failure_function_state(["CALLBACK_FAIL", "CALLBACK_CANCELED"])
            .caller_ip(["203.0.113.7", "203.0.113.8"])
            .flow_control_key(["orders", "mail"])
            => sends("DELETE /v2/workflows/dlq")
            .query(SELECTION);
        ids: .dlq_ids("1752829295505-0").dlq_ids(["1752829295506-1"]).cursor("c").count(2)
            => sends("DELETE /v2/workflows/dlq")
            .query(&["count=2", "cursor=c", "dlqIds=1752829295505-0", "dlqIds=1752829295506-1"]);
        required: .all() => sends("DELETE /v2/workflows/dlq");
    }

    get_failed_workflow_run {
        only: .dlq_id("1752829295505-0") => sends("GET /v2/workflows/dlq/1752829295505-0");
    }

    delete_failed_workflow_run {
        only: .dlq_id("1752829295505-0") => sends("DELETE /v2/workflows/dlq/1752829295505-0");
    }

    resume_workflow_run {
        full: .dlq_id("1752829295505-0")
            .retries(5)
            .delay(Duration::from_secs(90))
            .retry_delay("pow(2, retried) * 1000")
            .flow_control(
                FlowControl::new("orders").parallelism(2).rate(5).period(Duration::from_secs(60)),
            )
            .label("orders").label(["eu"])
            .failure_url("https://app.example.com/failed")
            => sends("POST /v2/workflows/dlq/resume/1752829295505-0")
            .headers(&[
                ("upstash-retries", "5"),
                ("upstash-delay", "90s"),
                ("upstash-retry-delay", "pow(2, retried) * 1000"),
                ("upstash-flow-control-key", "orders"),
                ("upstash-flow-control-value", "parallelism=2, rate=5, period=60s"),
                ("upstash-label", "orders,eu"),
                ("upstash-failure-callback", "https://app.example.com/failed"),
            ]);
        required: .dlq_id("1752829295505-0")
            => sends("POST /v2/workflows/dlq/resume/1752829295505-0");
    }

    bulk_resume_workflow_runs {
        full: .cursor("1752829295507-2")
            .count(50)
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .workflow_url(["https://app.example.com/a", "https://b.example.com"])
            .workflow_run_id("wfr_1")
            .workflow_created_at(1_752_829_293_531_i64)
            .label(["orders", "eu"])
            .failure_function_state(["CALLBACK_FAIL", "CALLBACK_CANCELED"])
            .caller_ip(["203.0.113.7", "203.0.113.8"])
            .flow_control_key(["orders", "mail"])
            .retries(5)
            .delay(Duration::from_secs(90))
            .retry_delay("1000")
            .flow_control(FlowControl::new("resumed").rate(5))
            .new_label(["resumed", "eu"])
            .failure_url("https://app.example.com/failed")
            => sends("POST /v2/workflows/dlq/resume")
            .query(SELECTION)
            .headers(CHANGES);
        ids: .dlq_ids("1752829295505-0").dlq_ids(["1752829295506-1"]).cursor("c").count(2)
            => sends("POST /v2/workflows/dlq/resume")
            .query(&["count=2", "cursor=c", "dlqIds=1752829295505-0", "dlqIds=1752829295506-1"]);
        required: .all() => sends("POST /v2/workflows/dlq/resume");
    }

    restart_workflow_run {
        full: .dlq_id("1752829295505-0")
            .retries(0)
            .delay(Duration::from_secs(124_200))
            .retry_delay("max(1000, 500 * retried)")
            .flow_control(FlowControl::new("orders").parallelism(2))
            .label("orders")
            .failure_url("https://app.example.com/failed")
            => sends("POST /v2/workflows/dlq/restart/1752829295505-0")
            .headers(&[
                ("upstash-retries", "0"),
                ("upstash-delay", "124200s"),
                ("upstash-retry-delay", "max(1000, 500 * retried)"),
                ("upstash-flow-control-key", "orders"),
                ("upstash-flow-control-value", "parallelism=2"),
                ("upstash-label", "orders"),
                ("upstash-failure-callback", "https://app.example.com/failed"),
            ]);
        required: .dlq_id("1752829295505-0")
            => sends("POST /v2/workflows/dlq/restart/1752829295505-0");
    }

    bulk_restart_workflow_runs {
        full: .cursor("1752829295507-2")
            .count(50)
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .workflow_url(["https://app.example.com/a", "https://b.example.com"])
            .workflow_run_id("wfr_1")
            .workflow_created_at(1_752_829_293_531_i64)
            .label(["orders", "eu"])
            .failure_function_state(["CALLBACK_FAIL", "CALLBACK_CANCELED"])
            .caller_ip(["203.0.113.7", "203.0.113.8"])
            .flow_control_key(["orders", "mail"])
            .retries(5)
            .delay(Duration::from_secs(90))
            .retry_delay("1000")
            .flow_control(FlowControl::new("resumed").rate(5))
            .new_label(["resumed", "eu"])
            .failure_url("https://app.example.com/failed")
            => sends("POST /v2/workflows/dlq/restart")
            .query(SELECTION)
            .headers(CHANGES);
        ids: .dlq_ids("1752829295505-0").dlq_ids(["1752829295506-1"]).cursor("c").count(2)
            => sends("POST /v2/workflows/dlq/restart")
            .query(&["count=2", "cursor=c", "dlqIds=1752829295505-0", "dlqIds=1752829295506-1"]);
        required: .all() => sends("POST /v2/workflows/dlq/restart");
    }

    retry_failure_callback {
        only: .dlq_id("1752829295505-0")
            => sends("POST /v2/workflows/dlq/callback/1752829295505-0");
    }

    cancel_failure_callback {
        only: .dlq_id("1752829295505-0")
            => sends("DELETE /v2/workflows/dlq/callback/1752829295505-0");
    }
}
