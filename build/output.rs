//! From the generator's output to the client: declarations are taken over, bodies are written
//! here.
//!
//! Each pass counts what it changed and fails when something it expects is not there, so that
//! another version of the generator cannot undo it unseen.

use super::document::{Document, Operation};
use super::{builders, docs, overview, read_as, types};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{File, ImplItem, Item, ItemMod, Type, parse_quote};

/// The finished client.
pub(crate) fn finish(document: &Document, tokens: TokenStream) -> Result<File, String> {
    let mut generated: File =
        syn::parse2(tokens).map_err(|e| format!("the generator's code: {e}"))?;
    let methods = methods(document, &generated)?;
    let mut types = module(&mut generated, "types")?;
    types::finish(document, &mut types)?;
    read_as::finish(document, &mut types)?;
    let mut builders = module(&mut generated, "builder")?;
    builders::finish(document, &mut builders)?;
    let (client, table) = (docs::attribute(&overview::client(document)), table(document));
    Ok(parse_quote! {
        #types
        #client
        #[derive(Clone)]
        pub struct Client {
            pub(crate) inner: ::std::sync::Arc<crate::client::Inner>,
        }
        impl Client { #(#methods)* }
        impl ::std::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.inner.fmt(f)
            }
        }
        #table
        #builders
    })
}

/// Takes a module out of the generator's output.
fn module(generated: &mut File, name: &str) -> Result<ItemMod, String> {
    let is_it = |item: &Item| matches!(item, Item::Mod(module) if module.ident == name);
    let at = generated.items.iter().position(is_it);
    match at.map(|at| generated.items.remove(at)) {
        Some(Item::Mod(module)) => Ok(module),
        _ => Err(format!("the generator made no module `{name}`")),
    }
}

/// The client's methods, one for each operation.
fn methods(document: &Document, generated: &File) -> Result<Vec<ImplItem>, String> {
    let declared: Vec<_> = generated
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Impl(item) if item.trait_.is_none() => Some(&item.items),
            _ => None,
        })
        .flatten()
        .collect();
    let method = |operation: &Operation| {
        let found = declared.iter().find_map(|item| match item {
            ImplItem::Fn(method) if method.sig.ident == operation.id => Some(&method.sig),
            _ => None,
        });
        let sig = found.ok_or_else(|| {
            format!("{}: the generator made no method of the client", operation.id)
        })?;
        let doc = docs::attribute(&docs::operation(operation));
        let builder = format_ident!("{}", operation.builder);
        Ok(parse_quote! {
            #doc
            pub #sig {
                builder::#builder::new(self)
            }
        })
    };
    document.operations.iter().map(method).collect()
}

/// The module of static facts, one row for each operation.
fn table(document: &Document) -> Item {
    let rows = document.operations.iter().map(|operation| {
        let Operation { id, repeat, shape, .. } = operation;
        let name = constant(operation);
        let method = format_ident!("{}", operation.method);
        let path = operation.path.replace("{+", "{");
        let redirects = &operation.redirects;
        quote! {
            pub(crate) static #name: Operation = Operation {
                id: #id,
                method: Method::#method,
                path: #path,
                shape: Shape::#shape,
                repeat: Repeat::#repeat,
                redirects: &[#(#redirects),*],
            };
        }
    });
    parse_quote! {
        /// What is known of each operation before a call.
        pub(crate) mod operations {
            use crate::transport::{Operation, Repeat, Shape};
            use http::Method;
            #(#rows)*
        }
    }
}

/// The name of an operation's row in the table.
pub(super) fn constant(operation: &Operation) -> Ident {
    format_ident!("{}", operation.id.to_uppercase())
}

/// The first type argument of a type.
pub(super) fn argument(ty: &Type) -> Option<Type> {
    let Type::Path(ty) = ty else { return None };
    argument_of(&ty.path)
}

pub(super) fn argument_of(path: &syn::Path) -> Option<Type> {
    let syn::PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The name of the struct that an item declares or implements.
pub(super) fn subject(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Impl(item) => last_segment(&item.self_ty).map(Ident::to_string),
        _ => None,
    }
}

pub(super) fn last_segment(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| &segment.ident)
}

pub(super) fn is_impl_with(item: &Item, method: &str) -> bool {
    let Item::Impl(item) = item else { return false };
    item.items.iter().any(|i| matches!(i, ImplItem::Fn(f) if f.sig.ident == method))
}
