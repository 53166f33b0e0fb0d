//! The program on a terminal, and what is to be seen there.

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::support::{PROGRAM, World};

/// The program on a terminal of this width.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    _master: Box<dyn MasterPty + Send>,
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
        let size = PtySize { rows: 50, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        for (name, value) in world.environment() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("QSTASH_URL", world.emulator.url());
        command.env("QSTASH_TOKEN", world.emulator.token());
        for (name, value) in more {
            command.env(name, value);
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(50), cells(columns), 1000)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                to_screen.lock().expect("a screen").process(&bytes[..count]);
                to_raw.lock().expect("bytes").extend_from_slice(&bytes[..count]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Self { child, keys, screen, raw, _master: pair.master }
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
        self.keys.write_all(keys.as_bytes()).expect("a terminal");
        self.keys.flush().expect("a terminal");
    }

    /// Waits for the end, and returns the exit status.
    pub(crate) fn ends(&mut self) -> u32 {
        let code = self.child.wait().expect("it ends").exit_code();
        // The last bytes may still be on their way.
        std::thread::sleep(Duration::from_millis(100));
        code
    }
}
