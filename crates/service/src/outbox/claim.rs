use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::outbox::Lane;
use latchstring_storage::{Claim, ClaimedEntry, OutboxCounts};

use crate::{Failure, Latchstring};

/// Takes work that is due, for as long as the lease: work of the lane that [`perform`](super::perform) does.
///
/// # Errors
/// [`Failure`].
pub async fn claim(ls: &Latchstring, lease: Duration, limit: u32) -> Result<Vec<ClaimedEntry>, Failure> {
    claim_turn(ls, Claim::of(Lane::Work, ls.now(), lease, limit)).await
}

/// Takes mails that are due, for as long as the lease: `service::mail` says what each is.
///
/// # Errors
/// [`Failure`].
pub async fn claim_mail(ls: &Latchstring, lease: Duration, limit: u32) -> Result<Vec<ClaimedEntry>, Failure> {
    claim_turn(ls, Claim::of(Lane::Mail, ls.now(), lease, limit)).await
}

/// The same, of any lane, with a say in whose turn it is.
///
/// # Errors
/// [`Failure`].
pub async fn claim_turn(ls: &Latchstring, claim: Claim) -> Result<Vec<ClaimedEntry>, Failure> {
    Ok(ls.store().claim(claim).await?)
}

/// When the next work of a lane falls due.
///
/// # Errors
/// [`Failure`].
pub async fn next_due(ls: &Latchstring, lane: Lane) -> Result<Option<Timestamp>, Failure> {
    Ok(ls.store().next_due(lane, ls.now()).await?)
}

/// How much work there is.
///
/// # Errors
/// [`Failure`].
pub async fn counts(ls: &Latchstring) -> Result<OutboxCounts, Failure> {
    Ok(ls.store().outbox_counts().await?)
}
