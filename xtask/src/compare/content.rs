//! Bodies and their media types.

use anyhow::Result;

use crate::{
    compare::{
        change::{Change, Class, Direction, Kind},
        comparison::Comparison,
        operation::{Located, Operation},
    },
    document::{pointer, value::entries},
};

impl Comparison<'_> {
    pub(super) fn body(&mut self, own: &Operation<'_>, other: &Operation<'_>) -> Result<()> {
        let place = format!("{}: body", own.name());
        let says = |operation: &Operation<'_>| operation.value.get("requestBody").is_some();
        let (kind, class) = match (says(own), says(other)) {
            (false, false) => return Ok(()),
            (true, false) => (Kind::BodyRemoved, Class::Breaking),
            (false, true) if other.part("requestBody")?.value["required"] == true => {
                (Kind::BodyAdded, Class::Breaking)
            }
            (false, true) => (Kind::BodyAdded, Class::Compatible),
            (true, true) => {
                let (mine, theirs) = (own.part("requestBody")?, other.part("requestBody")?);
                self.content(&own.name(), (&mine, &theirs), Direction::Request, (&place, "body"));
                let required = |it: &Located<'_>| it.value["required"] == true;
                let (kind, class) = match (required(&mine), required(&theirs)) {
                    (false, true) => (Kind::BodyNowRequired, Class::Breaking),
                    (true, false) => (Kind::BodyNowOptional, Class::Compatible),
                    _ => return Ok(()),
                };
                let change = Change::new(kind, class, place).of(own.name());
                self.found.push(change.at(mine.at, theirs.at));
                return Ok(());
            }
        };
        let at = |operation: &Operation<'_>| match says(operation) {
            true => format!("{}/requestBody", operation.at),
            false => operation.at.clone(),
        };
        let change = Change::new(kind, class, place).of(own.name()).going(Direction::Request);
        self.found.push(change.at(at(own), at(other)));
        Ok(())
    }

    /// Compares the media types and their schemas. `place` has its name, first in this operation,
    /// then as a component that several share.
    pub(super) fn content(
        &mut self,
        name: &str,
        (own, other): (&Located<'_>, &Located<'_>),
        way: Direction,
        (place, shared): (&str, &str),
    ) {
        let (mine, theirs) = (&own.value["content"], &other.value["content"]);
        let base = match (own.component(), other.component()) {
            (Some(_), Some(component)) => format!("{shared} {component}"),
            _ => place.to_owned(),
        };
        let mut add = |kind, class, place: String, at: (&str, &str)| {
            let change = Change::new(kind, class, place).of(name).going(way);
            self.found.push(change.at(at.0, at.1));
        };
        if entries(mine).next().is_none()
            && entries(theirs).next().is_some()
            && way == Direction::Response
        {
            let place = format!("{place} body");
            return add(Kind::BodyAdded, Class::Compatible, place, (&own.at, &other.at));
        }
        let mut both = Vec::new();
        for (media, mine) in entries(mine) {
            let place = format!("{place} {media}");
            let Some(theirs) = theirs.get(media) else {
                add(Kind::MediaTypeRemoved, Class::Breaking, place, (&own.at, &other.at));
                continue;
            };
            match (mine.get("schema"), theirs.get("schema")) {
                (Some(_), Some(_)) => {
                    let below = format!("/content/{}/schema", pointer::escape(media));
                    both.push((format!("{}{below}", own.at), format!("{}{below}", other.at)));
                }
                (None, None) => {}
                _ => add(Kind::SchemaChanged, Class::Breaking, place, (&own.at, &other.at)),
            }
        }
        for (media, _) in entries(theirs).filter(|(media, _)| mine.get(*media).is_none()) {
            let place = format!("{place} {media}");
            add(Kind::MediaTypeAdded, Class::Compatible, place, (&own.at, &other.at));
        }
        for (own, other) in both {
            self.walk.start(name, (&own, &other), way, &base);
        }
    }
}
