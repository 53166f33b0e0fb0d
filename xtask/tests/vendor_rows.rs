//! `cargo xtask vendor`, on documents with one change each: it is taken over as a whole, or
//! left to people as a whole; and what it writes is neither refused by the build nor by the
//! rules for our document.

mod support;

// It asks for the features of the crate.
#[allow(dead_code, unexpected_cfgs)]
#[path = "../../build.rs"]
mod build_script;

#[allow(dead_code)]
#[path = "../../tests/document/rules.rs"]
mod rules;

use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use support::{
    OVERLAY, Row, answers,
    copy::{Copy, text},
    document, novelties, requests,
};

/// Differences that people have to decide about.
const BY_HAND: &[&str] = &[
    "an operation's id changed",
    "a media type removed",
    "the answer's body gone",
    "a server of one operation",
    "a server of one path",
    "a field that is always there from now on",
    "no success any more",
    "values that are not listed any more",
    "a way in less",
    "a security scheme that nothing asks for",
    "an operation with an id that is taken",
    "an operation of a path whose parameter we call otherwise",
    "an operation with a body in JSON that may be left out",
    "a body in JSON made optional",
    "an operation with several media types",
    "an operation with a body that the generator does not know",
    "an operation with headers that begin alike",
    "an operation with a cookie",
    "an operation with a parameter in JSON",
    "an operation that says nothing of its success",
];

/// Differences in one of several places that share a component: the one at which what is
/// referred to is written out.
const WRITTEN_OUT: &[(&str, &str)] = &[
    (
        "a shared query parameter retyped in one operation",
        "/paths//v2/workflows/dlq/get/parameters/7",
    ),
    ("one place of a shared map retyped", "/components/schemas/Waiter/properties/headers/allOf/0"),
    (
        "a field added to one of the answers that are alike",
        "/paths//v2/trigger/{workflowUrl}/post/responses/2XX/content/application/json/schema",
    ),
];

/// What the rules say of a document, but for what is left to describe.
const RULES: &[rules::Rule] = &[
    rules::every_operation_has_an_id_of_its_own,
    rules::path_and_parameters_name_each_other,
    rules::every_component_is_used,
    rules::every_reference_leads_somewhere,
    rules::every_operation_says_how_it_succeeds_and_fails,
    rules::no_request_field_has_a_default,
];

/// Of the changes of bodies and answers, those of which code is generated, which takes a second each.
const BUILT: &[&str] = &[
    "a response field removed",
    "a response field retyped",
    "a time that several schemas share retyped in one of them",
    "a value added to one place of a shared enumeration",
    "one place of a shared map retyped",
];

/// Takes each change over, and gives the documents that come of it.
fn follow(rows: &[Row]) -> Vec<(&'static str, String)> {
    rows.iter().map(|(name, change, ..)| (*name, follow_one(name, *change))).collect()
}

fn follow_one(name: &str, change: fn(&mut Value)) -> String {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let mut changed = document();
    change(&mut changed);
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let by_hand = BY_HAND.contains(&name);
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, i32::from(by_hand), "{name}: {}{}", said.out, said.err);
    let once = copy.text();
    let again = copy.call("vendor", &upstream);
    assert_eq!(again.status, i32::from(by_hand), "{name}: {}{}", again.out, again.err);
    assert!(copy.text() == once, "{name}: a second run changes the document");
    // With a difference left, it says which.
    assert_eq!(again.out == "there is nothing to take over\n", !by_hand, "{name}: {}", again.out);
    assert_eq!(again.out.contains("by hand: "), by_hand, "{name}: {}", again.out);
    assert_eq!(text() == once, by_hand, "{name}: {}", said.out);

    let new: Value = yaml_serde::from_str(&once).expect("it is YAML");
    let broken: Vec<_> = RULES.iter().flat_map(|rule| rule(&new)).collect();
    assert!(broken.is_empty(), "{name}: {}", broken.join("\n"));
    let expected = WRITTEN_OUT.iter().filter(|(row, _)| *row == name).map(|(_, at)| *at);
    let written_out = written_out(&document(), &new, "");
    assert!(expected.eq(&written_out), "{name}: {written_out:?}");
    once
}

/// The places at which a reference has given way to what it refers to.
fn written_out(old: &Value, new: &Value, at: &str) -> Vec<String> {
    if old.get("$ref").is_some() && new.get("$ref").or(new.get("allOf")).is_none() {
        return vec![at.to_owned()];
    }
    let inner: Vec<(String, &Value, &Value)> = match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let both = old.iter().filter_map(|(key, old)| Some((key.clone(), old, new.get(key)?)));
            both.collect()
        }
        // What comes after something that is gone is somewhere else.
        (Value::Array(old), Value::Array(new)) if old.len() <= new.len() => {
            let both = old.iter().zip(new).filter(|(old, new)| {
                old.get("$ref").is_some() || old.get("name") == new.get("name")
            });
            both.enumerate().map(|(index, (old, new))| (index.to_string(), old, new)).collect()
        }
        _ => Vec::new(),
    };
    let inner = inner.into_iter();
    inner.flat_map(|(key, old, new)| written_out(old, new, &format!("{at}/{key}"))).collect()
}

/// Has code generated for what came of each change, and looks in it for what is not there:
/// crates that we do not have, and builders of types that are no component.
fn build(documents: Vec<(&str, String)>) {
    // The build script silences panics while the generator runs, for the whole process.
    static ALONE: Mutex<()> = Mutex::new(());
    let ours = text();
    for (name, document) in documents.into_iter().filter(|(_, document)| *document != ours) {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let code = build_script::generate(&document).unwrap_or_else(|why| panic!("{name}: {why}"));
        for foreign in ["chrono ::", "regress ::", "uuid ::", "chrono::", "regress::", "uuid::"] {
            assert!(!code.contains(foreign), "{name}: {foreign}");
        }
        for rest in code.split("types::builder::").skip(1) {
            let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            let builder = &rest[..end];
            // The type and its builder.
            let made = code.matches(&format!("pub struct {builder} {{")).count();
            assert_eq!(made, 2, "{name}: {builder}");
        }
    }
}

#[test]
fn a_change_of_operations_is_followed() {
    build(follow(requests::OPERATIONS));
}

#[test]
fn a_change_of_parameters_is_followed() {
    follow(requests::PARAMETERS);
}

#[test]
fn a_change_of_bodies_and_answers_is_followed() {
    let mut documents = follow(answers::BODIES_AND_ANSWERS);
    documents.retain(|(name, _)| BUILT.contains(name));
    assert_eq!(documents.len(), BUILT.len());
    build(documents);
}

#[test]
fn a_change_of_servers_and_security_is_followed() {
    follow(answers::SERVERS_AND_SECURITY);
}

#[test]
fn something_new_of_an_unusual_form_is_followed_or_left_as_a_whole() {
    build(follow(novelties::NOVELTIES));
}
