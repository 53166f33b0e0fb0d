//! Who may ask: the decision, without IO.

use std::fmt;

use http::{HeaderMap, Method, StatusCode, header};

use crate::api_error::ApiError;
use crate::query::Query;

/// The query parameter that carries the token when the header does not.
pub(crate) const TOKEN_PARAMETER: &str = "qstash_token";
/// The service's words, by which clients tell this 404 from others.
const OTHER_REGION: &str = "user not found in this region: the token belongs to another region";

/// The tokens beside the one that may do everything.
#[derive(Clone, Default)]
pub(crate) struct Guests {
    pub(crate) read_only: Vec<String>,
    pub(crate) other_region: Vec<String>,
}

/// Without the tokens.
impl fmt::Debug for Guests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Guests").finish_non_exhaustive()
    }
}

/// Lets a request through that shows a token as `Authorization: Bearer …` or as a query parameter, and may do what it
/// asks for with that.
pub(crate) fn check(
    token: &str,
    guests: &Guests,
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
    } else if is_among(&guests.read_only) {
        if method.is_safe() { Ok(()) } else { Err(read_only(method)) }
    } else if is_among(&guests.other_region) {
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
    fn the_token_is_asked_for_in_the_header_or_the_query() {
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
            let answer = check("right", &Guests::default(), &Method::POST, &headers, &parsed);
            match (answer, expected) {
                (Ok(()), Ok(())) => {}
                (Err(error), Err(why)) => {
                    assert!(error.message().contains(why), "{header:?} {query}: {error:?}");
                }
                (answer, _) => panic!("{header:?} {query}: {answer:?}"),
            }
        }
    }

    #[test]
    fn other_tokens_may_only_look_or_belong_elsewhere() {
        let guests = Guests {
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
            let answer = check("all", &guests, &method, &HeaderMap::new(), &query);
            let status = answer.err().map(|error| error.status());
            assert_eq!(status, expected, "{token} {method}");
        }
    }
}
