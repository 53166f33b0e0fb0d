//! What several operations share, and may not be edited for one of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    finding::{Finding, Kind},
    place, pointer,
    read::{METHODS, entries},
};

/// What to edit so that a difference is gone, and nothing else.
pub(crate) enum Aim {
    Edit(String),
    /// The reference at this place has to give way to what it refers to.
    WriteOut(String),
}

/// Looks whether the difference concerns all that share what it points to.
pub(crate) fn aim(root: &Value, finding: &Finding, found: &[Finding]) -> Aim {
    use Kind::*;
    let edit = || Aim::Edit(finding.pointer.clone());
    let twins =
        || found.iter().filter(|it| (it.kind, &it.upstream) == (finding.kind, &finding.upstream));
    // What is added to, taken from, or said of one place is not said of others.
    if matches!(finding.kind, ParameterRemoved | BodyRemoved | SecuritySchemeRemoved) {
        return edit();
    }
    let node = root.pointer(&finding.pointer).filter(|_| finding.kind != TypeChanged);
    if let Some(target) = node.and_then(pointer::reference) {
        let is_schema = target.starts_with("/components/schemas/");
        let about = [DeprecationAdded, DeprecationRemoved, NullAdded, NullRemoved, DefaultChanged];
        if is_schema && about.contains(&finding.kind) {
            return edit();
        }
        let concerned: BTreeSet<&str> = twins().map(|it| it.pointer.as_str()).collect();
        let everywhere = sites(root, target).iter().all(|site| concerned.contains(site.as_str()));
        return if everywhere {
            Aim::Edit(target.to_owned())
        } else {
            Aim::WriteOut(finding.pointer.clone())
        };
    }
    within(root, finding, twins().collect()).map_or_else(edit, Aim::WriteOut)
}

/// Where an operation of this difference uses a component that others, which it
/// does not concern, use as well.
fn within(root: &Value, finding: &Finding, twins: Vec<&Finding>) -> Option<String> {
    let added = finding.pointer.rsplit_once("/properties/");
    let added = added.filter(|_| finding.kind == Kind::PropertyAdded);
    let at = added.map_or(finding.pointer.as_str(), |(schema, _)| schema);
    let (at, _) = pointer::resolve(root, at)?;
    let component = component(&at)?;
    let same = twins.into_iter().filter(|it| it.pointer == finding.pointer);
    let concerned: BTreeSet<String> = same.flat_map(|it| it.operations.clone()).collect();
    if users(root, &component).is_subset(&concerned) {
        return None;
    }
    let (method, path) = finding.operations.first()?.split_once(' ')?;
    let at = format!("/paths/{}/{}", pointer::escape(path), method.to_lowercase());
    site(root, &at, &component)
}

/// Every place that refers to a component.
fn sites(root: &Value, component: &str) -> Vec<String> {
    fn collect(value: &Value, at: &str, component: &str, all: &mut Vec<String>) {
        if pointer::reference(value) == Some(component) {
            all.push(at.to_owned());
        }
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    collect(inner, &format!("{at}/{}", pointer::escape(key)), component, all);
                }
            }
            Value::Array(items) => {
                for (index, inner) in items.iter().enumerate() {
                    collect(inner, &format!("{at}/{index}"), component, all);
                }
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    collect(root, "", component, &mut all);
    all
}

/// The component that a pointer leads into, as a pointer.
pub(crate) fn component(pointer: &str) -> Option<String> {
    let segments: Vec<&str> = pointer.split('/').take(4).collect();
    (segments.len() == 4 && segments[1] == "components").then(|| segments.join("/"))
}

/// The operations that use a component, as `GET /path`.
pub(crate) fn users(root: &Value, component: &str) -> BTreeSet<String> {
    let operations = operations(root).into_iter();
    let using = operations.filter(|at| site(root, at, component).is_some());
    using.filter_map(|at| place::operation(&at)).collect()
}

fn operations(root: &Value) -> Vec<String> {
    let mut all = Vec::new();
    for (path, item) in entries(&root["paths"]) {
        let methods = entries(item).map(|(key, _)| key).filter(|key| METHODS.contains(key));
        all.extend(methods.map(|method| format!("/paths/{}/{method}", pointer::escape(path))));
    }
    all
}

/// The first reference within the node at `at` that leads to a component, be it
/// by way of others.
pub(crate) fn site(root: &Value, at: &str, component: &str) -> Option<String> {
    let node = root.pointer(at)?;
    if let Some(target) = pointer::reference(node) {
        let leads = target == component
            || target.starts_with(&format!("{component}/"))
            || site(root, target, component).is_some();
        return leads.then(|| at.to_owned());
    }
    match node {
        Value::Object(map) => map
            .keys()
            .find_map(|key| site(root, &format!("{at}/{}", pointer::escape(key)), component)),
        Value::Array(items) => {
            (0..items.len()).find_map(|index| site(root, &format!("{at}/{index}"), component))
        }
        _ => None,
    }
}

/// The item in an operation's list that is the parameter at `pointer`.
pub(crate) fn parameter(root: &Value, operation: &str, pointer: &str) -> Option<String> {
    let list = root.pointer(&format!("{operation}/parameters"))?.as_array()?;
    (0..list.len()).map(|index| format!("{operation}/parameters/{index}")).find(|item| {
        item == pointer || root.pointer(item).and_then(pointer::reference) == Some(pointer)
    })
}
