//! Headers as the API writes them, and as requests carry them.

use std::collections::BTreeMap;

use http::{HeaderMap, HeaderName, HeaderValue};

/// Header names to lists of values, as the API writes them.
pub(crate) type Headers = BTreeMap<Box<str>, Vec<Box<str>>>;

pub(crate) fn names_to_values(headers: &HeaderMap) -> Headers {
    let mut map = Headers::new();
    for (name, value) in headers {
        add(&mut map, name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
    }
    map
}

pub(crate) fn add(map: &mut Headers, name: &str, value: &str) {
    map.entry(canonical(name).into()).or_default().push(value.into());
}

/// Converts headers for a request. Drops hop-by-hop headers, and names and values that are not valid.
pub(crate) fn to_request(headers: &Headers) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, values) in headers {
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { continue };
        if is_hop_by_hop(name.as_str()) {
            continue;
        }
        for value in values.iter().filter_map(|value| HeaderValue::from_str(value).ok()) {
            map.append(name.clone(), value);
        }
    }
    map
}

/// Sets a header, unless its value is not valid.
pub(crate) fn set(map: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        map.insert(HeaderName::from_static(name), value);
    }
}

fn is_hop_by_hop(name: &str) -> bool {
    matches!(
        name,
        "connection"
            | "content-length"
            | "host"
            | "keep-alive"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

/// Formats `content-type` as `Content-Type`: the service writes names like this.
fn canonical(name: &str) -> String {
    let mut starts = true;
    let capital = |letter: char| {
        let written =
            if starts { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() };
        starts = letter == '-';
        written
    };
    name.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_written_as_the_service_writes_them() {
        for (name, expected) in [
            ("content-type", "Content-Type"),
            ("etag", "Etag"),
            ("x--y", "X--Y"),
            ("X-TENANT", "X-Tenant"),
            ("", ""),
        ] {
            assert_eq!(canonical(name), expected);
        }
    }

    #[test]
    fn hop_by_hop_and_invalid_headers_are_dropped() {
        let mut headers = Headers::new();
        for (name, value) in [
            ("x-tenant", "a"),
            ("x-tenant", "b"),
            ("host", "elsewhere"),
            ("content-length", "7"),
            ("x bad", "1"),
            ("x-broken", "a\nb"),
        ] {
            add(&mut headers, name, value);
        }
        let request = to_request(&headers);
        let tenants: Vec<_> = request.get_all("x-tenant").iter().collect();
        assert_eq!(tenants, ["a", "b"]);
        assert_eq!(request.len(), 2, "and nothing else");
    }
}
