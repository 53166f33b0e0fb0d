//! Requests of the emulator: method and target on the first line, a header on the second,
//! the body behind. It answers, in the service's shape, and never with a mistake of its own.

#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

/// So many requests go to one emulator, whose state would grow without an end.
const EACH: u32 = 2_000;

struct Bench {
    runtime: Runtime,
    emulator: Emulator,
    asked: u32,
}

impl Bench {
    fn start() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let emulator = runtime.block_on(Emulator::start()).expect("an emulator");
        // Nobody listens there.
        let run = || FailedRun::new("http://127.0.0.1:1/w");
        let failed = run().failure_callback("http://127.0.0.1:1/", CallbackState::Fail);
        emulator.seed([run(), failed]);
        Self { runtime, emulator, asked: 0 }
    }

    fn ask(&self, request: &[u8]) -> Vec<u8> {
        let address = self.emulator.url().trim_start_matches("http://").to_owned();
        self.runtime.block_on(async move {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            // The answer may come, and the connection end, before all is sent.
            let _ = stream.write_all(request).await;
            let mut answer = Vec::new();
            let _ = stream.read_to_end(&mut answer).await;
            answer
        })
    }
}

fuzz_target!(|bytes: &[u8]| {
    thread_local!(static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) });
    if goes_elsewhere(bytes) {
        return;
    }
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let mut part = || parts.next().unwrap_or_default();
    let (target, header, body) = (part(), part(), part());
    BENCH.with_borrow_mut(|bench| {
        let bench = match bench {
            Some(bench) if bench.asked < EACH => bench,
            _ => bench.insert(Bench::start()),
        };
        bench.asked += 1;
        let token = bench.emulator.token();
        let mut request = target.to_vec();
        request.extend(b" HTTP/1.1\r\n");
        request.extend(header);
        let length = body.len();
        request.extend(
            format!(
                "\r\nhost: a\r\nauthorization: Bearer {token}\r\ncontent-length: {length}\r\n\
                 connection: close\r\n\r\n"
            )
            .bytes(),
        );
        request.extend(body);
        let answer = bench.ask(&request);
        assert!(
            answer.is_empty()
                || ["HTTP/1.1 2", "HTTP/1.1 3", "HTTP/1.1 4"]
                    .iter()
                    .any(|s| answer.starts_with(s.as_bytes())),
            "{}",
            String::from_utf8_lossy(&answer)
        );
    });
});

/// Whether there may be an URL in it, to which the emulator would deliver.
fn goes_elsewhere(bytes: &[u8]) -> bool {
    let once: Vec<u8> = percent_encoding::percent_decode(bytes).collect();
    let twice: Vec<u8> = percent_encoding::percent_decode(&once).collect();
    let text = String::from_utf8_lossy(&twice).to_ascii_lowercase();
    text.contains("http") || text.contains("\\u")
}
