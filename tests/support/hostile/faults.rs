//! The faults: of connections, of HTTP, and of bodies.

use std::time::Duration;

use Outcome::{
    BrokeOff, BrokeOffInTime, Done, NoConnection, NoResponse, NoResponseInTime, NotUnderstood,
    Status,
};
use Step::{Drip, Endless, Ignore, Receive, Reset, Send, Silence};

use super::fault::{Ends, Fault, fault, in_body};
use super::outcome::Outcome;
use super::responses::{
    good, half, half_body, head, head_of, redirect, sends, sends_and_closes, sends_and_resets,
    whole, with_number, with_text,
};
use super::server::{Door, Step};

/// All faults, in the order of the documentation.
pub(crate) fn faults() -> Vec<(&'static str, Vec<Fault>)> {
    vec![
        ("The connection", connection()),
        ("What is said in HTTP", http()),
        ("How the body comes", body()),
        ("What the body is", json()),
    ]
}

fn connection() -> Vec<Fault> {
    vec![
        fault("nobody listens", |_, _| vec![], NoConnection).door(Door::Closed),
        #[cfg(target_os = "linux")]
        fault("nobody takes the connection", |_, _| vec![], Outcome::NoConnectionInTime)
            .door(Door::Jammed)
            .ends(Ends::ConnectTimeout),
        fault("reset before the request is read", |_, _| vec![Ignore, Reset], NoResponse).unheard(),
        fault("reset after the request", |_, _| vec![Receive, Reset], NoResponse),
        fault("closed after the request", |_, _| vec![Receive], NoResponse),
        fault(
            "reset in the headers",
            |t, _| sends_and_resets(half(head_of(&t.body("")))),
            NoResponse,
        ),
        fault(
            "closed in the headers",
            |t, _| sends_and_closes(half(head_of(&t.body("")))),
            NoResponse,
        ),
        in_body("reset after the headers", |t, _| sends_and_resets(head_of(&t.body(""))), BrokeOff),
        in_body("reset in the body", |t, _| sends_and_resets(half_body(t)), BrokeOff),
        in_body("closed in the body", |t, _| sends_and_closes(half_body(t)), BrokeOff),
        fault("silence before the headers", |_, _| vec![Receive, Silence], NoResponseInTime)
            .ends(Ends::Timeout),
        fault("silence in the headers", |_, _| sends(half(head(""))), NoResponseInTime)
            .ends(Ends::Timeout),
        in_body("silence in the body", |t, _| sends(half_body(t)), BrokeOffInTime)
            .ends(Ends::Timeout),
        fault(
            "headers byte by byte",
            |_, _| vec![Receive, Drip(head(&"X-Padding: x\r\n".repeat(50)))],
            NoResponseInTime,
        )
        .ends(Ends::Timeout),
        in_body(
            "the body byte by byte",
            |_, _| vec![Receive, Send(head("Content-Length: 100000\r\n")), Drip(b"  ".to_vec())],
            BrokeOffInTime,
        )
        .ends(Ends::Timeout),
        fault(
            "kept open, and closed before the next request",
            |t, _| vec![Receive, Send(good(t))],
            Done,
        )
        .closed_after_the_call(),
        fault(
            "kept open, and reset at the next request",
            |t, _| vec![Receive, Send(good(t)), Receive, Reset],
            NoResponse,
        )
        .at_the_second_call(),
    ]
}

fn http() -> Vec<Fault> {
    vec![
        fault("no HTTP", |_, _| sends("SSH-2.0-OpenSSH_9.6\r\n\r\n"), NoResponse),
        fault(
            "HTTP/1.0",
            |t, _| {
                let head = b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n";
                sends_and_closes([&head[..], &t.body("good")].concat())
            },
            Done,
        ),
        fault("HTTP/2 without being asked", |_, _| sends("HTTP/2.0 200 OK\r\n\r\n"), NoResponse),
        fault(
            "1xx before the response",
            |t, _| {
                let early =
                    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
                sends([&early[..], &good(t)].concat())
            },
            Done,
        ),
        fault(
            "1xx without end",
            |_, _| {
                vec![
                    Receive,
                    Endless(
                        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".to_vec(),
                        Duration::from_millis(1),
                    ),
                ]
            },
            NoResponseInTime,
        )
        .ends(Ends::Timeout),
        fault(
            "101 without being asked",
            |_, _| {
                sends(
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                )
            },
            Status(101),
        ),
        fault(
            "100,000 headers",
            |_, _| sends(head(&"X-Padding: x\r\n".repeat(100_000))),
            NoResponse,
        ),
        fault(
            "a header of 1 MB",
            |_, _| sends(head(&format!("X-Padding: {}\r\n", "x".repeat(1_000_000)))),
            NoResponse,
        ),
        fault(
            "two lengths that differ",
            |_, _| sends(head("Content-Length: 2\r\nContent-Length: 3\r\n")),
            NoResponse,
        ),
        fault(
            "a length that is no number",
            |_, _| sends(head("Content-Length: -1\r\n")),
            NoResponse,
        ),
        fault("redirect to another host", |_, p| redirect(307, &p.elsewhere), Status(307)),
        fault(
            "redirect to another host, as a GET",
            |_, p| redirect(303, &p.elsewhere),
            Status(303),
        ),
        fault("redirect to itself", |_, p| redirect(308, &p.here), Status(308)),
        fault(
            "redirect to this machine",
            |_, p| redirect(301, &p.elsewhere.replace("127.0.0.1", "localhost")),
            Status(301),
        ),
        in_body(
            "204 with a body",
            |_, _| sends("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"),
            NotUnderstood,
        ),
        fault(
            "500 that stops in its body",
            |_, _| sends("HTTP/1.1 500 Broken\r\nContent-Length: 50\r\n\r\n{\"error\":"),
            Status(500),
        )
        .ends(Ends::Timeout),
        fault(
            "two responses to one request",
            |t, _| sends([good(t), whole(&t.body("the second"))].concat()),
            Done,
        ),
    ]
}

fn body() -> Vec<Fault> {
    vec![
        in_body(
            "longer than its length says",
            |t, _| {
                let body = t.body("good");
                sends([head_of(&body[1..]), body].concat())
            },
            NotUnderstood,
        ),
        in_body(
            "chunks with a size that is none",
            |_, _| sends([&head(CHUNKED)[..], b"1\r\n{\r\nzz\r\n"].concat()),
            BrokeOff,
        ),
        in_body(
            "chunks with a size beyond all numbers",
            |_, _| sends([&head(CHUNKED)[..], b"1\r\n{\r\nfffffffffffffffff\r\n"].concat()),
            BrokeOff,
        ),
        in_body(
            "chunks without the last one",
            |_, _| sends_and_closes([&head(CHUNKED)[..], b"1\r\n{\r\n"].concat()),
            BrokeOff,
        ),
        in_body(
            "gzip without being asked",
            |_, _| {
                sends(
                    [&head(&format!("Content-Encoding: gzip\r\n{GZIP_LENGTH}"))[..], GZIP].concat(),
                )
            },
            NotUnderstood,
        ),
        fault("20 MB", |t, _| with_text(t, format!("\"{}\"", "x".repeat(20_000_000))), Done),
        in_body(
            "without end",
            |_, _| {
                vec![
                    Receive,
                    Send([&head(CHUNKED)[..], b"1\r\n[\r\n"].concat()),
                    Endless([b"10000\r\n", &[b' '; 0x10000][..], b"\r\n"].concat(), Duration::ZERO),
                ]
            },
            NotUnderstood,
        ),
        in_body("empty", |_, _| sends(whole(b"")), NotUnderstood),
    ]
}

fn json() -> Vec<Fault> {
    vec![
        fault(
            "a web page",
            |_, _| {
                let page = "<!DOCTYPE html><h1>Welcome</h1>";
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
                sends(format!("{head}Content-Length: {}\r\n\r\n{page}", page.len()))
            },
            NotUnderstood,
        ),
        fault(
            "a byte order mark before it",
            |t, _| sends(whole(&[b"\xef\xbb\xbf", &*t.body("good")].concat())),
            Done,
        ),
        in_body(
            "UTF-16",
            |t, _| {
                let text = String::from_utf8(t.body("good")).expect("a text");
                let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                sends(whole(&[b"\xff\xfe", &*utf_16].concat()))
            },
            NotUnderstood,
        ),
        in_body("invalid UTF-8 in a text", |t, _| with_text(t, b"\"\xff\""), NotUnderstood),
        in_body("a lone surrogate in a text", |t, _| with_text(t, r#""\ud800""#), NotUnderstood),
        in_body(
            "the same member twice",
            |t, _| with_text(t, format!("\"good\",\"{}\":\"again\"", t.member)),
            NotUnderstood,
        ),
        fault(
            "the same unknown member twice",
            |t, _| with_text(t, r#""good","addedLater":1,"addedLater":2"#),
            Done,
        ),
        in_body("10,000 arrays in each other", |_, _| sends(whole(&deep())), NotUnderstood),
        fault(
            "10,000 arrays in each other, in an unknown member",
            |t, _| with_text(t, [b"\"good\",\"addedLater\":", &*deep()].concat()),
            Done,
        ),
        in_body(
            "a number beyond 64 bits",
            |t, _| with_number(t, "18446744073709551616"),
            NotUnderstood,
        ),
        in_body("a number beyond all doubles", |t, _| with_number(t, "1e400"), NotUnderstood),
        in_body("a fraction for a whole number", |t, _| with_number(t, "1.5"), NotUnderstood),
        in_body(
            "something after the JSON",
            |t, _| sends(whole(&[&*t.body("good"), b"}"].concat())),
            NotUnderstood,
        ),
        in_body("half of the JSON", |t, _| sends(whole(&half(t.body("good")))), NotUnderstood),
    ]
}

const CHUNKED: &str = "Transfer-Encoding: chunked\r\n";

fn deep() -> Vec<u8> {
    [[b'['; 10_000], [b']'; 10_000]].concat()
}

/// `{}`, compressed.
const GZIP: &[u8] =
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xab\xae\x05\x00\x43\xbf\xa6\xa3\x02\x00\x00\x00";
const GZIP_LENGTH: &str = "Content-Length: 22\r\n";
