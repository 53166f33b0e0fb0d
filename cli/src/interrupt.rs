//! Ctrl-C: the first one ends a command cleanly, the second one at once.

use std::future::Future;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

use crate::failure::{Exit, Failure};

/// Whether Ctrl-C came. It is kept: a job may begin to listen a moment later.
static CAME: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// Whether a job ends itself and reports what it did.
static HANDLED: AtomicBool = AtomicBool::new(false);

/// Runs a command until it ends or Ctrl-C comes, unless the command [handles that itself](wait).
pub(crate) async fn or(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    end_at_second()?;
    tokio::select! {
        // It listens before the command begins.
        biased;
        () = unhandled() => Err(Failure::silent(Exit::Interrupted)),
        result = command => result,
    }
}

/// Returns what a job comes to, or `None` when Ctrl-C comes first; the job is dropped then.
pub(crate) async fn wait<T>(job: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = came() => None,
        result = job => Some(result),
    }
}

/// Completes when Ctrl-C comes, which from now on is left to the caller.
pub(crate) fn came() -> impl Future<Output = ()> + Send {
    HANDLED.store(true, Ordering::SeqCst);
    let mut came = CAME.subscribe();
    async move {
        // The sender is there as long as the program.
        let _ = came.wait_for(|came| *came).await;
    }
}

async fn unhandled() {
    // Not to hear of Ctrl-C is not to be asked to end.
    if tokio::signal::ctrl_c().await.is_ok() {
        CAME.send_replace(true);
        if !HANDLED.load(Ordering::SeqCst) {
            return;
        }
    }
    std::future::pending::<()>().await;
}

/// Ends the program at the second Ctrl-C from within the signal handler, whatever the program is stuck in.
#[cfg(unix)]
fn end_at_second() -> std::io::Result<()> {
    use signal_hook::consts::SIGINT;
    use signal_hook::flag::{register, register_conditional_shutdown};
    use std::sync::Arc;

    let came_before = Arc::new(AtomicBool::new(false));
    let status = i32::from(Exit::Interrupted as u8);
    register_conditional_shutdown(SIGINT, status, Arc::clone(&came_before))?;
    register(SIGINT, came_before)?;
    Ok(())
}

#[cfg(not(unix))]
fn end_at_second() -> std::io::Result<()> {
    Ok(())
}
