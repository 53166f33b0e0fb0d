//! How much may be made of an answer. What is made of a body can take far more memory than
//! the body: two bytes of JSON, `{}`, may stand for a value of hundreds. So what is counted
//! are the bytes, and what the bytes stand for.

/// For how many bytes of the limit there may be one object, which takes up to 736 of them.
const BYTES_FOR_AN_OBJECT: usize = 512;
/// For how many there may be one value of any kind, which takes 32 where it is no object.
const BYTES_FOR_A_VALUE: usize = 16;

/// What any answer may have, however small the limit.
const ALWAYS: usize = 4096;

/// How much an answer may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) bytes: usize,
    objects: usize,
    values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(64 * 1024 * 1024)
    }
}

impl Limits {
    pub(crate) fn new(bytes: usize) -> Self {
        Self {
            bytes,
            objects: (bytes / BYTES_FOR_AN_OBJECT).max(ALWAYS),
            values: (bytes / BYTES_FOR_A_VALUE).max(ALWAYS * 8),
        }
    }

    /// What there is too much of in a body, if there is.
    pub(crate) fn exceeded(&self, body: &[u8]) -> Option<String> {
        if body.len() > self.bytes {
            return Some(format!("is longer than {} bytes", self.bytes));
        }
        // An object has two bytes and a comma, so the usual body cannot have too many.
        if body.len() / 3 < self.objects && body.len() / 2 < self.values {
            return None;
        }
        let count = |byte| body.iter().filter(|b| **b == byte).count();
        // Texts have braces and commas as well, and are looked through only if they may matter.
        if count(b'{') <= self.objects && count(b',') <= self.values {
            return None;
        }
        let (objects, values) = count_outside_of_texts(body);
        if objects > self.objects {
            Some(format!("has more than {} objects", self.objects))
        } else if values > self.values {
            Some(format!("has more than {} values", self.values))
        } else {
            None
        }
    }
}

/// How many objects begin and how many values end in a JSON text.
fn count_outside_of_texts(json: &[u8]) -> (usize, usize) {
    let (mut objects, mut values) = (0, 0);
    let mut rest = json.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'{' => objects += 1,
            b',' => values += 1,
            b'"' => {
                // To the end of the text, past each character that is escaped.
                while let Some(byte) = rest.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(rest.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    (objects, values)
}

#[cfg(test)]
mod tests {
    use super::{ALWAYS, Limits, count_outside_of_texts};

    #[test]
    fn what_stands_in_a_text_is_not_counted() {
        for (json, counts) in [
            ("", (0, 0)),
            (r#"{"a": [1, 2], "b": {}}"#, (2, 2)),
            (r#"{"a": "{,\"{,\\", "b": "{"}"#, (1, 1)),
            (r#"["\\", {}]"#, (1, 1)),
            (r#"["\"#, (0, 0)),
            (r#"["{"#, (0, 0)),
        ] {
            assert_eq!(count_outside_of_texts(json.as_bytes()), counts, "{json}");
        }
    }

    #[test]
    fn a_body_has_too_much_of_something_or_is_taken() {
        let list = |of: &str, count: usize| format!("[{}0]", format!("{of},").repeat(count));
        let exceeded = |limit, body: &str| Limits::new(limit).exceeded(body.as_bytes());
        const MANY: usize = 1 << 20;
        assert_eq!(exceeded(10, "[1, 2, 3]"), None);
        assert_eq!(exceeded(8, "[1, 2, 3]").as_deref(), Some("is longer than 8 bytes"));
        assert_eq!(exceeded(MANY, &list("{}", ALWAYS)), None);
        let objects = format!("has more than {ALWAYS} objects");
        assert_eq!(exceeded(MANY, &list("{}", ALWAYS + 1)), Some(objects));
        assert_eq!(exceeded(MANY, &list("1", MANY / 16)), None);
        let values = format!("has more than {} values", MANY / 16);
        assert_eq!(exceeded(MANY, &list("1", MANY / 16 + 1)), Some(values));
        // With a greater limit there may be more.
        assert_eq!(exceeded(MANY * 4, &list("{}", ALWAYS + 1)), None);
        // A text is a text, whatever is in it.
        assert_eq!(exceeded(MANY, &format!("[\"{}\"]", "{,".repeat(100_000))), None);
    }
}
