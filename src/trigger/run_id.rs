//! Ids of runs, made or given.

/// What every run id begins with.
const PREFIX: &str = "wfr_";

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/// How many characters of the alphabet follow the prefix: 126 random bits.
const LENGTH: usize = 21;

/// An id that no other run has.
pub(super) fn make() -> Result<String, String> {
    let mut random = [0; LENGTH];
    getrandom::fill(&mut random).map_err(|error| {
        format!("the system has no random numbers for a run id ({error}): give one with .run_id(…)")
    })?;
    Ok(spell(random))
}

/// One character for each byte; as the alphabet has 64 of them, all are equally likely.
fn spell(random: [u8; LENGTH]) -> String {
    let characters = random.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 64)]));
    PREFIX.chars().chain(characters).collect()
}

/// The caller's id in full, or what is wrong with it.
pub(super) fn given(id: &str) -> Result<String, String> {
    let own = id.strip_prefix(PREFIX).unwrap_or(id);
    if own.is_empty() {
        return Err("the run id is empty: leave it out to have one made".into());
    }
    // Filters take a comma to separate two ids.
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
    fn an_id_is_spelt_with_the_whole_alphabet_and_nothing_else() {
        assert_eq!(spell([0; LENGTH]), "wfr_AAAAAAAAAAAAAAAAAAAAA");
        assert_eq!(spell([255; LENGTH]), "wfr_---------------------");
        let all: std::collections::BTreeSet<char> =
            (0..=255).filter_map(|byte| spell([byte; LENGTH]).chars().last()).collect();
        assert_eq!(all.len(), 64);
        assert!(all.iter().all(|c| c.is_ascii_alphanumeric() || "_-".contains(*c)));
    }

    #[test]
    fn a_given_id_has_the_prefix_once() {
        for (id, full) in [
            ("order-42", "wfr_order-42"),
            ("wfr_order-42", "wfr_order-42"),
            ("WFR_1", "wfr_WFR_1"),
            ("order/42:x", "wfr_order/42:x"),
        ] {
            assert_eq!(given(id).as_deref(), Ok(full));
        }
        for bad in ["", "wfr_", "a b", "a,b", "a\n", "é"] {
            let why = given(bad).expect_err(bad);
            assert!(why.starts_with("the run id ") && !why.contains('\n'), "{why}");
        }
    }
}
