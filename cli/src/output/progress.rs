//! Progress on stderr.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar if the total is known, else a counter; hidden unless stderr is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    colours: bool,
}

impl Progress {
    pub(super) fn new(doing: &str, of: Option<usize>, quiet: bool, colours: bool) -> Self {
        let target =
            if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target).with_message(doing.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        let progress = Self { bar, colours };
        progress.restyle(of);
        progress
    }

    fn restyle(&self, of: Option<usize>) {
        if let Some(of) = of {
            self.bar.set_length(of as u64);
        }
        let bar = if self.colours { "{wide_bar:.green}" } else { "{wide_bar}" };
        let template = match of {
            Some(_) => format!("{{msg}} {bar} {{pos}}/{{len}}"),
            None => "{spinner} {msg} {pos}".to_owned(),
        };
        if let Ok(style) = ProgressStyle::with_template(&template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
    }

    /// Sets the position, and the total once it is known.
    pub(crate) fn set(&self, done: usize, of: Option<usize>) {
        if of.is_some() && self.bar.length() != of.map(|of| of as u64) {
            self.restyle(of);
        }
        self.bar.set_position(done as u64);
    }

    pub(crate) fn add(&self, more: usize) {
        self.bar.inc(more as u64);
    }

    pub(crate) fn say(&self, message: String) {
        self.bar.set_message(message);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
