//! The page at `/` in headless Chromium, where there is one: else its tests are skipped, and counted so.

mod support;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderMap;
use http::header::{AUTHORIZATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use libtest_mimic::{Arguments, Failed, Trial};
use support::{PATIENCE, WORKFLOW, http};
use tokio::process::Command;
use tokio::runtime::Runtime;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
/// What a label tries to do to the page.
const HOSTILE: &str = "<script>document.title='taken over'</script>";

type Test = fn(&Path) -> Result<(), Failed>;

fn main() {
    let browser = browser();
    if browser.is_none() {
        eprintln!("skipped: the page in a browser, since none of {NAMES:?} is in the PATH");
    }
    let tests: [(&str, Test); 3] = [
        ("the_page_follows_what_happens_and_runs_nothing_but_its_own_script", follows),
        ("clicks_filter_the_rows_open_one_and_retry_its_failure_callback", clicks),
        ("a_screenshot_of_the_page_is_left_in_the_tests_output", screenshot),
    ];
    let trials = tests.map(|(name, test)| {
        let browser = browser.clone();
        let ignored = browser.is_none();
        Trial::test(name, move || test(&browser.ok_or("there is no browser")?))
            .with_ignored_flag(ignored)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let in_folder = |folder: PathBuf| NAMES.map(|name| folder.join(name));
    std::env::split_paths(&path).flat_map(in_folder).find(|program| program.is_file())
}

fn output_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

/// Runs the browser to its end, on the page at this URL. Its clock is its own and stands still while it loads, so that
/// ten of its seconds are over as soon as there is nothing to do, on a slow machine as well.
fn browse(runtime: &Runtime, name: &str, browsing: (&Path, &str, &str)) -> Result<String, Failed> {
    let (browser, action, url) = browsing;
    let profile = output_folder().join(format!("profile-{name}"));
    let mut command = Command::new(browser);
    command
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .args(["--window-size=1200,700", "--virtual-time-budget=10000", action])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(url)
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let run =
        runtime.block_on(async { tokio::time::timeout(PATIENCE * 6, command.output()).await });
    // What it keeps is of no use to anybody, and must not be there at the next run.
    let _ = std::fs::remove_dir_all(profile);
    let run = run.map_err(|_| "the browser does not come to an end")??;
    if !run.status.success() {
        return Err(format!("the browser ended with {}", run.status).into());
    }
    Ok(String::from_utf8_lossy(&run.stdout).into_owned())
}

fn failed(label: &str, state: CallbackState) -> FailedRun {
    FailedRun::new(WORKFLOW).label(label).failure_callback("http://127.0.0.1:1/", state)
}

/// Stands before the emulator and makes something happen in it once the page has been fetched: what the browser shows
/// of that, it has fetched later.
struct Front {
    emulator: Emulator,
    fetched: AtomicUsize,
}

async fn forward(State(front): State<Arc<Front>>) -> Response {
    let Ok(page) = http().get(front.emulator.url()).send().await else {
        return http::StatusCode::BAD_GATEWAY.into_response();
    };
    let keep = [CONTENT_SECURITY_POLICY, CONTENT_TYPE]
        .map(|name| (name.clone(), page.headers()[&name].clone()));
    let text = page.text().await.unwrap_or_default();
    if front.fetched.fetch_add(1, Ordering::SeqCst) == 0 {
        front.emulator.seed([failed("came-later", CallbackState::Success)]);
    }
    (keep, text).into_response()
}

fn follows(browser: &Path) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let emulator = runtime.block_on(Emulator::start())?;
    emulator
        .seed([failed("came-first", CallbackState::Fail), failed(HOSTILE, CallbackState::Fail)]);
    let front = Arc::new(Front { emulator, fetched: AtomicUsize::new(0) });
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let url = format!("http://{}/", listener.local_addr()?);
    let router = Router::new().route("/", get(forward)).with_state(Arc::clone(&front));
    runtime.spawn(axum::serve(listener, router).into_future());

    let shown = browse(&runtime, "follows", (browser, "--dump-dom", &url))?;
    for part in ["came-first", "CALLBACK_FAIL", "came-later", "CALLBACK_SUCCESS"] {
        if !shown.contains(part) {
            return Err(format!("no {part} in what is shown: {shown}").into());
        }
    }
    if shown.contains("<title>taken over") || !shown.contains("&lt;script&gt;document.title") {
        return Err(format!("the label was not taken as text: {shown}").into());
    }
    let fetched = front.fetched.load(Ordering::SeqCst);
    if fetched < 2 {
        return Err(format!("the page was fetched {fetched} times").into());
    }
    Ok(())
}

/// Clicks as a user does. It waits for what a click leads to, and writes what it saw into the page.
const CLICKS: &str = r##"
const until = async (holds) => { while (!holds()) await new Promise((done) => setTimeout(done, 50)); };
const enter = (id, value) => {
  const input = document.getElementById(id);
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
};
const rows = () => [...document.querySelectorAll("#failed tbody tr:not(.detail)")].filter((row) => !row.hidden);
const click = (name) => [...rows()[0].querySelectorAll("button")].find((one) => one.textContent === name).click();
const saw = document.body.appendChild(document.createElement("p"));
(async () => {
  enter("label", "clicked");
  saw.textContent += `filtered by label to ${rows().length}. `;
  enter("state", "success");
  saw.textContent += `by state to ${rows().length}. `;
  enter("state", "");
  click("Details");
  const shown = () => document.querySelector("#failed .detail pre")?.textContent ?? "";
  await until(() => shown().includes("401"));
  click("Details");
  enter("token", "TOKEN");
  click("Details");
  await until(() => shown().includes("the-payload"));
  saw.textContent += "opened. ";
  click("Retry callback");
  await until(() => rows()[0].textContent.includes("CALLBACK_SUCCESS"));
  await until(() => shown().includes('"state": "CALLBACK_SUCCESS"'));
  saw.textContent += `retried, ${rows().length} row and still open.`;
})();
"##;

/// Stands before the emulator, adds the clicks to the page and passes everything else on.
async fn click_through(State(front): State<Arc<Front>>, request: Request) -> Response {
    let url = format!("{}{}", front.emulator.url(), request.uri());
    let mut passed_on = http().request(request.method().clone(), url);
    if let Some(token) = request.headers().get(AUTHORIZATION) {
        passed_on = passed_on.header(AUTHORIZATION, token);
    }
    let Ok(response) = passed_on.send().await else {
        return http::StatusCode::BAD_GATEWAY.into_response();
    };
    let (status, kind) = (response.status(), response.headers().get(CONTENT_TYPE).cloned());
    let mut text = response.text().await.unwrap_or_default();
    // Only the page that is loaded, not the one that its script fetches: and without the policy, which forbids them.
    if request.uri() == "/" && front.fetched.fetch_add(1, Ordering::SeqCst) == 0 {
        let clicks = CLICKS.replace("TOKEN", front.emulator.token());
        text += &["<script>", &clicks, "</script>"].concat();
    }
    let headers: HeaderMap = kind.map(|kind| (CONTENT_TYPE, kind)).into_iter().collect();
    (status, headers, text).into_response()
}

fn clicks(browser: &Path) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let emulator = runtime.block_on(Emulator::start())?;
    let receiver = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let callback = format!("http://{}/", receiver.local_addr()?);
    runtime.spawn(axum::serve(receiver, Router::new().fallback(|| async { "ok" })).into_future());
    let run = FailedRun::new(WORKFLOW).label("clicked").body("the-payload<b>");
    emulator.seed([
        run.failure_callback(callback, CallbackState::Fail),
        failed("other", CallbackState::Success),
    ]);
    let front = Arc::new(Front { emulator, fetched: AtomicUsize::new(0) });
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
    let url = format!("http://{}/", listener.local_addr()?);
    let router = Router::new().fallback(click_through).with_state(front);
    runtime.spawn(axum::serve(listener, router).into_future());

    let shown = browse(&runtime, "clicks", (browser, "--dump-dom", &url))?;
    let expected =
        "filtered by label to 1. by state to 0. opened. retried, 1 row and still open.</p>";
    if !shown.contains(expected) || !shown.contains("the-payload&lt;b&gt;") {
        return Err(format!("the clicks did not lead to what they should: {shown}").into());
    }
    Ok(())
}

fn screenshot(browser: &Path) -> Result<(), Failed> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let emulator = runtime.block_on(Emulator::start())?;
    let states = [
        CallbackState::Fail,
        CallbackState::InProgress,
        CallbackState::Success,
        CallbackState::Canceled,
    ];
    emulator.seed(states.map(|state| failed("orders", state)));
    let file = output_folder().join("emulator-page.png");
    let _ = std::fs::remove_file(&file);
    let action = format!("--screenshot={}", file.display());
    browse(&runtime, "screenshot", (browser, &action, emulator.url()))?;
    let image = std::fs::read(&file)?;
    // Signature, then the size of the first chunk and its name, then the width in pixels.
    if !image.starts_with(b"\x89PNG\r\n\x1a\n")
        || image.get(16..20) != Some(&1200_u32.to_be_bytes())
    {
        return Err("the screenshot is not an image of the window".into());
    }
    println!("screenshot: {}", file.display());
    Ok(())
}
