//! Properties whose JSON can be of another type than their field: `x-read-as` has the
//! schema of the field, and `src/values/read_as.rs` the functions that read it.

use super::document::{Document, entries, ident};
use heck::ToPascalCase;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use syn::{Field, Item, ItemMod, parse_quote};

const READ_AS: &str = "x-read-as";

/// The members of a property's own schema that are kept.
const ABOUT: [&str; 2] = ["description", "deprecated"];

/// Replaces the schemas of the JSON by those of the fields.
pub(crate) fn substitute(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if let Some(read_as) = map.remove(READ_AS) {
                map.retain(|key, _| ABOUT.contains(&key.as_str()));
                match read_as {
                    Value::Object(schema) if !schema.contains_key("$ref") => map.extend(schema),
                    reference => drop(map.insert("allOf".into(), Value::from([reference]))),
                }
            }
            map.values_mut().for_each(substitute);
        }
        Value::Array(list) => list.iter_mut().for_each(substitute),
        _ => {}
    }
}

/// Adds the function that reads each such field.
pub(crate) fn finish(document: &Document, module: &mut ItemMod) -> Result<(), String> {
    for (component, schema) in document.schemas() {
        for (name, property) in entries(&schema["properties"]) {
            let Some(read) = function(&property[READ_AS]) else { continue };
            let field = field(module, &component.to_pascal_case(), &ident(name));
            let field = field.ok_or_else(|| {
                format!("components.schemas.{component}: {name}: {READ_AS}: there is no such field")
            })?;
            field.attrs.push(parse_quote!(#[serde(default, deserialize_with = #read)]));
        }
    }
    Ok(())
}

/// The function for a schema; types of ours read their values themselves.
fn function(schema: &Value) -> Option<TokenStream> {
    match schema["type"].as_str()? {
        "string" => Some(quote!("crate::values::read_as::text")),
        "integer" => Some(quote!("crate::values::read_as::number")),
        _ => None,
    }
}

fn field<'a>(module: &'a mut ItemMod, ty: &str, field: &str) -> Option<&'a mut Field> {
    let (_, items) = module.content.as_mut()?;
    let mut structs = items.iter_mut().filter_map(|item| match item {
        Item::Struct(item) if item.ident == ty => Some(item),
        _ => None,
    });
    let mut fields = structs.next()?.fields.iter_mut();
    fields.find(|candidate| candidate.ident.as_ref().is_some_and(|ident| ident == field))
}
