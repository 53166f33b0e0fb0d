//! The examples of `--help` work on `dev --seed-demo`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::support::{PROGRAM, World, ran};

/// The development server with its demo. Dropping it ends it.
struct Dev(Child, Vec<(String, String)>);

impl Dev {
    fn start(world: &World) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["dev", "--port", "0", "--seed-demo"])
            .env_clear()
            .envs(world.environment())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().take(4);
        let pair =
            |line: String| line.split_once('=').map(|(name, value)| (name.into(), value.into()));
        let environment =
            lines.map(|line| pair(line.expect("a line")).expect("NAME=VALUE")).collect();
        Self(child, environment)
    }

    /// Runs a line of the shell with the server's environment.
    fn shell(&self, world: &World, line: &str) -> (bool, String) {
        let folder = std::path::Path::new(PROGRAM).parent().expect("a folder");
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(world.home.path())
            .env_clear()
            .envs(world.environment())
            .envs(self.1.clone())
            .env("PATH", path)
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        let text = [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.success(), text.concat())
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Collects the commands without subcommands.
fn leaves(world: &World, path: &[String], found: &mut Vec<(Vec<String>, String)>) {
    let help = ran(world.bare().args(path).arg("--help")).ok();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names: Vec<String> = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .collect();
    if names.is_empty() {
        found.push((path.to_vec(), help));
        return;
    }
    for name in names {
        leaves(world, &[path, &[name]].concat(), found);
    }
}

#[test]
fn each_command_has_an_example_that_works_on_the_demo() {
    let world = World::new();
    let mut commands = Vec::new();
    leaves(&world, &[], &mut commands);
    assert!(commands.len() > 30, "{commands:?}");
    for folder in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"]
    {
        std::fs::create_dir_all(world.home.path().join(folder)).expect("a folder");
    }
    for (command, help) in commands {
        let examples = help.lines().skip_while(|line| *line != "Examples:").skip(1);
        let examples: Vec<_> = examples.map(str::trim).filter(|line| !line.is_empty()).collect();
        assert!(!examples.is_empty(), "{command:?} has no example");
        // Each command gets a fresh demo.
        let dev = Dev::start(&world);
        for example in examples {
            let of_this = example.contains(&format!("upstash-workflow {}", command.join(" ")));
            assert!(of_this || command == ["dev"], "{command:?}: {example}");
            if example.starts_with("upstash-workflow dev")
                || example.contains("in another terminal")
            {
                continue;
            }
            let example = with_ids(&dev, &world, example);
            let (ended_well, text) = dev.shell(&world, &example);
            // The runs of the demo have failed.
            let told = example.contains("runs wait");
            let refused = text.lines().any(|line| line.starts_with("error: "));
            assert!(!refused && (ended_well || told), "{example}: {text}");
        }
    }
}

/// Replaces placeholders in an example by ids of the server.
fn with_ids(dev: &Dev, world: &World, example: &str) -> String {
    // The last step of a run is the one in progress.
    let id = |line: &str, name: &str| {
        let (_, text) = dev.shell(world, line);
        let found = text.rsplit(&format!("\"{name}\":\"")).next();
        found.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    if example.contains("ACTION_ID") {
        dev.shell(world, "upstash-workflow runs trigger http://127.0.0.1:9/ --delay 1h");
        let action = id("upstash-workflow runs cancel --all --async --yes -o jsonl", "actionId");
        return example.replace("ACTION_ID", &action);
    }
    if example.contains("MESSAGE_ID") {
        dev.shell(world, "upstash-workflow runs trigger http://127.0.0.1:9/ --run-id stuck");
        for _ in 0..100 {
            let (_, run) = dev.shell(world, "upstash-workflow runs show wfr_stuck -o jsonl");
            if run.contains("STEP_RETRY") {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let message = id("upstash-workflow runs show wfr_stuck -o jsonl", "messageId");
        return example.replace("MESSAGE_ID", &message);
    }
    example.to_owned()
}
