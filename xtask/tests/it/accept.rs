//! `cargo xtask accept`: the revision is recorded, but only when nothing differs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::support::{OVERLAY, Said, Scratch, document, top, upstream, xtask};

/// Accepts a document of upstream's into a record of the test's own.
fn accept(scratch: &Scratch, upstream: &Path, more: &[&str]) -> Said {
    let overlay = scratch.file("overlay.yaml", OVERLAY).display().to_string();
    let ahead = scratch.file("ahead.yaml", "ahead: []\n").display().to_string();
    let (record, upstream) = (record(scratch), upstream.display().to_string());
    let mut arguments = vec!["accept", "--upstream", &upstream, "--overlay", &overlay];
    let record = record.display().to_string();
    arguments.extend(["--ahead", &ahead, "--record", &record]);
    xtask(arguments.iter().chain(more))
}

fn record(scratch: &Scratch) -> PathBuf {
    scratch.path().join("upstream.toml")
}

#[test]
fn the_revision_is_recorded_and_stays_known_while_it_is_the_same() {
    let scratch = Scratch::new();
    let text = || fs::read_to_string(record(&scratch)).expect("it is written");
    let same = scratch.file("upstream.json", document().to_string());
    let from = ["--commit", "abcdef0", "--date", "2026-01-02"];
    let said = accept(&scratch, &same, &from);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.out.ends_with("upstream.toml has the revision now\n"), "{}", said.out);
    let first = text();
    assert!(first.contains("commit = \"abcdef0\"\ndate = \"2026-01-02\"\nsha256 = \""), "{first}");
    let said = accept(&scratch, &same, &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.out.ends_with("has this revision already\n"), "{}", said.out);
    assert_eq!(text(), first);

    let other = scratch.file("upstream.json", format!("{} ", document()));
    let said = accept(&scratch, &other, &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("add its commit and date"), "{}", said.out);
    assert!(!text().contains("commit = "), "of another revision, the commit is not known");
}

#[test]
fn a_revision_that_differs_is_refused_with_the_status_of_drift() {
    let scratch = Scratch::new();
    scratch.file("upstream.toml", "as it was\n");
    let mut compatible = document();
    compatible["components"]["schemas"]["StepInfo"]["properties"]["why"] =
        json!({ "type": "string" });
    let mut breaking = document();
    breaking["paths"].as_object_mut().expect("paths").remove("/v2/globalParallelism");
    let rows = [
        (compatible.to_string(), 1, "not recorded: compatible drift: 0 breaking, 1 compatible"),
        (breaking.to_string(), 2, "not recorded: breaking drift: 1 breaking"),
        ("openapi: 3.0.3\npaths: {/a: 5}\n".to_owned(), 3, "cannot accept: "),
    ];
    for (text, status, words) in rows {
        let upstream = scratch.file("upstream.json", text);
        let said = accept(&scratch, &upstream, &[]);
        assert_eq!((said.status, said.out.as_str()), (status, ""), "{}", said.err);
        assert!(said.err.starts_with(words), "no {words:?} in {}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        let said = accept(&scratch, Path::new("not/there.yaml"), &[]);
        assert_eq!((said.status, said.out.as_str()), (3, ""), "{}", said.err);
        assert_eq!(fs::read_to_string(record(&scratch)).expect("it is there"), "as it was\n");
    }
}

#[test]
fn an_entry_of_no_use_any_more_keeps_a_revision_from_being_recorded() {
    let scratch = Scratch::new();
    let same = scratch.file("upstream.json", document().to_string());
    let ahead = "ahead: [{reason: announced, only_here: [GET /v3]}]\n";
    let ahead = scratch.file("stale.yaml", ahead).display().to_string();
    let same = same.display().to_string();
    let (overlay, record) = (scratch.file("overlay.yaml", OVERLAY), record(&scratch));
    let (overlay, record) = (overlay.display().to_string(), record.display().to_string());
    let files = ["--overlay", &overlay, "--ahead", &ahead, "--record", &record];
    let said = xtask(["accept", "--upstream", &same].iter().chain(&files));
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    assert!(said.err.contains("1 of no use any more"), "{}", said.err);
    assert!(!Path::new(&record).exists());
}

#[test]
fn a_commit_or_a_date_of_another_form_is_refused() {
    let scratch = Scratch::new();
    let same = scratch.file("upstream.json", document().to_string());
    for (commit, date) in [
        ("main", "2026-01-02"),
        ("abcdef\"", "2026-01-02"),
        ("abcdef0", "today"),
        ("abcdef0", "2026-13-02"),
    ] {
        let said = accept(&scratch, &same, &["--commit", commit, "--date", date]);
        assert_eq!(said.status, 3, "{commit} {date}: {}{}", said.out, said.err);
        assert!(!record(&scratch).exists(), "{commit} {date}");
    }
    let said = accept(&scratch, &same, &["--commit", "abcdef0"]);
    assert_eq!(said.status, 3, "without its date: {}{}", said.out, said.err);
}

#[test]
fn our_document_has_no_description_due_and_matches_the_revision_on_record() {
    let read = |name: &str| fs::read_to_string(top().join("openapi").join(name)).expect("a file");
    assert!(!read("openapi.yaml").contains("TODO"), "a description is due");
    let Some(path) = upstream("openapi.yaml") else { return };
    let said = xtask(["drift", "--format", "json", "--upstream", &path.display().to_string()]);
    let sha256 =
        said.json()["upstream"]["sha256"].as_str().map(str::to_owned).expect("it is hashed");
    assert!(read("upstream.toml").contains(&sha256), "{sha256} is not on record");
}
