//! A copy of our files, to be edited.

use std::{fs, path::PathBuf};

use super::{Said, Scratch, top, xtask};

/// A directory with a document, an overlay and the list of what is ahead.
pub(crate) struct Copy {
    pub(crate) scratch: Scratch,
    document: PathBuf,
}

impl Copy {
    pub(crate) fn new(document: &str, overlay: &str, ahead: &str) -> Self {
        let scratch = Scratch::new();
        scratch.file("overlay.yaml", overlay);
        scratch.file("ahead.yaml", ahead);
        let document = scratch.file("openapi.yaml", document);
        Self { scratch, document }
    }

    pub(crate) fn drift(&self, upstream: &str, more: &[&str]) -> Said {
        self.call("drift", upstream, more)
    }

    /// Asks for `upstream.toml` of the directory to be written.
    pub(crate) fn accept(&self, upstream: &str, more: &[&str]) -> Said {
        let record = self.path("upstream.toml");
        self.call("accept", upstream, &[&["--record", &record], more].concat())
    }

    fn call(&self, command: &str, upstream: &str, more: &[&str]) -> Said {
        let files = ["openapi", "overlay", "ahead"].map(|name| self.path(&format!("{name}.yaml")));
        let [document, overlay, ahead] = &files;
        let arguments = [command, "--upstream", upstream, "--document", document];
        let files = ["--overlay", overlay, "--ahead", ahead];
        xtask(arguments.iter().chain(&files).chain(more))
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.scratch.path().join(name).display().to_string()
    }

    /// The document as it is now.
    pub(crate) fn text(&self) -> String {
        fs::read_to_string(&self.document).expect("the document is there")
    }

    pub(crate) fn set_text(&self, text: &str) {
        fs::write(&self.document, text).expect("the document can be written");
    }
}

/// Our own document, as text.
pub(crate) fn text() -> String {
    fs::read_to_string(top().join("openapi/openapi.yaml")).expect("there is a document")
}
