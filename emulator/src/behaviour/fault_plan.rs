//! Decides which fault affects which request.

use std::time::Duration;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::behaviour::fault::{Fault, FaultRule, Kind, Moment};
use crate::behaviour::operation::Operation;

/// The rules, each with its counts and its own stream of random numbers.
#[derive(Debug)]
pub(crate) struct FaultPlan {
    seed: u64,
    added: u64,
    rules: Vec<ActiveRule>,
}

#[derive(Debug)]
struct ActiveRule {
    rule: FaultRule,
    rng: ChaCha8Rng,
    asked: u64,
    fired: u64,
}

/// What happens to a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FaultDecision {
    pub(crate) delay_before: Duration,
    pub(crate) delay_after: Duration,
    /// Never a delay.
    pub(crate) fault: Option<Fault>,
}

impl FaultPlan {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, added: 0, rules: Vec::new() }
    }

    /// Adds a rule with its own random stream: which requests it affects depends neither on other rules nor on requests
    /// for other operations in between.
    pub(crate) fn add(&mut self, rule: FaultRule) {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(self.added);
        self.added += 1;
        self.rules.push(ActiveRule { rule, rng, asked: 0, fired: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    pub(crate) fn decide(&mut self, operation: Option<Operation>) -> FaultDecision {
        let mut decision = FaultDecision::default();
        for active in &mut self.rules {
            if !active.fires(operation) {
                continue;
            }
            match (&active.rule.fault.kind, active.rule.fault.moment) {
                (Kind::Delay(time), Moment::Before) => {
                    decision.delay_before = decision.delay_before.saturating_add(*time);
                }
                (Kind::Delay(time), Moment::After) => {
                    decision.delay_after = decision.delay_after.saturating_add(*time);
                }
                _ => {
                    decision.fault = Some(active.rule.fault.clone());
                    break;
                }
            }
        }
        decision
    }
}

impl ActiveRule {
    fn fires(&mut self, operation: Option<Operation>) -> bool {
        let rule = &self.rule;
        if rule.operation.is_some() && rule.operation != operation {
            return false;
        }
        let number = self.asked;
        self.asked += 1;
        // One draw per request, used or not, so that the counts do not change the outcome of the n-th request.
        let drawn = unit(self.rng.next_u64());
        let fires = number >= rule.skip
            && (number - rule.skip).is_multiple_of(rule.every)
            && rule.times.is_none_or(|times| self.fired < times)
            && drawn < rule.probability;
        self.fired += u64::from(fires);
        fires
    }
}

/// Returns a number in `0..1` from the upper 53 bits, the precision of an `f64`.
#[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use http::StatusCode;

    use super::*;

    const LIST: Option<Operation> = Some(Operation::ListFailedWorkflowRuns);
    const KEYS: Option<Operation> = Some(Operation::GetSigningKeys);

    fn plan(seed: u64, rules: impl IntoIterator<Item = FaultRule>) -> FaultPlan {
        let mut plan = FaultPlan::new(seed);
        rules.into_iter().for_each(|rule| plan.add(rule));
        plan
    }

    /// Returns one letter per request: `x` is a fault, `.` is none.
    fn fates(plan: &mut FaultPlan, operation: Option<Operation>, count: usize) -> String {
        let fate = |_| if plan.decide(operation).fault.is_some() { 'x' } else { '.' };
        (0..count).map(fate).collect()
    }

    #[test]
    fn counts_say_which_requests_are_struck() {
        let any = || FaultRule::any(Fault::reset());
        for (rule, expected) in [
            (any(), "xxxxxxxx"),
            (any().times(2), "xx......"),
            (any().times(0), "........"),
            (any().skip(3), "...xxxxx"),
            (any().skip(3).times(2), "...xx..."),
            (any().every(3), "x..x..x."),
            (any().every(3).skip(1).times(2), ".x..x..."),
            (any().every(0), "xxxxxxxx"),
            (any().probability(0.0), "........"),
            (any().probability(-1.0), "........"),
            (any().probability(f64::NAN), "........"),
            (any().probability(2.0), "xxxxxxxx"),
        ] {
            assert_eq!(fates(&mut plan(0, [rule.clone()]), LIST, 8), expected, "{rule:?}");
        }
    }

    #[test]
    fn a_rule_counts_only_the_requests_for_its_operation() {
        let on = FaultRule::on(Operation::GetSigningKeys, Fault::reset()).times(1);
        let mut plan = plan(0, [on]);
        assert_eq!(fates(&mut plan, LIST, 3), "...");
        assert_eq!(fates(&mut plan, None, 3), "...");
        assert_eq!(fates(&mut plan, KEYS, 3), "x..");
    }

    #[test]
    fn the_seed_decides_who_is_struck_and_half_of_many_is_half() {
        let rule = || FaultRule::any(Fault::reset()).probability(0.5);
        let fates_of = |seed| fates(&mut plan(seed, [rule()]), LIST, 1000);
        assert_eq!(fates_of(1), fates_of(1));
        assert_ne!(fates_of(1), fates_of(2));
        let struck = fates_of(1).matches('x').count();
        assert!((430..570).contains(&struck), "{struck}");
        // The stream is part of the public API: other numbers would be a breaking change.
        assert_eq!(&fates_of(7)[..16], "xx...xx.x.xx.xx.");
    }

    #[test]
    fn requests_for_other_operations_do_not_change_who_is_struck() {
        let rules = || {
            [
                FaultRule::on(Operation::GetSigningKeys, Fault::reset()).probability(0.5),
                FaultRule::on(Operation::ListFailedWorkflowRuns, Fault::reset()).probability(0.5),
            ]
        };
        let alone = fates(&mut plan(3, rules()), LIST, 40);
        let mut mixed = plan(3, rules());
        let between: String = (0..40)
            .map(|_| {
                mixed.decide(KEYS);
                fates(&mut mixed, LIST, 1)
            })
            .collect();
        assert_eq!(between, alone);
        assert_ne!(fates(&mut plan(3, rules()), KEYS, 40), alone, "each rule has its own stream");
    }

    #[test]
    fn delays_add_up_and_the_first_other_fault_ends_the_search() {
        let second = Duration::from_secs(1);
        let mut plan = plan(
            0,
            [
                FaultRule::any(Fault::delay(second)),
                FaultRule::any(Fault::delay(second * 2)),
                FaultRule::any(Fault::delay(second * 4).after_acting()),
                FaultRule::any(Fault::status(StatusCode::BAD_GATEWAY)).times(1),
                FaultRule::any(Fault::delay(second * 8)),
            ],
        );
        let struck = FaultDecision {
            delay_before: second * 3,
            delay_after: second * 4,
            fault: Some(Fault::status(StatusCode::BAD_GATEWAY)),
        };
        assert_eq!(plan.decide(LIST), struck);
        let slow =
            FaultDecision { delay_before: second * 11, delay_after: second * 4, fault: None };
        assert_eq!(plan.decide(LIST), slow);
        plan.clear();
        assert_eq!(plan.decide(LIST), FaultDecision::default());
    }
}
