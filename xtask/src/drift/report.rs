//! The report of a comparison, for people and for programs.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::{
    document::lines::Lines,
    drift::{
        ahead::Sorted,
        finding::{Class, Finding},
        meaning,
    },
};

/// Raised when a field of the JSON report changes its meaning or goes.
const FORMAT: u32 = 1;

/// What is reported, and what it is about.
pub(crate) struct Report<'a> {
    pub(crate) upstream: &'a str,
    pub(crate) sha256: String,
    /// The file to edit, and where in it things are.
    pub(crate) document: &'a str,
    pub(crate) lines: Lines,
    pub(crate) sorted: Sorted,
    /// The YAML to paste for each difference, if it is something new.
    pub(crate) snippets: Vec<Option<String>>,
}

impl Report<'_> {
    /// The worst of what was found; none if there is no drift.
    fn class(&self) -> Option<Class> {
        let found = self.sorted.drift.iter().map(|finding| finding.class).max();
        // A stale entry may break nobody, but somebody has to see to it.
        found.max(self.sorted.stale.iter().map(|stale| stale.class).max())
    }

    /// The exit status that says how bad the drift is.
    pub(crate) fn status(&self) -> u8 {
        match self.class() {
            None => 0,
            Some(Class::Compatible) => 1,
            Some(Class::Breaking) => 2,
        }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = format!("upstream: {} (sha256 {})\n", self.upstream, self.sha256);
        let mut last = None;
        // Writing into a string does not fail.
        for finding in &self.sorted.drift {
            let title = title(finding);
            if last.as_ref() != Some(&title) {
                let _ = write!(text, "\n{title}\n");
                last = Some(title.clone());
            }
            let class = if finding.class == Class::Breaking { "breaking" } else { "compatible" };
            // The title has said which operation it is.
            let change = meaning::change(finding);
            let change = change.strip_prefix(&format!("{title}: ")).unwrap_or(&change);
            let _ = writeln!(text, "  [{class}] {change}");
            let _ = writeln!(text, "      for a user: {}", meaning::for_a_user(finding));
            let _ = writeln!(
                text,
                "      to follow:  {}: {}",
                self.edit(finding),
                meaning::to_follow(finding)
            );
        }
        if !self.sorted.stale.is_empty() {
            text.push_str("\nof no use any more\n");
        }
        for stale in &self.sorted.stale {
            let _ = writeln!(text, "  {}: {}: {}", stale.file, stale.entry, stale.message);
            let _ = writeln!(text, "      its reason was: {}", one_line(&stale.reason));
        }
        if !self.sorted.ahead.is_empty() {
            text.push_str("\nahead of upstream, on purpose, and no drift\n");
        }
        let mut last = "";
        for (finding, reason) in &self.sorted.ahead {
            if reason != last {
                let _ = writeln!(text, "  {}", one_line(reason));
                last = reason;
            }
            let _ = writeln!(text, "      {}", finding.place);
        }
        let _ = write!(text, "\n{}\n", self.summary());
        text
    }

    /// The YAML to paste, for people.
    pub(crate) fn snippets(&self) -> String {
        let all = self.sorted.drift.iter().zip(&self.snippets);
        let all = all.filter_map(|(finding, snippet)| {
            let (place, change) = (self.edit(finding), meaning::change(finding));
            Some(format!("\n# {place}: {}\n{}", one_line(&change), snippet.as_ref()?))
        });
        let all: String = all.collect();
        if all.is_empty() {
            return "\nnothing is new, so there is nothing to paste\n".to_owned();
        }
        format!(
            "\nto paste into {}: the last lines of each snippet, at the line that it names; those \
             before say where they belong\n{all}",
            self.document
        )
    }

    pub(crate) fn summary(&self) -> String {
        let breaking = self.sorted.drift.iter().filter(|it| it.class == Class::Breaking).count();
        let compatible = self.sorted.drift.len() - breaking;
        let stale = self.sorted.stale.len();
        let counts =
            format!("{breaking} breaking, {compatible} compatible, {stale} of no use any more");
        match self.class() {
            None => "no drift".to_owned(),
            Some(Class::Compatible) => format!("compatible drift: {counts}"),
            Some(Class::Breaking) => format!("breaking drift: {counts}"),
        }
    }

    fn edit(&self, finding: &Finding) -> String {
        match self.lines.line(&finding.pointer) {
            Some(line) => format!("{}:{line}", self.document),
            None => self.document.to_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        let change = |(finding, snippet): (&Finding, &Option<String>)| {
            json!({
                "kind": finding.kind,
                "class": finding.class,
                "direction": finding.direction,
                "operations": finding.operations,
                "place": finding.place,
                "change": meaning::change(finding),
                "for_a_user": meaning::for_a_user(finding),
                "to_follow": meaning::to_follow(finding),
                "file": self.document,
                "line": self.lines.line(&finding.pointer),
                "pointer": finding.pointer,
                "upstream_pointer": finding.upstream_pointer,
                "ours": finding.ours,
                "upstream": finding.upstream,
                "snippet": snippet,
            })
        };
        let ahead = |(finding, reason): &(Finding, String)| json!({ "place": finding.place, "reason": one_line(reason) });
        let class = self.class();
        json!({
            "format": FORMAT,
            "upstream": { "source": self.upstream, "sha256": self.sha256 },
            "result": class.map_or(json!("none"), |class| json!(class)),
            "changes": self.sorted.drift.iter().zip(&self.snippets).map(change).collect::<Vec<_>>(),
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

/// The report of a comparison that could not be made.
pub(crate) fn failure(why: &str) -> Value {
    json!({ "format": FORMAT, "result": "failed", "error": why })
}

fn title(finding: &Finding) -> String {
    let operations: Vec<&str> = finding.operations.iter().map(String::as_str).collect();
    if operations.is_empty() { "all operations".to_owned() } else { operations.join(", ") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
