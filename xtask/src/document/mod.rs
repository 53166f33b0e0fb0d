//! Reads documents: from bytes to a value whose parts have the types of OpenAPI.

pub(crate) mod check;
mod lines;
pub(crate) mod pointer;
pub(crate) mod reference;
mod source;
pub(crate) mod value;
mod yaml;

use anyhow::{Context, Result, anyhow};
use serde_json::Value;

use self::source::Source;
pub(crate) use self::{lines::Lines, source::write};

/// A document and where it comes from.
#[derive(Debug)]
pub(crate) struct Document {
    /// The file or URL, as given.
    pub(crate) name: String,
    pub(crate) sha256: String,
    pub(crate) value: Value,
    text: String,
}

impl Document {
    /// Reads YAML or JSON from a file or a URL, whatever it describes.
    pub(crate) fn read(name: &str) -> Result<Self> {
        let source = Source::read(name)?;
        Ok(Self { sha256: source.sha256(), ..Self::parse(name, &source.text()?)? })
    }

    fn parse(name: &str, text: &str) -> Result<Self> {
        let value =
            yaml::read(text).map_err(|why| anyhow!("{name} is neither YAML nor JSON: {why}"))?;
        let (name, text) = (name.to_owned(), text.to_owned());
        Ok(Self { name, sha256: String::new(), value, text })
    }

    /// Returns the lines of the document's parts.
    pub(crate) fn lines(&self) -> Lines {
        Lines::of(&self.text)
    }

    /// Reads an OpenAPI document, 3.0 or 3.1, and checks the parts that are compared.
    pub(crate) fn openapi(name: &str) -> Result<Self> {
        Self::read(name)?.checked()
    }

    fn checked(mut self) -> Result<Self> {
        reference::canonicalize(&mut self.value, &self.name);
        check::document(&self.value).with_context(|| self.name.clone())?;
        Ok(self)
    }

    /// Reads an OpenAPI document from its text.
    #[cfg(test)]
    pub(crate) fn from_text(name: &str, text: &str) -> Result<Self> {
        Self::parse(name, text)?.checked()
    }
}
