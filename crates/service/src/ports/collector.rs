use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::connection::{Connection, StatusReport};
use rand_core::CryptoRng;

use super::sign_in::Answers;

/// The collector of sandbox workspaces, which plays the customer's own program.
#[async_trait]
pub trait Collector: Send + Sync {
    /// What it finds behind a connection that was made with these credentials.
    async fn collect(
        &self,
        connection: &Connection,
        credentials: &Answers,
        now: Timestamp,
        rng: &mut (dyn CryptoRng + Send),
    ) -> Collected;
}

/// What the collector found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// What it reports; `None` when there is nothing new.
    pub report: Option<StatusReport>,
    /// After how long it wants to look again.
    pub again_in: Option<Duration>,
}
