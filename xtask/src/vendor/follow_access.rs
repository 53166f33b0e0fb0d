//! Following upstream in where a request goes and how it shows who sends it.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{finding::Finding, whole},
    vendor::{author::TODO, edit::Editor, follow::set_or_remove},
};

pub(crate) fn add_server(editor: &mut Editor, upstream: &Value) -> Result<()> {
    let mut server = without_prose(upstream);
    server["description"] = json!(TODO);
    for (_, variable) in server["variables"].as_object_mut().into_iter().flatten() {
        variable["description"] = json!(TODO);
    }
    editor.push("/servers", &server)
}

pub(crate) fn set_scheme(editor: &mut Editor, at: &str, upstream: &Value) -> Result<()> {
    let (at, name) = at.rsplit_once('/').unwrap_or_default();
    let name = pointer::unescape(name);
    let mut scheme = without_prose(upstream);
    let old = editor.get(&format!("{at}/{}", pointer::escape(&name)));
    let words = old.map(|old| old["description"].clone());
    scheme["description"] = words.unwrap_or_else(|| json!(TODO));
    editor.set(at, &name, &scheme)?;
    every_scheme_is_asked_for(editor.value())
}

/// A scheme that is of no use breaks a rule of our document.
pub(crate) fn every_scheme_is_asked_for(root: &Value) -> Result<()> {
    let operations = entries(&root["paths"]).flat_map(|(_, item)| entries(item));
    let lists = operations.map(|(_, operation)| &operation["security"]);
    let lists = lists.chain([&root["security"]]).filter_map(Value::as_array).flatten();
    let asked: BTreeSet<&str> = lists.flat_map(entries).map(|(name, _)| name).collect();
    let mut schemes = entries(&root["components"]["securitySchemes"]);
    match schemes.find(|(name, it)| !asked.contains(name) && it.get("x-unused").is_none()) {
        Some((name, _)) => bail!("nothing would ask for {name}: say with x-unused why it is there"),
        None => Ok(()),
    }
}

/// Gives a server of ours the variables of upstream's.
pub(crate) fn set_variables(editor: &mut Editor, theirs: &Value, finding: &Finding) -> Result<()> {
    let (server, _) = finding.pointer.rsplit_once("/variables").unwrap_or_default();
    let own = editor.get(server).cloned().unwrap_or_default();
    let same = |it: &&Value| whole::server_url(it) == whole::server_url(&own);
    let other = theirs["servers"].as_array().and_then(|all| all.iter().find(same));
    let mut new = other.map(|it| it["variables"].clone()).unwrap_or_default();
    for (name, variable) in new.as_object_mut().into_iter().flatten() {
        let words = own["variables"][name].get("description").cloned();
        variable["description"] = words.unwrap_or_else(|| json!(TODO));
    }
    set_or_remove(editor, server, "variables", &new)
}

fn without_prose(value: &Value) -> Value {
    match value {
        Value::Object(_) => {
            let said =
                entries(value).filter(|(key, _)| *key != "description" && !key.starts_with("x-"));
            said.map(|(key, inner)| (key.to_owned(), without_prose(inner))).collect()
        }
        other => other.clone(),
    }
}
