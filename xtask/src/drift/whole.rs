//! What `drift` leaves out: servers, security, and what an operation and its
//! parameters say beside their structure.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;
use serde_json::{Map, Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{
        align,
        finding::{Class, Finding, Kind},
        normal,
    },
};

/// The differences of two documents as they are, not in normal form.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> Vec<Finding> {
    let mut found = servers(ours, theirs);
    found.extend(schemes(ours, theirs));
    found.extend(requirements(&ours["security"], &theirs["security"], "security", "/security"));
    for pair in align::pairs(ours, theirs) {
        let (at, other_at) = pair.pointers();
        // Not by the pointers alone: a path may be a reference.
        let sides = (pointer::resolve(ours, &at), pointer::resolve(theirs, &other_at));
        let (Some((_, own)), Some((_, other))) = sides else { continue };
        let name = pair.name();
        let mut here = operation(own, other, &name, &at);
        // What an operation says of security takes the place of what holds for all.
        let of = |root: &Value, operation: &Value| {
            operation.get("security").unwrap_or(&root["security"]).clone()
        };
        if own.get("security").or(other.get("security")).is_some() {
            let (mine, theirs) = (of(ours, own), of(theirs, other));
            here.extend(requirements(&mine, &theirs, &format!("{name}: security"), &at));
        }
        here.extend(parameters(ours, theirs, (own, &at), (other, &other_at), &name));
        found.extend(here.into_iter().map(|finding| finding.of(&name)));
    }
    found
}

fn operation(own: &Value, other: &Value, name: &str, at: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let (id, other_id) = (own["operationId"].as_str(), other["operationId"].as_str());
    // Upstream gives no ids so far, and then the names are ours alone.
    if let Some(other_id) = other_id.filter(|it| id != Some(&it.to_snake_case())) {
        let place = format!("{name}: operation id");
        let finding = Finding::new(Kind::OperationIdChanged, Class::Compatible, place);
        found
            .push(finding.values(&json!(id), &json!(other_id)).at(format!("{at}/operationId"), at));
    }
    let (tags, other_tags) = (set(&own["tags"]), set(&other["tags"]));
    if tags != other_tags {
        let finding = Finding::new(Kind::TagsChanged, Class::Compatible, format!("{name}: tags"));
        found.push(finding.values(&own["tags"], &other["tags"]).at(format!("{at}/tags"), at));
    }
    found.extend(deprecation(own, other, name).map(|finding| finding.at(at, at)));
    found
}

fn deprecation(own: &Value, other: &Value, place: &str) -> Option<Finding> {
    let (before, after) = (own["deprecated"] == true, other["deprecated"] == true);
    let kind = match (before, after) {
        (false, true) => Kind::DeprecationAdded,
        (true, false) => Kind::DeprecationRemoved,
        _ => return None,
    };
    let finding = Finding::new(kind, Class::Compatible, format!("{place} deprecated"));
    Some(finding.values(&json!(before), &json!(after)))
}

/// How parameters that both have are written into the request.
fn parameters(
    ours: &Value,
    theirs: &Value,
    (own, at): (&Value, &str),
    (other, other_at): (&Value, &str),
    name: &str,
) -> Vec<Finding> {
    let by_name = |root: &Value, operation: &Value| -> BTreeMap<(String, String), (usize, Value)> {
        let list = operation["parameters"].as_array().into_iter().flatten().enumerate();
        list.map(|(index, parameter)| {
            let parameter = pointer::follow(root, parameter);
            let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
            ((text("in"), text("name")), (index, parameter.clone()))
        })
        .collect()
    };
    let others = by_name(theirs, other);
    let mut found = Vec::new();
    for ((place, parameter), (index, mine)) in by_name(ours, own) {
        let Some((other_index, yours)) = others.get(&(place.clone(), parameter.clone())) else {
            continue;
        };
        let words = format!("{name}: {place} parameter {parameter}");
        let pointers =
            (format!("{at}/parameters/{index}"), format!("{other_at}/parameters/{other_index}"));
        let mut here: Vec<_> = deprecation(&mine, yours, &words).into_iter().collect();
        let list = normal::schema(pointer::follow(ours, &mine["schema"]))["type"] == "array";
        let (encoding, their_encoding) = (encoding(&mine, list), encoding(yours, list));
        if encoding != their_encoding {
            let finding = Finding::new(Kind::EncodingChanged, Class::Breaking, words);
            here.push(finding.values(&encoding, &their_encoding));
        }
        let at = |finding: Finding| finding.at(pointers.0.clone(), pointers.1.clone());
        found.extend(here.into_iter().map(at));
    }
    found
}

/// What a parameter says about its form, with what it means if it says nothing.
/// Only a list or an object has more than one form.
fn encoding(parameter: &Value, list: bool) -> Value {
    let query = matches!(parameter["in"].as_str(), Some("query" | "cookie"));
    let style = if query { "form" } else { "simple" };
    let style = parameter["style"].as_str().unwrap_or(style);
    let explode = parameter["explode"].as_bool().unwrap_or(style == "form");
    let reserved = parameter["allowReserved"] == true;
    let mut encoding = json!({ "style": style, "allowReserved": reserved });
    if list {
        encoding["explode"] = json!(explode);
    }
    encoding
}

fn servers(ours: &Value, theirs: &Value) -> Vec<Finding> {
    let by_url = |root: &Value| -> BTreeMap<String, (usize, Value)> {
        let list = root["servers"].as_array().into_iter().flatten().enumerate();
        let url =
            |server: &Value| server["url"].as_str().map(|url| url.trim_end_matches('/').to_owned());
        list.filter_map(|(index, server)| Some((url(server)?, (index, server.clone())))).collect()
    };
    let (own, other) = (by_url(ours), by_url(theirs));
    let mut found = Vec::new();
    for (url, (index, server)) in &own {
        let place = format!("server {url}");
        let at = format!("/servers/{index}");
        match other.get(url) {
            None => {
                found.push(Finding::new(Kind::ServerRemoved, Class::Breaking, place).at(at, ""));
            }
            Some((_, theirs)) => {
                let here = variables(&server["variables"], &theirs["variables"], &place);
                found.extend(
                    here.into_iter().map(|it| it.at(format!("{at}/variables"), "/servers")),
                );
            }
        }
    }
    for (url, (index, _)) in other.iter().filter(|(url, _)| !own.contains_key(*url)) {
        let finding = Finding::new(Kind::ServerAdded, Class::Compatible, format!("server {url}"));
        found.push(finding.at("/servers", format!("/servers/{index}")));
    }
    found
}

fn variables(own: &Value, other: &Value, server: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let names: BTreeSet<&str> = entries(own).chain(entries(other)).map(|(name, _)| name).collect();
    for name in names {
        let (mine, theirs) = (&own[name], &other[name]);
        let (values, their_values) = (set(&mine["enum"]), set(&theirs["enum"]));
        let place = format!("{server}, variable {name}");
        for value in values.difference(&their_values) {
            let place = format!("{place} = {value}");
            found.push(Finding::new(Kind::EnumValueRemoved, Class::Breaking, place));
        }
        for value in their_values.difference(&values) {
            let place = format!("{place} = {value}");
            found.push(Finding::new(Kind::EnumValueAdded, Class::Compatible, place));
        }
        let here = mine.is_object() == theirs.is_object();
        if !here || mine["default"] != theirs["default"] {
            let finding = Finding::new(Kind::ServerVariableChanged, Class::Breaking, place);
            found.push(finding.values(&mine["default"], &theirs["default"]));
        }
    }
    found
}

fn schemes(ours: &Value, theirs: &Value) -> Vec<Finding> {
    let at = "/components/securitySchemes";
    let structure = |scheme: &Value| -> Value {
        let said = entries(scheme);
        let said = said.filter(|(key, _)| *key != "description" && !key.starts_with("x-"));
        said.map(|(key, value)| (key.to_owned(), value.clone())).collect::<Map<_, _>>().into()
    };
    let of = |root: &Value| -> BTreeMap<String, Value> {
        let all = entries(&root["components"]["securitySchemes"]);
        all.map(|(name, it)| (name.to_owned(), structure(pointer::follow(root, it)))).collect()
    };
    let (own, other) = (of(ours), of(theirs));
    let mut found = Vec::new();
    for (name, scheme) in &own {
        let place = format!("security scheme {name}");
        let at = format!("{at}/{}", pointer::escape(name));
        let finding = match other.get(name) {
            None => Finding::new(Kind::SecuritySchemeRemoved, Class::Breaking, place),
            Some(theirs) if theirs != scheme => {
                Finding::new(Kind::SecuritySchemeChanged, Class::Breaking, place)
                    .values(scheme, theirs)
            }
            Some(_) => continue,
        };
        found.push(finding.at(at.clone(), at));
    }
    for name in other.keys().filter(|name| !own.contains_key(*name)) {
        let place = format!("security scheme {name}");
        let finding = Finding::new(Kind::SecuritySchemeAdded, Class::Compatible, place);
        found.push(finding.at(at, format!("{at}/{}", pointer::escape(name))));
    }
    found
}

/// Which schemes open the door. A way in less is breaking, unless the door is
/// open, and so is having to show something where nothing was asked for.
fn requirements(own: &Value, other: &Value, place: &str, at: &str) -> Vec<Finding> {
    let (ways, their_ways) = (set(own), set(other));
    if ways == their_ways {
        return Vec::new();
    }
    let open = |ways: &BTreeSet<String>| ways.is_empty() || ways.contains("{}");
    let less = ways.difference(&their_ways).next().is_some() || open(&ways);
    let class = if less && !open(&their_ways) { Class::Breaking } else { Class::Compatible };
    let finding = Finding::new(Kind::SecurityChanged, class, place).values(own, other);
    vec![finding.at(at, at)]
}

fn set(list: &Value) -> BTreeSet<String> {
    let items = list.as_array().into_iter().flatten();
    items.map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}
