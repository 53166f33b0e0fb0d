//! The page that a request asks for, and the cursor of the next one.

use std::fmt::Display;
use std::str::FromStr;

use axum::Json;
use serde_json::Value;

use crate::http::api_error::ApiError;
use crate::http::query::Query;
use crate::state::page::Paging;

/// The default number of entries of a page or a bulk operation.
const DEFAULT_COUNT: u64 = 100;

/// Parses the page of a request. Refuses a count above the maximum.
pub(crate) fn paging<C: FromStr>(query: &Query, max_count: u32) -> Result<Paging<C>, ApiError> {
    let max_count = max_count.into();
    let count = query.number("count", 1, max_count)?.unwrap_or(DEFAULT_COUNT.min(max_count));
    page_of(query, count)
}

/// Parses the page of a request. Caps the count at the maximum.
pub(crate) fn capped_paging<C: FromStr>(
    query: &Query,
    max_count: u32,
    default: u32,
) -> Result<Paging<C>, ApiError> {
    let count = query.number("count", 1, u64::MAX)?.unwrap_or(default.into());
    page_of(query, count.min(max_count.into()))
}

fn page_of<C: FromStr>(query: &Query, count: u64) -> Result<Paging<C>, ApiError> {
    Ok(Paging { after: cursor(query)?, count: usize::try_from(count).unwrap_or(usize::MAX) })
}

pub(crate) fn cursor<C: FromStr>(query: &Query) -> Result<Option<C>, ApiError> {
    match query.one("cursor")? {
        // Some clients send an empty cursor for the first page.
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(ApiError::parameter(
                "cursor",
                format!("must be one from a response, not `{text}`"),
            )),
        },
    }
}

/// Adds the cursor to a response, if more items follow.
pub(crate) fn with_cursor(mut body: Value, next: Option<impl Display>) -> Json<Value> {
    if let Some(next) = next {
        body["cursor"] = next.to_string().into();
    }
    Json(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::dlq_id::DlqId;

    #[test]
    fn a_page_starts_at_the_beginning_with_a_hundred_entries_unless_told_otherwise() {
        let read = |raw: &str| paging::<DlqId>(&Query::parse(raw), 100);
        let after = "17-3".parse().ok();
        assert_eq!(read(""), Ok(Paging { after: None, count: 100 }));
        assert_eq!(read("cursor="), Ok(Paging { after: None, count: 100 }));
        assert_eq!(read("cursor=17-3&count=5"), Ok(Paging { after, count: 5 }));
        for raw in ["cursor=nonsense", "cursor=17", "cursor=17-3&cursor=17-4", "count=101"] {
            assert!(read(raw).is_err(), "{raw}");
        }
    }
}
