//! Ctrl-C: the first one ends a command cleanly, the second one at once.

use std::future::Future;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::watch;

use crate::failure::{Exit, Failure};

/// Did Ctrl-C come? The value is kept for jobs that start to listen later.
static CAME: LazyLock<watch::Sender<bool>> = LazyLock::new(|| watch::Sender::new(false));

/// Does a job handle Ctrl-C itself?
static HANDLED: AtomicBool = AtomicBool::new(false);

/// Runs a command until it ends or Ctrl-C comes, unless the command [handles that itself](wait).
pub(crate) async fn or(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    end_at_second()?;
    tokio::select! {
        // Polled first, so that it listens before the command starts.
        biased;
        () = unhandled() => Err(Failure::silent(Exit::Interrupted)),
        result = command => result,
    }
}

/// Returns the result of a job, or `None` if Ctrl-C comes first, which drops the job.
pub(crate) async fn wait<T>(job: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        biased;
        () = came() => None,
        result = job => Some(result),
    }
}

/// Completes when Ctrl-C comes, which from then on the caller handles.
pub(crate) fn came() -> impl Future<Output = ()> + Send {
    HANDLED.store(true, Ordering::SeqCst);
    let mut came = CAME.subscribe();
    async move {
        // The sender is never dropped.
        let _ = came.wait_for(|came| *came).await;
    }
}

async fn unhandled() {
    // If the signal cannot be received, never stop.
    if tokio::signal::ctrl_c().await.is_ok() {
        CAME.send_replace(true);
        if !HANDLED.load(Ordering::SeqCst) {
            return;
        }
    }
    std::future::pending::<()>().await;
}

/// Ends the program at the second Ctrl-C from within the signal handler, even if it is blocked.
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
