//! Changes of bodies and responses, of servers and of security.

use serde_json::json;

use super::{
    Row, at, list, object,
    requests::{DLQ, PIN},
};

pub(crate) const BODIES_AND_RESPONSES: &[Row] = &[
    (
        "a body made required",
        |root| at(root, "/components/requestBodies/RawBody")["required"] = json!(true),
        "[breaking] body is now required",
        2,
    ),
    (
        "a body in JSON made optional",
        |root| at(root, "/paths/~1v2~1batch~1trigger/post/requestBody")["required"] = json!(false),
        "[compatible] body is no longer required",
        1,
    ),
    (
        "a body with a field that is required",
        |root| {
            let schema = at(root, "/components/schemas/BatchTriggerRequest");
            schema["properties"]["region"] = json!({ "type": "string" });
            schema["required"] = json!(["destination", "region"]);
        },
        "[breaking] schema BatchTriggerRequest.region was added",
        2,
    ),
    (
        "a media type removed",
        |root| {
            let content = object(root, "/components/requestBodies/RawBody/content");
            let body = content.remove("*/*").expect("there is one");
            content.insert("text/plain".into(), body);
        },
        "[breaking] body */* was removed",
        2,
    ),
    (
        "a status added",
        |root| {
            let responses = at(root, &format!("{DLQ}/responses"));
            responses["409"] = responses["4XX"].clone();
        },
        "[compatible] response 409 was added",
        1,
    ),
    (
        "a redirect added",
        |root| at(root, &format!("{DLQ}/responses"))["307"] = json!({ "description": "" }),
        "[breaking] response 307 was added",
        2,
    ),
    (
        "the body of a response removed",
        |root| at(root, &format!("{DLQ}/responses"))["2XX"] = json!({ "description": "" }),
        "[breaking] response 2XX application/json was removed",
        2,
    ),
    (
        "a response field added",
        |root| {
            at(root, "/components/schemas/StepInfo/properties")["why"] =
                json!({ "type": "string" });
        },
        "[compatible] schema StepInfo.why was added",
        1,
    ),
    (
        "a response field removed",
        |root| {
            _ = object(root, "/components/schemas/WorkflowDLQMessage/properties").remove("method");
        },
        "[breaking] schema WorkflowDLQMessage.method was removed",
        2,
    ),
    (
        "a response field retyped",
        |root| {
            at(root, "/components/schemas/WorkflowDLQMessage/properties")["dlqId"] =
                json!({ "type": "integer" });
        },
        "[breaking] schema WorkflowDLQMessage.dlqId changed from string to integer",
        2,
    ),
    (
        "a time that several schemas share retyped in one of them",
        |root| {
            at(root, "/components/schemas/RunReference/properties")["workflowCreatedAt"] =
                json!({ "type": "string", "format": "date-time" });
        },
        "[breaking] schema RunReference.workflowCreatedAt changed from integer (int64) to string",
        2,
    ),
    (
        "a field that may be null",
        |root| {
            at(root, "/components/schemas/RunReference/properties/workflowRunId")["nullable"] =
                json!(true);
        },
        "[breaking] schema RunReference.workflowRunId may now be null",
        2,
    ),
    (
        "a field that may be missing",
        |root| _ = object(root, "/components/schemas/RunReference").remove("required"),
        "[breaking] schema RunReference.workflowRunId is no longer required",
        2,
    ),
    (
        "an enum value added",
        |root| list(root, "/components/schemas/RunState/enum").push(json!("RUN_PAUSED")),
        "[compatible] schema RunState = RUN_PAUSED was added",
        1,
    ),
    (
        "an enum value removed",
        |root| _ = list(root, "/components/schemas/RunState/enum").pop(),
        "[breaking] schema RunState = RUN_CANCELED was removed",
        2,
    ),
    (
        "a value added to one place of a shared enumeration",
        |root| {
            let values = ["parallel", "sequential", "next", "loop"];
            at(root, "/components/schemas/GroupedSteps/properties")["type"] =
                json!({ "type": "string", "enum": values });
        },
        "[compatible] schema GroupedSteps.type = loop was added",
        1,
    ),
    (
        "one place of a shared map retyped",
        |root| {
            at(root, "/components/schemas/Waiter/properties")["headers"] =
                json!({ "type": "object", "additionalProperties": { "type": "string" } });
        },
        "[breaking] schema Waiter.headers.* changed from array of string to string",
        2,
    ),
    (
        "a field added to one of the responses that are alike",
        |root| {
            let mut alike = at(root, "/components/schemas/RunReference").clone();
            alike["properties"]["restarted"] = json!({ "type": "boolean" });
            let operation = "/paths/~1v2~1workflows~1dlq~1restart~1{dlqId}/post";
            let content = format!("{operation}/responses/2XX/content/application~1json");
            at(root, &content)["schema"] = alike;
        },
        "[compatible] response 2XX.restarted was added",
        1,
    ),
    (
        "a field added to a body that is written out",
        |root| {
            let mut request = at(root, "/components/schemas/BatchTriggerRequest").clone();
            request["properties"]["queue"] = json!({ "type": "string" });
            let body = "/paths/~1v2~1batch~1trigger/post/requestBody/content/application~1json";
            at(root, &format!("{body}/schema"))["items"] = request;
        },
        "[compatible] body[].queue was added",
        1,
    ),
    (
        "one place of a shared time that may be null",
        |root| {
            at(root, "/components/schemas/StepInfo/properties")["createdAt"] =
                json!({ "type": "integer", "format": "int64", "nullable": true });
        },
        "[breaking] schema StepInfo.createdAt may now be null",
        2,
    ),
    (
        "a field that all errors have",
        |root| {
            at(root, "/components/schemas/ErrorBody/properties")["code"] =
                json!({ "type": "string" });
        },
        "[compatible] schema ErrorBody.code was added",
        1,
    ),
    (
        "an error without a body",
        |root| {
            let responses = at(root, &format!("{DLQ}/responses"));
            responses["409"] = json!({ "description": "" });
        },
        "[compatible] response 409 was added",
        1,
    ),
    (
        "a schema that no operation reaches",
        |root| {
            _ = object(root, "/components/schemas/WorkflowEvent/properties").remove("time");
        },
        "[breaking] schema WorkflowEvent.time was removed",
        2,
    ),
];

pub(crate) const SERVERS_AND_SECURITY: &[Row] = &[
    (
        "a server removed",
        |root| _ = list(root, "/servers").remove(0),
        "[breaking] server https://qstash-{region}.upstash.io was removed",
        2,
    ),
    (
        "a server added",
        |root| list(root, "/servers").push(json!({ "url": "https://example.com" })),
        "[compatible] server https://example.com was added",
        1,
    ),
    (
        "a server of one operation",
        |root| at(root, PIN)["servers"] = json!([{ "url": "https://eu.example.com" }]),
        "[compatible] server https://eu.example.com was added",
        2,
    ),
    (
        "a server of one path",
        |root| {
            let servers = at(root, "/servers").clone();
            at(root, "/paths/~1v2~1keys")["servers"] = servers;
            at(root, "/paths/~1v2~1keys/servers/0/variables/region")["default"] = json!("x");
        },
        "server https://qstash-{region}.upstash.io, variable region changed from",
        2,
    ),
    (
        "a region removed",
        |root| _ = list(root, "/servers/0/variables/region/enum").pop(),
        "variable region = eu-central-1 was removed",
        2,
    ),
    (
        "a region added",
        |root| list(root, "/servers/0/variables/region/enum").push(json!("ap-south-1")),
        "variable region = ap-south-1 was added",
        1,
    ),
    (
        "another region if none is named",
        |root| at(root, "/servers/0/variables/region")["default"] = json!("us-east-1"),
        "variable region changed from eu-central-1 to us-east-1",
        2,
    ),
    (
        "another region of a server whose URL ends with a slash",
        |root| {
            let server = at(root, "/servers/0");
            server["url"] = json!(format!("{}/", server["url"].as_str().expect("a URL")));
            server["variables"]["region"]["default"] = json!("us-east-1");
        },
        "variable region changed from eu-central-1 to us-east-1",
        2,
    ),
    (
        "a security scheme removed",
        |root| _ = object(root, "/components/securitySchemes").remove("bearerAuthQuery"),
        "[breaking] security scheme bearerAuthQuery was removed",
        2,
    ),
    (
        "a token that is sent under another name",
        |root| {
            at(root, "/components/securitySchemes/bearerAuthQuery")["name"] = json!("token");
        },
        "[breaking] security scheme bearerAuthQuery changed",
        2,
    ),
    ("a way in less", |root| _ = list(root, "/security").pop(), "[breaking] security changed", 2),
    (
        "an operation with security of its own",
        |root| at(root, PIN)["security"] = json!([{ "bearerAuth": [] }]),
        "[breaking] security changed",
        2,
    ),
    (
        "an operation that asks for no token",
        |root| at(root, PIN)["security"] = json!([]),
        "[compatible] security changed",
        1,
    ),
];
