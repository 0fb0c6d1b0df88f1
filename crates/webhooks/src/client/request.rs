//! One request over one connection.

use std::fmt;

use bytes::Bytes;
use http::header::{CONNECTION, HOST};
use http::{HeaderMap, HeaderValue, Method, Request};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::rt::{Read, Write};
use tokio::task::JoinHandle;
use url::{Position, Url};

use super::ClientError;

/// The most that the head of an answer may take up.
const HEAD_UP_TO: usize = 64 * 1024;

/// What is to be sent where. `Debug` shows neither path, headers nor body.
pub struct GuardedRequest {
    /// The method.
    pub method: Method,
    /// Where to.
    pub url: String,
    /// What is said beside the body; `Host` and the length are added.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Whether `http` will do.
    pub plain_http: bool,
}

impl fmt::Debug for GuardedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuardedRequest({}, {} bytes)", self.method, self.body.len())
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The beginning of the body.
    pub body: Vec<u8>,
    /// Why there is no more of it.
    pub body_end: BodyEnd,
}

/// Why a body was read no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyEnd {
    /// It is all there.
    Whole,
    /// There is more than is read.
    Long,
    /// The rest did not come in time.
    Late,
    /// The connection broke.
    Broken,
}

/// The head of an answer, and the connection that its body comes over.
pub(super) struct Head {
    answer: Answer,
    body: Body,
}

pub(super) struct Body {
    incoming: Incoming,
    connection: JoinHandle<()>,
}

impl Drop for Body {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

impl Head {
    pub(super) fn into_parts(self) -> (Answer, Body) {
        (self.answer, self.body)
    }
}

impl Body {
    /// Reads on until there is more than so much, no more comes, or the connection breaks.
    pub(super) async fn read_into(&mut self, kept: &mut Vec<u8>, up_to: usize) -> BodyEnd {
        loop {
            let data = match self.incoming.frame().await {
                None => return BodyEnd::Whole,
                Some(Err(_)) => return BodyEnd::Broken,
                Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            };
            let room = up_to.saturating_sub(kept.len());
            if data.len() > room {
                kept.extend_from_slice(data.get(..room).unwrap_or_default());
                return BodyEnd::Long;
            }
            kept.extend_from_slice(&data);
        }
    }
}

pub(super) async fn send<Io>(io: Io, url: &Url, request: GuardedRequest) -> Result<Head, ClientError>
where
    Io: Read + Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_UP_TO)
        .handshake(io)
        .await
        .map_err(|_| ClientError::Broken)?;
    let connection = tokio::spawn(async move {
        // How it ended is what the answer says.
        let _ = connection.await;
    });
    let connection = AbortOnDrop(Some(connection));
    let response = sender.send_request(written(url, request)?).await.map_err(|_| ClientError::Broken)?;
    let (head, incoming) = response.into_parts();
    let answer = Answer {
        status: head.status.as_u16(),
        headers: head.headers,
        body: Vec::new(),
        body_end: BodyEnd::Late,
    };
    let connection = connection.keep().ok_or(ClientError::Broken)?;
    Ok(Head { answer, body: Body { incoming, connection } })
}

/// Ends the connection when nobody waits for its answer any more.
struct AbortOnDrop(Option<JoinHandle<()>>);

impl AbortOnDrop {
    fn keep(mut self) -> Option<JoinHandle<()>> {
        self.0.take()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(connection) = &self.0 {
            connection.abort();
        }
    }
}

fn written(url: &Url, request: GuardedRequest) -> Result<Request<Full<Bytes>>, ClientError> {
    let mut written = Request::new(Full::new(request.body));
    *written.method_mut() = request.method;
    *written.headers_mut() = request.headers;
    let target = &url[Position::BeforePath..Position::AfterQuery];
    *written.uri_mut() = target.parse().map_err(|_| ClientError::Broken)?;
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let host = HeaderValue::from_str(host).map_err(|_| ClientError::Broken)?;
    written.headers_mut().insert(HOST, host);
    written.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    Ok(written)
}
