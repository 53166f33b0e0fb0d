//! Selecting what a command acts on, showing it, and asking before anything changes.

use std::io::{self, Write};

use console::Term;
use dialoguer::Confirm;

use crate::account::Account;
use crate::failure::{Exit, Failure};
use crate::global::can_ask;
use crate::id;
use crate::session::Session;

/// What the command line selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    Ids(Vec<String>),
    /// Filters, as they are shown.
    Filters(Vec<String>),
    All,
}

impl Chosen {
    /// Combines ids, filters and `--all`; `what` is for the error message.
    pub(crate) fn new(
        ids: &[String],
        filters: Vec<String>,
        all: bool,
        what: &What,
    ) -> Result<Self, Failure> {
        let What { verb, plural, .. } = what;
        match (ids, &filters[..], all) {
            ([_, ..], [_, ..], _) => Err(Failure::usage(
                "ids and filters exclude each other, as the service would ignore the filters: give one of them",
            )),
            ([_, ..], [], true) | ([], [_, ..], true) => {
                Err(Failure::usage("--all excludes ids and filters: give one of them"))
            }
            ([_, ..], [], false) => Ok(Self::Ids(id::unique(ids))),
            ([], [_, ..], false) => Ok(Self::Filters(filters)),
            ([], [], true) => Ok(Self::All),
            ([], [], false) => Err(Failure::usage(format!(
                "nothing selected: give ids or a filter, or --all to {verb} all {plural}"
            ))),
        }
    }
}

/// The words for an action and its objects.
#[derive(Clone, Copy, Debug)]
pub(crate) struct What {
    /// Such as `delete`.
    pub(crate) verb: &'static str,
    /// Such as `deleted`.
    pub(crate) done: &'static str,
    pub(crate) singular: &'static str,
    pub(crate) plural: &'static str,
    /// Ask even if it is only one?
    pub(crate) asks_for_one: bool,
}

impl What {
    /// Returns, for instance, `delete 2 DLQ entries`.
    fn of(&self, count: usize) -> String {
        let Self { verb, singular, plural, .. } = self;
        match count {
            1 => format!("{verb} 1 {singular}"),
            _ => format!("{verb} {count} {plural}"),
        }
    }
}

impl Session {
    /// Writes what will change, and asks unless `--yes` is set.
    pub(crate) fn confirm(
        &self,
        what: &What,
        count: usize,
        chosen: &Chosen,
        account: &Account,
    ) -> Result<(), Failure> {
        let deed = what.of(count);
        let asks = !self.global.yes && (what.asks_for_one || count != 1);
        let selected = match chosen {
            Chosen::Ids(ids) if ids.len() <= 10 => ids.join(" "),
            Chosen::Ids(ids) => format!("{} … {}", ids[..5].join(" "), ids[ids.len() - 1]),
            Chosen::Filters(filters) => filters.join(" "),
            Chosen::All => "all of them".to_owned(),
        };
        self.announce(&deed, &[("which", &selected), ("account", &account.to_string())], asks);
        if asks { self.ask(&deed) } else { Ok(()) }
    }

    /// Writes to stderr what will happen; with `--quiet` only if a question follows.
    pub(crate) fn announce(&self, deed: &str, facts: &[(&str, &str)], asks: bool) {
        let mut text = format!("About to {deed}");
        for (name, fact) in facts {
            text.push_str(&format!("\n  {name:<8} {fact}"));
        }
        if asks {
            // Without stderr no question can be asked either.
            let _ = writeln!(io::stderr(), "{text}");
        } else {
            self.out.note(&text);
        }
    }

    /// Asks on the terminal; an error unless the answer is yes.
    pub(crate) fn ask(&self, deed: &str) -> Result<(), Failure> {
        if !can_ask() {
            return Err(Failure::usage(format!(
                "no terminal to ask for confirmation: add --yes to {deed}"
            )));
        }
        let mut letters = deed.chars();
        let question: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let answer = Confirm::new()
            .with_prompt(question + "?")
            .default(false)
            .wait_for_newline(true)
            .interact();
        match answer {
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::new(Exit::Failed, "cancelled: nothing was changed")),
            Err(dialoguer::Error::IO(error)) => {
                // dialoguer hid it.
                let _ = Term::stderr().show_cursor();
                match error.kind() {
                    io::ErrorKind::Interrupted => Err(Failure::silent(Exit::Interrupted)),
                    _ => Err(error.into()),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DELETE: What = What {
        verb: "delete",
        done: "deleted",
        singular: "DLQ entry",
        plural: "DLQ entries",
        asks_for_one: true,
    };

    #[test]
    fn a_selection_is_ids_or_filters_or_all_and_never_two_of_them_or_none() {
        let some = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let chosen = |ids: &[&str], filters: &[&str], all| {
            Chosen::new(&some(ids), some(filters), all, &DELETE).map_err(|failure| failure.exit)
        };
        assert_eq!(
            chosen(&["1-0", "2-0", "1-0"], &[], false),
            Ok(Chosen::Ids(some(&["1-0", "2-0"])))
        );
        assert_eq!(chosen(&[], &["--label a"], false), Ok(Chosen::Filters(some(&["--label a"]))));
        assert_eq!(chosen(&[], &[], true), Ok(Chosen::All));
        for (ids, filters, all) in [
            (&[][..], &[][..], false),
            (&["1-0"], &["--label a"], false),
            (&["1-0"], &[], true),
            (&[], &["--label a"], true),
        ] {
            assert_eq!(chosen(ids, filters, all), Err(Exit::Usage), "{ids:?} {filters:?} {all}");
        }
    }

    #[test]
    fn one_and_several_are_told_apart() {
        assert_eq!(DELETE.of(1), "delete 1 DLQ entry");
        assert_eq!(DELETE.of(20), "delete 20 DLQ entries");
    }
}
