//! Ids as arguments.

/// Parses an id. It becomes part of a path, so it must not be empty or a dot segment.
pub(crate) fn parse(text: &str) -> Result<String, String> {
    match text {
        "" | "." | ".." => Err("not an id: give one from the list command".into()),
        _ if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',') => {
            Err("an id has no spaces and commas: give several ids as several arguments".into())
        }
        _ => Ok(text.to_owned()),
    }
}

/// Returns the ids without repetitions, in order.
pub(crate) fn unique(ids: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    ids.iter().filter(|id| seen.insert(id.as_str())).cloned().collect()
}
