//! Why a workflow failed, from the body of its last response.

use std::collections::BTreeMap;

use crate::types::FailureCallback;
use crate::values::read_as::Text;

/// The error that a workflow's own code failed with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailureReason {
    /// The name of the error, such as `TypeError`. Empty if the workflow did not say.
    pub error: String,
    /// The text of the error. Empty if the workflow did not say.
    pub message: String,
    /// The stack trace, if the workflow sent it.
    pub stack: Option<String>,
}

impl FailureCallback {
    /// Returns the error that the workflow's own code failed with: its last response was JSON with
    /// `error` or `message`. `None` for everything else, such as the HTML page of a proxy or a
    /// body that was cut.
    ///
    /// # Example
    /// ```
    /// use upstash_workflow::types::FailureCallback;
    ///
    /// // {"error":"TypeError","message":"boom"}
    /// let json = r#"{"status": 500, "body": "eyJlcnJvciI6IlR5cGVFcnJvciIsIm1lc3NhZ2UiOiJib29tIn0="}"#;
    /// let failure: FailureCallback = serde_json::from_str(json)?;
    /// let reason = failure.reason().expect("a reason");
    /// assert_eq!((&*reason.error, &*reason.message), ("TypeError", "boom"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn reason(&self) -> Option<FailureReason> {
        let body = self.body_bytes().ok().flatten()?;
        let mut body: BTreeMap<String, Option<Text>> = serde_json::from_slice(&body).ok()?;
        let mut text = |name| body.remove(name).flatten().map(|text| text.0);
        let (error, message, stack) = (text("error"), text("message"), text("stack"));
        if error.is_none() && message.is_none() {
            return None;
        }
        let (error, message) = (error.unwrap_or_default(), message.unwrap_or_default());
        Some(FailureReason { error, message, stack })
    }
}
