//! Schemas.

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use crate::{
    compare::{self, schema::Schema},
    document::{pointer, value::entries},
    snippets::{author::Author, render::TODO},
};

const SCHEMAS: &str = "/components/schemas";

/// The place of a schema.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::snippets) enum Use {
    /// A list there is a component, for which setters take arrays and vectors.
    Parameter,
    Elsewhere,
}

impl Author<'_> {
    /// A property: a schema with a description.
    pub(in crate::snippets) fn property(&mut self, at: &str, holder: &str, name: &str) -> Value {
        let whole = format!("{holder}{}", name.to_pascal_case());
        described(self.schema(at, &whole, Use::Elsewhere))
    }

    /// Writes the schema at a pointer into upstream's document. If it has to be a component, its
    /// name is `name`.
    pub(in crate::snippets) fn schema(&mut self, at: &str, name: &str, place: Use) -> Value {
        if self.within.iter().any(|outer| outer == at) {
            return json!({});
        }
        self.within.push(at.to_owned());
        let schema = self.write(at, name, place);
        self.within.pop();
        schema
    }

    fn write(&mut self, at: &str, name: &str, place: Use) -> Value {
        let schema = Schema::of(self.theirs, at);
        let mut new = Map::new();
        if let Some(component) = &schema.component {
            let reference = self.component(component);
            new = self.keywords(&schema, name, |key| schema.is_own(key));
            if new.is_empty() {
                return reference;
            }
            new.insert("allOf".into(), json!([reference]));
            return Value::Object(new);
        }
        if let Some(known) = self.known(&schema, place) {
            return reference(&known);
        }
        match schema.types.iter().collect::<Vec<_>>().as_slice() {
            [] => {}
            [only] => _ = new.insert("type".into(), json!(only)),
            several => {
                let each = several.iter().map(|name| json!({ "type": name })).collect();
                new.insert("anyOf".into(), Value::Array(each));
            }
        }
        new.extend(self.keywords(&schema, name, |_| true));
        if !schema.properties.is_empty() {
            let all = schema.properties.iter();
            let all = all.map(|(key, at)| ((*key).to_owned(), self.property(at, name, key)));
            new.insert("properties".into(), all.collect());
        }
        if !schema.required.is_empty() {
            new.insert("required".into(), json!(schema.required));
        }
        for (list, parts) in &schema.parts {
            let parts = parts.iter().map(|at| self.schema(at, name, Use::Elsewhere));
            new.insert((*list).to_owned(), parts.collect());
        }
        if place == Use::Parameter && schema.types.contains("array") {
            let name = self.free_name(&format!("{name}List"));
            return self.add(name, described(Value::Object(new)));
        }
        if new.contains_key("enum") && new.get("type").is_some_and(|it| it == "string") {
            // An inline enumeration would be a closed one. The default belongs to the place.
            let default = new.remove("x-default");
            new.insert("description".into(), json!(TODO));
            let name = self.free_name(name);
            let reference = self.add(name, Value::Object(new));
            return match default {
                Some(default) => json!({ "allOf": [reference], "x-default": default }),
                None => reference,
            };
        }
        Value::Object(new)
    }

    /// Returns the keywords of a schema that we use.
    fn keywords(
        &mut self,
        schema: &Schema<'_>,
        name: &str,
        wanted: impl Fn(&str) -> bool,
    ) -> Map<String, Value> {
        let mut new = Map::new();
        for key in schema.keys().filter(|key| wanted(key)) {
            let value = match schema.inner(key) {
                Some(at) if compare::INNER.contains(&key) => self.schema(&at, name, Use::Elsewhere),
                _ => schema.keyword(key).clone(),
            };
            // A default would be sent with every request.
            let key = if key == "default" { "x-default" } else { key };
            new.insert(key.to_owned(), value);
        }
        new
    }

    /// Returns our list, map or enumeration that is the same. Other schemas may be the same without
    /// the same meaning.
    fn known(&self, schema: &Schema<'_>, place: Use) -> Option<String> {
        let list = schema.types.contains("array") && place == Use::Parameter;
        let map = schema.inner("additionalProperties").is_some() && schema.properties.is_empty();
        let known = list || map || schema.keyword("enum").is_array();
        known.then(|| self.same(&schema.at)).flatten()
    }

    /// Returns the name of our component that is the same as a schema of upstream's.
    fn same(&self, at: &str) -> Option<String> {
        let names = entries(&self.ours["components"]["schemas"]).map(|(name, _)| name);
        let is_same = |name: &&str| {
            compare::is_same_schema(self.ours, &pointer::join(SCHEMAS, name), self.theirs, at)
        };
        names.filter(|name| !name.is_empty()).find(is_same).map(str::to_owned)
    }

    /// Returns a reference to a component of upstream's, which becomes one of ours.
    fn component(&mut self, at: &str) -> Value {
        let name = pointer::split(at).map(|(_, name)| name).unwrap_or_default();
        let is_known = self.ours["components"]["schemas"].get(&name).is_some()
            || self.components.contains_key(&name);
        if is_known {
            return reference(&name);
        }
        if let Some(same) = self.same(at) {
            return reference(&same);
        }
        // It may refer to itself.
        self.components.insert(name.clone(), Value::Null);
        let schema = self.schema(at, &name, Use::Elsewhere);
        // Writing it may have made a component of that name.
        if schema == reference(&name) {
            return schema;
        }
        self.add(name, described(schema))
    }

    /// Adds a component schema, and returns a reference to it.
    pub(in crate::snippets) fn add(&mut self, name: String, schema: Value) -> Value {
        let reference = reference(&name);
        self.new.push(name.clone());
        self.components.insert(name, schema);
        reference
    }

    /// Returns a name that no component has.
    pub(in crate::snippets) fn free_name(&self, name: &str) -> String {
        let mut name = name.to_owned();
        let taken = |name: &str| {
            name.is_empty()
                || self.ours["components"]["schemas"].get(name).is_some()
                || self.components.get(name).is_some_and(|it| !it.is_null())
        };
        while taken(&name) {
            name.push_str("Value");
        }
        name
    }
}

/// Adds a description to a schema. Nothing may be beside a reference.
fn described(schema: Value) -> Value {
    let mut schema = match schema.get("$ref") {
        Some(_) => json!({ "allOf": [schema] }),
        None => schema,
    };
    if schema.get("description").is_none() {
        schema["description"] = json!(TODO);
    }
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#{}", pointer::join(SCHEMAS, name)) })
}
