//! Tests that hold for all values: many of them, and the same ones in every run.

#![allow(unreachable_pub, reason = "a module of several test binaries")]

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

/// Runs the test with so many values, and shows the smallest one that it fails with.
///
/// `PROPTEST_CASES` and `PROPTEST_RNG_SEED` replace the number and the seed, for whoever
/// wants to search longer or elsewhere.
#[track_caller]
pub fn for_all<S: Strategy>(cases: u32, values: S, test: impl Fn(S::Value) -> TestCaseResult) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20);
    }
    config.max_shrink_iters = 2_000;
    if let Err(failure) = TestRunner::new(config).run(&values, test) {
        panic!("{failure}");
    }
}
