use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::connection::Connection;

/// For how long a connection is kept: servers hang up on those who keep silent, after half a minute at the soonest.
const KEPT_FOR: Duration = Duration::from_secs(20);

/// How long a connection that was kept may take to say that it still stands.
const STILL_THERE: Duration = Duration::from_secs(3);

/// Connections that have served and may serve again.
pub(super) struct Idle {
    kept: Mutex<Vec<(Connection, Instant)>>,
    most: usize,
}

impl Idle {
    pub(super) const fn of(most: usize) -> Self {
        Self { kept: Mutex::new(Vec::new()), most }
    }

    /// One that still stands, if there is one.
    pub(super) async fn take(&self, deadline: Instant) -> Option<Connection> {
        loop {
            let (mut connection, since) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            let answer_by = deadline.min(Instant::now() + STILL_THERE);
            if since.elapsed() < KEPT_FOR && timeout_at(answer_by, connection.reset()).await == Ok(true) {
                return Some(connection);
            }
        }
    }

    /// Keeps this one; gives it back where there are enough.
    pub(super) fn keep(&self, connection: Connection) -> Option<Connection> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(_, since)| since.elapsed() < KEPT_FOR);
        if kept.len() >= self.most {
            return Some(connection);
        }
        kept.push((connection, Instant::now()));
        None
    }
}
