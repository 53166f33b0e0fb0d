//! What `build.rs` made of `openapi/openapi.yaml`.

// The generated code is held to the compiler's rules, not to the style of what is
// written by hand:
// - `clippy::all`, `clippy::doc_markdown`, `clippy::unwrap_used`: it repeats itself,
//   names wire fields in prose, and unwraps nothing on a path that is reached.
// - `unreachable_pub`, `unused_qualifications`: it is written for any module.
// - `unused_mut`, `unused_imports`: operations without headers, bodies or streams.
#![allow(
    clippy::all,
    clippy::doc_markdown,
    clippy::unwrap_used,
    clippy::semicolon_if_nothing_returned,
    clippy::uninlined_format_args,
    clippy::redundant_closure_for_method_calls,
    unreachable_pub,
    unused_imports,
    unused_mut,
    unused_qualifications
)]

include!(concat!(env!("OUT_DIR"), "/client.rs"));
