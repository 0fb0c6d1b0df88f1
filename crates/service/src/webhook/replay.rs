use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::sealed::Digest;
use latchstring_domain::webhook::{Delivery, DeliveryState, DeliveryStatus, Endpoint};
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, Constraint, DeliveryFilter, MessageRange, Slice};

use super::announce::send_at;
use super::find::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// How many webhooks one call sends again, at most.
const AT_ONCE: u32 = 250;

/// How often somebody may ask for tests and replays of one endpoint in a minute.
const ASKED: u32 = 20;
const SPAN: Duration = Duration::from_secs(60);

/// What is to be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replay {
    /// One delivery.
    One(DeliveryId),
    /// Everything that was given up.
    Failed,
    /// Everything that happened in a time and that the endpoint wants to hear of, whether it was sent before or not, such
    /// as because the endpoint was disabled or not yet there.
    Range {
        /// From then on.
        from: Timestamp,
        /// Before then.
        until: Timestamp,
    },
}

/// What is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed {
    /// How many webhooks.
    pub count: usize,
    /// Whether there is more, because one call sends a bounded number.
    pub more: bool,
    /// From when on to ask again, where there is more of a range.
    pub resume_from: Option<Timestamp>,
}

/// Why nothing was sent again.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The endpoint is disabled.
    #[error("the endpoint is disabled")]
    Disabled,
    /// The delivery is still under way.
    #[error("the delivery is still under way")]
    UnderWay,
    /// The range ends before it begins.
    #[error("the range ends before it begins")]
    EmptyRange,
    /// Too many were asked for in a short while.
    #[error("too many tests and replays; try again in a minute")]
    TooMany,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Sends webhooks again: the same bytes under the same id, in the order of what they tell of, each with a schedule of its
/// own. What is still under way is left alone. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`ReplayError`].
pub async fn replay(
    ls: &Latchstring,
    caller: &Caller,
    id: EndpointId,
    wish: Replay,
) -> Result<Replayed, ReplayError> {
    caller.require(ls, Scope::WebhooksManage).await?;
    if let Replay::Range { from, until } = wish
        && from >= until
    {
        return Err(ReplayError::EmptyRange);
    }
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let endpoint = find(ls, caller, id).await?;
        if !endpoint.is_enabled() {
            return Err(ReplayError::Disabled);
        }
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let (changes, replayed) = chosen(ls, &endpoint, wish, now).await?;
        let sent = i64::try_from(replayed.count).unwrap_or(i64::MAX);
        let data = EventData::none().with("webhookId", id.to_string()).with("count", sent);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WebhookReplayed, data);
        let mut set = ChangeSet::new().with(count(ls, id, now));
        changes.into_iter().for_each(|change| set.push(change));
        set.push(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(replayed),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(ReplayError::TooMany),
            // Somebody else has just replayed the same, or the endpoint is gone: find out now.
            Commit::Conflict(_) => attempts.again().await?,
        }
    }
}

/// One more test or replay of an endpoint.
pub(super) fn count(ls: &Latchstring, endpoint: EndpointId, now: Timestamp) -> Change {
    let key = Digest::new(tally::key(ls.keyring(), "webhook-replay", &[&endpoint.to_bytes()]));
    Change::Tally { key, limit: ASKED, at: now, until: now.saturating_add(SPAN) }
}

async fn chosen(
    ls: &Latchstring,
    endpoint: &Endpoint,
    wish: Replay,
    now: Timestamp,
) -> Result<(Vec<Change>, Replayed), ReplayError> {
    match wish {
        Replay::One(id) => {
            let found = ls.store().delivery(id).await.map_err(Failure::from)?;
            let of_endpoint = found.filter(|found| found.endpoint_id == endpoint.id);
            let delivery = of_endpoint.ok_or(Failure::NotFound(Thing::Delivery))?;
            let again = delivery.replay(now).ok_or(ReplayError::UnderWay)?;
            let changes = sent_again(ls, vec![(again, false)], now);
            Ok((changes, Replayed { count: 1, more: false, resume_from: None }))
        }
        Replay::Failed => Ok(failed(ls, endpoint, now).await?),
        Replay::Range { from, until } => Ok(range(ls, endpoint, from, until, now).await?),
    }
}

async fn failed(
    ls: &Latchstring,
    endpoint: &Endpoint,
    now: Timestamp,
) -> Result<(Vec<Change>, Replayed), Failure> {
    let filter = DeliveryFilter { endpoint: endpoint.id, status: Some(DeliveryStatus::Failed) };
    let found = ls.store().deliveries(&filter, Slice::first(AT_ONCE + 1)).await?;
    let more = found.len() > usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    let mut again: Vec<_> = found
        .into_iter()
        .take(usize::try_from(AT_ONCE).unwrap_or(usize::MAX))
        .filter_map(|delivery| Some((delivery.replay(now)?, false)))
        .collect();
    again.sort_by_key(|(delivery, _)| (delivery.occurred_at, delivery.id));
    let count = again.len();
    Ok((sent_again(ls, again, now), Replayed { count, more, resume_from: None }))
}

async fn range(
    ls: &Latchstring,
    endpoint: &Endpoint,
    from: Timestamp,
    until: Timestamp,
    now: Timestamp,
) -> Result<(Vec<Change>, Replayed), Failure> {
    let range = MessageRange { workspace: endpoint.workspace_id, from, until };
    let mut messages = ls.store().messages(&range, None, AT_ONCE + 1).await?;
    let more = messages.len() > usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    let resume_from = if more { messages.pop().map(|message| message.occurred_at) } else { None };
    let mut again = Vec::new();
    for message in messages.iter().filter(|message| endpoint.types.wants(message.event_type)) {
        match ls.store().delivery_of(endpoint.id, message.id).await? {
            Some(delivery) if matches!(delivery.state, DeliveryState::Pending { .. }) => {}
            Some(delivery) => again.extend(delivery.replay(now).map(|delivery| (delivery, false))),
            None => {
                let id = DeliveryId::generate(now, &mut *ls.rng());
                again.push((Delivery::begin(id, message, endpoint.id, true, now), true));
            }
        }
    }
    let count = again.len();
    Ok((sent_again(ls, again, now), Replayed { count, more, resume_from }))
}

/// The changes that set deliveries off, a millisecond apart, so that the earliest goes first. The second of each pair says
/// whether it is a new one.
pub(crate) fn sent_again(ls: &Latchstring, again: Vec<(Delivery, bool)>, now: Timestamp) -> Vec<Change> {
    let mut changes = Vec::with_capacity(again.len().saturating_mul(2));
    for (place, (delivery, is_new)) in (0_u64..).zip(again) {
        let run_at = now.saturating_add(Duration::from_millis(place));
        let entry = send_at(ls, &delivery, run_at, now);
        changes.push(match is_new {
            true => Change::CreateDelivery(delivery),
            false => Change::UpdateDelivery(delivery),
        });
        changes.push(entry);
    }
    changes
}
