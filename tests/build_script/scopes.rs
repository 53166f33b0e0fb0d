//! What is declared in generated code, scope by scope, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenTree;
use serde_json::Value;
use syn::{Fields, File, FnArg, ImplItem, Item, Pat, UseTree};

/// What every module has without an import; a type of that name would hide it.
const PRELUDE: &str = "AsMut AsRef Box Clone Copy Default Drop Eq Err Extend Fn From Into Iterator \
    None Ok Option Ord PartialEq PartialOrd Result Send Some String Sync ToString TryFrom Vec";

/// The names declared in each scope.
#[derive(Default)]
pub(crate) struct Scopes(BTreeMap<String, Vec<String>>);

impl Scopes {
    pub(crate) fn of(file: &File) -> Self {
        let mut scopes = Self::default();
        scopes.module("", &file.items);
        scopes
    }

    /// Names that are in a scope twice or hide one of the prelude, and what the document has
    /// and the code lacks.
    pub(crate) fn wrong(&self, document: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        for (scope, names) in &self.0 {
            let mut sorted = names.clone();
            sorted.sort();
            let twice = sorted.windows(2).filter(|pair| pair[0] == pair[1]);
            wrong.extend(twice.map(|pair| format!("{} is twice in {scope}", pair[0])));
            if scope.starts_with("types of ") {
                let hidden = names.iter().filter(|name| PRELUDE.split(' ').any(|p| p == *name));
                wrong.extend(hidden.map(|name| format!("{name} is hidden in {scope}")));
            }
        }
        wrong.extend(self.lost(document));
        wrong
    }

    /// The types and variants that are declared or imported in a module and below.
    pub(crate) fn types(&self, module: &str) -> BTreeSet<&String> {
        let places = ["types", "variants"].map(|kind| format!("{kind} of {module}"));
        let scopes = self.0.iter();
        let below = scopes.filter(|(scope, _)| places.iter().any(|place| scope.starts_with(place)));
        below.flat_map(|(_, names)| names).collect()
    }

    fn lost(&self, document: &Value) -> Vec<String> {
        let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
        let operations =
            paths.flat_map(|item| item.as_object().into_iter().flat_map(|i| i.values()));
        let mut lost = Vec::new();
        for operation in operations {
            let id = operation["operationId"].as_str().unwrap_or_default();
            let builder = heck::ToPascalCase::to_pascal_case(id);
            let fields = self.0.get(&format!("fields of /builder/{builder}"));
            let fields = fields
                .into_iter()
                .flatten()
                .filter(|name| !["client", "all"].contains(&name.as_str()));
            let parameters = operation["parameters"].as_array().map_or(0, Vec::len);
            let all = parameters + usize::from(!operation["requestBody"].is_null());
            if fields.count() != all {
                lost.push(format!("{id} has not the {all} parameters of the document"));
            }
        }
        for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
            let Some(properties) = schema["properties"].as_object() else { continue };
            let others = usize::from(schema["additionalProperties"].is_object());
            let name = heck::ToPascalCase::to_pascal_case(name.as_str());
            let fields = self.0.get(&format!("fields of /types/{name}")).map_or(0, Vec::len);
            if !properties.is_empty() && fields != properties.len() + others {
                lost.push(format!("{name} has not the properties of the document"));
            }
        }
        lost
    }

    fn add(&mut self, kind: &str, scope: &str, name: impl ToString) {
        self.0.entry(format!("{kind} of {scope}")).or_default().push(name.to_string());
    }

    fn module(&mut self, path: &str, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => {
                    self.add("types", path, &item.ident);
                    if let Fields::Named(fields) = &item.fields {
                        let names = fields.named.iter().filter_map(|field| field.ident.as_ref());
                        let scope = format!("{path}/{}", item.ident);
                        names.for_each(|name| self.add("fields", &scope, name));
                    } else {
                        self.add("values", path, &item.ident);
                    }
                }
                Item::Enum(item) => {
                    self.add("types", path, &item.ident);
                    let scope = format!("{path}/{}", item.ident);
                    item.variants.iter().for_each(|v| self.add("variants", &scope, &v.ident));
                }
                Item::Macro(item) => self.open_enum(path, item.mac.tokens.clone()),
                Item::Mod(item) => {
                    self.add("types", path, &item.ident);
                    if let Some((_, items)) = &item.content {
                        self.module(&format!("{path}/{}", item.ident), items);
                    }
                }
                Item::Use(item) => self.imports(path, &item.tree),
                Item::Fn(item) => {
                    self.add("values", path, &item.sig.ident);
                    self.arguments(path, &item.sig);
                }
                Item::Impl(item) => {
                    let ty = &item.self_ty;
                    let scope = match &item.trait_ {
                        None => format!("{path}/{}", quote::quote!(#ty)),
                        // One impl is a scope by itself.
                        Some(_) => format!("{path}/{}", quote::quote!(#item).to_string().len()),
                    };
                    for inner in &item.items {
                        if let ImplItem::Fn(method) = inner {
                            self.arguments(&scope, &method.sig);
                            if item.trait_.is_none() {
                                self.add("methods", &scope, &method.sig.ident);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn arguments(&mut self, path: &str, signature: &syn::Signature) {
        for argument in &signature.inputs {
            if let FnArg::Typed(argument) = argument
                && let Pat::Ident(name) = &*argument.pat
            {
                let scope = format!("{path}/{}/{}", signature.ident, quote::quote!(#signature));
                self.add("arguments", &scope, &name.ident);
            }
        }
    }

    fn imports(&mut self, path: &str, tree: &UseTree) {
        match tree {
            UseTree::Path(inner) => self.imports(path, &inner.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.imports(path, tree)),
            UseTree::Name(name) => self.add("types", path, &name.ident),
            UseTree::Rename(name) => self.add("types", path, &name.rename),
            UseTree::Glob(_) => {}
        }
    }

    /// `#[doc = "…"] Name { Variant = "text", … }`
    fn open_enum(&mut self, path: &str, tokens: proc_macro2::TokenStream) {
        let mut name = None;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => name = Some(ident),
                TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace => {
                    let Some(name) = name.take() else { continue };
                    self.add("types", path, &name);
                    let scope = format!("{path}/{name}");
                    self.add("variants", &scope, "Unknown");
                    for token in group.stream() {
                        if let TokenTree::Ident(variant) = token {
                            self.add("variants", &scope, variant);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}
