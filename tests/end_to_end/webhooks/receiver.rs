//! A customer's server: it answers as it is told and keeps what came, and checks signatures with nothing of ours.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// One webhook as it came.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Came {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    pub(crate) fn event_type(&self) -> String {
        self.json()["eventType"].as_str().unwrap_or_default().to_owned()
    }

    /// Checks the signature as the standard says, with an HMAC of another library than the sender's.
    pub(crate) fn verify(&self, secret: &str) -> Result<()> {
        let key = STANDARD.decode(secret.trim_start_matches("whsec_"))?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let said = format!("{}.{}.", self.header("webhook-id"), self.header("webhook-timestamp"));
        let signed = [said.as_bytes(), &self.body].concat();
        let right = |signature: &str| {
            let bytes = signature.strip_prefix("v1,").and_then(|text| STANDARD.decode(text).ok());
            bytes.is_some_and(|bytes| hmac::verify(&key, &signed, &bytes).is_ok())
        };
        ensure!(self.header("webhook-signature").split(' ').any(right), "no signature is right");
        Ok(())
    }
}

/// A receiver on a port that stays the same when it is ended and begun again.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    status: Arc<Mutex<u16>>,
    came: watch::Sender<Vec<Came>>,
    /// The requests up to this one are answered, and the last one if it says so.
    answers: watch::Sender<Answers>,
    task: JoinHandle<()>,
}

/// Which requests are answered.
#[derive(Debug, Clone, Copy)]
enum Answers {
    All,
    None,
    /// This one, by its place.
    One(usize),
}

impl Receiver {
    pub(crate) async fn answering(status: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (status, came) = (Arc::new(Mutex::new(status)), watch::Sender::new(Vec::new()));
        let answers = watch::Sender::new(Answers::All);
        let task = tokio::spawn(accept(listener, Arc::clone(&status), came.clone(), answers.subscribe()));
        Ok(Self { address, status, came, answers, task })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub(crate) fn now_answers(&self, status: u16) {
        if let Ok(mut answered) = self.status.lock() {
            *answered = status;
        }
    }

    /// Takes requests from now on and leaves them without an answer.
    pub(crate) fn hold(&self) {
        self.answers.send_replace(Answers::None);
    }

    /// Answers the last request that came, and no other.
    pub(crate) fn release_last(&self) {
        self.answers.send_replace(Answers::One(self.came.borrow().len()));
    }

    /// Answers all requests.
    pub(crate) fn release(&self) {
        self.answers.send_replace(Answers::All);
    }

    /// Ends it: nobody takes a connection at its port any more.
    pub(crate) async fn end(&mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }

    /// Begins it again, at the same port.
    pub(crate) async fn begin(&mut self) -> Result<()> {
        let socket = tokio::net::TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(self.address)?;
        let (status, came) = (Arc::clone(&self.status), self.came.clone());
        self.task = tokio::spawn(accept(socket.listen(64)?, status, came, self.answers.subscribe()));
        Ok(())
    }

    /// What has come, once it is what is waited for.
    pub(crate) async fn until(&self, there: impl Fn(&[Came]) -> bool) -> Result<Vec<Came>> {
        self.until_within(40, there).await
    }

    /// The same, with so many seconds of patience.
    pub(crate) async fn until_within(
        &self,
        seconds: u64,
        there: impl Fn(&[Came]) -> bool,
    ) -> Result<Vec<Came>> {
        let mut came = self.came.subscribe();
        let patience = Duration::from_secs(seconds);
        let waited = tokio::time::timeout(patience, came.wait_for(|came| there(came))).await;
        let all = || self.came.borrow().iter().map(Came::event_type).collect::<Vec<_>>();
        Ok(waited.with_context(|| format!("only these came: {:?}", all()))??.clone())
    }

    /// The first of this type.
    pub(crate) async fn first(&self, event_type: &str) -> Result<Came> {
        let of_type = |one: &&Came| one.event_type() == event_type;
        let all = self.until(|came| came.iter().any(|one| of_type(&one))).await?;
        all.iter().find(of_type).cloned().context("it was there")
    }

    pub(crate) fn came(&self) -> Vec<Came> {
        self.came.borrow().clone()
    }
}

async fn accept(
    listener: TcpListener,
    status: Arc<Mutex<u16>>,
    came: watch::Sender<Vec<Came>>,
    answers: watch::Receiver<Answers>,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (status, came, answers) = (Arc::clone(&status), came.clone(), answers.clone());
        tokio::spawn(async move {
            let _ = serve(stream, &status, &came, answers).await;
        });
    }
}

async fn serve(
    mut stream: TcpStream,
    status: &Mutex<u16>,
    came: &watch::Sender<Vec<Came>>,
    mut answers: watch::Receiver<Answers>,
) -> Result<()> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        ensure!(stream.read_buf(&mut bytes).await? > 0, "it closed");
    };
    let head = String::from_utf8(bytes[..end].to_vec())?;
    let headers: BTreeMap<_, _> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length").context("a length")?.parse()?;
    let mut body = bytes[end + 4..].to_vec();
    while body.len() < length {
        ensure!(stream.read_buf(&mut body).await? > 0, "it closed");
    }
    let mut place = 0;
    came.send_modify(|all| {
        all.push(Came { headers, body });
        place = all.len();
    });
    answers
        .wait_for(|answers| {
            matches!(*answers, Answers::All) || matches!(*answers, Answers::One(one) if one == place)
        })
        .await?;
    let status = status.lock().map_or(500, |status| *status);
    stream.write_all(format!("HTTP/1.1 {status} X\r\ncontent-length: 5\r\n\r\nwords").as_bytes()).await?;
    stream.shutdown().await?;
    Ok(())
}
