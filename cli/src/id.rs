//! Ids as arguments.

/// Parses an id: a text that names one thing, and cannot be taken for a path to another.
pub(crate) fn parse(text: &str) -> Result<String, String> {
    let stray = |c: char| c.is_whitespace() || c.is_control() || "/?#,".contains(c);
    match text {
        "" => Err("it is empty: give an id, such as one of `… list`".into()),
        "." | ".." => Err("it is not an id: give one such as one of `… list`".into()),
        _ if text.contains(stray) => {
            Err("an id has no spaces, commas or slashes: give several ids apart".into())
        }
        _ => Ok(text.to_owned()),
    }
}

/// Returns the ids without repetitions, in order.
pub(crate) fn unique(ids: &[String]) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    ids.iter().filter(|id| seen.insert(id.as_str())).cloned().collect()
}
