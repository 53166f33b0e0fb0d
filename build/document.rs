//! The vendored document, and the facts that the facade needs of it.

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;

use super::dialect::{self, RustNames};
pub(super) use super::names::ident;

/// Query parameters that say how much or from where, and select nothing.
const NOT_SELECTORS: [&str; 2] = ["count", "cursor"];

/// The document, with its references resolved on demand.
pub(crate) struct Document {
    pub(super) root: Value,
    pub(crate) operations: Vec<Operation>,
    /// Names in Rust for the wire names in descriptions.
    pub(super) names: RustNames,
}

/// One operation, with the facts that the facade needs.
pub(crate) struct Operation {
    pub(crate) id: String,
    /// The generated builder's name.
    pub(crate) builder: String,
    pub(crate) method: String,
    /// The path, a segment that takes reserved characters as `{+name}`.
    pub(crate) path: String,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) parameters: Vec<Parameter>,
    /// It acts on everything that its list parameters select.
    pub(crate) bulk: bool,
    pub(crate) optional_body: bool,
    pub(crate) repeat: Repeat,
    /// The shape of a success's body.
    pub(crate) shape: Shape,
    /// The schema of a success's body.
    pub(crate) response_schema: Value,
    /// The type of the job that takes this list's filters too, and the filter that it sets itself.
    pub(crate) filters_of: Option<(String, String)>,
    /// Easier methods of the client, written by hand.
    pub(crate) helpers: Vec<String>,
    pub(crate) tag: String,
    /// Redirects that are a success.
    pub(crate) redirects: Vec<u16>,
    pub(crate) body: Option<Value>,
    pub(crate) media_type: Option<String>,
}

/// See `src/transport/operation.rs`.
pub(crate) enum Shape {
    Empty,
    Plain,
    List(Option<String>),
    One,
}

impl ToTokens for Shape {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(match self {
            Self::Empty => quote!(Empty),
            Self::Plain => quote!(Plain),
            Self::List(None) => quote!(List(None)),
            Self::List(Some(name)) => quote!(List(Some(#name))),
            Self::One => quote!(One),
        });
    }
}

/// The header with a run's id; without it as a parameter, the body has it for each run.
const RUN_ID: &str = "Upstash-Workflow-RunId";

/// See `src/transport/operation.rs`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Repeat {
    Safe,
    ActsTwice,
    SafeWithRunId,
    SafeWithRunIds,
    Bulk,
}

impl ToTokens for Repeat {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(format_ident!("{self:?}").to_token_stream());
    }
}

/// One parameter, as a setter of the builder.
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// The generated setter's name.
    pub(crate) ident: String,
    pub(crate) place: String,
    pub(crate) description: String,
    pub(crate) example: Option<String>,
    pub(crate) required: bool,
    /// It goes on the path as it is.
    pub(crate) reserved: bool,
    /// It has the ids that a bulk operation acts on.
    pub(crate) ids: bool,
    list: bool,
    boolean: bool,
}

impl Parameter {
    pub(crate) fn is_selector(&self) -> bool {
        self.place == "query" && !self.boolean && !NOT_SELECTORS.contains(&self.name.as_str())
    }

    pub(crate) fn is_list_selector(&self) -> bool {
        self.list && self.is_selector()
    }
}

impl Document {
    pub(crate) fn read(yaml: &str) -> Result<Self, String> {
        let root: Value = yaml_serde::from_str(yaml).map_err(|e| format!("is not YAML: {e}"))?;
        let version = root["openapi"].as_str().unwrap_or("not given");
        if !version.starts_with("3.0.") {
            return Err(format!("openapi: the version is {version}, the generator takes 3.0.x"));
        }
        let mut document = Self { root, operations: Vec::new(), names: RustNames::default() };
        document.replace_media_ranges()?;
        document.names = RustNames::of(&document);
        document.operations = document.read_operations()?;
        document.check_values()?;
        Ok(document)
    }

    fn read_operations(&self) -> Result<Vec<Operation>, String> {
        let mut operations = Vec::new();
        for (path, item) in entries(&self.root["paths"]) {
            for (method, operation) in entries(item).filter(|(key, _)| is_method(key)) {
                let place = format!("{} {path}", method.to_uppercase());
                let read = self.read_operation(path, method, item, operation);
                let read = read.map_err(|why| format!("{place}: {why}"))?;
                if operations.iter().any(|other: &Operation| other.id == read.id) {
                    return Err(format!("{place}: operationId {} is there twice", read.id));
                }
                operations.push(read);
            }
        }
        Ok(operations)
    }

    fn read_operation(
        &self,
        path: &str,
        method: &str,
        item: &Value,
        operation: &Value,
    ) -> Result<Operation, String> {
        let id = operation["operationId"].as_str().ok_or("operationId is missing")?;
        if id != id.to_snake_case() {
            return Err(format!("operationId {id} is not in snake case"));
        }
        let mut parameters = Vec::new();
        let mut path = path.to_owned();
        for parameter in items(&item["parameters"]).chain(items(&operation["parameters"])) {
            let parameter = self.resolve(parameter)?;
            if dialect::is_set_with_another(parameter) {
                continue;
            }
            let read = self.read_parameter(parameter)?;
            if read.place == "path" {
                let plain = format!("{{{}}}", read.name);
                if !path.contains(&plain) {
                    return Err(format!("parameter {} is not in the path", read.name));
                }
                if parameter["x-reserved-expansion"] == true {
                    path = path.replace(&plain, &format!("{{+{}}}", read.name));
                }
            }
            parameters.push(read);
        }
        for name in path.split(['{', '}']).skip(1).step_by(2) {
            let name = name.trim_start_matches('+');
            if !parameters.iter().any(|p| p.place == "path" && p.name == name) {
                return Err(format!("{name} of the path is not among the parameters"));
            }
        }
        let body = &operation["requestBody"];
        let body = if body.is_null() { None } else { Some(self.resolve(body)?) };
        if let Some(body) = body {
            let types = entries(&body["content"]).count();
            if types != 1 {
                return Err(format!(
                    "requestBody has {types} media types, the generator takes one: \
                     `*/*` stands for any"
                ));
            }
        }
        let responses = &operation["responses"];
        let (redirects, shape) = self.read_responses(responses)?;
        let schema = entries(responses)
            .filter(|(status, _)| status.starts_with('2'))
            .flat_map(|(_, response)| entries(&response["content"]))
            .map(|(_, body)| body["schema"].clone())
            .next();
        let bulk = method != "get" && parameters.iter().any(Parameter::is_list_selector);
        let repeat = match (&operation["x-idempotent"], method) {
            _ if bulk => Repeat::Bulk,
            (Value::Bool(true), _) | (Value::Null, "get" | "put" | "delete") => Repeat::Safe,
            (Value::Bool(false) | Value::Null, _) => Repeat::ActsTwice,
            (Value::String(when), _) if when == "with-run-id" => {
                match parameters.iter().any(|parameter| parameter.name == RUN_ID) {
                    true => Repeat::SafeWithRunId,
                    false => Repeat::SafeWithRunIds,
                }
            }
            (other, _) => {
                return Err(format!("x-idempotent is {other}: true, false or with-run-id"));
            }
        };
        // The text may name the operation's own headers.
        let names = self.names.with(parameters.iter().map(|p| (&*p.name, &*p.ident)));
        for parameter in &mut parameters {
            parameter.description = names.replace(&parameter.description);
        }
        let helpers: Option<Vec<String>> = serde_json::from_value(operation["x-helpers"].clone())
            .map_err(|e| format!("x-helpers: {e}"))?;
        let filters = &operation["x-filters-also-of"];
        let filters_of =
            (!filters.is_null()).then(|| (text(filters, "type"), text(filters, "but")));
        Ok(Operation {
            id: id.to_owned(),
            builder: id.to_pascal_case(),
            method: method.to_uppercase(),
            summary: names.replace(&text(operation, "summary")),
            description: names.replace(&text(operation, "description")),
            bulk,
            repeat,
            optional_body: body.is_some_and(|b| b["required"] != true),
            media_type: body.and_then(|b| entries(&b["content"]).next()).map(|(m, _)| m.to_owned()),
            body: body.cloned(),
            path,
            parameters,
            shape,
            response_schema: schema.unwrap_or_default(),
            filters_of,
            helpers: helpers.unwrap_or_default(),
            tag: operation["tags"][0].as_str().unwrap_or("Other").to_owned(),
            redirects,
        })
    }

    fn read_parameter(&self, parameter: &Value) -> Result<Parameter, String> {
        let name = parameter["name"].as_str().ok_or("a parameter has no name")?;
        let place = text(parameter, "in");
        let token = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        if place == "header" && !name.chars().all(token) {
            return Err(format!(
                "parameter {name} is not a valid header name and would be sent as it stands: \
                 say in the description which headers are taken"
            ));
        }
        let schema = self.resolve(&parameter["schema"])?;
        Ok(Parameter {
            name: name.to_owned(),
            ident: dialect::setter(parameter, name),
            place,
            description: text(parameter, "description"),
            example: parameter
                .pointer("/example/0")
                .unwrap_or(&parameter["example"])
                .as_str()
                .map(str::to_owned),
            required: parameter["required"] == true,
            reserved: parameter["x-reserved-expansion"] == true,
            ids: parameter["x-ids"] == true,
            list: schema["type"] == "array",
            boolean: schema["type"] == "boolean",
        })
    }

    /// The 3xx codes among the successes, and the body of the 2xx.
    fn read_responses(&self, responses: &Value) -> Result<(Vec<u16>, Shape), String> {
        let mut redirects = Vec::new();
        let mut shapes: Vec<&Value> = Vec::new();
        for (status, response) in entries(responses) {
            let content = &self.resolve(response)?["content"];
            match status.as_bytes() {
                [b'2', ..] if !shapes.contains(&content) => shapes.push(content),
                [b'3', ..] => redirects.push(
                    status
                        .parse()
                        .map_err(|_| format!("responses: {status} is not a status code"))?,
                ),
                b"default" => {
                    return Err("responses: default cannot be told from a success, \
                                use 2XX, 4XX and 5XX"
                        .into());
                }
                _ => {}
            }
        }
        match shapes.as_slice() {
            [content] => Ok((redirects, self.read_shape(content)?)),
            _ => Err(format!(
                "responses: {} different successes, the generator takes one: declare 2XX alone",
                shapes.len()
            )),
        }
    }

    fn read_shape(&self, content: &Value) -> Result<Shape, String> {
        let Some((_, body)) = entries(content).next() else { return Ok(Shape::Empty) };
        Ok(match self.resolve(&body["schema"])?["type"].as_str() {
            Some("array") => Shape::List(body["x-also-under"].as_str().map(str::to_owned)),
            _ if body["x-also-in-array"] == true => Shape::One,
            _ => Shape::Plain,
        })
    }
}

impl Operation {
    /// Where a parameter stands in the path.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        let braces = [format!("{{{name}}}"), format!("{{+{name}}}")];
        braces.iter().find_map(|braces| self.path.find(braces))
    }

    pub(crate) fn at(&self, place: &str) -> impl Iterator<Item = &Parameter> {
        self.parameters.iter().filter(move |p| p.place == place)
    }

    /// The description of the body, if there is one.
    pub(crate) fn body_description(&self) -> Option<String> {
        self.body.as_ref().map(|body| text(body, "description"))
    }
}

pub(super) fn is_method(key: &str) -> bool {
    ["get", "put", "post", "delete", "options", "head", "patch", "trace"].contains(&key)
}

/// The members of an object, none of anything else. A plain iterator: each adapter on a composed
/// one would cost every build of the crate.
pub(super) fn entries(value: &Value) -> std::vec::IntoIter<(&str, &Value)> {
    let mut entries = Vec::new();
    for (key, value) in value.as_object().into_iter().flatten() {
        entries.push((key.as_str(), value));
    }
    entries.into_iter()
}

/// The items of an array, none of anything else.
pub(super) fn items(value: &Value) -> std::slice::Iter<'_, Value> {
    value.as_array().map_or(&[][..], Vec::as_slice).iter()
}

pub(super) fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().trim().to_owned()
}
