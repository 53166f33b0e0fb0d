//! Names that are not refused compile, with the whole crate round them.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use super::DOCUMENT;
use super::any_names::NAMES;
use super::build_script::{document::Document, names::check};
use super::names::document;

/// As many of the names as fit together: those with which `made` is not refused.
fn accepted(made: impl Fn(&[&str]) -> Value) -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in NAMES {
        names.push(*name);
        if Document::read(&made(&names).to_string()).and_then(|made| check(&made)).is_err() {
            names.pop();
        }
    }
    assert!(names.len() > 10, "{names:?}");
    names
}

fn properties(names: &[&str]) -> Value {
    let all = names.iter().map(|name| ((*name).to_owned(), json!({"type": "string"})));
    json!({"type": "object", "properties": all.collect::<Map<_, _>>()})
}

fn parameters(id: &str, places: &[&str], names: &[&str]) -> Value {
    let all = names.iter().zip(places.iter().cycle()).map(|(name, place)| {
        let schema = match *place {
            "query" => json!({"$ref": "#/components/schemas/StringList"}),
            _ => json!({"type": "string"}),
        };
        json!({"name": name, "in": place, "schema": schema})
    });
    json!({"operationId": id, "parameters": all.collect::<Vec<_>>()})
}

/// Operations of every kind, with these parameters.
fn operations(names: &[&str]) -> Vec<Value> {
    let done = |schema: Value| json!({"2XX": {"description": "Done", "content": {"application/json": {"schema": schema}}}});
    let cursor = json!({"name": "cursor", "in": "query", "schema": {"type": "string"}});
    let names: Vec<_> = names.iter().copied().filter(|name| *name != "cursor").collect();
    let names = &*names;
    let mut list = parameters("list_names", &["query"], names);
    let mut bulk = parameters("delete_names", &["query"], names);
    bulk["method"] = json!("delete");
    for (operation, response) in [(&mut list, "WorkflowDLQPage"), (&mut bulk, "BulkDeleteResult")] {
        operation["responses"] = done(json!({"$ref": format!("#/components/schemas/{response}")}));
        if let Some(all) = operation["parameters"].as_array_mut() {
            all.push(cursor.clone());
        }
    }
    let mut bytes = parameters("send_bytes", &["header", "query"], names);
    bytes["method"] = json!("post");
    let schema = json!({"type": "string", "format": "binary"});
    bytes["requestBody"] = json!({"content": {"application/octet-stream": {"schema": schema}}});
    let mut values = parameters("send_values", &["query", "header"], names);
    values["method"] = json!("post");
    let schema = json!({"$ref": "#/components/schemas/BatchTriggerRequest"});
    values["requestBody"] =
        json!({"required": true, "content": {"application/json": {"schema": schema}}});
    vec![list, bulk, bytes, values]
}

/// Our document with every name that is allowed.
fn with_names() -> Value {
    let ours: Value = yaml_serde::from_str(DOCUMENT).expect("YAML");
    let schemas = ours["components"]["schemas"].clone();
    let page = |names: &[&str]| document(schemas.clone(), &operations(names));
    let one = |schema: Value| document(json!({"Names": schema}), &[]);
    let mut all = page(&accepted(|names| page(names)));
    let mut add = |name: &str, schema: Value| all["components"]["schemas"][name] = schema;
    add(
        "NameValues",
        json!({"type": "string", "enum": accepted(|names| one(json!({"type": "string", "enum": names})))}),
    );
    let fields = accepted(|names| one(properties(names)));
    // What is part of a request has a builder.
    add("NameProperties", properties(&fields));
    add("NameRequest", properties(&fields));
    let component = |names: &[&str]| {
        let named = names.iter().map(|name| ((*name).to_owned(), properties(&["a"])));
        document(
            Value::Object(
                named.chain(schemas.as_object().cloned().into_iter().flatten()).collect(),
            ),
            &[],
        )
    };
    let known: Vec<_> =
        schemas.as_object().expect("schemas").keys().map(|name| name.to_pascal_case()).collect();
    for name in accepted(component) {
        if !known.contains(&name.to_pascal_case()) {
            add(name, properties(&["a"]));
        }
    }
    let call = |id: &&str| json!({"operationId": id, "method": "put"});
    let ids = accepted(|names| document(json!({}), &names.iter().map(call).collect::<Vec<_>>()));
    let calls = ids.iter().map(|id| (format!("/names/{id}"), json!({"put": {"operationId": id, "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NameRequest"}}}}, "responses": {"2XX": {"description": "Done"}}}})));
    let paths = all["paths"].as_object_mut().expect("paths");
    paths.extend(calls);
    paths.extend(ours["paths"].as_object().cloned().expect("paths"));
    all["components"]["parameters"] = ours["components"]["parameters"].clone();
    all["components"]["requestBodies"] = ours["components"]["requestBodies"].clone();
    all["components"]["responses"] = ours["components"]["responses"].clone();
    all
}

/// The package with another document. It is a member of a workspace of its own: at the top
/// of one, cargo would take its artifacts for those of the real one.
fn workspace(document: &Value) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names");
    let _ = fs::remove_dir_all(&workspace);
    let package = workspace.join("package");
    fs::create_dir_all(package.join("openapi")).expect("a folder");
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(ours).expect("the package") {
        let entry = entry.expect("an entry");
        let other = ["openapi", "target", ".git", "Cargo.toml", "Cargo.lock"];
        if !other.iter().any(|other| entry.file_name() == *other) {
            symlink(entry.path(), package.join(entry.file_name())).expect("a link");
        }
    }
    fs::write(package.join("openapi/openapi.yaml"), document.to_string()).expect("a file");
    let manifest = fs::read_to_string(ours.join("Cargo.toml")).expect("a manifest");
    let (before, after) = manifest.split_once("\n[package]\n").expect("a package");
    let before: String = before
        .lines()
        .map(|line| if line.starts_with("members =") { "members = [\"package\"]" } else { line })
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(workspace.join("Cargo.toml"), before).expect("a file");
    fs::write(package.join("Cargo.toml"), format!("[package]\n{after}")).expect("a file");
    fs::copy(ours.join("Cargo.lock"), workspace.join("Cargo.lock")).expect("a file");
    workspace
}

#[test]
fn names_that_are_not_refused_compile() {
    let workspace = workspace(&with_names());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "--lib", "--package", "upstash-workflow"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
