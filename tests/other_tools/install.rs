//! Installs the tools into the target folder: with npm as the lock file says, and with pip.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/other_tools");
const OF_NPM: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];
const OF_PYTHON: &str = "openapi-spec-validator==0.9.0";
const PATIENCE: Duration = Duration::from_secs(300);

/// Why a tool is missing.
#[derive(Clone, Debug)]
pub(crate) struct Missing {
    pub(crate) why: String,
    pub(crate) may_be_skipped: bool,
}

impl Missing {
    /// For a tool whose Node is there.
    pub(crate) fn of_node(why: String) -> Self {
        Self::unless_in_ci(why)
    }

    fn unless_in_ci(why: String) -> Self {
        let missing = Self { why, may_be_skipped: !in_ci() };
        if missing.may_be_skipped {
            eprintln!("skipped: {}", missing.why.lines().last().unwrap_or_default());
        }
        missing
    }

    fn anywhere(why: String) -> Self {
        eprintln!("skipped: {}", why.lines().last().unwrap_or_default());
        Self { why, may_be_skipped: true }
    }
}

/// In CI nothing may be skipped whose Node or Python is there.
pub(crate) fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

fn folder(name: &str) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("other-tools").join(name);
    fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    Ok(folder)
}

/// The folder of the npm packages.
pub(crate) fn npm() -> Result<PathBuf, Missing> {
    run(Command::new("node").arg("--version")).map_err(Missing::anywhere)?;
    let install = || {
        let folder = folder("npm")?;
        for file in OF_NPM {
            let copied = fs::copy(Path::new(SOURCES).join(file), folder.join(file));
            copied.map_err(|why| format!("{file}: {why}"))?;
        }
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let arguments = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
        run(Command::new(npm).args(arguments).current_dir(&folder))?;
        Ok(folder)
    };
    repeated(install).map_err(Missing::unless_in_ci)
}

/// The folder of the programs of a Python environment.
pub(crate) fn python() -> Result<PathBuf, Missing> {
    let (python, programs) = if cfg!(windows) { ("python", "Scripts") } else { ("python3", "bin") };
    run(Command::new(python).arg("--version")).map_err(Missing::anywhere)?;
    let install = || {
        let folder = folder("python")?;
        run(Command::new(python).args(["-m", "venv"]).arg(&folder))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", OF_PYTHON];
        let programs = folder.join(programs);
        run(Command::new(programs.join("python")).args(pip))?;
        Ok(programs)
    };
    repeated(install).map_err(Missing::unless_in_ci)
}

/// Retries in CI, where a failing network is an error.
fn repeated<T>(install: impl Fn() -> Result<T, String>) -> Result<T, String> {
    let mut tries = if in_ci() { 3 } else { 1 };
    loop {
        tries -= 1;
        match install() {
            Err(why) if tries > 0 => eprintln!("once more: {why}"),
            outcome => return outcome,
        }
        thread::sleep(Duration::from_secs(10));
    }
}

/// What the command writes to standard output.
pub(crate) fn run(command: &mut Command) -> Result<String, String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.map_err(|why| format!("`{program}` cannot be started: {why}"))?;
    let output = ended(child).map_err(|why| format!("`{program}` {why}"))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    match output.status.success() {
        true => Ok(said(&output.stdout)),
        false => Err(format!(
            "`{program}` ended with {}: {} {}",
            output.status,
            said(&output.stdout),
            said(&output.stderr)
        )),
    }
}

fn ended(child: Child) -> Result<std::process::Output, String> {
    let id = child.id();
    let (done, waits) = std::sync::mpsc::channel();
    thread::spawn(move || done.send(child.wait_with_output()));
    match waits.recv_timeout(PATIENCE) {
        Ok(output) => output.map_err(|why| why.to_string()),
        Err(_) => Err(format!("(process {id}) does not come to an end")),
    }
}
