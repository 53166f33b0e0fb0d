//! Fields whose JSON can be of another type than their own, as `x-read-as` says in the
//! document.

use serde_json::{Value, json};
use upstash_workflow::types::FailureCallback;

fn read<T: serde::de::DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|why| panic!("{why} in {json}"))
}

#[test]
fn a_failure_callback_is_read_whichever_way_its_numbers_and_headers_are_written() {
    let numbers = json!({
        "status": 500, "retried": 3, "maxRetries": 3, "notBefore": 1_752_829_294_505_i64,
        "createdAt": 1_752_829_294_506_i64, "workflowCreatedAt": 1_752_829_293_531_i64,
        "header": {"Content-Type": ["text/html"], "X-Id": ["1", "2"]},
        "sourceHeader": {"Content-Type": ["text/html"], "X-Id": ["1", "2"]},
    });
    let texts = json!({
        "status": "500", "retried": "3", "maxRetries": "3", "notBefore": "1752829294505",
        "createdAt": "1752829294506", "workflowCreatedAt": "1752829293531",
        "header": {"Content-Type": "text/html", "X-Id": ["1", "2"]},
        "sourceHeader": {"Content-Type": "text/html", "X-Id": ["1", "2"]},
    });
    let callback: FailureCallback = read(numbers.clone());
    assert_eq!(callback.status, Some(500));
    assert_eq!(callback.created_at.map(|time| time.get()), Some(1_752_829_294_506));
    let headers = callback.source_header.as_ref().expect("headers");
    assert_eq!(headers.get_all("x-id"), ["1", "2"]);
    assert_eq!(serde_json::to_value(&callback).expect("JSON"), numbers);
    assert_eq!(read::<FailureCallback>(texts), callback);
}

#[test]
fn a_failure_callback_can_lack_every_field_and_have_more() {
    for callback in [json!({}), json!({"state": "new", "status": null, "sourceHeader": null})] {
        let callback: FailureCallback = read(callback);
        assert_eq!(callback, FailureCallback::default());
        assert!(callback.body_bytes().expect("no body").is_none());
    }
}

#[test]
fn the_bodies_of_a_failure_callback_are_decoded() {
    let callback: FailureCallback = read(json!({"body": "/wA+", "sourceBody": "aGk="}));
    assert_eq!(callback.body_bytes().expect("a body"), Some(vec![0xff, 0, b'>']));
    assert_eq!(callback.source_body_bytes().expect("a body"), Some(b"hi".to_vec()));
    let wrong: FailureCallback = read(json!({"body": "{}", "sourceBody": ""}));
    assert!(wrong.body_bytes().expect_err("no base64").is_decode());
    assert_eq!(wrong.source_body_bytes().expect("an empty body"), Some(vec![]));
}
