//! What the client costs, beside the same thing written by hand and measured in the same run.
mod bare_hyper;
mod by_hand;
mod canned;
mod children;
mod contend;
mod dlq_page;
mod instructions;
mod serve;

use clap::{Parser, Subcommand};

/// What comes of a measurement.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// A process that is measured.
    #[command(hide = true)]
    Contend {
        who: contend::Who,
        #[command(subcommand)]
        work: contend::Work,
    },
    /// A process that serves those that are measured.
    #[command(hide = true)]
    Serve {
        #[command(subcommand)]
        what: serve::What,
    },
}

fn main() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match Options::parse().command {
        Some(Command::Contend { who, work }) => {
            let done = runtime.block_on(contend::contend(who, work))?;
            println!("{}", serde_json::to_string(&done)?);
            Ok(())
        }
        Some(Command::Serve { what }) => runtime.block_on(serve::serve(what)),
        None => {
            let s = children::Serving::start(&["canned"])?;
            for who in ["ours", "by-hand", "hyper"] {
                let a = s.args();
                let args = [&[who, "calls"][..], &a[..], &["--in-flight", "1"]].concat();
                let c = instructions::count(&args, 1000)?;
                println!("{who} {}", c.instructions);
                let mut v: Vec<_> = c.by_function.into_iter().collect();
                v.sort_by(|a, b| b.1.total_cmp(&a.1));
                let mut text = String::new();
                for (f, n) in v { text += &format!("{n:9.1} {f}\n"); }
                std::fs::write(format!("/tmp/bc/prof-{who}.txt"), text)?;
            }
            for who in ["ours", "by-hand"] {
                let c = instructions::count(&[who, "decode"], 20)?;
                println!("decode {who} {}", c.instructions);
                let mut v: Vec<_> = c.by_function.into_iter().collect();
                v.sort_by(|a, b| b.1.total_cmp(&a.1));
                let mut text = String::new();
                for (f, n) in v { text += &format!("{n:9.1} {f}\n"); }
                std::fs::write(format!("/tmp/bc/prof-decode-{who}.txt"), text)?;
            }
            Ok(())
        }
    }
}
