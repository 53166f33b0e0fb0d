//! Repository chores. There are none yet.

fn main() {}
