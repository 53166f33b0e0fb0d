//! The tables of `docs/reliability.md`, each between two comments. What a test found is
//! compared with what is written there; with `UPDATE_DOCS=1` it is written there.

use std::fs;
use std::sync::{Mutex, PoisonError};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reliability.md");

/// Fails unless the table of this name is in the documentation as it is here.
#[track_caller]
pub(crate) fn agrees(name: &str, table: &str) {
    // Elsewhere not every fault can be had.
    if !cfg!(target_os = "linux") {
        return;
    }
    // The tests of a run write one after the other.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let text = fs::read_to_string(PATH).expect("docs/reliability.md");
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let split = text.split_once(&begin).and_then(|(before, rest)| {
        let (written, after) = rest.split_once(&end)?;
        Some((before, written, after))
    });
    let (before, written, after) =
        split.unwrap_or_else(|| panic!("docs/reliability.md has no place for the table {name}"));
    let table = format!("\n{table}\n");
    if written == table {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let text = format!("{before}{begin}{table}{end}{after}");
        fs::write(PATH, text).expect("docs/reliability.md can be written");
        return;
    }
    assert_eq!(written, table, "the table {name} is not up to date: see how it is made there");
}
