//! The responses of the tag Flow Control.

const KEY: &str = r#"{
    "flowControlKey": "orders",
    "waitListSize": 5000000000,
    "parallelismMax": 3,
    "parallelismCount": 2,
    "rateMax": 20,
    "rateCount": 19,
    "ratePeriod": 120,
    "ratePeriodStart": 1752829293,
    "isPaused": true,
    "isPinnedParallelism": false,
    "isPinnedRate": true
}"#;

responses! {
    list_flow_control_keys {
        call: ;
        full: &format!("[{KEY}, {KEY}]");
        least: "[]", r#"[{"flowControlKey": "orders"}]"#;
    }

    get_flow_control_key {
        call: .flow_control_key("orders");
        full: KEY;
        least: r#"{"flowControlKey": "orders"}"#;
    }

    get_global_parallelism {
        call: ;
        full: r#"{"parallelismMax": 500, "parallelismCount": 12}"#;
        least: "{}";
    }
}
