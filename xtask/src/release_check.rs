//! `cargo xtask release-check`: requirements of a release that no compiler checks.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::Args;
use serde::Deserialize;

/// Check that the version, the changelog, the repository's address and the tag fit together.
///
/// Exit status 0: ready, 1: something is missing, 3: could not read a file.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The tag of the release, such as v1.2.3.
    #[arg(long)]
    tag: Option<String>,
}

/// Names that lead nowhere, by RFC 2606.
const RESERVED: [&str; 4] = ["example", "invalid", "localhost", "test"];
const RESERVED_DOMAINS: [&str; 3] = ["example.com", "example.net", "example.org"];

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match problems(arguments.tag.as_deref()) {
        Ok(problems) if problems.is_empty() => {
            println!("ready for a release");
            ExitCode::SUCCESS
        }
        Ok(problems) => {
            for problem in problems {
                eprintln!("not ready for a release: {problem}");
            }
            ExitCode::FAILURE
        }
        Err(why) => {
            eprintln!("cannot check: {why:#}");
            ExitCode::from(crate::drift::FAILED)
        }
    }
}

fn problems(tag: Option<&str>) -> Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a directory");
    let read = |name| fs::read_to_string(root.join(name)).context(name);
    check(&read("Cargo.toml")?, &read("CHANGELOG.md")?, tag)
}

/// The part of `Cargo.toml` that a release is about.
#[derive(Deserialize)]
struct Manifest {
    workspace: Workspace,
}

#[derive(Deserialize)]
struct Workspace {
    package: Package,
    dependencies: toml::Table,
}

#[derive(Deserialize)]
struct Package {
    version: String,
    repository: String,
}

fn check(manifest: &str, changelog: &str, tag: Option<&str>) -> Result<Vec<String>> {
    let Workspace { package, dependencies } =
        toml::from_str::<Manifest>(manifest).context("Cargo.toml")?.workspace;
    let Package { version, repository } = package;
    let mut problems = Vec::new();
    if is_placeholder(&repository) {
        problems.push(format!(
            "the repository's address is the placeholder {repository}: set `repository` of \
             `[workspace.package]` in Cargo.toml"
        ));
    }
    for (name, dependency) in dependencies {
        let (path, wanted) = (dependency.get("path"), dependency.get("version"));
        if path.is_some() && wanted.and_then(toml::Value::as_str) != Some(&*version) {
            problems.push(format!(
                "`{name}` of `[workspace.dependencies]` in Cargo.toml does not have the version {version}"
            ));
        }
    }
    if !changelog.lines().any(|line| is_heading_of(&version, line)) {
        problems.push(format!("CHANGELOG.md has no heading \"## [{version}] - YYYY-MM-DD\""));
    }
    if let Some(tag) = tag.filter(|tag| *tag != format!("v{version}")) {
        problems.push(format!("the tag is {tag}, and that of version {version} is v{version}"));
    }
    Ok(problems)
}

fn is_placeholder(address: &str) -> bool {
    let Ok(address) = reqwest::Url::parse(address) else { return true };
    let Some(host) = address.domain() else { return true };
    let ends_with = |name: &&str| host == *name || host.ends_with(&format!(".{name}"));
    RESERVED.iter().any(ends_with) || RESERVED_DOMAINS.iter().any(ends_with)
}

fn is_heading_of(version: &str, line: &str) -> bool {
    let date = line.strip_prefix(&format!("## [{version}] - "));
    date.is_some_and(|date| date.trim_end().parse::<jiff::civil::Date>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::check;

    const CHANGELOG: &str = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n";

    fn manifest(version: &str, repository: &str, dependency: &str) -> String {
        format!(
            "[workspace.package]\nversion = \"{version}\"\nrepository = \"{repository}\"\n\
             [workspace.dependencies]\nserde = \"1\"\n\
             own = {{ path = \"own\", version = \"{dependency}\" }}\n"
        )
    }

    #[test]
    fn a_version_with_heading_address_and_tag_is_ready() {
        let manifest = manifest("1.2.3", "https://forge.dev/team/project", "1.2.3");
        for tag in [None, Some("v1.2.3")] {
            assert_eq!(check(&manifest, CHANGELOG, tag).expect("read"), [""; 0]);
        }
    }

    #[test]
    fn whatever_is_missing_is_said_and_nothing_else() {
        let good = "https://forge.dev/team/project";
        let cases = [
            (manifest("1.2.3", "https://forge.invalid/project", "1.2.3"), None, "placeholder"),
            (manifest("1.2.3", "https://www.example.com/project", "1.2.3"), None, "placeholder"),
            (manifest("1.2.3", "", "1.2.3"), None, "placeholder"),
            (manifest("1.2.3", good, "1.2.2"), None, "`own` of `[workspace.dependencies]`"),
            (manifest("1.2.4", good, "1.2.4"), None, "no heading \"## [1.2.4] - YYYY-MM-DD\""),
            (manifest("1.2.3", good, "1.2.3"), Some("1.2.3"), "the tag is 1.2.3, and"),
            (manifest("1.2.3", good, "1.2.3"), Some("v1.2.4"), "the tag is v1.2.4, and"),
        ];
        for (manifest, tag, wanted) in cases {
            let problems = check(&manifest, CHANGELOG, tag).expect("read");
            assert!(problems.len() == 1 && problems[0].contains(wanted), "{wanted}: {problems:?}");
        }
    }

    #[test]
    fn a_heading_without_a_date_is_none() {
        let manifest = manifest("1.2.3", "https://forge.dev/team/project", "1.2.3");
        for heading in ["## [1.2.3]", "## [1.2.3] - soon", "## 1.2.3 - 2026-01-02"] {
            let problems = check(&manifest, heading, None).expect("read");
            assert_eq!(problems.len(), 1, "{heading}: {problems:?}");
        }
    }
}
