//! JSON pointers as text.

/// Escapes a key for a pointer.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns the key of a segment of a pointer.
pub(crate) fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// Returns the pointer to an entry below another pointer.
pub(crate) fn join(at: &str, key: &str) -> String {
    format!("{at}/{}", escape(key))
}

/// Returns the pointer to the parent of an entry, and the entry's key.
pub(crate) fn split(at: &str) -> Option<(&str, String)> {
    at.rsplit_once('/').map(|(holder, segment)| (holder, unescape(segment)))
}

/// Returns the keys of a pointer.
pub(crate) fn keys(at: &str) -> impl Iterator<Item = String> {
    at.split('/').skip(1).map(unescape)
}

/// Formats a place for people: `GET /path, responses.200`.
pub(crate) fn describe(at: &str) -> String {
    let keys: Vec<String> = keys(at).collect();
    match keys.as_slice() {
        [paths, path, method, rest @ ..] if paths == "paths" => {
            let operation = format!("{} {path}", method.to_uppercase());
            if rest.is_empty() { operation } else { format!("{operation}, {}", rest.join(".")) }
        }
        [paths, path] if paths == "paths" => path.clone(),
        keys => keys.join("."),
    }
}
