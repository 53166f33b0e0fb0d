//! The parameters of an operation, and their form in the request.

use anyhow::Result;
use serde_json::{Value, json};

use crate::compare::{
    change::{Change, Class, Direction, Kind},
    comparison::{Comparison, deprecation},
    operation::{Located, Operation},
    schema::Schema,
};

impl Comparison<'_> {
    pub(super) fn parameters(&mut self, own: &Operation<'_>, other: &Operation<'_>) -> Result<()> {
        let name = own.name();
        let (mine, mut theirs) = (own.parameters()?, other.parameters()?);
        for (key, mine) in mine {
            let place = format!("{name}: {}", words(&mine));
            match theirs.remove(&key) {
                Some(theirs) => self.parameter(&name, &mine, &theirs),
                None => {
                    let change = Change::new(Kind::ParameterRemoved, Class::Breaking, place);
                    self.found.push(change.of(&name).at(mine.at, &other.at));
                }
            }
        }
        for theirs in theirs.into_values() {
            let required = theirs.value["required"] == true;
            let class = if required { Class::Breaking } else { Class::Compatible };
            let place = format!("{name}: {}", words(&theirs));
            let change = Change::new(Kind::ParameterAdded, class, place);
            self.found.push(change.of(&name).at(&own.at, theirs.at));
        }
        Ok(())
    }

    /// Compares a parameter of the operation `name`.
    pub(super) fn parameter(&mut self, name: &str, own: &Located<'_>, other: &Located<'_>) {
        let shared = own.component().is_some() && other.component().is_some();
        let place = if shared { words(own) } else { format!("{name}: {}", words(own)) };
        let mut found = Vec::new();
        let required = |it: &Located<'_>| it.value["required"] == true || it.value["in"] == "path";
        match (required(own), required(other)) {
            (false, true) => {
                found.push(Change::new(Kind::ParameterNowRequired, Class::Breaking, &place));
            }
            (true, false) => {
                found.push(Change::new(Kind::ParameterNowOptional, Class::Compatible, &place));
            }
            _ => {}
        }
        found.extend(deprecation(own.value, other.value, &place));
        match (own.value.get("schema"), other.value.get("schema")) {
            (Some(_), Some(_)) => {
                let at = (format!("{}/schema", own.at), format!("{}/schema", other.at));
                let array = Schema::of(self.ours, &at.0).types.contains("array");
                let encodings = (encoding(own, array), encoding(other, array));
                if encodings.0 != encodings.1 {
                    let change = Change::new(Kind::EncodingChanged, Class::Breaking, &place);
                    found.push(change.values(&encodings.0, &encodings.1));
                }
                self.walk.start(name, (&at.0, &at.1), Direction::Request, &place);
            }
            (None, None) => {
                self.content(name, (own, other), Direction::Request, (&place, &place));
            }
            _ => found.push(Change::new(Kind::SchemaChanged, Class::Breaking, &place)),
        }
        let here = found.into_iter().map(|change| change.of(name).at(&own.at, &other.at));
        self.found.extend(here);
    }
}

/// Returns the name of a parameter in the report.
fn words(parameter: &Located<'_>) -> String {
    format!("{} parameter {}", parameter.text("in"), parameter.text("name"))
}

/// Returns the form of a parameter, defaults included. Only a list has more than one form.
fn encoding(parameter: &Located<'_>, array: bool) -> Value {
    let query = matches!(parameter.text("in"), "query" | "cookie");
    let style = if query { "form" } else { "simple" };
    let style = parameter.value["style"].as_str().unwrap_or(style);
    let explode = parameter.value["explode"].as_bool().unwrap_or(style == "form");
    let reserved = parameter.value["allowReserved"] == true;
    let mut encoding = json!({ "style": style, "allowReserved": reserved });
    if array {
        encoding["explode"] = json!(explode);
    }
    encoding
}
