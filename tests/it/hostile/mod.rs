//! A service, a network and a caller that do everything wrong.

mod at_most_once;
mod connections;
mod fields;
mod matrix;
mod proxies;
mod texts;
#[cfg(feature = "rustls")]
mod tls;
