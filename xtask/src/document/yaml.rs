//! YAML or JSON text to a value, with the place of each part.

use anyhow::{Result, bail};
use saphyr::{MarkedYaml, Scalar, ScalarStyle, YamlData, YamlLoader};
use saphyr_parser::{Event, Marker, Parser, SpannedEventReceiver as _};
use serde_json::{Map, Number, Value};

use crate::document::{
    lines::{Lines, Spot},
    pointer,
};

/// How deep values may nest, as with `serde_json`.
const DEEPEST: usize = 128;

/// Reads one document.
pub(crate) fn read(text: &str) -> Result<(Value, Lines)> {
    match load(text).and_then(|node| Reader::read(text, node)) {
        Ok(read) => Ok(read),
        // JSON has escapes that YAML has not, such as surrogate pairs.
        Err(why) => match serde_json::from_str(text) {
            Ok(value) => Ok((value, Lines::default())),
            Err(_) => Err(why),
        },
    }
}

fn load(text: &str) -> Result<MarkedYaml<'_>> {
    let mut loader = YamlLoader::<MarkedYaml<'_>>::default();
    // Keys are what is written: `200` and `yes` are texts.
    loader.early_parse(false);
    let mut depth = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = event?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth -= 1,
            _ => {}
        }
        if depth > DEEPEST {
            bail!("line {}: it nests deeper than {DEEPEST} levels", span.start.line());
        }
        loader.on_event(event, span);
        if let Some(why) = loader.error() {
            bail!("{why}");
        }
    }
    let mut documents = loader.into_documents();
    match documents.len() {
        1 => Ok(documents.remove(0)),
        count => bail!("it holds {count} documents, and has to hold one"),
    }
}

struct Reader<'a> {
    rows: Vec<&'a str>,
    lines: Lines,
}

impl Reader<'_> {
    fn read(text: &str, node: MarkedYaml<'_>) -> Result<(Value, Lines)> {
        let mut reader = Reader { rows: text.lines().collect(), lines: Lines::default() };
        let flow = reader.is_flow(&node);
        let value = reader.value(node, String::new(), 0, flow)?;
        Ok((value, reader.lines))
    }

    /// The value of a node, which is written within brackets or in lines.
    fn value(
        &mut self,
        node: MarkedYaml<'_>,
        at: String,
        depth: usize,
        flow: bool,
    ) -> Result<Value> {
        // An alias may nest deeper than the text does.
        if depth > DEEPEST {
            bail!("line {}: it nests deeper than {DEEPEST} levels", node.span.start.line());
        }
        Ok(match node.data {
            YamlData::Representation(text, style, tag) => scalar(
                &text,
                Scalar::parse_from_cow_and_metadata(text.clone(), style, tag.as_ref()),
            ),
            YamlData::Tagged(_, inner) => self.value(*inner, at, depth, flow)?,
            YamlData::Sequence(items) => {
                let items = items.into_iter().enumerate().map(|(index, item)| {
                    let at = format!("{at}/{index}");
                    let row = self.row(item.span.start);
                    let indent = if flow { 0 } else { row.len() - row.trim_start().len() };
                    let flow = self.spot(&at, item.span.start, indent, &item, flow);
                    self.value(item, at, depth + 1, flow)
                });
                Value::Array(items.collect::<Result<_>>()?)
            }
            YamlData::Mapping(entries) => {
                let (mut map, mut merged) = (Map::new(), Vec::new());
                for (key, value) in entries {
                    let start = key.span.start;
                    let YamlData::Representation(name, style, _) = &key.data else {
                        bail!("line {}: a key is neither text nor a number", start.line());
                    };
                    let at = pointer::join(&at, name);
                    let flow = self.spot(&at, start, start.col(), &value, flow);
                    let value = self.value(value, at, depth + 1, flow)?;
                    if name == "<<" && *style == ScalarStyle::Plain {
                        merged.push(value);
                    } else if map.insert(name.to_string(), value).is_some() {
                        bail!("line {}: the key {name} is there twice", start.line());
                    }
                }
                merged.into_iter().for_each(|value| merge(&mut map, value));
                Value::Object(map)
            }
            _ => Value::Null,
        })
    }

    /// Notes where an entry or item begins, and returns whether its value is in brackets.
    fn spot(
        &mut self,
        at: &str,
        start: Marker,
        indent: usize,
        value: &MarkedYaml<'_>,
        inline: bool,
    ) -> bool {
        let flow = inline || self.is_flow(value);
        self.lines.insert(at.to_owned(), Spot { line: start.line(), indent, inline, flow });
        flow
    }

    fn is_flow(&self, node: &MarkedYaml<'_>) -> bool {
        let start = node.span.start;
        let bracket = matches!(self.row(start).chars().nth(start.col()), Some('[' | '{'));
        bracket && matches!(node.data, YamlData::Mapping(_) | YamlData::Sequence(_))
    }

    fn row(&self, at: Marker) -> &str {
        self.rows.get(at.line() - 1).copied().unwrap_or_default()
    }
}

/// A number that JSON does not have, such as `.inf`, stays the text that it is.
fn scalar(text: &str, scalar: Option<Scalar<'_>>) -> Value {
    match scalar {
        Some(Scalar::Null) => Value::Null,
        Some(Scalar::Boolean(flag)) => Value::Bool(flag),
        Some(Scalar::Integer(number)) => Value::from(number),
        Some(Scalar::FloatingPoint(number)) => match text.parse::<u64>() {
            Ok(number) => Value::from(number),
            Err(_) => Number::from_f64(*number).map_or_else(|| text.into(), Value::Number),
        },
        Some(Scalar::String(_)) | None => Value::from(text),
    }
}

/// The key `<<` of YAML 1.1: entries that a mapping has besides its own.
fn merge(map: &mut Map<String, Value>, value: Value) {
    match value {
        Value::Object(other) => {
            for (key, value) in other {
                map.entry(key).or_insert(value);
            }
        }
        Value::Array(all) => all.into_iter().for_each(|value| merge(map, value)),
        _ => {}
    }
}
