//! The thread an emulator lives on: everything it runs ends with it.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::app::App;
use crate::router::router;

/// How long the end waits for a name lookup of a delivery, the one thing that cannot be interrupted.
const PATIENCE: Duration = Duration::from_secs(1);

/// A running server. Dropping it ends the server, its connections and its deliveries before `drop` returns.
///
/// A runtime of its own makes that possible: tasks on the user's runtime would outlive the emulator by some moments,
/// and in a test the next emulator would find the port taken.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, app: Arc<App>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        app.live_on(runtime.handle().clone());
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("upstash-workflow-emulator".into())
            .spawn(move || run(runtime, listener, app, stopped))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

async fn serve(listener: tokio::net::TcpListener, router: Router) -> io::Result<()> {
    // Who calls is what the filters by caller look at.
    axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>()).await
}

fn run(
    runtime: Runtime,
    listener: tokio::net::TcpListener,
    app: Arc<App>,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async {
        tokio::select! {
            // Accepting goes on through errors, so this side does not end.
            _ = serve(listener, router(app)) => {}
            // An error means that the handle is gone, which is a reason to stop as well.
            _ = stopped => {}
        }
    });
    runtime.shutdown_timeout(PATIENCE);
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropped unsent, it tells the same.
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread is reported by then, and there is nobody to hand it to.
            let _ = thread.join();
        }
    }
}
