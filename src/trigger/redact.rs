//! What the logs do not show of a run.

use super::checks;

/// What the service hides of a run's requests in its logs and in the DLQ. The workflow itself still
/// gets everything.
///
/// ```
/// use upstash_workflow::{Redact, Trigger};
///
/// let trigger = Trigger::new("https://app.example.com/api/workflow")
///     .header("Authorization", "Bearer of-the-workflow")
///     .redact(Redact::body().header("Authorization"));
/// # drop(trigger);
/// ```
///
/// The trigger is refused with [`Error::is_invalid_request`](crate::Error::is_invalid_request) if
/// nothing is hidden or a name is not a valid header name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "nothing is hidden until this is set on a trigger"]
pub struct Redact {
    body: bool,
    all_headers: bool,
    headers: Vec<String>,
}

impl Redact {
    /// Hides nothing yet. To hide the body, start with [`body`](Self::body).
    pub fn new() -> Self {
        Self::default()
    }

    /// Hides the body.
    pub fn body() -> Self {
        Self { body: true, ..Self::default() }
    }

    /// Hides this header too. The name is the one that the workflow sees.
    pub fn header(mut self, name: impl Into<String>) -> Self {
        self.headers.push(name.into());
        self
    }

    /// Hides every header too.
    pub fn all_headers(mut self) -> Self {
        self.all_headers = true;
        self
    }

    /// The value of the header, or the error.
    pub(crate) fn value(&self) -> Result<String, String> {
        let mut parts = Vec::new();
        if self.body {
            parts.push("body".to_owned());
        }
        if self.all_headers {
            parts.push("header".to_owned());
        }
        for name in &self.headers {
            checks::header_name("the redacted header", name)?;
            if !self.all_headers {
                parts.push(format!("header[{name}]"));
            }
        }
        if parts.is_empty() {
            return Err("nothing is redacted: add .header(…) or .all_headers(), or start with \
                 Redact::body()"
                .into());
        }
        Ok(parts.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_named_once() {
        for (redact, value) in [
            (Redact::body(), "body"),
            (Redact::body().header("Authorization"), "body,header[Authorization]"),
            (Redact::new().header("A").header("B"), "header[A],header[B]"),
            (Redact::new().all_headers(), "header"),
            (Redact::body().header("A").all_headers(), "body,header"),
        ] {
            assert_eq!(redact.value().as_deref(), Ok(value));
        }
        for (redact, word) in [
            (Redact::new(), "nothing is redacted"),
            (Redact::body().header(""), "empty name"),
            (Redact::body().header("A],body"), "is not a valid header name"),
            (Redact::new().all_headers().header("A\n"), "is not a valid header name"),
        ] {
            let why = redact.value().expect_err(word);
            assert!(why.contains(word), "{why}");
        }
    }
}
