//! The memory and sockets of a process, from `/proc`.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// The memory and sockets of this process at one moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sample {
    pub(crate) memory: usize,
    pub(crate) descriptors: usize,
}

impl Sample {
    pub(crate) fn now() -> Self {
        let status = fs::read_to_string("/proc/self/status").expect("/proc");
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|line| line.trim().strip_suffix(" kB"));
        let kibibytes: usize = memory.and_then(|n| n.trim().parse().ok()).expect("VmRSS");
        let descriptors = fs::read_dir("/proc/self/fd").expect("/proc").count();
        Self { memory: kibibytes * 1024, descriptors }
    }

    /// The larger one of each.
    pub(crate) fn max(self, other: Self) -> Self {
        Self {
            memory: self.memory.max(other.memory),
            descriptors: self.descriptors.max(other.descriptors),
        }
    }
}

/// Samples this process until it is asked for the peak.
pub(crate) struct Watch {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Sample>,
}

impl Watch {
    pub(crate) fn start() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            let mut most = Sample::now();
            while !stopped.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
                most = most.max(Sample::now());
            }
            most
        });
        Self { stop, thread }
    }

    /// The peak of each since the start.
    pub(crate) fn most(self) -> Sample {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().expect("the watch does not panic")
    }
}
