//! Rustdoc for the generated operations and their setters, in the document's words.

use super::document::{Operation, Parameter, entries, ident};
use super::overview;
use serde_json::Value;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, parse_quote};

/// Documents a method of the client.
pub(crate) fn operation(operation: &Operation) -> String {
    let mut doc = paragraph(&operation.summary);
    if !operation.description.is_empty() {
        doc += &format!("{}\n\n", operation.description);
    }
    if !operation.helpers.is_empty() {
        doc += &format!("Often easier: {}.\n\n", overview::helpers(operation).join(", "));
    }
    let path = operation.path.replace("{+", "{");
    doc += &format!("Sends `{} {path}`.\n\n", operation.method);
    if operation.bulk {
        doc += "Without an id, a filter or [`all`](builder::";
        doc += &format!("{}::all) the call is refused and nothing is sent.\n\n", operation.builder);
    }
    let mut setters = String::new();
    let mut add = |ident: &str, required: bool, description: &str| {
        let needed = if required { " (required)" } else { "" };
        let link = format!("[`{ident}`](builder::{}::{ident})", operation.builder);
        setters += &format!("- {link}{needed}: {description}\n");
    };
    for parameter in &operation.parameters {
        add(&parameter.ident, parameter.required, &parameter.description);
    }
    if let Some(description) = operation.body_description() {
        add("body", !operation.optional_body, &description);
    }
    if !setters.is_empty() {
        doc += &format!("# Parameters\n\n{setters}\n");
    }
    doc + &example(operation)
}

/// An example that calls with the required parameters; rustdoc compiles it.
fn example(operation: &Operation) -> String {
    in_test(&format!("let answer = {}.await?;\n# drop(answer);", call(operation)))
}

/// An example that goes through the stream of `method`, one `item` after the other.
pub(crate) fn stream_example(operation: &Operation, method: &str, item: &str) -> String {
    in_test(&format!(
        "use futures::TryStreamExt;\n\n\
         let mut {item}s = {}.{method}();\n\
         while let Some({item}) = {item}s.try_next().await? {{\n    println!(\"{{{item}:?}}\");\n}}",
        call(operation)
    ))
}

/// An example that repeats a bulk operation until nothing is left.
pub(crate) fn drain_example(operation: &Operation) -> String {
    in_test(&format!("let total = {}.drain().await?;\nprintln!(\"{{total:?}}\");", call(operation)))
}

fn in_test(statements: &str) -> String {
    format!(
        "# Example\n\n```no_run\n\
         # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {{\n\
         {statements}\n\
         # Ok(())\n\
         # }}\n\
         ```\n"
    )
}

/// The builder with its required parameters, as a program writes it.
fn call(operation: &Operation) -> String {
    let required = operation.parameters.iter().filter(|p| p.required);
    let mut call: String = required.map(|p| format!(".{}({:?})", p.ident, example_of(p))).collect();
    if operation.bulk {
        // The list that comes first in the document is that of the ids.
        let ids = operation.parameters.iter().find(|p| p.is_list_selector());
        call += &ids.map_or(".all()".into(), |p| format!(".{}([{:?}])", p.ident, example_of(p)));
    } else if operation.body_description().is_some() {
        call += ".body(Vec::new())";
    }
    format!("client.{}(){call}", operation.id)
}

fn example_of(parameter: &Parameter) -> &str {
    parameter.example.as_deref().unwrap_or("1")
}

/// The documentation of the setter `name`, unless there is no such parameter.
pub(crate) fn setter(operation: &Operation, name: &str) -> Option<Attribute> {
    let parameter = |p: &&Parameter| p.ident == name;
    let text = match operation.parameters.iter().find(parameter) {
        Some(parameter) => match parameter.place.as_str() {
            "header" => {
                format!("{}\n\nSent as the header `{}`.", parameter.description, parameter.name)
            }
            _ => parameter.description.clone(),
        },
        None if name == "body" => operation.body_description()?,
        None if name == "body_map" => "Changes the body that was set so far.".into(),
        None => return None,
    };
    Some(attribute(&text))
}

/// Documents the builder of a part of a request.
pub(crate) fn part_builder(ty: &str) -> String {
    format!("Puts a [`{ty}`](super::{ty}) together, into which it turns by `try_into`.")
}

/// Documents the setter of the property that becomes this field.
pub(crate) fn property(properties: &Value, field: &str) -> Option<Attribute> {
    let (_, property) = entries(properties).find(|(name, _)| ident(name) == field)?;
    property["description"].as_str().map(|text| attribute(text.trim()))
}

pub(crate) const BUILDER: &str = "Starts with nothing set.";

pub(crate) const SEND: &str = "Sends the request and returns the body with its status and headers.

The error converts into [`Error`](crate::Error) with `?`. Awaiting the builder itself gives the body \
alone, and that error.";

pub(crate) const ALL: &str =
    "Selects everything there is, in so many words. It excludes every other selector.";

/// `text` as a documentation attribute.
pub(crate) fn attribute(text: &str) -> Attribute {
    parse_quote!(#[doc = #text])
}

/// The text of a `#[doc = "…"]`, empty for any other attribute.
pub(crate) fn text(attribute: &Attribute) -> String {
    match &attribute.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => text.value(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text}.\n\n") }
}
