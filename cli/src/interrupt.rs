//! Ctrl-C: the first one ends a command cleanly, the second one at once.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::{Exit, Failure};

/// Whether a job ends itself and reports what it did.
static HANDLED: AtomicBool = AtomicBool::new(false);

/// Runs a command until it ends or Ctrl-C comes, unless the command [handles that itself](wait).
pub(crate) async fn or(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    end_at_second()?;
    tokio::select! {
        biased;
        () = unhandled() => Err(Failure::silent(Exit::Interrupted)),
        result = command => result,
    }
}

/// Returns what a job comes to, or `None` when Ctrl-C comes first; the job is dropped then.
pub(crate) async fn wait<T>(job: impl Future<Output = T>) -> Option<T> {
    HANDLED.store(true, Ordering::SeqCst);
    tokio::select! {
        biased;
        _ = tokio::signal::ctrl_c() => None,
        result = job => Some(result),
    }
}

async fn unhandled() {
    // Not to hear of Ctrl-C is not to be asked to end.
    while tokio::signal::ctrl_c().await.is_ok() {
        if !HANDLED.load(Ordering::SeqCst) {
            return;
        }
    }
    std::future::pending().await
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
