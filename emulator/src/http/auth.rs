//! Checks tokens.

use http::{HeaderMap, Method, StatusCode, header};

use crate::behaviour::settings::ExtraTokens;
use crate::http::api_error::ApiError;
use crate::http::query::Query;

/// The query parameter that carries the token in place of the header.
pub(crate) const TOKEN_PARAMETER: &str = "qstash_token";
/// The words of the service, by which clients recognize this 404.
const OTHER_REGION: &str = "user not found in this region: the token belongs to another region";

/// Checks that a request has a valid token, as `Authorization: Bearer …` or as a query parameter, that allows its method.
pub(crate) fn check(
    token: &str,
    extra_tokens: &ExtraTokens,
    method: &Method,
    headers: &HeaderMap,
    query: &Query,
) -> Result<(), ApiError> {
    let bearer =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    let shown: Vec<&str> = bearer.into_iter().chain(query.values(TOKEN_PARAMETER)).collect();
    let is_among = |known: &[String]| known.iter().any(|one| shown.contains(&one.as_str()));
    if shown.is_empty() {
        Err(unauthorized("no token was sent"))
    } else if shown.contains(&token) {
        Ok(())
    } else if is_among(&extra_tokens.read_only) {
        if method.is_safe() { Ok(()) } else { Err(read_only(method)) }
    } else if is_among(&extra_tokens.other_region) {
        Err(ApiError::new(StatusCode::NOT_FOUND, OTHER_REGION))
    } else {
        Err(unauthorized("the token is not valid"))
    }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn read_only(method: &Method) -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        format!("forbidden: {method} is not allowed with a read-only token"),
    )
}

fn unauthorized(why: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, format!("unauthorized: {why}"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_token_is_in_the_header_or_the_query() {
        for (header, query, expected) in [
            (Some("Bearer right"), "", Ok(())),
            (Some("bearer  right "), "", Ok(())),
            (None, "qstash_token=right", Ok(())),
            (Some("Bearer wrong"), "qstash_token=right", Ok(())),
            (Some("Bearer wrong"), "", Err("not valid")),
            (Some("Bearer"), "", Err("no token")),
            (Some("Bearer "), "", Err("not valid")),
            (Some("Basic right"), "", Err("no token")),
            (Some("right"), "", Err("no token")),
            (None, "qstash_token=", Err("not valid")),
            (None, "token=right", Err("no token")),
            (None, "", Err("no token")),
        ] {
            let headers =
                header.map(|value| (header::AUTHORIZATION, HeaderValue::from_static(value)));
            let headers = headers.into_iter().collect();
            let parsed = Query::parse(query);
            let response =
                check("right", &ExtraTokens::default(), &Method::POST, &headers, &parsed);
            match (response, expected) {
                (Ok(()), Ok(())) => {}
                (Err(error), Err(why)) => {
                    assert!(error.message().contains(why), "{header:?} {query}: {error:?}");
                }
                (response, _) => panic!("{header:?} {query}: {response:?}"),
            }
        }
    }

    #[test]
    fn other_tokens_are_read_only_or_of_another_region() {
        let extra_tokens = ExtraTokens {
            read_only: vec!["look".into()],
            other_region: vec!["us".into(), "all".into()],
        };
        for (token, method, expected) in [
            ("look", Method::GET, None),
            ("look", Method::HEAD, None),
            ("look", Method::POST, Some(StatusCode::FORBIDDEN)),
            ("look", Method::DELETE, Some(StatusCode::FORBIDDEN)),
            ("us", Method::GET, Some(StatusCode::NOT_FOUND)),
            ("us", Method::POST, Some(StatusCode::NOT_FOUND)),
            ("all", Method::POST, None),
            ("none", Method::GET, Some(StatusCode::UNAUTHORIZED)),
        ] {
            let query = Query::parse(&format!("{TOKEN_PARAMETER}={token}"));
            let response = check("all", &extra_tokens, &method, &HeaderMap::new(), &query);
            let status = response.err().map(|error| error.status());
            assert_eq!(status, expected, "{token} {method}");
        }
    }
}
