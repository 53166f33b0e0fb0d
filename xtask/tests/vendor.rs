//! `cargo xtask vendor`: what upstream changed is taken over, and nothing else
//! is touched.

mod support;

use std::fs;

use serde_json::json;
use support::{
    OVERLAY,
    copy::{Copy, text},
    document, top, upstream, xtask,
};

#[test]
fn what_is_not_concerned_keeps_its_lines() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let mut changed = document();
    let schema = &mut changed["components"]["schemas"]["WorkflowDLQMessage"];
    schema["properties"]["dlqId"]["type"] = json!("integer");
    schema["properties"]["attempts"] =
        json!({ "type": "integer", "description": "upstream's words" });
    let list = &mut changed["paths"]["/v2/workflows/dlq"]["get"]["parameters"];
    let list = list.as_array_mut().expect("it has parameters");
    list.push(
        json!({ "name": "order", "in": "query", "schema": { "type": "string", "default": "asc" } }),
    );
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("2 descriptions are due"), "{}", said.out);

    let mut expected = text();
    let mut insert = |after: &str, before: &str, lines: &str| {
        let from = expected.find(after).expect("it is in the document");
        let at = from + expected[from..].find(before).expect("it comes after");
        expected.insert_str(at, lines);
    };
    insert(
        "operationId: list_failed_workflow_runs",
        "      x-statuses",
        "        - name: order
          in: query
          required: false
          description: TODO(describe)
          schema:
            type: string
            x-default: asc\n",
    );
    insert(
        "    WorkflowDLQMessage:",
        "    Waiter:",
        "        attempts:
          type: integer
          description: TODO(describe)\n",
    );
    let retyped = "        dlqId:\n          type: string\n          description: Id of this";
    assert_eq!(expected.matches(retyped).count(), 1);
    let expected = expected.replace(retyped, &retyped.replace("string", "integer"));
    let new = copy.text();
    let differs = expected.lines().zip(new.lines()).find(|(one, other)| one != other);
    assert_eq!(differs, None);
    assert_eq!(expected.len(), new.len());
    assert!(!new.contains("upstream's words"));
}

#[test]
fn an_enumeration_becomes_a_component_and_one_that_we_have_is_used() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let mut changed = document();
    let properties = &mut changed["components"]["schemas"]["GlobalParallelism"]["properties"];
    properties["mode"] = json!({ "type": "string", "enum": ["soft", "hard"] });
    let states = ["FINISHED", "IN_PROGRESS"];
    properties["state"] = json!({ "type": "string", "enum": states });
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let new: serde_json::Value = yaml_serde::from_str(&copy.text()).expect("it is YAML");
    let schemas = &new["components"]["schemas"];
    let properties = &schemas["GlobalParallelism"]["properties"];
    let reference = |name: &str| json!([{ "$ref": format!("#/components/schemas/{name}") }]);
    assert_eq!(properties["mode"]["allOf"], reference("GlobalParallelismMode"));
    assert_eq!(schemas["GlobalParallelismMode"]["enum"], json!(["soft", "hard"]));
    assert_eq!(properties["state"]["allOf"], reference("BulkActionState"));
}

#[test]
fn what_operations_share_stays_for_those_that_are_not_concerned() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let mut changed = document();
    let parameters = &mut changed["paths"]["/v2/workflows/dlq"]["get"]["parameters"];
    let parameters = parameters.as_array_mut().expect("it has parameters");
    let label = json!({ "$ref": "#/components/parameters/LabelFilter" });
    let index = parameters.iter().position(|it| *it == label).expect("it has labels");
    parameters[index] = json!({ "name": "label", "in": "query", "schema": { "type": "string" } });
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let new: serde_json::Value = yaml_serde::from_str(&copy.text()).expect("it is YAML");
    assert_eq!(new["components"], document()["components"]);
    let mut expected = document()["components"]["parameters"]["LabelFilter"].clone();
    expected["schema"] = json!({ "type": "string" });
    assert_eq!(new["paths"]["/v2/workflows/dlq"]["get"]["parameters"][index], expected);
}

#[test]
fn what_upstream_says_in_two_ways_is_left_and_the_rest_taken_over() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let mut changed = document();
    let answer = |field: &str| {
        let schema = json!({ "type": "object", "properties": { field: { "type": "string" } } });
        json!({ "description": "", "content": { "application/json": { "schema": schema } } })
    };
    let answers = &mut changed["paths"]["/v2/globalParallelism"]["get"]["responses"];
    (answers["200"], answers["201"]) = (answer("one"), answer("other"));
    let schema = &mut changed["components"]["schemas"]["WorkflowDLQMessage"];
    schema["properties"]["attempts"] = json!({ "type": "integer" });
    let upstream = copy.scratch.file("upstream.json", changed.to_string()).display().to_string();
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("schema WorkflowDLQMessage.attempts was added\n"), "{}", said.out);
    let left = "upstream says two things of what is one in our document";
    for place in ["answer 200.one was added", "answer 201.other was added"] {
        let line = format!("by hand: GET /v2/globalParallelism: {place}: {left}\n");
        assert!(said.out.contains(&line), "no {line} in {}", said.out);
    }
    assert!(!copy.scratch.path().join("upstream.toml").exists(), "it is not our revision yet");
    let new: serde_json::Value = yaml_serde::from_str(&copy.text()).expect("it is YAML");
    let at = "/components/schemas/WorkflowDLQMessage/properties/attempts/type";
    assert_eq!(new.pointer(at), Some(&json!("integer")));
    assert_eq!(new["paths"]["/v2/globalParallelism"]["get"]["x-statuses"], json!([200, 201]));
    let once = copy.text();
    assert_eq!(copy.call("vendor", &upstream).status, 1);
    assert!(copy.text() == once, "a second run changes the document");
}

#[test]
fn a_document_that_cannot_be_compared_leaves_ours_as_it_is() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let broken = copy.scratch.file("upstream.yaml", "openapi: 3.0.3\npaths: {/a: 5}\n");
    for upstream in [broken.display().to_string(), "not/there.yaml".to_owned()] {
        let said = copy.call("vendor", &upstream);
        assert_eq!((said.status, said.out.as_str()), (3, ""), "{}", said.err);
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        assert!(said.err.starts_with("cannot vendor: "), "{}", said.err);
        assert!(copy.text() == text());
    }
    let files = fs::read_dir(copy.scratch.path()).expect("it can be listed");
    let mut names: Vec<_> =
        files.filter_map(|file| file.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    assert_eq!(names, ["ahead.yaml", "openapi.yaml", "overlay.yaml", "upstream.yaml"]);
}

#[test]
fn the_revision_is_recorded_and_stays_known_while_it_is_the_same() {
    let copy = Copy::new(OVERLAY, "ahead: []\n");
    let record =
        || fs::read_to_string(copy.scratch.path().join("upstream.toml")).expect("it is written");
    let upstream = copy.scratch.file("upstream.json", document().to_string()).display().to_string();
    let said = copy.call_with("vendor", &upstream, &["--commit", "abc", "--date", "2026-01-02"]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let first = record();
    assert!(first.contains("commit = \"abc\"\ndate = \"2026-01-02\"\nsha256 = \""), "{first}");
    let said = copy.call("vendor", &upstream);
    assert_eq!((said.status, said.out.as_str()), (0, "there is nothing to take over\n"));
    assert_eq!(record(), first);

    copy.scratch.file("upstream.json", format!("{} ", document()));
    let said = copy.call("vendor", &upstream);
    assert!(said.out.contains("say its commit and date"), "{}", said.out);
    assert!(!record().contains("commit"), "of another revision, the commit is not known");
}

#[test]
fn what_is_of_no_use_any_more_is_left_to_do() {
    let overlay = format!(
        "{OVERLAY}- {{target: \"$.paths['/v2/keys'].put\", description: a slip, remove: true}}\n"
    );
    let copy = Copy::new(&overlay, "ahead: [{reason: announced, only_here: [GET /v3]}]\n");
    let upstream = copy.scratch.file("upstream.json", document().to_string()).display().to_string();
    let said = copy.call("vendor", &upstream);
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    for words in ["overlay.yaml: $.paths['/v2/keys'].put: it", "ahead.yaml: GET /v3: it"] {
        let mut lines = said.out.lines().filter(|line| line.starts_with("by hand: "));
        assert!(lines.any(|line| line.contains(words)), "no {words} in {}", said.out);
    }
    assert_eq!(copy.call("drift", &upstream).status, 1);
}

#[test]
fn our_document_has_no_description_due_and_matches_the_revision_on_record() {
    assert!(!text().contains("TODO"), "a description is due");
    let record = fs::read_to_string(top().join("openapi/upstream.toml")).expect("it is there");
    let Some(path) = upstream("openapi.yaml") else { return };
    let said = xtask(["drift", "--format", "json", "--upstream", &path.display().to_string()]);
    let sha256 =
        said.json()["upstream"]["sha256"].as_str().map(str::to_owned).expect("it is hashed");
    assert!(record.contains(&sha256), "{sha256} is not in\n{record}");
}

#[test]
fn from_an_older_revision_drift_and_vendor_alone_lead_to_todays() {
    let (Some(old), Some(new)) = (upstream("openapi-2026-04-02.yaml"), upstream("openapi.yaml"))
    else {
        return;
    };
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let read =
        |name: &str| fs::read_to_string(top().join("openapi").join(name)).expect("it is there");
    let copy = Copy::new(&read("overlay.yaml"), &read("ahead.yaml"));
    // Our document as it would have been then.
    let back = copy.call("vendor", &old);
    // What is left to do is what the overlay and the list of what is ahead say too much.
    assert_eq!(back.status, 1, "{}{}", back.out, back.err);
    let by_hand = back.out.lines().filter(|line| line.starts_with("by hand: "));
    assert!(
        by_hand
            .clone()
            .all(|line| line.contains("/overlay.yaml: ") || line.contains("/ahead.yaml: "))
    );
    assert_eq!(by_hand.count(), 2, "{}", back.out);
    assert!(!copy.text().contains("{region}"));
    // Then, the short name of the server was upstream's too, and the states of
    // a filter had no list that the overlay could correct.
    let then = copy.call("drift", &old);
    assert_eq!(then.status, 1, "{}", then.out);
    assert!(then.out.contains("0 breaking, 0 compatible, 2 of no use any more"), "{}", then.out);

    let drifted = copy.call("drift", &new);
    assert_eq!(drifted.status, 2, "{}", drifted.out);
    let followed = copy.call("vendor", &new);
    assert_eq!(followed.status, 0, "{}{}", followed.out, followed.err);
    let now = copy.call("drift", &new);
    assert_eq!(now.status, 0, "{}", now.out);
    assert!(now.out.ends_with("\nno drift\n"), "{}", now.out);
    assert_eq!(copy.call("vendor", &new).out, "there is nothing to take over\n");
    let lost = text().lines().filter(|line| line.trim_start().starts_with('#')).count();
    let kept = copy.text().lines().filter(|line| line.trim_start().starts_with('#')).count();
    assert_eq!(kept, lost, "comments stay");
}
