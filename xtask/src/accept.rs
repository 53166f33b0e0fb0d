//! `cargo xtask accept`: records the revision of upstream's document that ours matches.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::{
    document::{self, Document},
    drift::{self, FAILED, Files},
};

const HEAD: &str = "# The revision of upstream's document that ours matches. `cargo xtask accept` writes this file.\n";

/// Record the revision of upstream's document that ours matches.
///
/// Exit status as with `drift`: 0 recorded, 1 compatible drift, 2 breaking drift, 3 could not
/// compare or record. Without status 0, nothing is recorded.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Upstream's document: a file or an http(s) URL, YAML or JSON.
    #[arg(long)]
    upstream: String,
    /// The commit of upstream's repository that it is from.
    #[arg(long, value_parser = commit)]
    commit: Option<String>,
    /// The day of that commit, such as 2026-08-21.
    #[arg(long)]
    date: Option<jiff::civil::Date>,
    #[command(flatten)]
    files: Files,
    /// The file to write.
    #[arg(long, default_value_os_t = drift::ours("upstream.toml"))]
    record: PathBuf,
}

/// The content of the file.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Record {
    repository: String,
    path: String,
    commit: Option<String>,
    date: Option<String>,
    sha256: String,
}

/// Compares, records, and returns the exit status.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match accept(arguments) {
        Ok(status) => ExitCode::from(status),
        Err(why) => {
            eprintln!("cannot accept: {}", drift::one_line(&why));
            ExitCode::from(FAILED)
        }
    }
}

fn accept(arguments: &Arguments) -> Result<u8> {
    let report = drift::compare(Document::openapi(&arguments.upstream)?, &arguments.files)?;
    if report.status() != 0 {
        drift::say(&report.text());
        eprintln!("cannot accept: there is drift, see above; `cargo xtask drift --snippets` helps");
        return Ok(report.status());
    }
    let path = &arguments.record;
    let old = match fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).ok(),
        Err(_) => None,
    };
    let new = record(arguments, &report.sha256, old.as_ref());
    if old.as_ref() != Some(&new) {
        let text = toml::to_string(&new).context("cannot write the record")?;
        document::write(path, &format!("{HEAD}{text}"))?;
    }
    drift::say(&format!(
        "{} says that our document matches sha256 {}\n",
        path.display(),
        new.sha256
    ));
    if new.commit.is_none() || new.date.is_none() {
        drift::say("its commit and date are unknown; --commit and --date add them\n");
    }
    Ok(0)
}

/// Keeps the commit and date of the old record if the content is the same.
fn record(arguments: &Arguments, sha256: &str, old: Option<&Record>) -> Record {
    let known = old.filter(|old| old.sha256 == sha256);
    let date = arguments.date.map(|date| date.to_string());
    Record {
        repository: "https://github.com/upstash/docs".to_owned(),
        path: "workflow/openapi.yaml".to_owned(),
        commit: arguments.commit.clone().or_else(|| known?.commit.clone()),
        date: date.or_else(|| known?.date.clone()),
        sha256: sha256.to_owned(),
    }
}

fn commit(text: &str) -> Result<String, String> {
    let valid = (7..=40).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_hexdigit());
    if valid {
        Ok(text.to_owned())
    } else {
        Err("a commit is 7 to 40 hexadecimal digits".to_owned())
    }
}
