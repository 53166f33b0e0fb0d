//! The server, on a thread of its own.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::http::app::App;
use crate::http::connection::{ConnectionHandle, Connections};
use crate::http::router::router;

/// How long the shutdown waits for a DNS lookup of a delivery, which cannot be interrupted.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a graceful stop waits for requests and deliveries in progress.
const GRACE_PERIOD: Duration = Duration::from_secs(30);

/// A running server. Dropping it stops the server, its connections and its deliveries before `drop` returns.
///
/// This needs a runtime of its own: tasks on the user's runtime could outlive the emulator, and the next emulator of a
/// test could find the port taken.
#[derive(Debug)]
pub(crate) struct Server {
    finish: Option<oneshot::Sender<()>>,
    abort: Option<oneshot::Sender<()>>,
    ended: Option<oneshot::Receiver<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The signals of a [`Server`] to its thread.
struct Signals {
    finish: oneshot::Receiver<()>,
    abort: oneshot::Receiver<()>,
    /// Dropped when everything has ended.
    _ended: oneshot::Sender<()>,
}

impl Server {
    pub(crate) fn start(listener: TcpListener, app: Arc<App>) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_current_thread().enable_all().build()?;
        app.engine.run_on(runtime.handle().clone());
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (finish, to_finish) = oneshot::channel();
        let (abort, to_abort) = oneshot::channel();
        let (_ended, ended) = oneshot::channel();
        let signals = Signals { finish: to_finish, abort: to_abort, _ended };
        let thread = std::thread::Builder::new()
            .name("upstash-workflow-emulator".into())
            .spawn(move || run(runtime, listener, app, signals))?;
        Ok(Self {
            finish: Some(finish),
            abort: Some(abort),
            ended: Some(ended),
            thread: Some(thread),
        })
    }

    /// Stops accepting connections, and waits for what is in progress.
    pub(crate) async fn stop(mut self) {
        if let (Some(finish), Some(ended)) = (self.finish.take(), self.ended.take()) {
            // An error means that the thread has ended.
            let _ = finish.send(());
            let _ = ended.await;
        }
    }
}

fn run(runtime: Runtime, listener: tokio::net::TcpListener, app: Arc<App>, signals: Signals) {
    let Signals { finish, abort, _ended } = signals;
    runtime.block_on(async {
        tokio::select! {
            () = serve(listener, app, finish) => {}
            // An error means that the handle is dropped, which stops the server too.
            _ = abort => {}
        }
    });
    runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
}

/// Serves until `finish`, and then until everything in progress has ended or the grace period is over.
async fn serve(listener: tokio::net::TcpListener, app: Arc<App>, finish: oneshot::Receiver<()>) {
    let (finishing, mut finished) = tokio::sync::watch::channel(());
    let signal = async move {
        if finish.await.is_err() {
            // The handle was dropped: `abort` handles that.
            std::future::pending::<()>().await;
        }
        drop(finishing);
    };
    let in_progress = app.engine.in_progress.clone();
    let service = router(app).into_make_service_with_connect_info::<ConnectionHandle>();
    let served = async {
        // Accepting survives errors, so only the signal ends this.
        let _ = axum::serve(Connections(listener), service).with_graceful_shutdown(signal).await;
        // Nothing new can start now.
        in_progress.close();
        in_progress.wait().await;
    };
    let out_of_time = async {
        // An error is the signal: nothing is ever sent.
        let _ = finished.changed().await;
        tokio::time::sleep(GRACE_PERIOD).await;
    };
    tokio::select! {
        () = served => {}
        () = out_of_time => {}
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropping it is the signal.
        drop(self.abort.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread has been reported already.
            let _ = thread.join();
        }
    }
}
