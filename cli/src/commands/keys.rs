//! `keys`: signing keys.

use clap::Subcommand;
use upstash_workflow::types::SigningKeys;

use crate::failure::Failure;
use crate::output::Sheet;
use crate::session::Session;

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Show the current signing key and the next one
    #[command(after_help = "\
Examples:
  upstash-workflow keys show")]
    Show,
    /// Make the next key the current one, and create a new next key
    #[command(after_help = "\
The current key is no longer used then: let every receiver have both keys first.

Examples:
  upstash-workflow keys rotate --yes")]
    Rotate,
}

impl Keys {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let account = session.account().await?;
        let keys = match self {
            Self::Show => account.client.get_signing_keys().await?,
            Self::Rotate => {
                const DEED: &str = "rotate the signing keys";
                let asks = !session.global.yes;
                session.announce(DEED, &[("account", &account.to_string())], asks);
                if asks {
                    session.ask(DEED)?;
                }
                account.client.rotate_signing_keys().await?
            }
        };
        session.out.one(&keys, sheet)
    }
}

fn sheet(keys: &SigningKeys) -> Sheet {
    Sheet::default().field("Current", &keys.current).field("Next", &keys.next)
}
