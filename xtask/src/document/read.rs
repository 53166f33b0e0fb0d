//! Text to an OpenAPI document whose parts are what they have to be, so that
//! the rest may rely on it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::{Value, json};

use crate::document::{lenient::Lenient, pointer, source::Source};

pub(crate) const METHODS: [&str; 8] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Twice as many take an unoptimised build some ten seconds.
const MOST_WRITTEN_OUT: u64 = 30_000;

/// Keys under which an example stands, which may contain anything.
const ANYTHING: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Keys under which nothing is compared, so that a reference there may lead anywhere.
const PASSED_OVER: [&str; 4] = ["webhooks", "callbacks", "headers", "links"];

/// Keys under which the keys are names and say nothing.
const NAMED: [&str; 7] = [
    "properties",
    "patternProperties",
    "$defs",
    "responses",
    "schemas",
    "parameters",
    "requestBodies",
];

/// Whether what is under a key of a document may hold references that are followed.
pub(crate) fn is_followed(key: &str) -> bool {
    !ANYTHING.contains(&key) && !PASSED_OVER.contains(&key) && !key.starts_with("x-")
}

/// Whether the keys under a key are names.
pub(crate) fn has_names(key: &str) -> bool {
    NAMED.contains(&key)
}

/// Reads YAML or JSON, without asking what it describes.
pub(crate) fn yaml(source: &Source) -> Result<Value> {
    let name = &source.name;
    // A byte order mark is no part of the text.
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let Lenient(value) = yaml_serde::from_str(text)
        .map_err(|why| anyhow!("{name} is neither YAML nor JSON: {why}"))?;
    Ok(value)
}

/// Reads an OpenAPI document, 3.0 or 3.1, and checks what it consists of.
pub(crate) fn openapi(source: &Source) -> Result<Value> {
    let mut root = yaml(source)?;
    pointer::decode(&mut root);
    check(&root).with_context(|| source.name.clone())?;
    Ok(root)
}

/// Checks what a document consists of, and that its references lead somewhere.
pub(crate) fn check(root: &Value) -> Result<()> {
    if let Some(version) = root.get("swagger") {
        bail!("it is Swagger {}, and only OpenAPI 3.0 and 3.1 can be compared", plain(version));
    }
    let version = root.get("openapi").ok_or_else(|| {
        anyhow!("it is no OpenAPI document: there is no `openapi` at the top with the version")
    })?;
    let version = plain(version);
    if !["3.0", "3.1"].iter().any(|v| version == *v || version.starts_with(&format!("{v}."))) {
        bail!("it is OpenAPI {version}, and only 3.0 and 3.1 can be compared");
    }
    // What 3.0 asks for may be missing in 3.1.
    let (lenient, none) = (version.starts_with("3.1"), json!({}));
    let paths = root.get("paths").or(lenient.then_some(&none)).and_then(Value::as_object);
    let paths =
        paths.ok_or_else(|| anyhow!("it has no `paths`, so there is nothing to compare"))?;
    check_references(root)?;
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
        check_template(path)?;
        let item = pointer::follow(root, item);
        expect(item.is_object(), path, "a path has to be an object")?;
        check_parameters(root, &item["parameters"], path)?;
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let place = format!("{} {path}", method.to_uppercase());
            check_operation(root, operation, &place, lenient)?;
        }
    }
    for (kind, named) in entries(&root["components"]) {
        expect(named.is_object() || kind.starts_with("x-"), kind, "has to be an object")?;
    }
    for (name, schema) in entries(&root["components"]["schemas"]) {
        check_schema(schema, &format!("components.schemas.{name}"))?;
    }
    Ok(())
}

fn check_operation(root: &Value, operation: &Value, place: &str, lenient: bool) -> Result<()> {
    expect(operation.is_object(), place, "an operation has to be an object")?;
    check_parameters(root, &operation["parameters"], place)?;
    if let Some(body) = operation.get("requestBody") {
        let place = format!("{place}, requestBody");
        check_content(&pointer::follow(root, body)["content"], &place, true)?;
    }
    let responses = &operation["responses"];
    let fits = responses.is_object() || lenient && operation.get("responses").is_none();
    expect(fits, place, "an operation has to have `responses`")?;
    for (status, response) in entries(responses).filter(|(status, _)| !status.starts_with("x-")) {
        let place = format!("{place}, responses.{status}");
        let digits = status.as_bytes();
        let known = matches!(digits, [b'1'..=b'5', b'X' | b'0'..=b'9', b'X' | b'0'..=b'9']);
        expect(known || status == "default", &place, "is neither a status nor `default`")?;
        let response = pointer::follow(root, response);
        expect(response.is_object(), &place, "a response has to be an object")?;
        check_content(&response["content"], &place, false)?;
    }
    Ok(())
}

fn check_parameters(root: &Value, parameters: &Value, place: &str) -> Result<()> {
    expect(parameters.is_array() || parameters.is_null(), place, "`parameters` is not a list")?;
    for (index, parameter) in parameters.as_array().into_iter().flatten().enumerate() {
        let parameter = pointer::follow(root, parameter);
        let place = format!("{place}, parameters[{index}]");
        expect(parameter["name"].is_string(), &place, "a parameter has no name")?;
        let known = ["query", "header", "path", "cookie"];
        let known = parameter["in"].as_str().is_some_and(|place| known.contains(&place));
        expect(known, &place, "`in` is none of query, header, path and cookie")?;
        match parameter.get("schema") {
            Some(schema) => check_schema(schema, &place)?,
            None => check_content(&parameter["content"], &place, true)?,
        }
    }
    Ok(())
}

fn check_content(content: &Value, place: &str, needed: bool) -> Result<()> {
    let fits = content.is_object() || content.is_null() && !needed;
    expect(fits, place, "`content` is not an object of media types")?;
    for (media, body) in entries(content) {
        expect(body.is_object(), place, "a media type has to be an object")?;
        if let Some(schema) = body.get("schema") {
            check_schema(schema, &format!("{place}, {media}"))?;
        }
    }
    Ok(())
}

fn check_schema(schema: &Value, place: &str) -> Result<()> {
    let fits = schema.is_object() || schema.is_boolean();
    expect(fits, place, "a schema has to be an object")?;
    if schema.get("$ref").is_some() {
        return Ok(());
    }
    let properties = schema.get("properties");
    expect(properties.is_none_or(Value::is_object), place, "`properties` is not an object")?;
    for list in ["enum", "required", "allOf", "anyOf", "oneOf"] {
        let fits = schema.get(list).is_none_or(Value::is_array);
        expect(fits, place, &format!("`{list}` is not a list"))?;
    }
    for (name, property) in entries(&schema["properties"]) {
        check_schema(property, &format!("{place}.{name}"))?;
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = schema.get(key) {
            check_schema(inner, &format!("{place}, {key}"))?;
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for inner in schema[key].as_array().into_iter().flatten() {
            check_schema(inner, &format!("{place}, {key}"))?;
        }
    }
    Ok(())
}

fn check_template(path: &str) -> Result<()> {
    expect(path.starts_with('/'), path, "a path has to begin with `/`")?;
    let mut open = false;
    for letter in path.chars().filter(|letter| "{}".contains(*letter)) {
        expect(open == (letter == '}'), path, "the braces of a path do not match")?;
        open = !open;
    }
    expect(!open, path, "the braces of a path do not match")
}

/// Every path parameter is in its path and the other way round: a comparison
/// by position relies on it. Checked once the overlay is applied, as upstream
/// has one that is not.
pub(crate) fn check_path_parameters(root: &Value) -> Result<()> {
    for (path, item) in entries(&root["paths"]).filter(|(path, _)| path.starts_with('/')) {
        let in_path: BTreeSet<&str> = path.split(['{', '}']).skip(1).step_by(2).collect();
        let item = pointer::follow(root, item);
        for (method, operation) in entries(item).filter(|(key, _)| METHODS.contains(key)) {
            let lists = [&item["parameters"], &operation["parameters"]];
            let all = lists.into_iter().filter_map(Value::as_array).flatten();
            let all = all.map(|parameter| pointer::follow(root, parameter));
            let declared = all.filter(|parameter| parameter["in"] == "path");
            let declared: BTreeSet<&str> = declared.filter_map(|p| p["name"].as_str()).collect();
            if let Some(name) = declared.symmetric_difference(&in_path).next() {
                let method = method.to_uppercase();
                let why = if in_path.contains(name) { "not declared" } else { "not in the path" };
                bail!("{method} {path}: the path parameter {name} is {why}");
            }
        }
    }
    Ok(())
}

/// Every `$ref` leads somewhere, and none leads back to where it stands.
fn check_references(root: &Value) -> Result<()> {
    let mut references = BTreeMap::new();
    collect(root, root, String::new(), &mut references, false)?;
    // What is passed over counts once something that is not leads to it.
    let (mut known, mut next) = (BTreeSet::new(), references.clone());
    while !next.is_empty() {
        let mut more = BTreeMap::new();
        for target in next.into_values().filter(|target| known.insert(*target)) {
            if let Some(value) = root.pointer(target) {
                collect(root, value, target.to_owned(), &mut more, false)?;
            }
        }
        references.extend(more.iter().map(|(at, target)| (at.clone(), *target)));
        next = more;
    }
    let (mut done, mut all) = (BTreeMap::new(), 0_u64);
    for target in references.values() {
        all = all.saturating_add(visit(target, &references, &mut Vec::new(), &mut done)?);
    }
    if all > MOST_WRITTEN_OUT {
        bail!("its references into other parts lead to more than can be compared");
    }
    Ok(())
}

/// The references, each under the pointer to the object that holds it.
fn collect<'a>(
    root: &'a Value,
    value: &'a Value,
    place: String,
    references: &mut BTreeMap<String, &'a str>,
    names: bool,
) -> Result<()> {
    if let Some(reference) = value.get("$ref").and_then(Value::as_str).filter(|_| !names) {
        let Some(target) = pointer::reference(value) else {
            bail!("{}: the reference {reference} leads out of the document", dotted(&place));
        };
        if root.pointer(target).is_none() {
            bail!("{}: there is no {reference}", dotted(&place));
        }
        references.insert(place.clone(), target);
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                if names || is_followed(key) {
                    let named = !names && has_names(key);
                    let place = format!("{place}/{}", pointer::escape(key));
                    collect(root, inner, place, references, named)?;
                }
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                collect(root, inner, format!("{place}/{index}"), references, false)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// How often something is written out in place of a reference, and of those in it.
fn visit<'a>(
    target: &'a str,
    references: &BTreeMap<String, &'a str>,
    way: &mut Vec<&'a str>,
    done: &mut BTreeMap<&'a str, u64>,
) -> Result<u64> {
    if let Some(start) = way.iter().position(|on_the_way| *on_the_way == target) {
        let circle: Vec<_> = way[start..].iter().chain([&target]).map(|to| dotted(to)).collect();
        let circle = circle.join(" -> ");
        bail!("the references go round in a circle, which cannot be compared: {circle}");
    }
    if let Some(times) = done.get(target) {
        return Ok(*times);
    }
    way.push(target);
    let inside = format!("{target}/");
    let held = references.range(target.to_owned()..);
    let held = held.take_while(|(place, _)| place.starts_with(target));
    let mut times = 1_u64;
    for (_, next) in held.filter(|(place, _)| *place == target || place.starts_with(&inside)) {
        times = times.saturating_add(visit(next, references, way, done)?);
    }
    way.pop();
    // A component stays one, and is not written out.
    let times = if pointer::is_component(target) { 0 } else { times };
    done.insert(target, times);
    Ok(times)
}

/// A pointer as people write it.
pub(crate) fn dotted(pointer: &str) -> String {
    pointer.split('/').skip(1).map(pointer::unescape).collect::<Vec<_>>().join(".")
}

fn expect(fits: bool, place: &str, otherwise: &str) -> Result<()> {
    if fits { Ok(()) } else { Err(anyhow!("{place}: {otherwise}")) }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The entries of an object; of anything else, none.
pub(crate) fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}
