//! `cargo xtask drift`: the reader is as lenient as the specifications, and what is never compared
//! never keeps a document from being compared.

use crate::support::{Scratch, drift};

const DOCUMENT: &str = r"openapi: 3.1.0
info: {title: a, version: b}
paths:
  /things/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, example: EXAMPLE}}
        - {name: size, in: query, schema: {type: integer, LIMIT}}
      responses:
        200:
          description: ''
          content: {application/json: {schema: {$ref: '#/components/schemas/A%20thing'}}}
    put:
      parameters:
        - $ref: '#/paths/~1things~1%7Bid%7D/get/parameters/0'
        - $ref: '#/paths/~1things~1{id}/get/parameters/1'
      requestBody: {$ref: '#/paths/~1things/post/requestBody'}
      responses: {200: {$ref: '#/paths/~1things~1%7bid%7d/get/responses/200'}}
  /things:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/A~1%7E1thing~0'}}}
      responses: {200: {description: ''}}
components:
  schemas:
    A thing:
      type: object
      properties:
        name: {type: string, maxLength: 9}
        other: {$ref: '#/components/schemas/A%20thing/properties/name', description: told}
    'A//thing~': {type: object, properties: {count: {type: integer}}}
x-odd: EXAMPLE
";

/// The document with a limit and an example.
fn document(limit: &str, example: &str) -> String {
    DOCUMENT.replace("LIMIT", limit).replace("EXAMPLE", example)
}

/// Compares two texts, and gives the status and what was found.
fn compare(ours: &str, theirs: &str) -> (i32, String) {
    let scratch = Scratch::new();
    let ours = scratch.file("ours.yaml", ours).display().to_string();
    let said = drift(&scratch.file("upstream.yaml", theirs), &["--document", &ours]);
    (said.status, said.out + &said.err)
}

#[test]
fn numbers_of_any_size_are_no_obstacle_where_nothing_is_compared() {
    let ours = document("minimum: 1", "x");
    let odd = [
        "123456789012345678901234567890",
        "1e999",
        ".inf",
        "-.INF",
        ".nan",
        "0x1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "99999999999999999999999999999999999999999999999999",
        "{$ref: nowhere.yaml}",
        "[!color red, !!float 1, ~]",
    ];
    for example in odd {
        let (status, said) = compare(&ours, &document("minimum: 1", example));
        assert_eq!(status, 0, "{example}: {said}");
    }
}

#[test]
fn limits_of_any_size_are_compared() {
    let rows = [
        ("minimum: -9223372036854776000", "minimum: -9223372036854775808", 0),
        ("maximum: 18446744073709551616", "maximum: 18446744073709551616", 0),
        ("maximum: 9223372036854775807", "maximum: 1e30", 0),
        ("maximum: 5", "maximum: 5.0", 0),
        ("maximum: 5", "maximum: 9223372036854776000", 1),
        ("maximum: 9223372036854776000", "maximum: 5", 2),
        ("maximum: 5", "maximum: .inf", 2),
        ("minimum: 0.5", "minimum: 0.5", 0),
        ("minimum: 0.5", "minimum: 0.75", 2),
        ("multipleOf: 0.5", "multipleOf: 0.5", 0),
        ("exclusiveMinimum: -1e300", "exclusiveMinimum: -1e300", 0),
        ("enum: [1, 99999999999999999999]", "enum: [1, 99999999999999999999]", 0),
        ("enum: [1]", "enum: [1, 99999999999999999999]", 1),
        ("default: 99999999999999999999", "default: 99999999999999999999", 0),
        ("minLength: 99999999999999999999999", "minLength: 99999999999999999999999", 0),
        ("maxLength: 1e2", "maxLength: 100", 0),
        ("minItems: -1", "minItems: -1", 0),
    ];
    for (ours, theirs, expected) in rows {
        let (status, said) = compare(&document(ours, "x"), &document(theirs, "x"));
        assert_eq!(status, expected, "{ours} and {theirs}: {said}");
    }
}

#[test]
fn what_the_newer_specification_lets_one_leave_out_may_be_missing() {
    let head = |version: &str, rest: &str| {
        format!("openapi: {version}\ninfo: {{title: a, version: b}}\n{rest}\n")
    };
    let ours = head("3.1.0", "paths: {/a: {get: {responses: {}}}}");
    let (status, said) = compare(&ours, &head("3.1.0", "paths: {/a: {get: {}}}"));
    assert_eq!(status, 0, "{said}");
    let none = head("3.1.0", "paths: {}");
    let (status, said) = compare(&none, &head("3.1.1", "webhooks: {}"));
    assert_eq!(status, 0, "{said}");
    let (status, said) = compare(&ours, &head("3.0.3", "paths: {/a: {get: {}}}"));
    assert_eq!(status, 3, "{said}");
}

#[test]
fn a_reference_is_an_uri_and_may_lead_anywhere_in_the_document() {
    let ours = document("minimum: 1", "x");
    // What the second operation refers to is compared there as well.
    let changes = [
        ("minimum: 1", "minimum: 2", "PUT /things/{id}", "size minimum changed from 1 to 2"),
        ("count: {type: integer}", "count: {type: string}", "PUT /things/{id}", "count changed"),
        ("maxLength: 9", "maxLength: 5", "PUT /things/{id}", ".other maxLength changed"),
    ];
    for (before, after, operation, words) in changes {
        let (status, said) = compare(&ours, &ours.replace(before, after));
        assert!(matches!(status, 1 | 2), "{after}: {said}");
        assert!(said.contains(operation) && said.contains(words), "{after}: {said}");
    }
    let plain = ours.replace("%20", " ").replace("%7B", "{").replace("%7D", "}");
    let (status, said) = compare(&ours, &plain.replace("%7E", "~"));
    assert_eq!(status, 0, "{said}");
    let written_out = "{name: size, in: query, schema: {type: integer, minimum: 1}}";
    let (status, said) = compare(
        &ours,
        &ours.replace("$ref: '#/paths/~1things~1{id}/get/parameters/1'", written_out),
    );
    assert_eq!(status, 0, "{said}");
    let (status, said) = compare(&ours, &ours.replace("parameters/1'", "parameters/2'"));
    assert_eq!(status, 3, "{said}");
}

#[test]
fn a_reference_that_is_never_followed_may_lead_nowhere_or_in_a_circle() {
    let ours = document("minimum: 1", "x");
    let more = "webhooks: {gone: {$ref: '#/gone'}}\n";
    let (status, said) = compare(&ours, &(ours.clone() + more));
    assert_eq!(status, 0, "{said}");
    let parts = [
        "callbacks: {a: {'{$url}': {post: {requestBody: {$ref: other.yaml}}}}}",
        "x-more: {$ref: '#'}",
    ];
    for part in parts {
        let theirs = ours.replace("    post:\n", &format!("    post:\n      {part}\n"));
        assert_ne!(theirs, ours);
        let (status, said) = compare(&ours, &theirs);
        assert_eq!(status, 0, "{part}: {said}");
    }
    let header = "description: ''\n          headers: {A: {$ref: '#/components/headers/A'}}\n";
    let theirs = ours.replace("description: ''\n", header);
    let (status, said) = compare(&ours, &theirs);
    assert_eq!(status, 0, "{said}");
    // Followed, it counts, wherever it is written down.
    let circle = "headers: {A: {schema: {$ref: '#/components/schemas/B'}}}\n  schemas:\n    B: \
                  {$ref: '#/components/headers/A/schema'}\n";
    let (status, said) = compare(&ours, &ours.replace("schemas:\n", circle));
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("in a circle"), "{said}");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let ours = document("minimum: 1", "x");
    let value: serde_json::Value = yaml_serde::from_str(&ours).expect("it is YAML");
    for text in [ours.clone(), format!("---\n{ours}"), format!("{value:#}")] {
        let (status, said) = compare(&ours, &format!("\u{feff}{text}"));
        assert_eq!(status, 0, "{said}");
        let (status, said) = compare(&format!("\u{feff}{text}"), &ours);
        assert_eq!(status, 0, "{said}");
    }
}

#[test]
fn merged_and_aliased_entries_are_read_as_if_they_were_written_out() {
    let ours = document("minimum: 1", "x");
    let theirs = ours
        .replace("requestBody:\n        required: true", "requestBody:\n        <<: *shared")
        .replace("x-odd:", "x-shared: &shared {required: true}\nx-odd:");
    // An alias stands after what it means.
    let (head, tail) = theirs.split_once("x-shared").expect("it is there");
    let theirs = format!("x-shared{tail}{head}");
    let (status, said) = compare(&ours, &theirs);
    assert_eq!(status, 0, "{said}");
}
