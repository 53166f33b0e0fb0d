//! The parameters of a request.

use std::str::FromStr;

use serde_json::{Map, Value};

use crate::http::api_error::ApiError;

/// The parameters of a request, decoded and in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(raw: &str) -> Self {
        Self(form_urlencoded::parse(raw.as_bytes()).into_owned().collect())
    }

    /// Parses the members of a JSON object. A list is a parameter given several times.
    ///
    /// Refuses an empty list, which would select everything, and a comma, which separates values in a query.
    pub(crate) fn of_json(body: &[u8]) -> Result<Self, ApiError> {
        let error =
            |error| ApiError::bad_request(format!("the body is not a JSON object: {error}"));
        let members: Map<String, Value> = serde_json::from_slice(body).map_err(error)?;
        let mut pairs = Vec::new();
        for (name, value) in members {
            let invalid =
                |problem| ApiError::bad_request(format!("member `{name}` of the body {problem}"));
            let values = match value {
                Value::Array(values) if values.is_empty() => {
                    return Err(invalid("is an empty list"));
                }
                Value::Array(values) => values,
                value => vec![value],
            };
            for value in values {
                let text = match value {
                    Value::String(text) if text.contains(',') => {
                        return Err(invalid("has a comma in a value"));
                    }
                    Value::String(text) => text,
                    Value::Number(_) | Value::Bool(_) => value.to_string(),
                    _ => return Err(invalid("is not a text, a number, a flag or a list of them")),
                };
                pairs.push((name.clone(), text));
            }
        }
        Ok(Self(pairs))
    }

    /// Appends other parameters.
    pub(crate) fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    pub(crate) fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.values(name).next().is_some()
    }

    pub(crate) fn values<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a parameter. Refuses a parameter that is given twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let mut values = self.values(name);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(ApiError::parameter(name, "is given more than once")),
        }
    }

    /// Parses a whole number between two inclusive limits.
    pub(crate) fn number(&self, name: &str, from: u64, to: u64) -> Result<Option<u64>, ApiError> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        // `parse` alone would accept a leading `+`.
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(number) if digits && (from..=to).contains(&number) => Ok(Some(number)),
            _ => Err(ApiError::parameter(
                name,
                format!("must be a whole number from {from} to {to}, not `{text}`"),
            )),
        }
    }

    /// Parses `true` or `false`, the default.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, ApiError> {
        match self.one(name)? {
            Some("true") => Ok(true),
            None | Some("false") => Ok(false),
            Some(text) => {
                Err(ApiError::parameter(name, format!("must be true or false, not `{text}`")))
            }
        }
    }

    /// Returns all values of a parameter, repeated or separated by commas.
    ///
    /// Refuses an empty value: ignored, it would widen a selection to everything.
    pub(crate) fn list(&self, name: &str) -> Result<Vec<String>, ApiError> {
        let values: Vec<String> =
            self.values(name).flat_map(|value| value.split(',')).map(str::to_owned).collect();
        if values.iter().any(String::is_empty) {
            return Err(ApiError::parameter(name, "has an empty value"));
        }
        Ok(values)
    }

    /// Like [`list`](Self::list), with each value parsed as a `T`. The error says what was `expected`.
    pub(crate) fn list_of<T: FromStr>(
        &self,
        name: &str,
        expected: &str,
    ) -> Result<Vec<T>, ApiError> {
        let parse = |text: String| {
            text.parse()
                .map_err(|_| ApiError::parameter(name, format!("must be {expected}, not `{text}`")))
        };
        self.list(name)?.into_iter().map(parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_outside_their_limits_are_refused_by_name() {
        for (raw, expected) in
            [("", Some(None)), ("count=1", Some(Some(1))), ("count=100", Some(Some(100)))]
        {
            assert_eq!(Query::parse(raw).number("count", 1, 100).ok(), expected, "{raw}");
        }
        for raw in [
            "count=",
            "count=0",
            "count=101",
            "count=-1",
            "count=%2B5",
            "count=1.5",
            "count=x",
            "count=1&count=2",
        ] {
            let error = Query::parse(raw).number("count", 1, 100).expect_err(raw);
            assert!(error.message().contains("`count`"), "{raw}: {error:?}");
        }
    }

    #[test]
    fn lists_are_repeated_or_separated_by_commas_or_both() {
        for raw in ["label=a&label=b&label=c", "label=a,b,c", "label=a%2Cb&x=y&label=c"] {
            assert_eq!(
                Query::parse(raw).list("label"),
                Ok(vec!["a".into(), "b".into(), "c".into()]),
                "{raw}"
            );
        }
        assert_eq!(Query::parse("labels=a").list("label"), Ok(vec![]));
        for raw in ["label=", "label", "label=a,", "label=,", "label=a&label="] {
            assert!(Query::parse(raw).list("label").is_err(), "{raw}");
        }
    }
}
