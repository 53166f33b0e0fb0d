//! Following upstream: what each difference asks to be edited in our document.

use anyhow::{Result, anyhow, bail};
use serde_json::{Value, json};

use crate::{
    document::{pointer, read::entries},
    drift::{
        align,
        finding::{Direction, Finding, Kind},
    },
    vendor::{
        author::{self, Author},
        edit::Editor,
        follow_access as access, follow_schema as schema, sharing,
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
            access::every_scheme_is_asked_for(editor.value())
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
            access::set_variables(editor, theirs, finding)
        }
        EnumValueRemoved if finding.pointer.starts_with("/servers") => {
            access::set_variables(editor, theirs, finding)
        }
        ServerVariableChanged => access::set_variables(editor, theirs, finding),
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
                "enum" => schema::follow_type(editor, theirs, finding, &upstream()?),
                "readOnly" | "writeOnly" => {
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
        ServerAdded => access::add_server(editor, &upstream()?),
        ServerRemoved | SecuritySchemeRemoved => editor.remove(&finding.pointer),
        SecuritySchemeAdded | SecuritySchemeChanged => {
            access::set_scheme(editor, &finding.upstream_pointer, &upstream()?)
        }
        MediaTypeAdded | MediaTypeRemoved | OperationIdChanged => {
            bail!("it is for people to decide")
        }
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
    let called_otherwise = entries(&editor.value()["paths"])
        .any(|(known, _)| align::shape(known) == align::shape(&path));
    if editor.get(item_at).is_some() {
        editor.set(item_at, method, &operation)?;
    } else if called_otherwise {
        bail!("our document calls the parameters of this path otherwise");
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

pub(crate) fn set_or_remove(editor: &mut Editor, at: &str, key: &str, value: &Value) -> Result<()> {
    match value {
        Value::Null if editor.get(&format!("{at}/{key}")).is_none() => Ok(()),
        Value::Null => editor.remove(&format!("{at}/{key}")),
        value => editor.set(at, key, value),
    }
}

/// The pointer to an operation of ours by its name, whatever upstream calls its parameters.
fn operation_pointer(ours: &Value, name: &str) -> Option<String> {
    let (method, path) = name.split_once(' ')?;
    let at = format!("/paths/{}/{}", pointer::escape(path), method.to_lowercase());
    ours.pointer(&at).map(|_| at)
}
