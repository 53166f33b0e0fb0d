//! Texts that parse into values, and back to the same text.

use upstash_workflow::types::{FailureCallbackState, RunState};
use upstash_workflow::{List, Region, UnixMillis, UnixSeconds};

/// Any text is an error, or a value whose text is the same.
pub(crate) fn check(text: &str) {
    if let Ok(region) = text.parse::<Region>() {
        let name = text.to_ascii_lowercase().replace('_', "-");
        assert_eq!(region.as_str(), name);
        assert_eq!(region.to_string().parse(), Ok(region));
    }

    let Ok(list) = text.parse::<List<String>>();
    assert_eq!(*list, [text.to_owned()]);

    let Ok(state) = text.parse::<RunState>();
    assert_eq!((state.as_str(), state.to_string().as_str()), (text, text));
    assert_eq!(RunState::from(text.to_owned()), state);
    let known = serde_json::to_string(&state).expect("a text");
    assert_eq!(serde_json::from_str::<RunState>(&known).expect("a state"), state);
    let Ok(states) = text.parse::<List<FailureCallbackState>>();
    assert_eq!(*states, [FailureCallbackState::from(text)]);

    if let Ok(time) = text.parse::<UnixMillis>() {
        assert_eq!(time.to_string().parse(), Ok(time));
        if let Some(in_range) = time.to_system_time() {
            assert_eq!(UnixMillis::from(in_range), time);
        }
    }
    if let Ok(time) = text.parse::<UnixSeconds>()
        && let Some(in_range) = time.to_system_time()
    {
        assert_eq!(UnixSeconds::from(in_range), time);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::check;
    use crate::property::for_all;

    #[test]
    fn any_text_is_a_value_that_goes_back_to_it_or_an_error() {
        let text = prop_oneof![
            "[ -~]{0,20}",
            any::<String>(),
            "[-+]?[0-9]{0,20}",
            "(us|US|eu|EU)[-_](east|EAST|central|CENTRAL)[-_][0-9]",
            "(RUN|STEP|CALLBACK)_(STARTED|SUCCESS|FAIL|[A-Z]{1,5})",
            "([a-z]{0,2},){0,4}",
            any::<i64>().prop_map(|number| number.to_string()),
        ];
        for_all(2048, text, |text| {
            check(&text);
            Ok(())
        });
    }
}
