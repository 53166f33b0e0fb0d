//! Tokens that were made with `PyJWT` and are good until 2100.

use upstash_workflow::{Receiver, SignatureErrorReason};

use super::headers;

const URL: &str = "https://app.example.com/failed?x=1";
const BODY: &[u8] = br#"{"status": 500}"#;
const HEADER_AND_CLAIMS: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJVcHN0YXNoIiwic3ViIjoiaHR0cHM6Ly9hcHAuZXhhbXBsZS5jb20vZmFpbGVkP3g9MSIsImV4cCI6NDEwMjQ0NDgwMCwibmJmIjowLCJpYXQiOjE3OTUwMDAwMDAsImp0aSI6Imp3dF8xIiwiYm9keSI6IkdsZEZPdzVfTWVzOHc2MkJtTU8xVHBDUWJzQ2ZmT00ydWJ2Ql9UY0Rvb1k9In0";
const BY_CURRENT: &str = "5eHJmupDjPArpKbEKxrtFgxPlvF0hV9keEtt_wKXJAw";
const BY_NEXT: &str = "8P7n-ILHk9yjB1F3Mj3fHyTXwl4Bju4RlFTM3pQEvJk";

#[test]
fn tokens_of_another_library_verify_under_either_key() {
    let receiver = Receiver::new("sig_vector_current", "sig_vector_next").expect("two keys");
    let strangers = Receiver::new("sig_vector_other", "sig_vector_another").expect("two keys");
    for signature in [BY_CURRENT, BY_NEXT] {
        let headers = headers(&format!("{HEADER_AND_CLAIMS}.{signature}"));
        receiver.verify(&headers, URL, BODY).expect("a good token");
        receiver.verify_any_url(&headers, BODY).expect("a good token");
        let error = strangers.verify(&headers, URL, BODY).expect_err("other keys");
        assert_eq!(error.reason(), SignatureErrorReason::WrongKey);
    }
    let after_a_rotation = Receiver::new("sig_vector_next", "sig_vector_new").expect("two keys");
    let by = |signature: &str| {
        let headers = headers(&format!("{HEADER_AND_CLAIMS}.{signature}"));
        after_a_rotation.verify(&headers, URL, BODY).is_ok()
    };
    assert_eq!((by(BY_CURRENT), by(BY_NEXT)), (false, true));
}
