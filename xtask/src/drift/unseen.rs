//! The components that `drift` does not come to, which it is led to by operations that are
//! made up.
//!
//! It compares the schemas of an `anyOf`, of an `allOf`, and of what is several things at once
//! as text: two references are the same to it if they have the same name.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{SchemaKind, Type};
use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{align, finding::Direction, parameters},
};

/// Under this path stand the operations that are made up. It comes last, as `drift` names the
/// operation that it was first led through.
pub(crate) const MADE_UP: &str = "/~components/";

const SCHEMAS: &str = "/components/schemas/";

/// Makes up an operation for each schema that both documents have and that `drift` would not
/// compare: one that is met only where it compares texts, in the direction in which it is met
/// there, or one that nothing refers to, as the crate has a type for it.
pub(crate) fn show(own: &mut Value, other: &mut Value) {
    let mut walk = Walk { own, other, seen: BTreeSet::new(), named: BTreeSet::new() };
    walk.operations();
    let mut unseen = walk.unseen();
    unseen.extend(unreached(own, other).into_iter().map(|at| (at, Direction::Answer)));
    for (at, way) in unseen {
        let content = json!({ "application/json": { "schema": { "$ref": format!("#{at}") } } });
        let (method, operation) = match way {
            Direction::Request => {
                ("post", json!({ "requestBody": { "content": content }, "responses": {} }))
            }
            _ => {
                let answer = json!({ "description": "", "content": content });
                ("get", json!({ "responses": { "200": answer } }))
            }
        };
        let path = format!("{MADE_UP}{}", at.trim_start_matches(SCHEMAS));
        for root in [&mut *own, &mut *other] {
            root["paths"][&path][method] = operation.clone();
        }
    }
}

type Met = BTreeSet<(String, Direction)>;

/// The way that `drift` takes through two documents in normal form.
struct Walk<'a> {
    own: &'a Value,
    other: &'a Value,
    /// The pairs of references that it follows.
    seen: BTreeSet<(String, String, Direction)>,
    /// The components that it compares by their names.
    named: Met,
}

impl<'a> Walk<'a> {
    fn operations(&mut self) {
        for pair in align::pairs(self.own, self.other) {
            let (at, other_at) = pair.pointers();
            let sides = (self.own.pointer(&at), self.other.pointer(&other_at));
            let (Some(own), Some(other)) = sides else { continue };
            self.parameters((own, &pair.path), (other, &pair.other_path));
            let body = "requestBody";
            self.contents(&own[body], &other[body], Direction::Request);
            for (status, answer) in entries(&own["responses"]) {
                self.contents(answer, &other["responses"][status], Direction::Answer);
            }
        }
    }

    fn parameters(&mut self, own: (&'a Value, &str), other: (&'a Value, &str)) {
        let by_key = |root: &'a Value, (operation, path): (&'a Value, &str)| {
            let list = operation["parameters"].as_array().into_iter().flatten();
            let list = list.map(|parameter| pointer::follow(root, parameter));
            list.map(|it| (parameters::key(it, path), it)).collect::<BTreeMap<_, _>>()
        };
        let others = by_key(self.other, other);
        for (key, own) in by_key(self.own, own) {
            let Some(other) = others.get(&key) else { continue };
            match (own.get("schema"), other.get("schema")) {
                (Some(own), Some(other)) => self.schemas(own, other, Direction::Request),
                _ => self.texts(own, other, Direction::Request),
            }
        }
    }

    /// Two bodies or answers.
    fn contents(&mut self, own: &'a Value, other: &'a Value, way: Direction) {
        let own = pointer::follow(self.own, own);
        let other = pointer::follow(self.other, other);
        for (media, body) in entries(&own["content"]) {
            if let Some(own) = body.get("schema")
                && let Some(other) = other["content"][media].get("schema")
            {
                self.schemas(own, other, way);
            }
        }
    }

    fn schemas(&mut self, own: &'a Value, other: &'a Value, way: Direction) {
        let (own_name, own) = plain(self.own, own);
        let (other_name, other) = plain(self.other, other);
        if let (Some(own), Some(other)) = (own_name, other_name)
            && !self.seen.insert((own.to_owned(), other.to_owned(), way))
        {
            return;
        }
        use SchemaKind::{AllOf, Any, AnyOf, Not, OneOf};
        let (Some(kind), Some(other_kind)) = (kind(own), kind(other)) else { return };
        match (kind, other_kind) {
            (SchemaKind::Type(Type::Object(_)), SchemaKind::Type(Type::Object(_))) => {
                for (name, own) in entries(&own["properties"]) {
                    if let Some(other) = other["properties"].get(name) {
                        self.schemas(own, other, way);
                    }
                }
                let key = "additionalProperties";
                self.schemas(&own[key], &other[key], way);
            }
            (SchemaKind::Type(Type::Array(_)), SchemaKind::Type(Type::Array(_))) => {
                self.schemas(&own["items"], &other["items"], way);
            }
            (Not { .. }, Not { .. }) => self.schemas(&own["not"], &other["not"], way),
            (OneOf { .. }, OneOf { .. }) => {
                let parts = |schema: &'a Value| schema["oneOf"].as_array().into_iter().flatten();
                for (own, other) in parts(own).zip(parts(other)) {
                    self.schemas(own, other, way);
                }
            }
            (AnyOf { .. } | AllOf { .. } | Any(_), AnyOf { .. } | AllOf { .. } | Any(_)) => {
                self.texts(own, other, way);
            }
            _ => {}
        }
    }

    /// What is compared as text.
    fn texts(&mut self, own: &Value, other: &Value, way: Direction) {
        let (mut names, mut others) = (BTreeSet::new(), BTreeSet::new());
        pointer::references(own, "", &mut |_, target| _ = names.insert(target.to_owned()));
        pointer::references(other, "", &mut |_, target| _ = others.insert(target.to_owned()));
        let both = names.intersection(&others).filter(|at| at.starts_with(SCHEMAS));
        self.named.extend(both.map(|at| (at.clone(), way)));
    }

    /// What was met in texts alone. To compare it leads to further components.
    fn unseen(mut self) -> Met {
        let mut unseen = Met::new();
        while let Some((at, way)) = self.named.pop_first() {
            let (Some(own), Some(other)) = (self.own.pointer(&at), self.other.pointer(&at)) else {
                continue;
            };
            if self.seen.insert((at.clone(), at.clone(), way)) {
                self.schemas(own, other, way);
                unseen.insert((at, way));
            }
        }
        unseen
    }
}

/// What a schema is, apart from references and from an `anyOf` or `oneOf` of one.
fn plain<'a>(root: &'a Value, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
    let (mut name, mut schema) = (None, schema);
    loop {
        if let Some(target) = pointer::reference(schema)
            && let Some(inner) = root.pointer(target)
        {
            (name, schema) = (Some(target), inner);
            continue;
        }
        let part = match kind(schema) {
            Some(SchemaKind::AnyOf { any_of: parts }) if parts.len() == 1 => &schema["anyOf"][0],
            Some(SchemaKind::OneOf { one_of: parts }) if parts.len() == 1 => &schema["oneOf"][0],
            Some(SchemaKind::AllOf { all_of: parts }) if parts.len() == 1 => &schema["allOf"][0],
            _ => return (name, schema),
        };
        (name, schema) = (None, part);
    }
}

/// What `drift` takes a schema for.
fn kind(schema: &Value) -> Option<SchemaKind> {
    schema.is_object().then(|| serde_json::from_value(schema.clone()).ok()).flatten()
}

/// The schemas that both documents have and no operation of either reaches by whatever way.
fn unreached(own: &Value, other: &Value) -> BTreeSet<String> {
    let names = |root: &Value| -> BTreeSet<String> {
        let schemas = entries(&root["components"]["schemas"]);
        schemas.map(|(name, _)| format!("{SCHEMAS}{}", pointer::escape(name))).collect()
    };
    let mut both: BTreeSet<String> = names(own).intersection(&names(other)).cloned().collect();
    for root in [own, other] {
        let mut reached = BTreeSet::new();
        reach(root, &root["paths"], &mut reached);
        both.retain(|at| !reached.contains(at));
    }
    both
}

/// The pointers that references below `value` lead to, by whatever way.
fn reach(root: &Value, value: &Value, reached: &mut BTreeSet<String>) {
    let mut next = BTreeSet::new();
    pointer::references(value, "", &mut |_, target| _ = next.insert(target.to_owned()));
    for target in next {
        if let Some(inner) = root.pointer(&target)
            && reached.insert(target)
        {
            reach(root, inner, reached);
        }
    }
}
