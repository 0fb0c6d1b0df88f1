use std::convert::Infallible;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::service::service_fn;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::Instant;

/// What is asked, again and again.
pub(crate) struct Call(Request<Full<Bytes>>);

impl Call {
    pub(crate) fn get(to: SocketAddr, path: &str) -> Result<Self> {
        let request = Request::get(path).header(header::HOST, to.to_string());
        Ok(Self(request.body(Full::default())?))
    }

    pub(crate) fn get_as(to: SocketAddr, path: &str, key: &str) -> Result<Self> {
        let request = Request::get(path).header(header::HOST, to.to_string()).header("x-api-key", key);
        Ok(Self(request.body(Full::default())?))
    }

    pub(crate) fn post(to: SocketAddr, path: &str, key: &str, body: &str) -> Result<Self> {
        let request = Request::post(path)
            .header(header::HOST, to.to_string())
            .header("x-api-key", key)
            .header(header::CONTENT_TYPE, "application/json");
        Ok(Self(request.body(Full::from(body.to_owned()))?))
    }
}

/// How many calls a second, and how long they took.
pub(crate) struct Figures {
    per_second: f64,
    p50: Duration,
    p99: Duration,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |span: Duration| span.as_secs_f64() * 1000.0;
        write!(f, "{:.0} | {:.2} ms | {:.2} ms", self.per_second, millis(self.p50), millis(self.p99))
    }
}

/// A server that says hello.
pub(crate) async fn hello() -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let answer =
                service_fn(|_| async { Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("hello")))) });
            let serving = hyper::server::conn::http1::Builder::new();
            tokio::spawn(serving.serve_connection(TokioIo::new(stream), answer));
        }
    });
    Ok(address)
}

async fn connect(to: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(to).await?;
    stream.set_nodelay(true)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender)
}

async fn ask(connection: &mut SendRequest<Full<Bytes>>, call: Call) -> Result<()> {
    connection.ready().await?;
    let answer = connection.send_request(call.0).await?;
    let status = answer.status();
    let body = answer.into_body().collect().await?.to_bytes();
    ensure!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&body));
    Ok(())
}

/// Each connection asks again as soon as it has its answer, for so long. The first second does not count.
pub(crate) async fn measure(
    to: SocketAddr,
    connections: usize,
    span: Duration,
    call: Arc<impl Fn() -> Result<Call> + Send + Sync + 'static>,
) -> Result<Figures> {
    let counts = Instant::now() + Duration::from_secs(1);
    let ends = counts + span;
    let mut asking = JoinSet::new();
    for _ in 0..connections {
        let call = call.clone();
        asking.spawn(async move {
            let (mut connection, mut spans) = (connect(to).await?, Vec::new());
            loop {
                let began = Instant::now();
                if began >= ends {
                    return anyhow::Ok(spans);
                }
                ask(&mut connection, call()?).await?;
                if began >= counts {
                    spans.push(began.elapsed());
                }
            }
        });
    }
    let mut spans = Vec::new();
    while let Some(done) = asking.join_next().await {
        spans.extend(done??);
    }
    spans.sort_unstable();
    let part = |part: usize| spans.get(spans.len().saturating_sub(1) * part / 100).copied();
    let (p50, p99) = part(50).zip(part(99)).context("nothing was answered")?;
    Ok(Figures { per_second: spans.len() as f64 / span.as_secs_f64(), p50, p99 })
}

/// Asks so many times.
pub(crate) async fn times(
    to: SocketAddr,
    connections: usize,
    times: u64,
    call: Arc<impl Fn() -> Result<Call> + Send + Sync + 'static>,
) -> Result<u64> {
    let next = Arc::new(AtomicU64::new(0));
    let mut asking = JoinSet::new();
    for _ in 0..connections {
        let (call, next) = (call.clone(), next.clone());
        asking.spawn(async move {
            let mut connection = connect(to).await?;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= times {
                    return anyhow::Ok(());
                }
                ask(&mut connection, call()?).await?;
            }
        });
    }
    while let Some(done) = asking.join_next().await {
        done??;
    }
    Ok(times)
}
