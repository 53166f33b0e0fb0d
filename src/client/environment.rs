//! The base URL and the token that the environment sets.

use std::env;

use super::{base_url, mistakes};
use crate::{Error, Region, Token};

const TOKEN: &str = "QSTASH_TOKEN";
const URL: &str = "QSTASH_URL";
const REGION: &str = "QSTASH_REGION";
const DEV: &str = "QSTASH_DEV";
const DEV_PORT: &str = "QSTASH_DEV_PORT";

/// The development server's token: published, and the same for everybody.
const DEV_TOKEN: &str = "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";
const DEV_DEFAULT_PORT: u16 = 8080;

/// The environment variables of this process, or those of a test.
pub(crate) struct Environment<V>(pub(crate) V);

/// A value, and the name of what set it.
pub(crate) type Found<T> = (T, String);

/// A region's token and its base URL.
type Pair = (Found<String>, Found<String>);

/// Reads a variable of this process; an empty one counts as unset.
pub(crate) fn variable(name: &str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => {
            Err(Error::configuration(format!("{name} is not UTF-8")))
        }
    }
}

/// The error of a variable, without its value: a secret may have been put into any of them.
fn invalid(name: &str, why: &str) -> Error {
    Error::configuration(format!("{name} {why}"))
}

impl<V: Fn(&str) -> Result<Option<String>, Error>> Environment<V> {
    /// The base URL, not checked yet: the development server's, else the region's own, else
    /// `QSTASH_URL`, else the published one of the region or the default.
    pub(crate) fn base_url(&self) -> Result<Found<String>, Error> {
        if let Some(port) = self.dev_port()? {
            return Ok((format!("http://127.0.0.1:{port}"), DEV.into()));
        }
        let region = self.region()?;
        if let Some((_, (url, origin))) = self.pair(region)? {
            return Ok((base_url::normalize(&url).to_owned(), origin));
        }
        if let Some(url) = (self.0)(URL)? {
            return Ok((base_url::normalize(&url).to_owned(), URL.into()));
        }
        Ok(match region {
            Some(region) => (region.url().into(), REGION.into()),
            None => (base_url::DEFAULT.into(), "the default base URL".into()),
        })
    }

    /// The token for the region `given` in code or else set here, not checked yet. `local`: do
    /// requests stay on this machine? The development server's token is valid only there.
    pub(crate) fn token(&self, given: Option<Region>, local: bool) -> Result<Found<Token>, Error> {
        if self.dev_port()?.is_some() && local {
            return Ok((DEV_TOKEN.into(), DEV.into()));
        }
        let region = given.map_or_else(|| self.region(), |region| Ok(Some(region)))?;
        if let Some(((token, origin), _)) = self.pair(region)? {
            return Ok((token.into(), origin));
        }
        match (self.0)(TOKEN)? {
            Some(token) => Ok((token.into(), TOKEN.into())),
            None => Err(self.no_token(region)?),
        }
    }

    /// A variable whose value is not a secret, checked for common mistakes.
    fn plain(&self, name: &str) -> Result<Option<String>, Error> {
        let value = (self.0)(name)?;
        if let Some(text) = &value {
            mistakes::check(text).map_err(|why| invalid(name, why))?;
        }
        Ok(value)
    }

    pub(crate) fn region(&self) -> Result<Option<Region>, Error> {
        let Some(text) = self.plain(REGION)? else { return Ok(None) };
        text.parse().map(Some).map_err(|why| invalid(REGION, &format!("is {why}")))
    }

    /// A region's own token and base URL, which count only together: a token is valid in one
    /// region.
    fn pair(&self, region: Option<Region>) -> Result<Option<Pair>, Error> {
        let Some(region) = region else { return Ok(None) };
        let [token, url] = [TOKEN, URL].map(|name| format!("{}_{name}", region.prefix()));
        let values = ((self.0)(&token)?, (self.0)(&url)?);
        Ok(match values {
            (Some(token_value), Some(url_value)) => Some(((token_value, token), (url_value, url))),
            _ => None,
        })
    }

    /// The development server's port, if that server is to be used.
    pub(crate) fn dev_port(&self) -> Result<Option<u16>, Error> {
        match self.plain(DEV)?.as_deref() {
            None | Some("false" | "0") => return Ok(None),
            Some("true" | "1") => {}
            Some(_) => return Err(invalid(DEV, "is invalid: set it to true, 1, false or 0")),
        }
        let Some(text) = self.plain(DEV_PORT)? else { return Ok(Some(DEV_DEFAULT_PORT)) };
        match text.parse() {
            Ok(port) if port > 0 => Ok(Some(port)),
            _ => Err(invalid(DEV_PORT, "is not a valid port: set a number from 1 to 65535")),
        }
    }

    fn no_token(&self, region: Option<Region>) -> Result<Error, Error> {
        let own = |region: Region| [TOKEN, URL].map(|name| format!("{}_{name}", region.prefix()));
        let names = [DEV.to_owned()].into_iter().chain(region.map(own).into_iter().flatten());
        let looked_at = self.looked_at(names.chain([TOKEN.to_owned()]))?;
        Ok(Error::configuration(format!(
            "no token: set {TOKEN} or call .token(…) or .token_provider(…) ({looked_at})"
        )))
    }

    /// Which of these variables are set, in the order in which they are looked at.
    pub(crate) fn looked_at(
        &self,
        names: impl IntoIterator<Item = String>,
    ) -> Result<String, Error> {
        let mut seen = Vec::new();
        for name in names {
            let state = if (self.0)(&name)?.is_some() { "set" } else { "unset or empty" };
            seen.push(format!("{name}: {state}"));
        }
        Ok(format!("looked at {}", seen.join(", ")))
    }
}
