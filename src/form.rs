//! The forms in which one and the same answer may come, beside the one that its schema
//! says. Which of them an operation has is said in the document.

use std::collections::BTreeMap;

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned};
use serde_json::{Map, Value};

/// What else a body may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// Nothing else.
    Plain,
    /// An array, for which `null` stands where it is empty, and which some servers put
    /// into an object under this name.
    List(Option<&'static str>),
    /// An object, which some servers put into an array, an empty one where they have none.
    One,
}

/// The body as a value of type `T`.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8], form: Form) -> serde_json::Result<T> {
    let body = without_mark(body);
    match (form, body.iter().find(|byte| !byte.is_ascii_whitespace())) {
        (Form::List(_), Some(b'n')) => list(serde_json::from_slice(body)?),
        (Form::List(Some(name)), Some(b'{')) => {
            let mut object: Map<String, Value> = serde_json::from_slice(body)?;
            match object.remove(name) {
                Some(value) => list(value),
                None => Err(serde::de::Error::missing_field(name)),
            }
        }
        (Form::One, Some(b'[')) => {
            let values: Vec<Value> = serde_json::from_slice(body)?;
            let first = values.into_iter().next();
            serde_json::from_value(first.unwrap_or_else(|| Map::new().into()))
        }
        _ => serde_json::from_slice(body),
    }
}

/// The error of [`parse`] with the member that it is about in front: at line 1, column
/// 48,023 nobody finds it. The body is read once more, with an eye on where it goes wrong.
pub(crate) fn locate<T: DeserializeOwned>(
    body: &[u8],
    error: serde_json::Error,
) -> serde_json::Error {
    let mut json = serde_json::Deserializer::from_slice(without_mark(body));
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Err(found)
            if error.is_data()
                && found.path().iter().len() > 0
                // In another form than this it may go wrong in another way.
                && found.inner().to_string() == error.to_string() =>
        {
            serde::de::Error::custom(found)
        }
        _ => error,
    }
}

/// The body without the mark that some proxies put before UTF-8, and that says nothing.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn list<T: DeserializeOwned>(value: Value) -> serde_json::Result<T> {
    serde_json::from_value(if value.is_null() { Vec::<Value>::new().into() } else { value })
}

/// A list or map for which `null` stands where it is empty.
pub(crate) fn null_is_empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// The same for lists by name, of which each may be `null`, too.
pub(crate) fn null_is_empty_by_name<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<T>>, D::Error> {
    let lists = Option::<BTreeMap<String, Option<Vec<T>>>>::deserialize(deserializer)?;
    let lists = lists.unwrap_or_default().into_iter();
    Ok(lists.map(|(name, list)| (name, list.unwrap_or_default())).collect())
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Form, locate, parse};

    #[test]
    fn a_list_comes_bare_in_an_object_or_as_null() {
        let read = |text: &str, name| parse::<Vec<i32>>(text.as_bytes(), Form::List(name)).ok();
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
        let error = wrong("\u{feff}{\"a\": [1], \"b\": [1, 2, true]}", Form::Plain);
        let text = "b[2]: invalid type: boolean `true`, expected i32";
        assert!(error.to_string().starts_with(text), "{error}");
        assert_eq!((error.line(), error.column()), (1, 27), "{error}");
        for (body, form) in [
            ("[]x", Form::Plain),
            ("7", Form::Plain),
            ("{\"a\": [1", Form::Plain),
            ("[{\"a\": [true]}]", Form::One),
        ] {
            let before = parse::<Lists>(body.as_bytes(), form).expect_err("an error").to_string();
            assert_eq!(wrong(body, form).to_string(), before, "{body}");
        }
    }

    #[test]
    fn one_object_comes_bare_or_in_an_array() {
        type Object = BTreeMap<String, i32>;
        let read = |text: &str| parse::<Object>(text.as_bytes(), Form::One).ok();
        let one = Some(Object::from([("a".into(), 1)]));
        assert_eq!(read("{\"a\": 1}"), one);
        assert_eq!(read("[{\"a\": 1}]"), one);
        assert_eq!(read("[]"), Some(Object::new()));
        assert_eq!(read("[1]"), None);
        assert!(parse::<Object>(b"[{\"a\": 1}]", Form::Plain).is_err());
    }
}
