//! Many calls through one client: memory and sockets do not grow with their number. Apart from
//! `it`, since those of the process are measured. The server is another process.
//!
//! A short run is among the tests. The long ones are asked for by name, and put what they
//! measure into `docs/reliability.md` with `UPDATE_DOCS=1`:
//!
//! ```sh
//! UPDATE_DOCS=1 cargo test --release --test load -- --ignored a_million
//! UPDATE_DOCS=1 cargo test --release --test load -- --ignored five_minutes
//! ```

mod calls;
mod process;
mod server;
mod table;

use std::process::ExitCode;
use std::time::Duration;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    if server::is_asked_for() {
        return server::serve();
    }
    let here = cfg!(target_os = "linux");
    let trials = vec![
        Trial::test("memory_and_sockets_do_not_grow_in_20_000_calls", || {
            calls::short(20_000);
            Ok(())
        })
        // It reads /proc.
        .with_ignored_flag(!here),
        Trial::test("a_million_calls_beside_as_many_of_reqwest", || {
            calls::beside_reqwest(1_000_000);
            Ok(())
        })
        .with_ignored_flag(true),
        Trial::test("five_minutes_of_faults", || {
            calls::soak(Duration::from_secs(300));
            Ok(())
        })
        .with_ignored_flag(true),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
