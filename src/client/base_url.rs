//! Where requests go, checked before the first one does.

use std::net::IpAddr;

use url::{Host, Url};

/// The service's URL for the EU region, where nothing else is said.
pub(crate) const DEFAULT: &str = "https://qstash.upstash.io";

/// A base URL that the operations' paths can follow, or what is wrong with it.
///
/// Plain http carries the token for all to read, so it is for this machine alone
/// unless `plain_http` is allowed.
pub(crate) fn check(text: &str, plain_http: bool) -> Result<Url, String> {
    let url =
        Url::parse(text).map_err(|e| format!("is no URL ({e}): give one such as {DEFAULT}"))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(format!("has the scheme {}: give an https:// URL", url.scheme()));
    }
    let Some(host) = url.host() else {
        return Err(format!("has no host: give one such as {DEFAULT}"));
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err("has a user name or password in it: give the token with .token(…)".into());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("has a query or a fragment: take away all from the ? or # on".into());
    }
    if url.path() != "/" {
        return Err(format!(
            "has the path {}: the operations add theirs, take it away",
            url.path()
        ));
    }
    if url.scheme() == "http" && !plain_http && !is_loopback(&host) {
        return Err(format!(
            "would send the token unencrypted to {host}: use https://, or allow it with \
             .danger_allow_plain_http(true)"
        ));
    }
    Ok(url)
}

/// Takes away what is often found at the end of a base URL in the environment.
pub(crate) fn normalize(text: &str) -> &str {
    let text = text.trim_end_matches('/');
    text.strip_suffix("/v2/publish").unwrap_or(text).trim_end_matches('/')
}

/// Whether a checked base URL is plain http to this machine: the token is in the clear
/// there, and so must not go to a proxy that the environment names.
pub(crate) fn is_plain_loopback(url: &Url) -> bool {
    url.scheme() == "http" && url.host().is_some_and(|host| is_loopback(&host))
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        // Not the names below it: there are systems that ask a name server for those.
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => IpAddr::from(*ip).is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, check, normalize};

    #[test]
    fn a_base_url_is_taken_or_the_way_out_is_said() {
        for (url, outcome) in [
            ("https://qstash.upstash.io", Ok("https://qstash.upstash.io")),
            ("https://QSTASH.upstash.io:443", Ok("https://qstash.upstash.io")),
            ("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Ok("http://[::1]:8080")),
            ("http://localhost:8080", Ok("http://localhost:8080")),
            ("", Err("is no URL")),
            ("qstash.upstash.io", Err("is no URL")),
            ("https://", Err("is no URL")),
            ("localhost:8080", Err("the scheme localhost")),
            ("ftp://qstash.upstash.io", Err("the scheme ftp")),
            ("https://qstash.upstash.io/", Ok("https://qstash.upstash.io")),
            ("https://qstash.upstash.io//", Err("the path //")),
            ("https://qstash.upstash.io/v2", Err("the path /v2")),
            ("https://qstash.upstash.io?a=b", Err("a query")),
            ("https://qstash.upstash.io/#a", Err("a fragment")),
            ("https://me:secret@qstash.upstash.io", Err("a user name or password")),
            ("http://qstash.upstash.io", Err("unencrypted to qstash.upstash.io")),
            ("http://app.localhost:8080", Err("unencrypted to app.localhost")),
            ("http://127.0.0.1.example.com", Err("unencrypted to 127.0.0.1.example.com")),
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
    fn only_plain_http_to_this_machine_is_kept_from_proxies() {
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
    fn the_usual_mistakes_of_the_environment_are_mended() {
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
