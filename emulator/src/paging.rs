//! Where a page starts and how long it may be.

use std::fmt::Display;
use std::str::FromStr;

use axum::Json;
use serde_json::Value;

use crate::api_error::ApiError;
use crate::query::Query;

/// How many entries a page or a bulk operation takes when the request does not say.
const DEFAULT_COUNT: u64 = 100;

/// The place after which to go on, and how many items to take from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging<C> {
    pub(crate) after: Option<C>,
    pub(crate) count: usize,
}

impl<C: FromStr> Paging<C> {
    pub(crate) fn from_query(query: &Query, max_count: u32) -> Result<Self, ApiError> {
        let max_count = max_count.into();
        let count = query.number("count", 1, max_count)?.unwrap_or(DEFAULT_COUNT.min(max_count));
        Self::of(query, count)
    }

    /// More than there may be counts as that much.
    pub(crate) fn capped(query: &Query, max_count: u32, default: u32) -> Result<Self, ApiError> {
        let count = query.number("count", 1, u64::MAX)?.unwrap_or(default.into());
        Self::of(query, count.min(max_count.into()))
    }

    fn of(query: &Query, count: u64) -> Result<Self, ApiError> {
        Ok(Self { after: cursor(query)?, count: usize::try_from(count).unwrap_or(usize::MAX) })
    }
}

pub(crate) fn cursor<C: FromStr>(query: &Query) -> Result<Option<C>, ApiError> {
    match query.one("cursor")? {
        // An empty cursor is what the last page answers with, and what some clients send for the first.
        None | Some("") => Ok(None),
        Some(text) => match text.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(ApiError::parameter(
                "cursor",
                format!("must be one that an answer gave, not `{text}`"),
            )),
        },
    }
}

/// The answer of a page, with a cursor only when more follow.
pub(crate) fn with_cursor(mut answer: Value, next: Option<impl Display>) -> Json<Value> {
    if let Some(next) = next {
        answer["cursor"] = next.to_string().into();
    }
    Json(answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dlq_id::DlqId;

    #[test]
    fn a_page_starts_at_the_beginning_with_a_hundred_entries_unless_told_otherwise() {
        let read = |raw: &str| Paging::<DlqId>::from_query(&Query::parse(raw), 100);
        let after = "17-3".parse().ok();
        assert_eq!(read(""), Ok(Paging { after: None, count: 100 }));
        assert_eq!(read("cursor="), Ok(Paging { after: None, count: 100 }));
        assert_eq!(read("cursor=17-3&count=5"), Ok(Paging { after, count: 5 }));
        for raw in ["cursor=nonsense", "cursor=17", "cursor=17-3&cursor=17-4", "count=101"] {
            assert!(read(raw).is_err(), "{raw}");
        }
    }
}
