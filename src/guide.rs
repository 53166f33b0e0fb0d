//! The guide: one page a task.

/// Triggering runs, and what became of them.
#[doc = include_str!("../docs/guide/triggering.md")]
pub mod triggering {}

/// Retrying failed failure callbacks.
#[doc = include_str!("../docs/guide/failures.md")]
pub mod failures {}

/// Verifying and decoding what the service sends.
#[cfg(feature = "receiver")]
#[doc = include_str!("../docs/guide/receiving.md")]
pub mod receiving {}

/// Lists and bulk operations.
#[doc = include_str!("../docs/guide/lists.md")]
pub mod lists {}

/// Errors and retries.
#[doc = include_str!("../docs/guide/errors.md")]
pub mod errors {}

/// Spans of calls.
#[doc = include_str!("../docs/guide/tracing.md")]
pub mod tracing {}

/// Settings of the client, in code and in the environment.
#[doc = include_str!("../docs/guide/configuration.md")]
pub mod configuration {}

/// Testing with the emulator.
#[doc = include_str!("../docs/guide/testing.md")]
pub mod testing {}

/// Tokens, payloads and endpoints: what to look after.
#[doc = include_str!("../docs/guide/security.md")]
pub mod security {}

/// Upgrading, and what a new version may add.
#[doc = include_str!("../docs/guide/upgrading.md")]
pub mod upgrading {}
