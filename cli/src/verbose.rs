//! `--verbose`: the client's spans on stderr.

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Writes the client's spans to stderr. They contain no token.
pub(crate) fn subscribe(level: u8, colours: bool) {
    let level = match level {
        0 => return,
        1 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(colours && std::io::stderr().is_terminal())
        .with_span_events(FmtSpan::CLOSE)
        .with_filter(Targets::new().with_target("upstash_workflow", level));
    tracing_subscriber::registry().with(lines).init();
}
