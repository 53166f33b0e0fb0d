//! The component schemas of the document, and those that a type of ours replaces.

use std::collections::BTreeSet;

use heck::ToPascalCase;
use serde_json::Value;

use super::document::{Document, entries, ident, items, text};

/// Schemas that a type of ours replaces by name. Lists and enumerations need no entry: their
/// shape tells.
const VALUES: [(&str, &str); 7] = [
    ("Delay", "::std::time::Duration"),
    ("FlowControl", "crate::FlowControl"),
    ("Headers", "crate::Headers"),
    ("Labels", "crate::List<String>"),
    ("RedactedFields", "crate::Redact"),
    ("UnixMillis", "crate::UnixMillis"),
    ("UnixSeconds", "crate::UnixSeconds"),
];

const SCHEMAS: &str = "#/components/schemas/";

impl Document {
    /// The component schemas with their names.
    pub(super) fn schemas(&self) -> impl Iterator<Item = (&str, &Value)> {
        entries(&self.root["components"]["schemas"])
    }

    /// Returns the component schema that a `$ref` names.
    pub(crate) fn referenced(&self, reference: &Value) -> Option<(&str, &Value)> {
        let wanted = reference["$ref"].as_str()?.strip_prefix(SCHEMAS)?;
        self.schemas().find(|(name, _)| *name == wanted)
    }

    /// Returns the component schema that the generator turns into the type of this name.
    pub(crate) fn of_type(&self, ty: &str) -> Option<&Value> {
        let mut schemas = self.schemas();
        schemas.find(|(name, _)| name.to_pascal_case() == ty).map(|(_, schema)| schema)
    }

    /// The fields of a type whose values are secrets.
    pub(crate) fn secrets(&self, ty: &str) -> Vec<String> {
        let properties = self.of_type(ty).into_iter().flat_map(|s| entries(&s["properties"]));
        let secret = properties.filter(|(_, property)| property["format"] == "password");
        secret.map(|(name, _)| ident(name)).collect()
    }

    /// Whether a component has a list that may be missing.
    pub(crate) fn has_optional_lists(&self) -> bool {
        self.schemas().any(|(_, schema)| {
            let is_required = |name: &str| items(&schema["required"]).any(|other| other == name);
            let mut lists = entries(&schema["properties"]).filter(|(_, p)| p["type"] == "array");
            lists.any(|(name, _)| !is_required(name))
        })
    }

    /// Component names and the types that replace them.
    pub(crate) fn replacements(&self) -> Vec<(String, String)> {
        let mut all: Vec<_> = VALUES.map(|(name, ours)| (name.to_owned(), ours.to_owned())).into();
        all.extend(self.enumerations().map(|(name, ..)| {
            let name = name.to_pascal_case();
            (name.clone(), format!("crate::types::{name}"))
        }));
        for (name, schema) in self.schemas() {
            if schema["type"] == "array" {
                let item = self.referenced(&schema["items"]).map_or_else(
                    || "String".into(),
                    |(item, _)| format!("crate::types::{}", item.to_pascal_case()),
                );
                all.push((name.to_pascal_case(), format!("crate::List<{item}>")));
            }
        }
        all
    }

    /// The components that are string enumerations: name, description, values.
    pub(crate) fn enumerations(&self) -> impl Iterator<Item = (&str, String, Vec<&str>)> {
        self.schemas().filter_map(|(name, schema)| {
            let values = schema["enum"].as_array()?.iter().filter_map(Value::as_str).collect();
            Some((name, text(schema, "description"), values))
        })
    }

    /// The generated names of the component schemas that a request body is made of.
    pub(crate) fn request_types(&self) -> BTreeSet<String> {
        fn collect(document: &Document, value: &Value, names: &mut BTreeSet<String>) {
            if let Some((name, schema)) = document.referenced(value)
                && names.insert(name.to_pascal_case())
            {
                collect(document, schema, names);
            }
            entries(value).for_each(|(_, part)| collect(document, part, names));
            items(value).for_each(|part| collect(document, part, names));
        }
        let mut names = BTreeSet::new();
        for body in self.operations.iter().filter_map(|o| o.body.as_ref()) {
            collect(self, body, &mut names);
        }
        names
    }

    /// Follows a `$ref` to any part of the document; returns anything else as it is.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> Result<&'a Value, String> {
        match value["$ref"].as_str() {
            None => Ok(value),
            Some(reference) => reference
                .strip_prefix('#')
                .and_then(|pointer| self.root.pointer(pointer))
                .ok_or_else(|| format!("{reference} leads nowhere")),
        }
    }

    /// Checks that every replaced component exists.
    pub(super) fn check_values(&self) -> Result<(), String> {
        match VALUES.iter().find(|(value, _)| !self.schemas().any(|(name, _)| name == *value)) {
            Some((value, _)) => {
                Err(format!("components.schemas: {value} is missing, build.rs replaces it"))
            }
            None => Ok(()),
        }
    }
}
