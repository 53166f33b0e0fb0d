//! `cargo xtask public-api`: everything that a user of the crate can name, as a committed
//! list, so that every change of the public API shows in review.

mod committed;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const CRATE: &str = "upstash_workflow";
const LISTING: &str = "tests/public-api.txt";
const UPDATE: &str = "cargo xtask public-api --update";

/// The default features and those that add to the API. A choice of TLS adds nothing to it.
const FEATURES: &str = "upstash-workflow/receiver,upstash-workflow/schemars,upstash-workflow/jiff,upstash-workflow/chrono";

/// Compare the crate's public API with the committed list of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write the list instead.
    #[arg(long)]
    update: bool,
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a directory");
    let file = root.join(LISTING);
    let outcome = list(root).and_then(|list| match arguments.update {
        true => committed::update(&file, &list),
        false => committed::compare(&file, &list, UPDATE),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Traits that only the compiler can name, and that change with its version.
const OF_THE_COMPILER: [&str; 2] = ["core::marker::Freeze", "core::marker::UnsafeUnpin"];

/// Lists one line per item, in an order that does not depend on the place of the item.
fn list(root: &Path) -> Result<String, String> {
    let api = public_api::Builder::from_rustdoc_json(rustdoc_json(root)?)
        // Blanket impls say nothing about a type.
        .omit_blanket_impls(true)
        .build()
        .map_err(|why| {
            format!(
                "cannot read rustdoc's JSON: {why}. Its form changes with the compiler: this version of \
                 the crate public-api reads that of the compiler in .ci/toolchain"
            )
        })?;
    let items = api.items().map(|item| format!("{item}\n"));
    let own =
        |line: &String| !OF_THE_COMPILER.iter().any(|name| line.contains(&format!("{name} for ")));
    Ok(items.filter(own).collect())
}

fn rustdoc_json(root: &Path) -> Result<PathBuf, String> {
    let target = target_directory(root)?;
    // All packages, although one is needed: for it alone, cargo would select fewer features of
    // the dependencies and check them all again.
    let mut cargo = cargo(root);
    cargo.args(["doc", "--quiet", "--locked", "--workspace", "--lib", "--no-deps"]);
    cargo.args(["--features", FEATURES]);
    cargo.env("RUSTDOC", root.join("xtask/rustdoc-json.sh"));
    cargo.env("RUSTDOCFLAGS", "-Z unstable-options --output-format json");
    let status = cargo.status().map_err(|why| format!("cargo doc: {why}"))?;
    if !status.success() {
        return Err(format!("cargo doc ended with {status}"));
    }
    Ok(target.join("doc").join(CRATE).with_extension("json"))
}

fn target_directory(root: &Path) -> Result<PathBuf, String> {
    let mut cargo = cargo(root);
    cargo.args(["metadata", "--locked", "--no-deps", "--format-version", "1"]);
    let output = cargo.output().map_err(|why| format!("cargo metadata: {why}"))?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|why| {
        format!("cargo metadata: {why}: {}", String::from_utf8_lossy(&output.stderr))
    })?;
    let directory = metadata["target_directory"].as_str();
    directory.map(PathBuf::from).ok_or_else(|| "cargo metadata names no target directory".into())
}

fn cargo(root: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root);
    cargo
}
