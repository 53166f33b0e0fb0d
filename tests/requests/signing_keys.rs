//! The requests of the tag Signing Keys.

use crate::check::sends;

requests! {
    get_signing_keys {
        only: => sends("GET /v2/keys");
    }

    rotate_signing_keys {
        only: => sends("POST /v2/keys/rotate");
    }
}
