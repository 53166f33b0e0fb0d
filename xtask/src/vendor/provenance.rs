//! `openapi/upstream.toml`: which revision of upstream's document ours matches.

/// The file for a revision. Of the same content, what is known of it stays.
pub(crate) fn record(
    old: &str,
    sha256: &str,
    (commit, date): (Option<&str>, Option<&str>),
) -> String {
    let sha256 = format!("sha256 = \"{sha256}\"\n");
    if commit.is_none() && old.contains(&sha256) {
        return old.to_owned();
    }
    let line = |key: &str, value: Option<&str>| {
        value.map(|value| format!("{key} = \"{}\"\n", value.escape_default())).unwrap_or_default()
    };
    format!(
        "# The revision of upstream's document that ours matches. `cargo xtask vendor` writes this file.\n\
         repository = \"https://github.com/upstash/docs\"\n\
         path = \"workflow/openapi.yaml\"\n\
         {}{}{sha256}",
        line("commit", commit),
        line("date", date),
    )
}
