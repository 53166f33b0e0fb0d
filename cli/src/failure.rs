//! Failures: an exit status and one line.

use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

use upstash_workflow::Error;

/// The exit statuses, as `--help` and the man page explain them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// The reader of stdout closed the pipe, which is not an error.
    ClosedPipe = 0,
    /// Something failed, or was left failed.
    Failed = 1,
    /// Used wrongly: nothing was sent.
    Usage = 2,
    /// Not reached, refused, over quota, or the wrong region.
    Refused = 3,
    /// Not found.
    NotFound = 4,
    /// Ctrl-C.
    Interrupted = 130,
}

/// Why the program does not end with 0.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// `None` if everything was already written.
    message: Option<String>,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: Some(message.to_string()) }
    }

    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// A failure that was already written.
    pub(crate) fn silent(exit: Exit) -> Self {
        Self { exit, message: None }
    }

    /// Writes the line to stderr and returns the exit status.
    pub(crate) fn report(self) -> ExitCode {
        if let Some(message) = self.message {
            // Without stderr there is nowhere to report it.
            let _ = writeln!(io::stderr(), "error: {message}");
        }
        ExitCode::from(self.exit as u8)
    }
}

/// Returns the exit status that an error of the client stands for.
pub(crate) fn exit_of(error: &Error) -> Exit {
    let waited_in_vain = error.is_timeout() && !error.is_retryable();
    let not_reached = error.is_connect() || (error.is_timeout() && !waited_in_vain);
    match error {
        e if e.is_invalid_request() || e.is_configuration() => Exit::Usage,
        e if e.is_unauthorized() || e.is_forbidden() => Exit::Refused,
        e if e.is_quota_exceeded() || e.is_rate_limited() => Exit::Refused,
        e if e.is_wrong_region() || not_reached => Exit::Refused,
        e if e.is_not_found() => Exit::NotFound,
        _ => Exit::Failed,
    }
}

/// Returns an error's message, naming the program's options instead of the client's methods.
pub(crate) fn message_of(error: &Error) -> String {
    let text = in_options(&error.to_string());
    let not_reached = exit_of(error) == Exit::Refused && (error.is_connect() || error.is_timeout());
    match not_reached && !text.ends_with(')') {
        true => format!("{text} (check the network, and --url or QSTASH_URL)"),
        false => text,
    }
}

fn in_options(text: &str) -> String {
    /// Phrases that differ from the option's name, or have no option.
    const WORDS: [(&str, &str); 10] = [
        (", or send the bytes with .trigger_workflow_run()", ""),
        ("set QSTASH_URL to that region's URL", "give its region with --region"),
        ("check QSTASH_TOKEN: whole", "check the token, whose source -v shows: whole"),
        (", or allow it with .danger_allow_plain_http(true)", ""),
        (", or allow more with .max_response_bytes(…)", ""),
        (" or .token_provider(…)", ""),
        (".base_url(…)", "--url"),
        (".query(…)", "-q NAME=VALUE"),
        (".content_type(…)", "-H 'Content-Type: …'"),
        (".token(…)", "--token-file"),
    ];
    let mut text =
        WORDS.iter().fold(text.to_owned(), |text, (method, option)| text.replace(method, option));
    while let Some(end) = text.find("(…)") {
        let in_name = |c: char| c.is_ascii_lowercase() || c == '_';
        let start = text[..end].trim_end_matches(in_name).len();
        if start == end || !text[..start].ends_with('.') {
            break;
        }
        let option = format!("--{}", text[start..end].replace('_', "-"));
        text.replace_range(start - 1..end + "(…)".len(), &option);
    }
    text
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(exit_of(&error), message_of(&error))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::silent(Exit::ClosedPipe),
            _ => Self::new(Exit::Failed, error),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => io::Error::from(kind).into(),
            None => Self::new(Exit::Failed, error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_options;

    #[test]
    fn the_way_out_is_an_option_and_no_method() {
        for (text, message) in [
            (
                "the URL given with .base_url(…) is http: use https://, or allow it with .danger_allow_plain_http(true)",
                "the URL given with --url is http: use https://",
            ),
            (
                "the header has its own setter: use .failure_url(…)",
                "the header has its own setter: use --failure-url",
            ),
            (
                "encode it, for example in base64, or send the bytes with .trigger_workflow_run()",
                "encode it, for example in base64",
            ),
            (
                "the token belongs to another region: set QSTASH_URL to that region's URL",
                "the token belongs to another region: give its region with --region",
            ),
            ("call .parallelism(…) or .rate(…)", "call --parallelism or --rate"),
            ("the service says f(…) and .(…)", "the service says f(…) and .(…)"),
        ] {
            assert_eq!(in_options(text), message);
        }
    }
}
