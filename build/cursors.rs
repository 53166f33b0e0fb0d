//! Streams for every operation whose answer says where the next one begins.

use super::docs;
use super::document::{Document, Operation, entries};
use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::Ident;
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

const BY_PAGE: &str = "The answers one by one, from the first to the last: each request goes on \
where the one before ended.

# Errors
Each answer is an error in place of a page where its request fails, and the stream ends with it.";
const STREAM: &str = "The items of all pages, one by one. The next page is asked for while the \
current one is consumed; see [`Items`](crate::Items).

# Errors
An error comes after the items before it, and the stream ends with it.";
const DRAIN: &str =
    "Sends the request again with the cursor of its answer until there is none left, \
and gives the sum of the answers.

# Errors
As for a single request. What the requests before it did stays done; \
[`Error::drained`](crate::Error::drained) returns it.";

/// An answer with a cursor.
struct Answer<'a> {
    page: Ident,
    /// The lists, each with the type of its items, and the numbers.
    lists: Vec<(Ident, syn::Type)>,
    counts: Vec<Ident>,
    /// The name of the component.
    component: &'a str,
}

/// What stands beside the builders.
pub(crate) fn builder_items(document: &Document) -> Vec<Item> {
    document.operations.iter().filter_map(|operation| methods(document, operation)).collect()
}

/// What stands beside the types, once for each.
pub(crate) fn type_items(document: &Document) -> Vec<Item> {
    let mut done = Vec::new();
    let mut items = Vec::new();
    for operation in &document.operations {
        if let Some(answer) = answer(document, operation)
            && !done.contains(&answer.component)
        {
            done.push(answer.component);
            items.extend(impls(operation, &answer));
        }
    }
    items
}

fn methods(document: &Document, operation: &Operation) -> Option<Item> {
    let answer = answer(document, operation)?;
    let (builder, page) = (format_ident!("{}", operation.builder), &answer.page);
    let page = quote!(super::types::#page);
    let parameters = operation.parameters.iter().map(|parameter| parameter.ident.as_str());
    let fields = parameters.chain(operation.bulk.then_some("all"));
    let fields: Vec<_> = fields.map(|name| format_ident!("{name}")).collect();
    let by_page = format!("{BY_PAGE}\n\n{}", docs::stream_example(operation, "by_page", "page"));
    let more = if operation.bulk {
        let doc = format!("{DRAIN}\n\n{}", docs::drain_example(operation));
        quote! {
            #[doc = #doc]
            pub async fn drain(self) -> ::std::result::Result<#page, crate::Error> {
                crate::pages::drain(self.by_page()).await
            }
        }
    } else {
        let doc = format!("{STREAM}\n\n{}", docs::stream_example(operation, "stream", "item"));
        quote! {
            #[doc = #doc]
            pub fn stream(self) -> crate::Items<#page> {
                crate::Items::new(self.by_page())
            }
        }
    };
    Some(parse_quote! {
        impl<'a> #builder<'a> {
            #[doc = #by_page]
            pub fn by_page(self) -> crate::Pages<#page> {
                let Self { client, #(#fields),* } = self;
                let client = client.clone();
                crate::Pages::new(Self::OPERATION, move |at| {
                    // Owned, so that the call can go on beside whoever waits for it.
                    let client = client.clone();
                    #(let #fields = #fields.clone();)*
                    ::std::boxed::Box::pin(async move {
                        let call = #builder { client: &client, #(#fields),* };
                        match at {
                            Some(cursor) => call.cursor(cursor).await,
                            None => call.await,
                        }
                    })
                })
            }
            #more
        }
    })
}

fn impls(operation: &Operation, answer: &Answer<'_>) -> Vec<Item> {
    let (page, lists, counts) = (&answer.page, &answer.lists, &answer.counts);
    let sealed = parse_quote!(impl crate::pages::sealed::Sealed for #page {});
    let cursor = parse_quote! {
        impl crate::pages::Page for #page {
            fn cursor(&self) -> ::std::option::Option<&str> {
                self.cursor.as_deref()
            }
        }
    };
    let names: Vec<_> = lists.iter().map(|(name, _)| name).collect();
    let kind = match lists.as_slice() {
        [(list, item)] if !operation.bulk => parse_quote! {
            impl crate::pages::ListPage for #page {
                type Item = #item;
                fn into_items(self) -> ::std::vec::Vec<#item> {
                    self.#list
                }
            }
        },
        _ => parse_quote! {
            impl crate::pages::BulkPage for #page {
                fn add(&mut self, later: Self) {
                    #(self.#names.extend(later.#names);)*
                    #(
                        self.#counts = match (self.#counts, later.#counts) {
                            (Some(sum), Some(more)) => Some(sum.saturating_add(more)),
                            (sum, more) => sum.or(more),
                        };
                    )*
                    self.cursor = later.cursor;
                }

                fn counts(&self) -> ::std::vec::Vec<(&'static str, u64)> {
                    ::std::vec![
                        #((stringify!(#names), self.#names.len() as u64),)*
                        #((stringify!(#counts), self.#counts.unwrap_or_default() as u64),)*
                    ]
                }
            }
        },
    };
    vec![sealed, cursor, kind]
}

/// The answer of an operation that takes and gives a cursor.
fn answer<'a>(document: &'a Document, operation: &Operation) -> Option<Answer<'a>> {
    operation.at("query").find(|parameter| parameter.name == "cursor")?;
    let (component, schema) = document.referenced(&operation.answer_schema)?;
    let properties = &schema["properties"];
    if properties["cursor"].is_null() {
        return None;
    }
    let mut answer = Answer {
        page: format_ident!("{}", component.to_pascal_case()),
        lists: Vec::new(),
        counts: Vec::new(),
        component,
    };
    for (name, property) in entries(properties) {
        let field = format_ident!("{}", name.to_snake_case());
        match property["type"].as_str() {
            Some("integer") => answer.counts.push(field),
            Some("array") => {
                let (item, _) = document.referenced(&property["items"])?;
                let item = format_ident!("{}", item.to_pascal_case());
                answer.lists.push((field, parse_quote!(#item)));
            }
            _ => {}
        }
    }
    Some(answer)
}
