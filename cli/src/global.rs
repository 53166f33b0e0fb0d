//! The options of every command.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use upstash_workflow::Region;

use crate::time;

const GLOBAL: &str = "Global options";

/// The form of the result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for people
    #[default]
    Table,
    /// One JSON document, with the API's own field names
    Json,
    /// One JSON object a line, written as pages come
    Jsonl,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// Form of the result on stdout
    #[arg(long, short, global = true, value_enum, default_value_t, hide_possible_values = true,
        value_name = "table|json|jsonl", help_heading = GLOBAL)]
    pub(crate) output: Format,
    /// Profile of the configuration file to use
    #[arg(long, global = true, value_name = "NAME", help_heading = GLOBAL)]
    pub(crate) profile: Option<String>,
    /// Region of the service: us-east-1 or eu-central-1
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) region: Option<Region>,
    /// URL of the service, instead of a region
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) url: Option<String>,
    /// File with the token in it
    #[arg(long, global = true, value_name = "FILE", help_heading = GLOBAL)]
    pub(crate) token_file: Option<PathBuf>,
    /// Answer yes to every question
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    pub(crate) yes: bool,
    /// Write only errors and questions to stderr
    #[arg(long, short, global = true, help_heading = GLOBAL)]
    pub(crate) quiet: bool,
    /// Write the source of token and URL, and each request, to stderr; twice for more
    #[arg(long, short, global = true, action = clap::ArgAction::Count, help_heading = GLOBAL)]
    pub(crate) verbose: u8,
    /// Disable colours; so does the variable `NO_COLOR`
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub(crate) no_color: bool,
    /// Timeout of a request, such as 10s; for `wait` commands, of the whole wait
    #[arg(long, global = true, value_name = "TIME", value_parser = time::parse_timeout, help_heading = GLOBAL)]
    pub(crate) timeout: Option<Duration>,
}

impl Global {
    /// Returns whether to use colours on a terminal.
    pub(crate) fn colours(&self) -> bool {
        !self.no_color && !no_color_in_environment()
    }
}

pub(crate) fn no_color_in_environment() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Returns whether a question can be asked and answered.
pub(crate) fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}
