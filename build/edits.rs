//! What is edited in the generated builders: each piece of the generator's code that the facade
//! does otherwise, and what stands in its place.

use super::document::{Answer, Operation};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// What is to be replaced in a builder's methods, and by what.
pub(crate) fn of_builder(operation: &Operation) -> Vec<(TokenStream, TokenStream)> {
    let mut edits = vec![
        // The service does not ask for the document's version with every request.
        (
            quote! {
                header_map.append(
                    ::reqwest::header::HeaderName::from_static("api-version"),
                    ::reqwest::header::HeaderValue::from_static(super::Client::api_version()),
                );
            },
            quote!(),
        ),
        // Of the hooks there is `exec` alone. The others would keep request and answer in
        // the future of every call, to do nothing with them.
        (quote!(client.pre(&mut request, &info).await?;), quote!()),
        (quote!(client.post(&result, &info).await?;), quote!()),
        // An error of use names its operation.
        (
            quote!(.build()?),
            quote!(.build().map_err(|e| crate::guard::unbuildable(Self::OPERATION, e))?),
        ),
    ];
    if operation.at("header").next().is_none() {
        // Without headers of its own, a call needs no map of them.
        edits.push((
            quote!(let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);),
            quote!(),
        ));
        edits.push((quote!(.headers(header_map)), quote!()));
    }
    for parameter in &operation.parameters {
        let (ident, name) = (format_ident!("{}", parameter.ident), &parameter.ident);
        if parameter.required {
            // What is missing is put into words when it is missing, not for every call.
            let missing = format!("{name} was not initialized");
            edits.push((quote!(Err(#missing.to_string())), quote!(Err(String::new()))));
        }
        // A function of its own for each would be a good part of what there is to compile.
        edits.push((
            quote!(#ident.map_err(Error::InvalidRequest)?),
            quote!(crate::guard::given(Self::OPERATION, #name, #ident)?),
        ));
    }
    if operation.body_description().is_some() {
        edits.push((
            quote!(.map_err(Error::InvalidRequest)),
            quote!(.map_err(|why| crate::guard::refuse(Self::OPERATION, why))),
        ));
    }
    if let Some(answer) = &operation.answer {
        let form = match answer {
            Answer::Plain => quote!(Plain),
            Answer::One => quote!(One),
            Answer::List(None) => quote!(List(None)),
            Answer::List(Some(name)) => quote!(List(Some(#name))),
        };
        // Keeps status, headers and body where decoding fails.
        edits.push((
            quote!(ResponseValue::from_response(response)),
            quote!(crate::response::decode(Self::OPERATION, crate::form::Form::#form, response)),
        ));
    } else {
        // A web page for an answer is no success.
        let empty = quote!(Ok(ResponseValue::empty(response)));
        edits.push((empty, quote!(crate::response::no_body(response))));
    }
    for parameter in operation.at("path") {
        let ident = format_ident!("{}", parameter.ident);
        let name = &parameter.ident;
        let segment = match operation.path.contains(&format!("{{+{}}}", parameter.name)) {
            true => quote!(reserved_segment),
            false => quote!(path_segment),
        };
        edits.push((
            quote!(encode_path(&#ident.to_string())),
            quote!(crate::guard::#segment(Self::OPERATION, #name, &#ident)?),
        ));
    }
    for parameter in operation.at("header") {
        let name = &parameter.name;
        let value = match parameter.required {
            true => format_ident!("{}", parameter.ident),
            false => format_ident!("value"),
        };
        edits.push((
            quote!(header_map.append(#name, #value.to_string().try_into()?)),
            quote!(header_map.append(#name, crate::guard::header_value(Self::OPERATION, #name, &#value)?)),
        ));
    }
    if operation.optional_body {
        edits.push((
            quote!(body: Err("body was not initialized".to_string())),
            quote!(body: Ok(::std::default::Default::default())),
        ));
    }
    if operation.bulk {
        edits.push((quote!(client: client,), quote!(client: client, all: false,)));
    }
    if !operation.other_success.is_empty() {
        let status = operation.other_success.iter().map(|code| Literal::u16_suffixed(*code));
        edits.push((quote!(200 ..= 299 =>), quote!(200 ..= 299 #(| #status)* =>)));
    }
    edits
}
