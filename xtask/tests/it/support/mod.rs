//! The command as it is called, and documents to call it with.

pub(crate) mod copy;
pub(crate) mod novelties;
pub(crate) mod paste;
pub(crate) mod requests;
pub(crate) mod responses;

use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::{Map, Value};

/// An overlay that corrects nothing: for a document of upstream's that is ours with a change
/// in it.
pub(crate) const OVERLAY: &str = "overlay: 1.0.0\ninfo: {title: none, version: 1.0.0}\nactions:\n\
                       - {target: $.info, description: to have one, update: {x-seen: true}}\n";

/// A directory of the test's own, gone when it is dropped.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // The directory is cargo's, and may have what an earlier run was stopped with.
        loop {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("scratch-{}-{count}", std::process::id());
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
            match fs::create_dir(&path) {
                Ok(()) => return Self(path),
                Err(why) if why.kind() == ErrorKind::AlreadyExists => {}
                Err(why) => panic!("{}: {why}", path.display()),
            }
        }
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).expect("a file can be written");
        path
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What the command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("the report is JSON")
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("the command ends by itself"),
            out: String::from_utf8(output.stdout).expect("the report is text"),
            err: String::from_utf8(output.stderr).expect("the message is text"),
        }
    }
}

/// `cargo xtask` with these arguments, at the top of the repository.
pub(crate) fn xtask<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Said {
    let mut command = Command::new(program());
    command.current_dir(top()).args(arguments);
    // The servers of the tests are not to be asked for through another one.
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command.output().expect("the command can be started").into()
}

/// Compares our document with one of upstream's, without errata or what is ahead unless given.
pub(crate) fn drift(upstream: &Path, more: &[&str]) -> Said {
    let scratch = Scratch::new();
    let overlay = scratch.file("overlay.yaml", OVERLAY);
    let ahead = scratch.file("ahead.yaml", "ahead: []\n");
    let upstream = upstream.display().to_string();
    let (overlay, ahead) = (overlay.display().to_string(), ahead.display().to_string());
    let mut arguments = vec!["drift", "--upstream", &upstream];
    for pair in [["--overlay", &overlay], ["--ahead", &ahead]] {
        if !more.contains(&pair[0]) {
            arguments.extend(pair);
        }
    }
    xtask(arguments.iter().chain(more))
}

/// The program under test.
pub(crate) fn program() -> OsString {
    std::env::var_os("CARGO_BIN_EXE_xtask").expect("cargo says where it is")
}

pub(crate) fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Our own document.
pub(crate) fn document() -> Value {
    let text = fs::read_to_string(top().join("openapi/openapi.yaml")).expect("there is a document");
    yaml_serde::from_str(&text).expect("the document is YAML")
}

/// The flow-control key as a parameter of a path that calls it `key`.
pub(crate) fn key_parameter() -> Value {
    let mut parameter = document()["components"]["parameters"]["FlowControlKeyPath"].clone();
    parameter["name"] = "key".into();
    parameter
}

/// A revision of upstream's document, if it is there; it is not part of the repository.
pub(crate) fn upstream(name: &str) -> Option<PathBuf> {
    let path = top().join("../shared/upstream").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// What is changed, how, what the report has to say, and the exit status.
pub(crate) type Row = (&'static str, fn(&mut Value), &'static str, i32);

pub(crate) fn check(base: &Value, rows: &[Row], compare: fn(&Path) -> Said) {
    for (name, change, words, status) in rows {
        let scratch = Scratch::new();
        let mut changed = base.clone();
        change(&mut changed);
        assert!(*base != changed, "{name}: nothing was changed");
        let said = compare(&scratch.file("upstream.json", changed.to_string()));
        assert_eq!(said.status, *status, "{name}: {}{}", said.out, said.err);
        assert!(said.out.contains(words), "{name}: no {words:?} in\n{}", said.out);
    }
}

/// The node at a pointer, which has to be there.
pub(crate) fn at<'a>(root: &'a mut Value, pointer: &str) -> &'a mut Value {
    root.pointer_mut(pointer).unwrap_or_else(|| panic!("there is no {pointer}"))
}

pub(crate) fn object<'a>(root: &'a mut Value, pointer: &str) -> &'a mut Map<String, Value> {
    at(root, pointer).as_object_mut().expect("it is an object")
}

pub(crate) fn list<'a>(root: &'a mut Value, pointer: &str) -> &'a mut Vec<Value> {
    at(root, pointer).as_array_mut().expect("it is a list")
}
