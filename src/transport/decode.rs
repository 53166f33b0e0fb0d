//! Decoding a response, in any of the shapes that the document allows. Nothing here does IO.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::operation::Shape;
use super::read::is_web_page;
use super::response::{Exchange, Received, ResponseValue};
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
        Err(error) => {
            let error = locate::<T>(&exchange.received.body, error);
            let error = presentable(error, &exchange.token);
            Err(Error::undecodable(exchange).with_decode_error(error))
        }
    }
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

/// Parses a body.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8], shape: Shape) -> serde_json::Result<T> {
    let body = without_mark(body);
    match (shape, body.iter().find(|byte| !byte.is_ascii_whitespace())) {
        (Shape::Empty, _) | (Shape::Any, None) => serde_json::from_slice(b"null"),
        (Shape::List(_), Some(b'n')) => list(serde_json::from_slice(body)?),
        (Shape::List(Some(name)), Some(b'{')) => {
            let mut object: Map<String, Value> = serde_json::from_slice(body)?;
            match object.remove(name) {
                Some(value) => list(value),
                None => Err(serde::de::Error::missing_field(name)),
            }
        }
        (Shape::One, Some(b'[')) => {
            let values: Vec<Value> = serde_json::from_slice(body)?;
            let first = values.into_iter().next();
            serde_json::from_value(first.unwrap_or_else(|| Map::new().into()))
        }
        _ => serde_json::from_slice(body),
    }
}

/// The error of [`parse`] with the path to the member in front: nobody finds line 1, column
/// 48,023. The body is parsed once more, this time keeping track of the path.
pub(crate) fn locate<T: DeserializeOwned>(
    body: &[u8],
    error: serde_json::Error,
) -> serde_json::Error {
    let mut json = serde_json::Deserializer::from_slice(without_mark(body));
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(found)
            if error.is_data()
                && found.path().iter().len() > 0
                // Another shape may fail in another way.
                && found.inner().to_string() == error.to_string() =>
        {
            serde::de::Error::custom(found)
        }
        _ => error,
    }
}

/// The body without the byte order mark that some proxies put in front.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn list<T: DeserializeOwned>(value: Value) -> serde_json::Result<T> {
    serde_json::from_value(if value.is_null() { Vec::<Value>::new().into() } else { value })
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
        let begin = &text[..text.floor_char_boundary(MOST / 2)];
        let end = &text[text.ceil_char_boundary(text.len() - MOST / 2)..];
        text = format!("{begin}…{end}");
    }
    // serde_json reads line and column back from the text.
    serde::de::Error::custom(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Shape, locate, parse, presentable};
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
        let wrong = |body: &str, form| {
            let body = body.as_bytes();
            locate::<Lists>(body, parse::<Lists>(body, form).expect_err("an error"))
        };
        let error = wrong("\u{feff}{\"a\": [1], \"b\": [1, 2, true]}", Shape::Plain);
        let text = "b[2]: invalid type: boolean `true`, expected i32";
        assert!(error.to_string().starts_with(text), "{error}");
        assert_eq!((error.line(), error.column()), (1, 27), "{error}");
        for (body, form) in [
            ("[]x", Shape::Plain),
            ("7", Shape::Plain),
            ("{\"a\": [1", Shape::Plain),
            ("[{\"a\": [true]}]", Shape::One),
        ] {
            let before = parse::<Lists>(body.as_bytes(), form).expect_err("an error").to_string();
            assert_eq!(wrong(body, form).to_string(), before, "{body}");
        }
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
