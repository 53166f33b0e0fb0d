//! The table at the top of the client's documentation: every operation, and what is easier.

use std::fmt::Write as _;

use super::document::{Document, Operation, items};
use super::pages;

/// Documents the client, with one line for each operation, under its tag.
pub(crate) fn client(document: &Document) -> String {
    let listed = items(&document.root["tags"]).filter_map(|tag| tag["name"].as_str());
    let used = document.operations.iter().map(|operation| &*operation.tag);
    let mut tags: Vec<&str> = Vec::new();
    for tag in listed.chain(used) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let mut doc = format!("{INTRODUCTION}\n\n| operation | | often easier |\n|---|---|---|\n");
    for tag in tags {
        let _ = writeln!(doc, "| **{tag}** | | |");
        for operation in document.operations.iter().filter(|operation| operation.tag == tag) {
            let summary = operation.summary.replace('|', "\\|");
            let mut easier = helpers(operation);
            easier.extend(pages::method(document, operation).map(|method| {
                format!("[`.{method}()`](builder::{}::{method})", operation.builder)
            }));
            let easier = easier.join(", ");
            let _ = writeln!(doc, "| [`{0}`](Self::{0}) | {summary} | {easier} |", operation.id);
        }
    }
    doc + EXAMPLE
}

/// Links to the methods of the client that are easier than the operation.
pub(crate) fn helpers(operation: &Operation) -> Vec<String> {
    operation.helpers.iter().map(|name| format!("[`{name}`](Self::{name})")).collect()
}

const INTRODUCTION: &str = "A client of the Upstash Workflow REST API, made by [`from_env`](Self::from_env) or \
[`builder`](Self::builder).

It has a method for each operation, which returns a builder: set its parameters and await it. It is cheap \
to clone, and all clones share one pool of connections. [`request`](Self::request) sends any other request.

# Operations";

const EXAMPLE: &str = "
# Example

```no_run
# async fn call() -> Result<(), upstash_workflow::Error> {
use upstash_workflow::Client;

let client = Client::from_env()?;
let run = client.trigger(\"https://app.example.com/api/workflow\").text(\"hello\").await?;
client.cancel_workflow_run().workflow_run_id(run.workflow_run_id).await?;
# Ok(())
# }
```
";
