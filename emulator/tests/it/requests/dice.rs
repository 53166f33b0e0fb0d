//! Random requests, the same for the same seed.

use http::Method;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Names of parameters.
pub(crate) const PARAMETERS: [&str; 16] = [
    "count",
    "cursor",
    "dlqIds",
    "workflowRunIds",
    "label",
    "fromDate",
    "toDate",
    "state",
    "failureFunctionState",
    "callerIp",
    "workflowUrl",
    "workflowRunId",
    "async",
    "source",
    "groupBy",
    "",
];
/// Unusual values of parameters.
pub(crate) const VALUES: [&str; 12] = [
    "",
    "0",
    "1",
    "100",
    "-1",
    "1-0",
    "99999999999999999999",
    "CALLBACK_FAIL",
    "true",
    "NaN",
    "a,b",
    ",",
];

pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.next_u64() % limit as u64).expect("it is below a usize")
    }

    pub(crate) fn one<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    pub(crate) fn bytes(&mut self, most: usize) -> Vec<u8> {
        let mut bytes = vec![0; self.below(most)];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// Bytes of a URL: mostly percent-encoded, now and then raw, UTF-8 or not.
    fn garbled(&mut self) -> String {
        let encode = |byte: u8| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        self.bytes(12).into_iter().map(encode).collect()
    }

    pub(crate) fn path(&mut self) -> String {
        const PARTS: [&str; 30] = [
            "v2",
            "v2",
            "v2",
            "v2",
            "workflows",
            "workflows",
            "dlq",
            "dlq",
            "callback",
            "resume",
            "restart",
            "runs",
            "logs",
            "keys",
            "rotate",
            "trigger",
            "batch",
            "notify",
            "waiters",
            "flowControl",
            "globalParallelism",
            "bulkActions",
            "messages",
            "retry",
            "events",
            "1-0",
            "..",
            ".",
            "",
            "http:",
        ];
        const WHOLE: [&str; 8] = [
            "/v2/workflows/dlq",
            "/v2/workflows/dlq/",
            "/v2/workflows/dlq/callback/",
            "/v2/workflows/runs/",
            "/v2/trigger/http://127.0.0.1:1/",
            "/v2/batch/trigger",
            "/v2/flowControl/",
            "/v2/notify/",
        ];
        let mut path = match self.below(3) {
            0 => self.one(&WHOLE).to_owned(),
            _ => (0..=self.below(5)).map(|_| format!("/{}", self.one(&PARTS))).collect(),
        };
        if self.below(3) == 0 {
            path.push_str(&self.garbled());
        }
        path
    }

    pub(crate) fn query(&mut self) -> String {
        let pair = |dice: &mut Self| {
            let value = match dice.below(3) {
                0 => dice.garbled(),
                _ => dice.one(&VALUES).to_owned(),
            };
            format!("{}={value}", dice.one(&PARAMETERS))
        };
        let pairs: Vec<String> = (0..self.below(4)).map(|_| pair(self)).collect();
        pairs.join("&")
    }

    pub(crate) fn body(&mut self) -> Vec<u8> {
        match self.below(4) {
            0 => Vec::new(),
            1 => self.bytes(300),
            2 => self.one(&["{}", "[]", "null", "[{}]", "{\"a\":", "\"\"", "[1]"]).into(),
            _ => "[".repeat(self.below(5000)).into_bytes(),
        }
    }

    pub(crate) fn method(&mut self) -> Method {
        let methods = [
            "GET", "POST", "DELETE", "GET", "POST", "DELETE", "PUT", "HEAD", "PATCH", "OPTIONS",
            "BREW",
        ];
        Method::from_bytes(self.one(&methods).as_bytes()).expect("a method")
    }
}
