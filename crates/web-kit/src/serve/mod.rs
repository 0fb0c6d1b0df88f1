//! The listener: accepts sockets, speaks HTTP/1.1 and HTTP/2 on them, bounds them, and lets them finish.
//!
//! `axum::serve` sets no header timeout and has no cap on connections, so the accept loop is our own, on
//! `hyper_util::server::conn::auto`. TLS ends at the proxy in front; HTTP/2 is by prior knowledge.

mod activity;
mod body;
mod connection;
mod head;
mod io;
mod options;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use options::ServeOptions;

/// How long to wait when the machine has no file descriptors or memory left for another socket.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What happened while serving, told when it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeReport {
    /// Connections accepted in all.
    pub accepted: u64,
    /// Connections that had not finished when the drain timeout passed, and were closed under their requests.
    pub cut: usize,
}

/// Serves `router` on `listener` until `shutdown` is cancelled, then drains.
///
/// Every request carries a [`PeerAddr`](crate::client_ip::PeerAddr). Draining closes the listener and idle
/// connections at once, lets requests under way finish (their answers say `Connection: close`, or GOAWAY on HTTP/2),
/// and cuts what is left after [`ServeOptions::drain_timeout`]. Whoever cancels `shutdown` should have reported the
/// instance as not ready for long enough that no balancer still sends to it.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    options: ServeOptions,
    shutdown: CancellationToken,
) -> ServeReport {
    let permits = Arc::new(Semaphore::new(options.max_connections.min(Semaphore::MAX_PERMITS)));
    let host = Arc::new(connection::Host {
        router,
        builder: options.builder(),
        timeouts: options.timeouts(),
        drain: shutdown.clone(),
        cut: CancellationToken::new(),
        cut_count: AtomicUsize::new(0),
    });
    let connections = TaskTracker::new();
    let mut accepted: u64 = 0;
    loop {
        // The permit comes first: at the cap, further clients wait in the kernel's backlog and cost us nothing.
        let next = async {
            let permit = Arc::clone(&permits).acquire_owned().await.ok()?;
            let (stream, peer) = accept(&listener).await;
            Some((permit, stream, peer))
        };
        let Some(Some((permit, stream, peer))) = shutdown.run_until_cancelled(next).await else { break };
        accepted = accepted.saturating_add(1);
        let host = Arc::clone(&host);
        connections.spawn(async move {
            host.run(stream, peer).await;
            drop(permit);
        });
    }
    drop(listener);
    connections.close();
    tracing::info!(connections = connections.len(), "draining");
    if tokio::time::timeout(options.drain_timeout, connections.wait()).await.is_err() {
        host.cut.cancel();
        connections.wait().await;
    }
    ServeReport { accepted, cut: host.cut_count.load(Ordering::Acquire) }
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // The client gave up between its SYN and our accept.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused
                ) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}
