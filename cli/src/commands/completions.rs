//! `completions` and `man`, generated from the command line.

use clap::Args;
use clap_complete::Shell;

use crate::failure::Failure;
use crate::session::Session;

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  upstash-workflow completions bash > ~/.local/share/bash-completion/completions/upstash-workflow
  upstash-workflow completions zsh > ~/.zfunc/_upstash-workflow
  upstash-workflow completions fish > ~/.config/fish/completions/upstash-workflow.fish")]
pub(crate) struct Completions {
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, session: &Session, mut program: clap::Command) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "upstash-workflow", &mut script);
        // clap_complete 4.6 mangles the dash of the program's name in two ways, which breaks the script.
        let script = String::from_utf8_lossy(&script)
            .replace("upstash__subcmd__workflow", "upstash__workflow");
        session.out.text(&script)
    }
}

#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  upstash-workflow man > upstash-workflow.1
  upstash-workflow man dlq resume > upstash-workflow-dlq-resume.1")]
pub(crate) struct Man {
    /// The command that the page is about; the whole program by default
    command: Vec<String>,
}

impl Man {
    pub(crate) fn run(self, session: &Session, mut program: clap::Command) -> Result<(), Failure> {
        program.build();
        let mut page = &program;
        for word in &self.command {
            page = page.find_subcommand(word).ok_or_else(|| {
                Failure::usage(format!(
                    "unknown command {:?} (see `upstash-workflow --help`)",
                    self.command.join(" ")
                ))
            })?;
        }
        let mut text = Vec::new();
        clap_mangen::Man::new(page.clone()).render(&mut text)?;
        session.out.text(&String::from_utf8_lossy(&text))
    }
}
