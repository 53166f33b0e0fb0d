//! Headless Chromium over the pipe of its `DevTools` protocol: it is clicked as with a mouse, and its questions are answered.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libtest_mimic::Failed;
use serde_json::{Value, json};

use crate::support::PATIENCE;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Returns the browser of this machine.
pub(crate) fn find() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let in_folder = |folder: PathBuf| NAMES.map(|name| folder.join(name));
    let found = std::env::split_paths(&path).flat_map(in_folder).find(|program| program.is_file());
    found.ok_or_else(|| format!("none of {NAMES:?} is in the PATH"))
}

/// A browser with one page.
pub(crate) struct Page {
    process: Child,
    /// Writes to the descriptor that the browser reads.
    commands: ChildStdin,
    messages: Receiver<Value>,
    session: Option<String>,
    last_id: u64,
    /// How the next question of the page is answered. One that is not expected fails the test.
    answer: Option<bool>,
    /// The questions that the page asked.
    asked: VecDeque<String>,
    /// Uncaught exceptions, and what the policy of the page blocked.
    pub(crate) problems: Vec<String>,
    profile: PathBuf,
}

impl Page {
    pub(crate) fn open(
        browser: &Path,
        (width, height): (u32, u32),
        url: &str,
    ) -> Result<Self, Failed> {
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!(
            "chromium-{}-{width}-{}",
            std::process::id(),
            unique()
        ));
        let mut process = Command::new("sh")
            // The protocol has descriptors 3 and 4.
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#])
            .arg(browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
            .args(["--no-first-run", "--remote-debugging-pipe", "--lang=en-US"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let commands = process.stdin.take().ok_or("no pipe to the browser")?;
        let output = process.stdout.take().ok_or("no pipe from the browser")?;
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            for message in BufReader::new(output).split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).unwrap_or(Value::Null);
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut page = Self {
            process,
            commands,
            messages,
            session: None,
            last_id: 0,
            answer: None,
            asked: VecDeque::new(),
            problems: Vec::new(),
            profile,
        };
        let target = page.call("Target.createTarget", json!({ "url": "about:blank" }))?;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = page.call("Target.attachToTarget", attach)?;
        page.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page.enable", "Runtime.enable", "Log.enable"] {
            page.call(domain, json!({}))?;
        }
        page.go((width, height), url)?;
        Ok(page)
    }

    /// Loads another page in a window of this size.
    pub(crate) fn go(&mut self, (width, height): (u32, u32), url: &str) -> Result<(), Failed> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size)?;
        self.call("Page.navigate", json!({ "url": url }))?;
        let (without_fragment, _) = url.split_once('#').unwrap_or((url, ""));
        self.until(&format!(
            "document.readyState === 'complete' && location.href.startsWith({})",
            json!(without_fragment)
        ))
    }

    /// Returns the value of an expression.
    pub(crate) fn value(&mut self, expression: &str) -> Result<Value, Failed> {
        let parameters = json!({ "expression": expression, "returnByValue": true });
        let result = self.call("Runtime.evaluate", parameters)?;
        match result.get("exceptionDetails") {
            Some(details) => Err(format!("{expression}: {details}").into()),
            None => Ok(result["result"]["value"].clone()),
        }
    }

    /// Waits until a condition holds.
    pub(crate) fn until(&mut self, condition: &str) -> Result<(), Failed> {
        let deadline = Instant::now() + PATIENCE;
        while self.value(condition)? != true {
            if Instant::now() > deadline {
                let shown = self.value("document.body.innerText")?;
                return Err(format!("never: {condition}; the page shows {shown}").into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// Waits until the page shows a text.
    pub(crate) fn shows(&mut self, text: &str) -> Result<(), Failed> {
        self.until(&format!("document.body.innerText.includes({})", json!(text)))
    }

    /// Clicks a button in the row of this id.
    pub(crate) fn click(&mut self, id: &str, button: &str) -> Result<(), Failed> {
        self.click_for(id, button, Duration::ZERO)
    }

    /// Clicks a button, and holds the mouse down for this long.
    pub(crate) fn click_for(
        &mut self,
        id: &str,
        button: &str,
        held: Duration,
    ) -> Result<(), Failed> {
        let find = format!(
            "[...document.querySelectorAll('tbody tr:not(.detail)')]
              .filter((row) => [...row.querySelectorAll('code')].some((one) => one.textContent === {}))
              .flatMap((row) => [...row.querySelectorAll('button')])
              .find((one) => one.textContent === {})",
            json!(id),
            json!(button)
        );
        self.until(&format!("Boolean({find})"))?;
        let place = self.value(&format!(
            "(() => {{ const one = {find}; one.scrollIntoView({{ block: 'center' }});
              const at = one.getBoundingClientRect(); return {{ x: at.x + at.width / 2, y: at.y + at.height / 2 }}; }})()"
        ))?;
        let mouse = |kind| json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1 });
        self.call("Input.dispatchMouseEvent", mouse("mousePressed"))?;
        std::thread::sleep(held);
        self.call("Input.dispatchMouseEvent", mouse("mouseReleased"))?;
        Ok(())
    }

    /// Clicks a button that asks, answers, and returns the question.
    pub(crate) fn click_and_answer(
        &mut self,
        id: &str,
        button: &str,
        answer: bool,
    ) -> Result<String, Failed> {
        self.answer = Some(answer);
        self.click(id, button)?;
        self.answer = None;
        self.asked.pop_front().ok_or_else(|| format!("{button} did not ask").into())
    }

    /// Types a text into the field of this id.
    pub(crate) fn enter(&mut self, field: &str, text: &str) -> Result<(), Failed> {
        self.value(&format!(
            "document.getElementById({0}).focus(); document.getElementById({0}).select()",
            json!(field)
        ))?;
        match text {
            "" => self.call("Input.dispatchKeyEvent", json!({ "type": "keyDown", "key": "Delete", "code": "Delete", "windowsVirtualKeyCode": 46 }))?,
            text => self.call("Input.insertText", json!({ "text": text }))?,
        };
        Ok(())
    }

    /// Writes an image of the whole page.
    pub(crate) fn screenshot(&mut self, file: &Path) -> Result<(), Failed> {
        let image =
            self.call("Page.captureScreenshot", json!({ "captureBeyondViewport": true }))?;
        let image = STANDARD.decode(image["data"].as_str().unwrap_or_default())?;
        if !image.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Err("the screenshot is not an image".into());
        }
        Ok(std::fs::write(file, image)?)
    }

    fn call(&mut self, method: &str, parameters: Value) -> Result<Value, Failed> {
        let id = self.send(method, parameters)?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message =
                self.messages.recv_timeout(left).map_err(|_| format!("no response to {method}"))?;
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(format!("{method}: {error}").into()),
                    None => Ok(message["result"].clone()),
                };
            }
            self.notice(&message)?;
        }
    }

    fn send(&mut self, method: &str, parameters: Value) -> Result<u64, Failed> {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        self.commands.write_all(command.to_string().as_bytes())?;
        self.commands.write_all(&[0])?;
        Ok(self.last_id)
    }

    /// Takes note of an event, and answers a question.
    fn notice(&mut self, message: &Value) -> Result<(), Failed> {
        let parameters = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Page.javascriptDialogOpening" => {
                let question = parameters["message"].as_str().unwrap_or_default().to_owned();
                let answer = self.answer.ok_or_else(|| format!("it asks: {question}"))?;
                self.asked.push_back(question);
                self.send("Page.handleJavaScriptDialog", json!({ "accept": answer }))?;
            }
            "Runtime.exceptionThrown" => self.problems.push(parameters.to_string()),
            "Log.entryAdded" if parameters["entry"]["source"] == "security" => {
                self.problems.push(parameters.to_string());
            }
            _ => {}
        }
        Ok(())
    }
}

/// Returns another number at each call.
fn unique() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static LAST: AtomicUsize = AtomicUsize::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// Nothing is left running or stored.
impl Drop for Page {
    fn drop(&mut self) {
        self.session = None;
        let _ = self.call("Browser.close", json!({}));
        // Ends with the last process of the browser, which writes to the pipe.
        while self.messages.recv_timeout(PATIENCE).is_ok() {}
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
