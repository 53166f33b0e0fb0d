//! The program on a pseudo-terminal, and its screen.

use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pty_process::blocking::{Command, Pty, open};

use crate::support::{PROGRAM, World};

const ROWS: u16 = 50;

/// The program on a pseudo-terminal. Dropping it ends the program.
pub(crate) struct Terminal {
    child: Child,
    pty: Arc<Pty>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one")
}

impl Terminal {
    pub(crate) fn start(world: &World, columns: u16, arguments: &[&str]) -> Self {
        Self::start_with(world, columns, &[], arguments)
    }

    pub(crate) fn start_with(
        world: &World,
        columns: u16,
        more: &[(&str, &str)],
        arguments: &[&str],
    ) -> Self {
        let (pty, its_end) = open().expect("a terminal");
        pty.resize(pty_process::Size::new(ROWS, columns)).expect("a size");
        let child = Command::new(PROGRAM)
            .env_clear()
            .envs(world.environment())
            .env("TERM", "xterm-256color")
            .env("QSTASH_URL", world.emulator.url())
            .env("QSTASH_TOKEN", world.emulator.token())
            .envs(more.iter().copied())
            .args(arguments)
            .spawn(its_end)
            .expect("it starts");
        let pty = Arc::new(pty);
        let parser = vt100::Parser::new(cells(ROWS), cells(columns), 1000);
        let (screen, raw) = (Arc::new(Mutex::new(parser)), Arc::default());
        let shared = (Arc::clone(&pty), Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let (pty, screen, raw): (_, _, Arc<Mutex<Vec<u8>>>) = shared;
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = (&*pty).read(&mut bytes) {
                screen.lock().expect("a screen").process(&bytes[..count]);
                raw.lock().expect("bytes").extend_from_slice(&bytes[..count]);
            }
        });
        Self { child, pty, screen, raw }
    }

    pub(crate) fn screen(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
    }

    pub(crate) fn has_cursor(&self) -> bool {
        !self.screen.lock().expect("a screen").screen().hide_cursor()
    }

    pub(crate) fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw.lock().expect("bytes")).into_owned()
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(text) {
                return screen;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "no {text:?} in:\n{screen}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn types(&mut self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).expect("a terminal");
    }

    /// Waits until the program ends, and returns the exit status.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        let status = self.child.wait().expect("it ends");
        // The last bytes may not have arrived yet.
        std::thread::sleep(Duration::from_millis(100));
        status.code()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
