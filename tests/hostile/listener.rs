//! Listens to everything that is said through `tracing` and `log`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// What was said since the listening began: how much by whom, and what should not be.
#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) by: BTreeMap<String, usize>,
    pub(crate) leaks: BTreeSet<String>,
}

static HEARD: Mutex<Option<Heard>> = Mutex::new(None);
static GIVES_AWAY: OnceLock<fn(&str) -> bool> = OnceLock::new();

/// Begins to listen to everything that any crate says, with an ear for what `gives_away`
/// something.
pub(crate) fn listen(gives_away: fn(&str) -> bool) {
    GIVES_AWAY.set(gives_away).expect("nobody else listens");
    let listener = tracing_subscriber::registry().with(Listener);
    tracing::subscriber::set_global_default(listener).expect("nobody else listens");
    log::set_logger(&Listener).expect("nobody else listens");
    log::set_max_level(log::LevelFilter::Trace);
}

/// What was heard so far.
pub(crate) fn heard() -> Heard {
    HEARD.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

fn hear(from: &str, text: &str) {
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    let heard = heard.get_or_insert_default();
    *heard.by.entry(from.to_owned()).or_default() += 1;
    if GIVES_AWAY.get().is_some_and(|gives_away| gives_away(text)) {
        heard.leaks.insert(format!("{from}: {text}"));
    }
}

struct Listener;

/// Writes down all fields.
#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?} {value:#?}");
    }
}

impl<S: Subscriber> Layer<S> for Listener {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut fields = Fields::default();
        span.record(&mut fields);
        hear(span.metadata().target(), &format!("{}{}", span.metadata().name(), fields.0));
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        hear("a span's later fields", &fields.0);
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        hear(event.metadata().target(), &fields.0);
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(record.target(), &record.args().to_string());
    }

    fn flush(&self) {}
}
