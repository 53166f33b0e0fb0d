//! Speed: each figure with its baselines, measured in turns.

use crate::Outcome;
use crate::children::{Serving, contend};
use crate::contend::Done;
use crate::figure::{Figure, Target, Unit};
use crate::instructions::{self, Cost};
use crate::official_js::OfficialJs;
use crate::start;

/// How much work is done. Trying out the benches themselves takes less.
pub(crate) struct Size {
    pub(crate) counted: usize,
    pub(crate) calls: usize,
    pub(crate) rounds: usize,
    pub(crate) streamed: usize,
    pub(crate) retried: usize,
    pub(crate) starts: usize,
}

const LATENCY_MS: usize = 20;
const PAGE: usize = 100;
const IN_FLIGHT: usize = 64;

/// The figures, and what the instructions of a call are spent on.
pub(crate) struct Speed {
    pub(crate) figures: Vec<Figure>,
    pub(crate) call: Option<[Cost; 3]>,
    /// What was skipped, and why.
    pub(crate) skipped: Vec<String>,
}

pub(crate) fn measure(size: &Size) -> Outcome<Speed> {
    let mut speed = Speed { figures: Vec::new(), call: None, skipped: Vec::new() };
    let js = match OfficialJs::install() {
        Ok(js) => Some(js),
        Err(why) => {
            speed.skipped.push(format!("the official JavaScript client: {why}"));
            None
        }
    };
    if instructions::version().is_some() {
        count_instructions(size, &mut speed)?;
    } else {
        speed.skipped.push("instructions: valgrind is not installed".into());
    }
    for in_flight in [1, IN_FLIGHT] {
        calls(size, in_flight, js.as_ref(), &mut speed.figures)?;
    }
    pages(size, &mut speed.figures)?;
    stream(size, &mut speed.figures)?;
    job(size, js.as_ref(), &mut speed.figures)?;
    if cfg!(unix) {
        start::measure(size.starts, &mut speed.figures)?;
    } else {
        speed.skipped.push("the start of the program: there is no `true`".into());
    }
    Ok(speed)
}

fn count_instructions(size: &Size, speed: &mut Speed) -> Outcome<()> {
    let server = Serving::start(&["canned"])?;
    let call = |who| {
        eprintln!("instructions of a call, {who}");
        let args = [&[who, "calls"][..], &server.args(), &["--in-flight", "1"]].concat();
        instructions::count(&args, size.counted)
    };
    let costs = [call("ours")?, call("by-hand")?, call("hyper")?];
    let page = |who| {
        eprintln!("instructions of decoding, {who}");
        instructions::count(&[who, "decode"], size.counted.div_ceil(20))
    };
    let figure = |what: &str, baseline, ours: &Cost, theirs: &Cost, target| Figure {
        what: what.into(),
        baseline,
        unit: Unit::Instructions,
        ours: ours.instructions,
        theirs: theirs.instructions,
        target,
    };
    let [ours, by_hand, hyper] = &costs;
    let what = "one call";
    let target = Some(Target::AtMost(1.00));
    speed.figures.push(figure(what, "`reqwest` by hand", ours, by_hand, target));
    speed.figures.push(figure(what, "bare `hyper`", ours, hyper, None));
    let (ours, by_hand) = (page("ours")?, page("by-hand")?);
    let what = "decoding a page of 100";
    let target = Some(Target::AtMost(1.05));
    speed.figures.push(figure(what, "minimal structs", &ours, &by_hand, target));
    speed.call = Some(costs);
    Ok(())
}

/// The best of several rounds: other work of the machine can only slow a round down.
struct Best(f64);

impl Best {
    fn see(&mut self, done: &Done) {
        self.0 = self.0.max(done.count as f64 / done.seconds);
    }
}

fn calls(
    size: &Size,
    in_flight: usize,
    js: Option<&OfficialJs>,
    figures: &mut Vec<Figure>,
) -> Outcome<()> {
    let server = Serving::start(&["canned"])?;
    let (count, at_once) = (size.calls.to_string(), in_flight.to_string());
    let [mut ours, mut by_hand, mut hyper, mut official] = [0.0; 4].map(Best);
    for round in 1..=size.rounds {
        eprintln!("calls a second, {in_flight} in flight, round {round}");
        for (who, best) in [("ours", &mut ours), ("by-hand", &mut by_hand), ("hyper", &mut hyper)] {
            let args = ["--count", &count, "--in-flight", &at_once];
            best.see(&contend(&[&[who, "calls"][..], &server.args(), &args].concat())?);
        }
        if let Some(js) = js {
            official.see(&js.calls(&server, size.calls / 4, in_flight)?);
        }
    }
    let mut add = |baseline, theirs: f64, target| {
        let what = format!("calls, {in_flight} in flight");
        let unit = Unit::PerSecond;
        figures.push(Figure { what, baseline, unit, ours: ours.0, theirs, target });
    };
    add("`reqwest` by hand", by_hand.0, None);
    add("bare `hyper`", hyper.0, None);
    if js.is_some() {
        add("official JavaScript client", official.0, Some(Target::AtLeast(3.0)));
    }
    Ok(())
}

fn pages(size: &Size, figures: &mut Vec<Figure>) -> Outcome<()> {
    let count = (size.calls / 20).to_string();
    let [mut ours, mut by_hand] = [0.0; 2].map(Best);
    for round in 1..=size.rounds {
        eprintln!("pages decoded a second, round {round}");
        ours.see(&contend(&["ours", "decode", "--count", &count])?);
        by_hand.see(&contend(&["by-hand", "decode", "--count", &count])?);
    }
    figures.push(Figure {
        what: "decoding pages of 100".into(),
        baseline: "minimal structs",
        unit: Unit::PerSecond,
        ours: ours.0,
        theirs: by_hand.0,
        target: None,
    });
    Ok(())
}

fn emulator(entries: usize) -> Outcome<Serving> {
    let (entries, latency) = (entries.to_string(), LATENCY_MS.to_string());
    Serving::start(&["emulator", "--entries", &entries, "--latency-ms", &latency])
}

fn stream(size: &Size, figures: &mut Vec<Figure>) -> Outcome<()> {
    let server = emulator(size.streamed)?;
    let pages = size.streamed.div_ceil(PAGE);
    let nominal = (pages * LATENCY_MS) as f64 / 1000.0;
    let run = |who, busy: &'static str| {
        let done = contend(&[&[who, "stream"][..], &server.args(), &["--busy-ms", busy]].concat())?;
        if done.count != size.streamed {
            return Err(format!("{} of {} entries came", done.count, size.streamed).into());
        }
        Outcome::Ok(done.seconds)
    };
    eprintln!("{} entries streamed", size.streamed);
    // All at the same time: they mostly wait, and other work of the machine affects them alike.
    let runs = [("ours", "0"), ("by-hand", "0"), ("ours", "10"), ("by-hand", "10")];
    let [idle, latencies, busy, by_hand] = std::thread::scope(|scope| {
        let run = &run;
        let threads = runs.map(|(who, busy)| scope.spawn(move || run(who, busy)));
        threads.map(|thread| thread.join().expect("a run does not panic"))
    });
    // The latencies with the emulator's own work are the lower bound: each page says where the
    // next one begins.
    let (idle, latencies, busy, by_hand) = (idle?, latencies?, busy?, by_hand?);
    let mut add = |what: &str, baseline, ours, theirs, target| {
        let what = format!("{} entries streamed, {what}", size.streamed);
        figures.push(Figure { what, baseline, unit: Unit::Seconds, ours, theirs, target });
    };
    let target = Some(Target::AtMost(1.10));
    add("consumed at once", "page after page by hand", idle, latencies, target);
    add("consumed at once", "pages × 20 ms", idle, nominal, target);
    add("10 ms of work a page", "the same without that work", busy, latencies, target);
    add("10 ms of work a page", "page after page by hand", busy, by_hand, None);
    Ok(())
}

fn job(size: &Size, js: Option<&OfficialJs>, figures: &mut Vec<Figure>) -> Outcome<()> {
    let in_flight = IN_FLIGHT.to_string();
    let complete = |done: Done| {
        if done.count != size.retried {
            return Err(format!("{} of {} were retried", done.count, size.retried).into());
        }
        Outcome::Ok(done)
    };
    let rate = |done: &Done| done.count as f64 / done.seconds;
    let run = |who| {
        eprintln!("the job, {who}");
        let server = emulator(size.retried)?;
        let args = ["--in-flight", &in_flight];
        complete(contend(&[&[who, "job"][..], &server.args(), &args].concat())?)
    };
    let [mut ours, mut by_hand, mut retries, mut official] = [0.0_f64; 4];
    let mut busy = [f64::INFINITY; 2];
    for _ in 0..size.rounds.div_ceil(2) {
        let [one, two] = [run("ours")?, run("by-hand")?];
        (ours, by_hand) = (ours.max(rate(&one)), by_hand.max(rate(&two)));
        for (least, done) in busy.iter_mut().zip([one, two]) {
            *least = least.min(done.busy_seconds.unwrap_or(f64::INFINITY));
        }
        retries = retries.max(rate(&run("hyper")?));
        if let Some(js) = js {
            eprintln!("the job, official JavaScript client");
            let done = complete(js.job(&emulator(size.retried)?, IN_FLIGHT)?)?;
            official = official.max(rate(&done));
        }
    }
    let ideal = IN_FLIGHT as f64 / LATENCY_MS as f64 * 1000.0;
    let mut add = |baseline, theirs, target| {
        let what = format!("the job, {} entries, {IN_FLIGHT} in flight", size.retried);
        figures.push(Figure { what, baseline, unit: Unit::PerSecond, ours, theirs, target });
    };
    add("ideal", ideal, Some(Target::AtLeast(0.92)));
    add("bare `hyper`, without the listing", retries, None);
    add("`reqwest` and `buffer_unordered`", by_hand, None);
    if js.is_some() {
        add("official JavaScript client", official, None);
    }
    let [ours, theirs] = busy;
    if ours.is_finite() {
        figures.push(Figure {
            what: format!("the job, {} entries, time on the processor", size.retried),
            baseline: "`reqwest` and `buffer_unordered`",
            unit: Unit::Seconds,
            ours,
            theirs,
            target: None,
        });
    }
    Ok(())
}
