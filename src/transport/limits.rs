//! Memory limit for decoding a response. A value can take far more memory than its JSON: the two
//! bytes `{}` may decode to hundreds. So both the bytes and what they decode to are limited.

/// Memory for a decoded value, for each byte of the limit.
const FOR_A_BYTE: usize = 7;

/// The most that one object takes: 736 bytes, in a list whose capacity has doubled.
const OBJECT: usize = 1500;
/// What one list takes beside its values: it starts with capacity for four.
const LIST: usize = 150;
/// What any other value takes, with its name if it has one.
const VALUE: usize = 200;

/// Memory for a decoded value, however small the limit.
const ALWAYS: usize = 8 * 1024 * 1024;

/// The limits of one response.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    /// Memory for the decoded value, in bytes.
    memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(64 * 1024 * 1024)
    }
}

impl Limits {
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bytes, memory: bytes.saturating_mul(FOR_A_BYTE).max(ALWAYS) }
    }

    /// Why a body exceeds a limit, if it does.
    pub(crate) fn exceeded(&self, body: &[u8]) -> Option<String> {
        if body.len() > self.bytes {
            return Some(format!("is longer than {} bytes", self.bytes));
        }
        // Most bodies are short enough whatever is in them. In others, braces and commas inside of
        // texts are left out only if they make a difference.
        if body.len().saturating_mul(OBJECT) <= self.memory
            || memory(body.iter()) <= self.memory
            || memory(outside_of_texts(body)) <= self.memory
        {
            return None;
        }
        Some(format!("would take more than {} bytes of memory", self.memory))
    }
}

/// The most memory that these bytes of JSON decode to.
fn memory<'a>(json: impl Iterator<Item = &'a u8>) -> usize {
    json.fold(0_usize, |sum, byte| {
        sum.saturating_add(match byte {
            b'{' => OBJECT,
            b'[' => LIST,
            b',' => VALUE,
            _ => 0,
        })
    })
}

/// The bytes of JSON outside of names and texts.
fn outside_of_texts(json: &[u8]) -> impl Iterator<Item = &u8> {
    let mut rest = json.iter();
    std::iter::from_fn(move || {
        let byte = rest.next()?;
        if *byte == b'"' {
            // To the end of the text, past each character that is escaped.
            while let Some(byte) = rest.next() {
                match byte {
                    b'"' => break,
                    b'\\' => drop(rest.next()),
                    _ => {}
                }
            }
        }
        Some(byte)
    })
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, FOR_A_BYTE, LIST, Limits, OBJECT, VALUE, memory, outside_of_texts};

    #[test]
    fn what_stands_in_a_text_is_not_counted() {
        for (json, [objects, lists, values]) in [
            ("", [0, 0, 0]),
            (r#"{"a": [1, 2], "b": {}}"#, [2, 1, 2]),
            (r#"{"a": "{,\"[{,\\", "b": "{"}"#, [1, 0, 1]),
            (r#"["\\", {}]"#, [1, 1, 1]),
            (r#"["\"#, [0, 1, 0]),
            (r#"["{["#, [0, 1, 0]),
        ] {
            let expected = objects * OBJECT + lists * LIST + values * VALUE;
            assert_eq!(memory(outside_of_texts(json.as_bytes())), expected, "{json}");
        }
    }

    #[test]
    fn a_body_has_too_much_of_something_or_is_taken() {
        let list = |of: &str, count: usize| format!("[{}0]", format!("{of},").repeat(count));
        let exceeded = |limit, body: &str| Limits::new(limit).exceeded(body.as_bytes());
        assert_eq!(exceeded(10, "[1, 2, 3]"), None);
        assert_eq!(exceeded(8, "[1, 2, 3]").as_deref(), Some("is longer than 8 bytes"));
        const LIMIT: usize = 4 << 20;
        let memory = LIMIT * FOR_A_BYTE;
        let too_much = Some(format!("would take more than {memory} bytes of memory"));
        let deep = "[".repeat(90) + &"]".repeat(90);
        for (of, weight) in [
            ("{}", OBJECT + VALUE),
            ("1", VALUE),
            ("[]", LIST + VALUE),
            (&*deep, 90 * LIST + VALUE),
            (r#"{"a":[""]}"#, OBJECT + LIST + VALUE),
        ] {
            let most = (memory - LIST) / weight;
            assert_eq!(exceeded(LIMIT, &list(of, most)), None, "{of}");
            assert_eq!(exceeded(LIMIT, &list(of, most + 1)), too_much, "{of}");
            // With a greater limit there may be more.
            assert_eq!(exceeded(2 * LIMIT, &list(of, most + 1)), None, "{of}");
        }
        // A text is a text, whatever is in it.
        assert_eq!(exceeded(LIMIT, &format!("[\"{}\"]", "[{,".repeat(1_000_000))), None);
        // What is small is taken, however little is allowed.
        let small = list("{}", ALWAYS / (OBJECT + VALUE) - 1);
        assert_eq!(exceeded(small.len(), &small), None);
    }

    #[test]
    fn a_full_page_is_far_from_being_too_much() {
        let texts = r#""a":"b","#.repeat(40);
        let headers = r#""Content-Type":["text/plain"],"#.repeat(20);
        let message = format!(r#"{{{texts}"header":{{{headers}"x":[]}},"info":{{}},"labels":[]}}"#);
        let page = format!(r#"{{"messages":[{}{{}}]}}"#, format!("{message},").repeat(100));
        // With a limit of no more than the page itself.
        assert_eq!(Limits::new(page.len()).exceeded(page.as_bytes()), None);
    }
}
