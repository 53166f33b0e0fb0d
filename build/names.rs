//! Names of the document that clash, or are invalid, in Rust. They are found before anything is
//! generated: the compiler would report neither the place nor the names of the document.

use std::collections::BTreeMap;

use heck::{ToPascalCase, ToSnakeCase};
use serde_json::Value;

use super::document::{Document, Operation, entries, is_method, items, text};

/// Names with which the generated types, and the macros in them, refer to something else.
pub(crate) const OF_TYPES: &str = "\
    AsMut AsRef Box Clone Copy Debug Default DoubleEndedIterator Drop Eq Err Error \
    ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Hash Into IntoFuture \
    IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Send Sized Some \
    String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// What the module of the builders imports.
pub(crate) const OF_BUILDERS: &str = "Client Request ResponseValue";

/// Fields and methods of a builder beside its parameters.
pub(crate) const OF_A_BUILDER: &str =
    "all body by_page client clone drain into_future new request send stream";

/// Methods of the client beside its operations.
pub(crate) const OF_THE_CLIENT: &str = "\
    base_url builder clone from_env get_run new new_with_client request retry_failed_callbacks trigger \
    trigger_batch \
    wait_for_bulk_action wait_for_failure_callback wait_for_run with with_token without_retries";

/// Methods of the job beside its filters.
pub(crate) const OF_THE_JOB: &str = "\
    check check_filters clone concurrency dry_run into_future list_of new on_progress \
    stall_timeout stop_when wait_until_settled";

/// The field or parameter that the generator makes of a name.
pub(crate) fn ident(name: &str) -> String {
    let snake = name.replace('\'', "").to_snake_case();
    if typify::accept_as_ident(&snake) { snake } else { format!("{snake}_") }
}

/// Refuses a document with names that clash or are invalid in Rust: a line for each.
pub(crate) fn check(document: &Document) -> Result<(), String> {
    let mut types = Types { scope: Scope::new(OF_TYPES, GENERATED), found: Vec::new(), document };
    let schemas = "components.schemas";
    for (name, _) in document.schemas() {
        let valid = name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        let rust = if valid { name.to_pascal_case() } else { String::new() };
        types.claim(schemas, format!("`{name}`"), rust);
    }
    for (name, schema) in document.schemas() {
        types.inside(&format!("{schemas}.{name}"), name, schema);
    }
    let mut found = operations(document);
    for operation in &document.operations {
        found.extend(parameters(operation));
        types.of_operation(operation);
    }
    found.append(&mut types.found);
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

const GENERATED: &str = "a name in the generated code";

/// The names of one scope in Rust, each with what it names.
#[derive(Default)]
struct Scope(BTreeMap<String, String>);

impl Scope {
    /// A scope in which these names, with blanks between them, are taken by `what`.
    fn new(taken: &str, what: &str) -> Self {
        let mut scope = Self::default();
        let taken = taken.split_whitespace();
        scope.0.extend(taken.map(|name| (name.to_owned(), what.to_owned())));
        scope
    }

    /// Adds a name, or returns why it cannot.
    fn claim(&mut self, place: &str, what: String, rust: String) -> Option<String> {
        let plain = rust.starts_with(|c: char| c.is_ascii_alphabetic())
            && rust.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && typify::accept_as_ident(&rust);
        if !plain {
            let why = "it needs ASCII letters and digits, a letter first, and not to be a keyword";
            return Some(format!("{place}: {what} has no name in Rust: {why}"));
        }
        let clash = self
            .0
            .get(&rust)
            .map(|other| format!("{place}: {what} and {other} are both `{rust}` in Rust"));
        self.0.entry(rust).or_insert(what);
        clash
    }
}

/// The client's methods, and their builders.
fn operations(document: &Document) -> Vec<String> {
    let mut methods = Scope::new(OF_THE_CLIENT, "a method of the client");
    let mut builders = Scope::new(&format!("{OF_TYPES} {OF_BUILDERS}"), GENERATED);
    let mut found = Vec::new();
    for operation in &document.operations {
        let (place, what) = (operation.place(), format!("operation `{}`", operation.id));
        found.extend(methods.claim(&place, what.clone(), operation.id.clone()));
        found.extend(builders.claim(&place, what, operation.builder.clone()));
    }
    found
}

/// The setters of an operation's builder, and those of a job that takes them as well.
fn parameters(operation: &Operation) -> Vec<String> {
    let mut setters = Scope::new(OF_A_BUILDER, "a name of every builder");
    let mut of_job = Scope::new(OF_THE_JOB, "a method of the job");
    let mut found = Vec::new();
    for parameter in &operation.parameters {
        let place = operation.place();
        let what = format!("{} parameter `{}`", parameter.place, parameter.name);
        found.extend(setters.claim(&place, what.clone(), parameter.ident.clone()));
        if operation.filters_of.is_some() && parameter.is_selector() {
            found.extend(of_job.claim(&place, what, parameter.ident.clone()));
        }
    }
    found
}

/// The types that schemas become, with their fields and variants.
struct Types<'a> {
    scope: Scope,
    found: Vec<String>,
    document: &'a Document,
}

impl Types<'_> {
    fn claim(&mut self, place: &str, what: String, rust: String) {
        self.found.extend(self.scope.claim(place, what, rust));
    }

    /// The types that the generator makes besides those of the components.
    fn of_operation(&mut self, operation: &Operation) {
        let document = self.document;
        let place = operation.place();
        for (name, schema) in document.parameter_schemas(operation) {
            let what = format!("{place}: {name}");
            self.schema(&what, &format!("{}-{name}", operation.id), schema);
        }
        for (_, body) in operation.body.iter().flat_map(|body| entries(&body["content"])) {
            self.schema(
                &format!("{place}: body"),
                &format!("{}-body", operation.id),
                &body["schema"],
            );
        }
        let name = format!("{}-response", operation.id);
        self.schema(&format!("{place}: response"), &name, &operation.response_schema);
    }

    /// A schema without a name, for which the generator would make up this one.
    fn schema(&mut self, place: &str, name: &str, schema: &Value) {
        if !schema.is_object() || schema["$ref"].is_string() {
            return;
        }
        let name = schema["title"].as_str().unwrap_or(name);
        if makes_a_type(schema) {
            let rust = name.replace('\'', "").to_pascal_case();
            self.claim(place, format!("the schema of {place}"), rust);
        }
        self.inside(place, name, schema);
    }

    fn inside(&mut self, place: &str, name: &str, schema: &Value) {
        if let Some(values) = schema["enum"].as_array() {
            let mut variants = Scope::new("Unknown", "the variant for all other values");
            for value in values {
                let variant = value.as_str().unwrap_or_default().to_pascal_case();
                self.found.extend(variants.claim(
                    place,
                    format!("value `{}`", shown(value)),
                    variant,
                ));
            }
            if values.is_empty() {
                self.found.push(format!("{place}: enum: it has no value to be a variant in Rust"));
            }
        }
        let all = self.properties(schema, &mut Vec::new());
        let others = schema["additionalProperties"].as_object().is_some_and(|map| !map.is_empty());
        let others = if others { "extra" } else { "" };
        let mut fields = Scope::new(others, "the map of all other properties");
        for property in all {
            let what = format!("property `{property}`");
            self.found.extend(fields.claim(place, what, ident(&property)));
        }
        for (property, inner) in entries(&schema["properties"]) {
            let name = format!("{name}_{}", property.to_snake_case());
            self.schema(&format!("{place}: {property}"), &name, inner);
        }
        for (key, suffix) in [("items", "Item"), ("additionalProperties", "Value")] {
            self.schema(&format!("{place}: {key}"), &format!("{name}{suffix}"), &schema[key]);
        }
        for (key, part) in [("allOf", "Subtype"), ("anyOf", "Subtype"), ("oneOf", "Variant")] {
            for (number, inner) in items(&schema[key]).enumerate() {
                let place = format!("{place}: {key} {number}");
                self.schema(&place, &format!("{name}{part}{number}"), inner);
            }
        }
    }

    /// The properties of a schema, and those of the parts of its `allOf`.
    fn properties(&self, schema: &Value, seen: &mut Vec<String>) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        let required = items(&schema["required"]).filter_map(Value::as_str);
        let own = entries(&schema["properties"]).map(|(name, _)| name).chain(required);
        all.extend(own.map(str::to_owned));
        if items(&schema["allOf"]).count() > 1 {
            for part in items(&schema["allOf"]) {
                let reference = text(part, "$ref");
                if !reference.is_empty() && seen.contains(&reference) {
                    continue;
                }
                seen.push(reference);
                let part = self.document.resolve(part).unwrap_or(part);
                all.extend(self.properties(part, seen));
            }
        }
        all.sort();
        all.dedup();
        all
    }
}

/// Does the generator make a named type of this schema?
fn makes_a_type(schema: &Value) -> bool {
    let parts = |key: &str| items(&schema[key]).count();
    parts("allOf") > 1
        || parts("anyOf") + parts("oneOf") + parts("enum") > 0
        || entries(&schema["properties"]).next().is_some()
        || parts("required") > 0
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Operation {
    fn place(&self) -> String {
        format!("{} {}", self.method, self.path.replace("{+", "{"))
    }
}

impl Document {
    /// The schemas of an operation's parameters, with the names of the parameters.
    fn parameter_schemas<'a>(&'a self, operation: &Operation) -> Vec<(&'a str, &'a Value)> {
        let mut found = Vec::new();
        for (_, item) in entries(&self.root["paths"]) {
            let methods = entries(item).filter(|(key, _)| is_method(key));
            for (_, own) in methods.filter(|(_, own)| own["operationId"] == *operation.id) {
                let all = items(&item["parameters"]).chain(items(&own["parameters"]));
                let all = all.filter_map(|parameter| self.resolve(parameter).ok());
                found.extend(all.filter_map(|p| Some((p["name"].as_str()?, &p["schema"]))));
            }
        }
        found
    }
}
