//! What the setters of the generated builders do with a value. A value that does not convert
//! refuses the call when it is sent.

/// Converts the value of an optional parameter.
pub(crate) fn optional<T>(setter: &str, value: impl TryInto<T>) -> Result<Option<T>, String> {
    required(setter, value).map(Some)
}

/// Converts the value of a required parameter.
pub(crate) fn required<T>(setter: &str, value: impl TryInto<T>) -> Result<T, String> {
    value.try_into().map_err(|_| {
        let wanted = short(std::any::type_name::<T>());
        format!("{setter} does not take this value: it must convert into `{wanted}`")
    })
}

/// The error of a parameter without a value. A builder starts with an empty text for it.
pub(crate) fn or_missing(setter: &str, why: String) -> String {
    match why.as_str() {
        "" => format!("{setter} is missing: set it with .{setter}(…)"),
        _ => why,
    }
}

/// Adds values to those of a list parameter.
pub(crate) fn add<T, L: Extend<T> + IntoIterator<Item = T>>(
    list: &mut Result<Option<L>, String>,
    setter: &str,
    values: impl TryInto<L>,
) {
    match (required(setter, values), &mut *list) {
        (Ok(more), Ok(Some(values))) => values.extend(more),
        (Ok(first), Ok(none)) => *none = Some(first),
        (Err(why), Ok(_)) => *list = Err(why),
        (_, Err(_)) => {}
    }
}

/// The name of a type without the modules it is in.
fn short(path: &str) -> String {
    let of_part = |part: &str| part.rsplit("::").next().unwrap_or_default().to_owned();
    path.split_inclusive(['<', '>', ',', ' ']).map(of_part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::List;

    #[test]
    fn values_of_a_list_accumulate_until_one_does_not_convert() {
        let mut list = Ok(None);
        add::<String, List<String>>(&mut list, "label", "a");
        add::<String, List<String>>(&mut list, "label", ["b", "c"]);
        let values = list.clone().expect("values").expect("a list");
        assert_eq!(values.into_vec(), ["a", "b", "c"]);

        struct Unfit;
        impl TryFrom<Unfit> for List<String> {
            type Error = ();
            fn try_from(_: Unfit) -> Result<Self, ()> {
                Err(())
            }
        }
        add::<String, List<String>>(&mut list, "label", Unfit);
        add::<String, List<String>>(&mut list, "label", "d");
        let why = list.expect_err("one is unfit");
        assert_eq!(why, "label does not take this value: it must convert into `List<String>`");
    }

    #[test]
    fn a_value_that_does_not_convert_names_setter_and_type() {
        assert_eq!(optional::<u32>("count", 7_i64), Ok(Some(7)));
        let why = required::<u32>("count", -1_i64).expect_err("negative");
        assert_eq!(why, "count does not take this value: it must convert into `u32`");
    }
}
