//! `cargo xtask drift`: what upstream changed, and whom it breaks.

mod ahead;
mod align;
mod compare;
mod finding;
#[cfg(test)]
mod hostile;
mod lower;
mod meaning;
mod moved;
mod node;
mod normal;
mod overlay;
mod parameters;
mod parts;
mod place;
mod report;
mod snippet;
mod unseen;
mod users;
mod whole;

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    thread,
};

use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};

use self::report::Report;
use crate::document::{lines::Lines, read, source::Source};

/// The status of a comparison that could not be made.
pub(crate) const FAILED: u8 = 3;

/// Where upstream publishes its document.
const PUBLISHED: &str = "https://raw.githubusercontent.com/upstash/docs/main/workflow/openapi.yaml";

/// How much a thread may nest. Documents nest as deep as whoever wrote them likes.
const STACK: usize = 256 << 20;

/// Compare upstream's OpenAPI document with ours, by structure.
///
/// Exit status: 0 no drift, 1 compatible drift, 2 breaking drift, 3 could not compare.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Upstream's document: a file or an http(s) URL, YAML or JSON.
    #[arg(long, default_value = PUBLISHED)]
    upstream: String,
    /// How to report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Print, after the report, the YAML to paste for what is new. The JSON report always has it.
    #[arg(long)]
    snippets: bool,
    #[command(flatten)]
    files: Files,
}

/// The files of ours that a comparison takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Files {
    /// Our document.
    #[arg(long, default_value_os_t = ours("openapi.yaml"))]
    pub(crate) document: PathBuf,
    /// Upstream's errata, an OpenAPI Overlay.
    #[arg(long, default_value_os_t = ours("overlay.yaml"))]
    pub(crate) overlay: PathBuf,
    /// What our document has ahead of upstream.
    #[arg(long, default_value_os_t = ours("ahead.yaml"))]
    pub(crate) ahead: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people, by operation.
    Text,
    /// For programs; `openapi/README.md` describes it.
    Json,
}

/// Compares, reports, and gives the exit status.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    let Arguments { upstream, format, snippets, files } = arguments;
    let outcome = guarded(move || {
        let upstream = Source::read(&upstream)?;
        let document = read_file(&files.document)?;
        let report = compare_documents(&upstream, &document, &files)?;
        let text = match format {
            Format::Text if snippets => report.text() + &report.snippets(),
            Format::Text => report.text(),
            Format::Json => format!("{:#}\n", report.json()),
        };
        Ok((text, report.status()))
    });
    let (text, status) = outcome.unwrap_or_else(|why| {
        eprintln!("cannot compare: {why}");
        let failure = format!("{:#}\n", report::failure(&why));
        (if matches!(format, Format::Json) { failure } else { String::new() }, FAILED)
    });
    say(&text);
    ExitCode::from(status)
}

/// Prints a report. Whoever reads it may have seen enough and gone.
pub(crate) fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// One comparison, from text to findings.
pub(crate) fn compare_documents<'a>(
    upstream: &'a Source,
    document: &'a Source,
    files: &Files,
) -> Result<Report<'a>> {
    let ours = read::openapi(document)?;
    read::check_path_parameters(&ours).with_context(|| document.name.clone())?;
    let mut theirs = read::openapi(upstream)?;
    let mut stale = overlay::apply(&read_file(&files.overlay)?, &mut theirs)?;
    read::check_path_parameters(&theirs).with_context(|| upstream.name.clone())?;
    let found = compare::compare(&ours, &theirs)?;
    let mut sorted = ahead::sort_out(&read_file(&files.ahead)?, found)?;
    stale.append(&mut sorted.stale);
    sorted.stale = stale;
    Ok(Report {
        upstream: &upstream.name,
        sha256: upstream.sha256(),
        document: &document.name,
        lines: Lines::of(&document.text),
        snippets: snippet::of(&sorted.drift, &ours, &theirs),
        sorted,
    })
}

pub(crate) fn read_file(path: &Path) -> Result<Source> {
    Source::read(&path.display().to_string())
}

/// Runs `chore` so that whatever it comes upon ends as one line: what it
/// returns, or what a library panics with.
pub(crate) fn guarded<T: Send + 'static>(
    chore: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T, String> {
    std::panic::set_hook(Box::new(|_| {}));
    let thread = thread::Builder::new().stack_size(STACK).spawn(chore);
    let outcome = match thread.map(thread::JoinHandle::join) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
            Err(anyhow!("a part of it is more than the comparison can do: {text}"))
        }
        Err(why) => Err(anyhow!("cannot start a thread: {why}")),
    };
    outcome.map_err(|why| format!("{why:#}").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A file beside our document, from wherever the command is called.
pub(crate) fn ours(name: &str) -> PathBuf {
    let file = format!("openapi/{name}");
    let here = Path::new(&file);
    if here.exists() {
        return here.to_owned();
    }
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}
