//! Instructions, counted by valgrind: the same in every run, whatever else the machine does.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::children::{output, this_program};

/// The cost of one of many, as the difference between doing it often and doing it twice as
/// often: both include the start of the program.
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    /// The same by function, without what it called.
    pub(crate) by_function: BTreeMap<String, f64>,
}

/// Is valgrind installed?
pub(crate) fn version() -> Option<String> {
    let output = Command::new("valgrind").arg("--version").stderr(Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub(crate) fn count(args: &[&str], often: usize) -> Outcome<Cost> {
    let (once, twice) = (profile(args, often)?, profile(args, often * 2)?);
    let mut by_function = BTreeMap::new();
    for (profile, sign) in [(&once, -1.0), (&twice, 1.0)] {
        for (function, instructions) in profile.lines().filter_map(row) {
            // A function may have several rows, one for each file it was inlined from.
            *by_function.entry(function).or_default() += sign * instructions / often as f64;
        }
    }
    by_function.retain(|_, instructions: &mut f64| instructions.abs() >= 0.5);
    Ok(Cost { instructions: (total(&twice)? - total(&once)?) / often as f64, by_function })
}

fn profile(args: &[&str], count: usize) -> Outcome<String> {
    let file: PathBuf =
        std::env::temp_dir().join(format!("upstash-workflow-benches.{}", std::process::id()));
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=callgrind", "--quiet"])
        .arg(format!("--callgrind-out-file={}", file.display()))
        .arg(this_program()?.get_program())
        .arg("contend")
        .args(args)
        .args(["--count", &count.to_string()]);
    output(&mut command)?;
    let table = output(
        Command::new("callgrind_annotate").args(["--threshold=100", "--auto=no"]).arg(&file),
    )?;
    std::fs::remove_file(&file)?;
    Ok(String::from_utf8_lossy(&table).into_owned())
}

fn total(profile: &str) -> Outcome<f64> {
    let line = profile.lines().find(|line| line.ends_with("PROGRAM TOTALS"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("the profile has no total")?.replace(',', "").parse()?)
}

/// A row such as `  1,234 ( 5.00%)  file.c:function [/path/of/the/object]`.
fn row(line: &str) -> Option<(String, f64)> {
    let (number, rest) = line.trim_start().split_once(' ')?;
    let number = number.replace(',', "").parse().ok()?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('(').map_or(rest, |r| r.split_once(')').map_or(r, |(_, r)| r));
    let (_, function) = rest.trim_start().split_once(':')?;
    let function = function.rsplit_once(" [").map_or(function, |(function, _)| function);
    Some((function.trim().to_owned(), number))
}

#[cfg(test)]
mod tests {
    use super::{row, total};

    #[test]
    fn a_function_is_read_with_what_it_costs() {
        let line = " 1,234 ( 5.00%)  ???:hyper::proto::h1::role::<impl Http1Transaction>::encode [/x/benches]";
        let function = "hyper::proto::h1::role::<impl Http1Transaction>::encode".to_owned();
        assert_eq!(row(line), Some((function, 1234.0)));
        let sum = "Ir\n\n120,000 (100.0%)  PROGRAM TOTALS";
        assert_eq!(total(sum).expect("a number"), 120_000.0);
        assert_eq!(row("120,000 (100.0%)  PROGRAM TOTALS"), None);
        assert_eq!(row("Ir                file:function"), None);
    }
}
