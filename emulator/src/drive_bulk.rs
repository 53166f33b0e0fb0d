//! Working through a bulk action in the background.

use std::sync::Arc;

use crate::app::App;
use crate::bulk::ActionId;
use crate::clock::{now_ms, until};
use crate::run::RunNo;

/// How many runs are dealt with at a time.
const STEP: usize = 100;
/// The pause between two of those, in milliseconds, in which others see how far it is.
const PAUSE: u64 = 100;

/// Cancels these runs, in parts.
pub(crate) async fn cancel(app: Arc<App>, action: ActionId, runs: Vec<RunNo>) {
    for part in runs.chunks(STEP) {
        until(app.clock.after(PAUSE)).await;
        for no in part {
            app.cancel(*no);
        }
        app.bulk.lock().progress(action, part.len(), now_ms());
    }
}
