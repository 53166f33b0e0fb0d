//! The response to invalid HTTP.
//!
//! The HTTP library sends it before any route runs, with a status and no body. Here it gets the service's error format.

use serde_json::json;

/// Returns whether this is the start of a final response, unlike `100 Continue`.
pub(crate) fn is_final_head(written: &[u8]) -> bool {
    written.starts_with(b"HTTP/1.") && written.get(9).is_some_and(|digit| *digit != b'1')
}

/// Adds our body to a response of the HTTP library itself; `None` for any other response.
pub(crate) fn with_error_body(head: &[u8]) -> Option<Vec<u8>> {
    let status_line = head.split(|byte| *byte == b'\r').next()?;
    let reason = match status_line.get(9..12)? {
        b"400" => "the request is not valid HTTP/1.1",
        b"414" => "the URI is too long",
        b"431" => "the headers are too large",
        _ => return None,
    };
    let body = json!({ "error": reason }).to_string();
    let mut response = status_line.to_vec();
    let headers = format!(
        "\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    response.extend_from_slice(headers.as_bytes());
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_final_head_of_an_answer_counts_as_one() {
        for (written, expected) in [
            (&b"HTTP/1.1 400 Bad Request\r\n"[..], true),
            (b"HTTP/1.1 100 Continue\r\n", false),
            (b"{\"error\":", false),
            (b"HTTP/1.1 ", false),
            (b"", false),
        ] {
            assert_eq!(is_final_head(written), expected, "{written:?}");
        }
    }

    #[test]
    fn the_library_s_own_answers_get_a_body_and_others_are_left_alone() {
        let response = with_error_body(
            b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n",
        );
        let response = String::from_utf8(response.expect("one of its own")).expect("text");
        assert_eq!(
            response,
            "HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\n\
             content-length: 37\r\nconnection: close\r\n\r\n{\"error\":\"the headers are too large\"}"
        );
        for other in [&b"HTTP/1.1 200 OK\r\n\r\n"[..], b"HTTP/1.1", b""] {
            assert_eq!(with_error_body(other), None);
        }
    }
}
