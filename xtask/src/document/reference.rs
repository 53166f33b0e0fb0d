//! References of a document into itself. They are URIs: relative to the document, and
//! percent-encoded.

use std::{collections::BTreeSet, fs};

use anyhow::{Result, anyhow, bail};
use percent_encoding::percent_decode_str;
use reqwest::Url;
use serde_json::Value;

use crate::document::pointer;

/// Normalizes every reference into the document to `#/a/b`, so that two references to the same
/// place are the same text.
pub(crate) fn canonicalize(root: &mut Value, name: &str) {
    let base = match name.contains("://") {
        true => Url::parse(name).ok(),
        false => fs::canonicalize(name).ok().and_then(|path| Url::from_file_path(path).ok()),
    };
    rewrite(root, base.as_ref());
}

fn rewrite(value: &mut Value, base: Option<&Url>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(reference)) = map.get_mut("$ref")
                && let Some(pointer) = local(reference, base)
            {
                *reference = format!("#{pointer}");
            }
            map.values_mut().for_each(|inner| rewrite(inner, base));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite(item, base)),
        _ => {}
    }
}

/// Returns the pointer of a reference, if it leads into the document itself.
fn local(reference: &str, base: Option<&Url>) -> Option<String> {
    let (document, fragment) = reference.split_once('#')?;
    let is_itself = |base: &Url| base.join(document).is_ok_and(|url| url == *base);
    if !document.is_empty() && !base.is_some_and(is_itself) {
        return None;
    }
    let pointer = percent_decode_str(fragment).decode_utf8().ok()?.into_owned();
    pointer.starts_with('/').then_some(pointer)
}

/// Returns the pointer of an object that is a reference.
pub(crate) fn target(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()?.strip_prefix('#').filter(|pointer| pointer.starts_with('/'))
}

/// Returns the value at a pointer, or the one to which a reference there finally leads.
pub(crate) fn follow<'a>(root: &'a Value, at: &str) -> Result<(String, &'a Value)> {
    let missing = |at: &str| anyhow!("{}: it is missing", pointer::describe(at));
    let mut node = root.pointer(at).ok_or_else(|| missing(at))?;
    let (mut at, mut seen) = (at.to_owned(), BTreeSet::new());
    while let Some(reference) = node.get("$ref") {
        let place = pointer::describe(&at);
        let Some(next) = target(node) else {
            bail!("{place}: the reference {reference} leads out of the document")
        };
        node = root.pointer(next).ok_or_else(|| anyhow!("{place}: there is no #{next}"))?;
        at = next.to_owned();
        if !seen.insert(next) {
            bail!("{place}: the reference #{next} leads back to itself");
        }
    }
    Ok((at, node))
}
