//! Texts that mean something to a server, a proxy or a parser.

use proptest::collection::vec;
use proptest::prelude::*;

/// Separators, terminators, escapes and invisible characters of URLs, headers, JSON and logs.
pub(crate) const PIECES: [&str; 64] = [
    "",
    "a",
    "/",
    "//",
    "?",
    "#",
    "%",
    ".",
    "..",
    "...",
    "../",
    "/..",
    "./",
    "\\",
    "..\\",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\t",
    " ",
    "\u{7f}",
    "\u{1b}[31m",
    "%2F",
    "%2f",
    "%5C",
    "%2e",
    "%2E%2e",
    ".%2e",
    "%00",
    "%0d%0a",
    "%25",
    "%252e",
    "%zz",
    "%u002e",
    "&",
    "=",
    "+",
    ";",
    ",",
    ":",
    "@",
    "\"",
    "'",
    "`",
    "<",
    ">",
    "{",
    "}",
    "{dlqId}",
    "[",
    "]",
    "|",
    "^",
    "*",
    "~",
    "$",
    "!",
    "é",
    "😀",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "\u{a0}",
];

/// Attacks.
pub(crate) const ATTACKS: [&str; 16] = [
    "&qstash_token=stolen",
    "?qstash_token=stolen",
    "a&dlqIds=1-0",
    "\r\nAuthorization: Bearer stolen",
    "\r\n\r\nDELETE /v2/workflows/dlq HTTP/1.1\r\n\r\n",
    " HTTP/1.1\r\nHost: elsewhere",
    "../../keys/rotate",
    "..%2f..%2fkeys%2frotate",
    "1-0/../../../keys",
    "//elsewhere/",
    "https://elsewhere/",
    "@elsewhere/",
    "a\",\"destination\":\"http://elsewhere",
    "x\u{85}y\u{2029}z",
    "\u{ff0e}\u{ff0e}\u{ff0f}",
    "%c0%ae%c0%ae%c0%af",
];

/// Longer than any request line or header that a server accepts.
pub(crate) fn megabyte() -> String {
    "0123456789abcdef".repeat(65_536)
}

/// Any text, mostly of the pieces.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => proptest::sample::select(ATTACKS.as_slice()).prop_map(str::to_owned),
        2 => "[ -~]{0,4}",
        1 => any::<char>().prop_map(String::from),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}
