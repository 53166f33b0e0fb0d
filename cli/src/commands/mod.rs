//! The commands, one file a noun.

mod api;
mod bulk;
mod callbacks;
mod completions;
mod config;
mod demo;
mod dev;
mod dlq;
mod events;
mod flow;
mod keys;
mod payload;
mod rerun;
mod runs;
mod steps;

use clap::Subcommand;

use crate::args::Cli;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Failed failure callbacks: list them, trigger them again
    #[command(subcommand)]
    Callbacks(callbacks::Callbacks),
    /// Entries of the dead letter queue (DLQ): runs that failed for good
    #[command(subcommand)]
    Dlq(dlq::Dlq),
    /// Runs of workflows: start, look at, wait for, cancel
    #[command(subcommand)]
    Runs(runs::Runs),
    /// Steps of runs
    #[command(subcommand)]
    Steps(steps::Steps),
    /// Flow control: the limits that runs with the same key share
    #[command(subcommand)]
    Flow(flow::Flow),
    /// Events that runs wait for
    #[command(subcommand)]
    Events(events::Events),
    /// Bulk actions: what the service does to many runs in the background
    #[command(subcommand)]
    Bulk(bulk::Bulk),
    /// Signing keys
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Send any request of the API, raw
    Api(api::Api),
    /// Serve the API on this machine, in memory: the development server
    Dev(dev::Dev),
    /// See the main job at work in this process: failed callbacks are listed, retried, and arrive
    Demo(demo::Demo),
    /// Profiles: tokens and where they are for
    #[command(subcommand)]
    Config(config::Config),
    /// Print the completions of a shell
    Completions(completions::Completions),
    /// Print the man page
    Man(completions::Man),
}

/// Runs the command.
pub(crate) async fn run(cli: Cli) -> Result<(), Failure> {
    let session = Session::new(cli.global);
    match cli.command {
        Command::Callbacks(command) => command.run(&session).await,
        Command::Dlq(command) => command.run(&session).await,
        Command::Runs(command) => command.run(&session).await,
        Command::Steps(command) => command.run(&session).await,
        Command::Flow(command) => command.run(&session).await,
        Command::Events(command) => command.run(&session).await,
        Command::Bulk(command) => command.run(&session).await,
        Command::Keys(command) => command.run(&session).await,
        Command::Api(command) => command.run(&session).await,
        Command::Dev(command) => command.run(&session).await,
        Command::Demo(command) => command.run(&session).await,
        Command::Config(command) => command.run(&session).await,
        Command::Completions(command) => command.run(&session),
        Command::Man(command) => command.run(&session),
    }
}
