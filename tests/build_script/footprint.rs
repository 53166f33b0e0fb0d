//! The build script as cargo runs it, in a process of its own: what it reads and writes, and
//! that its output depends on the document alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::{DOCUMENT, alone, build_script, generate};

/// The inputs that it lists for cargo.
const INPUTS: [&str; 3] = ["openapi/openapi.yaml", "build.rs", "build"];
/// Set in the process in which a test acts as the build script.
const CHILD: &str = "RUN_AS_BUILD_SCRIPT";
const THIS: &str = "footprint::the_build_script_writes_the_client_and_nothing_else";

/// A copy of the build script's inputs, and an output folder.
struct Place {
    root: PathBuf,
}

impl Place {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("footprint-{name}"));
        let _ = fs::remove_dir_all(&root);
        let place = Self { root };
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (path, bytes) in files(&package.join("build")) {
            place.put(&Path::new("build").join(path), &bytes);
        }
        for file in ["openapi/openapi.yaml", "build.rs", "Cargo.toml"] {
            place.put(Path::new(file), &fs::read(package.join(file)).expect(file));
        }
        fs::create_dir_all(place.out()).expect("a folder");
        place
    }

    fn put(&self, path: &Path, bytes: &[u8]) {
        let path = self.source().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        // The sources may be read-only for whoever builds. For root that makes no difference.
        let mut permissions = fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("permissions");
    }

    fn source(&self) -> PathBuf {
        self.root.join("source")
    }

    fn out(&self) -> PathBuf {
        self.root.join("out")
    }

    /// Runs this test again as the build script, with this environment alone.
    fn build(&self, tracer: &[&str], environment: &[(&str, &str)]) -> String {
        let mut command = tracer.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        command.push(env::current_exe().expect("this test").display().to_string());
        command.extend(["--exact", THIS, "--nocapture"].map(str::to_owned));
        let output = Command::new(&command[0])
            .args(&command[1..])
            .current_dir(self.source())
            .env_clear()
            .envs(environment.iter().copied())
            .env("OUT_DIR", self.out())
            .env(CHILD, "1")
            .output()
            .expect("this test once more");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\n{complained}");
        assert!(!said.contains("cargo::error"), "{said}");
        said
    }
}

/// The files of a folder, each with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                let path = path.strip_prefix(folder).expect("a path below").to_owned();
                found.insert(path, bytes);
            }
        }
    }
    found
}

#[test]
fn the_build_script_writes_the_client_and_nothing_else() {
    if env::var_os(CHILD).is_some() {
        return build_script::main();
    }
    let place = Place::new("plain");
    let before = files(&place.source());
    let said = place.build(&[], &[]);
    assert_eq!(files(&place.source()), before, "the source tree has changed");
    let written: Vec<_> = files(&place.out()).into_keys().collect();
    assert_eq!(written, [Path::new("client.rs")]);
    let inputs: Vec<_> =
        said.lines().filter_map(|line| line.strip_prefix("cargo::rerun-if-changed=")).collect();
    assert_eq!(inputs, INPUTS);
}

#[test]
fn the_document_alone_decides_what_is_generated() {
    let _alone = alone();
    // A hash map has another order each time, within a process and between processes.
    let code = generate(DOCUMENT).expect("code");
    assert!(generate(DOCUMENT).as_ref() == Ok(&code), "two runs differ");
    let elsewhere: [&[(&str, &str)]; 2] = [
        &[("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Apia")],
        &[("HOME", "/nowhere"), ("QSTASH_TOKEN", "tok_MARKED"), ("SOURCE_DATE_EPOCH", "0")],
    ];
    for (number, environment) in elsewhere.into_iter().enumerate() {
        let place = Place::new(&format!("elsewhere-{number}"));
        place.build(&[], environment);
        let written = fs::read_to_string(place.out().join("client.rs")).expect("the client");
        assert!(written == code, "the environment {environment:?} changes the code");
    }
    for foreign in ["tok_MARKED", "/nowhere", env!("CARGO_MANIFEST_DIR")] {
        assert!(!code.contains(foreign), "{foreign} is in the code");
    }
}

/// Checks each file that it opens and each connection that it makes, where there is strace.
#[cfg(target_os = "linux")]
#[test]
fn the_build_script_opens_what_it_lists_and_no_connection() {
    let found = Command::new("strace").arg("--version").output().is_ok_and(|o| o.status.success());
    if !found {
        let must = env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        assert!(!must, "there is no strace: install it");
        eprintln!("not looked at: there is no strace");
        return;
    }
    let place = Place::new("traced");
    let log = place.root.join("log");
    let shown = log.display().to_string();
    let calls = "trace=open,openat,creat,socket,connect,unlink,unlinkat,rename,renameat,renameat2";
    place.build(&["strace", "-f", "-qq", "-e", calls, "-o", &shown], &[("PATH", "/usr/bin:/bin")]);
    let log = fs::read_to_string(log).expect("the log");
    let client = place.out().join("client.rs").display().to_string();
    let mut read = Vec::new();
    for line in log.lines() {
        // A call that another thread interrupts takes two lines; the first has all arguments.
        let Some((call, rest)) = line.split_once('(') else { continue };
        let path = rest.split('"').nth(1).unwrap_or_default();
        let writes = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| rest.contains(flag));
        let opens = call.ends_with("open") || call.ends_with("openat");
        assert!(opens || call.ends_with("resumed>"), "{line}");
        assert!(!writes || path == client || path == "/dev/null", "{line}");
        let system = ["/proc/", "/sys/", "/dev/", "/etc/", "/lib", "/usr/"];
        if !writes && !path.is_empty() && !system.iter().any(|part| path.starts_with(part)) {
            read.push(path);
        }
    }
    assert!(log.contains(&client), "nothing was written");
    assert_eq!(read, ["openapi/openapi.yaml"]);
}
