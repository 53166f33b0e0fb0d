//! `cargo xtask drift`: a change is found on whatever way an operation comes to it.

use crate::support::{Said, Scratch, drift};
use serde_json::{Value, json};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: a, version: b}
paths:
  /things/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: tags, in: query, explode: true, schema: {type: array, items: {type: string}}}
    get:
      parameters:
        - {name: first, in: query, required: true, schema: {type: string}}
      responses:
        200: {description: '', content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
    put:
      parameters:
        - {name: tags, in: query, explode: true, schema: {type: array, items: {type: string}}}
        - name: filter
          in: query
          content: {application/json: {schema: {$ref: '#/components/schemas/Filter'}}}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Change'}}}
      responses: {200: {description: ''}}
  /things:
    post:
      requestBody: {required: true, content: {application/octet-stream: {schema: {type: string, format: binary}}}}
      responses: {200: {description: ''}}
components:
  schemas:
    Thing:
      type: object
      properties:
        any: {anyOf: [{$ref: '#/components/schemas/Round'}, {$ref: '#/components/schemas/Edged'}]}
        one: {oneOf: [{type: string}, {$ref: '#/components/schemas/One'}, {type: boolean}]}
        mixed: {$ref: '#/components/schemas/Mixed'}
    Round: {type: object, properties: {width: {$ref: '#/components/schemas/Width'}}}
    Edged: {type: object, properties: {edges: {type: integer}}}
    One: {type: object, properties: {size: {type: integer}}}
    Width: {type: object, properties: {cm: {type: integer}}}
    Mixed: {type: object, properties: {part: {$ref: '#/components/schemas/Part'}}, oneOf: [{required: [part]}, {required: [id]}]}
    Part: {type: object, properties: {weight: {type: integer}}}
    Change: {allOf: [{$ref: '#/components/schemas/Who'}, {$ref: '#/components/schemas/When'}]}
    Who: {type: object, properties: {name: {type: string, maxLength: 9}}}
    When: {type: object, properties: {at: {type: integer}}}
    Filter: {type: object, properties: {color: {type: string}}}
";

fn document() -> Value {
    yaml_serde::from_str(DOCUMENT).expect("it is YAML")
}

/// Compares the document with itself after a change.
fn changed(change: impl FnOnce(&mut Value)) -> Said {
    let scratch = Scratch::new();
    let ours = scratch.file("ours.yaml", DOCUMENT).display().to_string();
    let mut theirs = document();
    change(&mut theirs);
    drift(&scratch.file("upstream.json", theirs.to_string()), &["--document", &ours])
}

#[test]
fn what_is_no_longer_required_is_named() {
    let rows = [
        ("~1{id}/get/parameters/0", "[compatible] query parameter first is no longer required"),
        ("/post/requestBody", "[compatible] body is no longer required"),
    ];
    for (at, words) in rows {
        let at = format!("/paths/~1things{at}");
        let change = |root: &mut Value| {
            root.pointer_mut(&at).expect("it is there")["required"] = json!(false);
        };
        let said = changed(change);
        assert_eq!(said.status, 1, "{}{}", said.out, said.err);
        assert!(said.out.contains(words), "no {words:?} in {}", said.out);
    }
}

#[test]
fn a_component_is_compared_where_it_is_one_of_several_schemas() {
    assert_eq!(changed(|_| ()).status, 0);
    let rows = [
        ("Edged", "edges", "GET /things/{id}"),
        ("Width", "cm", "GET /things/{id}"),
        ("Part", "weight", "GET /things/{id}"),
        ("One", "size", "GET /things/{id}"),
        ("When", "at", "PUT /things/{id}"),
        ("Filter", "color", "PUT /things/{id}"),
    ];
    for (schema, field, operation) in rows {
        let said = changed(|root| {
            root["components"]["schemas"][schema]["properties"][field]["type"] = json!("number");
        });
        assert_eq!(said.status, 2, "{schema}: {}{}", said.out, said.err);
        let words = format!("\n{operation}\n  [breaking] schema {schema}.{field} changed from");
        assert!(said.out.contains(&words), "no {words:?} in {}", said.out);
    }
}

#[test]
fn what_is_met_among_several_schemas_goes_the_way_in_which_it_is_met() {
    // Less is allowed, which matters to what is sent; and one thing more comes back.
    let said = changed(|root| {
        root["components"]["schemas"]["Who"]["properties"]["name"]["maxLength"] = json!(5);
    });
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    assert!(said.out.contains("[breaking] schema Who.name maxLength changed"), "{}", said.out);
    let said = changed(|root| {
        root["components"]["schemas"]["Edged"]["properties"]["round"] = json!({});
        root["components"]["schemas"]["Edged"]["required"] = json!(["round"]);
    });
    assert_eq!(said.status, 1, "{}{}", said.out, said.err);
}

#[test]
fn a_parameter_of_a_path_is_one_of_each_of_its_operations() {
    let said = changed(|root| {
        root["paths"]["/things/{id}"]["parameters"][1]["explode"] = json!(false);
    });
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("\nGET /things/{id}\n  [breaking] query parameter tags changed from")
    );
    assert!(!said.out.contains("PUT"), "it has one of its own: {}", said.out);

    let said = changed(|root| {
        root["paths"]["/things/{id}"]["put"]["parameters"][0]["schema"] =
            json!({ "type": "string" });
    });
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    assert!(
        said.out.contains("\nPUT /things/{id}\n  [breaking] query parameter tags changed from")
    );
    assert!(!said.out.contains("GET"), "its own is the path's: {}", said.out);

    // Said at the path or at each operation, it is the same.
    let said = changed(|root| {
        let path = &mut root["paths"]["/things/{id}"];
        let shared = path["parameters"].take();
        path.as_object_mut().expect("a path").remove("parameters");
        path["put"]["parameters"].as_array_mut().expect("a list").push(shared[0].clone());
        let list = path["get"]["parameters"].as_array_mut().expect("a list");
        list.extend(shared.as_array().expect("a list").iter().cloned());
    });
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

#[test]
fn the_order_of_several_schemas_does_not_count() {
    let parts = |root: &mut Value| {
        let mut lists = Vec::new();
        for (list, at) in [
            ("anyOf", "/Thing/properties/any"),
            ("oneOf", "/Thing/properties/one"),
            ("oneOf", "/Mixed"),
            ("allOf", "/Change"),
        ] {
            let at = format!("/components/schemas{at}/{list}");
            let parts = root.pointer_mut(&at).and_then(Value::as_array_mut);
            parts.expect("there are parts").reverse();
            lists.push(at);
        }
        lists
    };
    let said = changed(|root| _ = parts(root));
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);

    // What differs within one of them is found all the same.
    let scratch = Scratch::new();
    let ours = scratch.file("openapi.yaml", DOCUMENT).display().to_string();
    let mut theirs = document();
    _ = parts(&mut theirs);
    let one = &mut theirs["components"]["schemas"]["Thing"]["properties"]["one"]["oneOf"];
    one[2] = json!({ "type": "string", "maxLength": 9 });
    let theirs = scratch.file("upstream.json", theirs.to_string());
    let said = drift(&theirs, &["--document", &ours, "--format", "json"]);
    let report = said.json();
    let changes = report["changes"].as_array().expect("a list");
    assert_eq!(changes.len(), 1, "{report}");
    assert_eq!(changes[0]["kind"], "limit-changed");
    let part = |index| format!("/components/schemas/Thing/properties/one/oneOf/{index}");
    assert_eq!(
        (&changes[0]["pointer"], &changes[0]["upstream_pointer"]),
        (&json!(part(0)), &json!(part(2)))
    );
}
