//! `cargo xtask drift`: what upstream changed, and what it breaks.

mod ahead;
mod overlay;
mod report;

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};

use self::report::Report;
use crate::{
    compare,
    document::{Document, check, reference},
    snippets,
};

/// The exit status of a comparison that failed.
pub(crate) const FAILED: u8 = 3;

/// Where upstream publishes its document.
const PUBLISHED: &str = "https://raw.githubusercontent.com/upstash/docs/main/workflow/openapi.yaml";

/// Compare upstream's OpenAPI document with ours, by structure.
///
/// Exit status: 0 no drift, 1 compatible drift, 2 breaking drift, 3 could not compare.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Upstream's document: a file or an http(s) URL, YAML or JSON.
    #[arg(long, default_value = PUBLISHED)]
    upstream: String,
    /// The format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Print the YAML to paste into our document after the report. JSON always has it.
    #[arg(long)]
    snippets: bool,
    #[command(flatten)]
    files: Files,
}

/// Our files that a comparison needs.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Our document.
    #[arg(long, default_value_os_t = ours("openapi.yaml"))]
    document: PathBuf,
    /// Upstream's errata, an OpenAPI Overlay.
    #[arg(long, default_value_os_t = ours("overlay.yaml"))]
    overlay: PathBuf,
    /// What our document has ahead of upstream.
    #[arg(long, default_value_os_t = ours("ahead.yaml"))]
    ahead: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people, by operation.
    Text,
    /// For programs; `openapi/README.md` describes it.
    Json,
}

/// Compares, reports, and returns the exit status.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let report = Document::openapi(&arguments.upstream)
        .and_then(|upstream| compare(upstream, &arguments.files));
    let (text, status) = match report {
        Ok(report) if arguments.format == Format::Json => {
            (format!("{:#}\n", report.json()), report.status())
        }
        Ok(report) if arguments.snippets => {
            (report.text() + &report.snippets.text(&report.document), report.status())
        }
        Ok(report) => (report.text(), report.status()),
        Err(why) => {
            let why = one_line(&why);
            eprintln!("cannot compare: {why}");
            let failure = format!("{:#}\n", report::failure(&why));
            (if arguments.format == Format::Json { failure } else { String::new() }, FAILED)
        }
    };
    say(&text);
    ExitCode::from(status)
}

/// Compares a document of upstream's with ours.
pub(crate) fn compare(mut upstream: Document, files: &Files) -> Result<Report> {
    let document = Document::openapi(&name(&files.document))?;
    let overlay = Document::read(&name(&files.overlay))?;
    let mut stale = overlay::apply(&overlay, &mut upstream.value)?;
    // The comparison relies on parts that an action may have removed.
    reference::canonicalize(&mut upstream.value, &upstream.name);
    check::document(&upstream.value)
        .with_context(|| format!("{} leaves a document that is not valid", overlay.name))?;
    let found = compare::compare(&document.value, &upstream.value)?;
    let mut sorted = ahead::sort_out(&Document::read(&name(&files.ahead))?, found)?;
    stale.append(&mut sorted.stale);
    sorted.stale = stale;
    let lines = document.lines();
    let snippets = snippets::write(&document, &lines, &upstream.value, &sorted.drift)?;
    Ok(Report {
        upstream: upstream.name,
        sha256: upstream.sha256,
        document: document.name,
        lines,
        sorted,
        snippets,
    })
}

/// Prints a report. The reader of a pipe may be gone.
pub(crate) fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// Formats an error and its causes on one line.
pub(crate) fn one_line(why: &anyhow::Error) -> String {
    format!("{why:#}").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Returns the path of a file beside our document, independent of the current folder.
pub(crate) fn ours(name: &str) -> PathBuf {
    let file = Path::new("openapi").join(name);
    if file.exists() {
        return file;
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}
