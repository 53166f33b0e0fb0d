//! The rules for our document, each a function that returns the places that break it.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use serde_json::{Map, Value};

/// A rule: what breaks it, one line each.
pub(crate) type Rule = fn(&Value) -> Vec<String>;

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation, with the parameters of its path.
struct Operation<'a> {
    /// Method and path.
    place: String,
    path: &'a str,
    value: &'a Value,
    parameters: Vec<&'a Value>,
}

pub(crate) fn every_operation_has_an_id_of_its_own(document: &Value) -> Vec<String> {
    let mut broken = Vec::new();
    let mut ids: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for operation in operations(document) {
        match operation.value["operationId"].as_str() {
            None => broken.push(format!("{}: no operationId", operation.place)),
            Some(id) => {
                if id != id.to_snake_case() {
                    broken.push(format!("{}: {id} is not in snake case", operation.place));
                }
                ids.entry(id).or_default().push(operation.place);
            }
        }
    }
    let twice = ids.into_iter().filter(|(_, places)| places.len() > 1);
    broken.extend(twice.map(|(id, places)| format!("{id} is the id of {}", places.join(" and "))));
    broken
}

pub(crate) fn path_and_parameters_name_each_other(document: &Value) -> Vec<String> {
    let mut broken = Vec::new();
    for operation in operations(document) {
        let named: BTreeSet<&str> = operation.path.split(['{', '}']).skip(1).step_by(2).collect();
        let in_path = operation.parameters.iter().filter(|p| p["in"] == "path");
        let given: BTreeSet<&str> = in_path.filter_map(|p| p["name"].as_str()).collect();
        let place = &operation.place;
        let stray = given.difference(&named);
        broken.extend(stray.map(|name| format!("{place}: parameter {name} is not in the path")));
        let unknown = named.difference(&given);
        broken.extend(unknown.map(|name| format!("{place}: {{{name}}} is no path parameter")));
    }
    broken
}

pub(crate) fn every_component_is_used(document: &Value) -> Vec<String> {
    // Starts outside of the components: two that only use each other are unused.
    let mut outside = document.clone();
    if let Some(document) = outside.as_object_mut() {
        document.remove("components");
    }
    let mut used = BTreeSet::new();
    let mut next = references(&outside);
    while let Some(reference) = next.pop() {
        next.extend(at(document, &reference).iter().flat_map(|value| references(value)));
        if !used.insert(reference) {
            next.retain(|reference| !used.contains(reference));
        }
    }
    used.extend(security_schemes(document));
    let kinds = entries(&document["components"]);
    let all = kinds.flat_map(|(kind, components)| {
        let places = entries(components);
        places.map(move |(name, component)| (format!("#/components/{kind}/{name}"), component))
    });
    let broken = all.filter_map(|(place, component)| {
        // An unused component that should stay says why.
        match (used.contains(&place), component["x-unused"].as_str()) {
            (false, None) => Some(format!("{place} is not used")),
            (true, Some(_)) => Some(format!("{place} is used, in spite of its x-unused")),
            _ => None,
        }
    });
    broken.collect()
}

pub(crate) fn every_reference_leads_somewhere(document: &Value) -> Vec<String> {
    let all = references(document).into_iter();
    let lost = all.filter(|reference| at(document, reference).is_none());
    lost.map(|reference| format!("{reference} leads nowhere")).collect()
}

pub(crate) fn every_operation_says_how_it_succeeds_and_fails(document: &Value) -> Vec<String> {
    let missing = operations(document).into_iter().flat_map(|operation| {
        let responses = &operation.value["responses"];
        let missing = ["2XX", "4XX", "5XX"].into_iter().filter(|s| responses[s].is_null());
        missing.map(|status| format!("{}: no {status}", operation.place)).collect::<Vec<_>>()
    });
    missing.collect()
}

pub(crate) fn no_request_field_has_a_default(document: &Value) -> Vec<String> {
    let mut broken = BTreeSet::new();
    for operation in operations(document) {
        for parameter in &operation.parameters {
            let name = parameter["name"].as_str().unwrap_or("?");
            defaults(document, parameter, &format!("{}: {name}", operation.place), &mut broken);
        }
        let body = &operation.value["requestBody"];
        defaults(document, body, &format!("{}: body", operation.place), &mut broken);
    }
    broken.into_iter().collect()
}

/// The setters and the transport have no type for other lists.
pub(crate) fn every_list_parameter_is_a_component(document: &Value) -> Vec<String> {
    let broken = operations(document).into_iter().flat_map(|operation| {
        let inline = operation.parameters.iter().filter(|p| p["schema"]["type"] == "array");
        let names = inline.map(|parameter| parameter["name"].as_str().unwrap_or("?"));
        let said = |name: &str| format!("{}: {name} is not an array component", operation.place);
        names.map(said).collect::<Vec<_>>()
    });
    broken.collect()
}

/// It is the documentation of a setter: "Sets …", "Filters by …".
pub(crate) fn every_parameter_is_described_with_a_verb_first(document: &Value) -> Vec<String> {
    let mut broken = BTreeSet::new();
    for operation in operations(document) {
        for parameter in operation.parameters {
            let text = parameter["description"].as_str().unwrap_or_default();
            let first = text.split_whitespace().next().unwrap_or_default();
            if !(first.starts_with(|c: char| c.is_ascii_uppercase()) && first.ends_with('s')) {
                let name = parameter["name"].as_str().unwrap_or("?");
                broken.insert(format!("parameter {name} is described as {first:?} …"));
            }
        }
    }
    broken.into_iter().collect()
}

pub(crate) fn nothing_is_left_to_be_described(document: &Value) -> Vec<String> {
    let mut broken = Vec::new();
    texts(document, "", &mut |place, _, text| {
        if text.contains("TODO(describe)") {
            broken.push(format!("{place}: TODO(describe)"));
        }
    });
    broken
}

/// Every text in the document with its place and its key.
pub(crate) fn texts<'a>(value: &'a Value, place: &str, see: &mut impl FnMut(&str, &str, &'a str)) {
    let name = place.rsplit('/').next().unwrap_or_default();
    match value {
        Value::String(text) => see(place, name, text),
        Value::Array(list) => {
            let places = (0..list.len()).map(|index| format!("{place}/{index}"));
            places.zip(list).for_each(|(place, value)| texts(value, &place, see));
        }
        Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                texts(value, &format!("{place}/{key}"), see);
            }
        }
        _ => {}
    }
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut operations = Vec::new();
    for (path, item) in entries(&document["paths"]) {
        for (method, value) in entries(item).filter(|(key, _)| METHODS.contains(key)) {
            let lists = [&item["parameters"], &value["parameters"]];
            let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
            operations.push(Operation {
                place: format!("{} {path}", method.to_uppercase()),
                path,
                value,
                parameters: parameters.map(|parameter| resolve(document, parameter)).collect(),
            });
        }
    }
    operations
}

/// Follows a schema, or what holds one, down to its properties and through references.
fn defaults(document: &Value, value: &Value, place: &str, broken: &mut BTreeSet<String>) {
    fn go<'a>(
        document: &'a Value,
        value: &'a Value,
        place: &str,
        through: &mut Vec<&'a str>,
        broken: &mut BTreeSet<String>,
    ) {
        if let Some(reference) = value["$ref"].as_str() {
            if !through.contains(&reference) {
                through.push(reference);
                go(document, resolve(document, value), place, through, broken);
                through.pop();
            }
            return;
        }
        for (key, inner) in entries(value) {
            match key {
                "default" => _ = broken.insert(format!("{place} has a default")),
                // Beneath these, the keys are names.
                "properties" | "content" | "patternProperties" => {
                    for (name, inner) in entries(inner) {
                        go(document, inner, &format!("{place}: {name}"), through, broken);
                    }
                }
                "schema" | "items" | "additionalProperties" | "not" => {
                    go(document, inner, place, through, broken);
                }
                "allOf" | "anyOf" | "oneOf" => {
                    for inner in inner.as_array().into_iter().flatten() {
                        go(document, inner, place, through, broken);
                    }
                }
                _ => {}
            }
        }
    }
    go(document, value, place, &mut Vec::new(), broken);
}

fn security_schemes(document: &Value) -> impl Iterator<Item = String> {
    let operations = operations(document);
    let each = operations.iter().map(|operation| &operation.value["security"]);
    let requirements = each.chain([&document["security"]]).filter_map(Value::as_array).flatten();
    let names: BTreeSet<String> =
        requirements.flat_map(|one| entries(one).map(|(name, _)| name.to_owned())).collect();
    names.into_iter().map(|name| format!("#/components/securitySchemes/{name}"))
}

fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    texts(value, "", &mut |_, name, text| {
        if name == "$ref" {
            found.push(text.to_owned());
        }
    });
    found
}

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str();
    reference.and_then(|reference| at(document, reference)).unwrap_or(value)
}

fn at<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(reference.strip_prefix('#')?)
}

fn entries(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter).map(|(key, value)| (key.as_str(), value))
}
