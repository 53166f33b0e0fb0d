//! The environment's variables, one a line: a valid base URL and a token, or an error that names
//! the variable.

#![no_main]
#![allow(dead_code, reason = "modules of the library, of which this uses a part")]

#[path = "../../src/client/base_url.rs"]
mod base_url;
#[path = "../../src/client/environment.rs"]
mod environment;
#[path = "../../src/client/mistakes.rs"]
mod mistakes;
#[path = "../../src/client/region.rs"]
mod region;

// Where the modules look for them.
pub(crate) use region::Region;
pub(crate) use upstash_workflow::Token;

/// Stands for the library's error, whose constructor is its own.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Error {
    pub(crate) fn configuration(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

const NAMES: [&str; 9] = [
    "QSTASH_TOKEN",
    "QSTASH_URL",
    "QSTASH_REGION",
    "QSTASH_DEV",
    "QSTASH_DEV_PORT",
    "US_EAST_1_QSTASH_TOKEN",
    "US_EAST_1_QSTASH_URL",
    "EU_CENTRAL_1_QSTASH_TOKEN",
    "EU_CENTRAL_1_QSTASH_URL",
];

libfuzzer_sys::fuzz_target!(|text: &str| {
    let values: Vec<_> = text.lines().collect();
    let environment = environment::Environment(|name: &str| {
        let at = NAMES.iter().position(|known| *known == name);
        let value = at.and_then(|at| values.get(at).copied());
        Ok(value.filter(|value| !value.is_empty()).map(str::to_owned))
    });
    match environment.base_url() {
        Ok((url, origin)) => {
            assert!(!origin.is_empty());
            if let Ok(url) = base_url::check(&url, false) {
                assert_eq!(base_url::check(url.as_str(), false).as_ref(), Ok(&url));
                assert!(url.path() == "/" && url.query().is_none(), "{url}");
                let local =
                    |host: &str| host == "[::1]" || host.starts_with("127.") || host == "localhost";
                assert!(url.scheme() == "https" || url.host_str().is_some_and(local), "{url}");
            }
        }
        Err(Error(why)) => assert!(NAMES.iter().any(|name| why.contains(name)), "{why}"),
    }
    if let Err(Error(why)) = environment.token(None, true) {
        assert!(NAMES.iter().any(|name| why.contains(name)), "{why}");
    }
});
