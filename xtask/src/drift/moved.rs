//! An operation that is gone in one place and new in another, and is the same.

use std::collections::BTreeSet;

use heck::ToSnakeCase;
use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{
        align,
        finding::{Class, Finding, Kind},
    },
};

/// Makes one finding of an operation removed and the same operation added.
pub(crate) fn pair(found: &mut Vec<Finding>, own: &Value, other: &Value) {
    let of = |found: &[Finding], kind| -> Vec<Finding> {
        found.iter().filter(|finding| finding.kind == kind).cloned().collect()
    };
    let added = of(found, Kind::OperationAdded);
    let mut taken = BTreeSet::new();
    for gone in of(found, Kind::OperationRemoved) {
        let Some(mine) = own.pointer(&gone.pointer) else { continue };
        let candidates = added.iter().filter(|it| !taken.contains(&it.place));
        let same = candidates.filter(|it| {
            let theirs = other.pointer(&it.upstream_pointer).unwrap_or(&Value::Null);
            method(&it.place) == method(&gone.place) && traits(own, mine) == traits(other, theirs)
        });
        // Operations without a body are all alike: such a one has to be called the same.
        let plain = !has_fields(&traits(own, mine));
        let same = same.filter(|it| !plain || is_called_the_same(&gone.place, &it.place));
        // Several operations may be made alike; the one with the nearest name it is.
        let Some(new) = same.max_by_key(|it| likeness(&gone.place, &it.place)) else { continue };
        taken.insert(new.place.clone());
        found.retain(|it| {
            !(it.kind == Kind::OperationRemoved && it.place == gone.place
                || it.kind == Kind::OperationAdded && it.place == new.place)
        });
        let finding = Finding::new(Kind::OperationMoved, Class::Breaking, gone.place.clone())
            .values(&json!(gone.place), &json!(new.place))
            .at(gone.pointer.clone(), new.upstream_pointer.clone());
        found.push(finding.of(gone.place));
    }
}

/// What makes an operation what it is, apart from where it is.
fn traits(root: &Value, operation: &Value) -> Value {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters: BTreeSet<String> = parameters
        .map(|parameter| pointer::follow(root, parameter))
        // A path parameter may be called otherwise on another path.
        .map(|it| match it["in"].as_str() {
            Some("path") => "path".to_owned(),
            _ => format!("{} {}", it["in"], it["name"]),
        })
        .collect();
    let body = pointer::follow(root, &operation["requestBody"]);
    let body: BTreeSet<_> = entries(&body["content"]).map(|(media, _)| media).collect();
    let answer = align::success(operation);
    let answer = pointer::follow(root, &answer);
    let answer = entries(&answer["content"]).next().map(|(_, body)| &body["schema"]);
    json!([parameters, body, answer.map(|schema| fields(root, schema))])
}

/// The fields of an answer, or of what it is a list of.
fn fields(root: &Value, schema: &Value) -> BTreeSet<String> {
    let schema = pointer::follow(root, schema);
    match schema.get("items") {
        Some(items) => fields(root, items),
        None => entries(&schema["properties"]).map(|(name, _)| name.to_owned()).collect(),
    }
}

/// Whether the answer says what it is, so that there is no need of a like name.
fn has_fields(traits: &Value) -> bool {
    traits[2].as_array().is_some_and(|fields| !fields.is_empty())
}

fn method(place: &str) -> Option<&str> {
    place.split(' ').next()
}

/// Whether two paths have the same last segment or all the same words.
fn is_called_the_same(one: &str, other: &str) -> bool {
    let words = |place: &str| -> BTreeSet<String> {
        let words = segments(place).into_iter().map(|segment| segment.to_snake_case());
        words.flat_map(|it| it.split('_').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let last = |place: &str| segments(place).pop();
    last(one) == last(other) || words(one) == words(other)
}

/// How many segments two paths share.
fn likeness(one: &str, other: &str) -> usize {
    let all = |place| segments(place).into_iter().collect::<BTreeSet<_>>();
    all(one).intersection(&all(other)).count()
}

/// The segments of a path, version and parameters left out.
fn segments(place: &str) -> Vec<String> {
    let all = place.split(['/', ' ']).skip(1).filter(|it| !it.is_empty());
    let version = |it: &str| it.strip_prefix('v').is_some_and(|it| it.parse::<u32>().is_ok());
    all.filter(|it| !it.starts_with('{') && !version(it)).map(str::to_owned).collect()
}
