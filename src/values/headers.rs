//! HTTP headers inside of the API's bodies.

use std::collections::BTreeMap;
use std::collections::btree_map;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::lenient::ByName;
use super::read_as::Text;

/// Headers of a request or a response in the service's logs: names with their values.
///
/// Names keep the case in which the service wrote them. A lookup ignores the case.
///
/// ```
/// use upstash_workflow::Headers;
///
/// let headers: Headers = serde_json::from_str(r#"{"Content-Type": ["text/plain"]}"#)?;
/// assert_eq!(headers.get("content-type"), Some("text/plain"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Headers(BTreeMap<String, Vec<String>>);

impl<'de> Deserialize<'de> for Headers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ByName::<Values, String>(PhantomData)).map(Self)
    }
}

/// The values of one header: a list, or the only one as it is.
struct Values(Vec<String>);

impl From<Values> for Vec<String> {
    fn from(values: Values) -> Self {
        values.0
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListOrOne).map(Self)
    }
}

/// Keeps a value that is not a text as its JSON: it is somebody else's.
struct ListOrOne;

macro_rules! one_of {
    ($($visit:ident($value:ty))+) => {$(
        fn $visit<E>(self, value: $value) -> Result<Vec<String>, E> {
            Ok(vec![value.to_string()])
        }
    )+};
}

impl<'de> Visitor<'de> for ListOrOne {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the values of a header")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
        let mut values = Vec::new();
        while let Some(Text(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(values)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Vec<String>, A::Error> {
        Text::deserialize(MapAccessDeserializer::new(map)).map(|Text(json)| vec![json])
    }

    one_of! { visit_str(&str) visit_bool(bool) visit_i64(i64) visit_u64(u64) visit_f64(f64) }
}

impl Headers {
    /// Returns the first value of a header.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.named(name).flatten().next().map(String::as_str)
    }

    /// Returns every value of a header, in the order in which they came.
    pub fn get_all(&self, name: &str) -> Vec<&str> {
        self.named(name).flatten().map(String::as_str).collect()
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Vec<String>> {
        self.0
            .iter()
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, values)| values)
    }

    /// Returns an iterator over the names with their values, sorted by name.
    pub fn iter(&self) -> btree_map::Iter<'_, String, Vec<String>> {
        self.0.iter()
    }

    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        let mut map = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in headers {
            map.entry(name.into()).or_default().push(value.into());
        }
        Self(map)
    }
}

impl<'a> IntoIterator for &'a Headers {
    type Item = (&'a String, &'a Vec<String>);
    type IntoIter = btree_map::Iter<'a, String, Vec<String>>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Headers;

    #[test]
    fn the_values_of_a_name_are_a_list_or_a_value_of_any_kind() {
        for (json, values) in [
            (r#"["a", "b"]"#, &["a", "b"][..]),
            ("[]", &[]),
            ("null", &[]),
            (r#""a""#, &["a"]),
            ("7", &["7"]),
            ("-7", &["-7"]),
            ("1.5", &["1.5"]),
            ("true", &["true"]),
            (r#"{"b": "x", "a": [1]}"#, &[r#"{"b":"x","a":[1]}"#]),
            (r#"["a", 7, {"b": null}, [], null]"#, &["a", "7", r#"{"b":null}"#, "[]", "null"]),
        ] {
            let headers: Headers =
                serde_json::from_str(&format!(r#"{{"X": {json}}}"#)).expect(json);
            assert_eq!(headers.get_all("x"), values, "{json}");
            let again = serde_json::to_string(&headers).expect("JSON");
            assert_eq!(serde_json::from_str::<Headers>(&again).expect("the same"), headers);
        }
    }

    #[test]
    fn a_name_is_found_in_any_case_with_all_its_values() {
        let headers: Headers =
            [("Accept", "a"), ("X-Id", "1"), ("accept", "b")].into_iter().collect();
        assert_eq!(headers.get_all("ACCEPT"), ["a", "b"]);
        assert_eq!(headers.get("x-id"), Some("1"));
        assert_eq!(headers.get("missing"), None);
    }
}
