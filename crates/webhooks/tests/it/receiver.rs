//! A server that answers as it is told, and remembers what came: raw bytes over TCP, so that it can misbehave.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// What a receiver does with a request.
#[derive(Clone)]
pub(crate) enum Does {
    /// Says this, word for word, and closes.
    Says(String),
    /// Says this and then nothing, with the connection open.
    SaysAndHangs(String),
    /// Says this and goes on with bytes as long as somebody reads.
    NeverEnds(String),
    /// Closes before it has said anything.
    Closes,
    /// Says nothing, with the connection open.
    Hangs,
}

impl Does {
    /// Answers with this status, these header lines and this body.
    pub(crate) fn answers(status: u16, headers: &str, body: &str) -> Self {
        Self::Says(format!("HTTP/1.1 {status} X\r\n{headers}content-length: {}\r\n\r\n{body}", body.len()))
    }
}

/// What came: the head as text, and the body.
#[derive(Debug, Clone)]
pub(crate) struct Came {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Came {
    /// The one value of a header.
    pub(crate) fn header(&self, name: &str) -> String {
        let values: Vec<_> = self
            .head
            .lines()
            .skip(1)
            .filter_map(|line| line.split_once(": "))
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
            .collect();
        assert_eq!(values.len(), 1, "{name} in {}", self.head);
        values.into_iter().next().unwrap()
    }
}

#[derive(Clone, Default)]
struct Log {
    came: Arc<Mutex<Vec<Came>>>,
    connections: Arc<Mutex<usize>>,
    rang: Arc<Notify>,
}

/// A receiver on a port of its own.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    log: Log,
}

impl Receiver {
    pub(crate) async fn that(does: Does) -> Self {
        Self::start(does, None).await
    }

    /// The same behind TLS.
    pub(crate) async fn behind(tls: tokio_rustls::TlsAcceptor, does: Does) -> Self {
        Self::start(does, Some(tls)).await
    }

    async fn start(does: Does, tls: Option<tokio_rustls::TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let log = Log::default();
        let noting = log.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *noting.connections.lock().unwrap() += 1;
                let (does, noting, tls) = (does.clone(), noting.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => serve(stream, does, noting).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, does, noting).await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, log }
    }

    pub(crate) fn came(&self) -> Vec<Came> {
        self.log.came.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        *self.log.connections.lock().unwrap()
    }
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, does: Does, log: Log) {
    let Some(came) = read(&mut stream).await else { return };
    log.came.lock().unwrap().push(came);
    log.rang.notify_one();
    match does {
        Does::Says(words) => {
            let _ = stream.write_all(words.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Does::SaysAndHangs(words) => {
            let _ = stream.write_all(words.as_bytes()).await;
            let _ = stream.flush().await;
            std::future::pending::<()>().await;
        }
        Does::NeverEnds(words) => {
            let _ = stream.write_all(words.as_bytes()).await;
            while stream.write_all(&[b'x'; 4096]).await.is_ok() {}
        }
        Does::Closes => {}
        Does::Hangs => std::future::pending().await,
    }
}

async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Option<Came> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok()?;
        bytes.extend_from_slice(&part[..count]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            if count == 0 {
                return None;
            }
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let length = head.to_ascii_lowercase();
        let length = length.split("content-length: ").nth(1)?.lines().next()?.trim().parse::<usize>().ok()?;
        let body = bytes[end + 4..].to_vec();
        if body.len() >= length {
            return Some(Came { head, body });
        }
    }
}
