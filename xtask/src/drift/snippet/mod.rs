//! The YAML to paste for what is new upstream: an outline of our document with nothing else in it.

mod form;
mod outline;
mod yaml;

use serde_json::{Value, json};

use self::{form::Form, outline::Outline};
use crate::{
    document::{
        pointer,
        read::{METHODS, entries},
    },
    drift::{
        align,
        finding::{Finding, Kind},
        parameters, users,
    },
};

/// The snippet of each finding; none for what is not new. A component that several of them need
/// is in the first.
pub(crate) fn of(found: &[Finding], ours: &Value, theirs: &Value) -> Vec<Option<String>> {
    let mut form = Form::new(ours, theirs);
    let snippets = found.iter().map(|finding| {
        let mut outline = Outline::of(ours);
        let by_hand = shares_more(finding, found, ours);
        let added = (!by_hand).then(|| add(finding, &mut form, &mut outline)).flatten();
        added?;
        for (name, schema) in form.take_needed() {
            outline.put(&format!("/components/schemas/{}", pointer::escape(&name)), schema)?;
        }
        Some(yaml::text(&outline.root))
    });
    snippets.collect()
}

/// Whether our document has one schema where upstream has several, of which others are as they
/// were: somebody has to take it apart.
fn shares_more(finding: &Finding, found: &[Finding], ours: &Value) -> bool {
    let target = |it: &Finding| place(it, ours).and_then(|at| users::component(&at));
    let Some(component) = target(finding) else { return false };
    if users::component(&finding.upstream_pointer).as_ref() == Some(&component) {
        return false;
    }
    let mut places = 0;
    pointer::references(ours, "", &mut |_, to| places += usize::from(to == component));
    let same = found.iter().filter(|it| {
        it.kind == finding.kind && it.upstream == finding.upstream && target(it) == target(finding)
    });
    places > same.count()
}

/// Where in our document the property or the list of values is to be that a finding is about.
fn place(finding: &Finding, ours: &Value) -> Option<String> {
    let at = match finding.kind {
        Kind::PropertyAdded => finding.pointer.rsplit_once("/properties/")?.0.to_owned(),
        Kind::EnumValueAdded => format!("{}/enum", finding.pointer),
        _ => return None,
    };
    pointer::resolve(ours, &at).map(|(at, _)| at)
}

/// Puts what a finding says to be new into the outline.
fn add(finding: &Finding, form: &mut Form<'_>, outline: &mut Outline<'_>) -> Option<()> {
    let (ours, theirs) = (form.ours, form.theirs);
    let real = |at: &str| pointer::resolve(ours, at).map(|(at, _)| at);
    let (at, there) = (&finding.pointer, &finding.upstream_pointer);
    match finding.kind {
        Kind::OperationAdded => {
            let (path, method) = operation(there)?;
            let known = entries(&ours["paths"]).map(|(path, _)| path);
            let known = known.into_iter().find(|it| align::shape(it) == align::shape(&path));
            let known = known.unwrap_or(&path);
            let operation = form.operation(&method, &path, known)?;
            outline.put(&format!("/paths/{}/{method}", pointer::escape(known)), operation)
        }
        Kind::ParameterAdded => {
            let (operation_at, index) = there.split_once("/parameters/")?;
            let (path, method) = operation(operation_at)?;
            let item = pointer::follow(theirs, &theirs["paths"][&path]);
            let all = parameters::of(theirs, item, &method);
            let (_, parameter) = all.get(index.parse::<usize>().ok()?)?;
            let parameter = form.parameter(parameter);
            outline.put(&format!("{}/parameters", real(at)?), json!([parameter]))
        }
        Kind::BodyAdded if finding.direction.is_none() => {
            let (_, operation) = pointer::resolve(theirs, there)?;
            let name = words(&finding.place);
            let body = form.body(&operation["requestBody"], &name);
            outline.put(&format!("{}/requestBody", real(at)?), body)
        }
        Kind::BodyAdded => {
            let (_, response) = pointer::resolve(theirs, there)?;
            let content = form.content(&response["content"], &words(&finding.place));
            outline.put(&format!("{}/content", real(at)?), content)
        }
        Kind::StatusAdded => {
            let (_, status) = finding.place.rsplit_once(' ')?;
            let operation = real(at.strip_suffix("/responses")?)?;
            if !status.starts_with('3') {
                let number = status.parse::<u16>().map_or(json!(status), |number| json!(number));
                outline.put(&format!("{operation}/x-statuses"), json!([number]))?;
            }
            let range = if status.starts_with('2') { "2XX" } else { status };
            let responses = &ours.pointer(&operation)?["responses"];
            let covered = [status, &format!("{}XX", &status[..1]), "default"];
            if status != "default" && !covered.iter().any(|it| responses.get(it).is_some()) {
                let (_, theirs) = pointer::resolve(theirs, there)?;
                let response = form.response(&theirs[status], &words(&finding.place));
                outline.put(&format!("{operation}/responses/{range}"), response)?;
            }
            Some(())
        }
        Kind::PropertyAdded => {
            let (_, name) = at.rsplit_once("/properties/")?;
            let (there, _) = there.rsplit_once("/properties/")?;
            let name = pointer::unescape(name);
            let (_, schema) = pointer::resolve(theirs, there)?;
            let property =
                form.property(&name, &schema["properties"][&name], &words(&finding.place));
            let parent = place(finding, ours)?;
            outline.put(&format!("{parent}/properties/{}", pointer::escape(&name)), property)?;
            match schema["required"].as_array().is_some_and(|list| list.contains(&json!(name))) {
                true => outline.put(&format!("{parent}/required"), json!([name])),
                false => Some(()),
            }
        }
        Kind::EnumValueAdded => outline.put(&place(finding, ours)?, json!([finding.upstream])),
        // A server of one operation may stand where all have theirs.
        Kind::ServerAdded if finding.operations.is_empty() => {
            outline.put(at, json!([form::described(theirs.pointer(there)?)]))
        }
        Kind::SecuritySchemeAdded => {
            let (_, name) = there.rsplit_once('/')?;
            outline.put(&format!("{at}/{name}"), form::described(theirs.pointer(there)?))
        }
        _ => None,
    }
}

/// The path and the method of an operation's pointer.
fn operation(at: &str) -> Option<(String, String)> {
    let (path, method) = at.strip_prefix("/paths/")?.split_once('/')?;
    METHODS.contains(&method).then(|| (pointer::unescape(path), method.to_owned()))
}

/// The words of a place that make a good name of it.
fn words(place: &str) -> String {
    let (operation, rest) = place.split_once(": ").unwrap_or(("", place));
    let place = if rest.starts_with("answer") || rest == "body" { operation } else { rest };
    place.trim_start_matches("schema ").to_owned()
}
