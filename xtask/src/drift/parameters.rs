//! Which parameters an operation has, and which of them are the same in both documents.

use serde_json::Value;

use crate::document::pointer;

/// The parameters of an operation, each with the pointer to it below the path. Those of the
/// path hold for each of its operations that has none of that name; they come last, as the
/// positions of the operation's own have to stay what they are.
pub(crate) fn of<'a>(root: &'a Value, item: &'a Value, method: &str) -> Vec<(String, &'a Value)> {
    let list = |holder: &'a Value, at: String| {
        let list = holder["parameters"].as_array().into_iter().flatten().enumerate();
        list.map(move |(index, it)| (format!("{at}parameters/{index}"), it))
    };
    let key = |parameter: &'a Value| {
        let parameter = pointer::follow(root, parameter);
        (&parameter["in"], &parameter["name"])
    };
    let mut all: Vec<_> = list(&item[method], format!("{method}/")).collect();
    for (at, shared) in list(item, String::new()) {
        if !all.iter().any(|(_, known)| key(known) == key(shared)) {
            all.push((at, shared));
        }
    }
    all
}

/// What makes a parameter the same in both documents. Those of a path are told by where they
/// stand in it, and not by what they are called.
pub(crate) fn key(parameter: &Value, path: &str) -> (String, String) {
    let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
    let mut names = path.split(['{', '}']).skip(1).step_by(2);
    let position = names.position(|name| parameter["in"] == "path" && name == parameter["name"]);
    (text("in"), position.map_or_else(|| text("name"), |position| position.to_string()))
}
