use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;

/// The time, and waiting for it to pass.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Returns once so much time has passed. Used for the pause between two tries at a commit.
    async fn sleep(&self, span: Duration);
}
