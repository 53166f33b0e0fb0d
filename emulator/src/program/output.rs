//! What the program prints when it has started.

use crate::Emulator;

/// Returns the environment of a client and of the endpoints that the emulator calls, one variable a line.
#[must_use]
pub fn environment(emulator: &Emulator) -> String {
    let keys = emulator.signing_keys();
    format!(
        "QSTASH_URL={}\nQSTASH_TOKEN={}\nQSTASH_CURRENT_SIGNING_KEY={}\nQSTASH_NEXT_SIGNING_KEY={}\n",
        emulator.url(),
        emulator.token(),
        keys.current,
        keys.next,
    )
}

/// Returns a line that says where the emulator listens, where to watch it, and how to stop it.
#[must_use]
pub fn announcement(emulator: &Emulator) -> String {
    format!("listening on {}; watch it at {}; Ctrl-C stops it", emulator.url(), emulator.page_url())
}
