//! The rules for `openapi/openapi.yaml`, and for each rule that it finds what breaks it.

mod rules;
mod wording;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use self::rules::Rule;
use serde_json::Value;

fn parse(yaml: &str) -> Value {
    yaml_serde::from_str(yaml).unwrap_or_else(|why| panic!("{why} in {yaml}"))
}

fn ours() -> Value {
    parse(include_str!("../../../openapi/openapi.yaml"))
}

/// A document that breaks no rule.
const GOOD: &str = "
openapi: 3.0.3
servers: [{url: 'https://{region}', variables: {region: {default: eu}}}]
security: [{bearer: []}]
paths:
  /things/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    post:
      operationId: change_thing
      description: Changes the thing of this id, which has to be there before.
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
      responses:
        2XX: {description: Changed, content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}
        4XX: {description: Refused}
        5XX: {description: Failed}
    get:
      operationId: get_thing
      responses: {2XX: {description: Here}, 302: {description: There}, 4XX: {description: No}, 5XX: {description: Failed}}
components:
  securitySchemes:
    bearer: {type: http, scheme: bearer}
  parameters:
    Id: {name: id, in: path, description: Sets the id., required: true, schema: {type: string}}
  schemas:
    Thing:
      type: object
      properties:
        default: {type: string}
        parts: {type: array, items: {$ref: '#/components/schemas/Thing'}}
    Answer: {type: object, properties: {size: {type: integer, default: 3}}}
    Spare: {type: object, x-unused: kept for old programs}
";

/// Each rule with what breaks it: the text to replace in [`GOOD`], the new one, and the message.
const RULES: [(Rule, &[[&str; 3]]); 9] = [
    (
        rules::every_operation_has_an_id_of_its_own,
        &[
            ["get_thing", "getThing", "GET /things/{id}: getThing is not in snake case"],
            [
                "get_thing",
                "change_thing",
                "change_thing is the id of GET /things/{id} and POST /things/{id}",
            ],
            ["operationId: get_thing", "x-id: get_thing", "GET /things/{id}: no operationId"],
        ],
    ),
    (
        rules::path_and_parameters_name_each_other,
        &[
            ["/things/{id}:", "/things:", "POST /things: parameter id is not in the path"],
            ["/things/{id}:", "/{kind}/{id}:", "GET /{kind}/{id}: {kind} is no path parameter"],
            ["in: path", "in: query", "POST /things/{id}: {id} is no path parameter"],
        ],
    ),
    (
        rules::every_component_is_used,
        &[
            ["schemas/Answer'", "schemas/Thing'", "#/components/schemas/Answer is not used"],
            [
                "  schemas:\n",
                "  schemas:\n    A: {items: {$ref: '#/components/schemas/B'}}\n    B: {items: {$ref: '#/components/schemas/A'}}\n",
                "#/components/schemas/B is not used",
            ],
            ["[{bearer: []}]", "[]", "#/components/securitySchemes/bearer is not used"],
            [
                "    Answer: {",
                "    Answer: {x-unused: nobody asks, ",
                "#/components/schemas/Answer is used, in spite of its x-unused",
            ],
        ],
    ),
    (
        rules::every_reference_leads_somewhere,
        &[["    Answer:", "    Reply:", "#/components/schemas/Answer leads nowhere"]],
    ),
    (
        rules::every_operation_says_how_it_succeeds_and_fails,
        &[
            ["2XX: {description: Here}, ", "", "GET /things/{id}: no 2XX"],
            ["        4XX: {description: Refused}\n", "", "POST /things/{id}: no 4XX"],
            [
                "5XX: {description: Failed}}",
                "500: {description: Failed}}",
                "GET /things/{id}: no 5XX",
            ],
        ],
    ),
    (
        rules::no_request_field_has_a_default,
        &[
            [
                "required: true, schema: {type: string}",
                "required: true, schema: {type: string, default: a}",
                "GET /things/{id}: id has a default",
            ],
            [
                "default: {type: string}",
                "size: {type: integer, default: 3}",
                "POST /things/{id}: body: application/json: size has a default",
            ],
            [
                "default: {type: string}",
                "size: {allOf: [{type: integer, default: 3}]}",
                "POST /things/{id}: body: application/json: size has a default",
            ],
        ],
    ),
    (
        rules::every_list_parameter_is_a_component,
        &[[
            "required: true, schema: {type: string}",
            "required: true, schema: {type: array, items: {type: string}}",
            "GET /things/{id}: id is not an array component",
        ]],
    ),
    (
        rules::every_parameter_is_described_with_a_verb_first,
        &[["Sets the id.", "The id.", "parameter id is described as \"The\" …"]],
    ),
    (
        rules::nothing_is_left_to_be_described,
        &[[
            "Refused",
            "TODO(describe)",
            "/paths/~1things~1{id}/post/responses/4XX/description: TODO(describe)",
        ]],
    ),
];

#[test]
fn the_document_breaks_no_rule() {
    let document = ours();
    let broken: Vec<_> = RULES.iter().flat_map(|(rule, _)| rule(&document)).collect();
    assert!(broken.is_empty(), "openapi/openapi.yaml:\n{}", broken.join("\n"));
}

#[test]
fn each_rule_names_what_breaks_it_and_nothing_else() {
    let good = parse(GOOD);
    for (rule, bad) in RULES {
        assert_eq!(rule(&good), [""; 0]);
        for [from, to, said] in bad {
            assert!(GOOD.contains(from), "{from:?} is not there");
            let broken = rule(&parse(&GOOD.replacen(from, to, 1)));
            assert!(broken.iter().any(|line| line == said), "not {said:?} but {broken:?}");
        }
    }
}

/// Upstream's document, where there is a copy beside the clone.
fn upstream() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/upstream");
    let files = fs::read_dir(directory).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|e| e == "yaml")).collect();
    files.sort();
    files
}

#[test]
fn the_document_says_nothing_in_the_words_of_upstream() {
    let files = upstream();
    if files.is_empty() {
        // Directly, since the harness shows the output of failed tests only.
        let line = "skipped: our words against upstream's, as ../shared/upstream is not there";
        writeln!(std::io::stderr(), "{line}").expect("standard error");
        return;
    }
    let document = ours();
    for file in files {
        let theirs = parse(&fs::read_to_string(&file).expect("upstream's document"));
        let shared = wording::shared(&document, &theirs);
        assert!(shared.is_empty(), "also in {}:\n{}", file.display(), shared.join("\n"));
    }
}

#[test]
fn eight_words_in_a_row_are_found_in_any_text() {
    let said = |text: &str| {
        let text = text.replace('\n', " ");
        parse(&format!("{{paths: {{/a: {{get: {{description: \"{text}\"}}}}}}}}"))
    };
    let theirs = said("First. Changes the thing of this id, which has to go. Last.");
    for ours in [
        "Changes the thing of this id, which has a name.",
        "It CHANGES\nthe `thing` of this id: which has",
    ] {
        assert_eq!(
            wording::shared(&said(ours), &theirs),
            ["/paths/~1a/get/description: changes the thing of this id which has"]
        );
    }
    for ours in ["Changes the thing of this id, that has to go.", "of this id, which has to go", ""]
    {
        assert_eq!(wording::shared(&said(ours), &theirs), [""; 0]);
    }
    // Names and values are facts, however long they are.
    let facts = parse("{enum: [Changes the thing of this id which has to go]}");
    assert_eq!(wording::shared(&facts, &theirs), [""; 0]);
}
