//! A subscriber that records every span and event.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber, span};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// A closed span, or an event.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// The span's name; none for an event.
    pub(crate) name: Option<&'static str>,
    target: String,
    pub(crate) level: Option<Level>,
    /// The name of the span around it.
    pub(crate) within: Option<&'static str>,
    /// The operation of the span around it.
    pub(crate) part_of: Option<String>,
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// The fields that had to be formatted to be recorded.
    pub(crate) formatted: Vec<&'static str>,
}

impl Told {
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    pub(crate) fn is_ours(&self) -> bool {
        self.target.starts_with("upstash_workflow")
    }
}

impl Visit for Told {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.formatted.push(field.name());
        self.fields.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }

    // Not for `u64`, which `tracing-opentelemetry` does not take as a number either.
    fn record_i64(&mut self, field: &Field, value: i64) {
        self.fields.insert(field.name(), value.to_string());
    }
}

/// Records everything, at every level and from every crate.
#[derive(Clone, Default)]
pub(crate) struct Listener {
    told: Arc<Mutex<Vec<Told>>>,
    /// If set, records only targets that start with it.
    only: Option<&'static str>,
}

impl Listener {
    /// Records only targets that start with this.
    pub(crate) fn only(target: &'static str) -> Self {
        Self { only: Some(target), ..Self::default() }
    }

    pub(crate) fn told(&self) -> MutexGuard<'_, Vec<Told>> {
        self.told.lock().expect("no panic while it is held")
    }

    /// The closed spans of our calls.
    pub(crate) fn calls(&self) -> Vec<Told> {
        self.told().iter().filter(|told| told.is_ours() && told.name.is_some()).cloned().collect()
    }

    pub(crate) fn events(&self) -> Vec<Told> {
        self.told().iter().filter(|told| told.is_ours() && told.name.is_none()).cloned().collect()
    }

    pub(crate) fn subscriber(&self) -> impl Subscriber + Send + Sync + use<> {
        Registry::default().with(self.clone())
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Listener {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.only.is_none_or(|only| metadata.target().starts_with(only))
    }

    fn on_new_span(&self, attributes: &span::Attributes<'_>, id: &span::Id, cx: Context<'_, S>) {
        let span = cx.span(id).expect("a span that begins");
        let part_of = span.parent().and_then(|parent| {
            Some(parent.extensions().get::<Told>()?.field("operation")?.to_owned())
        });
        let mut told = Told {
            name: Some(span.name()),
            target: span.metadata().target().to_owned(),
            level: Some(*span.metadata().level()),
            within: span.parent().map(|parent| parent.name()),
            part_of,
            ..Told::default()
        };
        attributes.record(&mut told);
        span.extensions_mut().insert(told);
    }

    fn on_record(&self, id: &span::Id, values: &span::Record<'_>, cx: Context<'_, S>) {
        let span = cx.span(id).expect("a span that goes on");
        values.record(span.extensions_mut().get_mut::<Told>().expect("what it was told"));
    }

    fn on_event(&self, event: &Event<'_>, cx: Context<'_, S>) {
        let mut told = Told {
            target: event.metadata().target().to_owned(),
            level: Some(*event.metadata().level()),
            within: cx.event_span(event).map(|span| span.name()),
            ..Told::default()
        };
        event.record(&mut told);
        self.told().push(told);
    }

    fn on_close(&self, id: span::Id, cx: Context<'_, S>) {
        let span = cx.span(&id).expect("a span that ends");
        let told = span.extensions_mut().remove::<Told>().expect("what it was told");
        self.told().push(told);
    }
}
