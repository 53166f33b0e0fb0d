//! `cargo xtask vendor`: takes the structure of what upstream changed over into
//! our document, and marks where prose is due.

mod author;
mod author_schema;
mod edit;
mod follow;
mod follow_access;
mod follow_schema;
mod known;
mod orphans;
mod people;
mod provenance;
mod render;
mod sharing;

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use anyhow::{Context, Result};
use clap::Args;
use serde_json::Value;

use self::{
    author::TODO,
    edit::Editor,
    sharing::{Aim, Sharing},
};
use crate::{
    document::{
        read,
        source::{self, Source},
    },
    drift::{
        self, FAILED, Files,
        ahead::Sorted,
        finding::{Finding, Kind},
        guarded, meaning,
        overlay::{self, Stale},
        users,
    },
};

/// Take the structure of what upstream changed over into our document.
///
/// Exit status: 0 nothing is left but prose, 1 something is left to do by hand, 3 it failed.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Upstream's document: a file or an http(s) URL, YAML or JSON.
    #[arg(long)]
    upstream: String,
    /// The commit that it is from.
    #[arg(long, requires = "date")]
    commit: Option<String>,
    /// The day of that commit, as 2026-08-21.
    #[arg(long, requires = "commit")]
    date: Option<String>,
    #[command(flatten)]
    files: Files,
    /// Where upstream's document is from: what `upstream.toml` records.
    #[arg(long, default_value_os_t = drift::ours("upstream.toml"))]
    provenance: std::path::PathBuf,
}

/// Edits our document, says what was done, and gives the exit status.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    match guarded(move || vendor(&arguments)) {
        Ok((text, status)) => {
            drift::say(&text);
            ExitCode::from(status)
        }
        Err(why) => {
            eprintln!("cannot vendor: {why}");
            ExitCode::from(FAILED)
        }
    }
}

fn vendor(arguments: &Arguments) -> Result<(String, u8)> {
    let upstream = Source::read(&arguments.upstream)?;
    let name = arguments.files.document.display().to_string();
    let before = Source::read(&name)?;
    let mut theirs = read::openapi(&upstream)?;
    overlay::apply(&drift::read_file(&arguments.files.overlay)?, &mut theirs)?;

    let mut undecided = Differences::new();
    let settled = loop {
        let editor = Editor::new(before.text.clone()).with_context(|| name.clone())?;
        let compare = |text: &str| {
            let document = Source { name: name.clone(), text: text.to_owned() };
            let report = drift::compare_documents(&upstream, &document, &arguments.files)?;
            Ok(report.sorted)
        };
        match settle(editor, &theirs, compare, &undecided)? {
            Outcome::Settled(settled) => break settled,
            Outcome::Circle(again) => undecided.extend(again),
        }
    };
    let Settled { mut editor, mut done, left, stale } = settled;
    done.extend(orphans::remove(&mut editor, &before.text)?);
    let mut text: String = done.iter().map(|line| format!("{line}\n")).collect();
    for (finding, why) in &left {
        text.push_str(&format!("by hand: {}: {why}\n", meaning::change(finding)));
    }
    for entry in &stale {
        text.push_str(&format!("by hand: {}: {}: {}\n", entry.file, entry.entry, entry.message));
    }
    if editor.text() != before.text {
        source::write(&arguments.files.document, editor.text())?;
        let due = editor.text().matches(TODO).count();
        text.push_str(&format!("{name} is edited; {due} descriptions are due, marked {TODO}\n"));
    }
    if left.is_empty() {
        let from = (arguments.commit.as_deref(), arguments.date.as_deref());
        text.push_str(&record(&arguments.provenance, &upstream, from)?);
    }
    if text.is_empty() {
        text.push_str("there is nothing to take over\n");
    }
    Ok((text, u8::from(!left.is_empty() || !stale.is_empty())))
}

/// Differences by what they are and where.
type Differences = BTreeSet<(Kind, String)>;

fn key(finding: &Finding) -> (Kind, String) {
    (finding.kind, finding.place.clone())
}

enum Outcome {
    Settled(Settled),
    /// Following one of these undoes another: upstream says two things of one place of ours.
    Circle(Differences),
}

/// What is edited, and what could not be.
struct Settled {
    editor: Editor,
    done: Vec<String>,
    left: Undone,
    stale: Vec<Stale>,
}

/// Follows the differences, round by round, until there is none left that can be followed.
fn settle(
    mut editor: Editor,
    theirs: &Value,
    compare: impl Fn(&str) -> Result<Sorted>,
    undecided: &Differences,
) -> Result<Outcome> {
    let mut rounds: Vec<(String, Vec<Finding>)> = Vec::new();
    loop {
        if let Some(first) = rounds.iter().position(|(text, _)| text == editor.text()) {
            let circle = rounds[first..].iter().flat_map(|(_, done)| done);
            return Ok(Outcome::Circle(circle.map(key).collect()));
        }
        let text = editor.text().to_owned();
        let sorted = compare(&text)?;
        let (done, left) = round(&mut editor, theirs, &sorted.drift, undecided)?;
        if done.is_empty() {
            let done = rounds.iter().flat_map(|(_, done)| done).map(meaning::change).collect();
            return Ok(Outcome::Settled(Settled { editor, done, left, stale: sorted.stale }));
        }
        rounds.push((text, done));
    }
}

fn record(path: &Path, upstream: &Source, from: (Option<&str>, Option<&str>)) -> Result<String> {
    let old = std::fs::read_to_string(path).unwrap_or_default();
    let new = provenance::record(&old, &upstream.sha256(), from);
    if new == old {
        return Ok(String::new());
    }
    source::write(path, &new)?;
    let from =
        if from.0.is_some() { "" } else { "; say its commit and date with --commit and --date" };
    Ok(format!("{} is edited{from}\n", path.display()))
}

type Undone = Vec<(Finding, String)>;

/// Follows each difference that no other one of this round stands in the way
/// of. Edits may move what later ones point to, so then it is the next round's.
fn round(
    editor: &mut Editor,
    theirs: &Value,
    found: &[Finding],
    undecided: &Differences,
) -> Result<(Vec<Finding>, Undone)> {
    let (mut done, mut undone, mut idle) = (Vec::new(), Vec::new(), Vec::new());
    let mut touched = BTreeSet::new();
    for finding in found {
        let twofold = undecided.contains(&key(finding));
        let twofold = twofold.then_some("upstream says two things of what is one in our document");
        if let Some(why) = twofold.or(people::decide(finding, editor.value())) {
            undone.push((finding.clone(), why.to_owned()));
            continue;
        }
        let area = area(finding);
        if touched.contains(&area) {
            continue;
        }
        let before = editor.text().to_owned();
        let outcome = match Sharing::new(editor.value(), theirs).aim(finding, found) {
            // The next round finds what was shared written out, and edits that.
            Aim::WriteOut(site) => editor.write_out(&site),
            Aim::Edit(pointer) => {
                let finding = Finding { pointer, ..finding.clone() };
                follow::follow(editor, theirs, &finding)
            }
        };
        match outcome {
            Ok(()) if editor.text() != before => {
                done.push(finding.clone());
                touched.insert(area);
            }
            // A twin of this difference may have done it.
            Ok(()) => idle.push((finding.clone(), "no edit is known that removes it".to_owned())),
            Err(why) => {
                *editor = Editor::new(before)?;
                undone.push((finding.clone(), format!("{why:#}")));
            }
        }
    }
    if done.is_empty() {
        undone.append(&mut idle);
    }
    Ok((done, undone))
}

/// What an edit may shift: the operation, or the component.
fn area(finding: &Finding) -> String {
    users::component(&finding.pointer)
        .unwrap_or_else(|| finding.pointer.split('/').take(3).collect::<Vec<_>>().join("/"))
}
