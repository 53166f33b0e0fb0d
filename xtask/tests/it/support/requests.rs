//! Changes of what is asked for.

use serde_json::{Value, json};

use super::{Row, at, key_parameter, list, object};

pub(crate) const DLQ: &str = "/paths/~1v2~1workflows~1dlq/get";
pub(crate) const PIN: &str = "/paths/~1v2~1flowControl~1{flowControlKey}~1pin/post";
pub(crate) const TRIGGER: &str = "/paths/~1v2~1trigger~1{workflowUrl}/post";

pub(crate) const OPERATIONS: &[Row] = &[
    (
        "an operation added",
        |root| {
            let mut new = at(root, DLQ).clone();
            new["operationId"] = json!("listLostRuns");
            object(root, "/paths")["/v2/keys"]["put"] = new;
        },
        "[compatible] PUT /v2/keys was added",
        1,
    ),
    (
        "an operation removed",
        |root| _ = object(root, "/paths").remove("/v2/globalParallelism"),
        "[breaking] GET /v2/globalParallelism was removed",
        2,
    ),
    (
        "an operation moved",
        |root| {
            let paths = object(root, "/paths");
            let moved = paths.remove("/v2/workflows/logs").expect("there are logs");
            paths.insert("/v3/workflows/logs".into(), moved);
        },
        "[breaking] GET /v2/workflows/logs moved to GET /v3/workflows/logs",
        2,
    ),
    (
        "one of several that are alike moved",
        |root| {
            let paths = object(root, "/paths");
            let moved = paths.remove("/v2/flowControl/{flowControlKey}/resetRate");
            let moved = moved.expect("there is a reset");
            paths.insert("/v2/flowControl/{key}/rate/reset".into(), renamed(moved));
        },
        "resetRate moved to POST /v2/flowControl/{key}/rate/reset",
        2,
    ),
    (
        "one of several that are alike removed and another added",
        |root| {
            let paths = object(root, "/paths");
            let mut item = paths.remove("/v2/flowControl/{flowControlKey}/resetRate");
            let item = item.take().expect("there is a reset");
            paths.insert("/v2/flowControl/{key}/drain".into(), renamed(item));
        },
        "[compatible] POST /v2/flowControl/{key}/drain was added",
        2,
    ),
    (
        "an operation deprecated",
        |root| at(root, PIN)["deprecated"] = json!(true),
        "[compatible] POST /v2/flowControl/{flowControlKey}/pin deprecated: it is now",
        1,
    ),
    (
        "an operation's id changed",
        |root| at(root, PIN)["operationId"] = json!("pinIt"),
        "operation id changed from pin_flow_control_configuration to pinIt",
        1,
    ),
    (
        "an operation's tag changed",
        |root| at(root, PIN)["tags"] = json!(["Limits"]),
        "tags changed from [\"Flow Control\"] to [\"Limits\"]",
        1,
    ),
];

pub(crate) const PARAMETERS: &[Row] = &[
    (
        "a query parameter added",
        |root| {
            let new = json!({ "name": "order", "in": "query", "schema": { "type": "string" } });
            list(root, &format!("{DLQ}/parameters")).push(new);
        },
        "[compatible] query parameter order was added",
        1,
    ),
    (
        "a required query parameter added",
        |root| {
            let schema = json!({ "type": "string" });
            let new = json!({ "name": "order", "in": "query", "required": true, "schema": schema });
            list(root, &format!("{DLQ}/parameters")).push(new);
        },
        "[breaking] query parameter order was added",
        2,
    ),
    (
        "a query parameter made required",
        |root| at(root, "/components/parameters/LabelFilter")["required"] = json!(true),
        "[breaking] query parameter label is now required",
        2,
    ),
    (
        "a query parameter retyped",
        |root| {
            let parameters = at(root, &format!("{PIN}/parameters"));
            parameters[1]["schema"]["type"] = json!("number");
        },
        "[breaking] query parameter parallelism changed from integer to number",
        2,
    ),
    (
        "a shared query parameter retyped in one operation",
        |root| {
            let parameters = list(root, &format!("{DLQ}/parameters"));
            let place = parameters
                .iter()
                .position(|it| it["$ref"] == "#/components/parameters/LabelFilter");
            parameters[place.expect("it has labels")] =
                json!({ "name": "label", "in": "query", "schema": { "type": "string" } });
        },
        "[breaking] query parameter label changed from array of string to string",
        2,
    ),
    (
        "a query parameter removed",
        |root| _ = list(root, &format!("{PIN}/parameters")).pop(),
        "[breaking] query parameter period was removed",
        2,
    ),
    (
        "a header parameter renamed",
        |root| {
            let parameters = list(root, &format!("{TRIGGER}/parameters"));
            let header = parameters.iter_mut().find(|it| it["name"] == "Upstash-Delay");
            header.expect("there is a delay")["name"] = json!("Upstash-Wait");
        },
        "[breaking] header parameter Upstash-Delay was removed",
        2,
    ),
    (
        "a limit lowered",
        |root| at(root, &format!("{DLQ}/parameters/1/schema"))["maximum"] = json!(50),
        "[breaking] query parameter count maximum changed from 100 to 50",
        2,
    ),
    (
        "a limit raised",
        |root| at(root, &format!("{DLQ}/parameters/1/schema"))["maximum"] = json!(500),
        "[compatible] query parameter count maximum changed from 100 to 500",
        1,
    ),
    (
        "a default changed",
        |root| {
            let schema = object(root, &format!("{DLQ}/parameters/1/schema"));
            schema.remove("x-default");
            schema.insert("default".into(), json!(20));
        },
        "[breaking] query parameter count default changed from 100 to 20",
        2,
    ),
    (
        "a parameter deprecated",
        |root| at(root, "/components/parameters/LabelFilter")["deprecated"] = json!(true),
        "[compatible] query parameter label deprecated: it is now",
        1,
    ),
    (
        "a list written otherwise",
        |root| at(root, "/components/parameters/LabelFilter")["explode"] = json!(false),
        "[breaking] query parameter label changed from",
        2,
    ),
];

/// The operations of a path whose parameter is called `key`.
fn renamed(mut item: Value) -> Value {
    item["post"]["parameters"] = json!([key_parameter()]);
    item
}
