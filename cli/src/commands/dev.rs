//! `dev`: the emulator as the development server.

use std::time::Duration;

use clap::Args;
use upstash_workflow_emulator::{Emulator, Fault, FaultRule, demo_runs};

use crate::failure::Failure;
use crate::session::Session;
use crate::{interrupt, time};

#[derive(Args, Debug)]
#[command(after_help = "\
It is simpler than the service: a run is one call, and any plain HTTP endpoint that answers with a 2xx ends it with \
success. In the browser, its URL shows what happens in it. Ctrl-C ends it.

Examples:
  upstash-workflow dev --seed-demo
  QSTASH_DEV=1 upstash-workflow callbacks list    # in another terminal")]
pub(crate) struct Dev {
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Token that requests have to show [default: the published one of the development server]
    #[arg(long)]
    token: Option<String>,
    /// Start with some failed runs to try things on; their failure callbacks go to /failed on port 3000
    #[arg(long)]
    seed_demo: bool,
    /// How long every request takes, such as 50ms
    #[arg(long, value_name = "TIME", default_value = "0ms", value_parser = time::parse_duration)]
    latency: Duration,
    /// How many times faster waits go by: with 60, what is to take a minute takes a second
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = factor)]
    time_factor: f64,
    /// The share of requests, from 0 to 1, that do nothing and are answered with 503
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    fail_rate: f64,
}

impl Dev {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut builder =
            Emulator::builder().port(self.port).latency(self.latency).time_factor(self.time_factor);
        if let Some(token) = self.token {
            builder = builder.token(token);
        }
        if self.seed_demo {
            builder = builder.seed(demo_runs());
        }
        if self.fail_rate > 0.0 {
            let away = Fault::status(upstash_workflow::http::StatusCode::SERVICE_UNAVAILABLE);
            builder = builder.fault(FaultRule::any(away).probability(self.fail_rate));
        }
        let emulator = builder.start().await?;
        let keys = emulator.signing_keys();
        session.out.text(&format!(
            "QSTASH_URL={}\nQSTASH_TOKEN={}\nQSTASH_CURRENT_SIGNING_KEY={}\nQSTASH_NEXT_SIGNING_KEY={}\n",
            emulator.url(),
            emulator.token(),
            keys.current,
            keys.next,
        ))?;
        session.out.note(&format!(
            "serving on {url}; {url}/ shows what happens; Ctrl-C ends it",
            url = emulator.url()
        ));
        // Asked to end is what it is here for.
        interrupt::wait(std::future::pending::<()>()).await;
        emulator.stop().await;
        Ok(())
    }
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(factor) if f64::is_finite(factor) && factor > 0.0 => Ok(factor),
        _ => Err("give a number above 0".into()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1".into()),
    }
}
