//! What a command works with: the options for all, the account, and where its result goes.

use upstash_workflow::Client;

use crate::account::Account;
use crate::args::Global;
use crate::failure::Failure;
use crate::output::Output;

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) global: Global,
    pub(crate) out: Output,
}

impl Session {
    pub(crate) fn new(global: Global) -> Self {
        let out = Output::new(&global);
        Self { global, out }
    }

    /// Returns the account that options, profiles and environment name.
    pub(crate) async fn account(&self) -> Result<Account, Failure> {
        let account = Account::find(&self.global).await?;
        if self.global.verbose > 0 {
            self.out.note(&format!(
                "token from {}, URL {} from {}",
                account.token_from, account.url, account.url_from
            ));
        }
        Ok(account)
    }

    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        Ok(self.account().await?.client)
    }
}
