//! A page about one thing: its fields, its bodies decoded, its headers last.

use std::fmt;

use upstash_workflow::Headers;

use super::text::{lines, one_line};

/// Bytes shown of a binary body.
const DUMPED: usize = 256;
const INDENT: &str = "  ";

/// A page about one thing.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    parts: Vec<Part>,
    headers: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Field(String, String),
    Line(String),
    Block(String, String),
}

impl Sheet {
    /// Adds a field, unless it is empty.
    pub(crate) fn field(mut self, name: &str, value: impl fmt::Display) -> Self {
        let value = one_line(&value.to_string());
        if !value.is_empty() {
            self.parts.push(Part::Field(name.into(), value));
        }
        self
    }

    /// Adds a field that may be missing.
    pub(crate) fn maybe(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self,
        }
    }

    /// Adds a line without a name.
    pub(crate) fn line(mut self, text: &str) -> Self {
        self.parts.push(Part::Line(lines(text)));
        self
    }

    /// Adds a body: JSON indented, other text unchanged, anything else as a hex dump.
    pub(crate) fn body(mut self, name: &str, body: Option<&[u8]>) -> Self {
        if let Some(body) = body.filter(|body| !body.is_empty()) {
            self.parts.push(Part::Block(name.into(), decoded(body)));
        }
        self
    }

    /// Adds a text of several lines.
    pub(crate) fn block(mut self, name: &str, text: String) -> Self {
        if !text.is_empty() {
            self.parts.push(Part::Block(name.into(), text));
        }
        self
    }

    /// Adds headers, which are shown last.
    pub(crate) fn headers(mut self, name: &str, headers: Option<&Headers>) -> Self {
        let all = headers.into_iter().flatten();
        let text: Vec<_> = all
            .flat_map(|(name, values)| {
                values.iter().map(move |value| format!("{name}: {}", one_line(value)))
            })
            .collect();
        if !text.is_empty() {
            self.headers.push(Part::Block(name.into(), text.join("\n")));
        }
        self
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.parts.iter().map(|part| match part {
            Part::Field(name, _) => name.len(),
            Part::Line(_) | Part::Block(..) => 0,
        });
        let width = names.max().unwrap_or_default();
        for part in self.parts.iter().chain(&self.headers) {
            match part {
                Part::Field(name, value) => writeln!(f, "{name:width$}  {value}")?,
                Part::Line(text) => writeln!(f, "{text}")?,
                Part::Block(name, text) => {
                    writeln!(f, "\n{name}:")?;
                    for line in text.lines() {
                        writeln!(f, "{}", format!("{INDENT}{line}").trim_end())?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn decoded(body: &[u8]) -> String {
    match (indented(body), std::str::from_utf8(body)) {
        (Some(json), _) => json,
        (None, Ok(text)) => lines(text),
        (None, Err(_)) => dump(body),
    }
}

/// Returns JSON indented, with the order of members and the numbers unchanged.
fn indented(body: &[u8]) -> Option<String> {
    if !matches!(body.trim_ascii_start().first(), Some(b'{' | b'[')) {
        return None;
    }
    let mut text = Vec::new();
    let mut from = serde_json::Deserializer::from_slice(body);
    serde_transcode::transcode(&mut from, &mut serde_json::Serializer::pretty(&mut text)).ok()?;
    from.end().ok()?;
    // JSON escapes control characters below U+0020 only.
    String::from_utf8(text).ok().map(|text| lines(&text))
}

fn dump(body: &[u8]) -> String {
    let mut text = format!("{} bytes that are not text", body.len());
    for line in body[..body.len().min(DUMPED)].chunks(16) {
        let hex: Vec<_> = line.iter().map(|byte| format!("{byte:02x}")).collect();
        text.push('\n');
        text.push_str(&hex.join(" "));
    }
    if body.len() > DUMPED {
        text.push_str("\n…");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_shown_by_what_it_is() {
        for (body, shown) in [
            (&br#"{"b":1,"a":[2]}"#[..], "{\n  \"b\": 1,\n  \"a\": [\n    2\n  ]\n}"),
            (b"<p>\r\n\x1b[2Jhi</p>", "<p>\n\u{fffd}[2Jhi</p>"),
            (b"12", "12"),
            (b"\xff\x00\x10", "3 bytes that are not text\nff 00 10"),
        ] {
            assert_eq!(decoded(body), shown);
        }
        assert!(decoded(&[0xff; 300]).ends_with("ff ff\n…"));
    }

    #[test]
    fn headers_come_last_and_empty_fields_not_at_all() {
        let headers = Headers::from_iter([("A", "1")]);
        let sheet = Sheet::default()
            .headers("Headers", Some(&headers))
            .field("Id", "1-0")
            .field("Label", "")
            .maybe("Run id", Some("wfr_1"))
            .body("Body", Some(b"hi"));
        assert_eq!(
            sheet.to_string(),
            "Id      1-0\nRun id  wfr_1\n\nBody:\n  hi\n\nHeaders:\n  A: 1\n"
        );
    }
}
