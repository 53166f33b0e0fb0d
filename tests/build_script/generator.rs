//! What another version of the generator could do otherwise: a body does not matter, and what
//! is declared is missed by name.

use super::build_script::document::Document;
use super::build_script::{attempt, output};
use super::{DOCUMENT, alone};

/// What the build makes of the generator's output with these tokens replaced.
fn made(changes: &[(&str, &str)]) -> Result<String, String> {
    let document = Document::read(DOCUMENT).expect("the document");
    let tokens = document.locate_failure(|input| attempt(&document, input)).expect("code");
    let mut code = tokens.to_string();
    for (from, to) in changes {
        assert!(code.contains(from), "the generator writes no {from:?}");
        code = code.replace(from, to);
    }
    let tokens = code.parse().expect("tokens");
    output::finish(&document, tokens).map(|file| prettyplease::unparse(&file))
}

#[test]
fn the_bodies_that_the_generator_writes_do_not_matter() {
    let _alone = alone();
    let ours = made(&[]).expect("code");
    for changes in [
        &[("let info = OperationInfo", "let other = OperationInfo")][..],
        &[("response . status ()", "response . whatever ()")],
        &[("was not initialized", "is not there")],
        &[("client . exec (", "client . sent_otherwise (")],
        &[("encode_path (", "escape (")],
    ] {
        assert_eq!(made(changes).as_ref(), Ok(&ours), "{changes:?}");
    }
}

#[test]
fn what_the_generator_declares_otherwise_is_missed_by_name() {
    let _alone = alone();
    for (from, to, missed) in [
        ("pub mod types {", "pub mod kinds {", "no module `types`"),
        ("pub mod builder {", "pub mod builders {", "no module `builder`"),
        ("fn get_signing_keys (", "fn signing_keys (", "get_signing_keys: "),
        ("struct GetSigningKeys", "struct SigningKeysGet", "no builder GetSigningKeys"),
        ("async fn send (", "async fn sent (", "no method `send`"),
        ("pub fn dlq_ids <", "pub fn ids_of_dlq <", "no method `dlq_ids`"),
        ("dlq_ids : Result <", "ids_of_dlq : Result <", "no field `dlq_ids`"),
        ("TryInto <", "ConvertInto <", "no type for"),
        ("ResponseValue <", "Response <", "does not return a ResponseValue"),
        ("::is_empty", "::has_none", "no field that is left out where it is empty"),
        ("struct SigningKeys", "struct KeysOfSignatures", "a component with a secret"),
    ] {
        let from = if code_has(from) { from.to_owned() } else { from.replace("::", ":: ") };
        let why = made(&[(&from, to)]).expect_err(missed);
        assert!(why.contains(missed), "{from:?}: {why}");
    }
}

fn code_has(text: &str) -> bool {
    let document = Document::read(DOCUMENT).expect("the document");
    let tokens = document.locate_failure(|input| attempt(&document, input)).expect("code");
    tokens.to_string().contains(text)
}
