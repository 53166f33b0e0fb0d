//! The account of a command: token and URL, and the source of each.

use std::env;
use std::fmt;
use std::fs;

use upstash_workflow::{Client, Region};

use crate::config::{Config, some_token};
use crate::failure::{Failure, message_of};
use crate::global::Global;

/// Variables that set a token. The client reads them.
const TOKENS: [&str; 4] =
    ["QSTASH_TOKEN", "QSTASH_DEV", "EU_CENTRAL_1_QSTASH_TOKEN", "US_EAST_1_QSTASH_TOKEN"];
const URLS: [&str; 3] = ["QSTASH_URL", "QSTASH_REGION", "QSTASH_DEV"];

/// A client and the sources of its settings.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) client: Client,
    pub(crate) url: String,
    pub(crate) token_from: String,
    pub(crate) url_from: String,
}

impl Account {
    /// Resolves the account from the options, else from the profile that they name, else from the environment, else
    /// from the default profile. A named profile brings its URL along, so that its token is not sent elsewhere.
    pub(crate) async fn find(global: &Global) -> Result<Self, Failure> {
        if global.url.is_some() && global.region.is_some() {
            return Err(Failure::usage("--url and --region exclude each other: give one of them"));
        }
        let named = match &global.profile {
            Some(name) => Some((Config::load()?.profile(name)?, format!("profile {name}"))),
            None => None,
        };
        let in_environment = global.token_file.is_none() && any_set(&TOKENS);
        let profile = match named {
            Some(named) => Some(named),
            None if in_environment => None,
            None => Config::load()?
                .default_profile()?
                .map(|(name, profile)| (profile, format!("default profile {name}"))),
        };

        let mut builder = Client::builder();
        let token_from = if let Some(file) = &global.token_file {
            let text = fs::read_to_string(file).map_err(|error| {
                Failure::usage(format!("cannot read the token file {}: {error}", file.display()))
            })?;
            builder =
                builder.token(some_token(&text, &format!("the token file {}", file.display()))?);
            "--token-file".to_owned()
        } else if let Some((profile, from)) = &profile {
            builder = builder.token(profile.token(from).await?);
            from.clone()
        } else if in_environment {
            "the environment".to_owned()
        } else {
            return Err(Failure::usage(
                "no token: set QSTASH_TOKEN, give --token-file, or create a profile with `upstash-workflow config set NAME`",
            ));
        };

        let url_from = if let Some(url) = &global.url {
            builder = builder.base_url(url.trim_end_matches('/'));
            "--url".to_owned()
        } else if let Some(region) = global.region {
            builder = builder.region(region);
            "--region".to_owned()
        } else if let Some((profile, from)) = &profile
            && (global.profile.is_some() || !any_set(&URLS))
        {
            builder = match (&profile.url, profile.region) {
                (Some(url), _) => builder.base_url(url),
                (None, region) => builder.region(region.unwrap_or(Region::EuCentral1)),
            };
            from.clone()
        } else if any_set(&URLS) {
            "the environment".to_owned()
        } else {
            "the default".to_owned()
        };

        if let Some(timeout) = global.timeout {
            builder = builder.timeout(timeout);
        }
        let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        let client = builder.user_agent(agent).build().map_err(|error| {
            // The client takes it for the option.
            Failure::usage(
                message_of(&error).replace("given with --url", &format!("from {url_from}")),
            )
        })?;
        Ok(Self { url: client.base_url().to_owned(), client, token_from, url_from })
    }
}

/// The region or URL and the source of the token, as shown before a change.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = [Region::EuCentral1, Region::UsEast1]
            .into_iter()
            .find(|region| region.url() == self.url);
        match region {
            Some(region) => write!(f, "{region}")?,
            None => f.write_str(&self.url)?,
        }
        write!(f, ", token from {}", self.token_from)
    }
}

/// Returns whether one of the variables is set. `QSTASH_DEV` counts only if it is on.
fn any_set(names: &[&str]) -> bool {
    names.iter().any(|name| match env::var_os(name) {
        Some(value) if *name == "QSTASH_DEV" => !["", "0", "false"].iter().any(|off| value == *off),
        Some(value) => !value.is_empty(),
        None => false,
    })
}
