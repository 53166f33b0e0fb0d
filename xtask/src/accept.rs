//! `cargo xtask accept`: records which revision of upstream's document ours matches.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::{
    document::source::{self, Source},
    drift::{self, FAILED, Files, guarded},
};

/// Record the revision of upstream's document that ours matches.
///
/// Refuses unless there is no drift. Exit status: that of `drift`, 0 if the revision is recorded.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Upstream's document: a file or an http(s) URL, YAML or JSON.
    #[arg(long)]
    upstream: String,
    /// The commit that it is from.
    #[arg(long, requires = "date", value_parser = commit)]
    commit: Option<String>,
    /// The day of that commit, as 2026-08-21.
    #[arg(long, requires = "commit", value_parser = date)]
    date: Option<String>,
    #[command(flatten)]
    files: Files,
    /// The file that records the revision.
    #[arg(long, default_value_os_t = drift::ours("upstream.toml"))]
    record: PathBuf,
}

/// Compares, records, and gives the exit status.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    match guarded(move || accept(&arguments)) {
        Ok((text, 0)) => {
            drift::say(&text);
            ExitCode::SUCCESS
        }
        Ok((summary, status)) => {
            eprintln!("not recorded: {summary}: `cargo xtask drift` says what is left to do");
            ExitCode::from(status)
        }
        Err(why) => {
            eprintln!("cannot accept: {why}");
            ExitCode::from(FAILED)
        }
    }
}

fn accept(arguments: &Arguments) -> Result<(String, u8)> {
    let upstream = Source::read(&arguments.upstream)?;
    let document = drift::read_file(&arguments.files.document)?;
    let report = drift::compare_documents(&upstream, &document, &arguments.files)?;
    if report.status() != 0 {
        return Ok((report.summary(), report.status()));
    }
    let path = arguments.record.display();
    let old = match std::fs::read_to_string(&arguments.record) {
        Ok(text) => text,
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(why) => return Err(why).with_context(|| format!("cannot read {path}")),
    };
    let new = record(&old, &upstream.sha256(), arguments);
    if new == old {
        return Ok((format!("{path} has this revision already\n"), 0));
    }
    source::write(&arguments.record, &new)?;
    let unknown = if arguments.commit.is_none() {
        "; add its commit and date with --commit and --date"
    } else {
        ""
    };
    Ok((format!("{path} has the revision now{unknown}\n"), 0))
}

/// The text of the record. For the same content, a known commit stays known.
fn record(old: &str, sha256: &str, arguments: &Arguments) -> String {
    let sha256 = format!("sha256 = \"{sha256}\"\n");
    if arguments.commit.is_none() && old.contains(&sha256) {
        return old.to_owned();
    }
    let line = |key: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{key} = \"{value}\"\n")).unwrap_or_default()
    };
    format!(
        "# The revision of upstream's document that ours matches. `cargo xtask accept` writes this file.\n\
         repository = \"https://github.com/upstash/docs\"\n\
         path = \"workflow/openapi.yaml\"\n\
         {}{}{sha256}",
        line("commit", &arguments.commit),
        line("date", &arguments.date),
    )
}

fn commit(text: &str) -> Result<String, String> {
    let hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hexadecimal && (7..=64).contains(&text.len()) {
        Ok(text.to_owned())
    } else {
        Err("a commit is 7 to 64 hexadecimal digits".to_owned())
    }
}

fn date(text: &str) -> Result<String, String> {
    let form = text.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
    let form: Vec<u8> = form.collect();
    let part = |range| text.get(range).and_then(|part: &str| part.parse::<u8>().ok()).unwrap_or(0);
    if form == b"0000-00-00" && (1..=12).contains(&part(5..7)) && (1..=31).contains(&part(8..10)) {
        Ok(text.to_owned())
    } else {
        Err("a date is written as 2026-08-21".to_owned())
    }
}
