//! Traces with OpenTelemetry, from the caller to the workflow: the spans of the client on stdout,
//! and the trace context forwarded to the run.
//!
//! On an emulator, with a workflow endpoint in this process: `cargo run --example opentelemetry`

use std::collections::HashMap;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::routing::post;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{TraceContextExt, TracerProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::sync::mpsc;
use tracing::{Instrument, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use upstash_workflow::{BoxError, Client};
use upstash_workflow_emulator::Emulator;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    // Another exporter goes here, such as that of `opentelemetry-otlp`.
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    // The client's spans have the level DEBUG, and this target.
    let targets = Targets::new()
        .with_target("upstash_workflow", LevelFilter::DEBUG)
        .with_target("opentelemetry", LevelFilter::INFO);
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("example"));
    let subscriber = tracing_subscriber::registry().with(targets).with(layer);
    tracing::subscriber::set_global_default(subscriber)?;

    let (seen, mut traces) = mpsc::channel(1);
    let endpoint = serve_workflow(seen).await?;
    let emulator = Emulator::start().await?;
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;

    let span = tracing::info_span!("order");
    let caller = trace_id(&span);
    place_order(&client, &endpoint).instrument(span).await?;
    let workflow = traces.recv().await.ok_or("the workflow was not called")?;
    provider.shutdown()?;

    println!("trace of the caller:   {caller}");
    println!("trace of the workflow: {workflow}");
    if workflow == caller { Ok(()) } else { Err("the workflow is in another trace".into()) }
}

/// Triggers a run that continues the current trace, and waits for it.
async fn place_order(client: &Client, endpoint: &str) -> Result<(), BoxError> {
    let mut context = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut context);
    let mut trigger = client.trigger(endpoint).text("42").run_id("order-42");
    // `traceparent`, and `tracestate` if there is one.
    for (name, value) in context.iter().filter(|(_, value)| !value.is_empty()) {
        trigger = trigger.header(name, value);
    }
    let run = trigger.await?;
    client.wait_for_run(run.workflow_run_id).timeout(Duration::from_secs(30)).await?;
    Ok(())
}

/// Serves a workflow whose work is a span of the trace that its run continues.
async fn serve_workflow(seen: mpsc::Sender<String>) -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/workflow", listener.local_addr()?);
    let work = |headers: HeaderMap| async move {
        let pairs = headers.iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        let context = TraceContextPropagator::new().extract(&pairs.collect::<HashMap<_, _>>());
        let span = tracing::info_span!("workflow", otel.kind = "server");
        span.set_parent(context).expect("a span that has not started");
        let trace = trace_id(&span);
        async { seen.send(trace).await.ok() }.instrument(span).await;
        "shipped"
    };
    let routes = axum::Router::new().route("/workflow", post(work));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(url)
}

fn trace_id(span: &Span) -> String {
    span.context().span().span_context().trace_id().to_string()
}
