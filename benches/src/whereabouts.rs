//! What the instructions of a call are spent on, by the crate of the function.

use std::collections::BTreeMap;

use crate::figure::thousands;
use crate::instructions::Cost;

/// Crates by the start of a function's path, and their names in the table.
const CRATES: [(&str, &[&str]); 9] = [
    ("this crate", &["upstash_workflow"]),
    ("reqwest", &["reqwest", "tower", "futures_util", "futures_channel", "futures_core"]),
    ("hyper", &["hyper", "hyper_util", "httparse", "http_body", "http_body_util", "want"]),
    ("http", &["http"]),
    ("url", &["url", "idna", "percent_encoding", "form_urlencoded"]),
    ("tokio", &["tokio", "mio"]),
    ("serde_json", &["serde_json", "serde_core", "serde"]),
    ("bytes", &["bytes"]),
    ("tracing", &["tracing", "tracing_core"]),
];
const MEMORY: &str = "allocator and copying of memory";
const REST: &str = "standard library and the rest";

/// Formats a table in Markdown: ours, by hand, and hyper alone.
pub(crate) fn table(costs: &[Cost; 3]) -> String {
    let parts = costs.each_ref().map(by_crate);
    let mut text = String::from("| in | ours | by hand | bare `hyper` |\n|---|---|---|---|\n");
    let names = CRATES.iter().map(|(name, _)| *name).chain([MEMORY, REST]);
    for name in names {
        let [ours, by_hand, hyper] =
            parts.each_ref().map(|part| thousands(part.get(name).copied().unwrap_or_default()));
        text += &format!("| {name} | {ours} | {by_hand} | {hyper} |\n");
    }
    text
}

/// Lists the functions of this crate, and those that cost more with it than by hand.
pub(crate) fn dearer(ours: &Cost, by_hand: &Cost, most: usize) -> String {
    let mut functions: Vec<_> = ours
        .by_function
        .iter()
        .map(|(name, cost)| (cost - by_hand.by_function.get(name).unwrap_or(&0.0), name))
        .collect();
    functions.sort_by(|a, b| b.0.total_cmp(&a.0));
    let row = |(cost, name): &(f64, &String)| {
        let name: String = name.chars().take(90).collect();
        format!("{:>7}  {name}\n", thousands(*cost))
    };
    functions.iter().take(most).map(row).collect()
}

fn by_crate(cost: &Cost) -> BTreeMap<&'static str, f64> {
    let mut parts = BTreeMap::new();
    for (function, instructions) in &cost.by_function {
        *parts.entry(part(function)).or_default() += instructions;
    }
    parts
}

fn part(function: &str) -> &'static str {
    const OF_MEMORY: [&str; 13] = [
        "malloc",
        "free",
        "realloc",
        "calloc",
        "memcpy",
        "memmove",
        "memset",
        "memcmp",
        "_int_",
        "unlink_chunk",
        "__rdl_",
        "__rust_alloc",
        "sysmalloc",
    ];
    if OF_MEMORY.iter().any(|word| function.contains(word)) && !function.contains("::memcmp") {
        return MEMORY;
    }
    // `<alloc::vec::Vec<url::Url> as …>::drop` is known by its first path.
    let path = function.trim_start_matches(['<', '&']).trim_start_matches("mut ");
    let root = path.split("::").next().unwrap_or_default();
    let of = |(_, roots): &&(&str, &[&str])| roots.contains(&root);
    CRATES.iter().find(of).map_or(REST, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::{MEMORY, REST, part};

    #[test]
    fn a_function_counts_for_the_crate_that_it_is_of() {
        for (function, name) in [
            (
                "<hyper::proto::h1::role::Client as hyper::proto::h1::Http1Transaction>::parse",
                "hyper",
            ),
            (
                "<&mut serde_json::de::Deserializer<R> as serde_core::de::Deserializer>",
                "serde_json",
            ),
            ("upstash_workflow::transport::read::receive::{{closure}}", "this crate"),
            ("__memcpy_avx_unaligned_erms", MEMORY),
            ("_int_free", MEMORY),
            ("core::fmt::write", REST),
        ] {
            assert_eq!(part(function), name, "{function}");
        }
    }
}
