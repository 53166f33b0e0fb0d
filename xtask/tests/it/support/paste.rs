//! Pasting what `--snippets` prints, as its comments say.

/// The document after everything that a report has to paste is pasted, in its order.
pub(crate) fn paste(document: &str, report: &str) -> String {
    let mut rows: Vec<String> = document.lines().map(str::to_owned).collect();
    let (_, snippets) = report.split_once("\nto paste into ").unwrap_or_default();
    for piece in snippets.split("\n\n").skip(1) {
        let head = piece.lines().next().expect("a piece begins with its place");
        let line = head.rsplit(':').next().and_then(|line| line.parse::<usize>().ok());
        let line = line.unwrap_or_else(|| panic!("no line in {head}"));
        let yaml: Vec<_> = piece.lines().filter(|row| !row.starts_with("# ")).collect();
        let (start, end) = match head.starts_with("# replace ") {
            true => (line - 1, end_of(&rows, line - 1)),
            false => (line, line),
        };
        rows.splice(start..end, yaml.into_iter().map(str::to_owned));
    }
    rows.join("\n") + "\n"
}

/// The first row after an entry and what it holds: one that is indented no further.
fn end_of(rows: &[String], start: usize) -> usize {
    let indent = |row: &str| row.len() - row.trim_start().len();
    let inside = |row: &&String| row.trim().is_empty() || indent(row) > indent(&rows[start]);
    let mut end = start + 1 + rows[start + 1..].iter().take_while(inside).count();
    // Blank rows at the end belong to what follows.
    while rows[end - 1].trim().is_empty() {
        end -= 1;
    }
    end
}

/// The document without the entry that begins at a line, or without a row in it.
pub(crate) fn cut(document: &str, line: usize, row: &str) -> String {
    let mut rows: Vec<String> = document.lines().map(str::to_owned).collect();
    let (start, end) = (line - 1, end_of(&rows, line - 1));
    if row.is_empty() {
        rows.drain(start..end);
    } else {
        let at = rows[start..end].iter().position(|it| it.trim() == row);
        rows.remove(start + at.unwrap_or_else(|| panic!("no {row} below line {line}")));
    }
    rows.join("\n") + "\n"
}
