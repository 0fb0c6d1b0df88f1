//! The outbox: taking promised work, doing it, and saying how it went. The loop around it is `latchstring-dispatch`.

mod claim;
mod perform;
mod settle;

pub use claim::{claim, claim_mail, claim_turn, counts, next_due};
pub use latchstring_domain::id::QueueId;
pub use latchstring_domain::outbox::Lane;
pub use latchstring_storage::{Claim, ClaimedEntry, OutboxCounts, ParkedEntry};
pub use perform::{Performed, perform};
pub use settle::{park, retry_at};
