//! Whether two documents say something in the same words.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rules::texts;

/// So many equal words in a row are not a coincidence.
const WORDS: usize = 8;

/// Where the prose of `ours` has words in a row that that of `theirs` has too, and which.
pub(crate) fn shared(ours: &Value, theirs: &Value) -> Vec<String> {
    let mut known = BTreeSet::new();
    prose(theirs, |_, words| known.extend(words.windows(WORDS).map(<[String]>::to_vec)));
    let mut found = Vec::new();
    prose(ours, |place, words| {
        let first = words.windows(WORDS).find(|row| known.contains(*row));
        found.extend(first.map(|row| format!("{place}: {}", row.join(" "))));
    });
    found
}

/// The words of all prose, without case and punctuation.
fn prose(document: &Value, mut see: impl FnMut(&str, Vec<String>)) {
    texts(document, "", &mut |place, name, text| {
        // A property named description is not prose either.
        if ["description", "summary", "title"].contains(&name) {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            see(place, words.map(str::to_lowercase).collect());
        }
    });
}
