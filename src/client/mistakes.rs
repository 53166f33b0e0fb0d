//! Common mistakes in values from code and from the environment.
//!
//! Each check returns the fault and the way out, to follow the name of the variable or method, and
//! never the value: it may be a secret, whatever it was meant to be.

const QUOTES: [char; 7] = ['"', '\'', '`', '“', '”', '‘', '’'];

/// Checks a value of any kind for what was copied along with it.
pub(crate) fn check(text: &str) -> Result<(), &'static str> {
    let text = text.trim();
    if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        return Err("has quotes around it: remove them (`docker --env-file` keeps them)");
    }
    let is_name = |name: &str| {
        let allowed = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        name.contains("QSTASH_") && name.trim_start_matches("export ").bytes().all(allowed)
    };
    if text.split_once('=').is_some_and(|(name, _)| is_name(name)) {
        return Err("starts with the name of a variable: remove everything up to the `=`");
    }
    Ok(())
}

/// Checks a token or a signing key.
pub(crate) fn check_secret(text: &str) -> Result<(), &'static str> {
    if text.trim().is_empty() {
        return Err("is empty");
    }
    check(text)?;
    // Without a copy, which would stay in memory.
    let starts_with = |prefix: &str| {
        let start = text.trim_start().get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts_with("Bearer ") || starts_with("Bearer\t") {
        return Err("starts with `Bearer`: remove it");
    }
    if starts_with("https://") || starts_with("http://") {
        return Err("is a URL: set the URL with QSTASH_URL or .base_url(…)");
    }
    if text.contains(['\r', '\n']) {
        return Err("has a line break in it: remove it");
    }
    if text.contains(char::is_whitespace) {
        return Err("has white space in it: remove it");
    }
    if !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err("has invalid characters: copy it again");
    }
    Ok(())
}

/// Checks a URL.
pub(crate) fn check_url(text: &str) -> Result<(), &'static str> {
    check(text)?;
    if is_like_a_token(text.trim()) {
        return Err("is a token: set the token with QSTASH_TOKEN or .token(…)");
    }
    if text.contains(char::is_whitespace) {
        return Err("has white space in it: remove it");
    }
    Ok(())
}

/// Is the text JSON in base64, as tokens are, or at least too long for a host name without dots?
fn is_like_a_token(text: &str) -> bool {
    const LONGEST_LABEL: usize = 63;
    let is_base64 = |b: u8| b.is_ascii_alphanumeric() || b"+/=_-".contains(&b);
    text.starts_with("eyJ") || (text.len() > LONGEST_LABEL && text.bytes().all(is_base64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJVc2VySUQiOiJNQVJLRUQifQ==";
    const URL: &str = "https://MARKED.example.com";

    #[test]
    fn what_was_copied_along_with_a_value_is_named_and_the_value_is_not_shown() {
        assert_eq!(check("https://h.example.com/?QSTASH_X=1"), Ok(()), "a URL may have that");
        for text in [TOKEN, URL, "us-east-1", "8080", "true"] {
            assert_eq!(check(text), Ok(()), "{text}");
            for quoted in [
                format!("\"{text}\""),
                format!("'{text}'"),
                format!("`{text}`"),
                format!("“{text}”"),
                format!("\"{text}"),
                format!("{text}'"),
                format!(" \"{text}\"\n"),
            ] {
                let why = check(&quoted).expect_err(&quoted);
                assert!(why.starts_with("has quotes around it: "), "{quoted}: {why}");
                assert_eq!(check_secret(&quoted), Err(why));
                assert_eq!(check_url(&quoted), Err(why));
            }
            for named in [format!("QSTASH_TOKEN={text}"), format!("export EU_QSTASH_URL={text}")] {
                let why = check(&named).expect_err(&named);
                assert!(why.contains("the name of a variable"), "{named}: {why}");
                assert_eq!(check_secret(&named), Err(why));
                assert_eq!(check_url(&named), Err(why));
            }
        }
    }

    #[test]
    fn a_secret_is_one_word_of_visible_ascii_and_no_url() {
        for good in [TOKEN, "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r", "t", "Bearer", "it's", "a=b"] {
            assert_eq!(check_secret(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("MARKED\n", "has a line break"),
            ("MAR\r\nKED", "has a line break"),
            ("MAR KED", "has white space"),
            (" MARKED", "has white space"),
            ("MAR\u{a0}KED", "has white space"),
            ("Bearer MARKED", "starts with `Bearer`"),
            ("bearer\tMARKED", "starts with `Bearer`"),
            (" BEARER  MARKED", "starts with `Bearer`"),
            (URL, "is a URL"),
            ("HTTP://127.0.0.1:8080", "is a URL"),
            ("MARKED\u{7f}", "has invalid characters"),
            ("MARKÉD", "has invalid characters"),
            ("\u{feff}MARKED", "has invalid characters"),
        ] {
            let found = check_secret(bad).expect_err(bad);
            assert!(found.starts_with(why), "{bad:?}: {found}");
            assert!(!found.contains("MARK"), "{found}");
        }
    }

    #[test]
    fn a_url_is_no_token_and_has_no_white_space() {
        for other in [URL, "http://localhost:8080", "localhost", "eyj.example.com", ""] {
            assert_eq!(check_url(other), Ok(()), "{other}");
        }
        for (bad, why) in [
            (TOKEN.to_owned(), "is a token"),
            ("ab+/".repeat(20), "is a token"),
            (format!("{URL}\n"), "has white space"),
            (format!(" {URL}"), "has white space"),
            ("https://MAR KED".to_owned(), "has white space"),
        ] {
            let found = check_url(&bad).expect_err(&bad);
            assert!(found.starts_with(why), "{bad:?}: {found}");
            assert!(!found.contains("MARK"), "{found}");
        }
    }
}
