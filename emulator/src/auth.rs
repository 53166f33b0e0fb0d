//! Who may ask: the decision, without IO.

use http::{HeaderMap, StatusCode, header};

use crate::api_error::ApiError;
use crate::query::Query;

/// The query parameter that carries the token when the header does not.
pub(crate) const TOKEN_PARAMETER: &str = "qstash_token";

/// Lets a request through that shows the token as `Authorization: Bearer …` or as a query parameter.
pub(crate) fn check(token: &str, headers: &HeaderMap, query: &Query) -> Result<(), ApiError> {
    let bearer =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(bearer);
    let mut shown = bearer.into_iter().chain(query.values(TOKEN_PARAMETER)).peekable();
    if shown.peek().is_none() {
        return Err(unauthorized("no token was sent"));
    }
    if shown.any(|one| one == token) { Ok(()) } else { Err(unauthorized("the token is not valid")) }
}

fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
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
            let answer = check("right", &headers.into_iter().collect(), &Query::parse(query));
            match (answer, expected) {
                (Ok(()), Ok(())) => {}
                (Err(error), Err(why)) => {
                    assert!(error.message().contains(why), "{header:?} {query}: {error:?}");
                }
                (answer, _) => panic!("{header:?} {query}: {answer:?}"),
            }
        }
    }
}
