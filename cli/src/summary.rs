//! The summary of a command that acts on several things.

use std::future::Future;

use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use serde_json::{Map, Value, json};
use upstash_workflow::types::RunReference;
use upstash_workflow::{Error, RetryReport};

use crate::failure::{Exit, Failure, exit_of, message_of};
use crate::interrupt;
use crate::output::{Output, one_line};

/// Requests in flight, at most.
const CONCURRENCY: usize = 8;

/// The outcome of each thing that was found; each is counted in exactly one place.
#[derive(Debug)]
pub(crate) struct Summary {
    /// The API's name of the ids.
    pub(crate) id_name: &'static str,
    pub(crate) found: usize,
    /// Counts by outcome.
    pub(crate) done: Vec<Done>,
    /// Ids of those without anything to do, and why.
    pub(crate) skipped: Vec<(String, String)>,
    pub(crate) failed: Vec<(String, Problem)>,
    /// Entries whose callback was retried and failed again, and why.
    pub(crate) still_failing: Vec<(String, String)>,
    /// The new runs.
    pub(crate) runs: Vec<RunReference>,
    /// The bulk action that continues in the background.
    pub(crate) action_id: Option<String>,
    /// Why the command stopped early.
    pub(crate) broken: Option<Broken>,
}

/// The count of one outcome, such as `deleted`.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) key: &'static str,
    pub(crate) words: &'static str,
    pub(crate) count: usize,
    /// Does it count as a failure?
    pub(crate) bad: bool,
}

impl Done {
    pub(crate) fn well(word: &'static str, count: usize) -> Self {
        Self { key: word, words: word, count, bad: false }
    }
}

/// The count of callbacks that were retried and failed again.
pub(crate) fn still_failing(count: usize) -> Done {
    Done { key: "stillFailing", words: "still failing", count, bad: true }
}

#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) line: String,
    pub(crate) exit: Exit,
}

#[derive(Debug)]
pub(crate) enum Broken {
    Interrupted,
    Error(Error),
}

impl From<&Error> for Problem {
    fn from(error: &Error) -> Self {
        Self { line: message_of(error), exit: exit_of(error) }
    }
}

impl From<&RetryReport> for Summary {
    fn from(report: &RetryReport) -> Self {
        let skipped = report.skipped.iter().map(|s| (s.dlq_id.clone(), s.reason.to_string()));
        let failed = report.failed.iter().map(|f| (f.dlq_id.clone(), Problem::from(&f.error)));
        Self {
            found: report.found,
            done: vec![
                Done::well("succeeded", report.succeeded),
                still_failing(report.still_failing),
                Done::well("retried", report.retried),
            ],
            skipped: skipped.collect(),
            failed: failed.collect(),
            ..Self::of_entries([])
        }
    }
}

impl Summary {
    /// Returns an empty summary of DLQ entries with these outcomes, such as `deleted`.
    pub(crate) fn of_entries<const N: usize>(words: [&'static str; N]) -> Self {
        Self {
            id_name: "dlqId",
            found: 0,
            done: words.map(|word| Done::well(word, 0)).into(),
            skipped: Vec::new(),
            failed: Vec::new(),
            still_failing: Vec::new(),
            runs: Vec::new(),
            action_id: None,
            broken: None,
        }
    }

    /// Returns an empty summary of runs with this outcome, such as `cancelled`.
    pub(crate) fn of_runs(word: &'static str) -> Self {
        Self { id_name: "workflowRunId", ..Self::of_entries([word]) }
    }

    /// Calls `act` for each id, several at a time. Stops at Ctrl-C, and if the service refuses the account.
    pub(crate) async fn each<T, F>(
        self,
        out: &Output,
        doing: &str,
        ids: Vec<String>,
        act: impl Fn(String) -> F,
        mut done: impl FnMut(&mut Self, T),
    ) -> Self
    where
        F: Future<Output = Result<T, Error>>,
    {
        let mut summary = Self { found: ids.len(), ..self };
        let progress = out.progress(doing, Some(ids.len()));
        let job = async {
            let call = |id: String| {
                let call = act(id.clone());
                async move { (id, call.await) }
            };
            let mut calls = stream::iter(ids).map(call).buffer_unordered(CONCURRENCY);
            while let Some((id, result)) = calls.next().await {
                progress.add(1);
                match result {
                    Ok(value) => done(&mut summary, value),
                    Err(error) if exit_of(&error) == Exit::Refused => return Some(error),
                    Err(error) => summary.failed.push((id, Problem::from(&error))),
                }
            }
            None
        };
        let ended = interrupt::wait(job).await;
        summary.broken = match ended {
            None => Some(Broken::Interrupted),
            Some(Some(error)) => Some(Broken::Error(error)),
            Some(None) => None,
        };
        summary
    }

    /// Sends the requests of a bulk operation until it ends or Ctrl-C stops it. `add` returns how many entries a
    /// response is about.
    pub(crate) async fn follow<P>(
        self,
        out: &Output,
        doing: &str,
        count: usize,
        mut pages: impl Stream<Item = Result<P, Error>> + Unpin,
        add: impl Fn(&mut Self, P) -> usize,
    ) -> Self {
        let mut summary = Self { found: count, ..self };
        let progress = out.progress(doing, Some(count));
        let job = async {
            while let Some(page) = pages.try_next().await? {
                progress.add(add(&mut summary, page));
            }
            Ok(())
        };
        summary.broken = match interrupt::wait(job).await {
            None => Some(Broken::Interrupted),
            Some(Err(error)) => Some(Broken::Error(error)),
            Some(Ok(())) => None,
        };
        // Entries that arrived after the count are included.
        summary.found = summary.found.max(summary.done.iter().map(|done| done.count).sum());
        summary
    }

    /// Adds to the count of an outcome.
    pub(crate) fn add(&mut self, word: &'static str, more: usize) {
        match self.done.iter_mut().find(|done| done.key == word) {
            Some(done) => done.count += more,
            None => self.done.push(Done::well(word, more)),
        }
    }

    /// Writes the summary to stdout and returns how the program ends.
    pub(crate) fn finish(self, out: &Output) -> Result<(), Failure> {
        let written = if out.is_table() {
            out.text(&self.text())
        } else {
            out.one(&self.json(), |_| Default::default())
        };
        // A failure wins over a closed pipe.
        let ended = self.end();
        ended.and(written)
    }

    fn left(&self) -> usize {
        let done: usize = self.done.iter().map(|done| done.count).sum();
        self.found.saturating_sub(done + self.skipped.len() + self.failed.len())
    }

    fn end(self) -> Result<(), Failure> {
        let bad = self.done.iter().any(|done| done.bad && done.count > 0);
        match self.broken {
            Some(Broken::Interrupted) => return Err(Failure::silent(Exit::Interrupted)),
            Some(Broken::Error(error)) => return Err(error.into()),
            None => {}
        }
        match &self.failed[..] {
            [] if bad => Err(Failure::silent(Exit::Failed)),
            [] => Ok(()),
            [(_, first), rest @ ..]
                if !bad && rest.iter().all(|(_, other)| other.exit == first.exit) =>
            {
                Err(Failure::silent(first.exit))
            }
            _ => Err(Failure::silent(Exit::Failed)),
        }
    }

    /// Returns a line for each id to be named, then one with the counts that are not zero.
    fn text(&self) -> String {
        let mut text = String::new();
        for (id, why) in &self.skipped {
            text.push_str(&format!("skipped {id}: {}\n", one_line(why)));
        }
        for (id, problem) in &self.failed {
            text.push_str(&format!("failed {id}: {}\n", one_line(&problem.line)));
        }
        for (id, why) in &self.still_failing {
            text.push_str(&format!("still failing {id}: {}\n", one_line(why)));
        }
        for run in &self.runs {
            text.push_str(&format!("started {}\n", one_line(&run.workflow_run_id)));
        }
        if let Some(action) = &self.action_id {
            text.push_str(&format!("in the background: bulk action {}\n", one_line(action)));
        }
        let counts = self.done.iter().map(|done| (done.count, done.words));
        let rest =
            [(self.skipped.len(), "skipped"), (self.failed.len(), "failed"), (self.left(), "left")];
        let counts = counts.chain(rest).filter(|(count, _)| *count > 0);
        let counts: Vec<_> = counts.map(|(count, words)| format!("{count} {words}")).collect();
        text.push_str(&format!("{} found", self.found));
        if !counts.is_empty() {
            text.push_str(&format!(": {}", counts.join(", ")));
        }
        if matches!(self.broken, Some(Broken::Interrupted)) {
            text.push_str("; interrupted: run it again to continue");
        }
        text + "\n"
    }

    fn json(&self) -> Value {
        let named = |id: &String, name: &str, why: &String| json!({ self.id_name: id, name: why });
        let mut value = Map::new();
        value.insert("found".into(), self.found.into());
        for done in &self.done {
            value.insert(done.key.into(), done.count.into());
        }
        let skipped = self.skipped.iter().map(|(id, why)| named(id, "reason", why));
        value.insert("skipped".into(), skipped.collect());
        let failed = self.failed.iter().map(|(id, problem)| named(id, "error", &problem.line));
        value.insert("failed".into(), failed.collect());
        if !self.still_failing.is_empty() {
            let named = self.still_failing.iter().map(|(id, why)| named(id, "reason", why));
            value.insert("stillFailingEntries".into(), named.collect());
        }
        if !self.runs.is_empty() {
            value.insert("workflowRuns".into(), json!(self.runs));
        }
        if let Some(action) = &self.action_id {
            value.insert("actionId".into(), json!(action));
        }
        if self.broken.is_some() {
            value.insert("left".into(), self.left().into());
        }
        Value::Object(value)
    }
}
