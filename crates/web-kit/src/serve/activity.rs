//! What a connection is doing, and until when it may go on doing it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::head::Scan;

/// The bounds from [`ServeOptions`](super::ServeOptions).
#[derive(Debug, Clone, Copy)]
pub(super) struct Timeouts {
    pub(super) header: Duration,
    pub(super) idle: Duration,
    pub(super) stall: Duration,
}

/// Why a connection's time is up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expiry {
    /// A head that did not arrive in time.
    Header,
    /// No request for long; the connection is asked to close.
    Idle,
    /// Nothing moves in a request.
    Stalled,
    /// Asked to close, and still there.
    Lingering,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    /// Accepted at, and no request yet.
    Fresh(Instant),
    /// Between requests, since.
    Idle(Instant),
    /// The first byte of a further head came at.
    Head(Instant),
    /// Requests under way, and when one of them last moved.
    Busy { requests: usize, moved: Instant },
    /// Asked to close for idleness, at.
    Closing(Instant),
}

#[derive(Debug)]
struct State {
    phase: Phase,
    /// Since when the client takes no bytes although there are some for it.
    blocked: Option<Instant>,
    scan: Scan,
}

/// Shared by a connection's socket, which tells of bytes, its exchanges, and its watchdog, which asks for the deadline.
#[derive(Debug)]
pub(super) struct Activity(Mutex<State>);

impl Activity {
    pub(super) fn new() -> Self {
        let phase = Phase::Fresh(Instant::now());
        Self(Mutex::new(State { phase, blocked: None, scan: Scan::default() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock, so poison would be about nothing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn has_read(&self, bytes: &[u8]) {
        let mut state = self.state();
        if bytes.is_empty() || matches!(state.phase, Phase::Busy { .. }) {
            return;
        }
        state.scan.feed(bytes);
        // HTTP/2 frames between requests (pings, settings) are not the start of a head.
        if matches!((state.phase, &state.scan), (Phase::Idle(_), scan) if *scan != Scan::Http2) {
            state.phase = Phase::Head(Instant::now());
        }
    }

    /// The client took bytes (`true`), or would not (`false`).
    pub(super) fn has_written(&self, taken: bool) {
        let mut state = self.state();
        if !taken {
            state.blocked.get_or_insert_with(Instant::now);
            return;
        }
        state.blocked = None;
        // The tail of a large HTTP/1 answer still flows after hyper has taken the whole body.
        if state.scan != Scan::Http2 {
            match &mut state.phase {
                Phase::Idle(since) | Phase::Closing(since) => *since = Instant::now(),
                Phase::Fresh(_) | Phase::Head(_) | Phase::Busy { .. } => {}
            }
        }
    }

    /// A request has arrived; the answer tells whether its head framed its body in two ways.
    fn begin(&self) -> bool {
        let mut state = self.state();
        let running = if let Phase::Busy { requests, .. } = state.phase { requests } else { 0 };
        state.phase = Phase::Busy { requests: running.saturating_add(1), moved: Instant::now() };
        state.scan == Scan::Done { conflicting: true }
    }

    fn advance(&self) {
        if let Phase::Busy { moved, .. } = &mut self.state().phase {
            *moved = Instant::now();
        }
    }

    fn end(&self, upload_complete: bool) {
        let mut state = self.state();
        let Phase::Busy { requests, .. } = state.phase else { return };
        let now = Instant::now();
        state.phase = match requests.saturating_sub(1) {
            0 => Phase::Idle(now),
            requests => Phase::Busy { requests, moved: now },
        };
        state.scan = match state.scan {
            Scan::Http2 => Scan::Http2,
            Scan::Done { .. } if upload_complete => Scan::default(),
            Scan::Done { .. } | Scan::Reading(_) | Scan::Blind => Scan::Blind,
        };
    }

    /// The connection has been asked to close because it was idle.
    pub(super) fn closing(&self) {
        self.state().phase = Phase::Closing(Instant::now());
    }

    /// When the connection's time is up, and for what.
    pub(super) fn deadline(&self, timeouts: &Timeouts) -> (Instant, Expiry) {
        let state = self.state();
        let of_phase = match state.phase {
            Phase::Fresh(since) | Phase::Head(since) => (since + timeouts.header, Expiry::Header),
            Phase::Idle(since) => (since + timeouts.idle, Expiry::Idle),
            Phase::Busy { moved, .. } => (moved + timeouts.stall, Expiry::Stalled),
            Phase::Closing(since) => (since + timeouts.header, Expiry::Lingering),
        };
        match state.blocked.map(|since| since + timeouts.stall) {
            Some(at) if at < of_phase.0 => (at, Expiry::Stalled),
            _ => of_phase,
        }
    }
}

/// One request and its answer; dropping it, however it went, ends it.
#[derive(Debug)]
pub(super) struct Exchange {
    activity: Arc<Activity>,
    upload_complete: Mutex<bool>,
    conflicting: bool,
}

impl Exchange {
    pub(super) fn begin(activity: &Arc<Activity>, upload_complete: bool) -> Arc<Self> {
        let conflicting = activity.begin();
        let upload_complete = Mutex::new(upload_complete);
        Arc::new(Self { activity: Arc::clone(activity), upload_complete, conflicting })
    }

    pub(super) fn has_conflicting_framing(&self) -> bool {
        self.conflicting
    }

    /// A piece of the answer, or of the request, has moved.
    pub(super) fn advance(&self) {
        self.activity.advance();
    }

    pub(super) fn upload_complete(&self) {
        *self.upload_complete.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        let complete = *self.upload_complete.get_mut().unwrap_or_else(PoisonError::into_inner);
        self.activity.end(complete);
    }
}
