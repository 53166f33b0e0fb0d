//! The responses of the bulk operations of the tag DLQ.

const NEW_RUNS: &str = r#"{
    "workflowRuns": [
        {"workflowRunId": "wfr_new_1", "workflowCreatedAt": 1752829293531},
        {"workflowRunId": "wfr_new_2", "workflowCreatedAt": 1752829293532}
    ],
    "cursor": "1752829295505-0"
}"#;

responses! {
    bulk_delete_failed_workflow_runs {
        call: .all();
        full: r#"{"deleted": 5000000000, "cursor": "1752829295505-0"}"#;
        least: "{}", r#"{"cursor": ""}"#;
    }

    bulk_resume_workflow_runs {
        call: .all();
        full: NEW_RUNS;
        least: "{}", r#"{"workflowRuns": [{"workflowRunId": "wfr_new"}], "cursor": ""}"#;
    }

    bulk_restart_workflow_runs {
        call: .all();
        full: NEW_RUNS;
        least: "{}", r#"{"workflowRuns": [{"workflowRunId": "wfr_new"}], "cursor": ""}"#;
    }
}
