//! The walk through the schemas of two documents.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use crate::{
    compare::{
        change::{Change, Direction},
        differences::{INNER, Pair},
        schema::{Schema, without_prose},
    },
    document::{
        check, pointer, reference,
        value::{entries, items},
    },
};

const SCHEMAS: &str = "/components/schemas";

/// A pair of schemas, compared once however many references lead to it.
#[derive(Debug, Default)]
struct Node {
    changes: Vec<Change>,
    /// The inner pairs.
    inner: Vec<usize>,
}

/// The pairs of schemas found so far.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    own: &'a Value,
    other: &'a Value,
    nodes: Vec<Node>,
    known: BTreeMap<(String, String, Direction), usize>,
    /// Pairs that are to be compared, each with its place in words.
    next: Vec<(usize, String, String, Direction, String)>,
    /// The operations, and the pairs that they begin with.
    starts: Vec<(String, usize)>,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(own: &'a Value, other: &'a Value) -> Self {
        let (nodes, known, next, starts) = Default::default();
        Self { own, other, nodes, known, next, starts }
    }

    /// Compares two schemas of an operation.
    pub(crate) fn start(
        &mut self,
        operation: &str,
        (own, other): (&str, &str),
        way: Direction,
        place: &str,
    ) {
        let node = self.meet(own, other, way, place);
        self.starts.push((operation.to_owned(), node));
    }

    /// Compares the pairs found, and all that they lead to.
    pub(crate) fn compare_met(mut self) -> Vec<Change> {
        self.compare_next();
        self.nodes.into_iter().flat_map(|node| node.changes).collect()
    }

    /// Compares everything, and adds to each change the operations concerned.
    pub(crate) fn finish(mut self) -> Result<Vec<Change>> {
        self.compare_next();
        self.compare_unreached()?;
        self.compare_next();
        let mut users = vec![BTreeSet::new(); self.nodes.len()];
        for (operation, start) in &self.starts {
            let mut next = vec![*start];
            while let Some(node) = next.pop() {
                if users[node].insert(operation) {
                    next.extend(&self.nodes[node].inner);
                }
            }
        }
        let users = users.into_iter();
        let changes = self.nodes.iter().zip(users).flat_map(|(node, users)| {
            node.changes.iter().map(move |change| {
                users.iter().fold(change.clone(), |change, operation| change.of(*operation))
            })
        });
        Ok(changes.collect())
    }

    fn compare_next(&mut self) {
        while let Some((node, own, other, way, place)) = self.next.pop() {
            self.nodes[node] = self.compare(&own, &other, way, &place);
        }
    }

    fn meet(&mut self, own: &str, other: &str, way: Direction, place: &str) -> usize {
        let key = (own.to_owned(), other.to_owned(), way);
        if let Some(node) = self.known.get(&key) {
            return *node;
        }
        let node = self.nodes.len();
        self.nodes.push(Node::default());
        self.next.push((node, key.0.clone(), key.1.clone(), way, place.to_owned()));
        self.known.insert(key, node);
        node
    }

    fn compare(&mut self, own: &str, other: &str, way: Direction, place: &str) -> Node {
        let pair = self.pair(own, other, way, place);
        if let (Some(own), Some(other)) = (&pair.own.component, &pair.other.component) {
            // Components are compared separately; this is about this place only.
            let known = self.pair(own, other, way, place).about();
            let mut changes = pair.about();
            changes.retain(|change| !known.iter().any(|it| it.kind == change.kind));
            let name = pointer::split(other).map(|(_, name)| name).unwrap_or_default();
            let inner = vec![self.meet(own, other, way, &format!("schema {name}"))];
            return Node { changes, inner };
        }
        let mut changes = pair.structure();
        changes.extend(pair.about());
        let mut inner = Vec::new();
        if pair.is_same_kind() {
            for (name, own) in &pair.own.properties {
                if let Some(other) = pair.other.properties.get(name) {
                    inner.push(self.meet(own, other, way, &format!("{place}.{name}")));
                }
            }
            for (key, suffix) in INNER.into_iter().zip(["[]", ".*", " not"]) {
                if let (Some(own), Some(other)) = (pair.own.inner(key), pair.other.inner(key)) {
                    inner.push(self.meet(&own, &other, way, &format!("{place}{suffix}")));
                }
            }
            for (list, own) in &pair.own.parts {
                let other = pair.other.parts.get(list).map_or(&[][..], Vec::as_slice);
                for (own, other) in self.matched(own, other) {
                    inner.push(self.meet(&own, &other, way, place));
                }
            }
        }
        Node { changes, inner }
    }

    fn pair<'b>(&self, own: &str, other: &str, way: Direction, place: &'b str) -> Pair<'b>
    where
        'a: 'b,
    {
        Pair {
            own_root: self.own,
            other_root: self.other,
            own: Schema::of(self.own, own),
            other: Schema::of(self.other, other),
            way,
            place,
        }
    }

    /// Matches several schemas, in which order has no meaning: those that are the same, then those
    /// that are alike. `None` if one is left.
    fn matched(&self, own: &[String], other: &[String]) -> Vec<(String, String)> {
        if own.len() != other.len() {
            return Vec::new();
        }
        let sorted = |root: &Value, parts: &[String]| {
            let mut parts: Vec<_> =
                parts.iter().map(|at| (likeness(root, at), at.clone())).collect();
            parts.sort();
            parts
        };
        let (mut own, mut other) = (sorted(self.own, own), sorted(self.other, other));
        let mut pairs = Vec::new();
        own.retain(|(like, at)| {
            let same = other.iter().position(|(other, _)| like == other);
            pairs.extend(same.map(|index| (at.clone(), other.remove(index).1)));
            same.is_none()
        });
        pairs.extend(own.into_iter().zip(other).map(|((_, own), (_, other))| (own, other)));
        pairs
    }

    /// Compares the schemas that both documents have and no operation uses: the crate has types
    /// for them.
    fn compare_unreached(&mut self) -> Result<()> {
        let (own, other) = (reached(self.own), reached(self.other));
        let all = entries(&self.own["components"]["schemas"]).map(|(name, _)| name);
        let both = all.filter(|name| self.other["components"]["schemas"].get(*name).is_some());
        let both: Vec<(&str, String)> =
            both.map(|name| (name, pointer::join(SCHEMAS, name))).collect();
        for (name, at) in
            both.iter().filter(|(_, at)| !own.contains(&**at) && !other.contains(&**at))
        {
            check::schema(self.own, at)?;
            check::schema(self.other, at)?;
            self.meet(at, at, Direction::Response, &format!("schema {name}"));
        }
        Ok(())
    }
}

/// Returns the pointers to which references in operations lead, directly or not.
fn reached(root: &Value) -> BTreeSet<&str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![&root["paths"]];
    while let Some(value) = next.pop() {
        if let Some(target) = reference::target(value)
            && reached.insert(target)
        {
            next.extend(root.pointer(target));
        }
        next.extend(entries(value).map(|(_, inner)| inner).chain(items(value)));
    }
    reached
}

/// The criteria by which schemas are alike: type, properties, then everything.
fn likeness(root: &Value, at: &str) -> (String, String, String) {
    let schema = Schema::of(root, at);
    let text = root.pointer(at).map(|node| without_prose(node).to_string());
    let words = |set: Vec<&str>| set.join(",");
    let types = words(schema.types.iter().copied().collect());
    (types, words(schema.properties.keys().copied().collect()), text.unwrap_or_default())
}
