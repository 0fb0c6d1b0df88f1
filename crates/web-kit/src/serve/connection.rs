//! One connection, from accepted to closed.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use http::{Request, Response};
use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpStream;
use tokio::time::Sleep;
use tokio_util::sync::CancellationToken;
use tower::Service as _;

use super::activity::{Activity, Exchange, Expiry, Timeouts};
use super::body::{Download, Upload};
use super::io::Watched;
use crate::client_ip::PeerAddr;
use crate::request::ConflictingFraming;

/// What all connections of one listener share.
pub(super) struct Host {
    pub(super) router: Router,
    pub(super) builder: auto::Builder<TokioExecutor>,
    pub(super) timeouts: Timeouts,
    /// Cancelled when connections should finish.
    pub(super) drain: CancellationToken,
    /// Cancelled when they must be gone.
    pub(super) cut: CancellationToken,
    pub(super) cut_count: AtomicUsize,
}

impl Host {
    pub(super) async fn run(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are written whole; waiting for more to put into the packet only delays them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot set TCP_NODELAY");
        }
        let activity = Arc::new(Activity::new());
        let io = TokioIo::new(Watched { stream, activity: Arc::clone(&activity) });
        let service = service_fn(|request| {
            let exchange = Exchange::begin(&activity, request.is_end_stream());
            answer(self.router.clone(), peer, request, exchange)
        });
        let mut connection = pin!(self.builder.serve_connection(io, service));
        let (first, _) = activity.deadline(&self.timeouts);
        let mut watchdog = pin!(tokio::time::sleep_until(first));
        let mut draining = false;
        loop {
            let step = poll_fn(|cx| {
                if let Poll::Ready(end) = connection.as_mut().poll(cx) {
                    return Poll::Ready(Step::Ended(end.err()));
                }
                poll_expiry(&activity, &self.timeouts, watchdog.as_mut(), cx).map(Step::Expired)
            });
            tokio::select! {
                step = step => match step {
                    Step::Ended(error) => {
                        if let Some(error) = error {
                            tracing::debug!(error, "connection ended");
                        }
                        return;
                    }
                    Step::Expired(Expiry::Idle) => {
                        connection.as_mut().graceful_shutdown();
                        activity.closing();
                    }
                    Step::Expired(reason) => {
                        tracing::debug!(?reason, "connection closed");
                        return;
                    }
                },
                () = self.drain.cancelled(), if !draining => {
                    draining = true;
                    connection.as_mut().graceful_shutdown();
                }
                () = self.cut.cancelled() => {
                    self.cut_count.fetch_add(1, Ordering::AcqRel);
                    return;
                }
            }
        }
    }
}

enum Step {
    Ended(Option<Box<dyn std::error::Error + Send + Sync>>),
    Expired(Expiry),
}

/// Ready when the connection's time is up.
///
/// It is asked after every poll of the connection, in the same task, so whatever moved the deadline has been seen; an
/// earlier deadline than the armed one re-arms the timer before the task sleeps.
fn poll_expiry(
    activity: &Activity,
    timeouts: &Timeouts,
    mut watchdog: Pin<&mut Sleep>,
    cx: &mut Context<'_>,
) -> Poll<Expiry> {
    loop {
        let (deadline, reason) = activity.deadline(timeouts);
        if watchdog.deadline() > deadline {
            watchdog.as_mut().reset(deadline);
        }
        // A timer that is armed too early is left alone: re-arming it per request costs more than one idle wake-up.
        if watchdog.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        if watchdog.deadline() >= deadline {
            return Poll::Ready(reason);
        }
        watchdog.as_mut().reset(deadline);
    }
}

async fn answer(
    mut router: Router,
    peer: SocketAddr,
    request: Request<Incoming>,
    exchange: Arc<Exchange>,
) -> Result<Response<Download>, Infallible> {
    let upload = Arc::downgrade(&exchange);
    let mut request = request.map(|inner| Body::new(Upload { inner, exchange: upload }));
    request.extensions_mut().insert(PeerAddr(peer));
    if exchange.has_conflicting_framing() {
        request.extensions_mut().insert(ConflictingFraming);
    }
    let response = router.call(request).await?;
    exchange.advance();
    Ok(response.map(|inner| Download { inner, exchange }))
}
