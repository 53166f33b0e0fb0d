//! `dev`: the emulator as the development server.

use std::collections::BTreeMap;

use clap::Args;
use upstash_workflow_emulator::program::{Options, SIMPLER, announcement, environment};

use crate::failure::Failure;
use crate::interrupt;
use crate::output::Sheet;
use crate::session::Session;

#[derive(Args, Debug)]
#[command(after_help = format!("\
{SIMPLER}

It prints the environment of a client, and the link to a page that shows what happens and has buttons to act on it.

Examples:
  upstash-workflow dev --seed-demo
  QSTASH_DEV=1 upstash-workflow callbacks list    # in another terminal"))]
pub(crate) struct Dev {
    #[command(flatten)]
    options: Options,
}

impl Dev {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let out = session.out.clone();
        let emulator = self.options.start(move |line| out.note(&line)).await?;
        let environment = BTreeMap::from(environment(&emulator));
        session.out.one(&environment, |environment| {
            let lines = environment.iter().map(|(name, value)| format!("{name}={value}"));
            lines.fold(Sheet::default(), |sheet, line| sheet.line(&line))
        })?;
        session.out.note(&announcement(&emulator));
        // Ctrl-C is how it is stopped, so it is not a failure.
        interrupt::wait(std::future::pending::<()>()).await;
        emulator.stop().await;
        Ok(())
    }
}
