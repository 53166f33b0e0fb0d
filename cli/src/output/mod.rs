//! Output: the result goes to stdout in one of three formats, page by page; everything else goes to stderr.

mod progress;
mod sheet;
mod table;
mod text;

use std::io::{self, IsTerminal, StdoutLock, Write};
use std::pin::pin;

use console::Term;
use futures::{Stream, StreamExt as _};
use serde::Serialize;
use upstash_workflow::Error;

use crate::failure::Failure;
use crate::global::{Format, Global};
pub(crate) use progress::Progress;
pub(crate) use sheet::Sheet;
pub(crate) use table::{Column, Row, Table};
pub(crate) use text::{bytes_as_line, one_line};

/// Entries printed at once, at most. A page of the API has up to 100.
const CHUNK: usize = 100;

#[derive(Clone, Debug)]
pub(crate) struct Output {
    format: Format,
    quiet: bool,
    colours: bool,
    /// Columns of the terminal; `None` if lines may have any length.
    width: Option<usize>,
}

impl Output {
    pub(crate) fn new(global: &Global) -> Self {
        let stdout = Term::stdout();
        let said = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = match stdout.is_term() {
            true => Some(usize::from(stdout.size().1)),
            false => said.filter(|columns| *columns > 0),
        };
        Self {
            format: global.output,
            quiet: global.quiet,
            colours: global.colours() && io::stdout().is_terminal(),
            width,
        }
    }

    pub(crate) fn is_table(&self) -> bool {
        self.format == Format::Table
    }

    /// Writes a line to stderr, unless `--quiet` is set.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            // Without stderr there is nowhere to report it.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Starts to show progress.
    pub(crate) fn progress(&self, doing: &str, of: Option<usize>) -> Progress {
        Progress::new(doing, of, self.quiet, self.colours)
    }

    /// Writes a list page by page; if it is empty, writes `empty` to stderr.
    pub(crate) async fn list<T: Row>(
        &self,
        entries: impl Stream<Item = Result<T, Error>>,
        empty: &str,
    ) -> Result<(), Failure> {
        // A chunk ends where the stream would wait, so a page is written before the next one arrives.
        let mut chunks = pin!(entries.ready_chunks(CHUNK));
        let mut list = List::new(self);
        while let Some(chunk) = chunks.next().await {
            let mut rows = Vec::with_capacity(chunk.len());
            let mut broken = None;
            for entry in chunk {
                match entry {
                    Ok(row) => rows.push(row),
                    Err(error) => broken = Some(error),
                }
            }
            list.write(&rows)?;
            if let Some(error) = broken {
                // The JSON array stays open, so that nobody mistakes it for a complete document.
                list.out.flush()?;
                return Err(error.into());
            }
        }
        if list.end()? == 0 {
            self.note(empty);
        }
        Ok(())
    }

    /// Writes one value: with `sheet` in table format, else as JSON.
    pub(crate) fn one<T: Serialize>(
        &self,
        value: &T,
        sheet: impl FnOnce(&T) -> Sheet,
    ) -> Result<(), Failure> {
        let text = match self.format {
            Format::Table => sheet(value).to_string(),
            Format::Json => serde_json::to_string_pretty(value)? + "\n",
            Format::Jsonl => serde_json::to_string(value)? + "\n",
        };
        self.text(&text)
    }

    /// Writes a text unchanged.
    pub(crate) fn text(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        Ok(())
    }
}

/// A list on its way to stdout.
struct List<'a, T> {
    format: Format,
    table: Table<T>,
    count: usize,
    out: io::BufWriter<StdoutLock<'a>>,
}

impl<T: Row> List<'_, T> {
    fn new(output: &Output) -> Self {
        Self {
            format: output.format,
            table: Table::new(output.width, output.colours),
            count: 0,
            out: io::BufWriter::new(io::stdout().lock()),
        }
    }

    fn write(&mut self, rows: &[T]) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        if self.format == Format::Table {
            self.out.write_all(self.table.page(rows).as_bytes())?;
        }
        for row in rows {
            match self.format {
                Format::Table => {}
                Format::Json => {
                    self.out.write_all(if self.count == 0 { b"[\n  " } else { b",\n  " })?;
                    // Line breaks within JSON strings are escaped, so these are the indentation's.
                    let text = serde_json::to_string_pretty(row)?.replace('\n', "\n  ");
                    self.out.write_all(text.as_bytes())?;
                }
                Format::Jsonl => {
                    serde_json::to_writer(&mut self.out, row)?;
                    self.out.write_all(b"\n")?;
                }
            }
            self.count += 1;
        }
        self.out.flush()?;
        Ok(())
    }

    fn end(mut self) -> Result<usize, Failure> {
        if self.format == Format::Json {
            self.out.write_all(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(self.count)
    }
}
