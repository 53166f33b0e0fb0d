//! Invalid keys, and keys that are never shown.

use upstash_workflow::{Receiver, SignatureErrorReason};

use super::{BODY, CURRENT, NEXT, URL, good, headers, reason, receiver, signing_keys};
use crate::support::again;

#[test]
fn an_invalid_key_makes_no_receiver() {
    for (current, next, part) in [
        ("", NEXT, "the current signing key is empty"),
        (CURRENT, "", "the next signing key is empty"),
        (" \t\n", NEXT, "the current signing key is empty"),
        (CURRENT, " ", "the next signing key is empty"),
        ("", "", "the current signing key is empty"),
        ("\"sig_MARKED\"", NEXT, "the current signing key has quotes around it"),
        (CURRENT, "sig_MARKED\n", "the next signing key has a line break"),
        (
            CURRENT,
            "QSTASH_NEXT_SIGNING_KEY=sig_MARKED",
            "the next signing key starts with the name",
        ),
    ] {
        let error = Receiver::new(current, next).expect_err("no receiver");
        assert!(error.is_configuration() && error.to_string().contains(part), "{error}");
        assert!(!format!("{error} {error:?}").contains("MARKED"), "{error:?}");
    }
}

#[test]
fn an_empty_key_of_the_api_fits_nothing() {
    let unsafe_key = Receiver::from(signing_keys("", " "));
    for key in ["", " "] {
        let reason = reason(&unsafe_key, &good().sign(key));
        assert_eq!(reason, Some(SignatureErrorReason::WrongKey), "{key:?}");
    }
    let half = Receiver::from(signing_keys(CURRENT, ""));
    assert_eq!(reason(&half, &good().sign(CURRENT)), None);
    assert_eq!(reason(&half, &good().sign("")), Some(SignatureErrorReason::WrongKey));
}

#[test]
fn no_debug_shows_a_key_or_a_body() {
    let delivery = receiver().verify(&headers(&good().sign(NEXT)), URL, BODY).expect("good");
    let converted = Receiver::from(signing_keys(CURRENT, NEXT));
    for shown in [
        format!("{:?} {:#?}", receiver(), receiver()),
        format!("{converted:?}"),
        format!("{delivery:?} {delivery:#?}"),
    ] {
        assert!(!shown.contains("MARKED") && !shown.contains("500"), "{shown}");
    }
}

#[test]
fn a_receiver_is_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn sent<T: Send>(value: T) -> T {
        value
    }
    fn error<E: std::error::Error + Send + Sync + 'static>(_: &E) {}
    let receiver = receiver();
    shared(&receiver);
    error(&receiver.verify_any_url(&headers("x"), BODY).expect_err("no token"));
    drop(sent(receiver.verify_refreshing(&headers("x"), URL, BODY)));
}

/// Set in the process in which the test acts as the program.
const PROGRAM: &str = "BE_THE_PROGRAM";

/// Variables belong to a process, so each case runs this test again as a program of its own.
#[test]
fn a_receiver_is_built_from_the_environment() {
    if std::env::var_os(PROGRAM).is_some() {
        match Receiver::from_env() {
            Ok(receiver) => println!("verified: {:?}", reason(&receiver, &good().sign(CURRENT))),
            Err(error) => println!("configuration {}: {error}", error.is_configuration()),
        }
        return;
    }
    let both = [("QSTASH_CURRENT_SIGNING_KEY", CURRENT), ("QSTASH_NEXT_SIGNING_KEY", NEXT)];
    for (variables, part) in [
        (&both[..], "verified: None"),
        (&both[..1], "configuration true: no signing keys: set QSTASH_CURRENT_SIGNING_KEY and"),
        (&[], "QSTASH_CURRENT_SIGNING_KEY: unset or empty, QSTASH_NEXT_SIGNING_KEY: unset"),
        (&[("QSTASH_DEV", "true")], "verified: Some(WrongKey)"),
        (&[("QSTASH_DEV", "perhaps")], "configuration true: QSTASH_DEV is invalid"),
    ] {
        let mut command = again(module_path!(), "a_receiver_is_built_from_the_environment");
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().contains("QSTASH"))
        {
            command.env_remove(name);
        }
        let output = command.env(PROGRAM, "1").envs(variables.iter().copied()).output();
        let output = output.expect("an end").stdout;
        let printed = String::from_utf8_lossy(&output);
        assert!(printed.contains(part), "{variables:?}: {printed}");
        assert!(!printed.contains("MARKED"), "{printed}");
    }
}
