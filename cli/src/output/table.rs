//! Tables that fit the terminal: one line per entry, ids never truncated.

use std::marker::PhantomData;

use comfy_table::{ColumnConstraint, ContentArrangement, Row as Line, Width, presets};
use serde::Serialize;

use super::text::one_line;

const GAP: usize = 2;
/// Minimum width for times in full.
const WIDE: usize = 120;

/// A column of a table.
#[derive(Debug)]
pub(crate) struct Column {
    name: &'static str,
    /// The minimum width; `None` if it must not be truncated. If all minimums together are too wide, the column
    /// with the largest minimum is left out first.
    least: Option<usize>,
    /// Truncate at the start instead of the end?
    by_end: bool,
}

impl Column {
    /// A column that is never truncated.
    pub(crate) const fn whole(name: &'static str) -> Self {
        Self { name, least: None, by_end: false }
    }

    /// A column that may be truncated to `least` characters.
    pub(crate) const fn cut(name: &'static str, least: usize) -> Self {
        Self { name, least: Some(least), by_end: false }
    }

    /// A column of URLs, truncated at the start: the path says more than the host.
    pub(crate) const fn url(name: &'static str) -> Self {
        Self { name, least: Some(12), by_end: true }
    }
}

/// A value that can be a line of a table.
pub(crate) trait Row: Serialize {
    const COLUMNS: &'static [Column];

    /// Returns a cell for each column; `wide` asks for times in full.
    fn cells(&self, wide: bool) -> Vec<String>;
}

/// A table printed page by page. The first page determines the column widths.
pub(crate) struct Table<T> {
    width: Option<usize>,
    bold: bool,
    columns: Option<Vec<Option<usize>>>,
    rows: PhantomData<fn(&T)>,
}

impl<T: Row> Table<T> {
    pub(crate) fn new(width: Option<usize>, bold: bool) -> Self {
        Self { width, bold, columns: None, rows: PhantomData }
    }

    /// Returns the lines of a page, with the header above the first one.
    pub(crate) fn page(&mut self, rows: &[T]) -> String {
        let wide = self.width.is_none_or(|width| width >= WIDE);
        let clean = |row: &T| row.cells(wide).iter().map(|cell| dash(one_line(cell))).collect();
        let mut lines: Vec<Vec<String>> = rows.iter().map(clean).collect();
        let first = self.columns.is_none();
        if first {
            lines.insert(0, T::COLUMNS.iter().map(|column| column.name.to_owned()).collect());
        }
        let contents: Vec<usize> = (0..T::COLUMNS.len())
            .map(|at| {
                lines
                    .iter()
                    .map(|line| console::measure_text_width(&line[at]))
                    .max()
                    .unwrap_or_default()
            })
            .collect();
        let columns = self.columns.get_or_insert_with(|| fit(T::COLUMNS, &contents, self.width));
        for (at, column) in columns.iter_mut().enumerate() {
            // A later page may have longer ids, and a pipe has no width.
            if T::COLUMNS[at].least.is_none() || self.width.is_none() {
                *column = column.map(|width| width.max(contents[at]));
            }
        }
        for (at, width) in columns.iter().enumerate() {
            if let (true, Some(width)) = (T::COLUMNS[at].by_end, width) {
                let skip = usize::from(first);
                lines.iter_mut().skip(skip).for_each(|line| keep_end(&mut line[at], *width));
            }
        }
        let text = render(lines, columns);
        match text.split_once('\n') {
            Some((header, rest)) if first && self.bold => {
                format!("{}\n{rest}", console::style(header).bold().force_styling(true))
            }
            _ => text,
        }
    }
}

fn dash(cell: String) -> String {
    if cell.is_empty() { "-".into() } else { cell }
}

/// Truncates a cell at its start.
fn keep_end(cell: &mut String, width: usize) {
    if console::measure_text_width(cell) <= width {
        return;
    }
    while console::measure_text_width(cell) >= width && !cell.is_empty() {
        cell.remove(0);
    }
    cell.insert(0, '…');
}

fn render(lines: Vec<Vec<String>>, columns: &[Option<usize>]) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_truncation_indicator("…");
    // Truncate at the width, not at a word boundary.
    table.set_delimiter('\0');
    for line in lines {
        let mut row = Line::from(line);
        row.max_height(1);
        table.add_row(row);
    }
    for (column, width) in table.column_iter_mut().zip(columns) {
        column.set_padding((0, GAP as u16));
        column.set_constraint(match width {
            Some(width) => ColumnConstraint::Absolute(Width::Fixed((width + GAP) as u16)),
            None => ColumnConstraint::Hidden,
        });
    }
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Returns the width of each column, or `None` if there is no room for it.
fn fit(columns: &[Column], contents: &[usize], total: Option<usize>) -> Vec<Option<usize>> {
    let Some(total) = total else { return contents.iter().copied().map(Some).collect() };
    let least = |at: usize| columns[at].least.map_or(contents[at], |least| least.min(contents[at]));
    let mut widths: Vec<Option<usize>> = (0..columns.len()).map(|at| Some(least(at))).collect();
    let used = |widths: &[Option<usize>]| {
        let there = widths.iter().flatten();
        there.clone().sum::<usize>() + GAP * there.count().saturating_sub(1)
    };
    while used(&widths) > total {
        let droppable =
            (0..columns.len()).filter(|at| widths[*at].is_some() && columns[*at].least.is_some());
        let Some(widest) = droppable.max_by_key(|at| columns[*at].least) else { break };
        widths[widest] = None;
    }
    // The narrowest column that needs more gets the next character.
    for _ in used(&widths)..total {
        let needy =
            (0..columns.len()).filter(|at| widths[*at].is_some_and(|width| width < contents[*at]));
        let Some(narrowest) = needy.min_by_key(|at| widths[*at]) else { break };
        widths[narrowest] = widths[narrowest].map(|width| width + 1);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::whole("ID"),
        Column::cut("LABEL", 6),
        Column::cut("URL", 10),
        Column::cut("LAST", 7),
    ];

    #[test]
    fn columns_share_what_the_terminal_has() {
        let contents = [15, 6, 300, 40];
        for (total, widths) in [
            (None, vec![Some(15), Some(6), Some(300), Some(40)]),
            (Some(80), vec![Some(15), Some(6), Some(27), Some(26)]),
            (Some(200), vec![Some(15), Some(6), Some(133), Some(40)]),
            (Some(44), vec![Some(15), Some(6), Some(10), Some(7)]),
            (Some(43), vec![Some(15), Some(6), None, Some(18)]),
            (Some(20), vec![Some(15), None, None, None]),
            (Some(5), vec![Some(15), None, None, None]),
        ] {
            assert_eq!(fit(COLUMNS, &contents, total), widths, "{total:?}");
        }
    }

    #[test]
    fn a_long_url_keeps_its_end() {
        for (width, shown) in
            [(50, "https://app.example.com/api/orders"), (12, "…/api/orders"), (1, "…")]
        {
            let mut cell = "https://app.example.com/api/orders".to_owned();
            keep_end(&mut cell, width);
            assert_eq!(cell, shown);
        }
    }

    #[test]
    fn a_cell_that_is_too_long_is_cut_and_the_line_stays_one() {
        let line = [
            "1752829295505-0",
            "orders",
            "https://app.example.com/api/orders",
            "é€世界 and more words",
        ];
        let widths = [Some(15), Some(6), Some(12), Some(9)];
        let text = render(vec![line.map(str::to_owned).to_vec()], &widths);
        assert_eq!(text, "1752829295505-0  orders  https://app…  é€世界 a…\n");
    }
}
