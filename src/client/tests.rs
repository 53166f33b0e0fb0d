//! The settings of a client, for every combination of code and environment.

use proptest::prelude::*;

use super::*;
use crate::property::for_all;

const DEV_TOKEN: &str = "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";

/// Builds with these variables as the environment. An empty value counts as unset.
fn build(builder: ClientBuilder, variables: &[(&str, &str)]) -> Result<Client, Error> {
    builder.build_in(&Environment(|name: &str| {
        let found = variables.iter().find(|(key, value)| *key == name && !value.is_empty());
        Ok(found.map(|(_, value)| (*value).to_owned()))
    }))
}

/// Base URL and token of the client.
fn made(client: &Client) -> (&str, &str) {
    let TokenSource::Fixed(fixed) = &*client.inner.token else { panic!("not fixed") };
    (client.inner.base_url.as_str().trim_end_matches('/'), fixed.token().expose_secret())
}

/// Another crate of the program may turn on HTTP/2 in reqwest.
#[test]
fn the_clients_own_pool_speaks_http_1_and_nothing_else() {
    let shown = format!("{:?}", own_pool());
    assert!(shown.contains("http1_only: true"), "{shown}");
}

const PLAIN: [(&str, &str); 2] =
    [("QSTASH_TOKEN", "plain"), ("QSTASH_URL", "https://plain.example.com")];
const US: [(&str, &str); 2] = [
    ("US_EAST_1_QSTASH_TOKEN", "us"),
    ("US_EAST_1_QSTASH_URL", "https://us.example.com/v2/publish/"),
];
const US_URL: &str = "https://qstash-us-east-1.upstash.io";
const EU_URL: &str = "https://qstash-eu-central-1.upstash.io";

#[test]
fn the_environment_makes_one_client_or_says_why_not() {
    type Row<'a> = (&'a [(&'a str, &'a str)], Result<(&'a str, &'a str), &'a [&'a str]>);
    let rows: &[Row<'_>] = &[
        (&[], Err(&["no token", "QSTASH_TOKEN: unset or empty", ".token(…)"])),
        (&[("QSTASH_TOKEN", "")], Err(&["no token", "QSTASH_TOKEN: unset or empty"])),
        (&[("QSTASH_TOKEN", "t")], Ok(("https://qstash.upstash.io", "t"))),
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_URL", "")], Ok(("https://qstash.upstash.io", "t"))),
        (&[("QSTASH_TOKEN", "two\nlines")], Err(&["QSTASH_TOKEN has a line break"])),
        (&PLAIN, Ok(("https://plain.example.com", "plain"))),
        (
            &[("QSTASH_TOKEN", "t"), ("QSTASH_URL", "https://h.example.com/v2/publish/")],
            Ok(("https://h.example.com", "t")),
        ),
        (
            &[("QSTASH_TOKEN", "t"), ("QSTASH_URL", "nowhere")],
            Err(&["QSTASH_URL is not a valid URL"]),
        ),
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_URL", "https://h/v2")], Err(&["QSTASH_URL has a path"])),
        // A region alone.
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_REGION", "US_EAST_1")], Ok((US_URL, "t"))),
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_REGION", "us-east-1")], Ok((US_URL, "t"))),
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_REGION", "EU_CENTRAL_1")], Ok((EU_URL, "t"))),
        (&[("QSTASH_TOKEN", "t"), ("QSTASH_REGION", "")], Ok(("https://qstash.upstash.io", "t"))),
        (
            &[("QSTASH_TOKEN", "t"), ("QSTASH_REGION", "MARS_1")],
            Err(&["QSTASH_REGION is not a region", "us-east-1 or eu-central-1"]),
        ),
        // A region with its pair, whole and in part.
        (&[US[0], US[1], PLAIN[0], PLAIN[1]], Ok(("https://plain.example.com", "plain"))),
        (
            &[US[0], US[1], PLAIN[0], PLAIN[1], ("QSTASH_REGION", "us_east-1")],
            Ok(("https://us.example.com", "us")),
        ),
        (&[US[0], US[1], PLAIN[0], ("QSTASH_REGION", "EU_CENTRAL_1")], Ok((EU_URL, "plain"))),
        (
            &[US[0], PLAIN[0], PLAIN[1], ("QSTASH_REGION", "US_EAST_1")],
            Ok(("https://plain.example.com", "plain")),
        ),
        (&[US[1], PLAIN[0], ("QSTASH_REGION", "US_EAST_1")], Ok((US_URL, "plain"))),
        (
            &[US[0], ("QSTASH_REGION", "US_EAST_1")],
            Err(&[
                "US_EAST_1_QSTASH_TOKEN: set",
                "US_EAST_1_QSTASH_URL: unset",
                "QSTASH_TOKEN: unset",
            ]),
        ),
        (
            &[US[0], ("US_EAST_1_QSTASH_URL", "no"), ("QSTASH_REGION", "US_EAST_1")],
            Err(&["US_EAST_1_QSTASH_URL is not a valid URL"]),
        ),
        // The development server.
        (&[("QSTASH_DEV", "true")], Ok(("http://127.0.0.1:8080", DEV_TOKEN))),
        (&[("QSTASH_DEV", "1"), ("QSTASH_DEV_PORT", "99")], Ok(("http://127.0.0.1:99", DEV_TOKEN))),
        (&[("QSTASH_DEV", "1"), PLAIN[0], PLAIN[1]], Ok(("http://127.0.0.1:8080", DEV_TOKEN))),
        (
            &[("QSTASH_DEV", "1"), US[0], US[1], ("QSTASH_REGION", "US_EAST_1")],
            Ok(("http://127.0.0.1:8080", DEV_TOKEN)),
        ),
        (&[("QSTASH_DEV", "false"), PLAIN[0]], Ok(("https://qstash.upstash.io", "plain"))),
        (&[("QSTASH_DEV", "0"), PLAIN[0]], Ok(("https://qstash.upstash.io", "plain"))),
        (
            &[("QSTASH_DEV", ""), ("QSTASH_DEV_PORT", "x"), PLAIN[0]],
            Ok(("https://qstash.upstash.io", "plain")),
        ),
        (
            &[("QSTASH_DEV", "yes"), PLAIN[0]],
            Err(&["QSTASH_DEV is invalid", "true, 1, false or 0"]),
        ),
        (
            &[("QSTASH_DEV", "1"), ("QSTASH_DEV_PORT", "x")],
            Err(&["QSTASH_DEV_PORT is not", "65535"]),
        ),
        (
            &[("QSTASH_DEV", "1"), ("QSTASH_DEV_PORT", "0")],
            Err(&["QSTASH_DEV_PORT is not", "65535"]),
        ),
        (&[("QSTASH_DEV", "1"), ("QSTASH_DEV_PORT", "65536")], Err(&["QSTASH_DEV_PORT is not"])),
    ];
    for (variables, expected) in rows {
        match (build(Client::builder(), variables), expected) {
            (Ok(client), Ok(expected)) => assert_eq!(made(&client), *expected, "{variables:?}"),
            (Err(error), Err(parts)) => {
                assert!(error.is_configuration() && !error.may_have_been_sent());
                for part in *parts {
                    assert!(error.to_string().contains(part), "{variables:?}: {error}");
                }
            }
            (found, _) => panic!("{variables:?}: {found:?}"),
        }
    }
}

#[test]
fn a_common_mistake_is_refused_with_the_name_of_what_has_it_and_the_value_is_not_shown() {
    let built = |name: &str, value: &str| {
        let builder = Client::builder();
        match name {
            ".token(…)" => build(builder.token(value), &[]),
            ".base_url(…)" => build(builder.token("t").base_url(value), &[]),
            "QSTASH_DEV_PORT" => build(builder, &[("QSTASH_DEV", "1"), (name, value)]),
            name if name.starts_with("US_EAST_1") => {
                let region = ("QSTASH_REGION", "us-east-1");
                build(builder, &[(name, value), region, US[0], US[1]])
            }
            name => build(builder, &[(name, value), PLAIN[0]]),
        }
    };
    const SECRETS: &[&str] = &[".token(…)", "QSTASH_TOKEN", "US_EAST_1_QSTASH_TOKEN"];
    const URLS: &[&str] = &[".base_url(…)", "QSTASH_URL", "US_EAST_1_QSTASH_URL"];
    const OTHERS: &[&str] = &["QSTASH_REGION", "QSTASH_DEV", "QSTASH_DEV_PORT"];
    for (names, value, fault) in [
        ([SECRETS, URLS, OTHERS].concat(), "\"MARKED\"", "has quotes around it"),
        ([SECRETS, URLS, OTHERS].concat(), "'MARKED'", "has quotes around it"),
        ([SECRETS, URLS, OTHERS].concat(), "QSTASH_X=MARKED", "the name of a variable"),
        ([SECRETS, URLS].concat(), "MAR KED", "has white space in it"),
        (SECRETS.to_vec(), "Bearer MARKED", "starts with `Bearer`"),
        (SECRETS.to_vec(), "https://MARKED.example.com", "is a URL"),
        (URLS.to_vec(), "eyJNQVJLRUQiOiJNQVJLRUQifQ==", "is a token"),
        (URLS.to_vec(), "https://MARKED.example.com/MARKED", "has a path"),
        (URLS.to_vec(), "http://MARKED.example.com", "unencrypted"),
        (OTHERS.to_vec(), "MARKED", "is"),
    ] {
        for name in names {
            let error = built(name, value).expect_err(value);
            assert!(error.is_configuration() && !error.may_have_been_sent(), "{error:?}");
            let shown = format!("{error} {error:?}");
            for part in [name, fault, ": "] {
                assert!(shown.contains(part), "{name} {value}: {shown}");
            }
            assert!(!shown.contains("MAR") && !shown.contains("NQVJ"), "{name}: {shown}");
        }
    }
}

#[test]
fn what_is_given_in_code_wins_over_the_environment() {
    let dev = ("QSTASH_DEV", "true");
    let us = ("QSTASH_REGION", "US_EAST_1");
    let code = "https://code.example.com";
    let builder = Client::builder;
    for (builder, variables, expected) in [
        (builder().token("code").base_url(code), vec![PLAIN[0], PLAIN[1]], (code, "code")),
        (builder().token("code"), vec![], ("https://qstash.upstash.io", "code")),
        (builder().token("code"), vec![PLAIN[1]], ("https://plain.example.com", "code")),
        (builder().token("code"), vec![US[0], US[1], us], ("https://us.example.com", "code")),
        (builder().token("code").base_url(code), vec![dev], (code, "code")),
        (builder().token("code"), vec![dev], ("http://127.0.0.1:8080", "code")),
        (builder().base_url(code), vec![PLAIN[0], PLAIN[1]], (code, "plain")),
        (builder().base_url("http://127.0.0.1:9"), vec![dev], ("http://127.0.0.1:9", DEV_TOKEN)),
        // The development server's token is valid only there.
        (builder().base_url(code), vec![dev, PLAIN[0]], (code, "plain")),
        (builder().region(Region::UsEast1), vec![dev, PLAIN[0]], (US_URL, "plain")),
        (builder().region(Region::UsEast1), vec![dev, US[0], US[1]], (US_URL, "us")),
        (builder().region(Region::UsEast1), vec![PLAIN[0], PLAIN[1]], (US_URL, "plain")),
        (builder().region(Region::UsEast1), vec![PLAIN[0], US[0], US[1]], (US_URL, "us")),
        (builder().region(Region::EuCentral1), vec![PLAIN[0], US[0], US[1], us], (EU_URL, "plain")),
    ] {
        let what = format!("{builder:?} {variables:?}");
        let client = build(builder, &variables).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(made(&client), expected, "{what}");
    }
    let both = builder().token("t").base_url(code).region(Region::UsEast1);
    let error = build(both, &[]).expect_err("an error");
    assert!(error.to_string().contains(".base_url(…) and .region(…) are both called"), "{error}");
}

#[test]
fn whatever_is_in_the_environment_makes_a_client_or_an_error_that_names_it() {
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
    let known = proptest::sample::select(&[
        "true",
        "1",
        "0",
        "false",
        "us-east-1",
        "EU_CENTRAL_1",
        "8080",
        "65536",
        "token",
        "https://h.example.com",
        "https://h.example.com/v2/publish/",
        "http://localhost:1",
        "http://h.example.com",
        "https://user:MARKED@h",
        "https://h/?MARKED",
    ]);
    let marked = proptest::sample::select(&[
        "MARKED",
        "\"MARKED\"",
        "Bearer MARKED",
        "eyJMARKED",
        "MARKED://h",
        "https://MARKED.example.com/MARKED",
        "http://MARKED.example.com",
        "QSTASH_URL=MARKED",
    ]);
    let value = prop_oneof![
        3 => known.prop_map(str::to_owned),
        1 => marked.prop_map(str::to_owned),
        1 => ".{0,12}",
        1 => "https?://[-a-z0-9.:@/?#\\[\\]%]{0,16}",
        1 => any::<String>(),
    ];
    let variables = proptest::collection::vec((proptest::sample::select(&NAMES), value), 0..6);
    for_all(2048, variables, |variables| {
        let variables: Vec<_> = variables.iter().map(|(name, v)| (*name, v.as_str())).collect();
        match build(ClientBuilder::default(), &variables) {
            Ok(client) => {
                let (base_url, token) = made(&client);
                // The same token set in code makes the same client.
                prop_assert!(base_url::check(base_url, false).is_ok());
                prop_assert_eq!(Token::from(token).check(), Ok(()));
                let given = |part: &str| variables.iter().any(|(_, value)| value.contains(part));
                prop_assert!(token == DEV_TOKEN || given(token));
            }
            Err(error) => {
                prop_assert!(error.is_configuration() && !error.may_have_been_sent());
                let shown = error.to_string();
                prop_assert!(NAMES.iter().any(|name| shown.contains(name)), "{}", shown);
                prop_assert!(!shown.contains("MARKED"), "{}", shown);
                prop_assert!(!shown.contains(char::is_control), "{:?}", shown);
            }
        }
        Ok(())
    });
}
