//! How much and how long one request may take.
//!
//! The size of a request's head is the listener's business: see [`ServeOptions`](crate::serve::ServeOptions).

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use bytes::Bytes;
use http::{StatusCode, header};
use http_body_util::Limited;
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use crate::problem::Problem;

/// The limits of a face, applied by [`RequestLayer`](crate::request::RequestLayer).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest request body in bytes; 1 MiB unless set. Larger ones are answered with 413, before they are read
    /// when `Content-Length` tells, else as soon as the limit is passed.
    pub body: usize,
    /// Ends of paths whose bodies may be larger, and how large; none unless set. What is not routed there reads no body, so
    /// the end is enough to know them by.
    pub larger: &'static [(&'static str, usize)],
    /// From the request's head to the answer's head; 30 s unless set. When it passes, a client that was still sending
    /// gets 408, one that was waiting for us gets 503.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { body: 1024 * 1024, larger: &[], time: Duration::from_secs(30) }
    }
}

/// Whether the client has sent all of its body.
#[derive(Debug, Clone)]
pub(crate) struct Upload(Arc<AtomicBool>);

impl Upload {
    /// The answer to a request whose time is up.
    pub(crate) fn timeout(&self) -> Problem {
        if self.0.load(Ordering::Acquire) {
            Problem::unavailable(Duration::from_secs(5))
        } else {
            Problem::new(
                StatusCode::REQUEST_TIMEOUT,
                "request-timeout",
                "The request body took too long to arrive.",
            )
        }
    }
}

impl Limits {
    /// Bounds the body of `request`.
    ///
    /// # Errors
    /// 413, when the announced length is already too large.
    pub(crate) fn bound(&self, request: &mut Request) -> Result<Upload, Problem> {
        let path = request.uri().path();
        let larger = self.larger.iter().find(|(end, _)| path.ends_with(end));
        let most = larger.map_or(self.body, |(_, most)| *most);
        let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let announced = announced.and_then(|digits| digits.parse::<u64>().ok());
        if announced.is_some_and(|length| length > u64::try_from(most).unwrap_or(u64::MAX)) {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "body-too-large",
                format!("The request body is larger than {most} bytes."),
            ));
        }
        let body = std::mem::take(request.body_mut());
        let complete = Arc::new(AtomicBool::new(body.is_end_stream()));
        if !body.is_end_stream() {
            let bounded = BoundedBody { inner: Limited::new(body, most), complete: Arc::clone(&complete) };
            *request.body_mut() = Body::new(bounded);
            // axum's own limit (2 MB) would otherwise undercut a larger one of ours.
            DefaultBodyLimit::disable().apply(request);
        }
        Ok(Upload(complete))
    }
}

/// A body that fails past its limit and tells when it has been received.
struct BoundedBody {
    inner: Limited<Body>,
    complete: Arc<AtomicBool>,
}

impl HttpBody for BoundedBody {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.inner.is_end_stream() {
            self.complete.store(true, Ordering::Release);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
