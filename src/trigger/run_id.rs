//! Ids of runs: made, given when a run is started, or looked for.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// What the id of a run starts with, unless another client made it.
const PREFIX: &str = "wfr_";

/// Makes an id that no other run has.
pub(crate) fn make() -> Result<String, String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| {
        format!("the system has no random numbers for a run id ({error}): set one with .run_id(…)")
    })?;
    Ok(format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(random)))
}

/// Returns the id of a run that is started with `id`.
pub(crate) fn given(id: &str) -> Result<String, String> {
    with_prefix(id, "leave it out to have one made")
}

/// Returns the ids that a run known as `id` can have: other clients start runs without the prefix.
pub(crate) fn forms(id: &str) -> Result<Vec<String>, String> {
    let full = with_prefix(id, "use that of the response that started the run")?;
    Ok(if full == id { vec![full] } else { vec![id.to_owned(), full] })
}

fn with_prefix(id: &str, if_empty: &str) -> Result<String, String> {
    let own = id.strip_prefix(PREFIX).unwrap_or(id);
    if own.is_empty() {
        return Err(format!("the run id is empty: {if_empty}"));
    }
    // A filter reads a comma as a separator.
    if !own.bytes().all(|b| b.is_ascii_graphic() && b != b',') {
        return Err(format!(
            "the run id {id:?} has white space, a comma or characters outside of ASCII: \
             use letters, digits, `_` and `-`"
        ));
    }
    Ok(format!("{PREFIX}{own}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_made_is_not_made_again() {
        let ids: std::collections::BTreeSet<_> =
            (0..1000).map(|_| make().expect("an id")).collect();
        assert_eq!(ids.len(), 1000);
        for id in ids {
            assert_eq!(given(&id).as_ref(), Ok(&id));
            assert_eq!(id.len(), PREFIX.len() + 22);
        }
    }

    #[test]
    fn a_given_id_has_the_prefix_once_and_is_looked_for_with_and_without_it() {
        for (id, full) in [
            ("order-42", "wfr_order-42"),
            ("wfr_order-42", "wfr_order-42"),
            ("WFR_1", "wfr_WFR_1"),
            ("order/42:x", "wfr_order/42:x"),
        ] {
            assert_eq!(given(id).as_deref(), Ok(full));
            let both = if id == full { vec![full] } else { vec![id, full] };
            assert_eq!(forms(id).expect(id), both);
        }
        for bad in ["", "wfr_", "a b", "a,b", "a\n", "é"] {
            let why = given(bad).expect_err(bad);
            assert!(why.starts_with("the run id ") && !why.contains('\n'), "{why}");
            let why = forms(bad).expect_err(bad);
            assert!(why.starts_with("the run id ") && !why.contains('\n'), "{why}");
        }
    }
}
