//! The request that a receiver of failure callbacks gets: headers, body and signature.

use crate::support::{Api, Held, Receiver, WORKFLOW};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use http::{Method, StatusCode};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use upstash_workflow_emulator::{CallbackState, FailedRun};

async fn delivered(api: &Api, receiver: &mut Receiver, run: FailedRun) -> (String, Held) {
    let id = api.seed_one(run.failure_callback(&receiver.url, CallbackState::Fail));
    assert_eq!(api.retry(&id).await.status, 200);
    (id, receiver.next().await)
}

#[tokio::test]
async fn the_body_tells_of_the_failed_run_in_the_shape_of_a_failure_callback() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let run = FailedRun::new(WORKFLOW)
        .run_id("wfr_1")
        .created_at(2000)
        .workflow_created_at(1000)
        .caller_ip("203.0.113.7")
        .header("X-Tenant", "acme")
        .body("{\"order\":7}")
        .max_retries(5)
        .response(503, &b"\xff\x00"[..])
        .response_header("Retry-After", "7");
    let (id, held) = delivered(&api, &mut receiver, run).await;
    let message_id = api.message(&id).await["messageId"].clone();
    let expected = json!({
        "status": 503,
        "header": {"Content-Type": ["text/plain; charset=utf-8"], "Retry-After": ["7"]},
        "body": STANDARD.encode(b"\xff\x00"),
        "retried": 5, "maxRetries": 5,
        "sourceMessageId": message_id,
        "url": WORKFLOW, "method": "POST",
        "sourceHeader": {"Content-Type": ["application/json"], "X-Tenant": ["acme"]},
        "sourceBody": STANDARD.encode("{\"order\":7}"),
        "notBefore": 2000, "createdAt": 2000,
        "callerIP": "203.0.113.7",
        "dlqId": id,
        "workflowRunId": "wfr_1", "workflowCreatedAt": 1000, "workflowUrl": WORKFLOW,
    });
    assert_eq!(held.json(), expected);
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn the_headers_name_the_run_and_say_that_it_is_a_failure() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let run = FailedRun::new(WORKFLOW).run_id("wfr_1").label("orders").label("eu");
    let (id, held) = delivered(&api, &mut receiver, run).await;
    assert_eq!((&held.method, held.path.as_str()), (&Method::POST, "/failed?from=test"));
    for (name, value) in [
        ("content-type", "application/json"),
        ("Upstash-Workflow-RunId", "wfr_1"),
        ("Upstash-Workflow-Url", WORKFLOW),
        ("Upstash-Workflow-Failure-Callback", "true"),
        ("Upstash-Workflow-Is-Failure", "true"),
        ("Upstash-Label", "orders,eu"),
        ("Upstash-Retried", "0"),
        ("upstash-region", "eu-central-1"),
    ] {
        assert_eq!(held.header(name), value, "{name}");
    }
    let own = held.header("Upstash-Message-Id");
    assert!(own.starts_with("msg_") && own != api.message(&id).await["messageId"], "{own}");
    assert_eq!(api.run("wfr_1").await["failureFunction"]["messageId"], own);
    assert!(!held.headers.contains_key("authorization"), "the token stays here");
    held.respond(StatusCode::OK);
}

/// The claims of a token that is signed with this key.
fn verified(token: &str, key: &str) -> Option<Value> {
    let validation = Validation::new(Algorithm::HS256);
    let key = DecodingKey::from_secret(key.as_bytes());
    jsonwebtoken::decode::<Value>(token, &key, &validation).ok().map(|token| token.claims)
}

#[tokio::test]
async fn a_user_signs_requests_as_deliveries_are_signed() {
    let api = Api::start().await;
    let url = "https://app.example.com/failed?x=1";
    let signatures = [api.emulator.sign(url, "{}"), api.emulator.sign(url, vec![0xff])];
    assert_eq!(api.post("/v2/keys/rotate").await.status, 200);
    let rotated = api.emulator.sign(url, b"{}");
    let keys = ["sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r", "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs"];
    for (signature, key, body) in [
        (&signatures[0], keys[0], &b"{}"[..]),
        (&signatures[1], keys[0], &[0xff]),
        (&rotated, keys[1], b"{}"),
    ] {
        let claims = verified(signature, key).expect("it is signed with the current key");
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!("Upstash"), &json!(url)));
        assert_eq!(claims["body"], URL_SAFE.encode(Sha256::digest(body)));
    }
    assert!(verified(&rotated, keys[0]).is_none(), "the key before no longer signs");
}

#[tokio::test]
async fn the_signature_fits_the_url_and_the_body() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let (_, held) = delivered(&api, &mut receiver, FailedRun::new(WORKFLOW)).await;
    let key = api.get("/v2/keys").await.json()["current"].as_str().expect("a key").to_owned();
    let claims = verified(held.header("Upstash-Signature"), &key)
        .expect("it is signed with the current key");
    assert_eq!(claims["iss"], "Upstash");
    assert_eq!(claims["sub"], receiver.url);
    assert_eq!(claims["nbf"], 0);
    assert_eq!(claims["body"], URL_SAFE.encode(Sha256::digest(&held.body)));
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a time")
        .as_secs();
    let (issued, expires) =
        (claims["iat"].as_u64().expect("iat"), claims["exp"].as_u64().expect("exp"));
    assert!(issued <= now && now < expires && expires - issued == 300, "{claims}");
    assert!(claims["jti"].as_str().is_some_and(|id| !id.is_empty()));
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn after_a_rotation_the_next_key_signs() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let next = api.emulator.signing_keys().next;
    assert_eq!(api.post("/v2/keys/rotate").await.status, 200);
    let (_, held) = delivered(&api, &mut receiver, FailedRun::new(WORKFLOW)).await;
    let token = held.header("Upstash-Signature");
    assert!(verified(token, &next).is_some());
    assert!(
        verified(token, "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r").is_none(),
        "the key before no longer signs"
    );
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn two_deliveries_have_two_token_ids() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let key = api.emulator.signing_keys().current;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let (_, held) = delivered(&api, &mut receiver, FailedRun::new(WORKFLOW)).await;
        ids.push(
            verified(held.header("Upstash-Signature"), &key).expect("a good signature")["jti"]
                .clone(),
        );
        held.respond(StatusCode::OK);
    }
    assert_ne!(ids[0], ids[1]);
}
