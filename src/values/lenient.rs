//! Reading what the service writes in more than one way; the generated types name these.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Reads a list or map; `null` is an empty one.
pub(crate) fn null_is_empty<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads lists by name; each may be `null`, and so may the map.
pub(crate) fn null_is_empty_by_name<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Vec<T>>, D::Error> {
    deserializer.deserialize_option(ByName::<Vec<T>, T>(PhantomData))
}

/// Reads a map of values that `List` reads or that are `null`, for an empty list.
pub(super) struct ByName<List, T>(pub(super) PhantomData<(List, T)>);

impl<'de, List: Deserialize<'de> + Into<Vec<T>>, T> Visitor<'de> for ByName<List, T> {
    type Value = BTreeMap<String, Vec<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names, each with a list of values")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, map: D) -> Result<Self::Value, D::Error> {
        map.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut lists = BTreeMap::new();
        while let Some((name, list)) = map.next_entry::<_, Option<List>>()? {
            lists.insert(name, list.map(Into::into).unwrap_or_default());
        }
        Ok(lists)
    }
}
