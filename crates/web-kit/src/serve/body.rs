//! Bodies that tell their exchange how far they are.

use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};

use super::activity::Exchange;

/// A request's body. It does not keep the exchange alive: a handler may leave it with a task that outlives the answer.
pub(super) struct Upload {
    pub(super) inner: Incoming,
    pub(super) exchange: Weak<Exchange>,
}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if let (Poll::Ready(moved), Some(exchange)) = (&frame, self.exchange.upgrade()) {
            if moved.is_none() || self.inner.is_end_stream() {
                exchange.upload_complete();
            }
            exchange.advance();
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

/// An answer's body. The exchange lives as long as it does.
pub(super) struct Download {
    pub(super) inner: Body,
    pub(super) exchange: Arc<Exchange>,
}

impl HttpBody for Download {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if frame.is_ready() {
            self.exchange.advance();
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
