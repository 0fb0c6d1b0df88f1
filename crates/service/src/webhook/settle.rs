use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::outbox::Task;
use latchstring_domain::webhook::{
    Attempt, AttemptOutcome, Attempted, Delivery, DisabledBecause, Endpoint, EndpointState, EventType,
    FailedBecause, Progress,
};
use latchstring_storage::{Change, ChangeSet, ClaimedEntry};

use super::announce::send_at;
use crate::attempts::{Attempts, Commit};
use crate::outbox::Performed;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// What became of a delivery by a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    /// Whether that was written, or another worker has taken over.
    pub performed: Performed,
    /// What is next for the delivery; `None` when it was gone.
    pub progress: Option<Progress>,
    /// Why the endpoint is disabled from now on, if it is.
    pub disabled: Option<DisabledBecause>,
}

/// Writes down how a try went, and what follows from it: the next try, the end of the delivery, and where it is so, the
/// end of the endpoint, with the events that tell of it. All in one commit with the end of the entry.
///
/// # Errors
/// [`Failure`].
pub async fn attempted(
    ls: &Latchstring,
    claimed: &ClaimedEntry,
    at: Timestamp,
    took: Duration,
    outcome: &AttemptOutcome,
    retry_after: Option<Duration>,
) -> Result<Settled, Failure> {
    let Task::Deliver { delivery: id, endpoint: endpoint_id } = claimed.entry.task else {
        return Err(Failure::Defect("an entry that promises no webhook"));
    };
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let complete = Change::Complete { id: claimed.entry.id, fence: claimed.fence };
        let mut set = ChangeSet::new().with(complete);
        let (mut progress, mut disabled) = (None, None);
        let found = ls.store().delivery(id).await?;
        if let Some((tried, endpoint)) = found.zip(ls.store().endpoint(endpoint_id).await?)
            && let Some(Attempted { delivery, progress: next }) =
                tried.attempted(attempt(at, took, outcome), ls.rng().next_u32(), retry_after, now)
        {
            progress = Some(next);
            let changed = match next {
                Progress::Arrived => endpoint.succeeded(now),
                Progress::Again(_) | Progress::GivenUp(_) => endpoint.failed(outcome.is_gone(), now),
            };
            disabled = changed.as_ref().and_then(newly_disabled);
            follow(ls, &delivery, changed, next, now, &mut set).await?;
        }
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Settled { performed: Performed::Done, progress, disabled }),
            Some(Commit::Stale) => {}
            Some(Commit::Conflict(_)) => return Err(Failure::Defect("the end of a try was refused")),
            None => return Ok(Settled { performed: Performed::LeaseLost, progress: None, disabled: None }),
        }
    }
}

fn attempt(at: Timestamp, took: Duration, outcome: &AttemptOutcome) -> Attempt {
    Attempt { at, took, outcome: outcome.clone() }
}

const fn newly_disabled(endpoint: &Endpoint) -> Option<DisabledBecause> {
    match endpoint.state {
        EndpointState::Disabled { because, .. } => Some(because),
        EndpointState::Enabled { .. } => None,
    }
}

/// The changes that follow from a try.
async fn follow(
    ls: &Latchstring,
    delivery: &Delivery,
    endpoint: Option<Endpoint>,
    next: Progress,
    now: Timestamp,
    set: &mut ChangeSet,
) -> Result<(), Failure> {
    set.push(Change::UpdateDelivery(delivery.clone()));
    if let Progress::Again(at) = next {
        set.push(send_at(ls, delivery, at, now));
    }
    let by = By {
        workspace_id: delivery.workspace_id,
        actor: Actor::new(ActorKind::System, "webhooks"),
        origin: Origin::default(),
        now,
        automated: true,
    };
    let mut told = Vec::new();
    if let Some(because) = endpoint.as_ref().and_then(newly_disabled) {
        let data = EventData::none().with("because", because.as_str());
        told.push((EventKind::WebhookDisabled, data));
    }
    // A test that fails tells whoever asked for it, in the list of deliveries.
    if next == Progress::GivenUp(FailedBecause::Exhausted) && delivery.event_type != EventType::Test {
        let attempts = i64::try_from(delivery.attempts.len()).unwrap_or(i64::MAX);
        let data = EventData::none()
            .with("deliveryId", delivery.id.to_string())
            .with("messageId", delivery.message_id.to_string())
            .with("type", delivery.event_type.as_str())
            .with("attempts", attempts);
        told.push((EventKind::WebhookExhausted, data));
    }
    set.push_if_any(endpoint.map(Change::UpdateEndpoint));
    if !told.is_empty() {
        let mut chain = Chain::load(ls, Subject::Workspace(delivery.workspace_id)).await?;
        for (kind, data) in told {
            let data = data.with("webhookId", delivery.endpoint_id.to_string());
            set.push(chain.append(ls, &by, kind, data));
        }
    }
    Ok(())
}
