//! Following upstream within a schema.

use anyhow::{Result, anyhow};
use serde_json::{Map, Value, json};

use crate::{
    document::pointer,
    drift::finding::Finding,
    vendor::{
        author::Author,
        edit::Editor,
        follow::{add_schemas, set_or_remove},
    },
};

/// What stays of a schema if its type changes.
const STAYS: [&str; 5] = ["description", "deprecated", "example", "readOnly", "writeOnly"];

pub(crate) fn add_property(
    editor: &mut Editor,
    theirs: &Value,
    finding: &Finding,
    upstream: &Value,
) -> Result<()> {
    let (schema_at, name) = finding.pointer.rsplit_once("/properties/").unwrap_or_default();
    let (schema_at, _) = pointer::resolve(editor.value(), schema_at)
        .ok_or_else(|| anyhow!("our document has no schema there"))?;
    // The place ends with the property's name, and so does the author's.
    let holder = finding.place.strip_suffix(&format!(".{}", pointer::unescape(name)));
    let place = holder.unwrap_or(&finding.place);
    let mut author = Author::new(editor.value(), theirs).at(place);
    let property = author.property(&pointer::unescape(name), upstream);
    let needed = author.finish()?;
    let properties = format!("{schema_at}/properties");
    let name = pointer::unescape(name);
    if editor.get(&properties).is_some() {
        editor.set(&properties, &name, &property)?;
    } else {
        editor.set(&schema_at, "properties", &json!({ name.as_str(): property }))?;
    }
    let (their_schema, _) =
        finding.upstream_pointer.rsplit_once("/properties/").unwrap_or_default();
    let required =
        pointer::resolve(theirs, their_schema).map(|(_, schema)| schema["required"].clone());
    let required = required.and_then(|list| list.as_array().cloned()).unwrap_or_default();
    if required.contains(&json!(name)) {
        let at = format!("{properties}/{}", pointer::escape(&name));
        require(editor, &at, true)?;
    }
    add_schemas(editor, needed)
}

/// Puts a property into its schema's list of what is always there, or takes it out.
pub(crate) fn require(editor: &mut Editor, property: &str, required: bool) -> Result<()> {
    let (schema, name) = property.rsplit_once("/properties/").unwrap_or_default();
    let name = json!(pointer::unescape(name));
    let at = format!("{schema}/required");
    let list = editor.get(&at).and_then(Value::as_array).cloned().unwrap_or_default();
    match (required, list.iter().position(|it| *it == name)) {
        (true, None) if list.is_empty() => editor.set(schema, "required", &json!([name])),
        (true, None) => editor.push(&at, &name),
        (false, Some(index)) => editor.remove(&format!("{at}/{index}")),
        _ => Ok(()),
    }
}

/// What upstream has there, in the place of ours and under the words that were there.
pub(crate) fn follow_type(
    editor: &mut Editor,
    theirs: &Value,
    finding: &Finding,
    upstream: &Value,
) -> Result<()> {
    let mut author = Author::new(editor.value(), theirs).at(&finding.place);
    let parameter = finding.upstream_pointer.ends_with("/schema")
        && finding.upstream_pointer.contains("/parameters/");
    let schema =
        if parameter { author.parameter_schema(upstream) } else { author.schema(upstream) };
    let needed = author.finish()?;
    let schema = schema.as_object().cloned().unwrap_or_default();
    retype(editor, &holder(&finding.pointer), schema)?;
    add_schemas(editor, needed)
}

/// Another type in the place of the one that was, under the words that were there.
fn retype(editor: &mut Editor, at: &str, mut schema: Map<String, Value>) -> Result<()> {
    let old = editor.get(at).and_then(Value::as_object).cloned().unwrap_or_default();
    let words = STAYS.iter().any(|key| old.contains_key(*key));
    if words && let Some(reference) = schema.remove("$ref") {
        // Nothing may stand beside a reference.
        schema.insert("allOf".into(), json!([{ "$ref": reference }]));
    }
    // An extension of ours is about the place; the default was one of the type.
    let ours = old.keys().filter(|key| key.starts_with("x-") && *key != "x-default");
    let stays: Vec<&str> = ours.map(String::as_str).chain(STAYS).collect();
    editor.replace(at, &schema, &stays)
}

/// Says something of a schema in one place, not of all that share it.
pub(crate) fn say(editor: &mut Editor, at: &str, key: &str, value: &Value) -> Result<()> {
    let at = holder(at);
    match editor.get(&at).and_then(|node| node.get("$ref")).cloned() {
        Some(reference) if !value.is_null() => {
            let mut beside = Map::new();
            beside.insert("allOf".into(), json!([{ "$ref": reference }]));
            beside.insert(key.into(), value.clone());
            editor.replace(&at, &beside, &[])
        }
        _ => set_or_remove(editor, &at, key, value),
    }
}

/// The schema that holds what is said of one place: the one round an `allOf`.
pub(crate) fn holder(pointer: &str) -> String {
    ["/allOf/0", "/anyOf/0", "/oneOf/0"]
        .iter()
        .find_map(|end| pointer.strip_suffix(end))
        .unwrap_or(pointer)
        .to_owned()
}
