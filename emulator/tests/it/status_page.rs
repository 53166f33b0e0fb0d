//! The page at `/` as it is sent.

use crate::support::{Api, ApiResponse, Receiver, WORKFLOW, send};
use http::{Method, StatusCode};
use upstash_workflow_emulator::{CallbackState, FailedRun};

async fn page(api: &Api) -> ApiResponse {
    let page = send(api.request(Method::GET, "/")).await;
    assert_eq!(page.status, 200, "{page:?}");
    page
}

#[tokio::test]
async fn it_shows_entries_and_callback_states_as_they_change_and_needs_no_token() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    assert!(page(&api).await.text.contains("None."));
    let run = FailedRun::new(WORKFLOW).run_id("wfr_1").label("orders").response(503, "busy");
    let id = api.seed_one(run.failure_callback(&receiver.url, CallbackState::Fail));
    let shown = page(&api).await;
    assert_eq!(shown.headers["content-type"], "text/html; charset=utf-8");
    for part in [&*id, "wfr_1", WORKFLOW, "orders", "503", "CALLBACK_FAIL"] {
        assert!(shown.text.contains(part), "{part} in {}", shown.text);
    }
    assert_eq!(api.retry(&id).await.status, 200);
    let held = receiver.next().await;
    assert!(page(&api).await.text.contains(">CALLBACK_INPROGRESS<"));
    held.respond(StatusCode::ACCEPTED);
    api.settled(&id).await;
    let text = page(&api).await.text;
    assert!(text.contains(">CALLBACK_SUCCESS<") && text.contains(">202<"), "{text}");
    assert_eq!(api.delete(&format!("/v2/workflows/dlq/{id}")).await.status, 200);
    assert!(!page(&api).await.text.contains(&id));
}

#[tokio::test]
async fn it_shows_the_runs_that_the_logs_list_and_how_many_there_are() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let ids = api.emulator.seed(["wfr_1", "wfr_2"].map(|id| FailedRun::new(WORKFLOW).run_id(id)));
    api.start_run(&receiver.origin, &[("upstash-workflow-runid", "wfr_3")]).await;
    let held = receiver.next().await;
    assert_eq!(api.delete(&format!("/v2/workflows/dlq/{}", ids[0])).await.status, 200);
    let text = page(&api).await.text;
    let (runs, failed) = text.split_once("Failed runs").expect("both tables");
    assert!(runs.contains(">3<") && failed.contains(">1<"), "{text}");
    let places: Vec<_> =
        api.logged("").await.iter().map(|id| runs.find(&format!("<code>{id}</code>"))).collect();
    assert!(places.len() == 3 && places.is_sorted() && places[0].is_some(), "{text}");
    let states = |name| runs.matches(&format!(">{name}<")).count();
    assert_eq!((states("RUN_STARTED"), states("RUN_FAILED")), (1, 2), "{text}");
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn it_loads_nothing_from_elsewhere_and_its_policy_allows_nothing_else() {
    let api = Api::start().await;
    let page = page(&api).await;
    for loader in ["src=", "http://", "https://", "@import", "url("] {
        assert!(!page.text.contains(loader), "{loader}");
    }
    let policy = page.headers["content-security-policy"].to_str().expect("text");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(!page.headers.contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn it_shows_no_token_header_body_or_query() {
    let api = Api::start().await;
    let secrets = ["secret-query", "secret-header", "secret-body", "secret-response"];
    let run = FailedRun::new(format!("{WORKFLOW}?key={}", secrets[0]))
        .header("authorization", secrets[1])
        .body(secrets[2])
        .response(500, secrets[3])
        .failure_callback(format!("http://127.0.0.1:1/?key={}", secrets[0]), CallbackState::Fail);
    api.seed_one(run);
    let text = page(&api).await.text;
    assert!(text.contains(WORKFLOW));
    for secret in secrets.into_iter().chain([api.emulator.token()]) {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn markup_in_what_clients_send_stays_text() {
    let api = Api::start().await;
    let hostile = "<img src=x onerror=alert(1)>";
    let run = FailedRun::new(format!("https://a.example/{hostile}")).run_id(hostile).label(hostile);
    api.seed_one(run);
    let text = page(&api).await.text;
    assert!(!text.contains("<img"), "{text}");
    let in_both_tables = text.matches("&lt;img src=x onerror=alert(1)&gt;").count();
    assert_eq!(in_both_tables, 6);
}

#[tokio::test]
async fn each_row_has_the_buttons_that_its_state_allows() {
    let api = Api::start().await;
    let row_of = |text: &str, id: &str| {
        let start = text.find(&format!("<code>{id}</code>")).expect("a row");
        text[start..].split("</tr>").next().unwrap_or_default().to_owned()
    };
    for (state, retry, cancel) in [
        (CallbackState::Fail, true, false),
        (CallbackState::InProgress, false, true),
        (CallbackState::Success, false, false),
        (CallbackState::Canceled, false, false),
    ] {
        let run = FailedRun::new(WORKFLOW).failure_callback("http://127.0.0.1:1/", state);
        let id = api.seed_one(run);
        let row = row_of(&page(&api).await.text, &id);
        let has = |name: &str| row.contains(&format!(">{name}</button>"));
        assert_eq!((has("Retry callback"), has("Cancel callback")), (retry, cancel), "{row}");
        assert!(has("Details") && has("Resume") && has("Restart") && has("Delete"), "{row}");
        let asking = ["Resume", "Restart", "Delete"].map(|name| format!(" data-asks>{name}<"));
        assert!(asking.iter().all(|one| row.contains(one)), "{row}");
    }
}

#[tokio::test]
async fn a_host_name_that_is_not_loopback_is_refused() {
    let api = Api::start().await;
    let request = api.request(Method::GET, "/").header("host", "evil.example:8080");
    assert!(send(request).await.error(421).contains("loopback"));
}

#[tokio::test]
async fn fetching_it_is_not_recorded_as_a_request_of_the_api() {
    let builder = upstash_workflow_emulator::Emulator::builder();
    let builder = builder.fault(upstash_workflow_emulator::Fault::reset());
    let api = Api::over(builder.start().await.expect("an emulator"));
    page(&api).await;
    assert!(api.emulator.requests().is_empty());
}

#[tokio::test]
async fn it_shows_the_latest_entries_and_their_number() {
    let api = Api::start().await;
    let ids = api.emulator.seed((0..250).map(|_| FailedRun::new(WORKFLOW)));
    let text = page(&api).await.text;
    assert!(text.contains(">250<") && text.contains("The latest 100 are shown."), "{text}");
    let shown = |id: &String| text.contains(&format!("<code>{id}</code>"));
    assert!(shown(&ids[249]) && shown(&ids[150]) && !shown(&ids[149]));
}
