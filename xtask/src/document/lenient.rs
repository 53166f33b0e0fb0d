//! YAML or JSON to a JSON value, whatever numbers, keys and tags it has.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor},
};
use serde_json::{Map, Number, Value};

/// A value in which numbers that JSON types do not hold are the nearest that they do, or text.
pub(crate) struct Lenient(pub(crate) Value);

impl<'de> Deserialize<'de> for Lenient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        let value = Number::from_f64(number).map(Value::Number);
        Ok(value.unwrap_or_else(|| Value::String(number.to_string())))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Lenient(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let (mut map, mut merged) = (Map::new(), Vec::new());
        while let Some((Lenient(key), Lenient(value))) = entries.next_entry()? {
            // YAML has keys that are no text, such as a status without quotes.
            let key = match key {
                Value::String(key) => key,
                Value::Array(_) | Value::Object(_) | Value::Null => {
                    return Err(A::Error::custom("a key is neither text nor a number"));
                }
                other => other.to_string(),
            };
            match value {
                Value::Object(other) if key == "<<" => merged.push(other),
                Value::Array(others) if key == "<<" => {
                    let others = others.into_iter().filter_map(|it| match it {
                        Value::Object(other) => Some(other),
                        _ => None,
                    });
                    merged.extend(others);
                }
                value => {
                    if map.contains_key(&key) {
                        return Err(A::Error::custom(format!("the key {key} is there twice")));
                    }
                    map.insert(key, value);
                }
            }
        }
        for (key, value) in merged.into_iter().flatten() {
            map.entry(key).or_insert(value);
        }
        Ok(Value::Object(map))
    }

    /// A value with a tag.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (Lenient(_), value) = tagged.variant()?;
        value.newtype_variant().map(|Lenient(value)| value)
    }
}
