//! The command line, and parsing it.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{ArgMatches, ColorChoice, CommandFactory, FromArgMatches, Parser};
use upstash_workflow::UnixMillis;

use crate::commands::Command;
use crate::failure::{Exit, Failure};
use crate::global::{Global, no_color_in_environment};
use crate::time;

const EXIT_STATUS: &str = "\
Exit status:
  0    all done
  1    something failed or was left failed; each is named
  2    used wrongly, and nothing was sent
  3    not reached, refused (401, 403), over quota, or the wrong region
  4    not found
  130  ended by Ctrl-C

The token comes from --token-file, else from the profile of --profile, else from QSTASH_TOKEN, else from the default \
profile. Its URL comes from --url or --region, else from the same place. See `upstash-workflow config --help`.

Examples:
  upstash-workflow demo               # the main job at work, without an account
  upstash-workflow dev --seed-demo    # the API on this machine, with data
  upstash-workflow callbacks list
  upstash-workflow callbacks retry --yes";

/// Upstash Workflow from the terminal: retry failed callbacks, work through the dead letter queue (DLQ), start and watch runs.
#[derive(Debug, Parser)]
#[command(
    name = "upstash-workflow",
    version,
    after_help = EXIT_STATUS,
    subcommand_required = true,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Describes the command line, for completions and the man page.
pub(crate) fn program() -> clap::Command {
    Cli::command()
}

/// Parses the command line; `None` if it asked for help or the version, which is printed.
pub(crate) fn parse() -> Result<Option<Cli>, Failure> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // Help is printed during parsing, before the option is known.
    let plain = no_color_in_environment() || arguments.iter().any(|a| a == "--no-color");
    let colour = if plain { ColorChoice::Never } else { ColorChoice::Auto };
    let command = program().color(colour);
    let named = named_command(&command, &arguments);
    let matches = command.try_get_matches_from(arguments);
    let parsed = matches.and_then(|m| Cli::from_arg_matches(&m).map(|cli| (cli, m)));
    match parsed {
        Ok((cli, matches)) => check_period(&matches).map(|()| Some(cli)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                error.print()?;
                Ok(None)
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                error.print()?;
                Err(Failure::silent(Exit::Usage))
            }
            _ => Err(Failure::usage(one_line(&error.to_string(), &named))),
        },
    }
}

/// Refuses a period that ends before it begins: nothing can be in it.
fn check_period(matches: &ArgMatches) -> Result<(), Failure> {
    let mut matches = matches;
    while let Some((_, below)) = matches.subcommand() {
        matches = below;
    }
    let time = |name| matches.try_get_one::<UnixMillis>(name).ok().flatten().copied();
    match (time("from_date"), time("to_date")) {
        (Some(from), Some(to)) if from > to => Err(Failure::usage(format!(
            "--from-date ({}) is after --to-date ({}): swap them",
            time::exact(from),
            time::exact(to)
        ))),
        _ => Ok(()),
    }
}

/// Returns the command that the arguments name, as far as it exists.
fn named_command(command: &clap::Command, arguments: &[OsString]) -> String {
    let mut name = command.get_name().to_owned();
    let mut command = command;
    for argument in &arguments[1..] {
        if let Some(next) = command.find_subcommand(argument) {
            name = format!("{name} {}", next.get_name());
            command = next;
        }
    }
    name
}

/// Turns clap's message into one line: the error, a suggestion, and where to find help.
fn one_line(text: &str, command: &str) -> String {
    let text = text.strip_prefix("error: ").unwrap_or(text);
    // The standard library's words.
    let text = text.replace("invalid digit found in string", "give a whole number");
    let is_advice = |line: &str| line.starts_with("Usage:") || line.starts_with("For more");
    let lines = text.lines().take_while(|line| !is_advice(line));
    let mut line = String::new();
    for part in lines.map(str::trim).filter(|part| !part.is_empty()) {
        let tip = part.strip_prefix("tip: ");
        let before = if tip.is_some() { "; " } else { " " };
        line.push_str(if line.is_empty() { "" } else { before });
        line.push_str(tip.unwrap_or(part));
    }
    format!("{line} (see `{command} --help`)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(arguments: &[&str]) -> String {
        let arguments = std::iter::once(&"upstash-workflow").chain(arguments);
        let arguments: Vec<OsString> = arguments.map(OsString::from).collect();
        let command = Cli::command();
        let named = named_command(&command, &arguments);
        let error = command.try_get_matches_from(arguments).expect_err("refused");
        one_line(&error.to_string(), &named)
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_command_line_is_one_line_with_the_way_out() {
        for (arguments, line) in [
            (
                &["dlq", "list", "--labell", "x"][..],
                "unexpected argument '--labell' found; a similar argument exists: '--label' (see `upstash-workflow \
                 dlq list --help`)",
            ),
            (
                &["-o", "yaml", "dlq", "list"],
                "invalid value 'yaml' for '--output <table|json|jsonl>' [possible values: table, json, jsonl] (see \
                 `upstash-workflow dlq list --help`)",
            ),
            (
                &["runs", "trigger"],
                "the following required arguments were not provided: <URL> (see `upstash-workflow runs trigger \
                 --help`)",
            ),
            (
                &["--region", "mars", "keys", "show"],
                "invalid value 'mars' for '--region <REGION>': not a region: use us-east-1 or eu-central-1 (see \
                 `upstash-workflow keys show --help`)",
            ),
        ] {
            assert_eq!(refusal(arguments), line);
        }
    }
}
