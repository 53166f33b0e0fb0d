//! Text from the service: it must not control the terminal.

/// Returns a text on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the reason in a body on one line: the message of a JSON error, or the text.
pub(crate) fn bytes_as_line(body: &[u8]) -> String {
    let value: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let part =
        |name: &str| value.get(name).and_then(|part| part.as_str()).filter(|part| !part.is_empty());
    match (part("error"), part("message"), std::str::from_utf8(body)) {
        (Some(error), Some(message), _) => one_line(&format!("{error}: {message}")),
        (Some(only), None, _) | (None, Some(only), _) => one_line(only),
        (None, None, Ok(text)) => one_line(text),
        (None, None, Err(_)) => format!("{} bytes", body.len()),
    }
}

/// Returns a text with its line breaks, and without other control characters.
pub(super) fn lines(text: &str) -> String {
    let shown = |c: char| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_control_the_terminal() {
        assert_eq!(one_line("a\u{1b}[2J\r\n\tb\u{7}"), "a [2J b");
        assert_eq!(lines("a\u{1b}[2J\r\n\tb"), "a\u{fffd}[2J\n\tb");
    }

    #[test]
    fn the_reason_in_a_body_is_the_message_of_an_error_or_the_text() {
        for (body, line) in [
            (
                &br#"{"error":"TypeError","message":"x is\nundefined","stack":"at"}"#[..],
                "TypeError: x is undefined",
            ),
            (br#"{"error":"boom"}"#, "boom"),
            (br#"{"message":"boom"}"#, "boom"),
            (br#"{"code":1}"#, r#"{"code":1}"#),
            (b"<html>\n<body>", "<html> <body>"),
            (b"\xff\x00", "2 bytes"),
            (b"", ""),
        ] {
            assert_eq!(bytes_as_line(body), line);
        }
    }
}
