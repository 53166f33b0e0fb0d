//! Methods that read a body as bytes, for each type whose document shape has one that
//! may be in base64: a property `x` beside an `xBase64`, or one of the format `byte`.

use super::docs;
use super::document::{Document, entries, ident, items};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;
use syn::{Item, parse_quote};

/// A body and the properties that hold it.
struct Body<'a> {
    name: &'a str,
    text: Option<&'a str>,
    base64: String,
}

/// Returns the methods for the type that `item` declares, if it has such a body.
pub(crate) fn readers(document: &Document, item: &Item) -> Option<Item> {
    let Item::Struct(item) = item else { return None };
    let name = &item.ident;
    let schema = document.of_type(&name.to_string())?;
    let methods: Vec<_> = bodies(schema).map(|body| reader(schema, &body, name)).collect();
    (!methods.is_empty()).then(|| parse_quote!(impl #name { #(#methods)* }))
}

fn bodies(schema: &Value) -> impl Iterator<Item = Body<'_>> {
    let properties = &schema["properties"];
    entries(properties).filter_map(|(name, property)| {
        let beside = format!("{name}Base64");
        if properties[&beside]["type"] == "string" {
            Some(Body { name, text: Some(name), base64: beside })
        } else if property["format"] == "byte" {
            Some(Body { name, text: None, base64: name.to_owned() })
        } else {
            None
        }
    })
}

fn reader(schema: &Value, body: &Body<'_>, ty: &syn::Ident) -> TokenStream {
    let method = format_ident!("{}_bytes", ident(body.name));
    let value = |property: &str| {
        let field = format_ident!("{}", ident(property));
        match items(&schema["required"]).any(|name| name == property) {
            true => quote!(Some(&*self.#field)),
            false => quote!(self.#field.as_deref()),
        }
    };
    let text = body.text.map_or(quote!(None), value);
    let (name, base64) = (&body.base64, value(&body.base64));
    let doc = docs::attribute(&doc(body, ty, &method.to_string()));
    quote! {
        #doc
        pub fn #method(&self) -> ::std::result::Result<Option<Vec<u8>>, crate::Error> {
            crate::values::body_bytes::read(#name, #text, #base64)
        }
    }
}

fn doc(body: &Body<'_>, ty: &syn::Ident, method: &str) -> String {
    let base64 = format!("[`{0}`](Self::{0})", ident(&body.base64));
    let which = match body.text {
        Some(text) => format!("{base64} decoded, or else [`{0}`](Self::{0})", ident(text)),
        None => format!("{base64} decoded"),
    };
    format!(
        "The bytes of the body: {which}. `None` where there is none.\n\n\
         # Errors\n\
         [`Error::is_decode`](crate::Error::is_decode) if {base64} is not base64.\n\n\
         # Example\n\n```no_run\n\
         # fn call(value: &upstash_workflow::types::{ty}) -> Result<(), upstash_workflow::Error> {{\n\
         let bytes = value.{method}()?;\n\
         # drop(bytes);\n\
         # Ok(())\n\
         # }}\n\
         ```\n"
    )
}
