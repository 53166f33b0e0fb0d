//! Following upstream: what each difference asks to be edited in our document.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{
        finding::{Direction, Finding, Kind},
        parts, whole,
    },
    vendor::{
        author::{self, Author, TODO},
        edit::Editor,
        follow_schema as schema, sharing,
    },
};

/// Edits our document so that the difference is gone. What it cannot do is an
/// error, and left to people.
pub(crate) fn follow(editor: &mut Editor, theirs: &Value, finding: &Finding) -> Result<()> {
    use Kind::*;
    let new = |at: &str| pointer::resolve(theirs, at).map(|(_, value)| value.clone());
    let upstream = new(&finding.upstream_pointer);
    let upstream = || upstream.clone().ok_or_else(|| anyhow!("upstream has nothing there"));
    let operation = finding.operations.first().map(|name| operation_pointer(editor.value(), name));
    let operation = || operation.clone().flatten().ok_or_else(|| anyhow!("there is no operation"));
    match finding.kind {
        OperationAdded => add_operation(editor, theirs, &finding.upstream_pointer),
        OperationRemoved => editor.remove(&finding.pointer),
        OperationMoved => move_operation(editor, finding),
        TagsChanged => set_or_remove(editor, &operation()?, "tags", &finding.upstream),
        SecurityChanged => {
            let at = if finding.operations.is_empty() { String::new() } else { operation()? };
            let value = new(&finding.upstream_pointer).unwrap_or_default();
            let value = value.get("security").cloned().unwrap_or(finding.upstream.clone());
            set_or_remove(editor, &at, "security", &value)?;
            every_scheme_is_asked_for(editor.value())
        }
        ParameterAdded => {
            let mut author = Author::new(editor.value(), theirs);
            let parameter = author.parameter(&upstream()?);
            let needed = author.finish()?;
            let at = operation()?;
            if editor.get(&format!("{at}/parameters")).is_some() {
                editor.push(&format!("{at}/parameters"), &parameter)?;
            } else {
                editor.set(&at, "parameters", &json!([parameter]))?;
            }
            add_schemas(editor, needed)
        }
        ParameterRemoved => {
            let item = sharing::parameter(editor.value(), &operation()?, &finding.pointer);
            editor.remove(&item.ok_or_else(|| anyhow!("it belongs to the path"))?)
        }
        ParameterNowRequired => editor.set(&finding.pointer, "required", &json!(true)),
        ParameterNowOptional => editor.set(&finding.pointer, "required", &json!(false)),
        EncodingChanged => {
            let upstream = upstream()?;
            let parameter = pointer::follow(theirs, &upstream);
            for key in ["style", "explode", "allowReserved"] {
                let value = parameter.get(key).cloned().unwrap_or_default();
                set_or_remove(editor, &finding.pointer, key, &value)?;
            }
            Ok(())
        }
        BodyAdded if finding.direction == Some(Direction::Answer) => {
            let upstream = upstream()?;
            let mut author = Author::new(editor.value(), theirs).at(&finding.place);
            let content = author.answer(&pointer::follow(theirs, &upstream)["content"]);
            let needed = author.finish()?;
            editor.set(&finding.pointer, "content", &content)?;
            add_schemas(editor, needed)
        }
        BodyAdded => {
            let mut author = Author::new(editor.value(), theirs);
            let body = author.body(&upstream()?["requestBody"]);
            let needed = author.finish()?;
            editor.set(&operation()?, "requestBody", &body)?;
            add_schemas(editor, needed)
        }
        BodyRemoved => editor.remove(&format!("{}/requestBody", operation()?)),
        BodyNowRequired => editor.set(&finding.pointer, "required", &json!(true)),
        BodyNowOptional if !editor.get(&finding.pointer).is_some_and(author::may_be_left_out) => {
            bail!("{}", author::NO_BODY)
        }
        BodyNowOptional => editor.set(&finding.pointer, "required", &json!(false)),
        StatusAdded | StatusRemoved => follow_status(editor, theirs, finding, &operation()?),
        PropertyAdded => schema::add_property(editor, theirs, finding, &upstream()?),
        PropertyRemoved => {
            schema::require(editor, &finding.pointer, false)?;
            editor.remove(&finding.pointer)
        }
        PropertyNowRequired => schema::require(editor, &finding.pointer, true),
        PropertyNowOptional => schema::require(editor, &finding.pointer, false),
        DeprecationAdded => schema::say(editor, &finding.pointer, "deprecated", &json!(true)),
        DeprecationRemoved => schema::say(editor, &finding.pointer, "deprecated", &Value::Null),
        NullAdded => schema::say(editor, &finding.pointer, "nullable", &json!(true)),
        NullRemoved => schema::say(editor, &finding.pointer, "nullable", &Value::Null),
        DefaultChanged => schema::say(editor, &finding.pointer, "x-default", &finding.upstream),
        LimitChanged => {
            let key = finding.place.rsplit(' ').next().unwrap_or_default();
            set_or_remove(editor, &finding.pointer, key, &finding.upstream)
        }
        EnumValueAdded if finding.pointer.starts_with("/servers") => {
            variables(editor, theirs, finding)
        }
        EnumValueRemoved if finding.pointer.starts_with("/servers") => {
            variables(editor, theirs, finding)
        }
        ServerVariableChanged => variables(editor, theirs, finding),
        EnumValueAdded => editor.push(&format!("{}/enum", finding.pointer), &finding.upstream),
        EnumValueRemoved => {
            let values = editor.get(&format!("{}/enum", finding.pointer)).and_then(Value::as_array);
            let index = values.and_then(|all| all.iter().position(|it| *it == finding.ours));
            let index = index.ok_or_else(|| anyhow!("the value is not in the list"))?;
            editor.remove(&format!("{}/enum/{index}", finding.pointer))
        }
        TypeChanged => schema::follow_type(editor, theirs, finding, &upstream()?),
        SchemaChanged => {
            let key = finding.place.rsplit(' ').next().unwrap_or_default();
            match key {
                // It becomes a component, which keeps values that are not known.
                "enum" if !finding.upstream.is_null() => {
                    schema::follow_type(editor, theirs, finding, &upstream()?)
                }
                "enum" | "readOnly" | "writeOnly" => {
                    set_or_remove(editor, &finding.pointer, key, &finding.upstream)
                }
                "additionalProperties" => {
                    let schema = upstream()?;
                    let mut author = Author::new(editor.value(), theirs).at(&finding.place);
                    let value = match &schema[key] {
                        inner if inner.is_object() => author.schema(inner),
                        other => other.clone(),
                    };
                    let needed = author.finish()?;
                    set_or_remove(editor, &finding.pointer, key, &value)?;
                    add_schemas(editor, needed)
                }
                _ => bail!("it is not known how to follow this"),
            }
        }
        ServerAdded => {
            let mut server = without_prose(&upstream()?);
            server["description"] = json!(TODO);
            for (_, variable) in server["variables"].as_object_mut().into_iter().flatten() {
                variable["description"] = json!(TODO);
            }
            editor.push("/servers", &server)
        }
        ServerRemoved | SecuritySchemeRemoved => editor.remove(&finding.pointer),
        SecuritySchemeAdded | SecuritySchemeChanged => {
            let (at, name) = finding.upstream_pointer.rsplit_once('/').unwrap_or_default();
            let name = pointer::unescape(name);
            let mut scheme = without_prose(&upstream()?);
            let old = editor.get(&format!("{at}/{}", pointer::escape(&name)));
            let words = old.map(|old| old["description"].clone());
            scheme["description"] = words.unwrap_or_else(|| json!(TODO));
            editor.set(at, &name, &scheme)?;
            every_scheme_is_asked_for(editor.value())
        }
        MediaTypeAdded | MediaTypeRemoved | OperationIdChanged => {
            bail!("it is for people to decide")
        }
    }
}

/// Why a difference is for people to decide, whatever else our document says.
pub(crate) fn for_people(finding: &Finding, ours: &Value) -> Option<&'static str> {
    use Kind::*;
    match finding.kind {
        _ if parts::is_list(ours, &finding.pointer) => {
            Some("it is not known which of several schemas it is about")
        }
        ServerAdded | ServerRemoved | ServerVariableChanged | EnumValueAdded | EnumValueRemoved
            if finding.place.contains(": server ") =>
        {
            Some("the crate sends all operations to one server")
        }
        PropertyNowRequired if finding.direction == Some(Direction::Answer) => {
            Some("where it is missing, it would fail what is read; and its type would be another")
        }
        MediaTypeAdded | MediaTypeRemoved => {
            Some("the generator takes one media type, so somebody has to choose")
        }
        OperationIdChanged => Some("the name of a method is for people to choose"),
        _ => None,
    }
}

fn add_operation(editor: &mut Editor, theirs: &Value, at: &str) -> Result<()> {
    let (item_at, method) = at.rsplit_once('/').ok_or_else(|| anyhow!("there is no operation"))?;
    let path = pointer::unescape(item_at.trim_start_matches("/paths/"));
    let item = theirs.pointer(item_at).map(|item| pointer::follow(theirs, item));
    let item = item.ok_or_else(|| anyhow!("upstream has no {path}"))?;
    let mut author = Author::new(editor.value(), theirs);
    let operation = author.operation(method, &path, item);
    let needed = author.finish()?;
    if editor.get(item_at).is_some() {
        editor.set(item_at, method, &operation)?;
    } else {
        editor.set("/paths", &path, &json!({ method: operation }))?;
    }
    add_schemas(editor, needed)
}

pub(crate) fn add_schemas(
    editor: &mut Editor,
    needed: impl IntoIterator<Item = (String, Value)>,
) -> Result<()> {
    for (name, schema) in needed {
        editor.set("/components/schemas", &name, &schema)?;
    }
    Ok(())
}

/// The path's parameters keep the names that our document gives them.
fn move_operation(editor: &mut Editor, finding: &Finding) -> Result<()> {
    let (item, method) = finding.pointer.rsplit_once('/').unwrap_or_default();
    let old = pointer::unescape(item.trim_start_matches("/paths/"));
    let new = finding.upstream.as_str().and_then(|place| place.split_once(' '));
    let (new_method, new) = new.ok_or_else(|| anyhow!("it is not said where it went"))?;
    let mut names = old.split(['{', '}']).skip(1).step_by(2);
    let parts = new.split(['{', '}']).enumerate();
    let path: String = parts
        .map(|(index, part)| match index % 2 {
            0 => part.to_owned(),
            _ => format!("{{{}}}", names.next().unwrap_or(part)),
        })
        .collect();
    editor.move_to(
        &format!("{item}/{method}"),
        &format!("/paths/{}", pointer::escape(&path)),
        &new_method.to_lowercase(),
    )
}

fn follow_status(
    editor: &mut Editor,
    theirs: &Value,
    finding: &Finding,
    operation: &str,
) -> Result<()> {
    let status = finding.place.rsplit(' ').next().unwrap_or_default();
    let (base, _) = finding.upstream_pointer.split_once("/responses").unwrap_or_default();
    let responses = theirs.pointer(&format!("{base}/responses")).cloned().unwrap_or_default();
    let own = editor.get(&format!("{operation}/responses")).cloned().unwrap_or_default();
    let range = format!("{}XX", status.get(..1).unwrap_or_default());
    let needed = ["2XX", "4XX", "5XX"].contains(&status);
    if finding.kind == Kind::StatusRemoved && needed {
        bail!("every operation has to declare it");
    } else if finding.kind == Kind::StatusRemoved && own.get(status).is_some() {
        editor.remove(&format!("{operation}/responses/{status}"))?;
    } else if finding.kind == Kind::StatusAdded && status != "default" && own.get(&range).is_none()
    {
        let mut author = Author::new(editor.value(), theirs);
        let response = author.response(&responses[status]);
        let needed = author.finish()?;
        editor.set(&format!("{operation}/responses"), status, &response)?;
        add_schemas(editor, needed)?;
    }
    // What is recorded and ahead of upstream stays; the rest is what it says.
    let mut all = editor.get(&format!("{operation}/x-statuses")).cloned().unwrap_or(json!([]));
    let one = author::statuses(&json!({ status: {} }));
    let one = one.get(0).cloned();
    if let (Some(list), Some(one)) = (all.as_array_mut(), one) {
        list.retain(|it| *it != one);
        if finding.kind == Kind::StatusAdded {
            list.push(one);
        }
        list.sort_by_key(Value::to_string);
    }
    if all == json!([]) { Ok(()) } else { editor.set(operation, "x-statuses", &all) }
}

/// A scheme that is of no use breaks a rule of our document.
fn every_scheme_is_asked_for(root: &Value) -> Result<()> {
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

fn variables(editor: &mut Editor, theirs: &Value, finding: &Finding) -> Result<()> {
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

pub(crate) fn set_or_remove(editor: &mut Editor, at: &str, key: &str, value: &Value) -> Result<()> {
    match value {
        Value::Null if editor.get(&format!("{at}/{key}")).is_none() => Ok(()),
        Value::Null => editor.remove(&format!("{at}/{key}")),
        value => editor.set(at, key, value),
    }
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

/// The pointer to an operation of ours by its name, whatever upstream calls its parameters.
fn operation_pointer(ours: &Value, name: &str) -> Option<String> {
    let (method, path) = name.split_once(' ')?;
    let at = format!("/paths/{}/{}", pointer::escape(path), method.to_lowercase());
    ours.pointer(&at).map(|_| at)
}
