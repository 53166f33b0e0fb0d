//! Ids, keys and URLs as arguments.

use upstash_workflow::reqwest::Url;

/// Parses an id. It becomes part of a path, so it must not be empty or a dot segment.
pub(crate) fn parse(text: &str) -> Result<String, String> {
    match text {
        "" | "." | ".." => Err("not an id: an id is not empty, `.` or `..`".into()),
        _ if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',') => {
            Err("an id has no spaces and commas: give several ids as several arguments".into())
        }
        _ => Ok(text.to_owned()),
    }
}

/// Parses a flow-control key.
pub(crate) fn parse_key(text: &str) -> Result<String, &'static str> {
    let is_key = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    match parse(text) {
        Ok(key) if key.chars().all(is_key) => Ok(key),
        _ => Err("a key has letters, digits, `_`, `.` and `-` only: `flow list` shows them"),
    }
}

/// Parses the URL of an endpoint.
pub(crate) fn parse_url(text: &str) -> Result<String, &'static str> {
    match text.parse::<Url>() {
        Ok(url) if ["http", "https"].contains(&url.scheme()) => Ok(text.to_owned()),
        _ => Err("give a URL such as https://app.example.com/failed"),
    }
}

/// Returns the ids without repetitions, in order.
pub(crate) fn unique(ids: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    ids.iter().filter(|id| seen.insert(id.as_str())).cloned().collect()
}
