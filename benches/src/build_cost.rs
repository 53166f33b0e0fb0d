//! The cost of a build: a fresh crate that depends on the client, compared with one that depends
//! on what it would use without the client.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Instant, SystemTime};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Outcome;
use crate::figure::{Figure, Unit};

const PROJECT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const BY_HAND: &str = r#"reqwest = { version = "0.13.4", default-features = false, features = ["json", "query", "stream", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

struct Built {
    wall: f64,
    cpu: f64,
    crates: usize,
}

pub(crate) fn measure() -> Outcome<Vec<Figure>> {
    let project = fs::canonicalize(PROJECT)?;
    let ours = format!(
        "upstash-workflow = {{ path = {project:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    let folder = std::env::current_exe()?.with_file_name("build-cost");
    let ours = Fresh::new(&folder, "ours", &ours, &project)?;
    let by_hand = Fresh::new(&folder, "by-hand", BY_HAND, &project)?;
    let mut figures = Vec::new();
    let (by_hand, fresh) = (by_hand.cold()?, ours.cold()?);
    let mut add = |what: &str, unit, ours, theirs| {
        let (what, baseline) = (what.into(), "`reqwest`, `serde_json`, `tokio`");
        figures.push(Figure { what, baseline, unit, ours, theirs, target: None });
    };
    add("a cold `cargo build`, wall time", Unit::Seconds, fresh.wall, by_hand.wall);
    add("a cold `cargo build`, CPU time", Unit::Seconds, fresh.cpu, by_hand.cpu);
    add("crates compiled for it", Unit::Crates, fresh.crates as f64, by_hand.crates as f64);
    let touched = ours.after_a_touch(&project.join("openapi/openapi.yaml"))?;
    let touched_lib = ours.after_a_touch(&project.join("src/lib.rs"))?;
    figures.push(Figure {
        what: "`cargo check` after a touch of `openapi.yaml`, wall time".into(),
        baseline: "after a touch of `src/lib.rs`",
        unit: Unit::Seconds,
        ours: touched,
        theirs: touched_lib,
        target: None,
    });
    fs::remove_dir_all(&folder)?;
    Ok(figures)
}

/// A crate that has not been built yet.
struct Fresh {
    folder: PathBuf,
}

impl Fresh {
    fn new(folder: &Path, name: &str, dependencies: &str, project: &Path) -> Outcome<Self> {
        let folder = folder.join(name);
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/main.rs"), "fn main() {}\n")?;
        let package = format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n\
             [dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), package)?;
        // The versions that the project is tested with.
        fs::copy(project.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let fresh = Self { folder };
        // Downloads are not measured.
        fresh.cargo(&["fetch"])?;
        Ok(fresh)
    }

    fn cold(&self) -> Outcome<Built> {
        eprintln!("cargo build of {}", self.folder.display());
        let target = self.folder.join("target");
        if target.exists() {
            fs::remove_dir_all(target)?;
        }
        let (start, cpu) = (Instant::now(), cpu_of_children()?);
        let crates = self.cargo(&["build"])?;
        Ok(Built { wall: start.elapsed().as_secs_f64(), cpu: cpu_of_children()? - cpu, crates })
    }

    fn after_a_touch(&self, file: &Path) -> Outcome<f64> {
        self.cargo(&["check"])?;
        fs::File::options().append(true).open(file)?.set_modified(SystemTime::now())?;
        let start = Instant::now();
        if self.cargo(&["check"])? == 0 {
            return Err(format!("{} is not an input", file.display()).into());
        }
        Ok(start.elapsed().as_secs_f64())
    }

    /// Runs cargo as a user would, and returns the number of crates it compiled.
    fn cargo(&self, args: &[&str]) -> Outcome<usize> {
        let mut cargo = Command::new("cargo");
        // Cargo set these for this program.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
                cargo.env_remove(name);
            }
        }
        cargo.args(args).current_dir(&self.folder).stdin(Stdio::null());
        cargo.env("CARGO_TERM_COLOR", "never").env_remove("RUSTC_WRAPPER");
        let output = cargo.output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return Err(format!("{cargo:?}: {said}").into());
        }
        let compiled = |line: &&str| {
            let line = line.trim_start();
            line.starts_with("Compiling ") || line.starts_with("Checking ")
        };
        Ok(said.lines().filter(compiled).count())
    }
}

/// Returns the CPU time in seconds of all children that have ended, and of their children.
fn cpu_of_children() -> Outcome<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let used = usage.user_time() + usage.system_time();
    Ok(used.num_microseconds() as f64 / 1e6)
}
