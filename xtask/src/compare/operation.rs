//! The operations of a document.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use serde_json::Value;

use crate::document::{
    pointer, reference,
    value::{METHODS, entries, items},
};

/// Identifies an operation in both documents: the names of path parameters make no difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    shape: String,
    method: &'static str,
}

/// Identifies a parameter in both documents: by place and name, and in a path by position.
pub(crate) type ParameterKey = (String, String);

/// A node and the pointer to it.
#[derive(Debug, Clone)]
pub(crate) struct Located<'a> {
    pub(crate) at: String,
    pub(crate) value: &'a Value,
}

impl<'a> Located<'a> {
    /// Returns the value at a pointer, references followed.
    pub(crate) fn follow(root: &'a Value, at: &str) -> Result<Self> {
        let (at, value) = reference::follow(root, at)?;
        Ok(Self { at, value })
    }

    /// Returns the name, if this is a component.
    pub(crate) fn component(&self) -> Option<String> {
        let mut keys = pointer::keys(&self.at);
        let name = keys.next().filter(|key| key == "components").and(keys.nth(1));
        name.filter(|_| keys.next().is_none())
    }

    pub(crate) fn text(&self, key: &str) -> &'a str {
        self.value[key].as_str().unwrap_or_default()
    }
}

/// One operation.
#[derive(Debug)]
pub(crate) struct Operation<'a> {
    pub(crate) root: &'a Value,
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    /// The pointer to the operation.
    pub(crate) at: String,
    pub(crate) value: &'a Value,
    /// What the path has for all of its operations.
    item: Located<'a>,
}

impl<'a> Operation<'a> {
    /// Returns the operations of a document, if each has the parameters of its path and no others:
    /// the comparison by position relies on it.
    pub(crate) fn all(root: &'a Value) -> Result<BTreeMap<Key, Self>> {
        let mut all = BTreeMap::new();
        for (path, _) in entries(&root["paths"]).filter(|(path, _)| path.starts_with('/')) {
            let item = Located::follow(root, &pointer::join("/paths", path))?;
            for method in METHODS {
                let Some(value) = item.value.get(method) else { continue };
                let at = format!("{}/{method}", item.at);
                let operation = Self { root, method, path, at, value, item: item.clone() };
                operation.check_path()?;
                all.insert(Key { shape: shape(path), method }, operation);
            }
        }
        Ok(all)
    }

    fn check_path(&self) -> Result<()> {
        let in_path: BTreeSet<&str> = path_names(self.path).collect();
        let parameters = self.parameters()?;
        let declared = parameters.values().filter(|parameter| parameter.text("in") == "path");
        let declared: BTreeSet<&str> = declared.map(|parameter| parameter.text("name")).collect();
        if let Some(name) = declared.symmetric_difference(&in_path).next() {
            let why = if in_path.contains(name) { "not declared" } else { "not in the path" };
            bail!("{}: the path parameter {name} is {why}", self.name());
        }
        Ok(())
    }

    /// Formats the operation as `GET /path`.
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Returns what applies to the operation, from itself, its path or the document, and the place
    /// of it.
    pub(crate) fn effective(&self, key: &str) -> Located<'a> {
        let places = [(self.value, &self.at), (self.item.value, &self.item.at)];
        let said = places.into_iter().find_map(|(node, at)| Some((node.get(key)?, at)));
        match said {
            Some((value, at)) => Located { at: format!("{at}/{key}"), value },
            None => Located { at: format!("/{key}"), value: &self.root[key] },
        }
    }

    /// Returns its own parameters, and those of the path that it does not replace.
    pub(crate) fn parameters(&self) -> Result<BTreeMap<ParameterKey, Located<'a>>> {
        let mut all = BTreeMap::new();
        for (holder, at) in [(self.value, &self.at), (self.item.value, &self.item.at)] {
            for index in 0..items(&holder["parameters"]).count() {
                let parameter = Located::follow(self.root, &format!("{at}/parameters/{index}"))?;
                all.entry(self.key(&parameter)).or_insert(parameter);
            }
        }
        Ok(all)
    }

    fn key(&self, parameter: &Located<'_>) -> ParameterKey {
        let (place, name) = (parameter.text("in"), parameter.text("name"));
        let position = path_names(self.path).position(|it| place == "path" && it == name);
        (place.to_owned(), position.map_or_else(|| name.to_owned(), |it| it.to_string()))
    }

    /// Returns the body or a response, references followed.
    pub(crate) fn part(&self, below: &str) -> Result<Located<'a>> {
        Located::follow(self.root, &format!("{}/{below}", self.at))
    }
}

/// Returns the names of a path's parameters.
pub(crate) fn path_names(path: &str) -> impl Iterator<Item = &str> {
    path.split(['{', '}']).skip(1).step_by(2)
}

/// Returns a path without the names of its parameters.
pub(crate) fn shape(path: &str) -> String {
    let parts = path.split(['{', '}']).enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "{}" }).collect()
}
