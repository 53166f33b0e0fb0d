//! The base URL of all requests.

use std::net::IpAddr;

use url::{Host, Url};

use super::mistakes;

/// The service's URL for the EU region.
pub(crate) const DEFAULT: &str = "https://qstash.upstash.io";

/// Returns the base URL that the operations' paths are appended to, or the error.
///
/// With plain http anybody can read the token, so it is refused unless it stays on this machine or
/// `plain_http` is allowed.
pub(crate) fn check(text: &str, plain_http: bool) -> Result<Url, String> {
    mistakes::check_url(text)?;
    let url = Url::parse(text)
        .map_err(|e| format!("is not a valid URL ({e}): use one such as {DEFAULT}"))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err("does not start with https://: use an https:// URL".into());
    }
    let Some(host) = url.host() else {
        return Err(format!("has no host: use a URL such as {DEFAULT}"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password in it: set the token with .token(…)".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or a fragment: remove everything from the ? or # on".into());
    }
    if url.path() != "/" {
        return Err("has a path: remove it, the operations add theirs".into());
    }
    if url.scheme() == "http" && !plain_http && !is_loopback(&host) {
        return Err("would send the token unencrypted: use https://, or allow it with \
             .danger_allow_plain_http(true)"
            .into());
    }
    Ok(url)
}

/// Removes what is often found at the end of a base URL in the environment.
pub(crate) fn normalize(text: &str) -> &str {
    let text = text.trim_end_matches('/');
    text.strip_suffix("/v2/publish").unwrap_or(text).trim_end_matches('/')
}

/// Is a checked base URL plain http to this machine? It must not go through a proxy of the
/// environment then, which could read the token.
pub(crate) fn is_plain_loopback(url: &Url) -> bool {
    url.scheme() == "http" && url.host().is_some_and(|host| is_loopback(&host))
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        // Not its subdomains: some systems ask a name server for those.
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => IpAddr::from(*ip).is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, check, normalize};

    #[test]
    fn a_base_url_is_valid_or_the_error_says_why_and_does_not_show_it() {
        for (url, outcome) in [
            ("https://qstash.upstash.io", Ok("https://qstash.upstash.io")),
            ("https://QSTASH.upstash.io:443", Ok("https://qstash.upstash.io")),
            ("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Ok("http://[::1]:8080")),
            ("http://localhost:8080", Ok("http://localhost:8080")),
            ("", Err("is not a valid URL")),
            ("qstash.upstash.io", Err("is not a valid URL")),
            ("https://", Err("is not a valid URL")),
            ("localhost:8080", Err("does not start with https://")),
            ("ftp://qstash.upstash.io", Err("does not start with https://")),
            ("https://qstash.upstash.io/", Ok("https://qstash.upstash.io")),
            ("https://qstash.upstash.io//", Err("has a path")),
            ("https://qstash.upstash.io/v2", Err("has a path")),
            ("https://qstash.upstash.io?a=b", Err("a query")),
            ("https://qstash.upstash.io/#a", Err("a fragment")),
            ("https://me:secret@qstash.upstash.io", Err("a user name or password")),
            ("\"https://secret.upstash.io\"", Err("has quotes around it")),
            ("https://secret.upstash.io/v2/publish'", Err("has quotes around it")),
            ("https://secret.upstash.io\n", Err("has white space")),
            ("QSTASH_URL=https://secret.upstash.io", Err("the name of a variable")),
            ("eyJzZWNyZXQiOiJzZWNyZXQifQ==", Err("is a token")),
            ("https://secret.upstash.io/secret", Err("has a path")),
            ("secret:8080", Err("does not start with https://")),
            ("http://secret.example.com", Err("unencrypted")),
            ("http://qstash.upstash.io", Err("unencrypted")),
            ("http://app.localhost:8080", Err("unencrypted")),
            ("http://127.0.0.1.example.com", Err("unencrypted")),
        ] {
            match (check(url, false), outcome) {
                (Ok(found), Ok(expected)) => {
                    assert_eq!(found.as_str(), format!("{expected}/"), "{url}");
                }
                (Err(why), Err(part)) => {
                    assert!(why.contains(part), "{url}: {why}");
                    assert!(!why.contains("secret"), "{why}");
                }
                (found, _) => panic!("{url}: {found:?}"),
            }
        }
        assert!(check("http://qstash:8080", true).is_ok());
    }

    #[test]
    fn only_plain_http_to_this_machine_bypasses_proxies() {
        for (url, here) in [
            ("http://127.0.0.1:8080", true),
            ("http://[::1]:8080", true),
            ("http://localhost", true),
            ("https://127.0.0.1:8080", false),
            ("http://qstash:8080", false),
            ("https://qstash.upstash.io", false),
        ] {
            let parsed = Url::parse(url).expect(url);
            assert_eq!(super::is_plain_loopback(&parsed), here, "{url}");
        }
    }

    #[test]
    fn the_usual_endings_of_a_url_in_the_environment_are_removed() {
        for text in [
            "https://h",
            "https://h/",
            "https://h//",
            "https://h/v2/publish",
            "https://h/v2/publish/",
        ] {
            assert_eq!(normalize(text), "https://h", "{text}");
        }
        assert_eq!(normalize("https://h/v2"), "https://h/v2");
    }
}
