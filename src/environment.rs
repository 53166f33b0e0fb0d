//! What the environment says of base URL and token: reading it, without setting anything
//! up.

use std::env;

use crate::{Error, Region, Token, base_url};

const TOKEN: &str = "QSTASH_TOKEN";
const URL: &str = "QSTASH_URL";
const REGION: &str = "QSTASH_REGION";
const DEV: &str = "QSTASH_DEV";
const DEV_PORT: &str = "QSTASH_DEV_PORT";

/// The development server's token: published, and the same for everybody.
const DEV_TOKEN: &str = "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";
const DEV_DEFAULT_PORT: u16 = 8080;

/// The environment variables of one process, or a test's own.
pub(crate) struct Environment<V>(pub(crate) V);

/// A value, and where it comes from.
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

/// A value that is wrong, unless it may be a token that was put into the wrong variable.
fn shown(value: &str) -> &str {
    const LONGEST: usize = 16;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"_-.".contains(&b);
    if value.len() <= LONGEST && value.bytes().all(plain) { value } else { "…" }
}

impl<V: Fn(&str) -> Result<Option<String>, Error>> Environment<V> {
    /// The base URL: the development server's, else the region's own, else `QSTASH_URL`,
    /// else that of the region or of the default one.
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

    /// The token that goes with a region: the one given in code, or else the
    /// environment's. `here` says whether requests stay on this machine: the development
    /// server's token is good nowhere else.
    pub(crate) fn token(&self, given: Option<Region>, here: bool) -> Result<Found<Token>, Error> {
        if self.dev_port()?.is_some() && here {
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

    pub(crate) fn region(&self) -> Result<Option<Region>, Error> {
        let Some(text) = (self.0)(REGION)? else { return Ok(None) };
        let wrong = |why| Error::configuration(format!("{REGION}={}: {why}", shown(&text)));
        text.parse().map(Some).map_err(wrong)
    }

    /// A region's own token and base URL, which count only together: a token is good in
    /// one region alone.
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
        let on = match (self.0)(DEV)?.as_deref() {
            None | Some("false" | "0") => false,
            Some("true" | "1") => true,
            Some(other) => {
                let why = "is neither on nor off: give true, 1, false or 0";
                let why = format!("{DEV}={} {why}", shown(other));
                return Err(Error::configuration(why));
            }
        };
        if !on {
            return Ok(None);
        }
        let Some(text) = (self.0)(DEV_PORT)? else { return Ok(Some(DEV_DEFAULT_PORT)) };
        match text.parse() {
            Ok(port) if port > 0 => Ok(Some(port)),
            _ => {
                let why = "is no port: give a number from 1 to 65535";
                let why = format!("{DEV_PORT}={} {why}", shown(&text));
                Err(Error::configuration(why))
            }
        }
    }

    /// Says what was looked at, in the order in which it was.
    fn no_token(&self, region: Option<Region>) -> Result<Error, Error> {
        let mut names = vec![DEV.to_owned()];
        if let Some(region) = region {
            names.extend([TOKEN, URL].map(|name| format!("{}_{name}", region.prefix())));
        }
        names.push(TOKEN.into());
        let looked_at = self.looked_at(names)?;
        Ok(Error::configuration(format!(
            "there is no token: set {TOKEN}, or give one with .token(…) or .token_provider(…) \
             ({looked_at})"
        )))
    }

    /// Says which of these variables are set.
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
