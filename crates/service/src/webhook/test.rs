use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::{DeliveryId, EndpointId, MessageId};
use latchstring_domain::webhook::{Delivery, EventType, Message};
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::announce::send_at;
use super::find::find;
use super::replay::count;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why no test was sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TestError {
    /// The endpoint is disabled.
    #[error("the endpoint is disabled")]
    Disabled,
    /// Too many were sent, or sent again, in a short while.
    #[error("too many tests and replays; try again in a minute")]
    TooMany,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Sends a test to an endpoint, once, whatever types it wants to hear of. What comes of it stands in the delivery; of the
/// answer only the status. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`TestError`].
pub async fn test(ls: &Latchstring, caller: &Caller, id: EndpointId) -> Result<Delivery, TestError> {
    caller.require(ls, Scope::WebhooksManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let endpoint = find(ls, caller, id).await?;
        if !endpoint.is_enabled() {
            return Err(TestError::Disabled);
        }
        let message = Message {
            id: MessageId::generate(now, &mut *ls.rng()),
            workspace_id: endpoint.workspace_id,
            event_id: None,
            event_type: EventType::Test,
            occurred_at: now,
            body: body(id, now),
            created_at: now,
        };
        let delivery = Delivery::begin(DeliveryId::generate(now, &mut *ls.rng()), &message, id, false, now);
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("webhookId", id.to_string());
        let set = ChangeSet::new()
            .with(count(ls, id, now))
            .with(Change::CreateMessage(message))
            .with(Change::CreateDelivery(delivery.clone()))
            .with(send_at(ls, &delivery, now, now))
            .with(chain.append(ls, &By::caller(caller, now), EventKind::WebhookTested, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(delivery),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(TestError::TooMany),
            // The endpoint has just been deleted: find out now.
            Commit::Conflict(Constraint::Reference) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a test was refused").into()),
        }
    }
}

/// There is no text in it that somebody typed, and so nothing to escape.
fn body(endpoint: EndpointId, now: Timestamp) -> String {
    format!(r#"{{"eventType":"{}","occurredAt":"{now}","webhookId":"{endpoint}"}}"#, EventType::Test)
}
