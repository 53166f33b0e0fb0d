//! `openapi/openapi.yaml` → progenitor → `$OUT_DIR/client.rs`.
//!
//! Reads the document and its own modules, writes that one file, and asks
//! nothing of the network or of the source tree beyond reading it.

#[path = "build/bodies.rs"]
mod bodies;
#[path = "build/builders.rs"]
mod builders;
#[path = "build/dialect.rs"]
mod dialect;
#[path = "build/docs.rs"]
mod docs;
#[path = "build/document.rs"]
pub(crate) mod document;
#[path = "build/filters.rs"]
mod filters;
#[path = "build/input.rs"]
mod input;
#[path = "build/names.rs"]
pub(crate) mod names;
#[path = "build/output.rs"]
pub(crate) mod output;
#[path = "build/overview.rs"]
mod overview;
#[path = "build/pages.rs"]
mod pages;
#[path = "build/read_as.rs"]
mod read_as;
#[path = "build/schemas.rs"]
mod schemas;
#[path = "build/types.rs"]
mod types;

use std::{env, fs, path::Path};

use document::Document;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};

const DOCUMENT: &str = "openapi/openapi.yaml";

pub(crate) fn main() {
    for input in [DOCUMENT, "build.rs", "build"] {
        println!("cargo::rerun-if-changed={input}");
    }
    if let Err(why) = run() {
        for line in why.lines() {
            println!("cargo::error={DOCUMENT}: {line}");
        }
    }
}

fn run() -> Result<(), String> {
    let yaml = fs::read_to_string(DOCUMENT).map_err(|e| format!("cannot be read: {e}"))?;
    let out_dir = env::var_os("OUT_DIR").ok_or("cargo did not set OUT_DIR")?;
    let target = Path::new(&out_dir).join("client.rs");
    fs::write(&target, generate(&yaml)?).map_err(|e| format!("{}: {e}", target.display()))
}

/// The client's source for a document, or what is wrong with the document and where.
pub(crate) fn generate(yaml: &str) -> Result<String, String> {
    let document = Document::read(yaml)?;
    names::check(&document)?;
    let tokens = document.locate_failure(|input| attempt(&document, input))?;
    Ok(prettyplease::unparse(&output::finish(&document, tokens)?))
}

/// Runs the generator, whose complaint may be an error or a panic.
pub(crate) fn attempt(
    document: &Document,
    input: &serde_json::Value,
) -> Result<TokenStream, String> {
    let spec: openapiv3::OpenAPI =
        serde_json::from_value(input.clone()).map_err(|e| e.to_string())?;
    let mut generator = Generator::new(&settings(document));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| generator.generate_tokens(&spec)))
        .map_err(|panic| {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
        })?
        .map_err(|e| e.to_string())
}

fn settings(document: &Document) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    if cfg!(feature = "schemars") {
        settings.with_derive("::schemars::JsonSchema");
    }
    for (component, replacement) in document.replacements() {
        let impls = [TypeImpl::Display, TypeImpl::FromStr];
        settings.with_replacement(component, replacement, impls.into_iter());
    }
    settings
}
