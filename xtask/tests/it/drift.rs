//! `cargo xtask drift`: what does not count, what is ahead, what is corrected,
//! and how it is reported.

use std::fs;

use crate::support::{
    Row, Scratch, at, check, document, drift, key_parameter, list, object,
    requests::{DLQ, TRIGGER},
    upstream, xtask,
};
use serde_json::{Value, json};

#[test]
fn our_document_does_not_differ_from_itself() {
    let scratch = Scratch::new();
    let said = drift(&scratch.file("upstream.json", document().to_string()), &[]);
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{}", said.out);
    assert!(said.out.ends_with("\nno drift\n"), "{}", said.out);
}

#[test]
fn prose_examples_extensions_and_order_do_not_count() {
    let scratch = Scratch::new();
    let mut changed = document();
    at(&mut changed, DLQ)["x-badge"] = json!("new");
    at(&mut changed, DLQ)["externalDocs"] = json!({ "url": "https://example.com" });
    at(&mut changed, "/info")["version"] = json!("9");
    reword(&mut changed, false);
    reverse(&mut changed);
    let file = scratch.file("upstream.json", changed.to_string());
    let said = drift(&file, &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

/// Other words in every description, but none in a property that is called so.
fn reword(value: &mut Value, names: bool) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match key.as_str() {
                    "description" | "summary" | "title" if !names => *inner = json!("other words"),
                    key => reword(inner, key == "properties"),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| reword(item, false)),
        _ => {}
    }
}

fn reverse(value: &mut Value) {
    match value {
        Value::Object(map) => map.values_mut().for_each(reverse),
        Value::Array(items) => {
            items.reverse();
            items.iter_mut().for_each(reverse);
        }
        _ => {}
    }
}

#[test]
fn the_same_said_in_the_words_of_3_1_does_not_count() {
    let scratch = Scratch::new();
    let mut changed = document();
    changed["openapi"] = json!("3.1.0");
    let properties = at(&mut changed, "/components/schemas/NotifyResponse/properties");
    properties["waiter"] =
        json!({ "$ref": "#/components/schemas/Waiter", "description": "said here" });
    properties["messageId"] = json!({ "type": ["string"], "examples": ["msg_1"] });
    let said = drift(&scratch.file("upstream.json", changed.to_string()), &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);

    let properties = at(&mut changed, "/components/schemas/NotifyResponse/properties");
    properties["messageId"] = json!({ "type": ["string", "null"] });
    let said = drift(&scratch.file("upstream.json", changed.to_string()), &[]);
    assert_eq!(said.status, 2, "{}", said.out);
    assert!(said.out.contains("NotifyResponse.messageId may now be null"), "{}", said.out);
}

#[test]
fn the_json_report_says_what_the_text_says() {
    let scratch = Scratch::new();
    let mut changed = document();
    at(&mut changed, &format!("{DLQ}/parameters/1/schema"))["maximum"] = json!(50);
    let file = scratch.file("upstream.json", changed.to_string());
    let said = drift(&file, &["--format", "json"]);
    assert_eq!(said.status, 2, "{}", said.err);
    let report = said.json();
    assert_eq!(report["format"], 2);
    assert_eq!(report["result"], "breaking");
    assert_eq!(report["upstream"]["source"], file.display().to_string());
    let changes = report["changes"].as_array().expect("changes are a list");
    assert_eq!(changes.len(), 1, "{report}");
    let change = &changes[0];
    assert_eq!(change["kind"], "limit-changed");
    assert_eq!(change["class"], "breaking");
    assert_eq!(change["direction"], "request");
    assert_eq!(change["operations"], json!(["GET /v2/workflows/dlq"]));
    assert_eq!(change["place"], "GET /v2/workflows/dlq: query parameter count maximum");
    assert_eq!((&change["ours"], &change["upstream"]), (&json!(100), &json!(50)));
    assert_eq!(change["pointer"], format!("{DLQ}/parameters/1/schema"));
    let line = change["line"].as_u64().expect("it has a line") as usize;
    let text = fs::read_to_string(crate::support::top().join("openapi/openapi.yaml"))
        .expect("it is there");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[line - 1].trim(), "schema:");
    assert!(lines[line..line + 4].iter().any(|line| line.trim() == "maximum: 100"));
}

#[test]
fn the_json_report_says_where_it_is_in_upstreams_document() {
    let scratch = Scratch::new();
    let mut changed = document();
    let paths = object(&mut changed, "/paths");
    let mut item = paths.remove("/v2/flowControl/{flowControlKey}/pin").expect("it is there");
    item["post"]["parameters"][0] = key_parameter();
    item["post"]["tags"] = json!(["Limits"]);
    item["post"]["security"] = json!([]);
    paths.insert("/v2/flowControl/{key}/pin".into(), item);
    let file = scratch.file("upstream.json", changed.to_string());
    let report = drift(&file, &["--format", "json"]).json();
    let at = "/paths/~1v2~1flowControl~1{key}~1pin/post";
    let changes = report["changes"].as_array().expect("a list").iter();
    let places: Vec<_> = changes.map(|it| it["upstream_pointer"].as_str().expect("text")).collect();
    assert_eq!(places, [at, &format!("{at}/tags")], "{report}");
}

#[test]
fn what_we_have_ahead_is_listed_and_an_entry_without_use_is_named() {
    let scratch = Scratch::new();
    let mut changed = document();
    _ = object(&mut changed, "/paths").remove("/v2/globalParallelism");
    let upstream = scratch.file("upstream.json", changed.to_string());
    let ahead = "ahead:\n- reason: announced\n  only_here: [GET /v2/globalParallelism]\n";
    let ahead = scratch.file("ahead.yaml", ahead).display().to_string();
    let said = drift(&upstream, &["--ahead", &ahead]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let listed =
        "ahead of upstream on purpose, not drift\n  announced\n      GET /v2/globalParallelism";
    assert!(said.out.contains(listed), "{}", said.out);

    let said = drift(&scratch.file("same.json", document().to_string()), &["--ahead", &ahead]);
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("GET /v2/globalParallelism: not ours alone"), "{}", said.out);
    assert!(said.out.contains("remove this entry"), "{}", said.out);
}

#[test]
fn an_overlay_action_without_use_is_named_and_the_rest_compared() {
    let scratch = Scratch::new();
    let action = "overlay: 1.0.0\ninfo: {title: errata, version: 1.0.0}\nactions:\n\
                  - {target: \"$.paths['/v2/keys'].put\", description: a slip, remove: true}\n";
    let overlay = scratch.file("errata.yaml", action).display().to_string();
    let mut changed = document();
    let new = at(&mut changed, DLQ).clone();
    object(&mut changed, "/paths")["/v2/keys"]["put"] = new;
    let wrong = scratch.file("wrong.json", changed.to_string());
    let said = drift(&wrong, &["--overlay", &overlay]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);

    _ = object(&mut changed, "/paths")["/v2/keys"].as_object_mut().expect("a path").remove("put");
    _ = object(&mut changed, "/paths").remove("/v2/globalParallelism");
    let fixed = scratch.file("fixed.json", changed.to_string());
    let said = drift(&fixed, &["--overlay", &overlay]);
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    assert!(said.out.contains("$.paths['/v2/keys'].put: it changes nothing"), "{}", said.out);
    assert!(said.out.contains("its reason was: a slip"), "{}", said.out);
    assert!(said.out.contains("GET /v2/globalParallelism was removed"), "{}", said.out);
}

#[test]
fn upstreams_document_of_today_has_not_drifted() {
    let Some(path) = upstream("openapi.yaml") else { return };
    let said = xtask(["drift".as_ref(), "--upstream".as_ref(), path.as_os_str()]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

#[test]
fn another_name_for_the_body_of_all_errors_does_not_count() {
    let Some(path) = upstream("openapi.yaml") else { return };
    let text = fs::read_to_string(path).expect("it can be read");
    let renamed = text
        .replace("schemas/Error'", "schemas/ApiError'")
        .replace("schemas/Error\"", "schemas/ApiError\"");
    let renamed = renamed.replace("\n    Error:\n", "\n    ApiError:\n");
    assert_ne!(text, renamed);
    let scratch = Scratch::new();
    let file = scratch.file("upstream.yaml", renamed).display().to_string();
    let said = xtask(["drift", "--upstream", &file]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

#[test]
fn a_change_of_upstreams_document_of_today_is_named() {
    let Some(path) = upstream("openapi.yaml") else { return };
    let text = fs::read_to_string(path).expect("it can be read");
    let base: Value = yaml_serde::from_str(&text).expect("it is YAML");
    let mut reworded = base.clone();
    reword(&mut reworded, false);
    reverse(&mut reworded);
    let scratch = Scratch::new();
    let file = scratch.file("upstream.json", reworded.to_string());
    let said = xtask(["drift".as_ref(), "--upstream".as_ref(), file.as_os_str()]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);

    let rows: &[Row] = &[
        (
            "an operation removed that the overlay speaks of",
            |root| _ = object(root, "/paths").remove("/v2/workflows/logs"),
            "GET /v2/workflows/logs was removed",
            2,
        ),
        (
            "an erratum corrected",
            |root| {
                let properties = object(root, "/components/schemas/FlowControlKey/properties");
                let count = properties.remove("waitlistSize").expect("it is misspelled");
                assert_eq!(count["type"], "integer");
                let count = json!({ "type": "integer", "format": "int64" });
                properties.insert("waitListSize".into(), count);
            },
            "FlowControlKey.properties.waitlistSize: it changes nothing",
            1,
        ),
        (
            "one of several fields that were missing added",
            |root| {
                at(root, "/components/schemas/FlowControlKey/properties")["rateMax"] =
                    json!({ "type": "integer" });
            },
            "!@.rateMax]: it changes nothing",
            1,
        ),
        (
            "one of them added as something else",
            |root| {
                at(root, "/components/schemas/StepInfo/properties")["targetStep"] =
                    json!({ "type": "string" });
            },
            "schema StepInfo.targetStep changed from integer (int64) to string",
            2,
        ),
        (
            "a body made required",
            |root| at(root, &format!("{TRIGGER}/requestBody"))["required"] = json!(true),
            "body is now required",
            2,
        ),
        (
            "a response field retyped that the overlay corrects",
            |root| {
                let schema = format!("{TRIGGER}/responses/200/content/application~1json/schema");
                at(root, &format!("{schema}/properties/workflowCreatedAt"))["type"] =
                    json!("string");
            },
            "response 200.workflowCreatedAt changed from integer (int64) to string (date-time)",
            2,
        ),
        (
            "a field removed that the overlay renames",
            |root| {
                let properties = object(root, "/components/schemas/FlowControlKey/properties");
                _ = properties.remove("waitlistSize");
            },
            "schema FlowControlKey.waitListSize was removed",
            2,
        ),
        (
            "a limit that the overlay corrects lowered",
            |root| {
                let parameters = list(root, "/paths/~1v2~1workflows~1logs/get/parameters");
                let count = parameters.iter_mut().find(|it| it["name"] == "count");
                count.expect("there is a count")["schema"]["maximum"] = json!(500);
            },
            "upstream says something else now",
            2,
        ),
        (
            "the same limit corrected",
            |root| {
                let parameters = list(root, "/paths/~1v2~1workflows~1logs/get/parameters");
                let count = parameters.iter_mut().find(|it| it["name"] == "count");
                let schema = &mut count.expect("there is a count")["schema"];
                (schema["maximum"], schema["default"]) = (json!(10), json!(10));
            },
            "it changes nothing: upstream fixed it",
            1,
        ),
        (
            "a status added",
            |root| {
                at(root, &format!("{DLQ}/responses"))["409"] = json!({ "description": "" });
            },
            "[compatible] response 409 was added",
            1,
        ),
        (
            "an enum value removed",
            |root| {
                _ = list(root, "/components/schemas/GroupedSteps/properties/type/enum").pop();
            },
            "= next was removed",
            2,
        ),
        (
            "what we have ahead of it",
            |root| {
                let parameters =
                    json!([{ "name": "search", "in": "query", "schema": { "type": "string" } }]);
                at(root, "/paths/~1v2~1flowControl/get")["parameters"] = parameters;
            },
            "GET /v2/flowControl: query parameter search: not ours alone",
            1,
        ),
    ];
    check(&base, rows, |upstream| {
        xtask(["drift".as_ref(), "--upstream".as_ref(), upstream.as_os_str()])
    });
}
