//! The signing keys of the environment.

use super::keys::{Keys, Pair};
use crate::client::environment::Environment;
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
            tracing::warn!(target: "upstash_workflow", "QSTASH_DEV is on: anybody can sign");
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys for a request of each region, or the error.
    fn found(variables: &[(&str, &str)]) -> Result<[String; 3], String> {
        let environment = Environment(|name: &str| {
            let found = variables.iter().find(|(key, value)| *key == name && !value.is_empty());
            Ok(found.map(|(_, value)| (*value).to_owned()))
        });
        let keys = environment.signing_keys().map_err(|error| {
            assert!(error.is_configuration(), "{error}");
            error.to_string()
        })?;
        Ok([None, Some(Region::EuCentral1), Some(Region::UsEast1)].map(|region| {
            keys.of_region(region).map(super::super::keys::Key::text).collect::<Vec<_>>().join(" ")
        }))
    }

    const DEFAULT: [(&str, &str); 2] = [(CURRENT, "d1"), (NEXT, "d2")];
    const EU: [(&str, &str); 2] = [
        ("EU_CENTRAL_1_QSTASH_CURRENT_SIGNING_KEY", "e1"),
        ("EU_CENTRAL_1_QSTASH_NEXT_SIGNING_KEY", "e2"),
    ];
    const US: [(&str, &str); 2] = [
        ("US_EAST_1_QSTASH_CURRENT_SIGNING_KEY", "u1"),
        ("US_EAST_1_QSTASH_NEXT_SIGNING_KEY", "u2"),
    ];
    const IN_EU: (&str, &str) = ("QSTASH_REGION", "eu-central-1");
    const DEV: (&str, &str) = ("QSTASH_DEV", "1");

    #[test]
    fn the_environment_has_two_keys_for_each_region_or_says_which_are_missing() {
        let dev = format!("{DEV_CURRENT} {DEV_NEXT}");
        let dev = [dev.as_str(); 3];
        let [d1, d2] = DEFAULT;
        type Row<'a> = (Vec<(&'a str, &'a str)>, Result<[&'a str; 3], &'a str>);
        let rows: Vec<Row<'_>> = vec![
            (vec![], Err("QSTASH_CURRENT_SIGNING_KEY: unset or empty")),
            (vec![d1], Err("QSTASH_CURRENT_SIGNING_KEY: set, QSTASH_NEXT_SIGNING_KEY: unset")),
            (
                vec![d2],
                Err("QSTASH_CURRENT_SIGNING_KEY: unset or empty, QSTASH_NEXT_SIGNING_KEY: set"),
            ),
            (vec![d1, (NEXT, "")], Err("QSTASH_NEXT_SIGNING_KEY: unset or empty")),
            (vec![d1, (NEXT, "  ")], Err("QSTASH_NEXT_SIGNING_KEY is empty")),
            (vec![d1, (NEXT, "\"d2\"")], Err("QSTASH_NEXT_SIGNING_KEY has quotes around it")),
            (vec![d1, d2], Ok(["d1 d2"; 3])),
            // Without a region of its own, a program is told of no regions.
            ([DEFAULT, EU].concat(), Ok(["d1 d2"; 3])),
            (EU.to_vec(), Err("no signing keys")),
            (
                [&DEFAULT[..], &EU, &US, &[IN_EU]].concat(),
                Ok(["d1 d2", "e1 e2 d1 d2", "u1 u2 d1 d2"]),
            ),
            ([&DEFAULT[..], &EU, &[US[0], IN_EU]].concat(), Ok(["d1 d2", "e1 e2 d1 d2", "d1 d2"])),
            ([&EU[..], &US, &[IN_EU]].concat(), Ok(["e1 e2", "e1 e2 e1 e2", "u1 u2 e1 e2"])),
            ([&US[..], &[IN_EU]].concat(), Err("EU_CENTRAL_1_QSTASH_NEXT_SIGNING_KEY: unset")),
            (
                [&EU[..], &[("QSTASH_REGION", "MARS")]].concat(),
                Err("QSTASH_REGION is not a region"),
            ),
            (vec![DEV], Ok(dev)),
            ([&DEFAULT[..], &[DEV]].concat(), Ok(dev)),
            (vec![d1, d2, ("QSTASH_DEV", "0")], Ok(["d1 d2"; 3])),
            (vec![d1, d2, ("QSTASH_DEV", "perhaps")], Err("QSTASH_DEV is invalid")),
        ];
        for (variables, expected) in rows {
            match (found(&variables), expected) {
                (Ok(keys), Ok(expected)) => assert_eq!(keys, expected, "{variables:?}"),
                (Err(error), Err(part)) => assert!(error.contains(part), "{variables:?}: {error}"),
                (found, _) => panic!("{variables:?}: {found:?}"),
            }
        }
    }
}
