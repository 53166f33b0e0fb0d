//! The arithmetic of `Upstash-Retry-Delay`: numbers, `+ - * /`, parentheses, `retried` and a few functions.
//!
//! Own code: the libraries either accept far more than the service does, or are no longer maintained.

/// The length limit of an expression, which bounds the depth of recursion.
const MAX_BYTES: usize = 1000;

/// Evaluates an expression; `retried` is the number of retries made so far.
///
/// Whether a text is valid does not depend on `retried`. The value can be infinite or NaN.
///
/// # Errors
/// The error says what is wrong with the text, to follow the name of its header.
pub(crate) fn evaluate(text: &str, retried: u32) -> Result<f64, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("is longer than {MAX_BYTES} bytes"));
    }
    let mut parser = Parser { rest: text, retried: retried.into() };
    let value = parser.sum()?;
    match parser.peek() {
        None => Ok(value),
        Some(extra) => Err(format!("has a `{extra}` where it should end")),
    }
}

struct Parser<'a> {
    rest: &'a str,
    retried: f64,
}

impl<'a> Parser<'a> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        if self.take(wanted) { Ok(()) } else { Err(format!("is missing a `{wanted}`")) }
    }

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        loop {
            if self.take('+') {
                value += self.product()?;
            } else if self.take('-') {
                value -= self.product()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.signed()?;
        loop {
            if self.take('*') {
                value *= self.signed()?;
            } else if self.take('/') {
                value /= self.signed()?;
            } else {
                return Ok(value);
            }
        }
    }

    fn signed(&mut self) -> Result<f64, String> {
        if self.take('-') { Ok(-self.signed()?) } else { self.atom() }
    }

    fn atom(&mut self) -> Result<f64, String> {
        match self.peek() {
            Some('(') => {
                self.expect('(')?;
                let value = self.sum()?;
                self.expect(')')?;
                Ok(value)
            }
            Some(first) if first.is_ascii_digit() || first == '.' => {
                let text = self.while_true(|byte| byte.is_ascii_digit() || byte == b'.');
                text.parse().map_err(|_| format!("has `{text}`, which is not a number"))
            }
            Some(first) if first.is_ascii_alphabetic() => {
                let name = self.while_true(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                if name == "retried" { Ok(self.retried) } else { self.function(name) }
            }
            Some(other) => Err(format!("has a `{other}` where a value should be")),
            None => Err("ends where a value should be".to_owned()),
        }
    }

    fn while_true(&mut self, part: impl Fn(u8) -> bool) -> &'a str {
        let end = self.rest.bytes().position(|byte| !part(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn function(&mut self, name: &str) -> Result<f64, String> {
        if !matches!(
            name,
            "pow" | "sqrt" | "abs" | "exp" | "floor" | "ceil" | "round" | "min" | "max"
        ) {
            return Err(format!("has `{name}`, which is neither `retried` nor a function"));
        }
        self.expect('(')?;
        let mut arguments = vec![self.sum()?];
        while self.take(',') {
            arguments.push(self.sum()?);
        }
        self.expect(')')?;
        match (name, arguments.as_slice()) {
            ("pow", &[base, exponent]) => Ok(base.powf(exponent)),
            ("sqrt", &[value]) => Ok(value.sqrt()),
            ("abs", &[value]) => Ok(value.abs()),
            ("exp", &[value]) => Ok(value.exp()),
            ("floor", &[value]) => Ok(value.floor()),
            ("ceil", &[value]) => Ok(value.ceil()),
            ("round", &[value]) => Ok(value.round()),
            ("min", values @ [_, _, ..]) => {
                Ok(values.iter().copied().fold(f64::INFINITY, f64::min))
            }
            ("max", values @ [_, _, ..]) => {
                Ok(values.iter().copied().fold(f64::NEG_INFINITY, f64::max))
            }
            _ => Err(format!("gives `{name}` {} arguments", arguments.len())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_have_the_value_that_arithmetic_gives_them() {
        for (text, retried, expected) in [
            ("1000", 0, 1000.0),
            (" 1.5 ", 0, 1.5),
            ("1 + 2 * 3", 0, 7.0),
            ("(1 + 2) * 3", 0, 9.0),
            ("10 - 2 - 3", 0, 5.0),
            ("16 / 4 / 2", 0, 2.0),
            ("-2 + 5", 0, 3.0),
            ("2 * -3", 0, -6.0),
            ("--4", 0, 4.0),
            ("retried", 7, 7.0),
            ("1000 * (1 + retried)", 2, 3000.0),
            ("pow(2, retried) * 1000", 3, 8000.0),
            ("pow(2,retried)*1000", 0, 1000.0),
            ("sqrt(16)", 0, 4.0),
            ("abs(-3)", 0, 3.0),
            ("exp(0)", 0, 1.0),
            ("floor(1.9)", 0, 1.0),
            ("ceil(1.1)", 0, 2.0),
            ("round(1.5)", 0, 2.0),
            ("min(5, retried, 4)", 9, 4.0),
            ("max(5, retried)", 9, 9.0),
            ("min(86400, exp(0)) * max(1, 2)", 0, 2.0),
            ("1/0", 0, f64::INFINITY),
        ] {
            assert_eq!(evaluate(text, retried), Ok(expected), "{text} at {retried}");
        }
        assert!(evaluate("sqrt(0-1)", 0).is_ok_and(f64::is_nan));
    }

    #[test]
    fn an_invalid_expression_is_refused() {
        for text in [
            "",
            " ",
            "1 +",
            "* 2",
            "(1",
            "1)",
            "1 2",
            "1..2",
            ".",
            "abc",
            "retries",
            "pow",
            "pow(",
            "pow()",
            "pow(1)",
            "pow(1,2,3)",
            "sqrt(1, 2)",
            "min(1)",
            "max()",
            "sin(1)",
            "2 ^ 3",
            "1; 2",
            "\u{20ac}",
            "1 \u{20ac}",
            &"(".repeat(1000),
            &"-".repeat(1000),
            &"1".repeat(1001),
        ] {
            assert!(evaluate(text, 0).is_err(), "{text:?}");
        }
        assert!(evaluate(&format!("{}1{}", "(".repeat(499), ")".repeat(499)), 0).is_ok());
    }
}
