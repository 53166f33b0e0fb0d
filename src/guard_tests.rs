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
        let made = path_segment("op", "id", value).ok().map(|made| made.to_string());
        assert_eq!(made.as_deref(), segment, "{value:?}");
        if let Some(made) = made {
            let url = format!("http://h/v2/{made}/x");
            let url = Url::parse(&url).expect("an URL");
            assert_eq!(url.path(), format!("/v2/{made}/x"), "{value:?}");
        }
    }
}

#[test]
fn a_parameter_that_is_missing_or_unfit_is_named() {
    let error = |why: &str| given::<()>("op", "dlq_id", Err(why.into())).expect_err(why);
    let missing = error("").to_string();
    assert!(missing.contains("op: dlq_id is missing: set it with .dlq_id(…)"), "{missing}");
    let unfit = error("dlq_id does not take this value").to_string();
    assert!(unfit.contains("op: dlq_id does not take this value"), "{unfit}");
}

#[test]
fn an_url_goes_on_the_path_as_it_is_or_is_refused() {
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
        let made = reserved_segment("op", "url", value).ok();
        assert_eq!(made, taken.then_some(value), "{value:?}");
    }
}

#[test]
fn a_header_value_that_would_not_arrive_as_it_is_is_refused() {
    let value = |text: &str| header_value("op", "Upstash-Label", &text);
    assert_eq!(value("a,b").expect("a value"), "a,b");
    assert_eq!(value("").expect("a value"), "");
    assert_eq!(value("a b\tc").expect("a value"), "a b\tc");
    for bad in ["a\nb", "a\r", "\0", " a", "a ", "\ta", "a\t", " "] {
        let error = value(bad).expect_err(bad).to_string();
        assert!(error.contains("op: Upstash-Label"), "{error}");
    }
}

#[test]
fn a_bulk_operation_selects_something_or_says_all() {
    type Value = Result<Option<List<String>>, String>;
    let list = |values: &[&str]| Value::Ok(Some(List::from(values)));
    let none = Value::Ok(None);
    let cases: &[(&Value, &Value, bool, bool)] = &[
        (&none, &none, false, false),
        (&none, &none, true, true),
        (&list(&["1-0"]), &none, false, true),
        (&none, &list(&["orders"]), false, true),
        (&list(&[]), &none, false, false),
        (&list(&[]), &none, true, false),
        (&list(&[]), &list(&["orders"]), false, false),
        (&list(&["1-0", ""]), &none, false, false),
        (&list(&["1-0"]), &none, true, false),
        (&none, &list(&["orders"]), true, false),
        // Several values in one text, as the service takes them, and blank ones.
        (&list(&["1-0,2-0"]), &none, false, true),
        (&none, &list(&["or ders, eu"]), false, true),
        (&list(&[","]), &none, false, false),
        (&list(&["1-0,"]), &none, false, false),
        (&list(&[" "]), &none, false, false),
        (&none, &list(&["orders", "eu, ,us"]), false, false),
    ];
    for (ids, label, all, allowed) in cases {
        let selectors: [(&str, &dyn Selector); 2] = [("dlq_ids", *ids), ("label", *label)];
        let outcome = selection("op", *all, &selectors);
        assert_eq!(outcome.is_ok(), *allowed, "{ids:?} {label:?} all: {all}");
    }
}
