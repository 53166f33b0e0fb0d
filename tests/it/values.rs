//! Values in responses: times, open enums, and bodies in both forms.

use std::error::Error as _;
use std::time::{Duration, SystemTime};

use crate::support::Wire;
use upstash_workflow::types::{
    BulkActionKind, BulkActionState, FailureCallbackState, RunOrStepState, RunState, StepGroupType,
    StepState, Waiter, WorkflowDlqMessage,
};
use upstash_workflow::{TimeRangeError, UnixMillis, UnixSeconds};

/// Numbers of both units and both sides of 1970, to the ends of their type.
const NUMBERS: [i64; 9] =
    [0, 1, -1, 999, -1001, 1_752_829_293_531, -62_135_596_800_000, i64::MAX, i64::MIN];

/// Asserts that every number survives the way through `$type` or is refused with an error
/// that names it, and that the usual ones are not refused.
macro_rules! survives {
    ($type:ty, $($unit:ty),+) => {
        $(for number in NUMBERS {
            let time = <$unit>::from(number);
            let there: Result<$type, TimeRangeError> = time.try_into();
            match there {
                Ok(there) => assert_eq!(<$unit>::from(there), time, "{number}"),
                Err(error) => {
                    assert!(number.unsigned_abs() > 1 << 40, "{error}");
                    assert!(error.to_string().contains(&number.to_string()), "{error}");
                }
            }
        })+
    };
}

#[test]
fn a_time_survives_the_way_through_the_standard_library_or_is_refused() {
    survives!(SystemTime, UnixMillis, UnixSeconds);
    let time = SystemTime::try_from(UnixSeconds::from(-1)).expect("before 1970 is in range");
    assert_eq!(time, SystemTime::UNIX_EPOCH - Duration::from_secs(1));
}

#[test]
fn a_time_that_the_unit_cannot_hold_becomes_the_nearest() {
    let far = Duration::from_secs(1 << 62);
    // Where the standard library has such a time at all.
    if let Some(late) = SystemTime::UNIX_EPOCH.checked_add(far) {
        assert_eq!(UnixMillis::from(late).get(), i64::MAX);
        assert_eq!(UnixSeconds::from(late).get(), 1 << 62);
    }
    if let Some(early) = SystemTime::UNIX_EPOCH.checked_sub(far) {
        assert_eq!(UnixMillis::from(early).get(), i64::MIN);
        assert_eq!(UnixSeconds::from(early).get(), -(1 << 62));
    }
}

#[cfg(feature = "jiff")]
#[test]
fn a_time_goes_to_jiff_and_back() {
    use jiff::Timestamp;

    survives!(Timestamp, UnixMillis, UnixSeconds);
    for number in [i64::MAX, i64::MIN] {
        assert!(Timestamp::try_from(UnixMillis::from(number)).is_err());
        assert!(Timestamp::try_from(UnixSeconds::from(number)).is_err());
    }
    for (text, millis, seconds) in [
        ("2025-07-18T09:01:33.531Z", 1_752_829_293_531, 1_752_829_293),
        ("1970-01-01T00:00:00.0019Z", 1, 0),
        ("1969-12-31T23:59:59.9991Z", -1, -1),
        ("1969-12-31T23:59:58.9999Z", -1001, -2),
        ("1969-12-31T23:59:59Z", -1000, -1),
    ] {
        let time: Timestamp = text.parse().expect(text);
        assert_eq!(UnixMillis::from(time).get(), millis, "{text}");
        assert_eq!(UnixSeconds::from(time).get(), seconds, "{text}");
        // The same as by way of the standard library.
        let std = SystemTime::try_from(time).expect(text);
        assert_eq!(UnixMillis::from(std).get(), millis, "{text}");
    }
    for time in [Timestamp::MIN, Timestamp::MAX] {
        let std = SystemTime::try_from(time).expect("a time of the standard library");
        assert_eq!(UnixMillis::from(time), UnixMillis::from(std));
        assert_eq!(UnixSeconds::from(time), UnixSeconds::from(std));
    }
}

#[cfg(feature = "chrono")]
#[test]
fn a_time_goes_to_chrono_and_back() {
    use chrono::{DateTime, FixedOffset, Utc};

    survives!(DateTime<Utc>, UnixMillis, UnixSeconds);
    for number in [i64::MAX, i64::MIN] {
        assert!(DateTime::try_from(UnixMillis::from(number)).is_err());
        assert!(DateTime::try_from(UnixSeconds::from(number)).is_err());
    }
    for (text, millis, seconds) in [
        ("2025-07-18T11:01:33.531+02:00", 1_752_829_293_531, 1_752_829_293),
        ("1970-01-01T00:00:00.0019Z", 1, 0),
        ("1969-12-31T23:59:59.9991Z", -1, -1),
        ("1969-12-31T23:59:58.9999Z", -1001, -2),
    ] {
        let time: DateTime<FixedOffset> = text.parse().expect(text);
        assert_eq!(UnixMillis::from(time).get(), millis, "{text}");
        assert_eq!(UnixSeconds::from(time).get(), seconds, "{text}");
    }
    for time in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert_eq!(UnixMillis::from(time).get(), time.timestamp_millis());
    }
}

/// Filters of operations take the times of other crates as they are.
#[cfg(all(feature = "jiff", feature = "chrono"))]
#[tokio::test]
async fn a_filter_takes_the_time_of_any_crate() {
    let wire = Wire::json(r#"{"messages": []}"#).await;
    let from: jiff::Timestamp = "2025-07-18T09:01:33.531Z".parse().expect("a time");
    let to: chrono::DateTime<chrono::Utc> = "2025-07-18T09:01:34Z".parse().expect("a time");
    let list = wire.client().list_failed_workflow_runs().from_date(from).to_date(to).await;
    list.expect("a page");
    let query = "/v2/workflows/dlq?fromDate=1752829293531&toDate=1752829294000";
    assert_eq!(wire.only_request().target, query);
}

/// Asserts for all sorts of texts that each enum returns what it was made from.
macro_rules! gives_back {
    ($($type:ty),+) => {
        $(for text in ["", " ", "RUN_STARTED ", "run_started", "RUN_PAUSED", "é\u{1f980}", "a\"b\n"] {
            let json = serde_json::to_string(text).expect("JSON");
            let read: $type = serde_json::from_str(&json).expect("a value");
            assert_eq!(read, <$type>::Unknown(text.to_owned()));
            assert_eq!(serde_json::to_string(&read).expect("JSON"), json);
            assert_eq!(read.to_string(), text);
            assert_eq!(text.parse::<$type>(), Ok(read.clone()));
            assert_eq!(<$type>::from(text.to_owned()), read);
            // Escapes and readers without borrowed text are no different.
            let from_reader: $type = serde_json::from_reader(json.as_bytes()).expect("a value");
            assert_eq!(from_reader, read);
        }
        for json in ["null", "1", "{}", "[]", "true"] {
            assert!(serde_json::from_str::<$type>(json).is_err(), "{json}");
        })+
    };
}

#[test]
fn every_enum_keeps_unknown_values() {
    gives_back!(
        RunState,
        StepState,
        RunOrStepState,
        FailureCallbackState,
        StepGroupType,
        BulkActionKind,
        BulkActionState
    );
    let escaped: RunState = serde_json::from_str(r#""RUN\u005fSTARTED""#).expect("a value");
    assert_eq!(escaped, RunState::RunStarted);
}

#[tokio::test]
async fn a_body_is_bytes_in_whichever_form_it_came() {
    let wire = Wire::json(
        r#"{"messages": [
            {"dlqId": "1-0", "body": "größe", "responseBody": "", "responseBodyBase64": "/wA="},
            {"dlqId": "2-0", "bodyBase64": "/wA", "responseBody": "no"},
            {"dlqId": "3-0", "bodyBase64": "?", "body": ""}
        ]}"#,
    )
    .await;
    let page = wire.client().list_failed_workflow_runs().await.expect("a page");
    let [text, bytes, broken] = &page.messages[..] else { panic!("{page:?}") };
    assert_eq!(text.body_bytes().expect("bytes").as_deref(), Some("größe".as_bytes()));
    assert_eq!(text.response_body_bytes().expect("bytes"), Some(vec![0xff, 0]));
    assert_eq!(bytes.body_bytes().expect("bytes"), Some(vec![0xff, 0]));
    assert_eq!(bytes.response_body_bytes().expect("bytes").as_deref(), Some(b"no".as_slice()));
    assert_eq!(broken.response_body_bytes().expect("nothing"), None);
    let error = broken.body_bytes().expect_err("no base64");
    assert!(error.is_decode() && error.source().is_some(), "{error:?}");
    assert!(error.to_string().starts_with("bodyBase64 is not base64: "), "{error}");
}

#[test]
fn a_waiters_body_is_base64_alone() {
    let waiter: Waiter = serde_json::from_str(r#"{"timeoutBody": "aGk="}"#).expect("a waiter");
    assert_eq!(waiter.timeout_body_bytes().expect("bytes").as_deref(), Some(b"hi".as_slice()));
    let none: Waiter = serde_json::from_str("{}").expect("a waiter");
    assert_eq!(none.timeout_body_bytes().expect("nothing"), None);
    let message: WorkflowDlqMessage = serde_json::from_str(r#"{"dlqId": "1-0"}"#).expect("one");
    assert_eq!(message.body_bytes().expect("nothing"), None);
}
