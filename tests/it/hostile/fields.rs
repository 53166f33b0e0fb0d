//! Every member of every response, as the document has them: left out as `null`, and with a
//! value of another kind.

use futures::{StreamExt as _, stream};
use serde_json::{Map, Value, json};
use upstash_workflow::Client;

use crate::hostile_service::docs;
use crate::hostile_service::responses::whole;
use crate::hostile_service::server::{Hostile, Step};
use crate::hostile_service::targets::OPERATIONS;
use crate::support::TOKEN;
use crate::support::calls::Call;

/// The document, as a tree.
struct Document(Value);

/// A member of a response.
struct Member {
    /// The JSON pointer to it.
    at: String,
    required: bool,
    /// A value of another kind than it has, unless it takes any.
    wrong: Option<Value>,
}

impl Document {
    fn read() -> Self {
        let text = include_str!("../../../openapi/openapi.yaml");
        Self(yaml_serde::from_str(text).expect("the document is YAML"))
    }

    /// The schema of an operation's success.
    fn response(&self, id: &str) -> Option<&Value> {
        let items = self.0["paths"].as_object().expect("paths").values();
        let operations = items.flat_map(|item| item.as_object().expect("operations").values());
        let operation = operations.into_iter().find(|o| o["operationId"] == id);
        let operation = operation.unwrap_or_else(|| panic!("{id} is not in the document"));
        operation["responses"]["2XX"].pointer("/content/application~1json/schema")
    }

    /// Resolves a reference, also one with a description of its own.
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let reference = schema["$ref"].as_str().or(schema["allOf"][0]["$ref"].as_str());
        match reference.and_then(|r| r.strip_prefix("#/components/schemas/")) {
            Some(name) => &self.0["components"]["schemas"][name],
            None => schema,
        }
    }

    /// A value with all members that the schema has; those in it go to `members`.
    fn fill(&self, schema: &Value, at: &str, members: &mut Vec<Member>) -> Value {
        let schema = self.resolve(schema);
        if let Some(properties) = schema["properties"].as_object() {
            let required = |name: &str| {
                let required = schema["required"].as_array();
                required.is_some_and(|all| all.iter().any(|each| each == name))
            };
            let filled = properties.iter().map(|(name, property)| {
                let at = format!("{at}/{name}");
                let value = self.fill(property, &at, members);
                let wrong = wrong_for(&value, self.resolve(property));
                members.push(Member { at, required: required(name), wrong });
                (name.clone(), value)
            });
            return Value::Object(filled.collect::<Map<_, _>>());
        }
        if schema["additionalProperties"].is_object() {
            let at = format!("{at}/name");
            let value = self.fill(&schema["additionalProperties"], &at, members);
            // The values of a header are whatever JSON came.
            let wrong = (*schema != self.0["components"]["schemas"]["Headers"]).then_some(json!(7));
            members.push(Member { at, required: false, wrong });
            return json!({ "name": value });
        }
        match schema["type"].as_str() {
            Some("array") => json!([self.fill(&schema["items"], &format!("{at}/0"), members)]),
            Some("string") => schema["enum"].get(0).cloned().unwrap_or(json!("aGk=")),
            Some("boolean") => json!(true),
            Some("integer") | None => json!(7),
            other => panic!("a schema of type {other:?} at {at}"),
        }
    }
}

fn wrong_for(value: &Value, schema: &Value) -> Option<Value> {
    // What has no type takes any value.
    let _ = schema["type"].as_str()?;
    Some(if value.is_number() { json!("text") } else { json!(7) })
}

/// The outcome for each member of one operation's response.
#[derive(Default)]
struct Counts {
    members: usize,
    null_taken: usize,
    null_refused: usize,
    wrong_refused: usize,
}

/// Whether the call decodes this response. Panics if the error is not the right one.
async fn takes(call: &Call, client: &Client, server: &mut Hostile, body: &Value) -> bool {
    server.heal(whole(body.to_string().as_bytes()));
    let [(_, by_await), (_, by_send)] = call.both(client).await;
    assert_eq!(by_await.is_ok(), by_send.is_ok(), "{} of {body}", call.id);
    match by_await {
        Ok(()) => true,
        Err(error) => {
            assert!(
                error.is_decode() && error.body().is_some(),
                "{} of {body}: {error:?}",
                call.id
            );
            false
        }
    }
}

async fn count(document: &Document, call: &Call, schema: &Value) -> Counts {
    let mut server = Hostile::start([Step::Silence]).await;
    let client = Client::builder().token(TOKEN).base_url(server.url()).build().expect("a client");
    let mut members = Vec::new();
    let full = document.fill(schema, "", &mut members);
    assert!(takes(call, &client, &mut server, &full).await, "{} refuses {full}", call.id);
    let mut counts = Counts { members: members.len(), ..Counts::default() };
    for Member { at, required, wrong } in members {
        let with = |value: Value| {
            let mut body = full.clone();
            *body.pointer_mut(&at).expect("the member is there") = value;
            body
        };
        let taken = takes(call, &client, &mut server, &with(Value::Null)).await;
        assert_eq!(taken, !required, "{}: null for {at}", call.id);
        *(if taken { &mut counts.null_taken } else { &mut counts.null_refused }) += 1;
        if let Some(wrong) = wrong {
            let taken = takes(call, &client, &mut server, &with(wrong)).await;
            assert!(!taken, "{}: another kind of value for {at}", call.id);
            counts.wrong_refused += 1;
        }
    }
    counts
}

#[tokio::test]
async fn null_stands_for_a_member_left_out_and_a_wrong_type_is_an_error() {
    let document = Document::read();
    let rows: Vec<_> = stream::iter(&OPERATIONS)
        .filter_map(async |call| Some((call, document.response(call.id)?)))
        .map(async |(call, schema)| (call.id, count(&document, call, schema).await))
        .buffered(8)
        .collect()
        .await;
    assert_eq!(rows.len(), OPERATIONS.iter().filter(|call| call.has_body).count());
    let mut table = String::from(
        "| operation | members | `null` is as if left out | `null` is an error | \
         another type is an error |\n|---|---|---|---|---|\n",
    );
    for (id, Counts { members, null_taken, null_refused, wrong_refused }) in rows {
        let cells = format!("{members} | {null_taken} | {null_refused} | {wrong_refused}");
        table += &format!("| `{id}` | {cells} |\n");
    }
    docs::agrees("members", &table);
}
