//! Additions of a form that our document does not have yet.

use serde_json::{Value, json};

use super::{
    Row, at, key_parameter, list, object,
    requests::{DLQ, PIN},
};

pub(crate) const NOVELTIES: &[Row] = &[
    (
        "a response for all other statuses",
        |root| {
            let error = json!({ "$ref": "#/components/schemas/ErrorBody" });
            at(root, &format!("{DLQ}/responses"))["default"] = json!({ "description": "", "content": { "application/json": { "schema": error } } });
        },
        "[compatible] response default was added",
        1,
    ),
    (
        "no success any more",
        |root| _ = object(root, &format!("{DLQ}/responses")).remove("2XX"),
        "[breaking] response 2XX was removed",
        2,
    ),
    (
        "a first body of a response",
        |root| {
            let schema =
                json!({ "type": "object", "properties": { "pinned": { "type": "boolean" } } });
            at(root, &format!("{PIN}/responses/2XX"))["content"] =
                json!({ "application/json": { "schema": schema } });
        },
        "[compatible] response 2XX body was added",
        1,
    ),
    (
        "values that are not listed any more",
        |root| _ = object(root, "/components/schemas/RunState").remove("enum"),
        "[breaking] schema RunState enum changed",
        2,
    ),
    (
        "values that are listed for the first time",
        |root| {
            at(root, "/components/schemas/StepInfo/properties/stepName")["enum"] =
                json!(["a", "b"]);
        },
        "[breaking] schema StepInfo.stepName enum changed",
        2,
    ),
    (
        "a field that is always there from now on",
        |root| at(root, "/components/schemas/StepInfo")["required"] = json!(["stepId"]),
        "[compatible] schema StepInfo.stepId is now required",
        1,
    ),
    (
        "a text with limits in a response",
        |root| {
            let text = at(root, "/components/schemas/StepInfo/properties/stepName");
            (text["maxLength"], text["minLength"], text["pattern"]) =
                (json!(9), json!(1), json!("^[a-z]+$"));
        },
        "[compatible] schema StepInfo.stepName maxLength changed",
        1,
    ),
    (
        "fields of any name whose values are something new",
        |root| {
            at(root, "/components/schemas")["Extra"] =
                json!({ "type": "object", "properties": { "a": { "type": "integer" } } });
            at(root, "/components/schemas/StepInfo")["additionalProperties"] =
                json!({ "$ref": "#/components/schemas/Extra" });
        },
        "[breaking] schema StepInfo additionalProperties changed",
        2,
    ),
    (
        "a security scheme that nothing asks for",
        |root| {
            at(root, "/components/securitySchemes")["basic"] =
                json!({ "type": "http", "scheme": "basic" });
        },
        "[compatible] security scheme basic was added",
        1,
    ),
    (
        "a security scheme that is another way in",
        |root| {
            at(root, "/components/securitySchemes")["basic"] =
                json!({ "type": "http", "scheme": "basic" });
            list(root, "/security").push(json!({ "basic": [] }));
        },
        "[compatible] security scheme basic was added",
        1,
    ),
    (
        "an operation with texts of all forms",
        |root| {
            let texts = |formats: &[&str]| -> Value {
                let texts = formats.iter().map(|format| {
                    (format.to_string(), json!({ "type": "string", "format": format }))
                });
                texts.collect()
            };
            let fields = texts(&["date", "date-time", "uuid", "ipv4", "uri", "email", "byte"]);
            let id = json!({ "name": "id", "in": "path", "required": true,
                "schema": { "type": "string", "format": "uuid" } });
            let day = json!({ "name": "day", "in": "query",
                "schema": { "type": "string", "format": "date", "pattern": "^2" } });
            let schema = json!({ "type": "object", "properties": fields });
            let content = json!({ "application/json": { "schema": schema } });
            at(root, "/paths")["/v2/texts/{id}"] = json!({ "post": {
                "parameters": [id, day],
                "requestBody": { "required": true, "content": content },
                "responses": responses(json!({ "200": { "description": "", "content": content } })),
            } });
        },
        "[compatible] POST /v2/texts/{id} was added",
        1,
    ),
    (
        "an operation with values of all shapes",
        |root| {
            let error = json!({ "$ref": "#/components/schemas/ErrorBody" });
            let waiter = json!({ "$ref": "#/components/schemas/Waiter" });
            at(root, "/components/schemas")["Shape"] = json!({
                "type": "object",
                "required": ["one"],
                "additionalProperties": false,
                "properties": {
                    "one": { "oneOf": [error, waiter] },
                    "any": { "anyOf": [error, { "type": "string" }] },
                    "all": { "allOf": [error, waiter] },
                    "mixed": { "type": ["string", "integer", "null"] },
                    "fixed": { "const": "fixed" },
                    "numbers": { "type": "integer", "enum": [1, 2] },
                    "pair": { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
                    "set": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
                    "list": { "type": "array", "items": { "type": "string", "enum": ["a", "b"] } },
                    "anything": {},
                    "named": { "type": "object", "additionalProperties": waiter },
                    "type": { "type": "string", "nullable": true, "enum": ["x", "y"] },
                    "self": { "type": "boolean", "default": true },
                    "ratio": { "type": "number", "minimum": 0.5, "exclusiveMaximum": 7, "default": 1 },
                },
            });
            let content = json!({ "application/json":
                { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Shape" } } } });
            let operation = new_operation(root);
            operation["responses"]["200"]["content"] = content.clone();
            operation["requestBody"] = json!({ "required": true, "content": content });
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a default response alone",
        |root| {
            let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
            let content = json!({ "application/json": { "schema": schema } });
            new_operation(root)["responses"] =
                responses(json!({ "default": { "description": "", "content": content } }));
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a default response that is an error",
        |root| {
            let empty = json!({ "description": "" });
            new_operation(root)["responses"] = responses(json!({ "200": empty, "default": empty }));
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation without a response for success",
        |root| {
            new_operation(root)["responses"] = json!({ "400": { "description": "" } });
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation of a path whose parameter has another name here",
        |root| {
            let paths = object(root, "/paths");
            let mut item = paths.remove("/v2/flowControl/{flowControlKey}/pin").expect("a path");
            item["post"]["parameters"][0] = key_parameter();
            item["get"] = item["post"].clone();
            item["get"]["operationId"] = json!("getPin");
            paths.insert("/v2/flowControl/{key}/pin".into(), item);
        },
        "[compatible] GET /v2/flowControl/{key}/pin was added",
        1,
    ),
    (
        "an operation with an id that is taken",
        |root| new_operation(root)["operationId"] = json!("getSigningKeys"),
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a body in JSON that may be left out",
        |root| {
            let schema = json!({ "schema": { "type": "object" } });
            new_operation(root)["requestBody"] =
                json!({ "content": { "application/json": schema } });
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with several media types",
        |root| {
            let schema = json!({ "schema": { "type": "string" } });
            new_operation(root)["requestBody"] =
                json!({ "content": { "application/json": schema, "text/plain": schema } });
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a body that the generator does not know",
        |root| {
            let schema = json!({ "schema": { "type": "string" } });
            new_operation(root)["requestBody"] =
                json!({ "content": { "application/xml": schema } });
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a header that stands for many",
        |root| {
            let header = json!({ "name": "Upstash-Forward-*", "in": "header", "schema": {} });
            parameter(root, header);
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a cookie",
        |root| {
            let cookie = json!({ "name": "a", "in": "cookie", "schema": {} });
            parameter(root, cookie);
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
    (
        "an operation with a parameter in JSON",
        |root| {
            let content = json!({ "application/json": { "schema": {} } });
            parameter(root, json!({ "name": "a", "in": "query", "content": content }));
        },
        "[compatible] POST /v2/new was added",
        1,
    ),
];

fn new_operation(root: &mut Value) -> &mut Value {
    let responses = responses(json!({ "200": { "description": "" } }));
    let new = json!({ "parameters": [], "responses": responses });
    at(root, "/paths")["/v2/new"] = json!({ "post": new });
    at(root, "/paths/~1v2~1new/post")
}

fn parameter(root: &mut Value, parameter: Value) {
    new_operation(root);
    list(root, "/paths/~1v2~1new/post/parameters").push(parameter);
}

/// With the errors that the overlay gives to every operation.
fn responses(mut successes: Value) -> Value {
    for range in ["4XX", "5XX"] {
        successes[range] = json!({ "description": "" });
    }
    successes
}
