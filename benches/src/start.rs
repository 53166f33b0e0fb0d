//! How long the program `upstash-workflow` takes to start: until the first byte of its help.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;
use crate::children::spawn_measured;
use crate::figure::{Figure, Target, Unit};

/// The longest start that is good enough, in seconds.
const PROMISED: f64 = 0.020;

pub(crate) fn measure(rounds: usize, figures: &mut Vec<Figure>) -> Outcome<()> {
    let program = build()?;
    eprintln!("start of the program");
    let [mut ours, mut theirs] = [f64::INFINITY; 2];
    for _ in 0..rounds {
        ours = ours.min(first_byte(Command::new(&program).arg("--help"))?);
        theirs = theirs.min(first_byte(&mut Command::new("true"))?);
    }
    let mut add = |baseline, theirs, target| {
        let what = "`upstash-workflow --help`, first byte".into();
        figures.push(Figure { what, baseline, unit: Unit::Milliseconds, ours, theirs, target });
    };
    add("`true`, its end", theirs, None);
    add("20 ms", PROMISED, Some(Target::AtMost(1.00)));
    Ok(())
}

/// Builds the program in the profile of this one, beside which it then is.
fn build() -> Outcome<PathBuf> {
    let this = std::env::current_exe()?;
    let target = this.ancestors().nth(2).ok_or("no target folder")?;
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", "upstash-workflow-cli", "--target-dir"]);
    cargo.arg(target);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    if !cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status()?.success() {
        return Err("the program does not build".into());
    }
    Ok(this.with_file_name(format!("upstash-workflow{}", std::env::consts::EXE_SUFFIX)))
}

/// The seconds until a process writes its first byte, or ends without one.
fn first_byte(command: &mut Command) -> Outcome<f64> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let start = Instant::now();
    let mut process = spawn_measured(command)?;
    let mut output = process.stdout.take().ok_or("no pipe")?;
    let mut byte = [0];
    let _ = output.read(&mut byte)?;
    let taken = start.elapsed().as_secs_f64();
    // It may write all of it.
    std::io::copy(&mut output, &mut std::io::sink())?;
    if !process.wait()?.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok(taken)
}
