//! An emulator and a home folder for each test, and the program run with them.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;
use upstash_workflow_emulator::{CallbackState, Emulator, EmulatorBuilder, FailedRun};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_upstash-workflow");
pub(crate) const ORDERS: &str = "https://app.example.com/api/orders";

/// The outcome of a run of the program.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Returns stdout of a successful run.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// Returns the error line of a run with this exit status and nothing on stdout.
    #[track_caller]
    pub(crate) fn error(&self, code: i32) -> &str {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{self:?}");
        let line = self.stderr.lines().last().unwrap_or_default();
        assert!(line.starts_with("error: "), "{self:?}");
        line
    }
}

/// A test's own emulator and home folder.
pub(crate) struct World {
    pub(crate) emulator: Emulator,
    pub(crate) home: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(|builder| builder)
    }

    pub(crate) fn with(set: impl FnOnce(EmulatorBuilder) -> EmulatorBuilder) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let started = runtime.block_on(set(Emulator::builder()).start());
        let emulator = started.expect("an emulator");
        Self { emulator, home: TempDir::new().expect("a folder") }
    }

    /// Returns the program with only the emulator's URL and token in its environment.
    pub(crate) fn command(&self) -> assert_cmd::Command {
        let mut command = self.bare();
        command.env("QSTASH_URL", self.emulator.url()).env("QSTASH_TOKEN", self.emulator.token());
        command
    }

    /// Returns the program without an account.
    pub(crate) fn bare(&self) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::new(PROGRAM);
        command.env_clear().envs(self.environment()).timeout(Duration::from_secs(60));
        command
    }

    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let home = self.home.path().to_str().expect("a path in UTF-8").to_owned();
        let path = std::env::var("PATH").unwrap_or_default();
        vec![("HOME", home), ("PATH", path), ("TZ", "UTC".to_owned())]
    }

    /// Starts the program with pipes for its output.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        Command::new(PROGRAM)
            .args(arguments)
            .env_clear()
            .envs(self.environment())
            .env("QSTASH_URL", self.emulator.url())
            .env("QSTASH_TOKEN", self.emulator.token())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts")
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        ran(self.command().args(arguments))
    }

    pub(crate) fn config(&self) -> std::path::PathBuf {
        self.home.path().join(".config/upstash-workflow/config.toml")
    }

    /// Returns the requests that change something.
    pub(crate) fn changes(&self) -> Vec<String> {
        let requests = self.emulator.requests();
        let changes = requests.iter().filter(|request| request.method != "GET");
        changes.map(|request| format!("{} {}", request.method, request.path)).collect()
    }
}

pub(crate) fn ran(command: &mut assert_cmd::Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Returns a run that failed two hours ago, whose failure callback failed too.
pub(crate) fn failed(number: usize, label: &str) -> FailedRun {
    FailedRun::new(ORDERS)
        .run_id(format!("wfr_{label}-{number}"))
        .label(label)
        .created_at(two_hours_ago())
        .body(format!(r#"{{"order":{number}}}"#))
        .response(500, r#"{"error":"Error","message":"the database is away"}"#)
        .failure_callback("http://127.0.0.1:9/failed", CallbackState::Fail)
        .failure_callback_response(503, "down for maintenance")
}

pub(crate) fn two_hours_ago() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    u64::try_from(now.as_millis()).expect("a time") - 2 * 3600 * 1000 - 5000
}

#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("a mode");
}

/// Replaces ids, times and ports by constants of the same length.
pub(crate) fn steady(text: &str) -> String {
    // Entries are numbered within each millisecond.
    let mut seen = Vec::new();
    let number = |found: &regex::Captures<'_>| {
        let id = found[0].to_owned();
        let at = seen.iter().position(|known| *known == id).unwrap_or_else(|| {
            seen.push(id);
            seen.len() - 1
        });
        format!("1752829295505-{at}")
    };
    let ids = regex::Regex::new(r"\b1[789][0-9]{11}-[0-9]+").expect("a pattern");
    let mut text = ids.replace_all(text, number).into_owned();
    for (pattern, instead) in [
        (r"wfr_1[789][0-9]{11}-[0-9]+", "wfr_1752829295505-0000001"),
        (r"wfr_1[789][0-9]{19}", "wfr_175282929550500000004"),
        (r"msg_[0-9A-Za-z-]{8,}", "msg_175282929550500000000"),
        (r"\b1[789][0-9]{11}\b", "1752829295505"),
        (r"\b1[789][0-9]{8}\b", "1752829295"),
        (r"[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} \(", "07-18 09:00 ("),
        (
            r"20[0-9]{2}(-[0-9]{2}){2} ([0-9]{2}:){2}[0-9]{2} UTC \((in )?[0-9]+[smhd]",
            "2025-07-18 09:01:35 UTC (${3}2h",
        ),
        (r"sig_[A-Za-z0-9]{28}", "sig_0000000000000000000000000000"),
        (r"127\.0\.0\.1:[0-9]{5}", "127.0.0.1:8080"),
    ] {
        let pattern = regex::Regex::new(pattern).expect("a pattern");
        text = pattern.replace_all(&text, instead).into_owned();
    }
    text
}
