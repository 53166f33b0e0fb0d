//! The differences of two schemas, without the schemas inside them.

use std::{cmp::Ordering, collections::BTreeSet};

use serde_json::{Value, json};

use crate::{
    compare::{
        change::{Change, Class, Direction, Kind},
        schema::{Schema, without_prose},
    },
    document::{
        pointer,
        value::{items, plain},
    },
};

/// Limits. Does a greater number allow more?
const LIMITS: [(&str, bool); 8] = [
    ("minimum", false),
    ("maximum", true),
    ("minLength", false),
    ("maxLength", true),
    ("minItems", false),
    ("maxItems", true),
    ("minProperties", false),
    ("maxProperties", true),
];

/// Limits that are neither wider nor narrower when they differ.
const OTHER_LIMITS: [&str; 5] =
    ["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "pattern", "uniqueItems"];

/// Keywords about a value that are not part of its structure.
const ABOUT: [&str; 5] = ["discriminator", "readOnly", "writeOnly", "nullable", "deprecated"];

/// Inner schemas, which are compared separately if both sides have them.
pub(crate) const INNER: [&str; 3] = ["items", "additionalProperties", "not"];

/// Two schemas with their places, and the direction of their values.
pub(crate) struct Pair<'a> {
    pub(crate) own_root: &'a Value,
    pub(crate) other_root: &'a Value,
    pub(crate) own: Schema<'a>,
    pub(crate) other: Schema<'a>,
    pub(crate) way: Direction,
    pub(crate) place: &'a str,
}

impl Pair<'_> {
    /// Are both of the same type, so that their inner schemas can be compared?
    pub(crate) fn is_same_kind(&self) -> bool {
        fn kind<'a>(schema: &'a Schema<'_>) -> impl PartialEq + use<'a> {
            let parts: Vec<&str> = schema.parts.keys().copied().collect();
            (&schema.types, schema.keyword("format"), parts, schema.keyword("not").is_null())
        }
        kind(&self.own) == kind(&self.other)
    }

    /// Returns the differences in structure.
    pub(crate) fn structure(&self) -> Vec<Change> {
        let mut all = Vec::new();
        if self.is_same_kind() {
            self.properties(&mut all);
            self.values(&mut all);
            self.limits(&mut all);
            self.rest(&mut all);
        } else {
            let briefs = (self.own.brief(self.own_root), self.other.brief(self.other_root));
            let change = self.change(Kind::TypeChanged, Class::Breaking, "");
            let change = change.at(&self.own.at, &self.other.at);
            all.push(change.values(&briefs.0, &briefs.1));
        }
        all
    }

    /// Returns the differences beside the structure.
    pub(crate) fn about(&self) -> Vec<Change> {
        let mut all = Vec::new();
        let value = |schema: &Schema<'_>, key| match key {
            "nullable" | "deprecated" => json!(!schema.keyword(key).is_null()),
            key => schema.keyword(key).clone(),
        };
        let mut add = |kind, class, suffix: &str, key| {
            let change = self.change(kind, class, suffix).at(&self.own.at, &self.other.at);
            all.push(change.values(&value(&self.own, key), &value(&self.other, key)));
        };
        for key in ABOUT.into_iter().filter(|key| self.own.keyword(key) != self.other.keyword(key))
        {
            let is_new = self.own.keyword(key).is_null();
            match key {
                "nullable" if is_new => add(Kind::NullAdded, self.way.widened(), "", key),
                "nullable" => add(Kind::NullRemoved, self.way.narrowed(), "", key),
                "deprecated" => {
                    let kind =
                        if is_new { Kind::DeprecationAdded } else { Kind::DeprecationRemoved };
                    add(kind, Class::Compatible, " deprecated", key);
                }
                key => add(Kind::SchemaChanged, Class::Breaking, &format!(" {key}"), key),
            }
        }
        let (own, other) = (self.own.keyword("default"), self.other.keyword("default"));
        if !is_equal(own, other) {
            // A program that omits it gets another default. If only one side has a default,
            // nothing need have changed.
            let said = !own.is_null() && !other.is_null() && self.way != Direction::Response;
            let class = if said { Class::Breaking } else { Class::Compatible };
            add(Kind::DefaultChanged, class, " default", "default");
        }
        all
    }

    fn change(&self, kind: Kind, class: Class, suffix: &str) -> Change {
        Change::new(kind, class, format!("{}{suffix}", self.place)).going(self.way)
    }

    /// Makes the change of a keyword.
    fn keyword_change(&self, kind: Kind, class: Class, key: &str) -> Change {
        self.change(kind, class, &format!(" {key}"))
            .at(self.own.holder(key), self.other.holder(key))
            .values(self.own.keyword(key), self.other.keyword(key))
    }

    fn properties(&self, all: &mut Vec<Change>) {
        let (own, other) = (&self.own, &self.other);
        let names: BTreeSet<&str> =
            own.properties.keys().chain(other.properties.keys()).copied().collect();
        for name in names {
            let at = |schema: &Schema<'_>| {
                let missing = || format!("{}/properties", schema.holder("properties"));
                let known = schema.properties.get(name).cloned();
                known.unwrap_or_else(|| pointer::join(&missing(), name))
            };
            let mut add = |kind, class, ours: &Value, theirs: &Value| {
                let change = self.change(kind, class, &format!(".{name}"));
                all.push(change.at(at(own), at(other)).values(ours, theirs));
            };
            let needed = (own.required.contains(name), other.required.contains(name));
            match (own.properties.get(name), other.properties.get(name)) {
                (Some(at), None) => {
                    let brief = Schema::of(self.own_root, at).brief(self.own_root);
                    add(Kind::PropertyRemoved, Class::Breaking, &brief, &Value::Null);
                }
                (None, Some(at)) => {
                    let class = if needed.1 { self.way.narrowed() } else { Class::Compatible };
                    let brief = Schema::of(self.other_root, at).brief(self.other_root);
                    add(Kind::PropertyAdded, class, &Value::Null, &brief);
                }
                _ if needed == (false, true) => {
                    let kind = Kind::PropertyNowRequired;
                    add(kind, self.way.narrowed(), &json!(false), &json!(true));
                }
                _ if needed == (true, false) => {
                    let kind = Kind::PropertyNowOptional;
                    add(kind, self.way.widened(), &json!(true), &json!(false));
                }
                _ => {}
            }
        }
    }

    /// A new value is compatible in a response too: our enumerations are open. A removed value, or
    /// all of them, removes variants of the crate that programs may name.
    fn values(&self, all: &mut Vec<Change>) {
        let (own, other) = (self.own.keyword("enum"), self.other.keyword("enum"));
        if own.is_array() != other.is_array() {
            return all.push(self.keyword_change(Kind::SchemaChanged, Class::Breaking, "enum"));
        }
        let mut add = |kind, class, value: &Value, ours: &Value, theirs: &Value| {
            let change = self.change(kind, class, &format!(" = {}", plain(value)));
            let change = change.at(self.own.holder("enum"), self.other.holder("enum"));
            all.push(change.values(ours, theirs));
        };
        let lacks = |list: &Value, value: &Value| !items(list).any(|it| is_equal(it, value));
        for value in items(own).filter(|value| lacks(other, value)) {
            add(Kind::EnumValueRemoved, Class::Breaking, value, value, &Value::Null);
        }
        for value in items(other).filter(|value| lacks(own, value)) {
            add(Kind::EnumValueAdded, Class::Compatible, value, &Value::Null, value);
        }
    }

    fn limits(&self, all: &mut Vec<Change>) {
        let all_limits = LIMITS.iter().map(|(key, wider)| (*key, Some(*wider)));
        for (key, greater_is_wider) in all_limits.chain(OTHER_LIMITS.map(|key| (key, None))) {
            let (own, other) = (self.own.keyword(key), self.other.keyword(key));
            if is_equal(own, other) {
                continue;
            }
            let wider = match (order(other, own), greater_is_wider) {
                (Some(order), Some(greater)) => order.is_gt() == greater,
                _ => other.is_null(),
            };
            // The generated types ignore limits, so a response beyond one is decoded too.
            let compatible = wider || self.way == Direction::Response;
            let class = if compatible { Class::Compatible } else { Class::Breaking };
            all.push(self.keyword_change(Kind::LimitChanged, class, key));
        }
    }

    /// Reports keywords that this program does not know, too.
    fn rest(&self, all: &mut Vec<Change>) {
        let keys: BTreeSet<&str> = self.own.keys().chain(self.other.keys()).collect();
        let limits = LIMITS.map(|(key, _)| key);
        let known = |key: &&str| {
            ["format", "enum", "default"].contains(key)
                || [&limits[..], &OTHER_LIMITS, &ABOUT].iter().any(|known| known.contains(key))
        };
        for key in keys.into_iter().filter(|key| !known(key)) {
            let inner = |schema: &Schema<'_>| schema.inner(key).is_some();
            let both = INNER.contains(&key) && inner(&self.own) && inner(&self.other);
            let sides =
                (without_prose(self.own.keyword(key)), without_prose(self.other.keyword(key)));
            if !both && sides.0 != sides.1 {
                all.push(self.keyword_change(Kind::SchemaChanged, Class::Breaking, key));
            }
        }
        for (list, own) in &self.own.parts {
            let other = self.other.parts.get(list).map_or(0, Vec::len);
            if own.len() != other {
                let change = self.change(Kind::SchemaChanged, Class::Breaking, &format!(" {list}"));
                let change = change.at(&self.own.at, &self.other.at);
                all.push(change.values(&json!(own.len()), &json!(other)));
            }
        }
    }
}

/// Are two values the same? `1` and `1.0` are.
fn is_equal(one: &Value, other: &Value) -> bool {
    order(one, other).map_or_else(|| one == other, Ordering::is_eq)
}

/// Compares two numbers.
fn order(one: &Value, other: &Value) -> Option<Ordering> {
    let integer = |value: &Value| value.as_i64().map(i128::from).or(value.as_u64().map(i128::from));
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
