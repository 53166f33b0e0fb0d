//! What several operations share, and may not be edited for one of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{
    document::pointer,
    drift::{
        align,
        finding::{Finding, Kind},
        place,
        users::{Users, component},
    },
};

/// What to edit so that a difference is gone, and nothing else.
pub(crate) enum Aim {
    Edit(String),
    /// The reference at this place has to give way to what it refers to.
    WriteOut(String),
}

/// The references of a document, as far as upstream has what they are in: an
/// operation that we have ahead of it is not asked.
pub(crate) struct Sharing<'a> {
    root: &'a Value,
    theirs: &'a Value,
    users: Users,
    common: BTreeSet<String>,
}

impl<'a> Sharing<'a> {
    pub(crate) fn new(root: &'a Value, theirs: &'a Value) -> Self {
        let common = align::pairs(root, theirs).iter().map(align::Pair::name).collect();
        Self { root, theirs, users: Users::of(root), common }
    }

    /// Looks whether the difference concerns all that share what it points to.
    pub(crate) fn aim(&self, finding: &Finding, found: &[Finding]) -> Aim {
        use Kind::*;
        let edit = || Aim::Edit(finding.pointer.clone());
        // What is taken away from one operation is left with the others.
        if matches!(finding.kind, ParameterRemoved | BodyRemoved | SecuritySchemeRemoved) {
            return edit();
        }
        let twins: Vec<&Finding> = found
            .iter()
            .filter(|it| (it.kind, &it.upstream) == (finding.kind, &finding.upstream))
            .collect();
        // A type, and what is said beside one, belong to the place and not to
        // what it refers to.
        let about = [DeprecationAdded, DeprecationRemoved, NullAdded, NullRemoved, DefaultChanged];
        let about = about.contains(&finding.kind);
        if let Some((site, target)) = self.reference(&finding.pointer)
            && finding.kind != TypeChanged
            && !(about && target.starts_with("/components/schemas/"))
        {
            let concerned = twins.iter().map(|it| it.pointer.as_str());
            let everywhere = self.is_everywhere(&target, concerned);
            return if everywhere { Aim::Edit(target) } else { Aim::WriteOut(site) };
        }
        let same = twins.into_iter().filter(|it| it.pointer == finding.pointer);
        match (self.held_by(finding), self.reference(&finding.site)) {
            (Some(component), Some((site, target))) if component == target => {
                let everywhere = self.is_everywhere(&component, same.map(|it| it.site.as_str()));
                return if everywhere { edit() } else { Aim::WriteOut(site) };
            }
            (Some(component), _) => {
                let concerned: BTreeSet<String> =
                    same.flat_map(|it| it.operations.clone()).collect();
                let users = self.users.operations(&component);
                let others = users.intersection(&self.common).any(|it| !concerned.contains(it));
                if others && let Some(site) = self.first_use(finding, &component) {
                    return Aim::WriteOut(site);
                }
            }
            _ => {}
        }
        edit()
    }

    /// The reference at a place, be it within an `allOf`, and what it refers to.
    fn reference(&self, place: &str) -> Option<(String, String)> {
        let node = self.root.pointer(place)?;
        if let Some(target) = pointer::reference(node) {
            return Some((place.to_owned(), target.to_owned()));
        }
        let [part] = node["allOf"].as_array()?.as_slice() else { return None };
        let target = pointer::reference(part)?;
        Some((format!("{place}/allOf/0"), target.to_owned()))
    }

    /// Whether these are all the places that refer to a component.
    fn is_everywhere<'b>(&self, component: &str, places: impl Iterator<Item = &'b str>) -> bool {
        let concerned = places.filter_map(|place| self.reference(place));
        let concerned: BTreeSet<String> = concerned.map(|(site, _)| site).collect();
        let all = sites(self.root, component).into_iter();
        all.filter(|site| self.is_upstreams(site)).all(|site| concerned.contains(&site))
    }

    /// Whether upstream has what holds a place of ours.
    fn is_upstreams(&self, place: &str) -> bool {
        match component(place) {
            None => place::operation(place).is_some_and(|it| self.common.contains(&it)),
            Some(component) => {
                let users = self.users.operations(&component);
                let known = self.theirs.pointer(&component).is_some();
                users.intersection(&self.common).next().is_some() || users.is_empty() && known
            }
        }
    }

    fn held_by(&self, finding: &Finding) -> Option<String> {
        let added = finding.pointer.rsplit_once("/properties/");
        let added = added.filter(|_| finding.kind == Kind::PropertyAdded);
        let at = added.map_or(finding.pointer.as_str(), |(schema, _)| schema);
        component(&pointer::resolve(self.root, at)?.0)
    }

    /// Where an operation of the difference first uses a component.
    fn first_use(&self, finding: &Finding, component: &str) -> Option<String> {
        let (method, path) = finding.operations.first()?.split_once(' ')?;
        let at = format!("/paths/{}/{}", pointer::escape(path), method.to_lowercase());
        site(self.root, &at, component)
    }
}

/// Every place that refers to a component.
fn sites(root: &Value, component: &str) -> Vec<String> {
    let mut all = Vec::new();
    pointer::references(root, "", &mut |at, target| {
        if target == component {
            all.push(at.to_owned());
        }
    });
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
