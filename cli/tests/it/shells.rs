//! Completions load in the shells they are for, and the man page is one.

use std::process::{Command, Stdio};

use crate::support::{World, ran};

/// Runs a script in a shell; `None` if it is not installed.
fn shell(world: &World, shell: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(shell)
        .args(arguments)
        .current_dir(world.home.path())
        .env_clear()
        .envs(world.environment())
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(
                output.status.success(),
                "{shell}: {text}{}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(text)
        }
        Err(_) => {
            eprintln!("skipped: there is no {shell} here");
            None
        }
    }
}

#[test]
fn completions_load_in_bash_zsh_and_fish() {
    let world = World::new();
    for name in ["bash", "zsh", "fish"] {
        let script = ran(world.bare().args(["completions", name])).ok();
        let file = if name == "zsh" { "_upstash-workflow" } else { name };
        std::fs::write(world.home.path().join(file), script).expect("a file");
    }
    let bash = "source ./bash; COMP_WORDS=(upstash-workflow dlq restart --new); COMP_CWORD=3; \
                _upstash__workflow upstash-workflow --new restart; echo \"${COMPREPLY[@]}\"";
    let zsh = "fpath=($PWD $fpath); autoload -U compinit; compinit -u -d ./dump; echo $_comps[upstash-workflow]; \
               autoload +X _upstash-workflow; functions _upstash-workflow | grep -c restart";
    let fish = "source ./fish; complete -C 'upstash-workflow dlq res'";
    let told = [
        shell(&world, "bash", &["--norc", "-c", bash]),
        shell(&world, "zsh", &["-f", "-c", zsh]),
        shell(&world, "fish", &["--no-config", "-c", fish]),
    ];
    let words = [&["--new-label"][..], &["_upstash-workflow"], &["resume", "restart"]];
    for (told, words) in told.into_iter().zip(words) {
        let told = told.unwrap_or_else(|| words.concat());
        assert!(words.iter().all(|word| told.contains(word)), "{words:?}: {told}");
    }
}

#[test]
fn the_man_pages_have_the_exit_statuses_and_the_examples() {
    let world = World::new();
    let page = ran(world.bare().arg("man")).ok();
    for words in [".TH upstash-workflow 1", "Exit status", "QSTASH_TOKEN", "over quota"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let page = ran(world.bare().args(["man", "dlq", "resume"])).ok();
    assert!(page.contains("retry\\-delay") && page.contains("Examples"), "{page}");
}
