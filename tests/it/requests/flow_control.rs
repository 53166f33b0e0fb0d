//! The requests of the tag Flow Control.

use super::check::sends;

requests! {
    list_flow_control_keys {
        full: .search("ord") => sends("GET /v2/flowControl").query(&["search=ord"]);
        required: => sends("GET /v2/flowControl");
    }

    get_flow_control_key {
        only: .flow_control_key("orders") => sends("GET /v2/flowControl/orders");
    }

    pause_flow_control_key {
        only: .flow_control_key("orders") => sends("POST /v2/flowControl/orders/pause");
    }

    resume_flow_control_key {
        only: .flow_control_key("orders") => sends("POST /v2/flowControl/orders/resume");
    }

    pin_flow_control_configuration {
        full: .flow_control_key("orders").parallelism(3).rate(20).period(120)
            => sends("POST /v2/flowControl/orders/pin")
            .query(&["parallelism=3", "period=120", "rate=20"]);
        required: .flow_control_key("orders") => sends("POST /v2/flowControl/orders/pin");
    }

    unpin_flow_control_configuration {
        full: .flow_control_key("orders").parallelism(true).rate(false)
            => sends("POST /v2/flowControl/orders/unpin")
            .query(&["parallelism=true", "rate=false"]);
        required: .flow_control_key("orders") => sends("POST /v2/flowControl/orders/unpin");
    }

    reset_flow_control_rate {
        only: .flow_control_key("orders") => sends("POST /v2/flowControl/orders/resetRate");
    }

    get_global_parallelism {
        only: => sends("GET /v2/globalParallelism");
    }
}
