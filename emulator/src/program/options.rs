//! The command line options, and the emulator that they configure.

use std::time::Duration;

use clap::Parser;
use http::StatusCode;
use upstash_workflow_emulator::{Emulator, EmulatorBuilder, Fault, FaultRule, demo_runs};

const SIMPLER: &str = "A run is one call: any HTTP endpoint that responds with a 2xx ends it with success. The service needs \
an endpoint that supports its step protocol, and calls it once per step.";

/// The Upstash Workflow REST API on 127.0.0.1, in memory. Ctrl-C stops it after requests in progress have finished, a
/// second Ctrl-C at once.
#[derive(Debug, Clone, PartialEq, Parser)]
#[command(version, after_help = SIMPLER)]
pub(crate) struct Options {
    /// Port to listen on; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Token that requests must carry [default: the published token of the development server].
    #[arg(long)]
    token: Option<String>,
    /// Start with some failed runs; their failure callbacks go to /failed on port 3000.
    #[arg(long)]
    seed_demo: bool,
    /// Latency of every request, such as `50ms` or `1s`; in milliseconds without a unit.
    #[arg(long, value_name = "TIME", default_value = "0", value_parser = latency)]
    latency: Duration,
    /// How many times faster waits pass: with 60, a minute takes a second.
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = factor)]
    time_factor: f64,
    /// Share of requests, from 0 to 1, that do nothing and get a 503 response.
    #[arg(long, value_name = "SHARE", default_value_t = 0.0, value_parser = share)]
    fail_rate: f64,
}

impl Options {
    pub(crate) fn builder(self) -> EmulatorBuilder {
        let mut builder =
            Emulator::builder().port(self.port).latency(self.latency).time_factor(self.time_factor);
        if let Some(token) = self.token {
            builder = builder.token(token);
        }
        if self.seed_demo {
            builder = builder.seed(demo_runs());
        }
        if self.fail_rate > 0.0 {
            let fault = Fault::status(StatusCode::SERVICE_UNAVAILABLE);
            builder = builder.fault(FaultRule::any(fault).probability(self.fail_rate));
        }
        builder
    }
}

fn latency(text: &str) -> Result<Duration, humantime::DurationError> {
    match text.parse() {
        Ok(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        Err(_) => humantime::parse_duration(text),
    }
}

fn factor(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(factor) if f64::is_finite(factor) && factor > 0.0 => Ok(factor),
        _ => Err("not a finite number above 0".into()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("not a number from 0 to 1".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Options, String> {
        let program = std::iter::once("emulator");
        Options::try_parse_from(program.chain(arguments.iter().copied()))
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
    fn what_makes_no_sense_is_refused_and_the_option_named() {
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
        ] {
            let error = read(&arguments).expect_err(arguments[0]);
            let option = arguments[0].split('=').next().expect("an option");
            assert!(error.contains(option), "{arguments:?}: {error}");
        }
    }
}
