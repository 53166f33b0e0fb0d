//! The responses of the tag Bulk Actions.

/// The only filters that a bulk action has today are those of a bulk cancellation.
const FINISHED: &str = r#"{
    "actionId": "act_5XAx",
    "kind": "cancel",
    "state": "FINISHED",
    "total": 5000000000,
    "processed": 4999999999,
    "createdAt": 1752829293531,
    "completedAt": 1752829295505,
    "filter": {
        "label": ["orders", "eu"],
        "fromDate": ["1640995200000"]
    }
}"#;

responses! {
    list_bulk_actions {
        call: ;
        full: &format!(r#"{{"cursor": "1752829295505-0", "bulkActions": [{FINISHED}]}}"#);
        least: "{}", r#"{"bulkActions": [{"actionId": "act_1"}]}"#, r#"{"cursor": ""}"#;
    }

    get_bulk_action {
        call: .action_id("act_5XAx");
        full: FINISHED;
        least: r#"{"actionId": "act_5XAx"}"#;
    }
}
