//! The page at `/` in headless Chromium. Without a browser its tests are skipped, and counted so.
//!
//! It is the page as it is served, under its own Content-Security-Policy; what a click leads to is read from the API.

#[path = "chromium/buttons.rs"]
mod buttons;
mod chromium;
mod support;

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use chromium::Page;
use http::StatusCode;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::{Api, Receiver, WORKFLOW};
use tokio::runtime::Runtime;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun, demo_runs};

const WINDOW: (u32, u32) = (1200, 800);
/// What a label tries to do to the page.
const HOSTILE: &str = "<script>document.title='taken over'</script>";

type Test = fn(&Path, &Runtime) -> Result<(), Failed>;

const TESTS: [(&str, Test); 10] = [
    ("the_page_follows_what_happens_and_runs_nothing_but_its_own_script", follows),
    ("the_filter_hides_rows_by_label_and_by_state", filters),
    ("a_row_opens_into_sections_with_indented_json_and_readable_times", opens),
    ("an_open_row_shows_each_failed_delivery_and_when_the_next_one_is", shows_deliveries),
    ("the_token_of_the_link_leaves_the_address_and_is_used", takes_the_token),
    ("without_a_token_it_is_asked_for_and_a_wrong_one_is_said", asks_for_the_token),
    ("retry_callback_delivers_it_and_does_not_ask", buttons::retries),
    ("a_slow_click_counts_and_a_button_keeps_the_focus_while_the_page_follows", is_steady),
    ("cancel_resume_restart_and_delete_ask_and_act_only_on_yes", buttons::acts_on_yes),
    ("no_screen_is_wider_than_the_window", fits),
];

fn main() {
    let browser = chromium::find();
    if let Err(why) = &browser {
        eprintln!("skipped: the page in a browser: {why}");
    }
    let trials = TESTS.map(|(name, test)| {
        let browser = browser.clone();
        let skipped = browser.is_err();
        let run = move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            test(&browser?, &runtime)
        };
        Trial::test(name, run).with_ignored_flag(skipped)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

fn fail_unless(holds: bool, why: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(why().into()) }
}

fn failed(label: &str, state: CallbackState) -> FailedRun {
    FailedRun::new(WORKFLOW).label(label).failure_callback("http://127.0.0.1:1/", state)
}

/// Opens the link that the program prints.
fn open(browser: &Path, api: &Api) -> Result<Page, Failed> {
    Page::open(browser, WINDOW, &api.emulator.page_url())
}

fn no_problems(page: &Page) -> Result<(), Failed> {
    fail_unless(page.problems.is_empty(), || format!("{:?}", page.problems))
}

/// The ids of the rows of a table that are not hidden.
fn rows(page: &mut Page, table: &str) -> Result<usize, Failed> {
    let shown = page.value(&format!(
        "[...document.querySelectorAll('#{table} > tbody > tr:not(.detail)')].filter((row) => !row.hidden).length"
    ))?;
    shown.as_u64().and_then(|count| usize::try_from(count).ok()).ok_or_else(|| "no number".into())
}

fn follows(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let api = runtime.block_on(Api::start());
    api.emulator
        .seed([failed("came-first", CallbackState::Fail), failed(HOSTILE, CallbackState::Fail)]);
    let mut page = open(browser, &api)?;
    page.shows("came-first")?;
    api.emulator.seed([failed("came-later", CallbackState::Success)]);
    for text in ["came-later", "CALLBACK_SUCCESS", HOSTILE] {
        page.shows(text)?;
    }
    let title = page.value("document.title")?;
    fail_unless(title == "Upstash Workflow emulator", || format!("the title is {title}"))?;
    drop(api);
    page.shows("does not respond any more")?;
    no_problems(&page)
}

fn filters(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let api = runtime.block_on(Api::start());
    api.emulator.seed([
        failed("orders", CallbackState::Fail),
        failed("orders-eu", CallbackState::Success),
        failed("mails", CallbackState::Fail),
    ]);
    let mut page = open(browser, &api)?;
    for (label, state, expected) in [
        ("", "", 3),
        ("orders", "", 2),
        ("orders", "success", 1),
        ("", "callback_fail", 2),
        ("none", "", 0),
    ] {
        page.enter("label", label)?;
        page.enter("state", state)?;
        let shown = rows(&mut page, "failed")?;
        fail_unless(shown == expected, || format!("{label} {state}: {shown} rows"))?;
    }
    no_problems(&page)
}

fn opens(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let (api, receiver) = runtime.block_on(async { (Api::start().await, Receiver::start().await) });
    let run = FailedRun::new(WORKFLOW)
        .run_id("wfr_opened")
        .label("orders")
        .header("X-Tenant", "acme")
        .body(r#"{"amount":12345678901234567890,"note":"<b>bold</b>"}"#)
        .response(500, r#"{"error":"Error","message":"no stock"}"#)
        .failure_callback(&receiver.url, CallbackState::Fail)
        .failure_callback_response(503, "try later");
    let id = api.seed_one(run);
    let binary = api.seed_one(FailedRun::new(WORKFLOW).body(&b"\xff\x00"[..]));
    let mut page = open(browser, &api)?;
    page.click(&id, "Details")?;
    for text in ["Run", "Payload", "Response", "Steps", "Failure callback"] {
        let title = format!(
            "[...document.querySelectorAll('.detail h3')].some((one) => one.textContent === '{text}')"
        );
        page.until(&title)?;
    }
    // Indented, with every digit, and as text.
    page.shows("{\n  \"amount\": 12345678901234567890,\n  \"note\": \"<b>bold</b>\"\n}")?;
    for text in ["\"message\": \"no stock\"", "try later", "CALLBACK_FAIL", &receiver.url] {
        page.shows(text)?;
    }
    let times =
        page.value("[...document.querySelectorAll('.detail time')].map((one) => one.textContent)")?;
    let year = |time: &Value| time.as_str().is_some_and(|text| text.contains(", 20"));
    let times = times.as_array().cloned().unwrap_or_default();
    fail_unless(times.len() >= 2 && times.iter().all(year), || format!("{times:?}"))?;
    // The callback is delivered meanwhile: the open row follows.
    runtime.block_on(async {
        let mut receiver = receiver;
        api.retry(&id).await;
        receiver.next().await.respond((StatusCode::ACCEPTED, "heard"));
    });
    page.shows("heard")?;
    page.click(&id, "Details")?;
    page.until("document.querySelector('.detail') === null")?;
    page.click(&binary, "Details")?;
    page.shows("base64: /wA=")?;
    no_problems(&page)
}

fn shows_deliveries(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let (api, mut receiver) =
        runtime.block_on(async { (Api::start().await, Receiver::start().await) });
    let id = runtime.block_on(async {
        let settings = [("upstash-retries", "1"), ("upstash-retry-delay", "600000")];
        let id = api.start_run(&receiver.origin, &settings).await;
        let refusal = (StatusCode::SERVICE_UNAVAILABLE, "out of stock");
        receiver.next().await.respond(refusal);
        api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
        id
    });
    let mut page = open(browser, &api)?;
    page.click(&id, "Details")?;
    page.shows("Failed deliveries")?;
    let table = "[...document.querySelectorAll('.detail section')].find((one) => one.innerText.includes('Failed deliveries'))";
    let rows = page.value(&format!(
        "[...({table}).querySelectorAll(':scope > table > tbody > tr')].map((row) => row.innerText)"
    ))?;
    let rows: Vec<&str> = rows.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let [failed, next] = rows[..] else { return Err(format!("{rows:?}").into()) };
    fail_unless(failed.contains("503") && failed.contains("out of stock"), || failed.to_owned())?;
    fail_unless(next.contains("next attempt"), || next.to_owned())?;
    check(&mut page, "deliveries")
}

fn takes_the_token(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let builder = Emulator::builder().token("a+b/c=");
    let api = runtime.block_on(Api::with(builder));
    let id = api.seed_one(failed("orders", CallbackState::Fail));
    let mut page = open(browser, &api)?;
    let address = page.value("location.href")?;
    fail_unless(address == format!("{}/", api.emulator.url()), || {
        format!("the address is {address}")
    })?;
    let kept =
        page.value("document.documentElement.outerHTML.includes('a+b/c=') || history.length > 2")?;
    fail_unless(kept == false, || "the token is in the page or the link in the history".into())?;
    page.click(&id, "Details")?;
    page.shows("Failure callback")?;
    let field = page.value("document.getElementById('credentials').hidden")?;
    fail_unless(field == true, || "it asks for a token that it has".into())?;
    no_problems(&page)
}

fn asks_for_the_token(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let api = runtime.block_on(Api::start());
    let id = api.seed_one(failed("orders", CallbackState::Fail));
    let mut page = Page::open(browser, WINDOW, api.emulator.url())?;
    for token in [None, Some("wrong")] {
        if let Some(token) = token {
            page.enter("token", token)?;
        }
        page.click(&id, "Retry callback")?;
        page.shows("Enter the emulator's token above")?;
        page.value("document.getElementById('result').hidden = true")?;
    }
    let state = runtime.block_on(api.state(&id));
    fail_unless(state == "CALLBACK_FAIL", || state)?;
    page.enter("token", api.emulator.token())?;
    page.click(&id, "Details")?;
    page.until("document.querySelector('.detail h3') !== null")?;
    no_problems(&page)
}

fn is_steady(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let api = runtime.block_on(Api::start());
    let id = api.seed_one(failed("orders", CallbackState::Fail));
    let mut page = open(browser, &api)?;
    // The page is fetched every second.
    page.click_for(&id, "Details", Duration::from_millis(1500))?;
    page.until("document.querySelector('.detail h3') !== null")?;
    api.emulator.seed([failed("came-later", CallbackState::Fail)]);
    page.shows("came-later")?;
    page.until("document.activeElement.textContent === 'Details' && document.querySelector('.detail h3') !== null")?;
    no_problems(&page)
}

/// Leaves an image of each screen in the tests' output.
fn fits(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let ok = runtime.block_on(serve_ok())?;
    let long = "a".repeat(300);
    let extreme = [
        FailedRun::new(format!("https://app.example.com/{long}"))
            .run_id(format!("wfr_{long}"))
            .label(&*long)
            .body(format!(r#"{{"{long}":"{long}"}}"#))
            .response(500, long.clone())
            .failure_callback(format!("https://app.example.com/{long}"), CallbackState::Fail)
            .failure_callback_response(503, &*long),
        failed("orders", CallbackState::InProgress),
    ];
    let demo: Vec<_> = demo_runs("http://127.0.0.1:1/failed").collect();
    let mut page = Page::open(browser, WINDOW, "about:blank")?;
    for (name, runs) in [("demo", demo), ("long", extreme.into()), ("empty", Vec::new())] {
        for width in [1200, 700] {
            let api = runtime.block_on(Api::start());
            let ids = api.emulator.seed(runs.clone());
            page.go((width, 800), &api.emulator.page_url())?;
            check(&mut page, &format!("{name}-{width}"))?;
            if let Some(id) = ids.first() {
                let run = [("upstash-label", "orders"), ("upstash-workflow-runid", "it-runs")];
                runtime.block_on(api.start_run(&ok, &run));
                page.click(id, "Details")?;
                page.until("document.querySelector('.detail h3') !== null")?;
                page.shows("RUN_SUCCESS")?;
                check(&mut page, &format!("{name}-open-{width}"))?;
            }
        }
    }
    Ok(())
}

fn check(page: &mut Page, name: &str) -> Result<(), Failed> {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("emulator-page-{name}.png"));
    page.screenshot(&file)?;
    println!("screenshot: {}", file.display());
    let wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let wider = page.value(wider)?;
    fail_unless(wider == 0, || format!("{name}: {wider} pixels wider than the window"))?;
    no_problems(page)
}

/// Starts a server that responds with 200, and returns its URL.
async fn serve_ok() -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/", listener.local_addr()?);
    tokio::spawn(
        axum::serve(listener, Router::new().fallback(|| async { "{\"done\":true}" })).into_future(),
    );
    Ok(url)
}
