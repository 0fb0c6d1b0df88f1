//! The listener's settings.

use std::time::Duration;

use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto;

use super::activity::Timeouts;

/// How often a silent HTTP/2 client is asked whether it is still there, and how long it may take to say so.
const H2_PING: Duration = Duration::from_secs(20);

/// Longer bounds than a year are taken as a year, so that adding one to a moment cannot overflow.
const NEVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// hyper's own floor for its buffer.
const MIN_HEAD: u32 = 8 * 1024;

/// The bounds of the listener; the defaults suit a service behind one reverse proxy, and one without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeOptions {
    /// From a connection's start to its first request's complete head, and from the first byte of every later head to
    /// its end. 10 s.
    pub header_timeout: Duration,
    /// How long a connection may stay open without a request. 75 s: longer than the 60 s after which common balancers
    /// drop their side, so that theirs ends first and no request meets a closing socket.
    pub idle_timeout: Duration,
    /// How long a request may make no progress at all: no answer, no further piece of an answer, no byte taken by the
    /// client. 60 s; keep it above the request time of [`Limits`](crate::limits::Limits).
    pub stall_timeout: Duration,
    /// Connections open at once; more wait in the backlog. 10,000.
    pub max_connections: usize,
    /// Requests at once on one HTTP/2 connection. 128.
    pub max_concurrent_streams: u32,
    /// The largest request head in bytes, answered with 431 beyond. 32 KiB, and never less than 8 KiB.
    pub max_head_bytes: u32,
    /// How long requests under way may take once the server is asked to stop. 30 s.
    pub drain_timeout: Duration,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            stall_timeout: Duration::from_secs(60),
            max_connections: 10_000,
            max_concurrent_streams: 128,
            max_head_bytes: 32 * 1024,
            drain_timeout: Duration::from_secs(30),
        }
    }
}

impl ServeOptions {
    pub(super) fn timeouts(&self) -> Timeouts {
        Timeouts {
            header: self.header_timeout.min(NEVER),
            idle: self.idle_timeout.min(NEVER),
            stall: self.stall_timeout.min(NEVER),
        }
    }

    pub(super) fn builder(&self) -> auto::Builder<TokioExecutor> {
        let head = self.max_head_bytes.max(MIN_HEAD);
        let mut builder = auto::Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            // hyper's timer runs through the idle time as well, which would make the two bounds one; ours does not.
            .header_read_timeout(None)
            .max_buf_size(usize::try_from(head).unwrap_or(usize::MAX));
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(self.max_concurrent_streams)
            .max_header_list_size(head)
            .keep_alive_interval(H2_PING)
            .keep_alive_timeout(H2_PING);
        builder
    }
}
