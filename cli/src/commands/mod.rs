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

use crate::failure::Failure;
use crate::global::Global;
use crate::session::Session;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Failure callbacks that failed: list, retry, cancel
    #[command(subcommand)]
    Callbacks(callbacks::Callbacks),
    /// The dead letter queue (DLQ), which holds failed runs: list, show, resume, restart, delete
    #[command(subcommand)]
    Dlq(dlq::Dlq),
    /// Workflow runs: trigger, list, show, wait, cancel
    #[command(subcommand)]
    Runs(runs::Runs),
    /// Steps of runs: retry
    #[command(subcommand)]
    Steps(steps::Steps),
    /// Flow control: limits shared by the runs with the same key
    #[command(subcommand)]
    Flow(flow::Flow),
    /// Events that runs wait for: notify, list waiters
    #[command(subcommand)]
    Events(events::Events),
    /// Bulk actions, which the service runs in the background: list, show, wait
    #[command(subcommand)]
    Bulk(bulk::Bulk),
    /// Signing keys: show, rotate
    #[command(subcommand)]
    Keys(keys::Keys),
    /// Send any request to the API
    Api(api::Api),
    /// Run the development server: the API on this machine, in memory
    Dev(dev::Dev),
    /// Demonstrate the main job without an account: list failed callbacks, retry them, see them arrive
    Demo(demo::Demo),
    /// Profiles: a token, and the region or URL that it is for
    #[command(subcommand)]
    Config(config::Config),
    /// Print the completion script for a shell
    Completions(completions::Completions),
    /// Print the man page
    Man(completions::Man),
}

/// Runs the command. `program` describes the whole command line.
pub(crate) async fn run(
    global: Global,
    command: Command,
    program: fn() -> clap::Command,
) -> Result<(), Failure> {
    let session = Session::new(global);
    match command {
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
        Command::Completions(command) => command.run(&session, program()),
        Command::Man(command) => command.run(&session, program()),
    }
}
