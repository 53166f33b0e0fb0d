//! Decoding a response, in any of the shapes that the document allows. Nothing here does IO.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error as _};
use serde_json::value::RawValue;

use super::operation::Shape;
use super::read::is_web_page;
use super::response::{Exchange, Received, ResponseValue};
use crate::error::boundary;
use crate::{Error, Token};

/// Decodes the body of a success; anything else is an error.
pub(super) fn decode<T: DeserializeOwned>(exchange: Exchange) -> Result<ResponseValue<T>, Error> {
    let mut exchange = success(exchange)?;
    match parse(&exchange.received.body, exchange.shape) {
        Ok(value) => {
            let head = &mut exchange.received.head;
            let headers = std::mem::take(head.headers_mut());
            Ok(ResponseValue::new(value, head.status(), headers))
        }
        Err(error) => Err(undecodable(exchange, error)),
    }
}

fn undecodable(exchange: Exchange, error: serde_json::Error) -> Error {
    let error = presentable(error, &exchange.token);
    Error::undecodable(exchange).with_decode_error(error)
}

/// The exchange, if its response is a success that can be decoded.
fn success(exchange: Exchange) -> Result<Exchange, Error> {
    let Received { head, body, broken, success } = &exchange.received;
    if !success {
        return Err(Error::status_of(exchange));
    }
    if exchange.shape == Shape::Empty {
        // Some servers write that all is well. An HTML page is not from the service.
        return match is_web_page(head.headers(), body) {
            true => Err(Error::undecodable(exchange).with_message("its body is a web page")),
            false => Ok(exchange),
        };
    }
    if broken.is_some() {
        return Err(Error::broken(exchange));
    }
    match exchange.limits.exceeded(body) {
        Some(what) => {
            let why =
                format!("its body {what}: ask for less, or allow more with .max_response_bytes(…)");
            Err(Error::undecodable(exchange).with_message(why))
        }
        None => Ok(exchange),
    }
}

/// Parses a body. An error says which member it is about.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8], shape: Shape) -> serde_json::Result<T> {
    let body = without_mark(body);
    let json = plain(body, shape)?;
    serde_json::from_slice(json).map_err(|error| locate(body, json, error))
}

/// The JSON of the value itself, whatever shape it came in.
fn plain(body: &[u8], shape: Shape) -> serde_json::Result<&[u8]> {
    match (shape, first_byte(body)) {
        (Shape::Empty, _) | (Shape::Any, None) => Ok(b"null"),
        (Shape::List(_), Some(b'n')) => serde_json::from_slice(body).map(|()| &b"[]"[..]),
        (Shape::List(Some(name)), Some(b'{')) => {
            let object = serde_json::from_slice::<Object<'_>>(body)?;
            let list =
                object.get(name).ok_or_else(|| serde_json::Error::missing_field(name))?.get();
            Ok(if list == "null" { b"[]" } else { list.as_bytes() })
        }
        (Shape::One, Some(b'[')) => {
            let first = serde_json::from_slice::<Array<'_>>(body)?.first().copied();
            Ok(first.map_or(b"{}", |first| first.get().as_bytes()))
        }
        _ => Ok(body),
    }
}

type Object<'a> = BTreeMap<Cow<'a, str>, &'a RawValue>;
type Array<'a> = Vec<&'a RawValue>;

fn first_byte(json: &[u8]) -> Option<u8> {
    json.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

/// The error with the path to the member in front: nobody finds line 1, column 48,023. `json`
/// is the part of `body` that did not decode.
pub(crate) fn locate(body: &[u8], json: &[u8], error: serde_json::Error) -> serde_json::Error {
    let (line, column) = (error.line(), error.column());
    let Some(start) = offset_in(body, json).filter(|_| error.is_data() && line > 0) else {
        return error;
    };
    let before = json.split_inclusive(|byte| *byte == b'\n').take(line - 1).map(<[u8]>::len);
    let at = start + before.sum::<usize>() + column;
    let read = &body[..at.min(body.len())];
    let line_start = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let position = |line, column| format!(" at line {line} column {column}");
    let text = error.to_string();
    let what = text.strip_suffix(&position(line, column)).unwrap_or(&text);
    let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
    let path = path_to(body, at).filter(|path| !path.is_empty());
    let path = path.map(|path| path + ": ").unwrap_or_default();
    serde_json::Error::custom(format!("{path}{what}{}", position(line, read.len() - line_start)))
}

/// The path to the innermost value that has this offset in it, or at its end.
fn path_to(body: &[u8], offset: usize) -> Option<String> {
    let has_it = |value: &RawValue| {
        let start = offset_in(body, value.get().as_bytes());
        start.is_some_and(|start| (start..=start + value.get().len()).contains(&offset))
    };
    let mut path = String::new();
    let mut json = body;
    loop {
        let inner = match first_byte(json)? {
            b'{' => {
                let members = serde_json::from_slice::<Object<'_>>(json).ok()?;
                members.into_iter().find(|(_, value)| has_it(value)).map(|(name, value)| {
                    let dot = if path.is_empty() { "" } else { "." };
                    path += &format!("{dot}{}", name.escape_debug());
                    value
                })
            }
            b'[' => {
                let values = serde_json::from_slice::<Array<'_>>(json).ok()?;
                values.into_iter().enumerate().find(|(_, value)| has_it(value)).map(|(i, value)| {
                    path += &format!("[{i}]");
                    value
                })
            }
            _ => None,
        };
        match inner {
            Some(inner) => json = inner.get().as_bytes(),
            None => return Some(path),
        }
    }
}

/// Where in `whole` this part of it begins.
fn offset_in(whole: &[u8], part: &[u8]) -> Option<usize> {
    let offset = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    (offset <= whole.len()).then_some(offset)
}

/// The body without the byte order mark that some proxies put in front.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// An error of decoding quotes what it did not expect, whole. So the token is removed first,
/// and then the middle of a long text: its ends say where it went wrong and what was expected.
fn presentable(error: serde_json::Error, token: &Token) -> serde_json::Error {
    const MOST: usize = 500;
    let mut text = error.to_string();
    let repeats = token.is_in(text.as_bytes());
    if !repeats && text.len() <= MOST {
        return error;
    }
    if repeats {
        text = token.hide_in(text);
    }
    if text.len() > MOST {
        let begin = &text[..boundary(&text, MOST / 2)];
        let end = &text[boundary(&text, text.len() - MOST / 2)..];
        text = format!("{begin}…{end}");
    }
    // serde_json reads line and column back from the text.
    serde::de::Error::custom(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Shape, parse, presentable};
    use crate::Token;

    #[test]
    fn a_long_error_of_decoding_keeps_its_ends_and_no_part_of_the_token() {
        let token = Token::from("tok_MARKED");
        for before in 230..270 {
            let body = format!("\"{}tok_MARKED{}\"", "é".repeat(before), "x".repeat(5000));
            let error = serde_json::from_str::<i64>(&body).expect_err("a text");
            let (line, column) = (error.line(), error.column());
            let error = presentable(error, &token);
            assert_eq!((error.line(), error.column()), (line, column));
            let text = error.to_string();
            assert!(text.starts_with("invalid type: string") && text.contains("expected i64"));
            assert!(text.len() < 600 && !text.contains("tok_"), "{text}");
        }
    }

    #[test]
    fn a_list_comes_bare_in_an_object_or_as_null() {
        let read = |text: &str, name| parse::<Vec<i32>>(text.as_bytes(), Shape::List(name)).ok();
        let all = Some(vec![1, 2]);
        let none = Some(vec![]);
        assert_eq!(read(" [1, 2]", None), all);
        assert_eq!(read("\u{feff}[1, 2]", None), all);
        assert_eq!(read("\u{feff}{\"keys\": [1, 2]}", Some("keys")), all);
        assert_eq!(read("\n{\"keys\": [1, 2], \"more\": true}", Some("keys")), all);
        assert_eq!(read("null", None), none);
        assert_eq!(read("{\"keys\": null}", Some("keys")), none);
        for (text, name) in [
            ("{\"keys\": [1]}", None),
            ("{\"keys\": [1]}", Some("others")),
            ("nul", None),
            ("\u{feff}\u{feff}[1]", None),
            ("", Some("keys")),
        ] {
            assert_eq!(read(text, name), None, "{text}");
        }
    }

    #[test]
    fn an_error_says_which_member_it_is_about() {
        type Lists = BTreeMap<String, Vec<i32>>;
        let (plain, one) = (Shape::Plain, Shape::One);
        for (body, shape, text, column) in [
            ("\u{feff}{\"a\": [1], \"b\": [1, 2, true]}", plain, "b[2]: invalid type: b", 27),
            ("{\"a\": [1], \"b\": 12}", plain, "b: invalid type: integer `12`", 18),
            ("{\"a.b\": [12, {}, 1]}", plain, "a.b[1]: invalid type: map", 13),
            ("[{\"a\": [1, \"x\"]}, 5]", one, "[0].a[1]: invalid type: string \"x\"", 14),
            ("{\"a\\nb\": 7}", plain, "a\\nb: invalid type: integer `7`", 10),
            ("7", plain, "invalid type: integer `7`, expected a map", 1),
            ("[]x", plain, "invalid type: sequence, expected a map", 0),
            ("{\"a\": [1", plain, "EOF while parsing a list", 8),
        ] {
            let error = parse::<Lists>(body.as_bytes(), shape).expect_err(body);
            assert!(error.to_string().starts_with(text), "{error}");
            assert_eq!((error.line(), error.column()), (1, column), "{error}");
        }
        let body = b" {\"list\":\n\n [[1],\n [2,\n  null]], \"x\": 0}";
        let error = parse::<Vec<Vec<u8>>>(body, Shape::List(Some("list"))).expect_err("a null");
        let text = "list[1][1]: invalid type: null, expected u8 at line 5 column 6";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn a_missing_member_is_missing_where_its_object_ends() {
        #[derive(Debug, serde::Deserialize)]
        #[allow(dead_code, reason = "only decoded")]
        struct Item {
            id: u32,
        }
        let body = br#"{"a": {"id": 1}, "b": {"other": {"id": 1}}}"#;
        let error = parse::<BTreeMap<String, Item>>(body, Shape::Plain).expect_err("no id");
        assert_eq!(error.to_string(), "b: missing field `id` at line 1 column 42");
    }

    #[test]
    fn one_object_comes_bare_or_in_an_array() {
        type Object = BTreeMap<String, i32>;
        let read = |text: &str| parse::<Object>(text.as_bytes(), Shape::One).ok();
        let one = Some(Object::from([("a".into(), 1)]));
        assert_eq!(read("{\"a\": 1}"), one);
        assert_eq!(read("[{\"a\": 1}]"), one);
        assert_eq!(read("[]"), Some(Object::new()));
        assert_eq!(read("[1]"), None);
        assert!(parse::<Object>(b"[{\"a\": 1}]", Shape::Plain).is_err());
    }
}
