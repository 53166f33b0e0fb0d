//! `config`: the profiles.

use std::io::{self, IsTerminal as _, Read as _};

use clap::{Args, Subcommand};
use dialoguer::Password;
use futures::stream;
use serde::Serialize;
use upstash_workflow::Client;

use crate::config::some_token;
use crate::config::{self, Profile};
use crate::failure::Failure;
use crate::global::can_ask;
use crate::output::{Column, Row, Sheet};
use crate::session::Session;

#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// List the profiles; tokens are not shown
    #[command(after_help = "\
Examples:
  upstash-workflow config list")]
    List,
    /// Create or replace a profile; asks for the token, or reads it from stdin
    #[command(after_help = "\
The profile's place is given by --url or --region; eu-central-1 by default. The first profile becomes the default one.

Examples:
  printf %s \"$QSTASH_TOKEN\" | upstash-workflow config set local --url http://127.0.0.1:8080
  upstash-workflow config set prod --region us-east-1 --token-command 'pass show qstash'")]
    Set(Set),
    /// Make a profile the default one
    #[command(after_help = "\
Examples:
  upstash-workflow config use local")]
    Use(Name),
    /// Print the path of the configuration file
    #[command(after_help = "\
Examples:
  upstash-workflow config path")]
    Path,
}

#[derive(Args, Debug)]
pub(crate) struct Name {
    /// The profile
    name: String,
}

#[derive(Args, Debug)]
pub(crate) struct Set {
    /// The profile
    name: String,
    /// Shell command that prints the token, instead of storing it
    #[arg(long, value_name = "COMMAND")]
    token_command: Option<String>,
}

impl Config {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::List => {
                let config = config::Config::load()?;
                let rows: Vec<_> = config
                    .profiles
                    .iter()
                    .map(|(name, profile)| Listed::new(name, profile, &config))
                    .collect();
                session
                    .out
                    .list(
                        stream::iter(rows.into_iter().map(Ok)),
                        "no profiles: create one with `upstash-workflow config set NAME`",
                    )
                    .await
            }
            Self::Set(command) => command.run(session),
            Self::Use(Name { name }) => {
                let mut config = config::Config::load()?;
                config.profile(&name)?;
                config.default = Some(name.clone());
                config.save()?;
                session.out.note(&format!("{name} is the default profile"));
                Ok(())
            }
            Self::Path => {
                let path = config::path()?.display().to_string();
                session.out.one(&path, |path| Sheet::default().line(path))
            }
        }
    }
}

impl Set {
    fn run(self, session: &Session) -> Result<(), Failure> {
        let Self { name, token_command } = self;
        let (url, region) = (session.global.url.clone(), session.global.region);
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(Failure::usage("a profile's name has no spaces: give one such as prod"));
        }
        let mut config = config::Config::load()?;
        // Refuse now what the client would refuse later.
        let mut check = Client::builder().token("unchecked");
        check =
            if let Some(url) = &url { check.base_url(url.trim_end_matches('/')) } else { check };
        check = if let Some(region) = region { check.region(region) } else { check };
        check.build()?;
        let token = match (&token_command, &session.global.token_file) {
            (Some(_), _) => None,
            (None, Some(file)) => Some(std::fs::read_to_string(file).map_err(|error| {
                Failure::usage(format!("cannot read the token file {}: {error}", file.display()))
            })?),
            (None, None) => Some(ask_for_token(&name)?),
        };
        let token = match token {
            Some(text) => Some(some_token(&text, "what was given")?.expose_secret().to_owned()),
            None => None,
        };
        let url = url.map(|url| url.trim_end_matches('/').to_owned());
        let before =
            config.profiles.insert(name.clone(), Profile { token, token_command, region, url });
        let default = config.default.get_or_insert_with(|| name.clone()) == &name;
        config.save()?;
        let done = if before.is_some() { "replaced" } else { "created" };
        let default = if default { ", the default one" } else { "" };
        session
            .out
            .note(&format!("{done} the profile {name}{default}, in {}", config::path()?.display()));
        Ok(())
    }
}

/// Reads a token from the terminal without echo, or from stdin.
fn ask_for_token(name: &str) -> Result<String, Failure> {
    if can_ask() {
        let asked = Password::new().with_prompt(format!("Token of {name}")).interact();
        return asked.map_err(|dialoguer::Error::IO(error)| error.into());
    }
    if io::stdin().is_terminal() {
        return Err(Failure::usage("there is no terminal to ask at: give the token to stdin"));
    }
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text)?;
    Ok(text)
}

/// A profile without its token.
#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    default: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    token: &'static str,
}

impl Listed {
    fn new(name: &str, profile: &Profile, config: &config::Config) -> Self {
        Self {
            name: name.to_owned(),
            default: config.default.as_deref() == Some(name),
            region: profile.region.map(upstash_workflow::Region::as_str),
            url: profile.url.clone(),
            token: if profile.token_command.is_some() { "command" } else { "stored" },
        }
    }
}

impl Row for Listed {
    const COLUMNS: &'static [Column] = &[
        Column::whole("NAME"),
        Column::whole("DEFAULT"),
        Column::whole("PLACE"),
        Column::whole("TOKEN"),
    ];

    fn cells(&self, _: bool) -> Vec<String> {
        let place = self.url.as_deref().or(self.region).unwrap_or("eu-central-1");
        let default = if self.default { "yes" } else { "" };
        vec![self.name.clone(), default.into(), place.to_owned(), self.token.into()]
    }
}
