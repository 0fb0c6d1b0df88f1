use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_service::ports::Clock;
use time::OffsetDateTime;

/// The clock of this machine.
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine is asked for the time")]
    fn now(&self) -> Timestamp {
        // A machine whose clock stands before 1970 or after 9999 is broken; its links are then expired or unborn,
        // which refuses rather than admits.
        Timestamp::try_from(OffsetDateTime::now_utc()).unwrap_or(Timestamp::MAX)
    }

    async fn sleep(&self, span: Duration) {
        tokio::time::sleep(span).await;
    }
}
