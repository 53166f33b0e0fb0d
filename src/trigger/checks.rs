//! Checks for the parts of a trigger. Each error has the way out, and neither a URL nor the value of
//! a header: both may hold secrets.

use http::{HeaderName, HeaderValue};
use url::Url;

use crate::client::mistakes;
use crate::transport::validate::is_trimmed_on_the_way;

/// The prefix of the service's own headers.
const OWN: &str = "upstash-";

/// The service's headers that have a setter, without the prefix.
const SETTERS: [(&str, &str); 14] = [
    ("workflow-runid", ".run_id(…)"),
    ("label", ".label(…)"),
    ("delay", ".delay(…)"),
    ("not-before", ".not_before(…)"),
    ("retries", ".retries(…)"),
    ("retry-delay", ".retry_delay(…)"),
    ("flow-control-key", ".flow_control(…)"),
    ("flow-control-value", ".flow_control(…)"),
    ("failure-callback", ".failure_url(…)"),
    ("failure-callback-retries", ".failure_retries(…)"),
    ("failure-callback-retry-delay", ".failure_retry_delay(…)"),
    ("failure-callback-flow-control-key", ".failure_flow_control(…)"),
    ("failure-callback-flow-control-value", ".failure_flow_control(…)"),
    ("redact-fields", ".redact(…)"),
];

/// Checks a URL that the service is to call.
pub(super) fn url(what: &str, text: &str) -> Result<(), String> {
    const SUCH_AS: &str = "use one such as https://app.example.com/api/workflow";
    let wrong = |why: &str| Err(format!("{what} {why}: {SUCH_AS}"));
    if text.is_empty() {
        return wrong("is empty");
    }
    mistakes::check(text).map_err(|why| format!("{what} {why}"))?;
    // A URL parser would correct these, but the text is sent as it is.
    if !text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') {
        return Err(format!(
            "{what} has white space, a backslash or characters outside of ASCII: \
             percent-encode them"
        ));
    }
    let Some((scheme, rest)) = text.split_once("://") else {
        return wrong("does not start with http:// or https://");
    };
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return wrong("does not start with http:// or https://");
    }
    if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
        return wrong("has no host");
    }
    match Url::parse(text) {
        Ok(_) => Ok(()),
        Err(error) => wrong(&format!("is not a valid URL ({error})")),
    }
}

/// Checks a label or a key: letters, digits, `_`, `.` and `-`.
pub(super) fn name(what: &str, text: &str) -> Result<(), String> {
    let taken = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    if text.is_empty() {
        Err(format!("{what} is empty: leave it out, or use letters, digits, `_`, `.` and `-`"))
    } else if !text.bytes().all(taken) {
        Err(format!(
            "{what} {text:?} has invalid characters: use letters, digits, `_`, `.` and `-`"
        ))
    } else {
        Ok(())
    }
}

/// Checks the name of a header.
pub(super) fn header_name(what: &str, text: &str) -> Result<(), String> {
    match HeaderName::try_from(text) {
        Ok(_) => Ok(()),
        Err(_) if text.is_empty() => Err(format!("{what} has an empty name")),
        Err(_) => {
            Err(format!("{what} {text:?} is not a valid header name: use letters, digits and `-`"))
        }
    }
}

/// Checks the name of a header for the workflow.
pub(super) fn forwarded_name(text: &str) -> Result<(), String> {
    header_name("the header", text)?;
    let lower = text.to_ascii_lowercase();
    if lower == "content-type" {
        return Err(format!("the header {text:?} has its own setter: use .content_type(…)"));
    }
    let Some(own) = lower.strip_prefix(OWN) else { return Ok(()) };
    let way_out = match SETTERS.iter().find(|(name, _)| *name == own) {
        Some((_, setter)) => format!("use {setter}"),
        None if own.starts_with("forward-") => "remove `Upstash-Forward-` from the name".into(),
        None => "leave it out".into(),
    };
    Err(format!("the header {text:?} is for the service and not forwarded: {way_out}"))
}

/// Checks the value of a header. The service makes a header of it, where bytes outside of ASCII have
/// no defined meaning.
pub(super) fn header_value(what: &str, text: &str) -> Result<(), String> {
    if is_trimmed_on_the_way(text) {
        return Err(format!("{what} begins or ends with white space, which no header can carry"));
    }
    match HeaderValue::from_str(text) {
        Ok(_) if text.is_ascii() => Ok(()),
        _ => Err(format!(
            "{what} has a line break, another control character or one outside of ASCII: \
             encode the value, in percent or base64 for example"
        )),
    }
}

/// A URL without its user and query, for `Debug`.
pub(super) fn shown(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) => format!("{}{}", url.origin().ascii_serialization(), url.path()),
        Err(_) => "invalid".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_sent_as_it_is_or_refused_without_being_shown() {
        for good in [
            "https://app.example.com/api/workflow",
            "https://app.example.com/x?tenant=acme&y=%2F#part",
            "http://127.0.0.1:3000",
            "HTTPS://app.example.com",
        ] {
            assert_eq!(url("the URL", good), Ok(()), "{good}");
        }
        for (bad, word) in [
            ("", "is empty"),
            ("app.example.com/secret", "does not start with"),
            ("/secret", "does not start with"),
            ("ftp://app.example.com/secret", "does not start with"),
            ("https:secret.example.com", "does not start with"),
            ("mailto:secret@example.com", "does not start with"),
            ("https://", "no host"),
            ("https:///secret", "no host"),
            ("https://?secret", "no host"),
            ("https://:80/secret", "is not a valid URL"),
            ("https://a:99999/secret", "is not a valid URL"),
            ("https://app.example.com/a secret", "percent-encode"),
            ("https://app.example.com/secret\n", "percent-encode"),
            (" https://app.example.com/secret", "percent-encode"),
            ("https://app.example.com/größe?secret", "percent-encode"),
            ("https:\\\\app.example.com\\secret", "percent-encode"),
            ("\"https://app.example.com/secret\"", "has quotes around it"),
            ("https://app.example.com/secret'", "has quotes around it"),
        ] {
            let why = url("the URL", bad).expect_err(bad);
            assert!(why.starts_with("the URL ") && why.contains(word), "{bad:?}: {why}");
            assert!(!why.contains("secret"), "{why}");
        }
    }

    #[test]
    fn a_label_has_letters_digits_underscores_dots_and_dashes() {
        for good in ["orders", "EU.west-1_x", "0", "."] {
            assert_eq!(name("label", good), Ok(()), "{good}");
        }
        for bad in ["", "a b", "a,b", "a/b", "é", "a\n", "a=b", "*"] {
            let why = name("label", bad).expect_err(bad);
            assert!(why.starts_with("label ") && !why.contains('\n'), "{why:?}");
        }
    }

    #[test]
    fn a_header_for_the_workflow_is_a_header_and_none_of_the_services() {
        for good in ["X-Tenant", "traceparent", "Authorization", "X_Y"] {
            assert_eq!(forwarded_name(good), Ok(()), "{good}");
        }
        for (bad, word) in [
            ("", "empty name"),
            ("X Tenant", "is not a valid header name"),
            ("X:Y", "is not a valid header name"),
            ("X-Y\r\n", "is not a valid header name"),
            ("Größe", "is not a valid header name"),
            ("Upstash-Retries", "use .retries("),
            ("Upstash-Failure-Callback-Retries", "use .failure_retries("),
            ("upstash-redact-fields", "use .redact("),
            ("upstash-anything", "leave it out"),
            ("UPSTASH-FORWARD-X", "remove `Upstash-Forward-`"),
            ("content-type", "use .content_type("),
        ] {
            let why = forwarded_name(bad).expect_err(bad);
            assert!(why.contains(word), "{bad:?}: {why}");
        }
        for good in ["", "acme", "a, b; c=\"d\"", "tab\there"] {
            assert_eq!(header_value("the header X", good), Ok(()), "{good}");
        }
        for bad in [
            "secret\r\nX: y",
            "secret\n",
            "secret\0",
            "secret é",
            "secret\u{7f}",
            " secret",
            "secret\t",
        ] {
            let why = header_value("the header X", bad).expect_err(bad);
            assert!(why.starts_with("the header X ") && !why.contains("secret"), "{why}");
        }
    }
}
