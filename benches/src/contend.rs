//! The measured processes: each does one kind of work in one way, on one thread, and prints how
//! long it took.

use std::hint::black_box;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand, ValueEnum};
use futures::future::try_join_all;
use futures::{Stream, StreamExt, TryStreamExt};
use serde::{Deserialize, Serialize};
use upstash_workflow::Client;
use upstash_workflow::types::WorkflowDlqPage;

use crate::bare_hyper::BareHyper;
use crate::by_hand::{ByHand, Message, Page};
use crate::{Outcome, dlq_page};

/// Who does the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Who {
    Ours,
    ByHand,
    Hyper,
}

/// The work.
#[derive(Debug, Subcommand)]
pub(crate) enum Work {
    /// Calls of `retry_failure_callback`.
    Calls {
        #[command(flatten)]
        server: Server,
        #[arg(long)]
        count: usize,
        #[arg(long)]
        in_flight: usize,
    },
    /// Decoding one page repeatedly.
    Decode {
        #[arg(long)]
        count: usize,
    },
    /// Streaming the DLQ from its first entry to its last.
    Stream {
        #[command(flatten)]
        server: Server,
        /// How long the consumer works on each page.
        #[arg(long)]
        busy_ms: u64,
    },
    /// Retrying every failed failure callback.
    Job {
        #[command(flatten)]
        server: Server,
        #[arg(long)]
        in_flight: usize,
    },
}

#[derive(Args, Debug)]
pub(crate) struct Server {
    #[arg(long)]
    url: String,
    #[arg(long)]
    token: String,
}

/// What a process prints when it is done.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Done {
    /// The number of calls made, pages decoded or entries processed.
    pub(crate) count: usize,
    pub(crate) seconds: f64,
    /// How many of these this thread, the only one that works, was on a processor, if the system
    /// says.
    pub(crate) busy_seconds: Option<f64>,
}

/// Measures wall-clock and processor time from its creation.
struct Watch {
    start: Instant,
    busy: Option<f64>,
}

impl Watch {
    fn start() -> Self {
        Self { start: Instant::now(), busy: busy_seconds() }
    }

    fn done(&self, count: usize) -> Done {
        let seconds = self.start.elapsed().as_secs_f64();
        let busy = busy_seconds().zip(self.busy).map(|(now, then)| now - then);
        Done { count, seconds, busy_seconds: busy }
    }
}

/// Returns how long the main thread has been on a processor, as Linux counts it.
fn busy_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanos: u64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanos as f64 / 1e9)
}

pub(crate) async fn contend(who: Who, work: Work) -> Outcome<Done> {
    match work {
        Work::Calls { server, count, in_flight } => {
            // Opens connections, and does whatever else is done once.
            calls(who, &server, in_flight * 20, in_flight).await?;
            calls(who, &server, count, in_flight).await
        }
        Work::Decode { count } => decode(who, count),
        Work::Stream { server, busy_ms } => {
            stream(who, &server, Duration::from_millis(busy_ms)).await
        }
        Work::Job { server, in_flight } => job(who, &server, in_flight).await,
    }
}

fn client(server: &Server) -> Outcome<Client> {
    Ok(Client::builder().base_url(&server.url).token(server.token.as_str()).build()?)
}

fn by_hand(server: &Server) -> Outcome<ByHand> {
    Ok(ByHand::new(&server.url, &server.token)?)
}

async fn calls(who: Who, server: &Server, count: usize, in_flight: usize) -> Outcome<Done> {
    let each = count / in_flight;
    let id = |n: usize| format!("1752829295505-{n}");
    match who {
        Who::Ours => {
            let client = client(server)?;
            let worker = async || {
                for n in 0..each {
                    black_box(client.retry_failure_callback().dlq_id(id(n)).await?);
                }
                Outcome::Ok(())
            };
            timed(count, (0..in_flight).map(|_| worker())).await
        }
        Who::ByHand => {
            let client = by_hand(server)?;
            let worker = async || {
                for n in 0..each {
                    black_box(client.retry_failure_callback(&id(n)).await?);
                }
                Outcome::Ok(())
            };
            timed(count, (0..in_flight).map(|_| worker())).await
        }
        Who::Hyper => {
            let connect = || BareHyper::connect(&server.url, &server.token);
            let connections = try_join_all((0..in_flight).map(|_| connect())).await?;
            let worker = async |mut connection: BareHyper| {
                for n in 0..each {
                    black_box(connection.retry_failure_callback(&id(n)).await?);
                }
                Outcome::Ok(())
            };
            timed(count, connections.into_iter().map(worker)).await
        }
    }
}

async fn timed<W>(count: usize, workers: impl Iterator<Item = W>) -> Outcome<Done>
where
    W: Future<Output = Outcome<()>>,
{
    let workers: Vec<W> = workers.collect();
    let watch = Watch::start();
    try_join_all(workers).await?;
    Ok(watch.done(count))
}

fn decode(who: Who, count: usize) -> Outcome<Done> {
    let page = dlq_page::json(100);
    let page = page.as_bytes();
    let watch = Watch::start();
    for _ in 0..count {
        match who {
            Who::Ours => drop(black_box(serde_json::from_slice::<WorkflowDlqPage>(page)?)),
            Who::ByHand | Who::Hyper => drop(black_box(serde_json::from_slice::<Page>(page)?)),
        }
    }
    Ok(watch.done(count))
}

/// The number of entries on a page.
const PAGE: usize = 100;

async fn stream(who: Who, server: &Server, busy: Duration) -> Outcome<Done> {
    let mut count = 0;
    let watch;
    match who {
        Who::Ours => {
            let client = client(server)?;
            watch = Watch::start();
            let call = client.list_failed_workflow_runs();
            let mut entries = call.failure_function_state(["CALLBACK_FAIL"]).stream();
            while let Some(entry) = entries.try_next().await? {
                black_box(entry);
                count += 1;
                if count % PAGE == 0 {
                    pause(busy).await;
                }
            }
        }
        Who::ByHand | Who::Hyper => {
            let client = by_hand(server)?;
            watch = Watch::start();
            let mut cursor = None;
            loop {
                let page = client.page(cursor.as_deref()).await?;
                count += black_box(page.messages).len();
                pause(busy).await;
                cursor = page.cursor.filter(|cursor| !cursor.is_empty());
                if cursor.is_none() {
                    break;
                }
            }
        }
    }
    Ok(watch.done(count))
}

async fn pause(time: Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}

async fn job(who: Who, server: &Server, in_flight: usize) -> Outcome<Done> {
    let watch;
    let count = match who {
        Who::Ours => {
            let client = client(server)?;
            watch = Watch::start();
            let report = client.retry_failed_callbacks().concurrency(in_flight).await?;
            if report.retried != report.found {
                return Err(format!("not every entry was retried: {report:?}").into());
            }
            report.retried
        }
        Who::ByHand => {
            let client = by_hand(server)?;
            watch = Watch::start();
            let calls = entries(&client).map(async |entry| {
                Outcome::Ok(client.retry_failure_callback(&entry?.dlq_id).await?)
            });
            let mut done = std::pin::pin!(calls.buffer_unordered(in_flight));
            let mut count = 0;
            while done.try_next().await?.is_some() {
                count += 1;
            }
            count
        }
        Who::Hyper => return only_retried(server, in_flight).await,
    };
    Ok(watch.done(count))
}

fn entries(client: &ByHand) -> impl Stream<Item = Outcome<Message>> {
    let page = async |at: Option<Option<String>>| {
        let Some(cursor) = at else { return Outcome::Ok(None) };
        let page = client.page(cursor.as_deref()).await?;
        let next = page.cursor.filter(|cursor| !cursor.is_empty()).map(Some);
        Ok(Some((futures::stream::iter(page.messages.into_iter().map(Outcome::Ok)), next)))
    };
    futures::stream::try_unfold(Some(None), page).try_flatten()
}

/// Makes the retries alone, each worker on its own connection, with all entries known.
async fn only_retried(server: &Server, in_flight: usize) -> Outcome<Done> {
    let client = by_hand(server)?;
    let ids: Vec<_> = entries(&client).map_ok(|entry| entry.dlq_id).try_collect().await?;
    let connect = || BareHyper::connect(&server.url, &server.token);
    let connections = try_join_all((0..in_flight).map(|_| connect())).await?;
    let left = std::cell::RefCell::new(ids.iter());
    let worker = async |mut connection: BareHyper| {
        loop {
            let Some(id) = left.borrow_mut().next() else { return Outcome::Ok(()) };
            connection.retry_failure_callback(id).await?;
        }
    };
    timed(ids.len(), connections.into_iter().map(worker)).await
}
