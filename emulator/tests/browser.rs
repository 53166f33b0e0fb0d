//! The page at `/` in headless Chromium, where there is one: else its tests are skipped, and counted so.

mod support;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
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
    let tests: [(&str, Test); 2] = [
        ("the_page_follows_what_happens_and_runs_nothing_but_its_own_script", follows),
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
