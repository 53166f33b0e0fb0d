//! The builders of the operations: fields and setters as the generator declares them, with
//! bodies of our own.

use super::document::{Document, Operation, Parameter};
use super::output::{argument, argument_of, constant, last_segment, subject};
use super::{docs, filters, pages};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Fields, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, ItemStruct, Pat};
use syn::{ReturnType, Type, parse_quote};

/// Replaces the bodies of all builders.
pub(crate) fn finish(document: &Document, module: &mut ItemMod) -> Result<(), String> {
    let generated = module.content.take().map(|(_, items)| items).unwrap_or_default();
    let mut items: Vec<Item> = vec![
        parse_quote!(
            use super::{Client, operations, types};
        ),
        parse_quote!(
            use crate::transport::{Request, setter};
        ),
        parse_quote!(
            use crate::{Error, ResponseValue};
        ),
    ];
    for operation in &document.operations {
        let builder = Builder::find(operation, &generated)
            .map_err(|why| format!("{}: the generator made {why}", operation.id))?;
        items.extend(builder.items());
        items.extend(pages::methods(document, operation)?);
        items.extend(filters::of_job(operation, &builder.setters())?);
    }
    module.content = Some((Default::default(), items));
    Ok(())
}

/// What is declared for one operation.
struct Builder<'a> {
    operation: &'a Operation,
    declared: &'a ItemStruct,
    fields: Vec<Field<'a>>,
    success: Type,
}

/// A field of a builder, with its setter.
struct Field<'a> {
    name: &'a str,
    /// `None`: it is the body's.
    parameter: Option<&'a Parameter>,
    /// The type of the value.
    ty: Type,
    optional: bool,
    setter: &'a ImplItemFn,
}

impl<'a> Builder<'a> {
    fn find(operation: &'a Operation, items: &'a [Item]) -> Result<Self, String> {
        let name = &operation.builder;
        let about = |item: &&Item| subject(item).is_some_and(|subject| subject == *name);
        let declared = items.iter().filter(about).find_map(|item| match item {
            Item::Struct(declared) => Some(declared),
            _ => None,
        });
        let declared = declared.ok_or_else(|| format!("no builder {name}"))?;
        let methods: Vec<&ImplItemFn> = items
            .iter()
            .filter(about)
            .filter_map(|item| match item {
                Item::Impl(ItemImpl { trait_: None, items, .. }) => Some(items),
                _ => None,
            })
            .flatten()
            .filter_map(|item| match item {
                ImplItem::Fn(method) => Some(method),
                _ => None,
            })
            .collect();
        let method = |name: &str| {
            let found = methods.iter().find(|method| method.sig.ident == name).copied();
            found.ok_or_else(|| format!("no method `{name}` of {}", operation.builder))
        };
        let field = |name: &'a str, parameter: Option<&'a Parameter>| {
            let setter = method(name)?;
            // A setter converts its value into the type of the field.
            let ty = converts_into(setter).ok_or_else(|| format!("no type for `{name}`"))?;
            let optional = parameter.is_some_and(|parameter| !parameter.required);
            let held = field_type(declared, name).and_then(|ty| argument(&ty));
            let is_optional = held.as_ref().and_then(last_segment).is_some_and(|i| i == "Option");
            if held.is_none() || parameter.is_some() && optional != is_optional {
                return Err(format!("no field `{name}` as the document has it"));
            }
            Ok(Field { name, parameter, ty, optional, setter })
        };
        let mut fields = Vec::new();
        for parameter in &operation.parameters {
            fields.push(field(&parameter.ident, Some(parameter))?);
        }
        if operation.body.is_some() {
            fields.push(field("body", None)?);
        }
        // The parameters of the path first, in their order there.
        let position = |field: &Field<'_>| operation.position(&field.parameter?.name);
        fields.sort_by_key(|field| (position(field).unwrap_or(usize::MAX), field.name));
        let success = success_type(method("send")?)?;
        Ok(Self { operation, declared, fields, success })
    }

    fn setters(&self) -> Vec<(&str, &Type)> {
        self.fields.iter().map(|field| (field.name, &field.ty)).collect()
    }

    fn items(&self) -> Vec<Item> {
        let Self { operation, success, .. } = self;
        let name = &self.declared.ident;
        let attrs = &self.declared.attrs;
        let all = operation.bulk.then(|| quote!(all: bool,));
        let all_unset = operation.bulk.then(|| quote!(all: false,));
        let all_setter = operation.bulk.then(|| {
            let doc = docs::attribute(docs::ALL);
            quote! {
                #doc
                pub fn all(mut self) -> Self {
                    self.all = true;
                    self
                }
            }
        });
        let declared = self.fields.iter().map(Field::declaration);
        let unset = self.fields.iter().map(|field| field.unset(operation));
        let setters = self.fields.iter().map(|field| field.method(operation));
        let (send, request) = (docs::attribute(docs::SEND), self.request());
        vec![
            parse_quote! {
                #(#attrs)*
                #[must_use = "nothing is sent until this is awaited"]
                pub struct #name<'a> {
                    client: &'a Client,
                    #all
                    #(#declared,)*
                }
            },
            parse_quote! {
                impl<'a> #name<'a> {
                    pub(super) fn new(client: &'a Client) -> Self {
                        Self { client, #all_unset #(#unset,)* }
                    }
                    #(#setters)*
                    #all_setter
                    #send
                    pub async fn send(self) -> Result<ResponseValue<#success>, Error> {
                        self.request().send().await
                    }
                    #request
                }
            },
            parse_quote! {
                impl<'a> ::std::future::IntoFuture for #name<'a> {
                    type Output = Result<#success, Error>;
                    type IntoFuture = ::futures_core::future::BoxFuture<'static, Self::Output>;
                    fn into_future(self) -> Self::IntoFuture {
                        self.request().value()
                    }
                }
            },
        ]
    }

    /// The method that puts each parameter in its place.
    fn request(&self) -> TokenStream {
        let operation = self.operation;
        let constant = constant(operation);
        let (parameters, body): (Vec<_>, Vec<_>) =
            self.fields.iter().partition(|field| field.parameter.is_some());
        let steps = parameters.into_iter().chain(body).map(|field| field.step(operation));
        let all = operation.bulk.then(|| quote!(request.selected(self.all);));
        quote! {
            pub(crate) fn request(self) -> Request {
                #[allow(unused_mut)]
                let mut request = Request::new(self.client, &operations::#constant);
                #(#steps)*
                #all
                request
            }
        }
    }
}

impl Field<'_> {
    fn place(&self) -> &str {
        self.parameter.map_or("body", |parameter| &parameter.place)
    }

    fn declaration(&self) -> TokenStream {
        let (name, ty) = (format_ident!("{}", self.name), &self.ty);
        match self.optional {
            true => quote!(#name: Result<Option<#ty>, String>),
            false => quote!(#name: Result<#ty, String>),
        }
    }

    fn unset(&self, operation: &Operation) -> TokenStream {
        let name = format_ident!("{}", self.name);
        if self.optional {
            quote!(#name: Ok(None))
        } else if self.parameter.is_none() && operation.optional_body {
            quote!(#name: Ok(Default::default()))
        } else {
            // The request reports a missing parameter.
            quote!(#name: Err(String::new()))
        }
    }

    fn method(&self, operation: &Operation) -> TokenStream {
        let (name, text) = (format_ident!("{}", self.name), self.name);
        let (sig, doc) = (&self.setter.sig, docs::setter(operation, self.name));
        let value = self.setter.sig.inputs.iter().find_map(|input| match input {
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(pat) => Some(&pat.ident),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        });
        let set = match (
            self.optional,
            last_segment(&self.ty).is_some_and(|ty| ty == "List" || ty == "Vec"),
        ) {
            (true, true) => quote!(setter::add(&mut self.#name, #text, #value)),
            (true, false) => quote!(self.#name = setter::optional(#text, #value)),
            (false, _) => quote!(self.#name = setter::required(#text, #value)),
        };
        quote! {
            #doc
            pub #sig {
                #set;
                self
            }
        }
    }

    fn step(&self, operation: &Operation) -> TokenStream {
        let (ident, setter) = (format_ident!("{}", self.name), self.name);
        let value = match self.optional || self.place() == "path" || self.parameter.is_none() {
            true => quote!(self.#ident),
            false => quote!(self.#ident.map(Some)),
        };
        let Some(parameter) = self.parameter else {
            let media_type = operation.media_type.as_deref();
            let json = media_type.is_some_and(|media_type| media_type.contains("json"));
            let body = format_ident!("{}", if json { "json" } else { "bytes" });
            return quote!(request.#body(#value););
        };
        let name = &parameter.name;
        match parameter.place.as_str() {
            "path" if parameter.reserved => quote!(request.url_path(#setter, #value);),
            "path" => quote!(request.path(#setter, #value);),
            "header" => quote!(request.header(#setter, #name, #value);),
            _ if operation.bulk && parameter.ids => quote!(request.ids(#setter, #name, #value);),
            _ if operation.bulk && parameter.is_selector() => {
                quote!(request.filter(#setter, #name, #value);)
            }
            _ => quote!(request.query(#setter, #name, #value);),
        }
    }
}

/// The type of a field of a struct.
fn field_type(item: &ItemStruct, name: &str) -> Option<Type> {
    let Fields::Named(fields) = &item.fields else { return None };
    let found = fields.named.iter().find(|field| field.ident.as_ref().is_some_and(|i| i == name));
    found.map(|field| field.ty.clone())
}

/// The `T` of a setter's `V: TryInto<T>`.
fn converts_into(setter: &ImplItemFn) -> Option<Type> {
    let clause = setter.sig.generics.where_clause.as_ref()?;
    clause.predicates.iter().find_map(|predicate| {
        let syn::WherePredicate::Type(predicate) = predicate else { return None };
        predicate.bounds.iter().find_map(|bound| {
            let syn::TypeParamBound::Trait(bound) = bound else { return None };
            let is_it = bound.path.segments.last().is_some_and(|s| s.ident == "TryInto");
            is_it.then(|| argument_of(&bound.path)).flatten()
        })
    })
}

/// The `T` of `send() -> Result<ResponseValue<T>, _>`.
fn success_type(send: &ImplItemFn) -> Result<Type, String> {
    let find = || {
        let ReturnType::Type(_, output) = &send.sig.output else { return None };
        let response = argument(output)?;
        last_segment(&response).filter(|name| *name == "ResponseValue")?;
        argument(&response)
    };
    find().ok_or_else(|| "a `send` that does not return a ResponseValue".into())
}
