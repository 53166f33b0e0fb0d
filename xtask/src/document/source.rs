//! Where a document comes from: a file or a URL, never more than a limit.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
    time::Duration,
};

use anyhow::{Context, Result, anyhow, bail};
use reqwest::Url;
use sha2::{Digest, Sha256};

/// Upstream's file has 100 kB. Anything longer than this is some other file.
const LIMIT: u64 = 8 * 1024 * 1024;

/// The bytes of a document.
pub(crate) struct Source {
    name: String,
    bytes: Vec<u8>,
}

impl Source {
    /// Reads a file, or the response of a URL.
    pub(crate) fn read(name: &str) -> Result<Self> {
        let bytes = match name.split_once("://") {
            Some(("http" | "https", _)) => fetch(name)?,
            Some(("file", _)) => {
                let path = Url::parse(name).ok().and_then(|url| url.to_file_path().ok());
                read(&path.with_context(|| format!("{name} is not the URL of a file here"))?)?
            }
            _ => read(Path::new(name))?,
        };
        Ok(Self { name: name.to_owned(), bytes })
    }

    /// Decodes the bytes as YAML says: UTF-8 or UTF-16, with or without a byte order mark.
    pub(crate) fn text(&self) -> Result<String> {
        let name = &self.name;
        let text = match self.bytes.as_slice() {
            [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
            [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
            // Without a mark, the first character is an ASCII one.
            whole @ [0, 1..=0xFF, ..] => utf16(whole, u16::from_be_bytes),
            whole @ [1..=0xFF, 0, ..] => utf16(whole, u16::from_le_bytes),
            [0xEF, 0xBB, 0xBF, rest @ ..] | rest => {
                let text = std::str::from_utf8(rest).map(str::to_owned);
                text.map_err(|why| anyhow!("byte {} is not UTF-8", why.valid_up_to()))
            }
        };
        let text = text.map_err(|why| anyhow!("{name} is not text: {why}"))?;
        if text.trim().is_empty() {
            bail!("{name} is empty");
        }
        Ok(text)
    }

    pub(crate) fn sha256(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String> {
    let (pairs, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        bail!("it ends within a UTF-16 character");
    }
    Ok(String::from_utf16(&pairs.iter().copied().map(unit).collect::<Vec<_>>())?)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    let mut bytes = Vec::new();
    // One byte beyond the limit shows that a file is too long.
    file.take(LIMIT + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read {name}"))?;
    check_length(&name.to_string(), bytes.len())?;
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
        let mut response =
            client.get(url).send().await.with_context(|| format!("cannot fetch {url}"))?;
        if !response.status().is_success() {
            bail!("cannot fetch {url}: the response is {}", response.status());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) =
            response.chunk().await.with_context(|| format!("the response of {url} broke off"))?
        {
            bytes.extend_from_slice(&chunk);
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

/// Replaces a file atomically: it is the old or the new one.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.new", std::process::id()));
    let beside = Path::new(&beside);
    let written = fs::write(beside, text).and_then(|()| fs::rename(beside, path));
    written
        .inspect_err(|_| _ = fs::remove_file(beside))
        .with_context(|| format!("cannot write {}", path.display()))
}
