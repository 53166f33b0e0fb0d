//! Linters, and the findings that the document explains.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::install::run;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.yaml");
const DOCUMENT: &str = include_str!("../../openapi/openapi.yaml");
const REDOCLY: &str = "node_modules/@redocly/cli/bin/cli.js";

pub(crate) fn redocly(npm: &Path) -> Result<(), String> {
    let mut lint = Command::new("node");
    lint.arg(npm.join(REDOCLY)).args(["lint", "--extends=recommended", "--format=json", PATH]);
    // Ignores configuration files in parent folders.
    lint.current_dir(npm).env("REDOCLY_TELEMETRY", "off");
    let report: Value =
        serde_json::from_str(&run(&mut lint)?).map_err(|why| format!("no report: {why}"))?;
    let problems = report["problems"].as_array().ok_or("a report without problems")?;
    let document: Value = yaml_serde::from_str(DOCUMENT).map_err(|why| why.to_string())?;
    let left: Vec<_> =
        problems.iter().filter(|problem| !is_explained(&document, problem)).collect();
    if left.is_empty() { Ok(()) } else { Err(format!("{left:#?}")) }
}

/// An unused component says why it is there. Anything else is explained by a comment that
/// names the rule.
fn is_explained(document: &Value, problem: &Value) -> bool {
    let pointer = problem["location"][0]["pointer"].as_str().unwrap_or_default();
    let place = document.pointer(pointer.trim_start_matches('#'));
    let rule = problem["ruleId"].as_str().unwrap_or_default();
    let comment = format!("(redocly: {rule})");
    let mut comments = DOCUMENT.lines().filter(|line| line.trim_start().starts_with('#'));
    match rule {
        "no-unused-components" => place.is_some_and(|component| component["x-unused"].is_string()),
        _ => comments.any(|line| line.contains(&comment)),
    }
}

pub(crate) fn openapi_spec_validator(python: &Path) -> Result<(), String> {
    let said = run(Command::new(python.join("openapi-spec-validator")).arg(PATH))?;
    if said == format!("{PATH}: OK") { Ok(()) } else { Err(said) }
}
