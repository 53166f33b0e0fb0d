//! The requests of the tag Bulk Actions.

use super::check::sends;

requests! {
    list_bulk_actions {
        full: .cursor("1752829295505-0").count(1000).state("IN_PROGRESS")
            => sends("GET /v2/workflows/bulkActions")
            .query(&["count=1000", "cursor=1752829295505-0", "state=IN_PROGRESS"]);
        required: => sends("GET /v2/workflows/bulkActions");
    }

    get_bulk_action {
        only: .action_id("act_5XAxlNBZ2f")
            => sends("GET /v2/workflows/bulkActions/act_5XAxlNBZ2f");
    }
}
