//! What the specifications allow is compared, however unusual it is, and what is not compared
//! never blocks.

use std::fs;

use crate::support::{OVERLAY, Said, Scratch, copy::Copy, drift};

/// Compares two texts.
fn compare(ours: impl AsRef<[u8]>, theirs: impl AsRef<[u8]>) -> Said {
    let scratch = Scratch::new();
    let ours = scratch.file("ours.yaml", ours).display().to_string();
    drift(&scratch.file("upstream.yaml", theirs), &["--document", &ours])
}

/// A document with one operation, which says this.
fn operation(version: &str, says: &str) -> String {
    format!("openapi: {version}\ninfo: {{}}\npaths:\n  /a:\n    get: {says}\n")
}

/// A document with one query parameter, which has this schema.
fn parameter(version: &str, schema: &str) -> String {
    let parameter = format!("[{{name: n, in: query, schema: {schema}}}]");
    operation(version, &format!("{{parameters: {parameter}, responses: {{}}}}"))
}

#[track_caller]
fn has_drift(said: &Said, status: i32, words: &str) {
    assert_eq!(said.status, status, "{}{}", said.out, said.err);
    assert!(said.out.contains(words), "no {words:?} in {}", said.out);
}

#[test]
fn a_limit_that_no_integer_type_holds_is_compared() {
    let limits =
        ["-9223372036854776000", "18446744073709551616", "1e999", ".inf", "-.INF", "1e-400"];
    for limit in limits {
        let with = parameter("3.1.0", &format!("{{type: integer, minimum: {limit}}}"));
        let without = parameter("3.1.0", "{type: integer}");
        has_drift(&compare(&with, &with), 0, "\nno drift\n");
        has_drift(&compare(&with, &without), 1, "query parameter n minimum changed from");
        has_drift(&compare(&without, &with), 2, "query parameter n minimum changed from null to");
    }
}

#[test]
fn a_number_is_the_same_however_it_is_written() {
    for (one, other) in [("9", "9.0"), ("0x1F", "31"), ("1e3", "1000"), ("+5", "0o5")] {
        let schema =
            |number: &str| format!("{{type: number, maximum: {number}, default: {number}}}");
        let said = compare(parameter("3.0.3", &schema(one)), parameter("3.1.0", &schema(other)));
        has_drift(&said, 0, "\nno drift\n");
    }
    let rows = [
        ("minimum: -9223372036854776000", "minimum: -9223372036854775808", 0),
        ("maximum: 18446744073709551616", "maximum: 18446744073709551616", 0),
        ("maximum: 9223372036854775807", "maximum: 1e30", 1),
        ("maximum: 5", "maximum: 9223372036854776000", 1),
        ("maximum: 9223372036854776000", "maximum: 5", 2),
        ("maximum: 5", "maximum: .inf", 2),
        ("minimum: 0.5", "minimum: 0.75", 2),
        ("multipleOf: 0.5", "multipleOf: 0.5", 0),
        ("exclusiveMinimum: -1e300", "exclusiveMinimum: -1e300", 0),
        ("enum: [1, 99999999999999999999]", "enum: [99999999999999999999, 1.0]", 0),
        ("enum: [1]", "enum: [1, 99999999999999999999]", 1),
        ("minLength: 99999999999999999999999", "minLength: 99999999999999999999999", 0),
        ("maxLength: 1e2", "maxLength: 100", 0),
        ("minItems: -1", "minItems: -1", 0),
    ];
    for (ours, theirs, status) in rows {
        let schema = |limit: &str| parameter("3.1.0", &format!("{{type: integer, {limit}}}"));
        has_drift(&compare(schema(ours), schema(theirs)), status, "");
    }
    let large = |last: u8| parameter("3.1.0", &format!("{{maximum: 1844674407370955161{last}}}"));
    has_drift(&compare(large(4), large(5)), 1, "maximum changed");
}

#[test]
fn what_is_never_compared_never_blocks() {
    let ours = parameter("3.0.3", "{type: string}");
    let odd = "
openapi: 3.1.0
info: {title: [5]}
tags: {a: .nan}
externalDocs: [1]
x-any: {$ref: '#/nowhere', n: 123456789012345678901234567890}
webhooks: {new: {$ref: 'other.yaml#/a'}}
paths:
  x-path: 7
  /a:
    x-path: {$ref: 'https://example.com/a'}
    get:
      unknown: {$ref: '#/nowhere'}
      callbacks: {done: {$ref: '#/nowhere'}}
      parameters:
        - name: n
          in: query
          example: {$ref: '#/nowhere', a: -9223372036854776000, b: 1e999, c: .nan}
          examples: {a: {$ref: '#/nowhere'}}
          schema:
            type: string
            description: 2026-11-25
            examples: [.inf, -.inf, 99999999999999999999999999]
            example: {$ref: 5}
            x-any: {allOf: 5}
      responses:
        x-any: 5
components:
  examples: {a: {$ref: '#/nowhere'}}
  callbacks: 5
  links: {a: 5}
  headers: {a: {$ref: '#/nowhere'}}
  responses: {unused: {$ref: '#/nowhere'}}
  schemas: {unused: {$ref: '#/nowhere'}}
";
    has_drift(&compare(&ours, odd), 0, "\nno drift\n");
    let response = |more: &str| {
        operation("3.1.0", &format!("{{responses: {{200: {{description: a, {more}}}}}}}"))
    };
    let odd = "headers: {a: {$ref: '#/nowhere'}}, links: {a: {$ref: other.yaml}}";
    has_drift(&compare(response("content: {}"), response(odd)), 0, "\nno drift\n");
}

#[test]
fn an_operation_of_3_1_without_responses_is_compared() {
    let with = operation("3.1.0", "{responses: {200: {description: a}}}");
    let without = operation("3.1.0", "{}");
    has_drift(&compare(&without, &without), 0, "\nno drift\n");
    has_drift(&compare(&with, &without), 2, "[breaking] response 200 was removed");
    has_drift(&compare(&without, &with), 2, "[breaking] response 200 was added");
    let said = compare(&with, operation("3.0.3", "{}"));
    assert!(said.err.contains("an operation has to have `responses`"), "{}", said.err);
}

#[test]
fn a_document_of_3_1_without_paths_is_compared() {
    let ours = operation("3.1.0", "{responses: {}}");
    has_drift(
        &compare(&ours, "openapi: 3.1.0\ninfo: {}\ncomponents: {}\n"),
        2,
        "GET /a was removed",
    );
}

/// Two operations, of which the second has as its parameter what `reference` leads to.
fn referring(version: &str, reference: &str, kind: &str) -> String {
    format!(
        "
openapi: {version}
info: {{}}
paths:
  /v2/dlq/{{dlqId}}:
    get:
      parameters:
        - {{name: dlqId, in: path, required: true, schema: {{type: string}}}}
        - {{name: 'a/b~c %', in: query, schema: {{type: {kind}}}}}
      responses: {{}}
  /b:
    get:
      parameters: [{{$ref: {reference}}}]
      responses: {{}}
components:
  parameters:
    'a/b~c %': {{name: 'a/b~c %', in: query, schema: {{type: {kind}}}}}
"
    )
}

#[test]
fn a_reference_is_followed_as_a_uri() {
    let plain = referring("3.0.3", "'#/components/parameters/a~1b~0c %'", "string");
    let references = [
        "'#/paths/~1v2~1dlq~1{dlqId}/get/parameters/1'",
        "'#/paths/~1v2~1dlq~1%7BdlqId%7D/get/parameters/1'",
        "'#/paths/%7E1v2%7E1dlq%7E1%7bdlqId%7d/get/parameters/1'",
        "'#/components/parameters/a~1b~0c%20%25'",
        "'upstream.yaml#/components/parameters/a~1b~0c%20%25'",
        "'./upstream.yaml#/components/parameters/a~1b~0c%20%25'",
    ];
    for reference in references {
        let same = compare(&plain, referring("3.1.0", reference, "string"));
        has_drift(&same, 0, "\nno drift\n");
        let other = compare(&plain, referring("3.1.0", reference, "integer"));
        has_drift(&other, 2, "GET /b\n  [breaking] query parameter a/b~c % changed from string to");
    }
    for reference in ["'other.yaml#/a'", "'#a'", "'#/components/parameters/a~1b'"] {
        let said = compare(&plain, referring("3.1.0", reference, "string"));
        assert_eq!((said.status, said.out.as_str()), (3, ""), "{reference}: {}", said.err);
        assert!(said.err.contains("GET /b, parameters.0: "), "{}", said.err);
    }
}

#[test]
fn what_stands_beside_a_reference_counts_in_3_1_and_not_in_3_0() {
    let document = |version: &str, beside: &str| {
        let part = format!("{{$ref: '#/components/schemas/S'{beside}}}");
        parameter(version, &part) + "components: {schemas: {S: {type: string}}}\n"
    };
    let plain = document("3.0.3", "");
    has_drift(&compare(&plain, document("3.0.3", ", maxLength: 5")), 0, "\nno drift\n");
    has_drift(&compare(&plain, document("3.1.0", ", description: a")), 0, "\nno drift\n");
    let said = compare(&plain, document("3.1.0", ", deprecated: true"));
    has_drift(&said, 1, "query parameter n deprecated: it is now");
}

#[test]
fn schemas_that_refer_to_themselves_are_compared() {
    let document = |schemas: &str| {
        parameter("3.1.0", "{$ref: '#/components/schemas/A'}")
            + &format!("components:\n  schemas:\n{schemas}")
    };
    let node = |name: &str, inner: &str, kind: &str| {
        format!("    {name}: {{properties: {{v: {{type: {kind}}}, next: {inner}}}}}\n")
    };
    let to = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let itself = document(&node("A", &to("A"), "string"));
    has_drift(&compare(&itself, &itself), 0, "\nno drift\n");
    let other = document(&node("A", &to("A"), "integer"));
    has_drift(&compare(&itself, &other), 2, "schema A.v changed from string to integer");

    let each_other =
        |kind: &str| document(&[node("A", &to("B"), "string"), node("B", &to("A"), kind)].concat());
    has_drift(&compare(&itself, each_other("string")), 0, "\nno drift\n");
    has_drift(&compare(&itself, each_other("integer")), 2, "v changed from string to integer");
    has_drift(&compare(each_other("integer"), &itself), 2, "v changed from integer to string");

    let list = |schema: &str| document(&format!("    A: {{{schema}}}\n"));
    let any = list(&format!("anyOf: [{{type: string}}, {{type: array, items: {}}}]", to("A")));
    has_drift(&compare(&any, &any), 0, "\nno drift\n");
    let whole = list(&format!("type: object, additionalProperties: {}", to("A")));
    has_drift(&compare(&whole, &whole), 0, "\nno drift\n");
    let part = list(&format!("allOf: [{}, {{type: object}}]", to("A")));
    has_drift(&compare(&part, &part), 0, "\nno drift\n");
}

#[test]
fn a_byte_order_mark_and_utf_16_are_read() {
    let yaml = parameter("3.0.3", "{type: string, description: größer}");
    let json = r#"{"openapi": "3.0.3", "info": {}, "paths": {"/a": {"get": {"parameters": [{"name": "n",
        "in": "query", "schema": {"type": "string"}}], "responses": {}}}}}"#;
    let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    for text in [yaml.as_str(), json] {
        let marked = format!("\u{feff}{text}");
        for bytes in [marked.clone().into(), le(text), be(text), le(&marked), be(&marked)] {
            has_drift(&compare(&yaml, &bytes), 0, "\nno drift\n");
            has_drift(&compare(&bytes, &yaml), 0, "\nno drift\n");
        }
    }
    let mut odd = le(&yaml);
    odd.pop();
    let said = compare(&yaml, odd);
    assert_eq!(said.status, 3);
    assert!(said.err.contains("is not text: it ends within a UTF-16 character"), "{}", said.err);
}

#[test]
fn yaml_is_read_as_its_version_1_2_says() {
    // Texts in 1.2, whatever they were in 1.1, and keys are always texts.
    let ours = parameter("3.1.0", "{enum: ['yes', 'no', 'on', 'y', '1_000', '12:30:45']}");
    let theirs = parameter("3.1.0", "{enum: [yes, no, on, y, 1_000, 12:30:45]}");
    has_drift(&compare(&ours, &theirs), 0, "\nno drift\n");
    let property = |key: &str| {
        let schema = format!("{{type: object, properties: {{{key}: {{type: string}}}}}}");
        parameter("3.1.0", &schema)
    };
    for key in ["yes", "null", "200", "1.0", "0x10", "~", "!!str 5"] {
        let quoted = format!("'{}'", key.trim_start_matches("!!str "));
        has_drift(&compare(property(&quoted), property(key)), 0, "\nno drift\n");
    }
    for (value, kind) in [("!!str 5", "'5'"), ("!other a", "a"), ("!!int 5", "5"), ("&a b", "b")] {
        let schema = |value: &str| parameter("3.1.0", &format!("{{const: {value}}}"));
        has_drift(&compare(schema(kind), schema(value)), 0, "\nno drift\n");
    }
}

#[test]
fn anchors_aliases_and_merged_mappings_are_read() {
    let ours = parameter("3.1.0", "{type: string, maxLength: 9, minLength: 2}");
    let theirs = "
openapi: 3.1.0
info: {}
x-text: &text {type: string, maxLength: 5, minLength: 2}
x-limit: &limit {maxLength: 7}
paths:
  /a:
    get:
      parameters:
        - name: n
          in: query
          schema: {<<: [*limit, *text], maxLength: 9}
      responses: &none {}
";
    has_drift(&compare(&ours, theirs), 0, "\nno drift\n");
    // By the specifications, a key is there once.
    let twice = compare(&ours, parameter("3.1.0", "{type: string, type: string}"));
    assert_eq!(twice.status, 3);
    assert!(twice.err.contains("is neither YAML nor JSON: "), "{}", twice.err);
}

#[test]
fn json_is_read_with_what_yaml_lacks() {
    let ours = parameter("3.1.0", "{enum: ['\u{1f600}', 'a/b']}");
    let json = "{\t\"openapi\": \"3.1.0\", \"info\": {},\r\n\t\"paths\": {\"/a\": {\"get\": {\"parameters\": [{\
        \"name\": \"n\", \"in\": \"query\", \"schema\": {\"enum\": [\"\\ud83d\\ude00\", \
        \"a\\/b\"]}}], \"responses\": {}}}}}";
    has_drift(&compare(&ours, json), 0, "\nno drift\n");
}

#[test]
fn references_that_multiply_when_written_out_are_compared_at_once() {
    let document = |kind: &str| {
        let head = parameter("3.1.0", "{$ref: '#/components/schemas/A59'}");
        let schemas = format!("components:\n  schemas:\n    A0: {{type: {kind}}}\n");
        (1..60).fold(head + &schemas, |text, level| {
            let last = format!("{{$ref: '#/components/schemas/A{}'}}", level - 1);
            format!("{text}    A{level}: {{properties: {{l: {last}, r: {last}}}}}\n")
        })
    };
    has_drift(&compare(document("string"), document("string")), 0, "\nno drift\n");
    let said = compare(document("string"), document("integer"));
    has_drift(&said, 2, "schema A0 changed from string to integer");
}

#[test]
fn brackets_that_close_further_left_are_read() {
    // No parser that people use minds, and examples are often pasted like that.
    let document = operation("3.1.0", "{responses: {}}") + "x-a:\n  b: {\n      c: [\n1\n ]\n}\n";
    has_drift(&compare(&document, &document), 0, "\nno drift\n");
}

#[test]
fn a_file_url_is_read() {
    let copy = Copy::new(&operation("3.1.0", "{}"), OVERLAY, "ahead: []\n");
    let file = copy.scratch.file("a b.yaml", copy.text());
    let path = fs::canonicalize(file).expect("it is there").display().to_string();
    let url = format!("file://{}", path.replace('\\', "/").replace(' ', "%20"));
    let said = copy.drift(&url, &[]);
    assert_eq!(said.status, 0, "{}", said.err);
}
