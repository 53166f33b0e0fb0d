//! Properties of all responses and all texts. Each file has one property of bytes, which `fuzz/`
//! searches without end, and a bounded search.

mod answers;
mod json;
mod texts;
mod types;

use std::fs;
use std::path::Path;

const FUZZ: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz");

/// The names in a folder, without extensions.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let stem = |path: &Path| path.file_stem().and_then(|s| s.to_str()).map(str::to_owned);
    let mut names: Vec<_> = entries.filter_map(|entry| stem(&entry.path())).collect();
    names.sort();
    names
}

#[test]
fn every_fuzz_target_is_built_and_has_its_seeds() {
    let targets = names(&Path::new(FUZZ).join("fuzz_targets"));
    let manifest = fs::read_to_string(Path::new(FUZZ).join("Cargo.toml")).expect("a manifest");
    let paths = manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/"));
    let mut built: Vec<_> = paths.filter_map(|path| path.strip_suffix(".rs\"")).collect();
    built.sort_unstable();
    assert_eq!(targets, built);
    assert_eq!(targets, names(&Path::new(FUZZ).join("seeds")));
    let weekly = fs::read_to_string(Path::new(FUZZ).join("../.github/workflows/weekly.yml"));
    let matrix = format!("target: [{}]", targets.join(", "));
    assert!(weekly.expect("a workflow").contains(&matrix), "no {matrix} in weekly.yml");
}

/// Some seeds were findings once.
#[test]
fn no_seed_is_a_finding() {
    for (target, check) in [
        ("types", types::check as fn(&[u8])),
        ("answers", answers::check),
        ("texts", |bytes| texts::check(&String::from_utf8_lossy(bytes))),
    ] {
        let seeds = fs::read_dir(Path::new(FUZZ).join("seeds").join(target)).expect("seeds");
        for seed in seeds {
            let seed = seed.expect("a seed").path();
            println!("{}", seed.display());
            check(&fs::read(seed).expect("a seed"));
        }
    }
}
