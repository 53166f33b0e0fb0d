//! The comparison of two documents: Oxide's `drift` walks through operations,
//! parameters, bodies and schemas; what it only says to be different is looked
//! at here, and what it does not look at is compared in `align.rs` and `whole.rs`.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use anyhow::Result;
use drift::{Change, ChangeComparison, ChangeDetails, ChangeInfo};
use serde_json::{Map, Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{
        align,
        finding::{Class, Direction, Finding, Kind},
        moved, node, normal, parts, place, unseen,
        users::{self, Users},
        whole,
    },
};

/// Everything in which upstream's document differs from ours.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> Result<Vec<Finding>> {
    let mut own = normal::document(ours);
    let mut other = normal::document(theirs);
    let mut found = whole::compare(ours, theirs);
    found.extend(align::align(&mut own, &mut other, ours));
    unseen::show(&mut own, &mut other);
    let users = BothUsers::of(ours, theirs);
    for change in drift::compare(&own, &other)? {
        found.extend(translate(&change, &own, &other, &users));
    }
    found = unique(found);
    moved::pair(&mut found, &own, &other);
    for finding in &mut found {
        finding.pointer = parts::around(&own, &finding.pointer);
        finding.upstream_pointer = parts::around(&other, &finding.upstream_pointer);
        // From the form that was compared back to what stands in the file.
        if let Some((real, _)) = pointer::resolve(ours, &finding.pointer) {
            finding.pointer = real;
        }
    }
    found.sort_by_key(|it| (it.operations.clone(), it.place.clone(), it.kind));
    Ok(found)
}

/// The operations of both documents and the components that they use.
struct BothUsers {
    ours: Users,
    theirs: Users,
    /// An operation's name in upstream's document, and in ours.
    names: Vec<(String, String)>,
}

impl BothUsers {
    fn of(ours: &Value, theirs: &Value) -> Self {
        let pairs = align::pairs(ours, theirs).into_iter();
        let names = pairs.map(|pair| (pair.other_name(), pair.name())).collect();
        Self { ours: Users::of(ours), theirs: Users::of(theirs), names }
    }

    /// The operations that use two components at once, of which a difference between the two
    /// is one of theirs: `drift` compares a pair of components once and does not say to whom
    /// else it matters.
    fn operations(&self, base: &str, other_base: &str) -> BTreeSet<String> {
        let bases = (users::component(base), users::component(other_base));
        let (Some(own), Some(other)) = bases else { return BTreeSet::new() };
        let (own, other) = (self.ours.operations(&own), self.theirs.operations(&other));
        let both =
            self.names.iter().filter(|(theirs, ours)| own.contains(ours) && other.contains(theirs));
        both.map(|(_, ours)| ours.clone()).collect()
    }
}

fn translate(change: &Change, own: &Value, other: &Value, users: &BothUsers) -> Vec<Finding> {
    let Some(path) = change.paths.first() else { return Vec::new() };
    let (base, _) = path.old.base_and_subpath();
    let (other_base, _) = path.new.base_and_subpath();
    let operations = |path: &drift::ChangePath| {
        let base = path.old.endpoint_base().or(path.new.endpoint_base())?;
        place::operation(base.trim_start_matches('#'))
    };
    let mut operations: BTreeSet<String> = change.paths.iter().filter_map(operations).collect();
    let bases = (base.trim_start_matches('#'), other_base.trim_start_matches('#'));
    operations.extend(users.operations(bases.0, bases.1));
    operations.retain(|name| !name.contains(unseen::MADE_UP));
    let ways = |way| change.paths.iter().any(|path| path.comparison == way);
    let way = match (ways(ChangeComparison::Input), ways(ChangeComparison::Output)) {
        (true, true) => Direction::Both,
        (true, false) => Direction::Request,
        (false, _) => Direction::Answer,
    };
    let mut found = Vec::new();
    for info in &change.changes {
        let pointers = (absolute(base, &info.old_subpath), absolute(other_base, &info.new_subpath));
        let many = stands_for_many(&pointers.0, &pointers.1);
        let site = many.then(|| referrer(change, own, &pointers.0, (other, &pointers.1))).flatten();
        let root = site.as_ref().filter(|_| info.old_subpath.is_empty());
        for mut finding in one(info, (&pointers.0, own), (&pointers.1, other), way) {
            // It is the place that is another now, not the schema that stands for it.
            let at = root.filter(|_| finding.pointer.is_empty()).unwrap_or(&pointers.0);
            finding = finding.below(at, &pointers.1);
            finding.operations.extend(operations.iter().cloned());
            found.push(finding);
        }
    }
    found
}

fn one(
    info: &ChangeInfo,
    (at, own): (&str, &Value),
    (other_at, other): (&str, &Value),
    way: Direction,
) -> Vec<Finding> {
    use ChangeDetails::{Added, AddedRequired, LessStrict, Metadata, MoreStrict, Removed};
    let node = |root, at| pointer::resolve(root, at).map_or(&Value::Null, |(_, node)| node);
    let (ours, theirs) = (node(own, at), node(other, other_at));
    let other_place = place::describe(other, other_at);
    let many = stands_for_many(at, other_at);
    let place = if many { other_place.clone() } else { place::describe(own, at) };
    let is_parameter = |node: &Value| node["in"].is_string();
    let is_operation = |node: &Value| node["responses"].is_object();
    let finding = |kind, class, place| vec![Finding::new(kind, class, place)];
    let body = |kind, class| {
        let finding = Finding::new(kind, class, format!("{place}: body"));
        vec![finding.at("/requestBody", "/requestBody")]
    };
    let (compatible, breaking) = (Class::Compatible, Class::Breaking);
    match info.details {
        _ if other_at == "/paths" => finding(Kind::OperationRemoved, breaking, place),
        _ if at == "/paths" => finding(Kind::OperationAdded, compatible, other_place),
        Removed if is_parameter(ours) => {
            // The parameter may be one that several operations share.
            let place = owned(&place, place::operation(other_at), ours);
            finding(Kind::ParameterRemoved, breaking, place)
        }
        Added if is_parameter(theirs) => {
            let place = owned(&other_place, place::operation(at), theirs);
            finding(Kind::ParameterAdded, compatible, place)
        }
        AddedRequired if is_parameter(theirs) => {
            let place = owned(&other_place, place::operation(at), theirs);
            finding(Kind::ParameterAdded, breaking, place)
        }
        MoreStrict if is_parameter(ours) => finding(Kind::ParameterNowRequired, breaking, place),
        LessStrict if is_parameter(ours) => finding(Kind::ParameterNowOptional, compatible, place),
        Removed if is_operation(ours) => body(Kind::BodyRemoved, breaking),
        Added if is_operation(ours) => {
            finding(Kind::BodyAdded, compatible, format!("{place}: body"))
        }
        AddedRequired if is_operation(ours) => {
            finding(Kind::BodyAdded, breaking, format!("{place}: body"))
        }
        MoreStrict if is_operation(ours) => body(Kind::BodyNowRequired, breaking),
        LessStrict if is_operation(ours) => body(Kind::BodyNowOptional, compatible),
        Metadata => node::metadata(&flat(own, ours), &flat(other, theirs), way, &place),
        _ => {
            let mut found = node::structure(ours, theirs, way, &place);
            if found.is_empty() {
                // Nothing is passed over because it is not understood.
                let finding = Finding::new(Kind::SchemaChanged, breaking, place);
                found.push(finding.values(&json!(info.message), &Value::Null));
            }
            found
        }
    }
}

/// A parameter's place, which belongs to an operation even if the parameter is
/// written down elsewhere.
fn owned(place: &str, operation: Option<String>, parameter: &Value) -> String {
    let name = |key: &str| node::text(&parameter[key]);
    match operation {
        Some(operation) => format!("{operation}: {} parameter {}", name("in"), name("name")),
        None => place.to_owned(),
    }
}

/// Whether one schema of ours stands for many places of upstream's, where each
/// is written out in full: a string list may be any parameter.
fn stands_for_many(at: &str, other_at: &str) -> bool {
    let component = |at: &str| -> Option<String> {
        at.starts_with("/components/").then(|| at.split('/').take(4).collect::<Vec<_>>().join("/"))
    };
    component(at).is_some() && component(at) != component(other_at) && other_at != "/paths"
}

/// Where our document refers to the schema that holds `at`, for what upstream
/// has at `other_at`: the place that is called the same.
fn referrer(change: &Change, own: &Value, at: &str, other: (&Value, &str)) -> Option<String> {
    let other_place = place::describe(other.0, other.1);
    let field = |words: &str| match words.strip_prefix("schema ") {
        Some(words) => words.find(['.', '[']).map_or("", |at| &words[at..]).to_owned(),
        None => words.to_owned(),
    };
    let below = field(&place::describe(own, at));
    let below = if at.starts_with("/components/schemas/") { below } else { String::new() };
    let sites = change.paths.iter().filter_map(|path| path.old.iter().nth(1));
    let mut sites = sites.map(|site| site.trim_start_matches('#').trim_end_matches("/$ref"));
    let site = sites.find(|site| {
        other_place.ends_with(&format!("{}{below}", field(&place::describe(own, site))))
    });
    site.map(str::to_owned)
}

/// A schema and what is said beside it, as one.
fn flat(root: &Value, schema: &Value) -> Value {
    let schema = pointer::follow(root, schema);
    let part = ["allOf", "anyOf", "oneOf"].into_iter().find_map(|key| {
        schema[key].as_array().filter(|parts| parts.len() == 1).map(|parts| (key, &parts[0]))
    });
    let Some((key, part)) = part else { return schema.clone() };
    let mut whole: Map<String, Value> = flat(root, part).as_object().cloned().unwrap_or_default();
    let beside = entries(schema).filter(|(name, _)| *name != key);
    whole.extend(beside.map(|(name, value)| (name.to_owned(), value.clone())));
    Value::Object(whole)
}

fn absolute(base: &str, below: &str) -> String {
    let base = base.trim_start_matches('#');
    if below.is_empty() { base.to_owned() } else { format!("{base}/{below}") }
}

/// The same schema is met on several ways; a difference in it is one finding,
/// as bad as the worst of its ways.
fn unique(found: Vec<Finding>) -> Vec<Finding> {
    let mut all: BTreeMap<_, Finding> = BTreeMap::new();
    for finding in found {
        let values = (finding.ours.to_string(), finding.upstream.to_string());
        match all.entry((finding.place.clone(), finding.kind, values)) {
            Entry::Vacant(slot) => _ = slot.insert(finding),
            Entry::Occupied(mut slot) => {
                let it = slot.get_mut();
                it.class = it.class.max(finding.class);
                it.operations.extend(finding.operations);
                if it.direction != finding.direction {
                    it.direction = Some(Direction::Both);
                }
            }
        }
    }
    all.into_values().collect()
}
