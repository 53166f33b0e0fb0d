//! Components that nothing uses any more.

use anyhow::Result;
use serde_json::Value;

use crate::{
    document::{pointer, read::entries},
    drift::users::Users,
    vendor::edit::Editor,
};

/// Removes what was used before and no longer is, as the rules for our document want it, and
/// says what that was.
pub(crate) fn remove(editor: &mut Editor, before: &str) -> Result<Vec<String>> {
    let before = unused(Editor::new(before.to_owned())?.value());
    let new = unused(editor.value()).into_iter().filter(|component| !before.contains(component));
    let new: Vec<String> = new.collect();
    for component in &new {
        editor.remove(component)?;
    }
    let said = new.iter().map(|at| at.trim_start_matches("/components/").replace('/', " "));
    Ok(said.map(|name| format!("{name} was removed: nothing uses it any more")).collect())
}

/// The components that no operation leads to. Security schemes are named and not referred to.
fn unused(root: &Value) -> Vec<String> {
    let users = Users::of(root);
    let kinds = entries(&root["components"]).filter(|(kind, _)| *kind != "securitySchemes");
    let all = kinds.flat_map(|(kind, named)| {
        entries(named).map(move |(name, _)| format!("/components/{kind}/{}", pointer::escape(name)))
    });
    all.filter(|component| !users.is_used(component)).collect()
}
