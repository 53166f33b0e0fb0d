//! `steps`.

use clap::{Args, Subcommand};
use serde_json::json;

use crate::failure::Failure;
use crate::id;
use crate::output::Sheet;
use crate::session::Session;

#[derive(Debug, Subcommand)]
pub(crate) enum Steps {
    /// Retry a step now, instead of at its scheduled time
    #[command(after_help = "\
The message of a step that waits for its retry is among the steps of `upstash-workflow runs show`.

Examples:
  upstash-workflow steps retry MESSAGE_ID")]
    Retry(Retry),
}

#[derive(Args, Debug)]
pub(crate) struct Retry {
    /// The step's message
    #[arg(value_name = "MESSAGE_ID", value_parser = id::parse)]
    id: String,
}

impl Steps {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let Self::Retry(Retry { id }) = self;
        session.client().await?.retry_step_now().message_id(&id).await?;
        session.out.one(&json!({ "messageId": id }), |_| Sheet::default().field("Retried", &id))
    }
}
