//! What progenitor leaves to the facade, added to the syntax tree it returns:
//! the same for every operation, all of it read off the document.

use super::document::{Document, Operation, Repeat};
use super::tokens::{edit, reword};
use super::{cursors, docs, edits, filters, read_as, types};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{File, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, Pat, ReturnType, Stmt};
use syn::{Type, parse_quote};

/// The finished client.
pub(crate) fn finish(document: &Document, tokens: TokenStream) -> Result<File, String> {
    let mut file: File = syn::parse2(tokens).map_err(|e| format!("the generator's code: {e}"))?;
    // `Client::new` and its sibling would make a client without a token check.
    file.items.retain(|item| !is_impl_with(item, "new_with_client"));
    for item in &mut file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => {
                types::finish(document, module);
                read_as::finish(document, module)?;
            }
            Item::Mod(module) if module.ident == "builder" => finish_builders(document, module)?,
            Item::Struct(client) if client.ident == "Client" => {
                client.attrs.retain(|attr| !attr.path().is_ident("doc"));
                client.attrs.push(docs::attribute(docs::CLIENT));
            }
            Item::Impl(client) if client.trait_.is_none() => finish_methods(document, client),
            _ => {}
        }
    }
    file.items.push(table(document));
    Ok(file)
}

/// What the way of a call has to know of each operation.
fn table(document: &Document) -> Item {
    let rows = document.operations.iter().map(|operation| {
        let (id, answers) = (&operation.id, operation.answer.is_some());
        let path = operation.path.replace("{+", "{");
        let repeat = match operation.repeat {
            Repeat::Safe => quote!(Safe),
            Repeat::ActsTwice => quote!(ActsTwice),
            Repeat::SafeWithRunId => quote!(SafeWithRunId),
            Repeat::SafeWithRunIds => quote!(SafeWithRunIds),
            Repeat::Bulk => quote!(Bulk),
        };
        quote! {
            #id => &crate::operation::Operation {
                id: #id,
                path: #path,
                answers: #answers,
                repeat: crate::operation::Repeat::#repeat,
            }
        }
    });
    parse_quote! {
        pub(crate) fn operation(id: &str) -> &'static crate::operation::Operation {
            match id {
                #(#rows,)*
                // No builder has another id; if one had, its request would not be repeated.
                _ => &crate::operation::Operation {
                    id: "unknown",
                    path: "",
                    answers: true,
                    repeat: crate::operation::Repeat::Bulk,
                },
            }
        }
    }
}

/// Gives the client's methods documentation that a person would write.
fn finish_methods(document: &Document, client: &mut ItemImpl) {
    for item in &mut client.items {
        if let ImplItem::Fn(method) = item
            && let Some(operation) = document.operations.iter().find(|o| method.sig.ident == o.id)
        {
            method.attrs = vec![docs::attribute(&docs::operation(operation))];
        }
    }
}

fn finish_builders(document: &Document, module: &mut ItemMod) -> Result<(), String> {
    let Some((_, items)) = &mut module.content else { return Ok(()) };
    for operation in &document.operations {
        let name = format_ident!("{}", operation.builder);
        let mut additions = Vec::new();
        for item in items.iter_mut() {
            match item {
                Item::Struct(builder) if builder.ident == name => {
                    if operation.bulk {
                        let fields = quote!(client: &'a super::Client,);
                        *builder = edit(builder, &fields, &quote!(#fields all: bool,), operation)?;
                    }
                    let unused = "nothing is sent until this is awaited";
                    builder.attrs.push(parse_quote!(#[must_use = #unused]));
                }
                Item::Impl(builder)
                    if last_segment(&builder.self_ty).is_some_and(|i| *i == name) =>
                {
                    additions.push(finish_builder(operation, builder)?);
                    additions.extend(filters::of_job(operation, builder)?);
                }
                _ => {}
            }
        }
        if additions.is_empty() {
            return Err(format!("{}: the generator made no builder {name}", operation.id));
        }
        items.extend(additions);
    }
    items.extend(cursors::builder_items(document));
    Ok(())
}

/// Edits one builder's methods; returns the `IntoFuture` to stand beside it.
fn finish_builder(operation: &Operation, builder: &mut ItemImpl) -> Result<Item, String> {
    for (from, to) in edits::of_builder(operation) {
        *builder = edit(builder, &from, &to, operation)?;
    }
    let reworded = reword(builder.to_token_stream());
    *builder = syn::parse2(reworded).map_err(|e| format!("{}: rewording: {e}", operation.id))?;
    let id = &operation.id;
    builder.items.push(parse_quote!(const OPERATION: &'static str = #id;));
    let mut body = None;
    for item in &mut builder.items {
        let ImplItem::Fn(method) = item else { continue };
        let name = method.sig.ident.to_string();
        if name == "new" {
            // Builders come from the client's methods.
            method.vis = parse_quote!(pub(super));
        } else if name == "send" {
            body = Some(success_type(method)?);
            method.attrs = vec![docs::attribute(docs::SEND)];
            if operation.bulk {
                guard_selection(operation, method);
            }
        } else if let Some(doc) = docs::setter(operation, &name) {
            method.attrs.push(doc);
        }
    }
    if operation.bulk {
        let doc = docs::attribute(docs::ALL);
        builder.items.push(parse_quote! {
            #doc
            pub fn all(mut self) -> Self {
                self.all = true;
                self
            }
        });
    }
    let (name, body) = (&builder.self_ty, body.ok_or("a builder has no `send`")?);
    Ok(parse_quote! {
        impl<'a> ::std::future::IntoFuture for #name {
            type Output = ::std::result::Result<#body, crate::Error>;
            type IntoFuture = crate::BoxFuture<'a, Self::Output>;
            fn into_future(self) -> Self::IntoFuture {
                ::std::boxed::Box::pin(async move {
                    self.send().await.map(ResponseValue::into_inner).map_err(crate::Error::from)
                })
            }
        }
    })
}

/// A bulk operation says what it acts on, before anything is sent.
fn guard_selection(operation: &Operation, send: &mut ImplItemFn) {
    let selectors = operation.parameters.iter().filter(|p| p.is_selector());
    let (names, fields): (Vec<_>, Vec<_>) =
        selectors.map(|p| (&p.ident, format_ident!("{}", p.ident))).unzip();
    if let Some(Stmt::Local(local)) = send.block.stmts.first_mut()
        && let Pat::Struct(pattern) = &mut local.pat
    {
        pattern.rest = Some(syn::PatRest { attrs: Vec::new(), dot2_token: Default::default() });
    }
    send.block.stmts.insert(
        0,
        parse_quote! {
            crate::guard::selection(Self::OPERATION, self.all, &[#((#names, &self.#fields)),*])?;
        },
    );
}

/// The `T` of `send() -> Result<ResponseValue<T>, Error<()>>`.
fn success_type(send: &ImplItemFn) -> Result<Type, String> {
    let find = || {
        let ReturnType::Type(_, output) = &send.sig.output else { return None };
        argument(&argument(output)?)
    };
    find().ok_or_else(|| "a builder's `send` does not return a ResponseValue".into())
}

/// The first type argument of a type.
fn argument(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    match arguments.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The name of the struct that an item is, or is about.
pub(super) fn subject(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Impl(item) => last_segment(&item.self_ty).map(Ident::to_string),
        _ => None,
    }
}

fn last_segment(ty: &Type) -> Option<&Ident> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|segment| &segment.ident)
}

pub(super) fn is_impl_with(item: &Item, method: &str) -> bool {
    let Item::Impl(item) = item else { return false };
    item.items.iter().any(|i| matches!(i, ImplItem::Fn(f) if f.sig.ident == method))
}
