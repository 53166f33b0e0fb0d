//! Rate limits, read-only tokens, tokens of another region, and page sizes.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::support::{Api, ApiResponse, WORKFLOW, send};
use http::Method;
use upstash_workflow_emulator::{Emulator, EmulatorBuilder, FailedRun, RateLimit};

const HOUR: Duration = Duration::from_secs(3600);

async fn api(builder: EmulatorBuilder) -> Api {
    Api::over(builder.start().await.expect("an emulator"))
}

fn number(response: &ApiResponse, name: &str) -> u64 {
    let value = response.headers.get(name).unwrap_or_else(|| panic!("no {name} in {response:?}"));
    value.to_str().ok().and_then(|text| text.parse().ok()).expect("a number")
}

fn unix_now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a time").as_secs()
}

#[tokio::test]
async fn the_request_after_the_limit_is_429_with_the_headers_of_its_kind_and_does_not_act() {
    for (limit, prefix) in
        [(RateLimit::daily(2), "ratelimit"), (RateLimit::burst(2).window(HOUR), "burst-ratelimit")]
    {
        let api = api(Emulator::builder().rate_limit(limit)).await;
        assert_eq!(api.get("/v2/keys").await.status, 200);
        let rotated = api.post("/v2/keys/rotate").await.json();
        let refused = api.post("/v2/keys/rotate").await;
        assert!(refused.error(429).contains("limit"), "{refused:?}");
        assert_eq!(number(&refused, &format!("{prefix}-limit")), 2);
        assert_eq!(number(&refused, &format!("{prefix}-remaining")), 0);
        let left = number(&refused, &format!("{prefix}-reset")) - unix_now();
        assert!((1..=24 * 3600 + 1).contains(&left), "{left}");
        assert!(!refused.headers.contains_key("retry-after"));
        let other = if prefix == "ratelimit" { "burst-ratelimit-limit" } else { "ratelimit-limit" };
        assert!(!refused.headers.contains_key(other), "{refused:?}");
        assert_eq!(api.emulator.signing_keys().current, rotated["current"]);
    }
}

#[tokio::test]
async fn a_limit_can_have_a_retry_after_and_ends_then() {
    let limit = RateLimit::retry_after(1, Duration::from_millis(300));
    let api = api(Emulator::builder().rate_limit(limit)).await;
    assert_eq!(api.get("/v2/keys").await.status, 200);
    let refused = api.get("/v2/keys").await;
    // On a machine that stood still for the period, the limit is over by now.
    if refused.status != 200 {
        assert!(!refused.error(429).is_empty());
        assert_eq!(number(&refused, "retry-after"), 1);
        assert!(!refused.headers.contains_key("ratelimit-limit"));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(api.get("/v2/keys").await.status, 200);
}

#[tokio::test]
async fn requests_without_a_token_use_up_no_limit() {
    let api = api(Emulator::builder().rate_limit(RateLimit::daily(1))).await;
    for _ in 0..3 {
        assert_eq!(send(api.request(Method::GET, "/v2/keys")).await.status, 401);
    }
    assert_eq!(api.get("/v2/keys").await.status, 200);
    assert_eq!(api.get("/v2/keys").await.status, 429);
}

#[tokio::test]
async fn a_read_only_token_looks_at_everything_and_changes_nothing() {
    let api = api(Emulator::builder().read_only_token("look")).await;
    let id = api.seed_failed("http://127.0.0.1:1/");
    let keys = api.emulator.signing_keys();
    let with = |method, path: &str| send(api.request(method, path).bearer_auth("look"));
    let entry = format!("/v2/workflows/dlq/{id}");
    for path in ["/v2/keys", "/v2/workflows/dlq", &entry, "/v2/keys?qstash_token=look"] {
        assert_eq!(with(Method::GET, path).await.status, 200, "{path}");
    }
    let callback = format!("/v2/workflows/dlq/callback/{id}");
    for (method, path) in [
        (Method::POST, "/v2/keys/rotate"),
        (Method::DELETE, "/v2/workflows/dlq"),
        (Method::DELETE, &entry),
        (Method::POST, &callback),
    ] {
        let error = with(method.clone(), path).await.error(403);
        assert!(error.contains("read-only"), "{method} {path}: {error}");
    }
    assert_eq!((api.emulator.signing_keys(), api.listed("").await), (keys, vec![id.clone()]));
    assert_eq!(api.state(&id).await, "CALLBACK_FAIL");
}

#[tokio::test]
async fn a_token_of_another_region_is_not_found() {
    let api = api(Emulator::builder().other_region_token("us")).await;
    for method in [Method::GET, Method::DELETE] {
        let refused = send(api.request(method, "/v2/workflows/dlq").bearer_auth("us")).await;
        let error = refused.error(404);
        assert!(error.starts_with("user not found in this region"), "{error}");
    }
}

#[tokio::test]
async fn no_debug_output_shows_a_token() {
    let builder = Emulator::builder()
        .token("secret-a")
        .read_only_token("secret-b")
        .other_region_token("secret-c");
    let shown = format!("{builder:?} {:?}", api(builder.clone()).await.emulator);
    assert!(!shown.contains("secret"), "{shown}");
}

#[tokio::test]
async fn the_page_size_of_the_builder_wins_over_a_larger_count() {
    let runs = |count| (0..count).map(|_| FailedRun::new(WORKFLOW));
    let builder = Emulator::builder().seed(runs(3)).seed(runs(2)).page_size(2);
    let api = api(builder).await;
    for query in ["", "count=100", "count=2"] {
        let (mut seen, mut cursor, mut pages) = (0, String::new(), 0);
        loop {
            let page = api.get(&format!("/v2/workflows/dlq?{query}&cursor={cursor}")).await;
            seen += page.ids().len();
            pages += 1;
            let Some(next) = page.cursor() else { break };
            cursor = next;
        }
        assert_eq!((seen, pages), (5, 3), "{query}");
    }
    assert_eq!(api.listed("count=1").await.len(), 1);
    assert_eq!(api.get("/v2/workflows/dlq?count=101").await.status, 400);
}
