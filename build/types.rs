//! Finishing the API's types.

use super::document::Document;
use super::output::{is_impl_with, subject};
use super::{bodies, docs, pages};
use heck::ToPascalCase;
use quote::{ToTokens, format_ident, quote};
use syn::punctuated::Punctuated;
use syn::token::Comma;
use syn::{Attribute, ImplItem, Item, ItemMod, parse_quote};

/// Opens the enumerations, removes the schemas from the documentation, and keeps builders only for
/// the types of request bodies, which a caller makes.
pub(crate) fn finish(document: &Document, module: &mut ItemMod) -> Result<(), String> {
    let Some((_, items)) = &mut module.content else {
        return Err("the generator made no types".into());
    };
    let requests = document.request_types();
    let is_made = |item: &Item| subject(item).is_some_and(|name| requests.contains(&name));
    items.retain(|item| !is_impl_with(item, "builder") || is_made(item));
    let mut lists = 0;
    for item in items.iter_mut() {
        if is_impl_with(item, "builder") {
            document_builder(document, item);
        }
        if let Item::Mod(builders) = item
            && builders.ident == "builder"
            && let Some((_, builders)) = &mut builders.content
        {
            builders.retain(is_made);
            builders.iter_mut().for_each(|item| document_builder(document, item));
        }
        let attrs = match item {
            Item::Struct(item) => {
                lists += item.fields.iter_mut().filter_map(take_null_for_empty).count();
                // A field that the service adds is no reason for a new major version.
                item.attrs.push(parse_quote!(#[non_exhaustive]));
                &mut item.attrs
            }
            Item::Enum(item) => &mut item.attrs,
            _ => continue,
        };
        if let Some(schema) = attrs.iter().position(|a| docs::text(a).contains("<details>")) {
            let mut at = 0..;
            attrs.retain(|a| !is_doc(a) || at.next().is_some_and(|i: usize| i < schema));
        }
    }
    if lists == 0 && document.has_optional_lists() {
        return Err("the generator made no field that is left out where it is empty".into());
    }
    let shown: Vec<Item> =
        items.iter_mut().filter_map(|item| redact_secrets(document, item)).collect();
    let secret =
        document.schemas().filter(|(name, _)| !document.secrets(&name.to_pascal_case()).is_empty());
    if shown.len() != secret.count() {
        return Err("the generator made no type for a component with a secret".into());
    }
    items.extend(shown);
    items.extend(pages::type_items(document));
    let readers: Vec<Item> =
        items.iter().filter_map(|item| bodies::readers(document, item)).collect();
    items.extend(readers);
    for (name, description, values) in document.enumerations() {
        let ident = format_ident!("{}", name.to_pascal_case());
        let variants = values.iter().map(|value| format_ident!("{}", value.to_pascal_case()));
        items.push(parse_quote! {
            crate::values::open_enum::open_enum! { #[doc = #description] #ident { #(#variants = #values),* } }
        });
        // An enumeration converts into every other one that has all of its values.
        for (wider, _, all) in document.enumerations() {
            if wider != name && values.iter().all(|value| all.contains(value)) {
                let wider = format_ident!("{}", wider.to_pascal_case());
                items.push(parse_quote!(crate::values::open_enum::widen! { #ident => #wider }));
            }
        }
    }
    Ok(())
}

/// Documents the builder of a part of a request, its setters and the method that makes it.
fn document_builder(document: &Document, item: &mut Item) {
    let Some(name) = subject(item) else { return };
    match item {
        Item::Struct(builder) => builder.attrs.push(docs::attribute(&docs::part_builder(&name))),
        Item::Impl(builder) if builder.trait_.is_none() => {
            let properties = document.of_type(&name).map(|schema| &schema["properties"]);
            for item in &mut builder.items {
                let ImplItem::Fn(method) = item else { continue };
                let name = method.sig.ident.to_string();
                method.attrs.extend(match name.as_str() {
                    "builder" => Some(docs::attribute(docs::BUILDER)),
                    field => properties.and_then(|all| docs::property(all, field)),
                });
            }
        }
        _ => {}
    }
}

/// Accepts `null` for an empty list or map, and for a list in a map.
fn take_null_for_empty(field: &mut syn::Field) -> Option<()> {
    let mut done = None;
    for attr in &mut field.attrs {
        if attr.path().is_ident("serde")
            && let syn::Meta::List(serde) = &mut attr.meta
            && serde.tokens.to_string().contains("::is_empty")
        {
            let given = &serde.tokens;
            let ty = field.ty.to_token_stream().to_string();
            let read = match ty.contains("BTreeMap") && ty.contains("Vec") {
                true => "crate::values::lenient::null_is_empty_by_name",
                false => "crate::values::lenient::null_is_empty",
            };
            serde.tokens = quote!(#given, deserialize_with = #read);
            done = Some(());
        }
    }
    done
}

/// Removes the derived `Debug` of a struct with secrets; returns one that does not show them.
fn redact_secrets(document: &Document, item: &mut Item) -> Option<Item> {
    let Item::Struct(item) = item else { return None };
    let secrets = document.secrets(&item.ident.to_string());
    if secrets.is_empty() {
        return None;
    }
    for attr in item.attrs.iter_mut().filter(|attr| attr.path().is_ident("derive")) {
        let derived = attr.parse_args_with(Punctuated::<syn::Path, Comma>::parse_terminated);
        let kept = derived.ok()?.into_iter().filter(|path| !path.is_ident("Debug"));
        *attr = parse_quote!(#[derive(#(#kept),*)]);
    }
    let name = &item.ident;
    let fields = item.fields.iter().filter_map(|field| field.ident.as_ref()).map(|field| {
        let text = field.to_string();
        match secrets.contains(&text) {
            true => quote!(.field(#text, &format_args!("[redacted]"))),
            false => quote!(.field(#text, &self.#field)),
        }
    });
    let text = name.to_string();
    Some(parse_quote! {
        impl ::std::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(#text) #(#fields)* .finish()
            }
        }
    })
}

fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc")
}
