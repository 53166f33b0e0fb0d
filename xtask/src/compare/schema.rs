//! A schema in normal form, so that a comparison sees differences in structure and nothing else:
//! references followed, an `allOf` of one merged, 3.1 in the keywords of 3.0, no prose.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value, json};

use crate::document::{
    pointer, reference,
    value::{entries, is_3_0, items},
};

/// Keywords for people. They change often, and no program depends on them.
const PROSE: [&str; 7] =
    ["description", "summary", "title", "example", "examples", "externalDocs", "xml"];

/// Flags for which missing and `false` are the same.
const FLAGS: [&str; 7] = [
    "nullable",
    "deprecated",
    "readOnly",
    "writeOnly",
    "uniqueItems",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// Lists of schemas in which order has no meaning.
const PARTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// One schema.
#[derive(Debug, Default)]
pub(crate) struct Schema<'a> {
    /// The pointer to it, references not followed.
    pub(crate) at: String,
    /// The pointer to the component that it refers to.
    pub(crate) component: Option<String>,
    pub(crate) types: BTreeSet<&'a str>,
    /// The pointers to its properties.
    pub(crate) properties: BTreeMap<&'a str, String>,
    pub(crate) required: BTreeSet<&'a str>,
    /// The pointers to the schemas of each list of several.
    pub(crate) parts: BTreeMap<&'static str, Vec<String>>,
    /// Its other keywords, and the pointer to the schema that has each.
    keywords: BTreeMap<&'a str, (Cow<'a, Value>, String)>,
}

impl<'a> Schema<'a> {
    pub(crate) fn of(root: &'a Value, at: &str) -> Self {
        let mut schema = Self { at: at.to_owned(), ..Self::default() };
        let mut seen = BTreeSet::new();
        let mut layers = vec![at.to_owned()];
        while let Some(at) = layers.pop() {
            if seen.insert(at.clone()) {
                layers.extend(schema.add_layer(root, &at));
            }
        }
        schema.lower(root);
        schema
    }

    /// Adds the keywords of one schema, and returns the schemas that it consists of.
    fn add_layer(&mut self, root: &'a Value, at: &str) -> Vec<String> {
        let node = root.pointer(at).unwrap_or(&Value::Null);
        if *node == Value::Bool(false) {
            self.keywords.insert("not", (Cow::Owned(json!({})), at.to_owned()));
        }
        let mut layers = Vec::new();
        if let Some(target) = reference::target(node) {
            layers.push(target.to_owned());
            if self.component.is_none() && is_component(target) {
                self.component = Some(target.to_owned());
            }
            // 3.0 ignores what is beside a reference, 3.1 does not.
            if is_3_0(root) {
                return layers;
            }
        }
        for (key, value) in entries(node) {
            match key {
                "type" => self.add_types(value, at),
                "required" => self.required.extend(items(value).filter_map(Value::as_str)),
                "properties" => {
                    let properties = format!("{at}/properties");
                    for (name, _) in entries(value) {
                        let property = || pointer::join(&properties, name);
                        self.properties.entry(name).or_insert_with(property);
                    }
                }
                _ if key == "x-default" || !is_prose(key) && !key.starts_with('$') => {
                    match PARTS.into_iter().find(|list| *list == key) {
                        Some(list) => layers.extend(self.add_parts(list, value, at)),
                        None => {
                            let keyword = || (Cow::Borrowed(value), at.to_owned());
                            self.keywords.entry(key).or_insert_with(keyword);
                        }
                    }
                }
                _ => {}
            }
        }
        layers
    }

    fn add_types(&mut self, value: &'a Value, at: &str) {
        let names = items(value).chain([value]).filter_map(Value::as_str);
        for name in names {
            match name {
                "null" => self.set("nullable", json!(true), at),
                name => _ = self.types.insert(name),
            }
        }
    }

    /// Adds the parts of a list, or returns the only one as a layer.
    fn add_parts(&mut self, list: &'static str, value: &Value, at: &str) -> Option<String> {
        let is_null = |part: &Value| part["type"] == "null";
        let parts = items(value).enumerate().filter(|(_, part)| !is_null(part));
        let mut parts: Vec<String> =
            parts.map(|(index, _)| format!("{at}/{list}/{index}")).collect();
        if items(value).any(is_null) {
            self.set("nullable", json!(true), at);
        }
        if parts.len() == 1 {
            return parts.pop();
        }
        if !parts.is_empty() {
            self.parts.entry(list).or_default().append(&mut parts);
        }
        None
    }

    /// Normalizes keywords of 3.1, and those without a meaning.
    fn lower(&mut self, root: &'a Value) {
        if let Some((value, at)) = self.keywords.remove("x-default") {
            // A default in our document would be sent with every request, so it is in an
            // extension that the generator ignores.
            self.keywords.entry("default").or_insert((value, at));
        }
        if let Some((value, at)) = self.keywords.remove("const") {
            self.set("enum", json!([*value]), &at);
        }
        for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
        {
            if self.keyword(exclusive).is_number()
                && let Some((value, at)) = self.keywords.remove(exclusive)
            {
                self.set(exclusive, json!(true), &at);
                self.keywords.insert(bound, (value, at));
            }
        }
        for (key, value, format) in [
            ("contentEncoding", "base64", "byte"),
            ("contentMediaType", "application/octet-stream", "binary"),
        ] {
            if self.keyword(key) == value
                && let Some((_, at)) = self.keywords.remove(key)
            {
                self.set("format", json!(format), &at);
            }
        }
        if items(self.keyword("enum")).any(Value::is_null) {
            let (values, at) = self.keywords.remove("enum").unwrap_or_default();
            let values = items(&values).filter(|value| !value.is_null()).cloned();
            self.set("enum", values.collect(), &at);
            self.set("nullable", json!(true), &at);
        }
        for list in ["anyOf", "oneOf"] {
            let parts = self.parts.get(list).into_iter().flatten();
            let types = parts.map(|at| only_type(root.pointer(at)?)).collect::<Option<Vec<_>>>();
            if let Some(types) = types {
                self.types.extend(types);
                self.parts.remove(list);
            }
        }
        self.keywords.retain(|key, (value, _)| match *key {
            // Anything is allowed by default.
            "items" | "additionalProperties" => !allows_anything(value),
            key => !(FLAGS.contains(&key) && **value == false),
        });
        if self.types.is_empty() && self.parts.is_empty() && self.keyword("not").is_null() {
            self.types.extend(self.implied_type());
        }
    }

    /// Infers the type of a schema that omits it, as many do.
    fn implied_type(&self) -> Option<&'static str> {
        let values = self.keyword("enum");
        if !self.properties.is_empty() || !self.keyword("additionalProperties").is_null() {
            Some("object")
        } else if !self.keyword("items").is_null() {
            Some("array")
        } else if values.is_array() && items(values).all(Value::is_string) {
            Some("string")
        } else {
            None
        }
    }

    fn set(&mut self, key: &'static str, value: Value, at: &str) {
        self.keywords.insert(key, (Cow::Owned(value), at.to_owned()));
    }

    /// Returns the value of a keyword, or null.
    pub(crate) fn keyword(&self, key: &str) -> &Value {
        self.keywords.get(key).map_or(&Value::Null, |(value, _)| value)
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.keywords.keys().copied()
    }

    /// Does it have a keyword itself, and not by reference?
    pub(crate) fn is_own(&self, key: &str) -> bool {
        self.keywords.get(key).is_some_and(|(_, at)| *at == self.at)
    }

    /// Returns the pointer to the schema that is the value of a keyword.
    pub(crate) fn inner(&self, key: &str) -> Option<String> {
        let (value, at) = self.keywords.get(key)?;
        value.is_object().then(|| format!("{at}/{key}"))
    }

    /// Returns the pointer to the schema that has a keyword, or would have it.
    pub(crate) fn holder(&self, key: &str) -> &str {
        let properties =
            self.properties.values().next().and_then(|at| at.rsplit_once("/properties/"));
        let own = self.keywords.get(key).map(|(_, at)| at.as_str());
        own.or(properties.map(|(at, _)| at)).or(self.component.as_deref()).unwrap_or(&self.at)
    }

    /// Describes the schema in a few words, for the report.
    pub(crate) fn brief(&self, root: &Value) -> Value {
        let types = self.types.iter().copied().collect::<Vec<_>>().join(" or ");
        let name = self.component.as_deref().and_then(pointer::split).map(|(_, name)| name);
        let parts = self.parts.iter().next();
        Value::String(match (types.as_str(), self.keyword("format").as_str(), name, parts) {
            ("array", ..) if let Some(at) = self.inner("items") => {
                let items = Schema::of(root, &at);
                let name = items.component.as_deref().and_then(pointer::split);
                let types: Vec<&str> = items.types.iter().copied().collect();
                match (types.as_slice(), name) {
                    ([] | ["object"], Some((_, name))) => format!("array of {name}"),
                    ([], None) => "array of any value".to_owned(),
                    (types, _) => format!("array of {}", types.join(" or ")),
                }
            }
            ("", _, Some(name), _) => name,
            ("", _, _, Some((list, parts))) => format!("{list} of {} schemas", parts.len()),
            ("", ..) => "any value".to_owned(),
            (types, Some(format), ..) => format!("{types} ({format})"),
            (types, ..) => types.to_owned(),
        })
    }
}

/// Does the pointer lead to a component that is a schema?
fn is_component(at: &str) -> bool {
    at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// Returns the type of a schema that has nothing else.
fn only_type(schema: &Value) -> Option<&str> {
    let name = schema["type"].as_str()?;
    entries(schema).all(|(key, _)| key == "type" || is_prose(key)).then_some(name)
}

fn allows_anything(schema: &Value) -> bool {
    *schema == true || schema.is_object() && entries(schema).all(|(key, _)| is_prose(key))
}

/// Is the key for people, or an extension?
pub(crate) fn is_prose(key: &str) -> bool {
    PROSE.contains(&key) || key.starts_with("x-") || key == "$comment"
}

/// Returns a value without the parts for people.
pub(crate) fn without_prose(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, _)| !is_prose(key));
            kept.map(|(key, inner)| (key.clone(), without_prose(inner)))
                .collect::<Map<_, _>>()
                .into()
        }
        Value::Array(items) => items.iter().map(without_prose).collect(),
        other => other.clone(),
    }
}
