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
        normal, parameters,
    },
};

/// An operation in one of the two documents.
struct Side<'a> {
    root: &'a Value,
    /// What holds for all operations of the path.
    item: &'a Value,
    operation: &'a Value,
    method: &'a str,
    path: &'a str,
    /// The pointers to the path and to the operation.
    item_at: String,
    at: String,
}

impl<'a> Side<'a> {
    fn new(root: &'a Value, method: &'a str, path: &'a str) -> Option<Self> {
        // Not by the pointer alone: a path may be a reference.
        let at = format!("/paths/{}/{method}", pointer::escape(path));
        let (at, operation) = pointer::resolve(root, &at)?;
        let (item_at, _) = at.rsplit_once('/')?;
        let (item, item_at) = (root.pointer(item_at)?, item_at.to_owned());
        Some(Self { root, item, operation, method, path, item_at, at })
    }

    /// What holds for the operation: what it says itself, or its path, or the document; and
    /// where that is said.
    fn effective(&self, key: &str) -> (&'a Value, String) {
        match (self.operation.get(key), self.item.get(key)) {
            (Some(own), _) => (own, format!("{}/{key}", self.at)),
            (None, Some(shared)) => (shared, format!("{}/{key}", self.item_at)),
            (None, None) => (&self.root[key], format!("/{key}")),
        }
    }
}

/// The differences of two documents as they are, not in normal form.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> Vec<Finding> {
    let everywhere = "/servers".to_owned();
    let lists = (&ours["servers"], everywhere.clone());
    let mut found = servers(lists, (&theirs["servers"], everywhere.clone()), "");
    found.extend(schemes(ours, theirs));
    let at = "/security";
    found.extend(requirements((&ours["security"], at), (&theirs["security"], at), "security"));
    for pair in align::pairs(ours, theirs) {
        let own = Side::new(ours, &pair.method, &pair.path);
        let other = Side::new(theirs, &pair.method, &pair.other_path);
        let (Some(own), Some(other)) = (own, other) else { continue };
        let name = pair.name();
        let mut here = operation(&own, &other, &name);
        // Where neither says anything of its own, what holds for all has been compared.
        let lists = (own.effective("servers"), other.effective("servers"));
        if lists.0.1 != everywhere || lists.1.1 != everywhere {
            here.extend(servers(lists.0, lists.1, &format!("{name}: ")));
        }
        if own.operation.get("security").or(other.operation.get("security")).is_some() {
            let (mine, theirs) = (own.effective("security").0, other.effective("security").0);
            let place = format!("{name}: security");
            here.extend(requirements((mine, &own.at), (theirs, &other.at), &place));
        }
        here.extend(parameters(&own, &other, &name));
        found.extend(here.into_iter().map(|finding| finding.of(&name)));
    }
    found
}

fn operation(own: &Side<'_>, other: &Side<'_>, name: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let pointers = |key: &str| (format!("{}/{key}", own.at), format!("{}/{key}", other.at));
    let (mine, theirs) = (own.operation, other.operation);
    let (id, other_id) = (mine["operationId"].as_str(), theirs["operationId"].as_str());
    // Upstream gives no ids so far, and then the names are ours alone.
    if let Some(other_id) = other_id.filter(|it| id != Some(&it.to_snake_case())) {
        let place = format!("{name}: operation id");
        let finding = Finding::new(Kind::OperationIdChanged, Class::Compatible, place);
        let (at, other_at) = pointers("operationId");
        found.push(finding.values(&json!(id), &json!(other_id)).at(at, other_at));
    }
    let (tags, other_tags) = (set(&mine["tags"]), set(&theirs["tags"]));
    if tags != other_tags {
        let finding = Finding::new(Kind::TagsChanged, Class::Compatible, format!("{name}: tags"));
        let (at, other_at) = pointers("tags");
        found.push(finding.values(&mine["tags"], &theirs["tags"]).at(at, other_at));
    }
    let deprecation = deprecation(mine, theirs, name);
    found.extend(deprecation.map(|finding| finding.at(&own.at, &other.at)));
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
fn parameters(own: &Side<'_>, other: &Side<'_>, name: &str) -> Vec<Finding> {
    let others = by_key(other);
    let mut found = Vec::new();
    for (key, (at, mine)) in by_key(own) {
        let Some((other_at, theirs)) = others.get(&key) else { continue };
        let words = |key: &str| mine[key].as_str().unwrap_or_default();
        let place = format!("{name}: {} parameter {}", words("in"), words("name"));
        let mut here: Vec<_> = deprecation(mine, theirs, &place).into_iter().collect();
        let list = normal::schema(pointer::follow(own.root, &mine["schema"]))["type"] == "array";
        let (encoding, their_encoding) = (encoding(mine, list), encoding(theirs, list));
        if encoding != their_encoding {
            let finding = Finding::new(Kind::EncodingChanged, Class::Breaking, place);
            here.push(finding.values(&encoding, &their_encoding));
        }
        found.extend(here.into_iter().map(|finding| finding.at(&at, other_at)));
    }
    found
}

/// The parameters of an operation and its path, each with the pointer to it.
fn by_key<'a>(side: &Side<'a>) -> BTreeMap<(String, String), (String, &'a Value)> {
    let all = parameters::of(side.root, side.item, side.method).into_iter();
    all.map(|(below, parameter)| {
        let parameter = pointer::follow(side.root, parameter);
        let at = format!("{}/{below}", side.item_at);
        (parameters::key(parameter, side.path), (at, parameter))
    })
    .collect()
}

/// What a parameter says about its form, with what it means if it says nothing.
/// Only a list or an object has more than one form.
pub(crate) fn encoding(parameter: &Value, list: bool) -> Value {
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

/// What makes two servers the same.
pub(crate) fn server_url(server: &Value) -> Option<&str> {
    Some(server["url"].as_str()?.trim_end_matches('/'))
}

/// The differences of two lists of servers, each with the pointer to it.
fn servers(
    (ours, at): (&Value, String),
    (theirs, other_at): (&Value, String),
    prefix: &str,
) -> Vec<Finding> {
    fn by_url(list: &Value) -> BTreeMap<&str, (usize, &Value)> {
        let list = list.as_array().into_iter().flatten().enumerate();
        list.filter_map(|(index, server)| Some((server_url(server)?, (index, server)))).collect()
    }
    let (own, other) = (by_url(ours), by_url(theirs));
    let mut found = Vec::new();
    for (url, (index, server)) in &own {
        let place = format!("{prefix}server {url}");
        let at = format!("{at}/{index}");
        match other.get(url) {
            None => {
                let finding = Finding::new(Kind::ServerRemoved, Class::Breaking, place);
                found.push(finding.at(at, &other_at));
            }
            Some((index, theirs)) => {
                let here = variables(&server["variables"], &theirs["variables"], &place);
                let (at, other_at) =
                    (format!("{at}/variables"), format!("{other_at}/{index}/variables"));
                found.extend(here.into_iter().map(|it| it.below(&at, &other_at)));
            }
        }
    }
    for (url, (index, _)) in other.iter().filter(|(url, _)| !own.contains_key(*url)) {
        let place = format!("{prefix}server {url}");
        let finding = Finding::new(Kind::ServerAdded, Class::Compatible, place);
        found.push(finding.at(&at, format!("{other_at}/{index}")));
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
        let mut add = |kind, class, place: String, ours: &Value, theirs: &Value| {
            let below = format!("/{}", pointer::escape(name));
            let finding = Finding::new(kind, class, place).values(ours, theirs);
            found.push(finding.at(below.clone(), below));
        };
        for value in values.difference(&their_values) {
            let place = format!("{place} = {value}");
            add(Kind::EnumValueRemoved, Class::Breaking, place, &json!(value), &Value::Null);
        }
        for value in their_values.difference(&values) {
            let place = format!("{place} = {value}");
            add(Kind::EnumValueAdded, Class::Compatible, place, &Value::Null, &json!(value));
        }
        let here = mine.is_object() == theirs.is_object();
        if !here || mine["default"] != theirs["default"] {
            let (ours, theirs) = (&mine["default"], &theirs["default"]);
            add(Kind::ServerVariableChanged, Class::Breaking, place, ours, theirs);
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
fn requirements(
    (own, at): (&Value, &str),
    (other, other_at): (&Value, &str),
    place: &str,
) -> Vec<Finding> {
    let (ways, their_ways) = (set(own), set(other));
    if ways == their_ways {
        return Vec::new();
    }
    let open = |ways: &BTreeSet<String>| ways.is_empty() || ways.contains("{}");
    let less = ways.difference(&their_ways).next().is_some() || open(&ways);
    let class = if less && !open(&their_ways) { Class::Breaking } else { Class::Compatible };
    let finding = Finding::new(Kind::SecurityChanged, class, place).values(own, other);
    vec![finding.at(at, other_at)]
}

fn set(list: &Value) -> BTreeSet<String> {
    let items = list.as_array().into_iter().flatten();
    items.map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned)).collect()
}
