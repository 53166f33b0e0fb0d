//! The requests of the tag Notify.

use super::check::sends;

requests! {
    notify_event {
        full: .event_id("order-paid").content_type("application/json").body("{\"order\": 42}")
            => sends("POST /v2/notify/order-paid")
            .headers(&[("content-type", "application/json")])
            .body("{\"order\": 42}");
        required: .event_id("order-paid") => sends("POST /v2/notify/order-paid");
    }

    notify_workflow_run_event {
        full: .workflow_run_id("wfr_5XAxlNBZ2f")
            .event_id("order-paid")
            .content_type("text/plain")
            .body("paid")
            => sends("POST /v2/notify/wfr_5XAxlNBZ2f/order-paid")
            .headers(&[("content-type", "text/plain")])
            .body("paid");
        required: .workflow_run_id("wfr_5XAxlNBZ2f").event_id("order-paid")
            => sends("POST /v2/notify/wfr_5XAxlNBZ2f/order-paid");
    }

    list_waiters {
        only: .event_id("order-paid") => sends("GET /v2/waiters/order-paid");
    }
}
