//! The command line options, and the emulator that they configure.

use std::io;
use std::time::Duration;

use clap::Args;
use http::StatusCode;

use crate::program::receiver;
use crate::{Emulator, Fault, FaultRule, demo_runs};

/// The options of the program.
#[derive(Debug, Clone, PartialEq, Args)]
pub struct Options {
    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Token that requests must carry [default: the published token of the development server]
    #[arg(long, value_parser = token)]
    token: Option<String>,
    /// Start with some failed runs, and receive their failure callbacks
    #[arg(long)]
    seed_demo: bool,
    /// Latency of every request, such as 50ms or 1s; in milliseconds without a unit
    #[arg(long, value_name = "TIME", default_value = "0", value_parser = latency)]
    latency: Duration,
    /// How many times faster waits pass: with 60, a minute takes a second
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = factor)]
    time_factor: f64,
    /// Share of requests, from 0 to 1, that do nothing and get a 503 response
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    fail_rate: f64,
}

impl Options {
    /// Starts the emulator that the options describe. `say` gets a line for each failure callback of the demo.
    ///
    /// # Errors
    /// Those of [`EmulatorBuilder::start`](crate::EmulatorBuilder::start).
    pub async fn start(self, say: impl Fn(String) + Send + Sync + 'static) -> io::Result<Emulator> {
        let mut builder =
            Emulator::builder().port(self.port).latency(self.latency).time_factor(self.time_factor);
        if let Some(token) = self.token {
            builder = builder.token(token);
        }
        if self.seed_demo {
            builder = builder.seed(demo_runs(&receiver::start(say).await?));
        }
        if self.fail_rate > 0.0 {
            let fault = Fault::status(StatusCode::SERVICE_UNAVAILABLE);
            builder = builder.fault(FaultRule::any(fault).probability(self.fail_rate));
        }
        builder.start().await.map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => {
                io::Error::new(error.kind(), format!("{error}: choose another port with --port"))
            }
            _ => error,
        })
    }
}

fn token(text: &str) -> Result<String, &'static str> {
    let is_token = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_token { Ok(text.to_owned()) } else { Err("give ASCII letters, digits and signs") }
}

fn latency(text: &str) -> Result<Duration, &'static str> {
    match text.parse() {
        Ok(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        Err(_) => humantime::parse_duration(text).map_err(|_| "give a time such as 50ms or 1s"),
    }
}

fn factor(text: &str) -> Result<f64, &'static str> {
    match text.parse() {
        Ok(factor) if f64::is_finite(factor) && factor > 0.0 => Ok(factor),
        _ => Err("give a number above 0"),
    }
}

fn share(text: &str) -> Result<f64, &'static str> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("give a number from 0 to 1"),
    }
}

#[cfg(test)]
mod tests {
    use clap::{Command, FromArgMatches};

    use super::*;

    fn read(arguments: &[&str]) -> Result<Options, String> {
        let program = std::iter::once("emulator").chain(arguments.iter().copied());
        let command = Options::augment_args(Command::new("emulator"));
        let matches = command.try_get_matches_from(program);
        matches
            .and_then(|matches| Options::from_arg_matches(&matches))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn without_options_it_is_the_development_server() {
        let expected = Options {
            port: 8080,
            token: None,
            seed_demo: false,
            latency: Duration::ZERO,
            time_factor: 1.0,
            fail_rate: 0.0,
        };
        assert_eq!(read(&[]), Ok(expected));
    }

    #[test]
    fn a_latency_has_a_unit_or_is_in_milliseconds() {
        for (text, milliseconds) in [("50", 50), ("50ms", 50), ("2s", 2000), ("1s 5ms", 1005)] {
            let latency = read(&["--latency", text]).map(|options| options.latency);
            assert_eq!(latency, Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn an_invalid_value_is_refused_and_the_option_named() {
        for arguments in [
            ["--latency", "soon"],
            ["--latency=-1", "--seed-demo"],
            ["--latency", ""],
            ["--fail-rate", "2"],
            ["--fail-rate", "NaN"],
            ["--fail-rate=-0.1", "--seed-demo"],
            ["--time-factor", "0"],
            ["--time-factor", "inf"],
            ["--time-factor=-1", "--seed-demo"],
            ["--port", "70000"],
            ["--token", ""],
            ["--token", "two words"],
        ] {
            let error = read(&arguments).expect_err(arguments[0]);
            let option = arguments[0].split('=').next().expect("an option");
            assert!(error.contains(option), "{arguments:?}: {error}");
        }
    }
}
