//! `cargo xtask accept`: the revision of upstream's document is recorded once there is no drift.

use std::fs;

use serde_json::json;

use crate::support::{
    OVERLAY,
    copy::{Copy, text},
    document, top, upstream, xtask,
};

/// A copy of our files, and a document of upstream's that says the same.
fn without_drift() -> (Copy, String) {
    let copy = Copy::new(&text(), OVERLAY, "ahead: []\n");
    let upstream = copy.scratch.file("upstream.json", document().to_string());
    (copy, upstream.display().to_string())
}

fn record(copy: &Copy) -> Option<String> {
    fs::read_to_string(copy.path("upstream.toml")).ok()
}

#[test]
fn the_revision_is_recorded_and_stays_known_while_it_is_the_same() {
    let (copy, upstream) = without_drift();
    let said = copy.accept(&upstream, &["--commit", "abcdef0", "--date", "2026-01-02"]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let first = record(&copy).expect("it is written");
    let known = "path = \"workflow/openapi.yaml\"\ncommit = \"abcdef0\"\ndate = \"2026-01-02\"\n\
                 sha256 = \"";
    assert!(first.contains(known), "{first}");
    let sha256 = copy.drift(&upstream, &["--format", "json"]).json()["upstream"]["sha256"].clone();
    assert!(first.contains(&sha256.to_string()), "{first}");
    let said = copy.accept(&upstream, &[]);
    assert_eq!((said.status, record(&copy)), (0, Some(first)));

    copy.scratch.file("upstream.json", format!("{} ", document()));
    let said = copy.accept(&upstream, &[]);
    assert!(said.out.contains("--commit and --date add them"), "{}", said.out);
    let new = record(&copy).expect("it is written");
    assert!(!new.contains("commit ="), "of another revision, the commit is not known: {new}");
    let said = copy.accept(&upstream, &["--commit", "1234567"]);
    assert_eq!(said.status, 0);
    assert!(record(&copy).expect("it is written").contains("commit = \"1234567\"\nsha256"));
}

#[test]
fn with_drift_nothing_is_recorded_and_the_status_is_that_of_drift() {
    let (copy, upstream) = without_drift();
    let mut changed = document();
    changed["components"]["schemas"]["Waiter"]["properties"]["new"] = json!({ "type": "string" });
    copy.scratch.file("upstream.json", changed.to_string());
    for status in [1, 2] {
        let said = copy.accept(&upstream, &["--commit", "abcdef0", "--date", "2026-01-02"]);
        assert_eq!((said.status, copy.drift(&upstream, &[]).status), (status, status));
        assert!(said.out.contains("schema Waiter.new was added"), "{}", said.out);
        assert!(said.err.starts_with("cannot accept: there is drift"), "{}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        assert_eq!(record(&copy), None);
        changed["security"] = json!([]);
        changed["paths"]["/v2/keys"]["get"]["security"] = json!([{ "other": [] }]);
        copy.scratch.file("upstream.json", changed.to_string());
    }
}

#[test]
fn an_entry_that_is_no_longer_needed_is_drift() {
    let (copy, upstream) = without_drift();
    copy.scratch.file("ahead.yaml", "ahead: [{reason: announced, only_here: [GET /v3]}]\n");
    let said = copy.accept(&upstream, &[]);
    assert_eq!((said.status, record(&copy)), (1, None));
    assert!(said.out.contains("ahead.yaml: GET /v3: not ours alone"), "{}", said.out);
}

#[test]
fn what_cannot_be_compared_or_is_invalid_is_refused_with_status_3() {
    let (copy, upstream) = without_drift();
    let broken = copy.scratch.file("broken.yaml", "openapi: 3.0.3\npaths: {/a: 5}\n");
    for upstream in [broken.display().to_string(), "not/there.yaml".to_owned()] {
        let said = copy.accept(&upstream, &[]);
        assert_eq!((said.status, said.out.as_str()), (3, ""), "{}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        assert!(said.err.starts_with("cannot accept: "), "{}", said.err);
    }
    let options = [
        ["--commit", "main"],
        ["--commit", "abc"],
        ["--commit", "abcdef\""],
        ["--date", "yesterday"],
        ["--date", "2026-13-02"],
    ];
    for option in options {
        let said = copy.accept(&upstream, &option);
        assert_eq!(said.status, 3, "{option:?}: {}", said.err);
        assert!(said.err.contains(option[0]), "{option:?}: {}", said.err);
    }
    let directory = copy.scratch.path().display().to_string();
    let said = copy.accept(&upstream, &["--record", &directory]);
    assert_eq!(said.status, 3, "{}", said.err);
    assert_eq!(record(&copy), None);
}

#[test]
fn our_document_has_no_description_due_and_matches_the_revision_on_record() {
    assert!(!text().contains("TODO"), "a description is due");
    let record = fs::read_to_string(top().join("openapi/upstream.toml")).expect("it is there");
    let Some(path) = upstream("openapi.yaml") else { return };
    let said = xtask(["drift", "--format", "json", "--upstream", &path.display().to_string()]);
    let sha256 = said.json()["upstream"]["sha256"].to_string();
    assert!(record.contains(&sha256), "{sha256} is not in\n{record}");
}
