//! What the program prints when it has started.

use crate::Emulator;

/// Returns the environment of a client, and of the endpoints that the emulator calls: names and values.
#[must_use]
pub fn environment(emulator: &Emulator) -> [(&'static str, String); 4] {
    let keys = emulator.signing_keys();
    [
        ("QSTASH_URL", emulator.url().to_owned()),
        ("QSTASH_TOKEN", emulator.token().to_owned()),
        ("QSTASH_CURRENT_SIGNING_KEY", keys.current),
        ("QSTASH_NEXT_SIGNING_KEY", keys.next),
    ]
}

/// Returns a line that says where the emulator listens, where to watch it, and how to stop it.
#[must_use]
pub fn announcement(emulator: &Emulator) -> String {
    format!("listening on {}; watch it at {}; Ctrl-C stops it", emulator.url(), emulator.page_url())
}
