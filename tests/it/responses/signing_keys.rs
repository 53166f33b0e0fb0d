//! The responses of the tag Signing Keys.

responses! {
    get_signing_keys {
        call: ;
        full: r#"{"current": "sig_1", "next": "sig_2"}"#;
        least: r#"{"current": "sig_1", "next": "sig_2"}"#;
    }

    rotate_signing_keys {
        call: ;
        full: r#"{"current": "sig_2", "next": "sig_3"}"#;
        least: r#"{"current": "sig_2", "next": "sig_3"}"#;
    }
}
