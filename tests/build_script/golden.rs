//! The generated code as a committed file, so that a review shows what a change of the document,
//! of `build.rs` or of the generator does to it.

#[path = "../../xtask/src/public_api/committed.rs"]
mod committed;

use std::path::Path;

use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Path as Name, Token, parse_quote};

const REFRESH: &str = "UPDATE_GOLDEN=1 cargo test --test build_script golden";

/// What `build.rs` wrote for this build, as it is with the default features: the only
/// thing that the features change is a derive.
fn generated(code: &str) -> String {
    let mut file = syn::parse_file(code).expect("code that has been compiled already");
    file.items.iter_mut().for_each(without_json_schema);
    prettyplease::unparse(&file)
}

fn without_json_schema(item: &mut Item) {
    let attrs = match item {
        Item::Mod(module) => {
            let items = module.content.iter_mut().flat_map(|(_, items)| items);
            return items.for_each(without_json_schema);
        }
        Item::Struct(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        _ => return,
    };
    for attr in attrs.iter_mut().filter(|attr| attr.path().is_ident("derive")) {
        *attr = derive_without_json_schema(attr);
    }
}

fn derive_without_json_schema(attr: &Attribute) -> Attribute {
    let derived = attr.parse_args_with(Punctuated::<Name, Token![,]>::parse_terminated);
    let derived = derived.expect("the names of traits").into_iter();
    let kept = derived.filter(|name| name.segments.last().is_none_or(|s| s.ident != "JsonSchema"));
    parse_quote!(#[derive(#(#kept),*)])
}

#[test]
fn the_generated_code_is_the_one_that_was_reviewed() {
    let made = generated(include_str!(concat!(env!("OUT_DIR"), "/client.rs")));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/client.rs");
    let outcome = match std::env::var_os("UPDATE_GOLDEN") {
        Some(_) => committed::update(&golden, &made),
        None => committed::compare(&golden, &made, REFRESH),
    };
    if let Err(why) = outcome {
        panic!("{why}");
    }
}

#[test]
fn the_features_of_a_build_are_not_in_the_comparison() {
    let plain = "pub mod types {
        pub mod inner {
            #[derive(::serde::Serialize, Clone)]
            pub struct A;
        }
        #[derive(Clone)]
        pub enum B {}
    }";
    let with = plain.replace("Clone)", "::schemars::JsonSchema, Clone)");
    assert_ne!(plain, with);
    assert_eq!(generated(plain), generated(&with));
}

#[test]
fn a_difference_is_shown_with_its_first_lines_and_the_command_that_ends_it() {
    let directory = std::env::temp_dir().join(format!("golden-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory");
    let file = directory.join("a.rs");
    let lines = |changed: usize| -> String {
        (0..1000).map(|at| format!("line {at}{}\n", if at == changed { "!" } else { "" })).collect()
    };

    let why = committed::compare(&file, &lines(7), REFRESH).expect_err("there is no file");
    assert!(why.contains("is missing") && why.contains(REFRESH), "{why}");

    committed::update(&file, &lines(7)).expect("written");
    committed::compare(&file, &lines(7), REFRESH).expect("the same");
    let why = committed::compare(&file, &lines(700), REFRESH).expect_err("another text");
    for part in [REFRESH, "a.rs", "\n-line 7!\n+line 7\n", "\n-line 700\n+line 700!\n"] {
        assert!(why.contains(part), "no {part:?} in {why}");
    }
    assert!(!why.contains("line 300"), "{why}");

    let why = committed::compare(&file, "", REFRESH).expect_err("nothing");
    assert!(why.lines().count() < 50 && why.contains("more lines"), "{why}");

    committed::update(&file, &lines(7).replace('\n', "\r\n")).expect("written");
    committed::compare(&file, &lines(7), REFRESH).expect("the same but for the line ends");
    std::fs::remove_dir_all(directory).expect("removed");
}
