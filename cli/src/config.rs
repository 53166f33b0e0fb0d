//! The configuration file: profiles, readable by their owner only.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use upstash_workflow::{Region, Token};

use crate::failure::Failure;

/// The file's content.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// The profile to use by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(default)]
    pub(crate) profiles: BTreeMap<String, Profile>,
}

/// A token, and the region or URL that it is for.
#[derive(Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
    /// A shell command that prints the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token_command: Option<String>,
    #[serde(default, with = "region", skip_serializing_if = "Option::is_none")]
    pub(crate) region: Option<Region>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
}

/// Shows no token.
impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Profile")
            .field("region", &self.region)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

mod region {
    use super::*;

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Region>, D::Error> {
        String::deserialize(from)?.parse().map(Some).map_err(serde::de::Error::custom)
    }

    pub(super) fn serialize<S: Serializer>(
        region: &Option<Region>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        region.map(Region::as_str).serialize(to)
    }
}

/// Returns the path of the file, which may not exist.
pub(crate) fn path() -> Result<PathBuf, Failure> {
    let folders = etcetera::choose_base_strategy().map_err(|error| {
        Failure::usage(format!("no folder for configuration: {error}: set HOME"))
    })?;
    Ok(folders.config_dir().join("upstash-workflow").join("config.toml"))
}

impl Config {
    /// Reads the file. If there is none, there are no profiles.
    pub(crate) fn load() -> Result<Self, Failure> {
        let path = path()?;
        let unreadable =
            |error: io::Error| Failure::usage(format!("cannot read {}: {error}", path.display()));
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unreadable(error)),
        };
        refuse_wide(&file, &path)?;
        let text = io::read_to_string(file).map_err(unreadable)?;
        toml::from_str(&text).map_err(|error| {
            let before = error.span().map_or(0, |span| span.start).min(text.len());
            let line = 1 + text.as_bytes()[..before].iter().filter(|b| **b == b'\n').count();
            let why = error.message().replace('\n', " ");
            Failure::usage(format!("{}, line {line}: {why}", path.display()))
        })
    }

    /// Replaces the file atomically.
    pub(crate) fn save(&self) -> Result<(), Failure> {
        let path = path()?;
        let text = toml::to_string(self).map_err(io::Error::other)?;
        let write = || {
            let folder = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(folder)?;
            // A temporary file has mode 0600 and keeps it when it is renamed.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(&path).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|error: io::Error| {
            Failure::usage(format!("cannot write {}: {error}", path.display()))
        })
    }

    pub(crate) fn profile(&self, name: &str) -> Result<Profile, Failure> {
        self.profiles.get(name).cloned().ok_or_else(|| {
            let there = match self.profiles.is_empty() {
                true => "there is none yet".to_owned(),
                false => format!(
                    "there are {}",
                    self.profiles.keys().cloned().collect::<Vec<_>>().join(", ")
                ),
            };
            Failure::usage(format!(
                "no profile {name:?}: {there}; create it with `upstash-workflow config set {name}`"
            ))
        })
    }

    pub(crate) fn default_profile(&self) -> Result<Option<(String, Profile)>, Failure> {
        match &self.default {
            Some(name) => Ok(Some((name.clone(), self.profile(name)?))),
            None => Ok(None),
        }
    }
}

impl Profile {
    /// Returns the token: that of the file, or what the command prints.
    pub(crate) async fn token(&self, from: &str) -> Result<Token, Failure> {
        match (&self.token, &self.token_command) {
            (Some(token), None) => some_token(token, &format!("the {from}")),
            (None, Some(command)) => {
                let output = tokio::process::Command::new("sh")
                    .args(["-c", command])
                    .stderr(Stdio::inherit())
                    .output()
                    .await;
                let output = output.map_err(|error| {
                    Failure::usage(format!("token_command of the {from}: {error}"))
                })?;
                if !output.status.success() {
                    let why = format!(
                        "token_command of the {from} failed ({}): run it by hand; it is in {}",
                        output.status,
                        path()?.display()
                    );
                    return Err(Failure::usage(why));
                }
                some_token(
                    &String::from_utf8_lossy(&output.stdout),
                    &format!("what token_command of the {from} prints"),
                )
            }
            _ => Err(Failure::usage(format!(
                "the {from} needs one of token and token_command: edit {}",
                path()?.display()
            ))),
        }
    }
}

/// Refuses a file that others than its owner can read or write.
#[cfg(unix)]
fn refuse_wide(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::usage(format!(
        "{path} can be read or changed by others (mode {mode:04o}): run `chmod 600 {path}`"
    )))
}

#[cfg(not(unix))]
fn refuse_wide(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Returns the token in a text, which may end with a line break.
pub(crate) fn some_token(text: &str, origin: &str) -> Result<Token, Failure> {
    match text.trim() {
        "" => Err(Failure::usage(format!("{origin} contains no token"))),
        token if token.contains(char::is_whitespace) => {
            Err(Failure::usage(format!("{origin} contains more than a token")))
        }
        token => Ok(Token::from(token)),
    }
}
