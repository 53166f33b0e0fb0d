//! What is refused, and what goes on as what.

use super::*;

#[test]
fn a_path_parameter_is_one_segment_or_refused() {
    for (value, segment) in [
        ("1752829295505-0", Some("1752829295505-0")),
        ("a/b", Some("a%2Fb")),
        ("a\\b", Some("a%5Cb")),
        ("%2e%2e", Some("%252e%252e")),
        ("?#", Some("%3F%23")),
        ("...", Some("...")),
        ("é\n", Some("%C3%A9%0A")),
        ("", None),
        (".", None),
        ("..", None),
    ] {
        let made = path_segment("id", value).ok().map(|made| made.to_string());
        assert_eq!(made.as_deref(), segment, "{value:?}");
        if let Some(made) = made {
            let url = format!("http://h/v2/{made}/x");
            let url = Url::parse(&url).expect("a URL");
            assert_eq!(url.path(), format!("/v2/{made}/x"), "{value:?}");
        }
    }
}

#[test]
fn a_url_goes_on_the_path_as_it_is_or_is_refused() {
    for (value, taken) in [
        ("https://app.example.com/api/workflow", true),
        ("http://127.0.0.1:3000", true),
        ("https://app.example.com/a%2Fb/", true),
        ("https://app.example.com/x?y=1", false),
        ("https://app.example.com/x#y", false),
        ("https://app.example.com/../x", false),
        ("https://app.example.com/%2E%2e/x", false),
        ("https://app.example.com\\x", false),
        ("https://app.example.com/a b", false),
        ("https://app.example.com/größe", false),
        ("https://app.example.com/{a}", false),
        ("ftp://app.example.com", false),
        ("https:app.example.com", false),
        ("app.example.com", false),
        ("", false),
    ] {
        let made = url_in_path("url", value).ok();
        assert_eq!(made, taken.then_some(value), "{value:?}");
    }
}

#[test]
fn a_header_value_that_would_not_arrive_as_it_is_is_refused() {
    let value = |text: &str| header_value("Upstash-Label", text);
    assert_eq!(value("a,b").expect("a value"), "a,b");
    assert_eq!(value("").expect("a value"), "");
    assert_eq!(value("a b\tc").expect("a value"), "a b\tc");
    for bad in ["a\nb", "a\r", "\0", " a", "a ", "\ta", "a\t", " "] {
        let error = value(bad).expect_err(bad).to_string();
        assert!(error.contains("Upstash-Label"), "{error}");
    }
}

#[test]
fn a_bulk_operation_selects_something_or_says_all() {
    type Values = Option<&'static [&'static str]>;
    let cases: &[(Values, Values, bool, Option<&str>)] = &[
        (None, None, false, Some("nothing is selected")),
        (None, None, true, None),
        (Some(&["1-0"]), None, false, None),
        (Some(&["1-0", "2-0"]), None, false, None),
        (None, Some(&["orders"]), false, None),
        (None, Some(&["or ders"]), false, None),
        (Some(&["1-0"]), Some(&["orders"]), false, Some("both dlq_ids and label")),
        (Some(&["1-0"]), Some(&["orders"]), true, Some("both dlq_ids and label")),
        (Some(&["1-0"]), None, true, Some("both .all() and dlq_ids")),
        (None, Some(&["orders"]), true, Some("both .all() and label")),
        (Some(&[]), None, false, Some("dlq_ids is empty")),
        (Some(&[]), None, true, Some("dlq_ids is empty")),
        (Some(&[]), Some(&["orders"]), false, Some("dlq_ids is empty")),
        (Some(&["1-0", ""]), None, false, Some("dlq_ids is empty")),
        (Some(&[" "]), None, false, Some("dlq_ids is empty")),
        // What the service would split.
        (Some(&["1-0,2-0"]), None, false, Some("dlq_ids has a value with a comma")),
        (None, Some(&["orders", "eu, ,us"]), false, Some("label has a value with a comma")),
        (Some(&[","]), None, false, Some("dlq_ids has a value with a comma")),
    ];
    for (ids, label, all, refused) in cases {
        let select = || {
            let mut selection = Selection::default();
            if let Some(ids) = ids {
                selection.ids("dlq_ids", &List::<String>::from(*ids))?;
            }
            if let Some(label) = label {
                selection.filter("label", &List::<String>::from(*label))?;
            }
            selection.check(*all)
        };
        match (select(), refused) {
            (Ok(()), None) => {}
            (Err(why), Some(part)) => assert!(why.contains(part), "{why}"),
            (found, _) => panic!("{ids:?} {label:?} all: {all}: {found:?}"),
        }
    }
}

#[test]
fn a_text_filter_of_a_bulk_operation_is_one_value_too() {
    for (value, selects_one) in [("wfr_1", true), ("wfr_1,wfr_2", false), ("", false), (" ", false)]
    {
        assert_eq!(selects("workflow_run_id", &value.to_owned()).is_ok(), selects_one, "{value:?}");
    }
}

#[test]
fn a_request_line_that_is_too_long_says_how_many_values_fit() {
    let url = |ids: usize| {
        let mut url = Url::parse("https://h/v2/workflows/dlq?count=5").expect("a URL");
        let mut pairs = url.query_pairs_mut();
        (0..ids).for_each(|id| {
            pairs.append_pair("dlqIds", &format!("{id:04}"));
        });
        drop(pairs);
        url
    };
    let why = request_line(&url(5000)).expect_err("too long");
    let fit: usize = {
        let (before, _) = why.split_once(" of the 5000 values of dlqIds fit").expect(&why);
        before.rsplit(' ').next().and_then(|fit| fit.parse().ok()).expect(&why)
    };
    assert!(request_line(&url(fit)).is_ok(), "{fit} fit");
    assert!(request_line(&url(fit + 1)).is_err(), "{fit} are the most that fit");

    let mut long = url(0);
    long.query_pairs_mut().append_pair("search", &"x".repeat(LONGEST_REQUEST_LINE));
    let why = request_line(&long).expect_err("too long");
    assert!(why.contains("give shorter values"), "{why}");
}

#[test]
fn the_path_of_a_raw_request_goes_where_it_says() {
    for (path, taken) in [
        ("/v2/flowControl", true),
        ("/", true),
        ("/v2/a%2Fb/", true),
        ("", false),
        ("v2/keys", false),
        ("https://example.com/v2/keys", false),
        ("//example.com/v2/keys", false),
        ("/v2/keys?a=b", false),
        ("/v2/keys#a", false),
        ("/v2/../keys", false),
        ("/v2/./keys", false),
        ("/v2/%2e%2E/keys", false),
        ("/v2\\keys", false),
        ("/v2/a b", false),
        ("/v2/a\nb", false),
    ] {
        assert_eq!(raw_path(path).is_ok(), taken, "{path:?}");
    }
}
