//! Checks the parts of an OpenAPI document that are compared. Other parts may be anything.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use serde_json::Value;

use crate::document::{
    pointer, reference,
    value::{METHODS, entries, is_3_0, items, plain},
};

/// Checks the parts of a document, and that its references lead somewhere.
pub(crate) fn document(root: &Value) -> Result<()> {
    if let Some(version) = root.get("swagger") {
        bail!("it is Swagger {}, and only OpenAPI 3.0 and 3.1 can be compared", plain(version));
    }
    let version = root.get("openapi").ok_or_else(|| {
        anyhow!("it is not an OpenAPI document: the version at the top, `openapi`, is missing")
    })?;
    let version = plain(version);
    let is = |known: &str| version == known || version.starts_with(&format!("{known}."));
    if !is("3.0") && !is("3.1") {
        bail!("it is OpenAPI {version}, and only 3.0 and 3.1 can be compared");
    }
    let mut check = Check::new(root);
    match root.get("paths") {
        Some(Value::Object(paths)) => {
            paths.keys().filter(|path| !path.starts_with("x-")).try_for_each(|it| check.path(it))
        }
        None if !check.is_3_0 => Ok(()),
        _ => bail!("it has no `paths`, so there is nothing to compare"),
    }
}

/// Checks a schema that no operation leads to.
pub(crate) fn schema(root: &Value, at: &str) -> Result<()> {
    Check::new(root).schema(at.to_owned())
}

struct Check<'a> {
    root: &'a Value,
    is_3_0: bool,
    /// The schemas that have been checked.
    seen: BTreeSet<String>,
}

impl<'a> Check<'a> {
    fn new(root: &'a Value) -> Self {
        Self { root, is_3_0: is_3_0(root), seen: BTreeSet::new() }
    }

    fn path(&mut self, path: &str) -> Result<()> {
        check_template(path)?;
        let at = pointer::join("/paths", path);
        let (at, item) = reference::follow(self.root, &at)?;
        expect(item.is_object(), &at, "a path has to be an object")?;
        self.parameters(&at, item)?;
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                self.operation(&format!("{at}/{method}"), operation)?;
            }
        }
        Ok(())
    }

    fn operation(&mut self, at: &str, operation: &Value) -> Result<()> {
        expect(operation.is_object(), at, "an operation has to be an object")?;
        self.parameters(at, operation)?;
        if operation.get("requestBody").is_some() {
            let (at, body) = reference::follow(self.root, &format!("{at}/requestBody"))?;
            self.content(&at, body, true)?;
        }
        let responses = operation.get("responses");
        let fits = responses.map_or(!self.is_3_0, Value::is_object);
        expect(fits, at, "an operation has to have `responses`")?;
        for (status, _) in responses.into_iter().flat_map(entries) {
            if status.starts_with("x-") {
                continue;
            }
            let at = format!("{at}/responses/{}", pointer::escape(status));
            let digits = status.as_bytes();
            let known = matches!(digits, [b'1'..=b'5', b'X' | b'0'..=b'9', b'X' | b'0'..=b'9']);
            expect(known || status == "default", &at, "is neither a status nor `default`")?;
            let (at, response) = reference::follow(self.root, &at)?;
            expect(response.is_object(), &at, "a response has to be an object")?;
            self.content(&at, response, false)?;
        }
        Ok(())
    }

    fn parameters(&mut self, at: &str, holder: &Value) -> Result<()> {
        let list = &holder["parameters"];
        expect(list.is_array() || list.is_null(), at, "`parameters` is not a list")?;
        for index in 0..items(list).count() {
            let at = format!("{at}/parameters/{index}");
            let (at, parameter) = reference::follow(self.root, &at)?;
            expect(parameter["name"].is_string(), &at, "a parameter has no name")?;
            let known = ["query", "header", "path", "cookie"];
            let known = parameter["in"].as_str().is_some_and(|place| known.contains(&place));
            expect(known, &at, "`in` is none of query, header, path and cookie")?;
            match parameter.get("schema") {
                Some(_) => self.schema(format!("{at}/schema"))?,
                None => self.content(&at, parameter, true)?,
            }
        }
        Ok(())
    }

    fn content(&mut self, at: &str, holder: &'a Value, needed: bool) -> Result<()> {
        let content = &holder["content"];
        let fits = content.is_object() || content.is_null() && !needed;
        expect(fits, at, "`content` is not an object of media types")?;
        for (media, body) in entries(content) {
            let at = format!("{at}/content/{}", pointer::escape(media));
            expect(body.is_object(), &at, "a media type has to be an object")?;
            if body.get("schema").is_some() {
                self.schema(format!("{at}/schema"))?;
            }
        }
        Ok(())
    }

    /// Checks a schema, those in it, and those that they refer to.
    fn schema(&mut self, at: String) -> Result<()> {
        let mut next = vec![at];
        while let Some(at) = next.pop() {
            let schema = self.root.pointer(&at).unwrap_or(&Value::Null);
            if !self.seen.insert(at.clone()) || schema.is_boolean() {
                continue;
            }
            expect(schema.is_object(), &at, "a schema has to be an object")?;
            if schema.get("$ref").is_some() {
                next.push(reference::follow(self.root, &at)?.0);
                // OpenAPI 3.0 ignores what is beside a reference.
                if self.is_3_0 {
                    continue;
                }
            }
            let properties = &schema["properties"];
            let fits = properties.is_object() || properties.is_null();
            expect(fits, &at, "`properties` is not an object")?;
            next.extend(
                entries(properties)
                    .map(|(name, _)| pointer::join(&format!("{at}/properties"), name)),
            );
            for list in ["enum", "required", "allOf", "anyOf", "oneOf"] {
                let fits = schema.get(list).is_none_or(Value::is_array);
                expect(fits, &at, &format!("`{list}` is not a list"))?;
            }
            for list in ["allOf", "anyOf", "oneOf"] {
                let count = items(&schema[list]).count();
                next.extend((0..count).map(|index| format!("{at}/{list}/{index}")));
            }
            let single = ["items", "additionalProperties", "not"].into_iter();
            let single = single.filter(|key| schema.get(key).is_some());
            next.extend(single.map(|key| format!("{at}/{key}")));
        }
        Ok(())
    }
}

fn check_template(path: &str) -> Result<()> {
    let at = pointer::join("/paths", path);
    expect(path.starts_with('/'), &at, "a path has to begin with `/`")?;
    let mut open = false;
    for letter in path.chars().filter(|letter| "{}".contains(*letter)) {
        expect(open == (letter == '}'), &at, "the braces of a path do not match")?;
        open = !open;
    }
    expect(!open, &at, "the braces of a path do not match")
}

fn expect(fits: bool, at: &str, otherwise: &str) -> Result<()> {
    if fits { Ok(()) } else { Err(anyhow!("{}: {otherwise}", pointer::describe(at))) }
}
