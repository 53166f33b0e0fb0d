//! Fields whose JSON can be of another type than that of the field. In the document they
//! have an `x-read-as`, for which `build/read_as.rs` names these functions.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::time::NumberOrText;

/// A text as it is, and any other JSON as its text: the field holds somebody else's data.
pub(crate) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<Text>::deserialize(deserializer)?.map(|text| text.0))
}

/// A whole number, which can come as a text.
pub(crate) fn number<'de, D: Deserializer<'de>, T: TryFrom<i64, Error: fmt::Display>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let Some(Number(number)) = Option::deserialize(deserializer)? else { return Ok(None) };
    T::try_from(number).map(Some).map_err(D::Error::custom)
}

struct Number(i64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrText).map(Self)
    }
}

/// A text, or the JSON of a value that is not one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Text(pub(crate) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue { quoted: false }).map(Self)
    }
}

/// The JSON of any value.
struct Json(String);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue { quoted: true }).map(Self)
    }
}

/// Writes the value while reading it: in a `serde_json::Value` its members would be sorted.
struct AnyValue {
    quoted: bool,
}

impl AnyValue {
    fn json<E: Error>(value: impl Serialize) -> Result<String, E> {
        serde_json::to_string(&value).map_err(E::custom)
    }
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
        if self.quoted { Self::json(text) } else { Ok(text.to_owned()) }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<String, E> {
        Self::json(value)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<String, E> {
        Self::json(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<String, E> {
        Self::json(number)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<String, E> {
        Self::json(number)
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Self::json(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        let mut json = String::from("[");
        while let Some(Json(item)) = items.next_element()? {
            separate(&mut json);
            json += &item;
        }
        Ok(json + "]")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<String, A::Error> {
        let mut json = String::from("{");
        while let Some((Json(name), Json(value))) = members.next_entry()? {
            separate(&mut json);
            json += &name;
            json.push(':');
            json += &value;
        }
        Ok(json + "}")
    }
}

fn separate(json: &mut String) {
    if json.len() > 1 {
        json.push(',');
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::{number, text};

    #[derive(Deserialize)]
    struct Fields {
        #[serde(default, deserialize_with = "text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "number")]
        number: Option<u32>,
    }

    fn read(json: &str) -> Result<Fields, serde_json::Error> {
        let fields = serde_json::from_str::<Fields>(json)?;
        // A program may decode a value that it has parsed before.
        let again: Fields = serde_json::from_value(serde_json::from_str(json)?)?;
        assert_eq!(fields.text.is_some(), again.text.is_some());
        assert_eq!(fields.number, again.number);
        Ok(fields)
    }

    #[test]
    fn any_json_is_kept_as_its_text() {
        for (json, kept) in [
            (r#""plain""#, Some("plain")),
            (r#""{\"a\": 1}""#, Some(r#"{"a": 1}"#)),
            (r#""""#, Some("")),
            ("null", None),
            ("true", Some("true")),
            ("-7", Some("-7")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("1.50", Some("1.5")),
            ("[]", Some("[]")),
            ("{}", Some("{}")),
            (
                r#"{"b": [1, null, "x\n\"", {}], "a": {"é": false}}"#,
                Some(r#"{"b":[1,null,"x\n\"",{}],"a":{"é":false}}"#),
            ),
        ] {
            let fields = read(&format!(r#"{{"text": {json}}}"#)).expect(json);
            assert_eq!(fields.text.as_deref(), kept, "{json}");
        }
        assert_eq!(read("{}").expect("nothing").text, None);
        assert!(read(r#"{"text": [}"#).is_err());
    }

    #[test]
    fn a_number_comes_as_a_number_or_a_text() {
        for (json, number) in
            [("7", Some(7)), (r#""7""#, Some(7)), ("7.0", Some(7)), ("0", Some(0)), ("null", None)]
        {
            assert_eq!(read(&format!(r#"{{"number": {json}}}"#)).expect(json).number, number);
        }
        assert_eq!(read("{}").expect("nothing").number, None);
        for json in ["-1", "4294967296", r#""""#, r#""seven""#, "7.5", "[7]", "true"] {
            assert!(read(&format!(r#"{{"number": {json}}}"#)).is_err(), "{json}");
        }
    }
}
