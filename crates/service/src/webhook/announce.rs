use latchstring_domain::Timestamp;
use latchstring_domain::id::{DeliveryId, EndpointId, EventId, MessageId, OutboxId};
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::webhook::{About, Announcement, Delivery, Endpoint, Message};
use latchstring_storage::{Change, ChangeSet, ClaimedEntry};

use super::announcement;
use crate::attempts::{Attempts, Commit};
use crate::outbox::Performed;
use crate::{Failure, Latchstring};

/// What an entry promises to tell: nothing, when nobody would hear of it any more.
///
/// # Errors
/// [`Failure`].
pub async fn announcements(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Vec<Announcement>, Failure> {
    let event = event_of(claimed)?;
    let Some(event) = ls.store().event(event).await? else { return Ok(Vec::new()) };
    if ls.store().endpoints(claimed.entry.workspace_id).await?.is_empty() {
        return Ok(Vec::new());
    }
    announcement::of(ls, &event).await
}

fn event_of(claimed: &ClaimedEntry) -> Result<EventId, Failure> {
    match claimed.entry.task {
        Task::Announce(event) => Ok(event),
        _ => Err(Failure::Defect("an entry that announces nothing")),
    }
}

/// An announcement, with the body that was written for it.
#[derive(Debug, Clone)]
pub struct Announced {
    /// The announcement.
    pub announcement: Announcement,
    /// The bytes that are signed and sent.
    pub body: String,
}

/// Ends an entry: its messages are kept as they were written, and each is on its way to every endpoint that hears of it,
/// in one commit.
///
/// # Errors
/// [`Failure`].
pub async fn announced(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    written: &[Announced],
) -> Result<Performed, Failure> {
    let event = event_of(claimed)?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let complete = Change::Complete { id: claimed.entry.id, fence: claimed.fence };
        let mut set = ChangeSet::new().with(complete);
        let endpoints = ls.store().endpoints(claimed.entry.workspace_id).await?;
        if !endpoints.is_empty() {
            for Announced { announcement, body } in written {
                let message = Message {
                    id: MessageId::generate(now, &mut *ls.rng()),
                    workspace_id: announcement.workspace_id,
                    event_id: Some(event),
                    event_type: announcement.event_type,
                    occurred_at: announcement.occurred_at,
                    body: body.clone(),
                    created_at: now,
                };
                set.push(Change::CreateMessage(message.clone()));
                for endpoint in endpoints.iter().filter(|endpoint| hears(endpoint, announcement)) {
                    set_off(ls, &message, endpoint.id, now).into_iter().for_each(|change| set.push(change));
                }
            }
        }
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Performed::Done),
            Some(Commit::Stale) => {}
            // An endpoint has just been deleted.
            Some(Commit::Conflict(_)) => attempts.again().await?,
            None => return Ok(Performed::LeaseLost),
        }
    }
}

/// The endpoint that did not take a message is not told so: it would not take that either.
fn hears(endpoint: &Endpoint, announcement: &Announcement) -> bool {
    let itself =
        matches!(announcement.about, About::Exhausted { endpoint_id, .. } if endpoint_id == endpoint.id);
    !itself && endpoint.hears(announcement.event_type, announcement.occurred_at)
}

fn set_off(ls: &Latchstring, message: &Message, endpoint: EndpointId, now: Timestamp) -> [Change; 2] {
    let id = DeliveryId::generate(now, &mut *ls.rng());
    let delivery = Delivery::begin(id, message, endpoint, false, now);
    let entry = send_at(ls, &delivery, now, now);
    [Change::CreateDelivery(delivery), entry]
}

/// The promise of the next try.
pub(super) fn send_at(ls: &Latchstring, delivery: &Delivery, run_at: Timestamp, now: Timestamp) -> Change {
    Change::Enqueue(OutboxEntry {
        id: OutboxId::generate(now, &mut *ls.rng()),
        workspace_id: delivery.workspace_id,
        task: Task::Deliver { delivery: delivery.id, endpoint: delivery.endpoint_id },
        run_at,
        created_at: now,
    })
}
