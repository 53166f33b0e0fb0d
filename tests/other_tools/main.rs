//! Other tools take the document: Prism mocks it for our client, and linters read it. Apart from
//! `it`, since only its own harness can skip a test while it runs.
//!
//! Where Node or Python is missing, or a tool cannot be installed, its tests are skipped and
//! counted so. With `CI` in the environment they fail instead where Node or Python is there.

#[path = "../support/mod.rs"]
mod support;

#[macro_use]
mod check;
mod install;
mod lint;
mod mock;
mod tables;

use std::collections::BTreeSet;
use std::sync::Arc;

use check::Call;
use install::Missing;
use libtest_mimic::{Arguments, Failed, Trial};
use mock::Mock;
use support::calls::assert_all_operations;

/// Requests that break a limit of the document.
mod wrong {
    requests! {
        resume_workflow_run {
            label: .dlq_id("1-0").label("two words") => ();
            failure_callback: .dlq_id("1-0").failure_url("app.example.com") => ();
        }
        list_failed_workflow_runs {
            count: .count(101) => ();
            state: .failure_function_state("CALLBACK_LOST") => ();
        }
    }
}

/// How the mock makes up its responses.
const MODES: [(&str, &[&str]); 2] =
    [("examples", &["--errors"]), ("random_values", &["--dynamic", "--seed", "7"])];

fn main() {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    // Listing the tests needs no installation.
    let installed = |install: fn() -> Result<_, Missing>| match arguments.list {
        true => Err(Missing { why: "not asked for".to_owned(), may_be_skipped: true }),
        false => install(),
    };
    let npm = installed(install::npm);
    let calls: Vec<Call> = [
        tables::bulk_actions::calls(),
        tables::dlq::calls(),
        tables::flow_control::calls(),
        tables::logs::calls(),
        tables::notify::calls(),
        tables::runs::calls(),
        tables::signing_keys::calls(),
    ]
    .concat();
    assert_all_operations(calls.iter().map(|call| call.operation).collect::<BTreeSet<_>>());
    for (mode, options) in MODES {
        let mock = npm.clone().and_then(|npm| Mock::start(&npm, options).map_err(Missing::of_node));
        let mock = mock.map(Arc::new);
        let name = format!("prism_with_{mode}_refuses_what_the_document_does_not_allow");
        trials.push(trial(name, &mock, |mock| {
            let taken = wrong::calls().into_iter().filter(|call| mock.takes(call).is_ok());
            let taken: Vec<_> = taken.map(|call| call.row).collect();
            if taken.is_empty() { Ok(()) } else { Err(format!("{taken:?} were taken")) }
        }));
        for call in &calls {
            let name = format!("prism_with_{mode}_takes_{}_{}", call.operation, call.row);
            let call = call.clone();
            trials.push(trial(name, &mock, move |mock| mock.takes(&call)));
        }
    }
    trials.push(trial(
        "redocly_says_nothing_but_what_the_document_explains".to_owned(),
        &npm,
        |npm| lint::redocly(npm),
    ));
    trials.push(trial(
        "openapi_spec_validator_finds_nothing".to_owned(),
        &installed(install::python),
        |python| lint::openapi_spec_validator(python),
    ));
    // The last trial that holds a process ends it.
    libtest_mimic::run(&arguments, trials).exit();
}

/// A test of a tool, which is skipped if the tool may be missing.
fn trial<T: Clone + Send + 'static>(
    name: String,
    tool: &Result<T, Missing>,
    test: impl FnOnce(&T) -> Result<(), String> + Send + 'static,
) -> Trial {
    let skipped = tool.as_ref().err().is_some_and(|missing| missing.may_be_skipped);
    let tool = tool.clone();
    Trial::test(name, move || {
        let tool = tool.map_err(|missing| Failed::from(missing.why))?;
        Ok(test(&tool)?)
    })
    .with_ignored_flag(skipped)
}
