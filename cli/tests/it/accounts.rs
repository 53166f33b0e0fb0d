//! Which account a command is for: options, profiles, environment, and the file of profiles.

use std::fs;

use upstash_workflow_emulator::Emulator;

use crate::support::{World, failed, ran, set_mode};

/// Creates a profile for the emulator.
fn set(world: &World, name: &str, token: &str) {
    let mut command = world.bare();
    command.args(["config", "set", name, "--url", world.emulator.url()]).write_stdin(token);
    ran(&mut command).ok();
}

#[test]
fn a_profile_is_created_from_stdin_and_used_and_its_token_is_never_shown() {
    let world = World::new();
    world.emulator.seed([failed(1, "orders")]);
    let token = world.emulator.token();
    set(&world, "local", &format!("{token}\n"));
    assert!(ran(world.bare().args(["dlq", "list"])).ok().contains("wfr_orders-1"));

    let list = ran(world.bare().args(["config", "list"])).ok();
    assert!(
        list.contains("local") && list.contains("yes") && list.contains(world.emulator.url()),
        "{list}"
    );
    let all = ran(world.bare().args(["-vv", "--output", "json", "config", "list"]));
    let verbose = ran(world.bare().args(["-vv", "dlq", "list"]));
    for shown in [&list, &all.stdout, &all.stderr, &verbose.stdout, &verbose.stderr] {
        assert!(!shown.contains(token), "{shown}");
    }
    assert!(verbose.stderr.contains("token from default profile local"), "{verbose:?}");
    assert!(verbose.stderr.contains("list_failed_workflow_runs"), "{verbose:?}");
    assert_eq!(
        ran(world.bare().args(["config", "path"])).ok().trim(),
        world.config().to_str().expect("UTF-8")
    );
}

#[cfg(unix)]
#[test]
fn the_configuration_file_is_readable_by_its_owner_only_and_another_mode_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    set(&world, "local", world.emulator.token());
    let mode = fs::metadata(world.config()).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    for mode in [0o644, 0o640, 0o602] {
        set_mode(&world.config(), mode);
        for command in [&["dlq", "list"][..], &["config", "list"], &["config", "use", "local"]] {
            let ran = ran(world.bare().args(command));
            let way_out = format!("chmod 600 {}", world.config().display());
            assert!(ran.error(2).contains(&way_out), "{command:?}: {ran:?}");
        }
    }
    assert_eq!(world.emulator.requests().len(), 0);
}

#[test]
fn options_win_over_the_named_profile_then_the_environment_then_the_default_profile() {
    let world = World::new();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let started = runtime.block_on(Emulator::builder().token("another-token").start());
    let other = started.expect("an emulator");
    set(&world, "first", world.emulator.token());
    let mut second = world.bare();
    second.args(["config", "set", "second", "--url", other.url()]).write_stdin("another-token");
    ran(&mut second).ok();
    let file = world.home.path().join("token");
    fs::write(&file, "another-token\n").expect("a file");
    let file = file.to_str().expect("UTF-8");
    let environment = [("QSTASH_URL", other.url()), ("QSTASH_TOKEN", "another-token")];
    let none = [("QSTASH_URL", ""), ("QSTASH_TOKEN", "")];
    for (environment, options, first) in [
        (none, &[][..], true),
        (none, &["--profile", "second"], false),
        (environment, &[], false),
        (environment, &["--profile", "first"], true),
        (none, &["--token-file", file, "--url", other.url()], false),
        (environment, &["--profile", "first", "--token-file", file, "--url", other.url()], false),
    ] {
        let count = || [world.emulator.requests().len(), other.requests().len()];
        let before = count();
        ran(world.bare().envs(environment).args(["keys", "show"]).args(options)).ok();
        let asked = [before[0] + usize::from(first), before[1] + usize::from(!first)];
        assert_eq!(count(), asked, "{environment:?} {options:?}");
    }
    ran(world.bare().args(["config", "use", "second"])).ok();
    let verbose = ran(world.bare().args(["-v", "keys", "show"]));
    assert!(verbose.stderr.contains("token from default profile second"), "{verbose:?}");
    assert!(ran(world.bare().args(["config", "use", "third"])).error(2).contains("first, second"));
}

#[test]
fn an_error_in_the_configuration_file_names_the_line() {
    let world = World::new();
    set(&world, "local", world.emulator.token());
    let good = fs::read_to_string(world.config()).expect("a file");
    for (more, why) in [
        ("\n[profiles.b]\ntoken = 5\n", "string"),
        ("\n[profiles.b]\ntoken =\n", ""),
        ("\n[profiles.b]\nregion = \"mars\"\n", "us-east-1"),
        ("\n[profiles.b]\ntokn = \"a\"\n", "tokn"),
    ] {
        fs::write(world.config(), format!("{good}{more}")).expect("a file");
        let line = good.lines().count() + 3;
        let ran = ran(world.bare().args(["dlq", "list"]));
        let told = ran.error(2);
        assert!(
            told.contains(&format!("config.toml, line {line}: ")) && told.contains(why),
            "{told}"
        );
        assert_eq!(ran.stderr.lines().count(), 1, "{ran:?}");
    }
}

#[test]
fn a_url_of_a_profile_that_is_refused_is_said_to_be_the_profiles() {
    let world = World::new();
    set(&world, "local", world.emulator.token());
    let good = fs::read_to_string(world.config()).expect("a file");
    fs::write(world.config(), good.replace("127.0.0.1", "app.example.com")).expect("a file");
    let ran = ran(world.bare().args(["dlq", "list"]));
    let told = ran.error(2);
    assert!(told.contains("the URL from default profile local would send"), "{told}");
}

#[test]
fn a_token_may_come_from_a_command() {
    let world = World::new();
    let url = ["--url", world.emulator.url()];
    let command = format!("printf %s '{}'", world.emulator.token());
    ran(world.bare().args(["config", "set", "pass", "--token-command", &command]).args(url)).ok();
    ran(world.bare().args(["keys", "show"])).ok();
    assert!(ran(world.bare().args(["config", "list"])).ok().contains("command"));
    ran(world.bare().args(["config", "set", "pass", "--token-command", "exit 3"]).args(url)).ok();
    assert!(ran(world.bare().args(["keys", "show"])).error(2).contains("token_command"));
}

#[test]
fn without_a_token_each_way_to_give_one_is_named() {
    let world = World::new();
    let ran = ran(world.bare().args(["dlq", "list"]));
    for way in ["QSTASH_TOKEN", "--token-file", "config set"] {
        assert!(ran.error(2).contains(way), "{ran:?}");
    }
}

#[test]
fn an_invalid_token_creates_no_profile() {
    let world = World::new();
    for (token, why) in [("", "no token"), ("  \n", "no token"), ("two words", "more than a token")]
    {
        let mut command = world.bare();
        command.args(["config", "set", "local"]).write_stdin(token);
        assert!(ran(&mut command).error(2).contains(why), "{token:?}");
    }
    let mut command = world.bare();
    command.args(["config", "set", "local", "--url", "https://a.example/v2"]).write_stdin("token");
    assert!(ran(&mut command).error(2).contains("path"));
    assert!(!world.config().exists());
}
