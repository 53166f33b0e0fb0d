//! Streams for every operation whose response has a cursor.

use super::docs;
use super::document::{Document, Operation, entries};
use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::Ident;
use quote::{format_ident, quote};
use syn::{Item, parse_quote};

const BY_PAGE: &str = "Returns the pages one by one: each request continues where the one before \
ended.

# Errors
The error of a request comes in place of its page and ends the stream.";
const STREAM: &str =
    "Returns the items of all pages, one by one. The next page is requested while \
the current one is consumed; see [`Items`](crate::Items).

# Errors
An error comes after the items before it and ends the stream.";
const DRAIN: &str = "Sends the request again with the cursor of its response until there is none, \
and returns the sum of the responses.

# Errors
As for a single request. What the requests before it did stays done; \
[`Error::drained`](crate::Error::drained) returns it.";

/// A response with a cursor.
struct Response<'a> {
    page: Ident,
    /// The lists, each with the type of its items, and the numbers.
    lists: Vec<(Ident, syn::Type)>,
    counts: Vec<Ident>,
    /// The name of the component.
    component: &'a str,
}

/// The methods of a builder whose operation has pages.
pub(crate) fn methods(document: &Document, operation: &Operation) -> Result<Option<Item>, String> {
    let Some(response) = response(document, operation) else { return Ok(None) };
    let (builder, page) = (format_ident!("{}", operation.builder), &response.page);
    let page = quote!(types::#page);
    let by_page = docs::attribute(&format!(
        "{BY_PAGE}\n\n{}",
        docs::stream_example(operation, "by_page", "page")
    ));
    let more = if operation.bulk {
        let doc = docs::attribute(&format!("{DRAIN}\n\n{}", docs::drain_example(operation)));
        quote! {
            #doc
            pub async fn drain(self) -> Result<#page, Error> {
                crate::pages::drain(self.by_page()).await
            }
        }
    } else {
        let example = docs::stream_example(operation, "stream", "item");
        let doc = docs::attribute(&format!("{STREAM}\n\n{example}"));
        quote! {
            #doc
            pub fn stream(self) -> crate::Items<#page> {
                crate::Items::new(self.by_page())
            }
        }
    };
    Ok(Some(parse_quote! {
        impl<'a> #builder<'a> {
            #by_page
            pub fn by_page(mut self) -> crate::Pages<#page> {
                let cursor = ::std::mem::replace(&mut self.cursor, Ok(None));
                crate::Pages::new(self.request(), cursor)
            }
            #more
        }
    }))
}

/// The name of the builder's method that takes all pages.
pub(crate) fn method(document: &Document, operation: &Operation) -> Option<&'static str> {
    response(document, operation).map(|_| if operation.bulk { "drain" } else { "stream" })
}

/// The implementations for the types, once for each.
pub(crate) fn type_items(document: &Document) -> Vec<Item> {
    let mut done = Vec::new();
    let mut items = Vec::new();
    for operation in &document.operations {
        if let Some(response) = response(document, operation)
            && !done.contains(&response.component)
        {
            done.push(response.component);
            items.extend(impls(operation, &response));
        }
    }
    items
}

fn impls(operation: &Operation, response: &Response<'_>) -> Vec<Item> {
    let (page, lists, counts) = (&response.page, &response.lists, &response.counts);
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

/// The response of an operation that takes and gives a cursor.
fn response<'a>(document: &'a Document, operation: &Operation) -> Option<Response<'a>> {
    operation.at("query").find(|parameter| parameter.name == "cursor")?;
    let (component, schema) = document.referenced(&operation.response_schema)?;
    let properties = &schema["properties"];
    if properties["cursor"].is_null() {
        return None;
    }
    let mut response = Response {
        page: format_ident!("{}", component.to_pascal_case()),
        lists: Vec::new(),
        counts: Vec::new(),
        component,
    };
    for (name, property) in entries(properties) {
        let field = format_ident!("{}", name.to_snake_case());
        match property["type"].as_str() {
            Some("integer") => response.counts.push(field),
            Some("array") => {
                let (item, _) = document.referenced(&property["items"])?;
                let item = format_ident!("{}", item.to_pascal_case());
                response.lists.push((field, parse_quote!(#item)));
            }
            _ => {}
        }
    }
    Some(response)
}
