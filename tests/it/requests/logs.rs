//! The requests of the tag Logs.

use super::check::sends;

requests! {
    list_workflow_run_logs {
        full: .cursor("1752829295505-0")
            .count(10)
            .workflow_url("https://app.example.com/api/workflow")
            .workflow_run_id("wfr_1")
            .workflow_created_at(1_752_829_293_531_i64)
            .workflow_runs("wfr_1@1752829293531,wfr_2@1752829293532")
            .state("RUN_FAILED")
            .message_id("msg_26hZ")
            .from_date(1_640_995_200_000_i64)
            .to_date(1_752_829_294_505_i64)
            .host(["app.example.com", "b.example.com"])
            .path(["/a", "/b"])
            .label(["orders", "eu"])
            .caller_ip(["203.0.113.7", "203.0.113.8"])
            .flow_control_key(["orders", "mail"])
            .trim_body(-1)
            => sends("GET /v2/workflows/logs")
            .query(&[
                "callerIp=203.0.113.7", "callerIp=203.0.113.8",
                "count=10",
                "cursor=1752829295505-0",
                "flowControlKey=orders", "flowControlKey=mail",
                "fromDate=1640995200000",
                "host=app.example.com", "host=b.example.com",
                "label=orders", "label=eu",
                "messageId=msg_26hZ",
                "path=%2Fa", "path=%2Fb",
                "state=RUN_FAILED",
                "toDate=1752829294505",
                "trimBody=-1",
                "workflowCreatedAt=1752829293531",
                "workflowRunId=wfr_1",
                "workflowRuns=wfr_1%401752829293531%2Cwfr_2%401752829293532",
                "workflowUrl=https%3A%2F%2Fapp.example.com%2Fapi%2Fworkflow",
            ]);
        required: => sends("GET /v2/workflows/logs");
    }
}
