//! HTTP/1.1 as it is spelled.
//!
//! An HTTP library writes every header name in its own letter case, which is one of the things recorded here.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use reqwest::Url;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(30);

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// By name in lower case.
    pub(super) headers: BTreeMap<String, String>,
    pub(super) body: String,
}

impl Answer {
    /// The body as JSON; `None` when there is no body.
    ///
    /// # Errors
    /// When it is something else.
    pub(super) fn json(&self) -> Result<Option<Value>> {
        if self.body.is_empty() {
            return Ok(None);
        }
        serde_json::from_str(&self.body).map(Some).with_context(|| format!("no JSON: {}", self.body))
    }
}

/// Sends one request on a connection of its own.
///
/// # Errors
/// When there is no answer, or one that is no HTTP.
pub(super) async fn send(
    base_url: &str,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: Option<&str>,
) -> Result<Answer> {
    let base = Url::parse(base_url)?;
    let authority = base.authority();
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(body) = body {
        text.push_str(&format!("Content-Length: {}\r\n\r\n{body}", body.len()));
    } else {
        text.push_str("\r\n");
    }
    let exchange = async {
        let mut socket = TcpStream::connect(authority).await?;
        socket.write_all(text.as_bytes()).await?;
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).await?;
        std::io::Result::Ok(answer)
    };
    let answer =
        timeout(PATIENCE, exchange).await.with_context(|| format!("{method} {path}: no answer"))??;
    parse(&String::from_utf8(answer)?).with_context(|| format!("{method} {path}"))
}

fn parse(text: &str) -> Result<Answer> {
    let (head, body) = text.split_once("\r\n\r\n").with_context(|| format!("no HTTP: {text:?}"))?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status line")?.parse()?;
    let mut headers = BTreeMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').with_context(|| format!("no header: {line}"))?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    if headers.contains_key("transfer-encoding") {
        bail!("answers of the API come with their length");
    }
    if let Some(length) = headers.get("content-length") {
        anyhow::ensure!(
            length.parse() == Ok(body.len()),
            "{length} bytes were announced, {} came",
            body.len()
        );
    }
    Ok(Answer { status, headers, body: body.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_and_one_that_was_cut_is_an_error() {
        let whole = "HTTP/1.1 422 Unprocessable Entity\r\nContent-Type: a/b\r\nContent-Length: 2\r\n\r\n{}";
        let answer = parse(whole).unwrap();
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (422, "a/b"));
        assert_eq!(answer.json().unwrap(), Some(serde_json::json!({})));
        assert!(parse(&whole[..whole.len() - 1]).is_err());
        assert!(parse("").is_err());
    }
}
