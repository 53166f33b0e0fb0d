//! A copy of our files, for `cargo xtask vendor` to edit.

use std::{fs, path::PathBuf};

use super::{Said, Scratch, top, xtask};

/// A copy of our files, to be edited.
pub(crate) struct Copy {
    pub(crate) scratch: Scratch,
    document: PathBuf,
}

impl Copy {
    pub(crate) fn new(overlay: &str, ahead: &str) -> Self {
        let scratch = Scratch::new();
        scratch.file("overlay.yaml", overlay);
        scratch.file("ahead.yaml", ahead);
        let document = scratch.file("openapi.yaml", text());
        Self { scratch, document }
    }

    pub(crate) fn call(&self, chore: &str, upstream: &str) -> Said {
        self.call_with(chore, upstream, &[])
    }

    pub(crate) fn call_with(&self, chore: &str, upstream: &str, more: &[&str]) -> Said {
        let path = |name: &str| self.scratch.path().join(name).display().to_string();
        let mut arguments = vec![chore.to_owned(), "--upstream".to_owned(), upstream.to_owned()];
        let mut files = vec!["document", "overlay", "ahead"];
        if chore == "vendor" {
            files.push("provenance");
        }
        for file in files {
            let name = match file {
                "document" => "openapi.yaml".to_owned(),
                "provenance" => "upstream.toml".to_owned(),
                file => format!("{file}.yaml"),
            };
            arguments.extend([format!("--{file}"), path(&name)]);
        }
        arguments.extend(more.iter().copied().map(str::to_owned));
        xtask(arguments)
    }

    pub(crate) fn text(&self) -> String {
        fs::read_to_string(&self.document).expect("the document is there")
    }
}

/// Our own document, as text.
pub(crate) fn text() -> String {
    fs::read_to_string(top().join("openapi/openapi.yaml")).expect("there is a document")
}
