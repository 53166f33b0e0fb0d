//! Generated files that are committed, so that a change shows in review.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

use similar::{Algorithm, TextDiff};

/// How many lines of the difference are shown: as many as fit on a terminal.
const SHOWN: usize = 40;

/// Compares the file with the text just generated.
///
/// # Errors
/// The first lines that differ, and `update`, the command that writes the file.
pub(crate) fn compare(file: &Path, made: &str, update: &str) -> Result<(), String> {
    let committed = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => {
            return Err(format!("{} is missing: write it with `{update}`", file.display()));
        }
        Err(why) => return Err(format!("{}: {why}", file.display())),
    };
    // A checkout may have other line endings.
    let committed = committed.replace("\r\n", "\n");
    if committed == made {
        return Ok(());
    }
    let mut text = format!(
        "{} is out of date. If the change is wanted, write it with `{update}` and commit it. The \
         first lines that differ:\n",
        file.display()
    );
    // The best result for two texts with nothing in common would take minutes.
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(Duration::from_secs(5))
        .diff_lines(&*committed, made);
    let diff = diff.unified_diff().context_radius(2).header("committed", "made now").to_string();
    for line in diff.lines().take(SHOWN) {
        let _ = writeln!(text, "{line}");
    }
    let left = diff.lines().count().saturating_sub(SHOWN);
    if left > 0 {
        let _ = writeln!(text, "… and {left} more lines");
    }
    Err(text)
}

/// Writes the generated text.
pub(crate) fn update(file: &Path, made: &str) -> Result<(), String> {
    fs::write(file, made).map_err(|why| format!("{}: {why}", file.display()))
}
