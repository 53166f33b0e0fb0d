//! The thread an emulator lives on: everything it runs ends with it.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::app::App;
use crate::line::{LineHandle, Lines};
use crate::router::router;

/// How long the end waits for a name lookup of a delivery, the one thing that cannot be interrupted.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a graceful end waits for what is under way.
const GRACE: Duration = Duration::from_secs(30);

/// A running server. Dropping it ends the server, its connections and its deliveries before `drop` returns.
///
/// A runtime of its own makes that possible: tasks on the user's runtime would outlive the emulator by some moments,
/// and in a test the next emulator would find the port taken.
#[derive(Debug)]
pub(crate) struct Server {
    finish: Option<oneshot::Sender<()>>,
    abort: Option<oneshot::Sender<()>>,
    ended: Option<oneshot::Receiver<()>>,
    thread: Option<JoinHandle<()>>,
}

/// The thread's side of a [`Server`].
struct Orders {
    finish: oneshot::Receiver<()>,
    abort: oneshot::Receiver<()>,
    /// Dropped, it tells that everything has ended.
    _ended: oneshot::Sender<()>,
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
        let (finish, to_finish) = oneshot::channel();
        let (abort, to_abort) = oneshot::channel();
        let (_ended, ended) = oneshot::channel();
        let orders = Orders { finish: to_finish, abort: to_abort, _ended };
        let thread = std::thread::Builder::new()
            .name("upstash-workflow-emulator".into())
            .spawn(move || run(runtime, listener, app, orders))?;
        Ok(Self {
            finish: Some(finish),
            abort: Some(abort),
            ended: Some(ended),
            thread: Some(thread),
        })
    }

    /// Takes no more connections, and ends when what is under way has ended.
    pub(crate) async fn stop(mut self) {
        if let (Some(finish), Some(ended)) = (self.finish.take(), self.ended.take()) {
            // Neither can fail in a way that matters: the thread has ended then.
            let _ = finish.send(());
            let _ = ended.await;
        }
    }
}

fn run(runtime: Runtime, listener: tokio::net::TcpListener, app: Arc<App>, orders: Orders) {
    let Orders { finish, abort, _ended } = orders;
    runtime.block_on(async {
        tokio::select! {
            () = serve(listener, app, finish) => {}
            // An error means that the handle is gone, which is a reason to stop as well.
            _ = abort => {}
        }
    });
    runtime.shutdown_timeout(PATIENCE);
}

/// Ends some time after it was told to finish.
async fn serve(listener: tokio::net::TcpListener, app: Arc<App>, finish: oneshot::Receiver<()>) {
    let (finishing, mut told) = tokio::sync::watch::channel(());
    let signal = async move {
        if finish.await.is_err() {
            // The handle is dropped without a word: not a graceful end, which is somebody else's to see to.
            std::future::pending::<()>().await;
        }
        drop(finishing);
    };
    let background = app.background.clone();
    let service = router(app).into_make_service_with_connect_info::<LineHandle>();
    let served = async {
        // Accepting goes on through errors, so this ends by the signal only.
        let _ = axum::serve(Lines(listener), service).with_graceful_shutdown(signal).await;
        // Only now nothing can begin any more.
        background.close();
        background.wait().await;
    };
    let out_of_time = async {
        // An error is the signal: nothing is ever sent.
        let _ = told.changed().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = served => {}
        () = out_of_time => {}
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Dropped unsent, it tells the same.
        drop(self.abort.take());
        if let Some(thread) = self.thread.take() {
            // A panic of that thread is reported by then, and there is nobody to hand it to.
            let _ = thread.join();
        }
    }
}
