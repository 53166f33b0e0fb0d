//! What `drift` does not compare, or cannot: the statuses of answers, of which
//! our document declares ranges, and media types, of which both sides have to
//! have the same.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::{
    document::{
        pointer,
        read::{METHODS, entries},
    },
    drift::{
        finding::{Class, Direction, Finding, Kind},
        node,
    },
};

/// An operation that both documents have.
pub(crate) struct Pair {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) other_path: String,
}

impl Pair {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// The same, as upstream calls it.
    pub(crate) fn other_name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.other_path)
    }

    pub(crate) fn pointers(&self) -> (String, String) {
        let at = |path: &str| format!("/paths/{}/{}", pointer::escape(path), self.method);
        (at(&self.path), at(&self.other_path))
    }
}

/// The operations that both documents have. How a path calls its parameters
/// makes no difference.
pub(crate) fn pairs(ours: &Value, theirs: &Value) -> Vec<Pair> {
    let by_shape = |root: &Value| -> BTreeMap<String, String> {
        let paths = entries(&root["paths"]).map(|(path, _)| path.to_owned());
        paths.map(|path| (shape(&path), path)).collect()
    };
    let others = by_shape(theirs);
    let mut pairs = Vec::new();
    for (shape, path) in by_shape(ours) {
        let Some(other_path) = others.get(&shape) else { continue };
        let (item, other) = (&ours["paths"][&path], &theirs["paths"][other_path]);
        let (item, other) = (pointer::follow(ours, item), pointer::follow(theirs, other));
        for method in METHODS.into_iter().filter(|m| item.get(*m).and(other.get(*m)).is_some()) {
            let (path, other_path) = (path.clone(), other_path.clone());
            pairs.push(Pair { method: method.to_owned(), path, other_path });
        }
    }
    pairs
}

/// A path without the names of its parameters.
pub(crate) fn shape(path: &str) -> String {
    let parts = path.split(['{', '}']).enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "{}" }).collect()
}

/// Brings the answers and bodies of both documents, in normal form, to the same
/// statuses and media types, and tells in which they differ.
pub(crate) fn align(own: &mut Value, other: &mut Value, document: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    for pair in pairs(own, other) {
        let (at, other_at) = pair.pointers();
        let recorded = recorded(&document["paths"][&pair.path][&pair.method]);
        let (Some(mine), Some(theirs)) = (own.pointer(&at), other.pointer(&other_at)) else {
            continue;
        };
        let (mut mine, mut theirs) = (mine.clone(), theirs.clone());
        let mut here = statuses(&mut mine["responses"], &mut theirs["responses"], &recorded);
        let both: Vec<String> =
            entries(&mine["responses"]).map(|(status, _)| status.to_owned()).collect();
        for status in both {
            let answer = resolve(own, &mine["responses"][&status]);
            let their_answer = resolve(other, &theirs["responses"][&status]);
            let bodiless = entries(&their_answer["content"]).next().is_none();
            if is_error(&status, &theirs["responses"]) && bodiless {
                // Upstream often leaves out what an error's body is. It is
                // the same everywhere, and the crate reads whatever comes.
                mine["responses"][&status] = their_answer.clone();
                theirs["responses"][&status] = their_answer;
                continue;
            }
            let place = format!("answer {status}");
            let sides = (answer, their_answer);
            if let Some((answer, their_answer, differences)) =
                media_types(sides, Direction::Answer, &place)
            {
                mine["responses"][&status] = answer;
                theirs["responses"][&status] = their_answer;
                here.extend(differences.into_iter().map(|it| (it, format!("/responses/{status}"))));
            }
        }
        if mine.get("requestBody").and(theirs.get("requestBody")).is_some() {
            let sides =
                (resolve(own, &mine["requestBody"]), resolve(other, &theirs["requestBody"]));
            if let Some((body, their_body, differences)) =
                media_types(sides, Direction::Request, "body")
            {
                mine["requestBody"] = body;
                theirs["requestBody"] = their_body;
                here.extend(differences.into_iter().map(|it| (it, "/requestBody".to_owned())));
            }
        }
        for (mut finding, below) in here {
            finding.place = format!("{}: {}", pair.name(), finding.place);
            let pointers = (format!("{at}{below}"), format!("{other_at}{below}"));
            found.push(finding.of(pair.name()).at(pointers.0, pointers.1));
        }
        put(own, &at, mine);
        put(other, &other_at, theirs);
    }
    found
}

/// The single statuses that upstream is known to name, for which our ranges stand.
fn recorded(operation: &Value) -> BTreeSet<String> {
    let list = operation["x-statuses"].as_array();
    list.into_iter().flatten().map(node::text).collect()
}

/// Answers come as ranges in our document, so that every status is read, and
/// one by one in upstream's. A range is taken to say the same of each status
/// that upstream names, and `x-statuses` remembers which these were.
fn statuses(
    own: &mut Value,
    other: &mut Value,
    recorded: &BTreeSet<String>,
) -> Vec<(Finding, String)> {
    let mut found = Vec::new();
    let (mine, theirs) = (object(own), object(other));
    let mut aligned = (Map::new(), Map::new());
    for (status, answer) in &theirs {
        let range = match status.as_str() {
            // Every status that is not named; mostly, it is about errors.
            "default" if is_error(status, other) => "4XX".to_owned(),
            "default" => "2XX".to_owned(),
            _ => format!("{}XX", &status[..1]),
        };
        let covering = mine.get(status).or_else(|| mine.get(&range)).or(mine.get("default"));
        let place = format!("answer {status}");
        let known = mine.contains_key(status) || recorded.contains(status);
        if let Some(covering) = covering {
            aligned.0.insert(status.clone(), covering.clone());
            aligned.1.insert(status.clone(), answer.clone());
            if !known {
                let finding = Finding::new(Kind::StatusAdded, Class::Compatible, place);
                found.push((finding, "/responses".to_owned()));
            }
        } else {
            let finding = Finding::new(Kind::StatusAdded, Class::Breaking, place);
            found.push((finding, "/responses".to_owned()));
        }
    }
    let class = |status: &str| status.chars().next();
    for status in mine.keys() {
        let named =
            |it: &String| it == status || status.ends_with("XX") && class(it) == class(status);
        if !theirs.keys().any(named) && !theirs.contains_key("default") {
            let kind = Kind::StatusRemoved;
            let finding = Finding::new(kind, Class::Breaking, format!("answer {status}"));
            found.push((finding, format!("/responses/{status}")));
        }
    }
    for status in recorded.iter().filter(|status| !mine.contains_key(*status)) {
        let of_class: Vec<_> = theirs.keys().filter(|it| class(it) == class(status)).collect();
        // A range says nothing of single statuses if it stands alone. Where
        // there is nothing at all of the kind, that has been said.
        let ranges = status != "default" && of_class.iter().all(|it| it.ends_with("XX"));
        if !ranges && !of_class.contains(&status) {
            let kind = Kind::StatusRemoved;
            let finding = Finding::new(kind, Class::Compatible, format!("answer {status}"));
            found.push((finding, "/responses".to_owned()));
        }
    }
    (*own, *other) = (Value::Object(aligned.0), Value::Object(aligned.1));
    found
}

/// Whether an answer of this status is an error. `default` is, unless there is no other success.
fn is_error(status: &str, responses: &Value) -> bool {
    match status {
        "default" => entries(responses).any(|(status, _)| status.starts_with(['2', '3'])),
        _ => status.starts_with(['4', '5']),
    }
}

type Sides = (Value, Value);

/// Both sides with the media types that both have, if they do not have the same.
fn media_types(
    (mut own, mut other): Sides,
    way: Direction,
    place: &str,
) -> Option<(Value, Value, Vec<Finding>)> {
    let mut found = Vec::new();
    let (mine, theirs) = (object(&own["content"]), object(&other["content"]));
    let mut common = (Map::new(), Map::new());
    if mine.is_empty() && !theirs.is_empty() && way == Direction::Answer {
        let mut finding = Finding::new(Kind::BodyAdded, Class::Compatible, format!("{place} body"));
        finding.direction = Some(way);
        other["content"] = json!({});
        return Some((own, other, vec![finding]));
    }
    for (media, body) in &mine {
        match theirs.get(media) {
            Some(their_body)
                if body.get("schema").is_some() == their_body.get("schema").is_some() =>
            {
                common.0.insert(media.clone(), body.clone());
                common.1.insert(media.clone(), their_body.clone());
            }
            Some(their_body) => {
                // One side says what it is made of, the other does not.
                let finding =
                    Finding::new(Kind::SchemaChanged, Class::Breaking, format!("{place} {media}"));
                let (schema, their_schema) = (&body["schema"], &their_body["schema"]);
                found.push(finding.values(schema, their_schema));
            }
            None => {
                let place = format!("{place} {media}");
                found.push(Finding::new(Kind::MediaTypeRemoved, Class::Breaking, place));
            }
        }
    }
    for media in theirs.keys().filter(|media| !mine.contains_key(*media)) {
        let place = format!("{place} {media}");
        found.push(Finding::new(Kind::MediaTypeAdded, Class::Compatible, place));
    }
    if found.is_empty() {
        return None;
    }
    for finding in &mut found {
        finding.direction = Some(way);
    }
    own["content"] = Value::Object(common.0);
    other["content"] = Value::Object(common.1);
    Some((own, other, found))
}

fn resolve(root: &Value, value: &Value) -> Value {
    pointer::follow(root, value).clone()
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn put(root: &mut Value, at: &str, value: Value) {
    if let Some(slot) = root.pointer_mut(at) {
        *slot = value;
    }
}

/// The answers of a success, for a look at what an operation is.
pub(crate) fn success(operation: &Value) -> Value {
    let answers = entries(&operation["responses"]).filter(|(status, _)| status.starts_with('2'));
    answers.map(|(_, answer)| answer).next().cloned().unwrap_or_else(|| json!({}))
}
