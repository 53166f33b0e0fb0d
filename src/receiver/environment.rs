//! The signing keys of the environment.

use super::keys::{Keys, Pair};
use crate::environment::Environment;
use crate::{Error, Region};

const CURRENT: &str = "QSTASH_CURRENT_SIGNING_KEY";
const NEXT: &str = "QSTASH_NEXT_SIGNING_KEY";

/// The development server's keys: published, and the same for everybody.
const DEV_CURRENT: &str = "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r";
const DEV_NEXT: &str = "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs";

impl<V: Fn(&str) -> Result<Option<String>, Error>> Environment<V> {
    /// The development server's keys, or those without a region and, if a region is set, those of
    /// each region.
    pub(super) fn signing_keys(&self) -> Result<Keys, Error> {
        if self.dev_port()?.is_some() {
            tracing::warn!("QSTASH_DEV is on: requests are verified with public keys");
            return Pair::new((CURRENT, DEV_CURRENT), (NEXT, DEV_NEXT)).map(Keys::of);
        }
        let Some(own) = self.region()? else {
            return match self.pair_of(None)? {
                Some(pair) => Ok(Keys::of(pair)),
                None => Err(self.no_signing_keys(&[None])?),
            };
        };
        let default = match self.pair_of(None)? {
            Some(pair) => Some(pair),
            None => self.pair_of(Some(own))?,
        };
        let Some(default) = default else {
            return Err(self.no_signing_keys(&[Some(own), None])?);
        };
        let mut keys = Keys::of(default);
        for region in Region::ALL {
            if let Some(pair) = self.pair_of(Some(region))? {
                keys = keys.with(region, pair);
            }
        }
        Ok(keys)
    }

    /// A region's pair of keys, which count only together.
    fn pair_of(&self, region: Option<Region>) -> Result<Option<Pair>, Error> {
        let [current, next] = names(region);
        match ((self.0)(&current)?, (self.0)(&next)?) {
            (Some(current_key), Some(next_key)) => {
                Pair::new((&current, &current_key), (&next, &next_key)).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn no_signing_keys(&self, regions: &[Option<Region>]) -> Result<Error, Error> {
        let looked_at = self.looked_at(regions.iter().copied().flat_map(names))?;
        Ok(Error::configuration(format!(
            "no signing keys: set {CURRENT} and {NEXT}, or pass them to Receiver::new ({looked_at})"
        )))
    }
}

fn names(region: Option<Region>) -> [String; 2] {
    let prefix = region.map(|region| format!("{}_", region.prefix())).unwrap_or_default();
    [CURRENT, NEXT].map(|name| format!("{prefix}{name}"))
}
