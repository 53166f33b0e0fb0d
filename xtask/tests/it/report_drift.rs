//! `.ci/report-drift`: the issue that the daily look at upstream keeps.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, process::Command};

use serde_json::{Value, json};

use crate::support::{Said, Scratch, document, program, top, upstream};

/// A forge that has no issue, or one with a body, and notes what it is told.
const GH: &str = r#"#!/bin/sh
cd "$(dirname "$0")"
echo "$*" >>told
case "$1 $2" in
    'issue list') test ! -e known || echo 7 ;;
    'issue view') cat known ;;
    'issue create' | 'issue edit')
        while [ "$1" != --body-file ]; do shift; done
        cat "$2" >known ;;
    'issue close') rm known ;;
esac
"#;

/// Builds nothing, and runs the program under test.
const CARGO: &str = "#!/bin/sh\nshift\nexec \"$XTASK\" \"$@\"\n";

struct Forge(Scratch);

impl Forge {
    fn new() -> Self {
        let scratch = Scratch::new();
        for (name, script) in [("gh", GH), ("cargo", CARGO)] {
            let file = scratch.file(name, script);
            fs::set_permissions(file, fs::Permissions::from_mode(0o755)).expect("it is ours");
        }
        Self(scratch)
    }

    /// Has upstream's document reported, and returns what the forge was told.
    fn report(&self, upstream: &Value) -> Vec<String> {
        self.report_file(&self.0.file("upstream.json", upstream.to_string()))
    }

    fn report_file(&self, file: &Path) -> Vec<String> {
        let told = self.0.file("told", "");
        let path = std::env::var("PATH").expect("there is one");
        let mut command = Command::new(top().join(".ci/report-drift"));
        command.arg(file).env("XTASK", program());
        command.env("PATH", format!("{}:{path}", self.0.path().display()));
        let said: Said = command.output().expect("it can be started").into();
        assert_eq!(said.status, 0, "{}{}", said.out, said.err);
        let told = fs::read_to_string(told).expect("it is there");
        told.lines().map(|line| line.split(" --").next().unwrap_or(line).to_owned()).collect()
    }

    fn body(&self) -> String {
        fs::read_to_string(self.0.path().join("known")).expect("there is an issue")
    }
}

#[test]
fn the_issue_carries_the_snippets_and_is_edited_when_the_difference_changes() {
    let forge = Forge::new();
    let mut changed = document();
    changed["components"]["schemas"]["Waiter"]["properties"]["new"] = json!({ "type": "string" });
    assert_eq!(
        forge.report(&changed),
        ["issue list", "label create upstream-drift", "issue create"]
    );
    let body = forge.body();
    assert!(body.contains("\"Upstream changed, what now?\" in CONTRIBUTING.md"), "{body}");
    assert!(body.contains("\n      [compatible] schema Waiter.new was added\n"), "{body}");
    let snippet = "\n            new:\n              type: string\n              description: TODO";
    assert!(body.contains(snippet), "{body}");

    assert_eq!(forge.report(&changed), ["issue list", "issue view 7"]);
    changed["components"]["schemas"]["Waiter"]["properties"]["other"] = json!({});
    let told = forge.report(&changed);
    assert_eq!(told, ["issue list", "issue view 7", "issue edit 7", "issue comment 7"]);
    assert!(forge.body().contains("schema Waiter.other was added"), "{}", forge.body());
    changed["openapi"] = json!("4.0");
    forge.report(&changed);
    assert!(forge.body().contains("it is OpenAPI 4.0, and only"), "{}", forge.body());

    forge.report_file(Path::new("not/there.yaml"));
    assert!(forge.body().contains("cannot compare: cannot open "), "{}", forge.body());
    assert!(!forge.body().contains("paste"), "{}", forge.body());

    let Some(same) = upstream("openapi.yaml") else { return };
    assert_eq!(forge.report_file(&same), ["issue list", "issue close 7"]);
    assert_eq!(forge.report_file(&same), ["issue list"]);
}
