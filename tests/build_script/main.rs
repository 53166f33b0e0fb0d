//! What `build.rs` generates from a document, the errors for one that it cannot take, and that it
//! touches nothing else. Apart from `it`, since it replaces the panic hook of its process, and is
//! run again under strace.

#[path = "../../build.rs"]
mod build_script;

#[path = "../../src/property.rs"]
mod property;

mod any_names;
#[cfg(unix)]
mod compiled;
// Windows does not start a program without any environment.
#[cfg(unix)]
mod footprint;
mod generator;
mod golden;
mod names;
mod scopes;
mod taken_names;

use std::sync::{Mutex, MutexGuard, PoisonError};

use build_script::generate;

const DOCUMENT: &str = include_str!("../../openapi/openapi.yaml");

/// The document with one text replaced. Panics if the text is missing.
fn with(from: &str, to: &str) -> String {
    assert!(DOCUMENT.contains(from), "the document has no {from:?}");
    DOCUMENT.replacen(from, to, 1)
}

/// A document with one more path and one more component.
fn with_operation(path: &str, component: &str) -> String {
    let document = DOCUMENT.replacen("\npaths:\n", &format!("\npaths:\n{path}"), 1);
    document.replacen("\n  schemas:\n", &format!("\n  schemas:\n{component}"), 1)
}

/// The build script silences panics while the generator runs, for the whole process: one
/// test at a time, or the text of another's failure would be lost.
fn alone() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(PoisonError::into_inner)
}

const SIMPLE: &str = "  /v2/simple/{id}:
    post:
      operationId: do_simple_thing
      tags: [Runs]
      summary: Do a simple thing
      parameters:
        - {name: id, in: path, required: true, description: The id., schema: {type: string}}
        - {name: label, in: query, description: Labels., schema: {$ref: '#/components/schemas/StringList'}}
      responses:
        2XX: {description: Done, content: {application/json: {schema: {type: object}}}}
        4XX: {description: Refused}
        5XX: {description: Failed}
";

#[test]
fn the_document_generates_the_client() {
    let _alone = alone();
    let code = generate(DOCUMENT).expect("code");
    assert_eq!(code, include_str!(concat!(env!("OUT_DIR"), "/client.rs")));
}

#[test]
fn an_operation_is_added_by_the_document_alone() {
    let _alone = alone();
    let code = generate(&with_operation(SIMPLE, "")).expect("code");
    for part in [
        "pub fn do_simple_thing(&self) -> builder::DoSimpleThing<'_>",
        "IntoFuture for DoSimpleThing<'a>",
        r#"request.path("id", self.id);"#,
        r#"request.filter("label", "label", self.label);"#,
        "request.selected(self.all);",
        "pub(crate) static DO_SIMPLE_THING: Operation",
    ] {
        let same = |text: &str| text.replace(char::is_whitespace, "");
        assert!(same(&code).contains(&same(part)), "no {part}");
    }
}

const PARCEL: &str = "    Parcel:
      type: object
      required: [innerText, innerTextBase64]
      properties:
        innerText: {type: string}
        innerTextBase64: {type: string}
        note: {type: string}
        noteBase64: {type: string}
        seal: {type: string, format: byte}
        plain: {type: string}
";

#[test]
fn a_body_that_may_be_in_base64_is_read_by_the_document_alone() {
    let _alone = alone();
    let code = generate(&with_operation("", PARCEL)).expect("code");
    let same = |text: &str| text.replace(char::is_whitespace, "").replace(",)", ")");
    let code = same(&code);
    let readers = code.split("implParcel{").find(|part| part.contains("inner_text_bytes"));
    let readers = readers.expect("an impl with readers");
    for part in [
        r#"read("innerTextBase64", Some(&*self.inner_text), Some(&*self.inner_text_base64))"#,
        "pub fn note_bytes(",
        r#"read("noteBase64", self.note.as_deref(), self.note_base64.as_deref())"#,
        "pub fn seal_bytes(",
        r#"read("seal", None, self.seal.as_deref())"#,
    ] {
        assert!(readers.contains(&same(part)), "no {part}");
    }
    assert!(!code.contains("plain_bytes") && !code.contains("base64_bytes"));
}

#[test]
fn a_body_of_any_media_type_is_bytes_with_a_setter_for_its_type() {
    let _alone = alone();
    let body = "      requestBody: {content: {'*/*': {schema: {}}}}\n      responses:";
    let simple = SIMPLE.replacen("      responses:", body, 1);
    let code = generate(&with_operation(&simple, "")).expect("code");
    let builder = code.split("pub struct DoSimpleThing<'a>").nth(1).expect("a builder");
    let builder = builder.split("\n    }\n").next().expect("its fields");
    for part in ["body: Result<reqwest::Body, String>", "content_type: Result<"] {
        assert!(builder.contains(part), "no {part} in {builder}");
    }
    // Unless it is set, the type is that of bytes.
    let send = code.split("impl<'a> DoSimpleThing<'a>").nth(1).expect("its methods");
    let send = send.split("\n    impl").next().expect("its methods");
    assert!(send.contains("application/octet-stream"));
}

const LOOSE: &str = "    Loose:
      type: object
      properties:
        anyJson: {x-read-as: {type: string}}
        count: {description: How many., anyOf: [{type: integer}, {type: string}], x-read-as: {type: integer}}
        time: {anyOf: [{type: integer}, {type: string}], x-read-as: {$ref: '#/components/schemas/UnixMillis'}}
";

#[test]
fn a_field_is_decoded_as_the_document_says() {
    let _alone = alone();
    let code = generate(&with_operation("", LOOSE)).expect("code");
    let fields = code.split("pub struct Loose {").nth(1).expect("a struct");
    let fields = fields.split("\n    }\n").next().expect("its fields");
    for part in [
        "read_as::text\")]\n        pub any_json: ::std::option::Option<::std::string::String>",
        "///How many.",
        "read_as::number\")]\n        pub count: ::std::option::Option<i64>",
        "pub time: ::std::option::Option<crate::UnixMillis>",
    ] {
        assert!(fields.contains(part), "no {part} in {fields}");
    }
    // A component that does not become a struct has no field to be read.
    let list = LOOSE.replacen(
        "      type: object\n",
        "      type: array\n      items: {type: string}\n",
        1,
    );
    let why = generate(&with_operation("", &list)).expect_err("no struct");
    assert!(why.starts_with("components.schemas.Loose: anyJson: x-read-as: "), "{why}");
}

#[test]
fn what_the_generator_cannot_take_is_named_with_its_place() {
    let _alone = alone();
    let simple = |from: &str, to: &str| {
        assert!(SIMPLE.contains(from), "{from:?} is not there");
        with_operation(&SIMPLE.replacen(from, to, 1), "")
    };
    let three_media_types = "      requestBody:
        content:
          application/json: {schema: {}}
          text/plain: {schema: {}}
          application/octet-stream: {schema: {}}
      responses:";
    for (document, parts) in [
        (String::new(), &["openapi", "not given"][..]),
        ("a: [b".into(), &["is not YAML", "line 1"]),
        (with("openapi: 3.0.3", "openapi: 3.1.0"), &["openapi", "3.1.0", "3.0.x"]),
        (with("    UnixMillis:\n", "    UnixMilli:\n"), &["UnixMillis"]),
        (
            simple("      operationId: do_simple_thing\n", ""),
            &["POST /v2/simple/{id}", "operationId is missing"],
        ),
        (
            simple("do_simple_thing", "doSimpleThing"),
            &["POST /v2/simple/{id}", "doSimpleThing is not in snake case"],
        ),
        (
            simple("do_simple_thing\n", "do_simple_thing\n      x-helpers: trigger\n"),
            &["POST /v2/simple/{id}", "x-helpers", "expected a sequence"],
        ),
        (
            simple("do_simple_thing", "get_signing_keys"),
            &["POST /v2/simple/{id}", "get_signing_keys", "twice"],
        ),
        (simple("/{id}:", ":"), &["POST /v2/simple", "id is not in the path"]),
        (
            simple(
                "        - {name: id, in: path, required: true, description: The id., schema: {type: string}}\n",
                "",
            ),
            &["POST /v2/simple/{id}", "id"],
        ),
        (
            simple("name: label, in: query", "name: 'Upstash-Forward-*', in: header"),
            &["POST /v2/simple/{id}", "Upstash-Forward-*"],
        ),
        (
            simple("schemas/StringList", "schemas/Nothing"),
            &["POST /v2/simple/{id}", "#/components/schemas/Nothing leads nowhere"],
        ),
        (
            simple("        4XX: {description: Refused}", "        default: {description: Any}"),
            &["POST /v2/simple/{id}", "default"],
        ),
        (
            simple("        4XX:", "        201: {description: Made}\n        4XX:"),
            &["POST /v2/simple/{id}", "2 different successes"],
        ),
        (
            simple("        2XX:", "        1XX:"),
            &["POST /v2/simple/{id}", "0 different successes"],
        ),
        (simple("      responses:", three_media_types), &["POST /v2/simple/{id}", "3 media types"]),
        (
            simple(
                "      responses:",
                "      requestBody: {content: {application/xml: {schema: {}}}}\n      responses:",
            ),
            &["POST /v2/simple/{id}"],
        ),
        (simple("name: label, in: query", "name: label, in: cookie"), &["POST /v2/simple/{id}"]),
        (
            with_operation(
                "",
                "    Broken: {properties: {a: {$ref: '#/components/schemas/Nothing'}}}\n",
            ),
            &["components"],
        ),
    ] {
        // A panic would fail the test by itself.
        let why = generate(&document).err();
        let why = why.unwrap_or_else(|| panic!("a document was taken in spite of {parts:?}"));
        for part in parts {
            assert!(why.contains(part), "no {part:?} in: {why}");
        }
    }
}
