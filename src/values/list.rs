//! Lists that a parameter takes.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::convert::Infallible;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The values of a parameter that takes several.
///
/// Setters take anything that converts into one: an array, a vector, a slice, a set, or a
/// single value. An iterator is collected into one. A text is one value, whatever is in it; a
/// call refuses a value with a comma, where the service would split it.
///
/// ```
/// use upstash_workflow::List;
///
/// let labels: List<String> = ["orders", "eu"].into();
/// assert_eq!(labels, List::from(vec!["orders".to_string(), "eu".to_string()]));
/// assert_eq!(List::<String>::from("orders"), ["orders"].into());
/// assert_eq!(labels, ["orders", "eu"].iter().copied().collect());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct List<T>(Vec<T>);

impl<T> List<T> {
    /// Converts the list into a vector.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T, U: Into<T>, const N: usize> From<[U; N]> for List<T> {
    fn from(values: [U; N]) -> Self {
        values.into_iter().collect()
    }
}

/// For each of these collections, whose values may be of any type that `T` is made of.
macro_rules! from_collections {
    ($($collection:ident),+) => {$(
        impl<T, U: Into<T>> From<$collection<U>> for List<T> {
            fn from(values: $collection<U>) -> Self {
                values.into_iter().collect()
            }
        }
    )+};
}

from_collections!(Vec, VecDeque, BTreeSet);

impl<T, U: Into<T>, S> From<HashSet<U, S>> for List<T> {
    fn from(values: HashSet<U, S>) -> Self {
        values.into_iter().collect()
    }
}

impl<T, U: Into<T> + Clone> From<&[U]> for List<T> {
    fn from(values: &[U]) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T, U: Into<T> + Clone> From<&Vec<U>> for List<T> {
    fn from(values: &Vec<U>) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T, U: Into<T> + Clone, const N: usize> From<&[U; N]> for List<T> {
    fn from(values: &[U; N]) -> Self {
        values.iter().cloned().collect()
    }
}

impl<T: for<'a> From<&'a str>> From<&str> for List<T> {
    fn from(value: &str) -> Self {
        Self(vec![value.into()])
    }
}

impl<T: From<String>> From<String> for List<T> {
    fn from(value: String) -> Self {
        Self(vec![value.into()])
    }
}

impl<T: for<'a> From<&'a str>> From<&String> for List<T> {
    fn from(value: &String) -> Self {
        value.as_str().into()
    }
}

/// One value, as with `From`.
impl<T: for<'a> From<&'a str>> FromStr for List<T> {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

impl<T, U: Into<T>> FromIterator<U> for List<T> {
    fn from_iter<I: IntoIterator<Item = U>>(values: I) -> Self {
        Self(values.into_iter().map(Into::into).collect())
    }
}

impl<T, U: Into<T>> Extend<U> for List<T> {
    fn extend<I: IntoIterator<Item = U>>(&mut self, values: I) {
        self.0.extend(values.into_iter().map(Into::into));
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_that_turns_into_a_list_is_a_list() {
        let expected = List(vec!["a".to_string(), "b".to_string()]);
        let owned = vec!["a".to_string(), "b".to_string()];
        assert_eq!(List::from(["a", "b"]), expected);
        assert_eq!(List::from(vec!["a", "b"]), expected);
        assert_eq!(List::from(&owned), expected);
        assert_eq!(List::from(owned.as_slice()), expected);
        assert_eq!(List::from(&["a", "b"]), expected);
        assert_eq!(List::from(BTreeSet::from(["b", "a"])), expected);
        assert_eq!(List::from(VecDeque::from(["a", "b"])), expected);
        assert_eq!(List::<String>::from(HashSet::from(["a"])).to_vec(), ["a"]);
        let mut extended = List::from(owned);
        assert_eq!(extended, expected);
        extended.extend(["c"]);
        assert_eq!(extended.to_vec(), ["a", "b", "c"]);
        for text in ["a", "a,b", ""] {
            assert_eq!(List::<String>::from(text).to_vec(), [text]);
            assert_eq!(text.parse(), Ok(List::<String>::from(text)));
        }
    }
}
