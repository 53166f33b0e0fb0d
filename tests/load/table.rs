//! The tables of `docs/reliability.md` for the long runs.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::fs;
use std::time::Duration;

use crate::process::Sample;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reliability.md");

/// Prints the table and, with `UPDATE_DOCS`, puts it into its place in the documentation.
pub(crate) fn write(name: &str, table: &str) {
    println!("{table}");
    if std::env::var_os("UPDATE_DOCS").is_none() {
        return;
    }
    let text = fs::read_to_string(PATH).expect("docs/reliability.md");
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&begin).expect("the table's place");
    let (_, after) = rest.split_once(&end).expect("the end of the table's place");
    let text = format!("{before}{begin}\n{table}\n{end}{after}");
    fs::write(PATH, text).expect("docs/reliability.md can be written");
}

/// What was measured of one client.
pub(crate) struct Row {
    name: &'static str,
    /// How long each call took, in microseconds.
    times: Vec<u64>,
    took: Duration,
    /// The most of each part.
    pub(crate) most: Vec<Sample>,
}

impl Row {
    /// With capacity for all calls, so that the measurement does not allocate.
    pub(crate) fn new(name: &'static str, count: usize) -> Self {
        let mut times = vec![1; count];
        times.clear();
        Self { name, times, took: Duration::ZERO, most: Vec::new() }
    }

    pub(crate) fn add(&mut self, took: Duration, times: impl Iterator<Item = u64>, most: Sample) {
        self.times.extend(times);
        self.took += took;
        self.most.push(most);
    }

    /// The latency within which so many of a thousand calls ended.
    fn per_mille(&self, share: usize) -> Duration {
        let mut times = self.times.clone();
        let at = (times.len() * share / 1000).min(times.len() - 1);
        let (_, time, _) = times.select_nth_unstable(at);
        Duration::from_micros(*time)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} calls {:?} {:?}", self.name, self.times.len(), self.took, self.most.last())
    }
}

pub(crate) fn of_load(rows: &[Row], in_flight: usize) -> String {
    let mut text = format!(
        "{in_flight} GETs of one DLQ entry in flight, decoded into the same type, in turns of a tenth \
         each; {}, with the server in another process. Memory and descriptors are those of \
         the process, which has both connection pools.\n\n\
         | client | calls | calls a second | 50 % within | 99 % | 99.9 % | memory in the second \
         tenth | in the last | descriptors in the second tenth | in the last |\n\
         |---|---|---|---|---|---|---|---|---|---|\n",
        machine()
    );
    for row in rows {
        let a_second = row.times.len() as f64 / row.took.as_secs_f64();
        let [p50, p99, p999] = [500, 990, 999].map(|share| millis(row.per_mille(share)));
        let [_, warm, .., last] = row.most.as_slice() else { continue };
        let _ = writeln!(
            text,
            "| {} | {} | {a_second:.0} | {p50} | {p99} | {p999} | {} | {} | {} | {} |",
            row.name,
            row.times.len(),
            mebibytes(warm.memory),
            mebibytes(last.memory),
            warm.descriptors,
            last.descriptors,
        );
    }
    text
}

pub(crate) fn of_soak(
    time: Duration,
    outcomes: &BTreeMap<&'static str, u64>,
    slowest: Duration,
    parts: &[Sample],
) -> String {
    let [_, warm, .., last] = parts else { panic!("too few parts") };
    let calls: u64 = outcomes.values().sum();
    let mut text = format!(
        "{} s with 256 calls in flight, {}. Of {calls} calls the slowest, with its retries, took \
         {}.\n\n| | in the second tenth | in the last |\n|---|---|---|\n\
         | memory | {} | {} |\n| descriptors | {} | {} |\n\n| outcome | calls |\n|---|---|\n",
        time.as_secs(),
        machine(),
        millis(slowest),
        mebibytes(warm.memory),
        mebibytes(last.memory),
        warm.descriptors,
        last.descriptors,
    );
    for (outcome, calls) in outcomes {
        let _ = writeln!(text, "| {outcome} | {calls} |");
    }
    text
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn mebibytes(bytes: usize) -> String {
    format!("{:.1} MiB", bytes as f64 / (1024.0 * 1024.0))
}

/// The machine.
fn machine() -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    let model = model.map_or("an unknown processor", |(_, name)| name.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let build = if cfg!(debug_assertions) { "a debug build" } else { "a release build" };
    format!("{build} on {cores} cores of an {model}")
}
