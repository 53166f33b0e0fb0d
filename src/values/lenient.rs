//! Reading what the service writes in more than one way; the generated types name these.

use std::collections::BTreeMap;

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
    let lists = Option::<BTreeMap<String, Option<Vec<T>>>>::deserialize(deserializer)?;
    let lists = lists.unwrap_or_default().into_iter();
    Ok(lists.map(|(name, list)| (name, list.unwrap_or_default())).collect())
}
