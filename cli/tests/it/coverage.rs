//! Every operation of the document has a command, and every filter an option.

use std::collections::BTreeMap;

use yaml_serde::Value;

use crate::support::{World, ran};

/// The command of each operation.
const COMMANDS: &[(&str, &str)] = &[
    ("trigger_workflow_run", "runs trigger"),
    ("batch_trigger_workflow_runs", "runs trigger"),
    ("cancel_workflow_run", "runs cancel"),
    ("bulk_cancel_workflow_runs", "runs cancel"),
    ("retry_step_now", "steps retry"),
    ("list_workflow_run_logs", "runs list"),
    ("list_failed_workflow_runs", "dlq list"),
    ("bulk_delete_failed_workflow_runs", "dlq delete"),
    ("get_failed_workflow_run", "dlq show"),
    ("delete_failed_workflow_run", "dlq delete"),
    ("resume_workflow_run", "dlq resume"),
    ("bulk_resume_workflow_runs", "dlq resume"),
    ("restart_workflow_run", "dlq restart"),
    ("bulk_restart_workflow_runs", "dlq restart"),
    ("retry_failure_callback", "callbacks retry"),
    ("cancel_failure_callback", "callbacks cancel"),
    ("list_bulk_actions", "bulk list"),
    ("get_bulk_action", "bulk show"),
    ("list_flow_control_keys", "flow list"),
    ("get_flow_control_key", "flow show"),
    ("pause_flow_control_key", "flow pause"),
    ("resume_flow_control_key", "flow resume"),
    ("pin_flow_control_configuration", "flow pin"),
    ("unpin_flow_control_configuration", "flow unpin"),
    ("reset_flow_control_rate", "flow reset"),
    ("get_global_parallelism", "flow global"),
    ("get_signing_keys", "keys show"),
    ("rotate_signing_keys", "keys rotate"),
    ("notify_event", "events notify"),
    ("notify_workflow_run_event", "events notify"),
    ("list_waiters", "events waiters"),
];

/// Parameters that the program sets itself: where a page begins and how long it is, and ids, which are arguments.
const OWN: &[&str] = &["cursor", "count", "dlqIds", "workflowRunIds"];

fn document() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.yaml");
    let text = std::fs::read_to_string(path).expect("the document");
    yaml_serde::from_str(&text).expect("YAML")
}

/// Returns the operations with the names of their query parameters.
fn operations(document: &Value) -> BTreeMap<String, Vec<String>> {
    let paths = document["paths"].as_mapping().expect("paths");
    let items = paths.values().flat_map(|item| item.as_mapping().expect("a path").values());
    items
        .filter_map(|operation| {
            let id = operation.get("operationId")?.as_str()?.to_owned();
            let parameters = operation.get("parameters").and_then(Value::as_sequence);
            let parameters = parameters.into_iter().flatten().map(|one| resolved(document, one));
            let query = parameters.filter(|one| one["in"].as_str() == Some("query"));
            let names = query.map(|one| one["name"].as_str().expect("a name").to_owned());
            Some((id, names.collect()))
        })
        .collect()
}

fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => {
            let steps = reference.trim_start_matches("#/").split('/');
            steps.fold(document, |value, step| &value[step])
        }
        None => value,
    }
}

fn without_command(operations: &BTreeMap<String, Vec<String>>) -> Vec<&String> {
    let known = |id: &&String| !COMMANDS.iter().any(|(operation, _)| operation == id);
    operations.keys().filter(known).collect()
}

fn kebab(name: &str) -> String {
    name.chars()
        .flat_map(|c| {
            let dash = c.is_ascii_uppercase().then_some('-');
            dash.into_iter().chain([c.to_ascii_lowercase()])
        })
        .collect()
}

#[test]
fn every_operation_of_the_document_has_a_command_and_every_command_is_there() {
    let world = World::new();
    let operations = operations(&document());
    assert_eq!(without_command(&operations), Vec::<&String>::new(), "give them a command");
    for (operation, command) in COMMANDS {
        let parameters = operations.get(*operation).expect(operation);
        let help = ran(world.bare().args(command.split(' ')).arg("--help")).ok();
        assert!(help.contains(&format!("Usage: upstash-workflow {command}")), "{command}: {help}");
        for parameter in parameters.iter().filter(|name| !OWN.contains(&name.as_str())) {
            let option = format!("--{}", kebab(parameter));
            let there = help.split([' ', '\n']).any(|word| word == option);
            assert!(there, "{command} has no option {option}");
        }
    }
}

#[test]
fn a_new_operation_in_the_document_without_a_command_is_found() {
    let mut operations = operations(&document());
    operations.insert("list_schedules".into(), Vec::new());
    assert_eq!(without_command(&operations), ["list_schedules"]);
}

#[test]
fn only_filters_are_listed_as_filters() {
    let world = World::new();
    for command in [
        "callbacks list",
        "callbacks retry",
        "callbacks cancel",
        "dlq list",
        "dlq delete",
        "dlq resume",
        "runs list",
        "runs cancel",
    ] {
        let help = ran(world.bare().args(command.split(' ')).arg("--help")).ok();
        let (_, filters) = help.split_once("\nFilters:\n").expect(command);
        let (filters, _) = filters.split_once("\n\n").expect(command);
        for option in
            ["--dry-run", "--all", "--wait", "--limit", "--delay", "--trim-body", "--async"]
        {
            assert!(!filters.contains(option), "{command}: {option} in {filters}");
        }
        assert!(filters.contains("--label") && filters.contains("--from-date"), "{filters}");
    }
}
