//! What the logs do not show of a run.

use super::checks;

/// What the service hides of a run's requests in its logs and in the DLQ. The workflow
/// itself still gets all of it.
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
/// Nothing at all, and a name that no header can have, are an error of the trigger that it
/// is given to, with [`Error::is_invalid_request`](crate::Error::is_invalid_request) and
/// nothing sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "it hides nothing until it is given to a trigger"]
pub struct Redact {
    body: bool,
    all_headers: bool,
    headers: Vec<String>,
}

impl Redact {
    /// Hides nothing yet; add to it. To hide the body, start with [`body`](Self::body).
    pub fn new() -> Self {
        Self::default()
    }

    /// Hides the body.
    pub fn body() -> Self {
        Self { body: true, ..Self::default() }
    }

    /// Hides this header, too; its name as the workflow sees it.
    pub fn header(mut self, name: impl Into<String>) -> Self {
        self.headers.push(name.into());
        self
    }

    /// Hides every header, too.
    pub fn all_headers(mut self) -> Self {
        self.all_headers = true;
        self
    }

    /// The parts in the form of their header, or what is wrong.
    pub(super) fn value(&self) -> Result<String, String> {
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
            (Redact::body().header("A],body"), "is no header name"),
            (Redact::new().all_headers().header("A\n"), "is no header name"),
        ] {
            let why = redact.value().expect_err(word);
            assert!(why.contains(word), "{why}");
        }
    }
}
