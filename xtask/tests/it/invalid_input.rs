//! Input that cannot be compared: status 3 and one line with the error and its place.

use std::{
    fs::File,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use crate::support::{Said, Scratch, document, drift, xtask};
use serde_json::json;

fn refused(said: &Said, words: &str) {
    assert_eq!(said.status, 3, "{}{}", said.out, said.err);
    assert_eq!(said.err.lines().count(), 1, "not one line: {}", said.err);
    assert!(said.err.starts_with("cannot compare: "), "{}", said.err);
    assert!(said.err.contains(words), "no {words:?} in {}", said.err);
    assert_eq!(said.out, "");
}

#[test]
fn text_that_is_not_an_openapi_document_is_refused() {
    let bomb = (1..40).fold("a0: &a0 [x, x]\n".to_owned(), |text, level| {
        let last = level - 1;
        format!("{text}a{level}: &a{level} [*a{last}, *a{last}, *a{last}, *a{last}]\n")
    });
    let deep = "[".repeat(200_000);
    let rows = [
        ("", "is empty"),
        (" \n\n", "is empty"),
        ("a: [1", "is neither YAML nor JSON"),
        ("\t- x: 'y", "is neither YAML nor JSON"),
        (&deep, "is neither YAML nor JSON"),
        (&bomb, "is neither YAML nor JSON"),
        ("<!DOCTYPE html><p>Not found", "it is not an OpenAPI document"),
        ("just words", "it is not an OpenAPI document"),
        ("- openapi: 3.0.3", "it is not an OpenAPI document"),
        ("a: 1\na: 2", "is neither YAML nor JSON"),
        ("{[1]: 2}", "is neither YAML nor JSON"),
        ("swagger: '2.0'\npaths: {}", "it is Swagger 2.0, and only OpenAPI 3.0 and 3.1"),
        ("openapi: 3.2.0\npaths: {}", "it is OpenAPI 3.2.0, and only 3.0 and 3.1"),
        ("openapi: [3]\npaths: {}", "it is OpenAPI [3]"),
        ("openapi: 3.0.3", "it has no `paths`"),
        ("openapi: 3.0.3\npaths: []", "it has no `paths`"),
        ("openapi: 3.0.3\npaths: {/a: 5}", "/a: a path has to be an object"),
        ("openapi: 3.0.3\npaths: {/a: {get: 5}}", "GET /a: an operation has to be an object"),
        ("openapi: 3.0.3\npaths: {/a: {get: {}}}", "GET /a: an operation has to have `responses`"),
        ("openapi: 3.0.3\npaths: {'/{a': {}}", "the braces of a path do not match"),
        ("openapi: 3.0.3\npaths: {a: {}}", "a path has to begin with `/`"),
    ];
    let scratch = Scratch::new();
    for (text, words) in rows {
        let said = drift(&scratch.file("upstream.yaml", text), &[]);
        refused(&said, words);
        assert!(said.err.contains("upstream.yaml"), "{}", said.err);
    }
}

#[test]
fn an_operation_with_invalid_parts_is_refused() {
    let rows = [
        ("parameters: 5", "`parameters` is not a list"),
        ("parameters: [{in: query}]", "parameters.0: a parameter has no name"),
        ("parameters: [{name: a, in: somewhere}]", "`in` is none of query, header"),
        ("parameters: [{name: a, in: query}]", "`content` is not an object of media types"),
        ("parameters: [{name: a, in: query, schema: x}]", "a schema has to be an object"),
        (
            "parameters: [{name: a, in: path, schema: {}}, {name: b, in: path, schema: {}}]",
            "GET /{a}: the path parameter b is not in the path",
        ),
        ("parameters: []", "the path parameter a is not declared"),
        ("requestBody: {content: 5}", "requestBody: `content` is not an object"),
        ("responses: {2000: {}}", "responses.2000: is neither a status nor `default`"),
        ("responses: {200: 5}", "responses.200: a response has to be an object"),
        ("responses: {200: {content: {a/b: 5}}}", "a media type has to be an object"),
        (
            "requestBody: {$ref: '#/components/requestBodies/Gone'}",
            "requestBody: there is no #/components/requestBodies/Gone",
        ),
        (
            "responses: {default: {$ref: '#/components/responses/Gone'}}",
            "responses.default: there is no #/components/responses/Gone",
        ),
        (
            "requestBody: {$ref: other.yaml}",
            "the reference \"other.yaml\" leads out of the document",
        ),
        ("requestBody: {$ref: 5}", "the reference 5 leads out of the document"),
        ("requestBody: {$ref: '#'}", "the reference \"#\" leads out of the document"),
    ];
    let scratch = Scratch::new();
    for (part, words) in rows {
        let head = "openapi: 3.0.3\npaths:\n  /{a}:\n    get:\n";
        let responses = if part.starts_with("responses") { "" } else { "      responses: {}\n" };
        let text = format!("{head}{responses}      {part}\n");
        refused(&drift(&scratch.file("upstream.yaml", text), &[]), words);
    }
}

#[test]
fn a_reference_that_leads_nowhere_or_back_to_itself_is_refused_with_its_place() {
    let mut broken = document();
    broken["components"]["schemas"]["Waiter"]["properties"]["url"] =
        json!({ "$ref": "#/components/schemas/Url" });
    let place = "components.schemas.Waiter.properties.url: there is no #/components/schemas/Url";
    let mut itself = document();
    itself["components"]["schemas"]["Waiter"] = json!({ "$ref": "#/components/schemas/Waiter" });
    let mut circle = document();
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    circle["components"]["schemas"]["Waiter"] = reference("RunState");
    circle["components"]["schemas"]["RunState"] = reference("Waiter");
    // No operation leads there, and both documents have it.
    let mut apart = document();
    apart["components"]["schemas"]["WorkflowEvent"]["properties"]["url"] = reference("Url");
    let scratch = Scratch::new();
    for (changed, words) in [
        (&apart, "components.schemas.WorkflowEvent.properties.url: there is no #/"),
        (&broken, place),
        (&itself, "schemas.Waiter: the reference #/components/schemas/Waiter leads back to itself"),
        (&circle, "components.schemas."),
        (&circle, "leads back to itself"),
    ] {
        refused(&drift(&scratch.file("upstream.json", changed.to_string()), &[]), words);
    }
}

#[test]
fn a_file_that_is_missing_or_too_long_or_not_text_is_refused() {
    let scratch = Scratch::new();
    refused(&drift(Path::new("not/there.yaml"), &[]), "cannot open not/there.yaml");
    refused(&drift(scratch.path(), &[]), "cannot read");
    let long = scratch.file("long.yaml", "openapi: 3.0.3\n");
    let file = File::options().write(true).open(&long).expect("it can be opened");
    file.set_len(50 << 20).expect("it can be made longer");
    refused(&drift(&long, &[]), "has more than 8 MB");
    refused(&drift(&scratch.file("bytes.yaml", b"openapi: \xff"), &[]), "is not text: byte 9");
}

#[test]
fn our_own_files_are_checked_too() {
    let scratch = Scratch::new();
    let same = scratch.file("same.json", document().to_string());
    let action = "overlay: 1.0.0\ninfo: {title: a, version: b}\nactions:\n- {target: $.info, ";
    let rows = [
        ("--document", "openapi: 3.0.3".to_owned(), "it has no `paths`"),
        ("--overlay", "actions: []".to_owned(), "is not an Overlay 1.0 document"),
        ("--overlay", format!("{action}description: why, remove: false}}"), "must specify"),
        ("--overlay", format!("{action}remove: true}}"), "has no `description` with its reason"),
        (
            "--overlay",
            format!("{action}description: why, update: {{$ref: '#/gone'}}}}")
                .replace("$.info", "$.components.schemas.Waiter"),
            "there is no #/gone",
        ),
        (
            "--overlay",
            action.replace("$.info", "'$[info'") + "description: why, remove: true}",
            "invalid JSONPath query",
        ),
        (
            "--overlay",
            format!("{action}description: why, remove: true, x-at: '$['}}"),
            "the x-at $[: ",
        ),
        ("--overlay", format!("{action}description: why, remove: true, x-at: 5}}"), "is not text"),
        ("--ahead", "ahead: 5".to_owned(), "is not a list of what we have ahead"),
        ("--ahead", "ahead: [{reason: '', only_here: [a]}]".to_owned(), "has no reason"),
        ("--ahead", "ahead: [{reason: a, only_here: [a, a]}]".to_owned(), "is listed twice"),
    ];
    for (option, text, words) in rows {
        let file = scratch.file("ours.yaml", text).display().to_string();
        let said = drift(&same, &[option, &file]);
        refused(&said, words);
        assert!(said.err.contains("ours.yaml"), "{}", said.err);
        refused(&drift(&same, &[option, "gone.yaml"]), "cannot open gone.yaml");
    }
}

#[test]
fn our_own_files_can_be_read_whatever_upstreams_document_is() {
    let scratch = Scratch::new();
    let same = scratch.file("same.json", document().to_string()).display().to_string();
    // The errata are none of ours, so the actions are reported for removal: as such.
    let said = xtask(["drift", "--format", "json", "--upstream", &same]);
    assert_eq!(said.err, "");
    let stale = said.json()["stale"].as_array().expect("a list").len();
    let listed = |name: &str, what: &str| {
        let file = crate::support::top().join("openapi").join(name);
        let text = std::fs::read_to_string(file).expect("it is there");
        text.lines().filter(|line| line.trim_start().starts_with(what)).count()
    };
    let ahead = listed("ahead.yaml", "- ") - listed("ahead.yaml", "- reason");
    let actions = listed("overlay.yaml", "- target");
    assert!(ahead > 0 && actions > 0);
    assert!(stale <= ahead + actions && stale > ahead, "{stale} of {ahead} and {actions}");
}

#[test]
fn a_failure_is_a_report_in_json_as_well() {
    let said = drift(Path::new("not/there.yaml"), &["--format", "json"]);
    assert_eq!(said.status, 3);
    assert_eq!(said.json()["result"], "failed");
    let why = said.json()["error"].as_str().map(str::to_owned).expect("it says why");
    assert!(why.starts_with("cannot open not/there.yaml"), "{why}");
}

#[test]
fn an_invalid_command_line_is_not_taken_for_drift() {
    for arguments in
        [&["drift", "--upstream"][..], &["drift", "--upstream", "a", "--format", "xml"], &["drfit"]]
    {
        let said = xtask(arguments);
        assert_eq!(said.status, 3, "{arguments:?}: {}", said.err);
        assert!(said.err.starts_with("error: "), "{}", said.err);
    }
    let help = xtask(["drift", "--help"]);
    assert_eq!(help.status, 0);
    // Left out, it is what upstream publishes.
    let published =
        "[default: https://raw.githubusercontent.com/upstash/docs/main/workflow/openapi.yaml]";
    assert!(help.out.contains(published), "{}", help.out);
}

#[test]
fn a_closed_pipe_does_not_change_the_status() {
    let scratch = Scratch::new();
    let file = scratch.file("upstream.yaml", "openapi: 3.0.3\npaths: {}\n");
    let mut child = Command::new(crate::support::program())
        .args(["drift", "--upstream"])
        .arg(file)
        .current_dir(crate::support::top())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command can be started");
    drop(child.stdout.take());
    // All operations are gone, which is breaking.
    assert_eq!(child.wait().expect("it ends").code(), Some(2));
}

/// Serves one response to each connection, and ends with the test.
fn serve(responses: Vec<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let address = listener.local_addr().expect("it has an address");
    thread::spawn(move || {
        for response in responses {
            let Ok((mut stream, _)) = listener.accept() else { return };
            read_head(&mut stream);
            // The client hangs up on what is too long.
            let _ = stream.write_all(&response);
        }
    });
    format!("http://{address}")
}

fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

#[test]
fn a_url_is_read_through_a_redirect() {
    let same = serve(vec![response("200 OK", "", document().to_string().as_bytes())]);
    let moved =
        serve(vec![response("302 Found", &format!("location: {same}/openapi.yaml\r\n"), b"")]);
    let said = drift(Path::new(&moved), &[]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

#[test]
fn a_url_without_a_document_is_refused() {
    let gone = serve(vec![response("404 Not Found", "", b"openapi: 3.0.3")]);
    refused(&drift(Path::new(&gone), &[]), "the response is 404 Not Found");
    let page = serve(vec![response("200 OK", "", b"<html><body>Sign in</body></html>")]);
    refused(&drift(Path::new(&page), &[]), "it is not an OpenAPI document");
    let mut short = response("200 OK", "", b"openapi: 3.0.3\npaths: {}\n");
    short.truncate(short.len() - 5);
    refused(&drift(Path::new(&serve(vec![short])), &[]), "broke off");
    let long = serve(vec![response("200 OK", "", &vec![b'a'; 9 << 20])]);
    refused(&drift(Path::new(&long), &[]), "has more than 8 MB");
    // One that hangs up on whoever comes, again and again.
    let rude = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let round = rude.local_addr().expect("it has an address");
    thread::spawn(move || rude.incoming().for_each(drop));
    refused(&drift(Path::new(&format!("http://{round}")), &[]), "cannot fetch http://");
}
