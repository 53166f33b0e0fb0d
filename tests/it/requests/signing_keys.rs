//! The requests of the tag Signing Keys.

use super::check::sends;

requests! {
    get_signing_keys {
        only: => sends("GET /v2/keys");
    }

    rotate_signing_keys {
        only: => sends("POST /v2/keys/rotate");
    }
}
