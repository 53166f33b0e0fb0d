//! The report of a comparison, for people and for programs.

mod wording;

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::{
    compare::change::{Change, Class},
    document::Lines,
    drift::ahead::Sorted,
    snippets::Snippets,
};

/// Raised when a field of the JSON report changes its meaning or is removed.
const FORMAT: u32 = 2;

/// A report, and the documents that it is about.
pub(crate) struct Report {
    pub(crate) upstream: String,
    pub(crate) sha256: String,
    /// The document to edit, and the lines of its parts.
    pub(crate) document: String,
    pub(crate) lines: Lines,
    pub(crate) sorted: Sorted,
    /// What to paste.
    pub(crate) snippets: Snippets,
}

impl Report {
    /// Returns the exit status: that of the worst difference.
    pub(crate) fn status(&self) -> u8 {
        match self.class() {
            None => 0,
            Some(Class::Compatible) => 1,
            Some(Class::Breaking) => 2,
        }
    }

    fn class(&self) -> Option<Class> {
        let found = self.sorted.drift.iter().map(|change| change.class).max();
        // A stale entry breaks nobody, but has to be removed.
        found.max(self.sorted.stale.iter().map(|stale| stale.class).max())
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("upstream: {} (sha256 {})\n", self.upstream, self.sha256);
        let mut last = None;
        // Writing into a string does not fail.
        for change in &self.sorted.drift {
            let title = title(change);
            if last.as_ref() != Some(&title) {
                let _ = write!(text, "\n{title}\n");
                last = Some(title.clone());
            }
            let class = if change.class == Class::Breaking { "breaking" } else { "compatible" };
            // The title has the operation.
            let words = wording::change(change);
            let words = words.strip_prefix(&format!("{title}: ")).unwrap_or(&words);
            let (meaning, edit) = (wording::for_a_user(change), wording::to_follow(change));
            let _ = writeln!(text, "  [{class}] {words}");
            let _ = writeln!(text, "      for a user: {meaning}");
            let _ = writeln!(text, "      to follow:  {}: {edit}", self.line(change));
        }
        if !self.sorted.stale.is_empty() {
            text.push_str("\nno longer needed\n");
        }
        for stale in &self.sorted.stale {
            let _ = writeln!(text, "  {}: {}: {}", stale.file, stale.entry, stale.message);
            let _ = writeln!(text, "      its reason was: {}", one_line(&stale.reason));
        }
        if !self.sorted.ahead.is_empty() {
            text.push_str("\nahead of upstream on purpose, not drift\n");
        }
        let mut last = "";
        for (change, reason) in &self.sorted.ahead {
            if reason != last {
                let _ = writeln!(text, "  {}", one_line(reason));
                last = reason;
            }
            let _ = writeln!(text, "      {}", change.place);
        }
        let _ = write!(text, "\n{}\n", self.summary());
        text
    }

    fn summary(&self) -> String {
        let breaking = self.sorted.drift.iter().filter(|it| it.class == Class::Breaking).count();
        let compatible = self.sorted.drift.len() - breaking;
        let stale = self.sorted.stale.len();
        let counts =
            format!("{breaking} breaking, {compatible} compatible, {stale} no longer needed");
        match self.class() {
            None => "no drift".to_owned(),
            Some(Class::Compatible) => format!("compatible drift: {counts}"),
            Some(Class::Breaking) => format!("breaking drift: {counts}"),
        }
    }

    /// Returns where to edit, as `file:line`.
    fn line(&self, change: &Change) -> String {
        match self.lines.line(&change.pointer) {
            Some(line) => format!("{}:{line}", self.document),
            None => self.document.clone(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let change = |(index, change): (usize, &Change)| {
            json!({
                "kind": change.kind,
                "class": change.class,
                "direction": change.direction,
                "operations": change.operations,
                "place": change.place,
                "change": wording::change(change),
                "for_a_user": wording::for_a_user(change),
                "to_follow": wording::to_follow(change),
                "file": self.document,
                "line": self.lines.line(&change.pointer),
                "pointer": change.pointer,
                "upstream_pointer": change.upstream_pointer,
                "ours": change.ours,
                "upstream": change.upstream,
                "snippet": self.snippets.of(index),
            })
        };
        let ahead = |(change, reason): &(Change, String)| json!({ "place": change.place, "reason": one_line(reason) });
        let class = self.class();
        json!({
            "format": FORMAT,
            "upstream": { "source": self.upstream, "sha256": self.sha256 },
            "result": class.map_or(json!("none"), |class| json!(class)),
            "changes": self.sorted.drift.iter().enumerate().map(change).collect::<Vec<_>>(),
            "stale": self.sorted.stale.iter().map(|stale| json!({
                "file": stale.file,
                "entry": stale.entry,
                "reason": one_line(&stale.reason),
                "message": stale.message,
                "class": stale.class,
            })).collect::<Vec<_>>(),
            "ahead": self.sorted.ahead.iter().map(ahead).collect::<Vec<_>>(),
        })
    }
}

/// Formats the report of a comparison that failed.
pub(crate) fn failure(why: &str) -> Value {
    json!({ "format": FORMAT, "result": "failed", "error": why })
}

fn title(change: &Change) -> String {
    let operations: Vec<&str> = change.operations.iter().map(String::as_str).collect();
    if operations.is_empty() { "all operations".to_owned() } else { operations.join(", ") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
