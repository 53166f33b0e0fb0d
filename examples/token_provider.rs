//! A token that changes while the program runs: it is fetched once, kept, and fetched again
//! when the service refuses it.
//!
//! On an emulator: `cargo run --example token_provider`

use std::sync::Arc;

use tokio::sync::Mutex;
use upstash_workflow::{BoxError, Client, Token, TokenProvider};
use upstash_workflow_emulator::Emulator;

/// Keeps a token until it is refused.
struct Cached {
    vault: Arc<Vault>,
    kept: Mutex<Option<Token>>,
}

impl TokenProvider for Cached {
    async fn token(&self) -> Result<Token, BoxError> {
        // Held while fetching, so that many calls at once fetch one token.
        let mut kept = self.kept.lock().await;
        if let Some(token) = &*kept {
            return Ok(token.clone());
        }
        Ok(kept.insert(self.vault.fetch().await?).clone())
    }

    async fn invalidate(&self, refused: &Token) {
        let mut kept = self.kept.lock().await;
        // Another call may have fetched a new one meanwhile.
        if kept.as_ref().is_some_and(|token| token.expose_secret() == refused.expose_secret()) {
            *kept = None;
        }
    }
}

/// Stands for wherever tokens are kept.
struct Vault {
    tokens: Mutex<Vec<Token>>,
}

impl Vault {
    async fn fetch(&self) -> Result<Token, BoxError> {
        let token = self.tokens.lock().await.pop().ok_or("the vault is empty")?;
        println!("fetched a token");
        Ok(token)
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::start().await?;
    // The first one is stale already.
    let tokens = vec![Token::from(emulator.token()), Token::from("stale")];
    let vault = Arc::new(Vault { tokens: Mutex::new(tokens) });
    let provider = Cached { vault, kept: Mutex::new(None) };
    let client = Client::builder().token_provider(provider).base_url(emulator.url()).build()?;
    for _ in 0..3 {
        let parallelism = client.get_global_parallelism().await?;
        println!("parallelism: {:?}", parallelism.parallelism_max);
    }
    println!("{} requests", emulator.requests().len());
    if emulator.requests().len() == 4 { Ok(()) } else { Err("one more than the calls".into()) }
}
