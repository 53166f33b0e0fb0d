//! `.ci/report-drift`: the daily issue says what differs, and has the YAML to paste.

use std::{fs, os::unix::fs::PermissionsExt, process::Command};

use serde_json::json;

use crate::support::{Said, Scratch, document, top};

/// Runs the script with a forge that keeps what it is told in files, and our own `cargo xtask`.
fn report(scratch: &Scratch, upstream: &str, open: &str) -> Said {
    let told = scratch.path().join("told").display().to_string();
    let body = scratch.path().join("body").display().to_string();
    let gh = format!(
        "#!/bin/sh\n[ \"$1 $2\" = 'issue list' ] && printf '%s' '{open}'\necho \"$@\" >>'{told}'\n\
         while [ $# -gt 1 ]; do [ \"$1\" = --body-file ] && cp \"$2\" '{body}'; shift; done\n"
    );
    let cargo = format!("#!/bin/sh\nshift\nexec '{}' \"$@\"\n", env!("CARGO_BIN_EXE_xtask"));
    for (name, text) in [("gh", gh), ("cargo", cargo)] {
        let file = scratch.file(name, text);
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("it is ours");
    }
    let path = std::env::var("PATH").expect("there is one");
    let path = format!("{}:{path}", scratch.path().display());
    let script = top().join(".ci/report-drift");
    let output = Command::new(script).arg(upstream).env("PATH", path).output();
    output.expect("the script can be started").into()
}

#[test]
fn the_issue_says_what_is_new_and_has_the_yaml_to_paste() {
    let scratch = Scratch::new();
    let mut changed = document();
    changed["components"]["schemas"]["StepInfo"]["properties"]["why"] = json!({ "type": "string" });
    let upstream = scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = report(&scratch, &upstream, "");
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let told = fs::read_to_string(scratch.path().join("told")).expect("it was told");
    assert!(told.contains("issue create --title Upstream"), "{told}");
    let body = fs::read_to_string(scratch.path().join("body")).expect("it has a text");
    assert!(body.contains("\n      [compatible] schema StepInfo.why was added\n"), "{body}");
    let snippet = "\n        StepInfo:\n          properties:\n            why:\n              \
                   type: string\n              description: TODO(describe)\n";
    assert!(body.contains(snippet), "no {snippet} in {body}");
}

#[test]
fn a_document_that_is_gone_is_an_issue_without_yaml() {
    let scratch = Scratch::new();
    let said = report(&scratch, "not/there.yaml", "7");
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let told = fs::read_to_string(scratch.path().join("told")).expect("it was told");
    assert!(told.contains("issue edit 7 --title The document of upstream cannot"), "{told}");
    let body = fs::read_to_string(scratch.path().join("body")).expect("it has a text");
    assert!(body.contains("cannot compare: cannot open"), "{body}");
    assert!(!body.contains("paste"), "{body}");
}
