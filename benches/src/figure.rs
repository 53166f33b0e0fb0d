//! A figure of the client, and that of a baseline from the same run.

/// The unit of a figure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Instructions,
    PerSecond,
    Seconds,
    /// The number is in seconds.
    Milliseconds,
    Crates,
}

/// The ratio that was set as a target before the measurement.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
}

pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) baseline: &'static str,
    pub(crate) unit: Unit,
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    pub(crate) target: Option<Target>,
}

impl Figure {
    /// Returns our figure, relative to the baseline.
    pub(crate) fn ratio(&self) -> f64 {
        self.ours / self.theirs
    }

    /// Returns the cost of a call or an entry, relative to the baseline: the reciprocal of a rate.
    pub(crate) fn cost(&self) -> f64 {
        if self.unit == Unit::PerSecond { self.ratio().recip() } else { self.ratio() }
    }

    /// Returns the highest such cost that the target allows.
    pub(crate) fn cost_target(&self) -> Option<f64> {
        self.target.map(|target| match target {
            Target::AtMost(ratio) => ratio,
            Target::AtLeast(ratio) => ratio.recip(),
        })
    }

    /// Does the ratio meet the target, if there is one?
    pub(crate) fn is_met(&self) -> Option<bool> {
        self.target.map(|target| match target {
            Target::AtMost(ratio) => self.ratio() <= ratio,
            Target::AtLeast(ratio) => self.ratio() >= ratio,
        })
    }

    /// Formats a row of the table in Markdown.
    pub(crate) fn row(&self) -> String {
        let target = match self.target {
            Some(Target::AtMost(ratio)) => format!("≤ {ratio:.2}"),
            Some(Target::AtLeast(ratio)) => format!("≥ {ratio:.2}"),
            None => "–".into(),
        };
        let met = match self.is_met() {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        let (ours, theirs) = (self.unit.text(self.ours), self.unit.text(self.theirs));
        let (what, baseline, ratio) = (&self.what, self.baseline, self.ratio());
        format!("| {what} | {ours} | {baseline}: {theirs} | {ratio:.3} | {target} | {met} |\n")
    }
}

/// The head of the table.
pub(crate) const HEAD: &str =
    "| what | ours | baseline | ratio | target | |\n|---|---|---|---|---|---|\n";

impl Unit {
    pub(crate) fn text(self, number: f64) -> String {
        match self {
            Self::Instructions => format!("{} instructions", thousands(number)),
            Self::PerSecond => format!("{} /s", thousands(number)),
            Self::Seconds => format!("{number:.2} s"),
            Self::Milliseconds => format!("{:.2} ms", number * 1000.0),
            Self::Crates => format!("{number:.0}"),
        }
    }
}

/// Formats a whole number with its digits in groups of three.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Figure, Target, Unit, thousands};

    #[test]
    fn digits_are_in_groups_of_three() {
        for (number, text) in [(0.0, "0"), (999.6, "1,000"), (1_234_567.0, "1,234,567")] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn a_rate_is_good_when_high_and_a_cost_when_low() {
        let figure = |unit, ours, target| Figure {
            what: "a call".into(),
            baseline: "by hand",
            unit,
            ours,
            theirs: 100.0,
            target: Some(target),
        };
        let cost = figure(Unit::Instructions, 104.0, Target::AtMost(1.05));
        assert_eq!((cost.is_met(), cost.cost()), (Some(true), 1.04));
        let rate = figure(Unit::PerSecond, 200.0, Target::AtLeast(3.0));
        assert_eq!((rate.is_met(), rate.cost()), (Some(false), 0.5));
        assert_eq!(rate.cost_target(), Some(1.0 / 3.0));
        assert!(
            rate.row().ends_with("| 200 /s | by hand: 100 /s | 2.000 | ≥ 3.00 | **missed** |\n")
        );
    }
}
