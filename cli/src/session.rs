//! What a command works with: the options for all, the account, and where its result goes.

use futures::{Stream, TryStreamExt as _};
use upstash_workflow::{Client, Error};

use crate::account::Account;
use crate::failure::Failure;
use crate::global::Global;
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

    /// Counts what is selected, with a counter for those who watch.
    pub(crate) async fn count<T>(
        &self,
        entries: impl Stream<Item = Result<T, Error>>,
    ) -> Result<usize, Failure> {
        let progress = self.out.progress("counting", None);
        let count = |sum, _| {
            progress.add(1);
            async move { Ok(sum + 1) }
        };
        Ok(entries.try_fold(0, count).await?)
    }
}
