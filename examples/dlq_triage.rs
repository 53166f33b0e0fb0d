//! Goes through the dead letter queue: lists it, looks at an entry, resumes one run and
//! deletes another.
//!
//! On an emulator with some failed runs: `cargo run --example dlq_triage`

use futures::TryStreamExt;
use upstash_workflow::{BoxError, Client};
use upstash_workflow_emulator::{Emulator, FailedRun};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::start().await?;
    let run = |label: &str| FailedRun::new("http://127.0.0.1:9/workflow").label(label);
    emulator.seed([
        run("orders").response(500, "the database is away"),
        run("orders").response(500, "the database is away"),
        run("mail").response(422, "no such address"),
    ]);
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;

    let mut entries = client.list_failed_workflow_runs().stream();
    while let Some(entry) = entries.try_next().await? {
        println!("{} {:<8} {:?}", entry.dlq_id, entry.labels.join(","), entry.response_status);
    }

    let orders: Vec<_> =
        client.list_failed_workflow_runs().label(["orders"]).stream().try_collect().await?;
    let first = client.get_failed_workflow_run().dlq_id(&orders[0].dlq_id).await?;
    let answer = first.response_body_bytes()?.unwrap_or_default();
    println!("\n{} failed with: {}", first.dlq_id, String::from_utf8_lossy(&answer));

    // That passed: go on where the run failed. The entry leaves the queue.
    let resumed = client.resume_workflow_run().dlq_id(&first.dlq_id).await?;
    println!("resumed as {}", resumed.workflow_run_id);

    // This one never will succeed.
    let mail = client.list_failed_workflow_runs().label(["mail"]).await?;
    let hopeless = mail.messages.first().ok_or("the mail is gone")?;
    client.delete_failed_workflow_run().dlq_id(&hopeless.dlq_id).await?;
    println!("deleted {}", hopeless.dlq_id);

    match client.get_failed_workflow_run().dlq_id(&hopeless.dlq_id).await {
        Err(error) if error.is_not_found() => println!("and it is gone: {error}"),
        other => return Err(format!("it is still there: {other:?}").into()),
    }
    Ok(())
}
