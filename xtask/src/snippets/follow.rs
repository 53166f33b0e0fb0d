//! The edits of our document for each difference. Removals are left to people, and so is what the
//! generator does not support.

use anyhow::{Context as _, Result};
use heck::ToPascalCase;
use serde_json::{Value, json};

use crate::{
    compare::{
        change::{Change, Class, Direction, Kind},
        operation::{self, Located, Operation},
        schema::{Schema, without_prose},
    },
    document::{
        pointer,
        value::{entries, items, plain},
    },
    snippets::{
        author::{Author, operation::statuses, schema::Use},
        draft::Draft,
        render::TODO,
    },
};

/// Edits the draft so that a difference is gone.
pub(super) fn follow(
    draft: &mut Draft<'_>,
    author: &mut Author<'_>,
    change: &Change,
) -> Result<()> {
    use Kind::*;
    let (at, other_at) = (change.pointer.as_str(), change.upstream_pointer.as_str());
    let other = Located::follow(author.theirs, other_at);
    let key = change.place.rsplit(' ').next().unwrap_or_default();
    match change.kind {
        OperationAdded => add_operation(draft, author, other_at)?,
        TagsChanged | OperationIdChanged if change.upstream.is_null() => {}
        TagsChanged => put_beside(draft, at, change.upstream.clone()),
        SecurityChanged => {
            let holder = at.strip_suffix("/security").unwrap_or(at);
            draft.put(holder, "security", change.upstream.clone());
        }
        ParameterAdded => {
            let name = operation_name(draft, at);
            draft.push(at, "parameters", author.parameter(&other?, &name));
        }
        ParameterNowRequired | BodyNowRequired => draft.put(at, "required", json!(true)),
        ParameterNowOptional | BodyNowOptional => draft.put(at, "required", json!(false)),
        EncodingChanged => {
            for (key, value) in entries(&change.upstream) {
                let is_said = draft.get(&pointer::join(at, key)).is_some();
                if change.ours[key] != *value || is_said {
                    draft.put(at, key, value.clone());
                }
            }
        }
        BodyAdded if change.direction == Some(Direction::Response) => {
            let name = change.place.rsplit(": ").nth(1).unwrap_or_default().to_pascal_case();
            draft.put(at, "content", author.content(&other?, &name));
        }
        BodyAdded => {
            let name = operation_name(draft, at);
            draft.put(at, "requestBody", author.body(&other?, &name));
        }
        StatusAdded => add_status(draft, author, change, other_at)?,
        StatusRemoved if change.class == Class::Compatible => {
            let operation = at.strip_suffix("/responses").unwrap_or(at);
            let named = draft.get(&format!("{operation}/x-statuses")).into_iter().flat_map(items);
            let left = named.filter(|status| plain(status) != key).cloned().collect();
            draft.put(operation, "x-statuses", left);
        }
        PropertyAdded => {
            let (holder, name) = at.rsplit_once("/properties/").context("it is not a property")?;
            let name = pointer::unescape(name);
            let place = change.place.strip_suffix(&format!(".{name}")).unwrap_or(&change.place);
            let property = author.property(other_at, &component_name(place), &name);
            draft.put(&format!("{holder}/properties"), &name, property);
            require(draft, author, change);
        }
        PropertyNowRequired => require(draft, author, change),
        DeprecationAdded => draft.put(at, "deprecated", json!(true)),
        NullAdded => draft.put(at, "nullable", json!(true)),
        LimitChanged if change.upstream.is_null() => {}
        LimitChanged => draft.put(at, key, change.upstream.clone()),
        DefaultChanged if change.upstream.is_null() => {}
        DefaultChanged => draft.put(at, "x-default", change.upstream.clone()),
        ServerVariableChanged => {
            let mut variable = without_prose(author.upstream(other_at));
            describe(draft, &mut variable, at);
            put_beside(draft, at, variable);
        }
        EnumValueAdded => draft.push(at, "enum", change.upstream.clone()),
        TypeChanged => retype(draft, author, change),
        SchemaChanged if change.upstream.is_null() => {}
        SchemaChanged if key == "enum" => retype(draft, author, change),
        SchemaChanged
            if ["items", "additionalProperties", "readOnly", "writeOnly"].contains(&key) =>
        {
            let inner = Schema::of(author.theirs, other_at).inner(key);
            let value = match inner {
                Some(inner) => {
                    author.schema(&inner, &component_name(&change.place), Use::Elsewhere)
                }
                None => change.upstream.clone(),
            };
            draft.put(at, key, value);
        }
        ServerAdded => {
            let (holder, key) = pointer::split(at).context("it is not a list of servers")?;
            let mut server = without_prose(other?.value);
            describe(draft, &mut server, at);
            let variables = server.get_mut("variables").and_then(Value::as_object_mut);
            for (_, variable) in variables.into_iter().flatten() {
                describe(draft, variable, at);
            }
            draft.push(holder, &key, server);
        }
        SecuritySchemeAdded | SecuritySchemeChanged => {
            let (holder, key) = pointer::split(at).context("it is not a security scheme")?;
            let mut scheme = without_prose(other?.value);
            describe(draft, &mut scheme, at);
            draft.put(holder, &key, scheme);
        }
        SchemaChanged | MediaTypeAdded | OperationIdChanged => {}
        OperationMoved
        | OperationRemoved
        | DeprecationRemoved
        | ParameterRemoved
        | BodyRemoved
        | MediaTypeRemoved
        | StatusRemoved
        | PropertyRemoved
        | PropertyNowOptional
        | EnumValueRemoved
        | NullRemoved
        | ServerRemoved
        | SecuritySchemeRemoved => {}
    }
    Ok(())
}

fn put_beside(draft: &mut Draft<'_>, at: &str, value: Value) {
    if let Some((holder, key)) = pointer::split(at) {
        draft.put(holder, &key, value);
    }
}

/// Adds an operation under its path, which our document may have under another name.
fn add_operation(draft: &mut Draft<'_>, author: &mut Author<'_>, other_at: &str) -> Result<()> {
    let all = Operation::all(author.theirs)?;
    let operation = all.values().find(|operation| operation.at == other_at);
    let operation = operation.context("upstream lacks the operation")?;
    let mut new = author.operation(operation)?;
    let paths = draft.get("/paths").into_iter().flat_map(entries);
    let shape = operation::shape(operation.path);
    let known = paths.map(|(path, _)| path).find(|path| operation::shape(path) == shape);
    let path = known.unwrap_or(operation.path).to_owned();
    let names = operation::path_names(operation.path).zip(operation::path_names(&path));
    for (theirs, ours) in names {
        let all = new["parameters"].as_array_mut().into_iter().flatten();
        let same = all.filter(|it| it["in"] == "path" && it["name"] == theirs);
        same.for_each(|parameter| parameter["name"] = json!(ours));
    }
    draft.put(&pointer::join("/paths", &path), operation.method, new);
    Ok(())
}

fn add_status(
    draft: &mut Draft<'_>,
    author: &mut Author<'_>,
    change: &Change,
    other_at: &str,
) -> Result<()> {
    let status = change.place.rsplit(' ').next().unwrap_or_default();
    let operation = change.pointer.split("/responses").next().unwrap_or_default();
    // If a range covers it, only upstream's status is recorded.
    if change.class == Class::Breaking {
        let name = operation_name(draft, operation);
        let response = author.response(&Located::follow(author.theirs, other_at)?, &name);
        draft.put(&format!("{operation}/responses"), status, response);
    }
    let named = statuses(&json!({ status: {} }));
    for status in items(&named) {
        draft.push(operation, "x-statuses", status.clone());
    }
    Ok(())
}

/// Updates the list of required properties for one of them.
fn require(draft: &mut Draft<'_>, author: &Author<'_>, change: &Change) {
    let holder = change.pointer.rsplit_once("/properties/");
    let other = change.upstream_pointer.rsplit_once("/properties/");
    if let (Some((holder, name)), Some((other, _))) = (holder, other) {
        let name = pointer::unescape(name);
        if Schema::of(author.theirs, other).required.contains(name.as_str()) {
            draft.push(holder, "required", json!(name));
        }
    }
}

/// Returns upstream's value in our form, with our description.
fn retype(draft: &mut Draft<'_>, author: &mut Author<'_>, change: &Change) {
    let at = change.pointer.as_str();
    let place = match at.ends_with("/schema") && at.contains("/parameters/") {
        true => Use::Parameter,
        false => Use::Elsewhere,
    };
    let schema = author.schema(&change.upstream_pointer, &component_name(&change.place), place);
    let old = draft.get(at).cloned().unwrap_or_default();
    let words = ["description", "example", "deprecated"].into_iter();
    let words: Vec<&str> = words.filter(|key| old.get(*key).is_some()).collect();
    let mut schema = match schema.get("$ref") {
        Some(_) if !words.is_empty() => json!({ "allOf": [schema] }),
        _ => schema,
    };
    for key in words {
        schema[key] = old[key].clone();
    }
    draft.replace(at, schema);
}

/// Adds our description to its replacement, or a mark where one is missing.
fn describe(draft: &Draft<'_>, value: &mut Value, at: &str) {
    let old = draft.get(at).and_then(|old| old.get("description")).cloned();
    if let Value::Object(map) = value {
        map.insert("description".into(), old.unwrap_or_else(|| json!(TODO)));
    }
}

/// Returns the prefix of components made for an operation of ours.
fn operation_name(draft: &Draft<'_>, at: &str) -> String {
    let id = draft.get(at).and_then(|operation| operation["operationId"].as_str());
    id.map_or_else(|| pointer::describe(at), str::to_owned).to_pascal_case()
}

/// Returns the name of a component that is made for a place.
fn component_name(place: &str) -> String {
    let words = place.rsplit(": ").next().unwrap_or(place);
    words.trim_start_matches("schema ").to_pascal_case()
}
