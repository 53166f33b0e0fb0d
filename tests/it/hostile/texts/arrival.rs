//! What must have arrived of a call, read as a server reads it.

use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use upstash_workflow::{AuthScheme, Error};

use crate::document::Parameter;
use crate::support::{Request, TOKEN};

/// Checks a call: it was refused and nothing was sent, or the server read all texts in their
/// place, and nothing else.
pub(crate) fn check(
    parameter: &Parameter,
    base: &[(&str, &str)],
    texts: &[String],
    scheme: AuthScheme,
    outcome: &Result<(), Error>,
    arrived: &[Request],
) -> TestCaseResult {
    if let Err(error) = outcome
        && error.is_invalid_request()
    {
        return refused(&parameter.operation, error, arrived);
    }
    prop_assert_eq!(arrived.len(), 1, "{:?}", outcome);
    let request = &arrived[0];
    prop_assert_eq!(&request.method, &parameter.method);
    prop_assert!(request.body.is_empty());
    let is_at = |place: &str| parameter.place == place;

    path(parameter, request, is_at("path").then(|| texts[0].as_str()))?;

    let mut query: Vec<(String, String)> =
        base.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    if is_at("query") {
        query.retain(|(name, _)| *name != parameter.name);
        query.extend(texts.iter().map(|text| (parameter.name.clone(), text.clone())));
    }
    // The order between names is the generator's.
    query.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut found = request.query();
    if scheme == AuthScheme::Query {
        prop_assert_eq!(found.pop(), Some(("qstash_token".to_owned(), TOKEN.to_owned())));
    }
    prop_assert_eq!(found, query);

    let bearer = format!("Bearer {TOKEN}");
    let mut headers = Vec::new();
    if scheme == AuthScheme::Bearer {
        headers.push(("authorization".to_owned(), bearer.as_str()));
    }
    if is_at("header") {
        headers.push((parameter.name.to_lowercase(), texts[0].as_str()));
    }
    headers.sort();
    let mut own = request.own_headers();
    own.sort_unstable();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    prop_assert_eq!(own, headers);
    Ok(())
}

/// The error names this operation, on one line, and nothing was sent.
pub(crate) fn refused(operation: &str, error: &Error, arrived: &[Request]) -> TestCaseResult {
    prop_assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{:?}", error);
    prop_assert_eq!(error.operation(), Some(operation));
    prop_assert!(arrived.is_empty(), "{:?}", arrived);
    let shown = error.to_string();
    prop_assert!(!shown.contains(char::is_control), "{:?}", shown);
    prop_assert!(shown.len() < 2_000, "a refusal of {} bytes", shown.len());
    Ok(())
}

/// The path has the operation's segments, one of them with the text.
fn path(parameter: &Parameter, request: &Request, text: Option<&str>) -> TestCaseResult {
    let path = request.path();
    if let (Some(text), "trigger_workflow_run") = (text, parameter.operation.as_str()) {
        prop_assert_eq!(path.strip_prefix("/v2/trigger/"), Some(text));
        return Ok(());
    }
    if parameter.operation == "trigger_workflow_run" {
        prop_assert_eq!(path, format!("/v2/trigger/{}", super::places::URL));
        return Ok(());
    }
    let expected: Vec<_> = parameter.path.split('/').collect();
    let found: Vec<_> = path.split('/').collect();
    prop_assert_eq!(expected.len(), found.len(), "{}", path);
    for (expected, found) in expected.into_iter().zip(found) {
        let decoded = percent_decode_str(found).decode_utf8().expect("UTF-8");
        match (text, expected.strip_prefix('{').and_then(|name| name.strip_suffix('}'))) {
            (Some(text), Some(name)) if name == parameter.name => prop_assert_eq!(decoded, text),
            (_, Some(_)) => prop_assert!(["1-0", "wfr_1", "e"].contains(&&*decoded), "{}", path),
            (_, None) => prop_assert_eq!(found, expected),
        }
    }
    Ok(())
}
