//! The lists of names in `build/names.rs` are those of the code: of what is generated, and of
//! what is written by hand beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Item;

use super::build_script::names;
use super::scopes::Scopes;
use super::{alone, generate};

/// A type of such a name would hide what is meant.
#[test]
fn no_type_can_have_a_name_that_the_generated_code_refers_to() {
    let _alone = alone();
    let file = syn::parse_file(&generate(super::DOCUMENT).expect("code")).expect("code");
    let declared = Scopes::of(&file);
    let macros = include_str!("../../src/values/open_enum.rs");
    let macros = macros.split("\n/// Makes a value of").next().expect("the macros");
    let macros: TokenStream = macros.parse().expect("code");
    let types = referred_to(module(&file, "types").into_iter().chain(macros));
    let builders = referred_to(module(&file, "builder"));
    assert!(types.contains("String") && builders.contains("ResponseValue"));
    for (names, scope, taken) in [
        (types, "/types", names::OF_TYPES.to_owned()),
        (builders, "/builder", format!("{} {}", names::OF_TYPES, names::OF_BUILDERS)),
    ] {
        let own = declared.types(scope);
        let free: Vec<_> = names
            .iter()
            .filter(|name| !own.contains(name) && !taken.split(' ').any(|taken| taken == *name))
            .collect();
        assert!(free.is_empty(), "add to build/names.rs: {free:?}");
    }
}

fn module(file: &syn::File, name: &str) -> TokenStream {
    let mut modules = file.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.ident == name => Some(module.to_token_stream()),
        _ => None,
    });
    modules.next().expect(name)
}

/// The names of types that stand alone in these tokens: neither behind a path nor generic.
fn referred_to(tokens: impl IntoIterator<Item = TokenTree>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut before = ' ';
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_type = name.starts_with(char::is_uppercase) && name.len() > 1;
                let own = name == "Self" || !name.contains(char::is_lowercase);
                if is_type && !own && !matches!(before, ':' | '$' | 't') {
                    names.insert(name);
                }
                // After `type` comes the name that it declares.
                before = if ident == "type" { 't' } else { ' ' };
                continue;
            }
            TokenTree::Group(group) => names.extend(referred_to(group.stream())),
            _ => {}
        }
        before = match token {
            // The second colon of a path; the first and only one stands before a type.
            TokenTree::Punct(punct) if punct.as_char() == ':' => match before {
                ';' => ':',
                _ if punct.spacing() == Spacing::Joint => ';',
                _ => ' ',
            },
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
    }
    names
}

/// What an operation or a filter must not be called, as it stands in the sources.
#[test]
fn the_names_that_are_taken_are_those_of_the_sources() {
    let mut client = Vec::new();
    let mut job = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let file = syn::parse_file(&fs::read_to_string(&path).expect("a file"));
                for item in file.expect("code").items {
                    let (ty, methods) = inherent(&item);
                    match ty.as_str() {
                        "Client" => client.extend(methods),
                        "RetryFailedCallbacks" => job.extend(methods),
                        _ => {}
                    }
                }
            }
        }
    }
    for (methods, taken) in [(client, names::OF_THE_CLIENT), (job, names::OF_THE_JOB)] {
        assert!(!methods.is_empty());
        let free: Vec<_> =
            methods.iter().filter(|name| !taken.split(' ').any(|taken| taken == *name)).collect();
        assert!(free.is_empty(), "add to build/names.rs: {free:?}");
    }
}

/// The type that an item adds methods to, and the methods.
fn inherent(item: &Item) -> (String, Vec<String>) {
    let Item::Impl(item) = item else { return Default::default() };
    if item.trait_.is_some() {
        return Default::default();
    }
    let syn::Type::Path(ty) = &*item.self_ty else { return Default::default() };
    let name = ty.path.segments.last().map(|segment| segment.ident.to_string());
    let methods = item.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
        _ => None,
    });
    (name.unwrap_or_default(), methods.collect())
}
