//! Where a document comes from: a file or an URL, never more than a limit.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

/// Upstream's file has 100 kB. A document beyond this is some other file.
const LIMIT: u64 = 8 * 1024 * 1024;

/// The bytes of a document and where they are from.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Source {
    /// Reads a file, or what an URL answers.
    pub(crate) fn read(name: &str) -> Result<Self> {
        let bytes = match name.split_once("://") {
            Some(("http" | "https", _)) => fetch(name)?,
            Some(("file", path)) => read(path)?,
            _ => read(name)?,
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            bail!("{name} is empty");
        }
        let text = String::from_utf8(bytes).map_err(|why| {
            anyhow::anyhow!(
                "{name} is not text: byte {} is not UTF-8",
                why.utf8_error().valid_up_to()
            )
        })?;
        Ok(Self { name: name.to_owned(), text })
    }

    pub(crate) fn sha256(&self) -> String {
        Sha256::digest(self.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn read(name: &str) -> Result<Vec<u8>> {
    let file = File::open(name).with_context(|| format!("cannot open {name}"))?;
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too long from one that just fits.
    file.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    check_length(name, bytes.len())?;
    Ok(bytes)
}

fn fetch(url: &str) -> Result<Vec<u8>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the HTTP client")?;
    runtime.block_on(async {
        let client = reqwest::Client::builder()
            .user_agent("upstash-workflow-xtask")
            .connect_timeout(Duration::from_secs(20))
            .timeout(Duration::from_secs(60))
            .build()
            .context("cannot make the HTTP client")?;
        let mut answer =
            client.get(url).send().await.with_context(|| format!("cannot fetch {url}"))?;
        if !answer.status().is_success() {
            bail!("cannot fetch {url}: it answers {}", answer.status());
        }
        let mut bytes = Vec::new();
        while let Some(part) = answer.chunk().await.with_context(|| format!("{url} broke off"))? {
            bytes.extend_from_slice(&part);
            check_length(url, bytes.len())?;
        }
        Ok(bytes)
    })
}

fn check_length(name: &str, length: usize) -> Result<()> {
    if length as u64 > LIMIT {
        bail!("{name} has more than {} MB, which no description of this API has", LIMIT >> 20);
    }
    Ok(())
}

/// Replaces a file as a whole: whatever happens, it is the old or the new one.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = Path::new(&beside);
    let written = fs::write(beside, text).and_then(|()| fs::rename(beside, path));
    written
        .inspect_err(|_| _ = fs::remove_file(beside))
        .with_context(|| format!("cannot write {}", path.display()))
}
