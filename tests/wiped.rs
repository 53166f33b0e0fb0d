//! A process that has dropped its clients has no copy of their token in memory. Apart from `it`,
//! since the memory of the process is searched: nothing else may run in it.
#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;

use upstash_workflow::{AuthScheme, Client, Token};

const LENGTH: usize = 120;
/// The search is for the bytes from here on: what is freed without being wiped loses its beginning
/// at most, to the allocator's own use.
const FROM: usize = LENGTH - 40;

/// The token's bytes: made when they are asked for, as the search must not find itself.
fn byte(at: usize) -> u8 {
    b'a' + u8::try_from((at * at * 7 + at * 3) % 26).expect("a letter")
}

fn token() -> Token {
    let mut text = String::with_capacity(LENGTH);
    text.extend((0..LENGTH).map(|at| char::from(byte(at))));
    Token::from(text)
}

/// How often the end of the token is in this process's memory.
fn copies() -> usize {
    let memory = File::open("/proc/self/mem").expect("this process's memory");
    let maps = fs::read_to_string("/proc/self/maps").expect("where it is");
    let mut found = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (begin, end) = line.split_once(' ').and_then(|(at, _)| at.split_once('-')).expect(line);
        let [begin, end] = [begin, end].map(|at| u64::from_str_radix(at, 16).expect(line));
        let mut bytes = vec![0; usize::try_from(end - begin).expect("an address")];
        if memory.read_exact_at(&mut bytes, begin).is_ok() {
            let is_here = |part: &[u8]| (FROM..LENGTH).zip(part).all(|(at, b)| byte(at) == *b);
            found += bytes.windows(LENGTH - FROM).filter(|part| is_here(part)).count();
            // What was read here is not to be found by the next look.
            std::hint::black_box(&mut bytes).fill(0);
            std::hint::black_box(&bytes);
        }
    }
    found
}

#[test]
fn a_client_that_is_dropped_leaves_no_copy_of_its_token() {
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        let client = Client::builder().token(token()).auth_scheme(scheme).build();
        let client = client.expect("a client");
        let another = client.with_token(token());
        assert!(copies() >= 2, "the search finds what is there");
        drop((client, another));
        assert_eq!(copies(), 0, "{scheme:?}");
    }
    #[cfg(feature = "receiver")]
    a_receiver_that_is_dropped_leaves_no_copy_of_its_keys();
}

/// No test of its own: it would run at the same time.
#[cfg(feature = "receiver")]
fn a_receiver_that_is_dropped_leaves_no_copy_of_its_keys() {
    use secrecy::{ExposeSecret, SecretString};

    // As long as a block of SHA-256: HMAC copies such a key as it is.
    let key = SecretString::from(
        (LENGTH - 64..LENGTH).map(|at| char::from(byte(at))).collect::<String>(),
    );
    let receiver = upstash_workflow::Receiver::new(key.expose_secret(), key.expose_secret());
    let receiver = receiver.expect("two keys");
    let token = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA".parse().expect("a value");
    let headers = [("upstash-signature".parse().expect("a name"), token)].into_iter().collect();
    let error = receiver.verify_any_url(&headers, b"").expect_err("a refusal");
    assert_eq!(error.reason(), upstash_workflow::SignatureErrorReason::WrongKey);
    drop(key);
    assert!(copies() >= 2, "the search finds what is there");
    drop(receiver);
    assert_eq!(copies(), 0, "keys");
}
