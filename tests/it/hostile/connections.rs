//! Connections: how many there are, what frees one, and what happens to a request on one that is
//! just being closed.

use std::collections::HashMap;

use futures::{StreamExt as _, stream};
use upstash_workflow::{Client, ClientBuilder, Error};

use crate::hostile_service::responses::whole;
use crate::hostile_service::server::{Hostile, Step, until};
use crate::support::TOKEN;

fn builder(server: &Hostile) -> ClientBuilder {
    Client::builder().token(TOKEN).base_url(server.url())
}

async fn well() -> Hostile {
    let mut server = Hostile::start([]).await;
    server.heal(whole(b"{}"));
    server
}

#[test]
fn an_error_takes_as_much_room_in_a_result_as_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[tokio::test]
async fn calls_one_after_the_other_share_one_connection() {
    let server = well().await;
    let client = builder(&server).build().expect("a client");
    for _ in 0..50 {
        client.get_global_parallelism().await.expect("a response");
        client.clone().get_global_parallelism().await.expect("a response");
        client.with_token("another").get_global_parallelism().await.expect("a response");
        client.delete_failed_workflow_run().dlq_id("1-0").await.expect("done");
    }
    assert_eq!((server.requests().len(), server.connections()), (200, 1));
}

#[tokio::test]
async fn calls_at_the_same_time_use_as_many_connections_and_keep_them() {
    let server = well().await;
    let client = builder(&server).build().expect("a client");
    for _ in 0..5 {
        let calls = (0..200).map(|_| async { client.get_global_parallelism().await });
        let outcomes = stream::iter(calls).buffer_unordered(32).collect::<Vec<_>>().await;
        assert!(outcomes.iter().all(Result::is_ok));
    }
    assert_eq!(server.requests().len(), 1000);
    // A call that waits for a connection takes the one that is free first, and the one
    // that it had begun to make goes into the pool. That happens by chance, and far less often
    // than calls.
    assert!(server.connections() <= 3 * 32, "{} connections", server.connections());
}

#[tokio::test]
async fn a_call_that_is_dropped_frees_its_connection() {
    let server = Hostile::start([Step::Receive, Step::Silence]).await;
    let client = builder(&server).build().expect("a client");
    let call = {
        let client = client.clone();
        tokio::spawn(async move { client.notify_event().event_id("e").body("payload").await })
    };
    until("the request arrives", || server.requests().len() == 1).await;
    call.abort();
    server.until_left().await;
    assert!(call.await.expect_err("it was aborted").is_cancelled());
    assert_eq!(server.settled().await, 1, "nothing is sent after that");
}

#[tokio::test]
async fn a_stream_that_is_dropped_frees_the_connection_of_the_page_asked_for_ahead() {
    let page = whole(br#"{"messages":[{"dlqId":"1-0"}],"cursor":"next"}"#);
    let script = [Step::Receive, Step::Send(page), Step::Receive, Step::Silence];
    let server = Hostile::start(script).await;
    let client = builder(&server).build().expect("a client");
    let mut stream = client.list_failed_workflow_runs().stream();
    stream.next().await.expect("an item").expect("an item");
    until("the next page is asked for", || server.requests().len() == 2).await;
    drop(stream);
    server.until_left().await;
}

/// The server closes each connection right after its first response without having said so,
/// when the next request may be on its way already.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_post_that_meets_a_closing_connection_arrives_once_or_is_an_error() {
    let server = Hostile::start([Step::Receive, Step::Send(whole(b"[]"))]).await;
    let client = builder(&server).build().expect("a client");
    let mut lost = 0;
    for number in 0..500 {
        match client.notify_event().event_id("e").body(format!("{number}")).await {
            Ok(_) => {}
            Err(error) => {
                assert!(error.may_have_been_sent() && error.status().is_none(), "{error:?}");
                lost += 1;
            }
        }
    }
    server.settled().await;
    let mut arrived = HashMap::<Vec<u8>, usize>::new();
    for request in server.requests() {
        *arrived.entry(request.body).or_default() += 1;
    }
    assert!(arrived.values().all(|times| *times == 1), "{arrived:?}");
    assert!(arrived.len() + lost >= 500, "{} arrived and {lost} were lost", arrived.len());
}
