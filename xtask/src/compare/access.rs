//! Servers and security: where requests go, and how they authenticate.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    compare::{
        change::{Change, Class, Kind},
        operation::{Located, Operation},
        schema::without_prose,
    },
    document::{
        pointer, reference,
        value::{entries, items, plain},
    },
};

/// Compares what applies to all operations.
pub(super) fn everywhere(ours: &Value, theirs: &Value) -> Vec<Change> {
    fn said<'a>(root: &'a Value, key: &str) -> Located<'a> {
        Located { at: format!("/{key}"), value: &root[key] }
    }
    let mut found = servers(&said(ours, "servers"), &said(theirs, "servers"), "");
    found.extend(schemes(ours, theirs));
    found.extend(requirements(&said(ours, "security"), &said(theirs, "security"), "security"));
    found
}

/// Compares what one operation, or its path, has of its own.
pub(super) fn of_operation(own: &Operation<'_>, other: &Operation<'_>) -> Vec<Change> {
    let name = own.name();
    let mut found = Vec::new();
    // If neither has its own, the global ones have been compared.
    let is_own = |key: &str| {
        let everywhere = format!("/{key}");
        own.effective(key).at != everywhere || other.effective(key).at != everywhere
    };
    if is_own("servers") {
        let prefix = format!("{name}: ");
        found.extend(servers(&own.effective("servers"), &other.effective("servers"), &prefix));
    }
    if is_own("security") {
        let place = format!("{name}: security");
        let both = (own.effective("security"), other.effective("security"));
        let here = requirements(&both.0, &both.1, &place);
        found.extend(here.map(|change| change.at(&own.at, &other.at)));
    }
    found.into_iter().map(|change| change.of(&name)).collect()
}

/// Identifies a server.
fn server_url(server: &Value) -> Option<&str> {
    Some(server["url"].as_str()?.trim_end_matches('/'))
}

fn servers(ours: &Located<'_>, theirs: &Located<'_>, prefix: &str) -> Vec<Change> {
    fn by_url<'a>(list: &Located<'a>) -> BTreeMap<&'a str, Located<'a>> {
        let all = items(list.value).enumerate();
        let all = all.map(|(index, value)| Located { at: format!("{}/{index}", list.at), value });
        all.filter_map(|server| Some((server_url(server.value)?, server))).collect()
    }
    let (own, other) = (by_url(ours), by_url(theirs));
    let mut found = Vec::new();
    for (url, server) in &own {
        let place = format!("{prefix}server {url}");
        match other.get(url) {
            None => {
                let change = Change::new(Kind::ServerRemoved, Class::Breaking, place);
                found.push(change.at(&server.at, &theirs.at));
            }
            Some(theirs) => found.extend(variables(server, theirs, &place)),
        }
    }
    for (url, server) in other.iter().filter(|(url, _)| !own.contains_key(*url)) {
        let place = format!("{prefix}server {url}");
        let change = Change::new(Kind::ServerAdded, Class::Compatible, place);
        found.push(change.at(&ours.at, &server.at));
    }
    found
}

fn variables(own: &Located<'_>, other: &Located<'_>, server: &str) -> Vec<Change> {
    let (mine, theirs) = (&own.value["variables"], &other.value["variables"]);
    let names: BTreeSet<&str> =
        entries(mine).chain(entries(theirs)).map(|(name, _)| name).collect();
    let mut found = Vec::new();
    for name in names {
        let (mine, theirs) = (&mine[name], &theirs[name]);
        let place = format!("{server}, variable {name}");
        let below = format!("variables/{}", pointer::escape(name));
        let mut add = |kind, class, place, values: (&Value, &Value)| {
            let change = Change::new(kind, class, place).values(values.0, values.1);
            found.push(change.at(format!("{}/{below}", own.at), format!("{}/{below}", other.at)));
        };
        let (values, their_values) = (set(&mine["enum"]), set(&theirs["enum"]));
        for value in values.difference(&their_values) {
            let place = format!("{place} = {value}");
            add(
                Kind::EnumValueRemoved,
                Class::Breaking,
                place,
                (&value.as_str().into(), &Value::Null),
            );
        }
        for value in their_values.difference(&values) {
            let place = format!("{place} = {value}");
            add(
                Kind::EnumValueAdded,
                Class::Compatible,
                place,
                (&Value::Null, &value.as_str().into()),
            );
        }
        if mine.is_object() != theirs.is_object() || mine["default"] != theirs["default"] {
            let values = (&mine["default"], &theirs["default"]);
            add(Kind::ServerVariableChanged, Class::Breaking, place, values);
        }
    }
    found
}

fn schemes(ours: &Value, theirs: &Value) -> Vec<Change> {
    let holder = "/components/securitySchemes";
    let of = |root: &Value| -> BTreeMap<String, Value> {
        let names = root.pointer(holder).into_iter().flat_map(entries).map(|(name, _)| name);
        let all = names.filter_map(|name| {
            let (_, scheme) = reference::follow(root, &pointer::join(holder, name)).ok()?;
            Some((name.to_owned(), without_prose(scheme)))
        });
        all.collect()
    };
    let (own, other) = (of(ours), of(theirs));
    let names: BTreeSet<&String> = own.keys().chain(other.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let (mine, theirs) = (own.get(name), other.get(name));
        let (kind, class) = match (mine, theirs) {
            (None, _) => (Kind::SecuritySchemeAdded, Class::Compatible),
            (_, None) => (Kind::SecuritySchemeRemoved, Class::Breaking),
            (mine, theirs) if mine != theirs => (Kind::SecuritySchemeChanged, Class::Breaking),
            _ => continue,
        };
        let change = Change::new(kind, class, format!("security scheme {name}"));
        let at = pointer::join(holder, name);
        let null = &Value::Null;
        let change = match kind {
            Kind::SecuritySchemeChanged => {
                change.values(mine.unwrap_or(null), theirs.unwrap_or(null))
            }
            _ => change,
        };
        found.push(change.at(&at, &at));
    }
    found
}

/// Compares the schemes that give access. A removed scheme is breaking, unless access needs none,
/// and so is a scheme where none was needed.
fn requirements(own: &Located<'_>, other: &Located<'_>, place: &str) -> Option<Change> {
    let (ways, their_ways) = (set(own.value), set(other.value));
    if ways == their_ways {
        return None;
    }
    let open = |ways: &BTreeSet<String>| ways.is_empty() || ways.contains("{}");
    let less = ways.difference(&their_ways).next().is_some() || open(&ways);
    let class = if less && !open(&their_ways) { Class::Breaking } else { Class::Compatible };
    let change = Change::new(Kind::SecurityChanged, class, place).values(own.value, other.value);
    Some(change.at(&own.at, &other.at))
}

/// Returns the items of a list in which order has no meaning.
pub(super) fn set(list: &Value) -> BTreeSet<String> {
    items(list).map(plain).collect()
}
