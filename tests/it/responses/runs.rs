//! The responses of the tag Runs.

responses! {
    trigger_workflow_run {
        call: .workflow_url("https://app.example.com/api/workflow");
        full: r#"{"workflowRunId": "wfr_5XAx", "workflowCreatedAt": 1752829293531, "deduplicated": true}"#;
        least: r#"{"workflowRunId": "wfr_5XAx"}"#;
    }

    batch_trigger_workflow_runs {
        call: .body(Vec::new());
        full: r#"[
            {"workflowRunId": "wfr_1", "workflowCreatedAt": 1752829293531, "deduplicated": true},
            {"workflowRunId": "wfr_2", "workflowCreatedAt": 1752829293532, "deduplicated": false}
        ]"#;
        least: "[]", r#"[{"workflowRunId": "wfr_1"}]"#;
    }

    bulk_cancel_workflow_runs {
        call: .all();
        full: r#"{"cancelled": 17, "actionId": "act_5XAx"}"#;
        least: "{}", r#"{"cancelled": 0}"#;
    }
}
