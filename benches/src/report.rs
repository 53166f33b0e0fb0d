//! The page with the figures: the parts between two marks are generated, the rest is written by
//! hand.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::figure::{Figure, HEAD};
use crate::speed::Speed;
use crate::{machine, plot, whereabouts};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/performance.md");

pub(crate) fn table(figures: &[Figure]) -> String {
    figures.iter().fold(HEAD.to_owned(), |text, figure| text + &figure.row())
}

/// Writes the figures of speed.
pub(crate) fn write_speed(speed: &Speed, machine: &str) -> Outcome<()> {
    let mut text = format!("{machine}\n{}", table(&speed.figures));
    for why in &speed.skipped {
        text += &format!("\nSkipped: {why}.\n");
    }
    replace("speed", &text)?;
    if let Some(costs) = &speed.call {
        let [ours, by_hand, _] = costs;
        let table = whereabouts::table(costs);
        let dearer = whereabouts::dearer(ours, by_hand, 16);
        replace(
            "call",
            &format!(
                "{table}\nInstructions more than by hand, by function:\n\n```text\n{dearer}```\n"
            ),
        )?;
    }
    fs::write(path().with_extension("svg"), plot::svg(&speed.figures)?)?;
    Ok(())
}

/// Writes the figures of the build.
pub(crate) fn write_build(figures: &[Figure]) -> Outcome<()> {
    replace("build", &format!("{}\n{}", machine::description(), table(figures)))
}

fn path() -> PathBuf {
    PathBuf::from(PAGE)
}

fn replace(name: &str, text: &str) -> Outcome<()> {
    let path: &Path = &path();
    fs::write(path, replaced(&fs::read_to_string(path)?, name, text)?)?;
    Ok(())
}

/// Returns the page with another text between the marks of this name.
fn replaced(page: &str, name: &str, text: &str) -> Outcome<String> {
    let (begin, end) = (format!("<!-- {name}: begin -->\n"), format!("<!-- {name}: end -->"));
    let missing = || format!("the page has no marks `{name}`");
    let (before, rest) = page.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    Ok(format!("{before}{begin}{text}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn a_part_of_the_page_is_made_anew_and_the_rest_stays() {
        let page = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\nz\n";
        let new = "a\n<!-- x: begin -->\nnew\n<!-- x: end -->\nz\n";
        assert_eq!(replaced(page, "x", "new\n").expect("marks"), new);
        assert!(replaced(page, "y", "").is_err());
    }
}
