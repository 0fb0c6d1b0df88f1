use latchstring_service::outbox::{ClaimedEntry, Performed};
use latchstring_service::webhook::{self, Announced, Due, DueDelivery};
use latchstring_service::{Failure, Latchstring};
use latchstring_webhooks::{Outgoing, body};
use tokio::time::Instant;

use crate::probe::Moment;
use crate::work::Means;

/// Why a webhook was not sent this time. An endpoint that does not take it is no reason: that is told to the delivery.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WebhookError {
    /// The deployment has no way to send webhooks, though something was promised when it had.
    #[error("there is no way to send webhooks")]
    NoSender,
    /// What was promised cannot be looked up, or the end of it not be written down.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Writes the webhooks of an event, and sends them on their way to whoever hears of it.
pub(crate) async fn announce(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Performed, Failure> {
    let written = |announcement| Announced { body: body(&announcement), announcement };
    let all: Vec<_> = webhook::announcements(ls, claimed).await?.into_iter().map(written).collect();
    webhook::announced(ls, claimed, &all).await
}

/// Sends a webhook, if there is still something to send, and writes down how that went. Between the two lies the one moment
/// in which it can be sent twice; it is the same webhook then, under the same id.
pub(crate) async fn deliver(
    ls: &Latchstring,
    means: &Means,
    claimed: &ClaimedEntry,
) -> Result<Performed, WebhookError> {
    let sender = means.sender.as_ref().ok_or(WebhookError::NoSender)?;
    let due = match webhook::due(ls, claimed).await? {
        Due::Send(due) => due,
        Due::Nothing(performed) => return Ok(performed),
    };
    means.probe.pass(Moment::BeforeSending);
    let (at, began) = (ls.now(), Instant::now());
    let sent = sender.send(outgoing(*due), at).await;
    let took = began.elapsed();
    means.probe.pass(Moment::Sent);
    let settled = webhook::attempted(ls, claimed, at, took, &sent.outcome, sent.retry_after).await?;
    if let Some(because) = settled.disabled {
        let workspace = claimed.entry.workspace_id;
        let endpoint = claimed.entry.queue();
        tracing::warn!(%workspace, webhook = %endpoint, %because, "an endpoint for webhooks was disabled");
    }
    Ok(settled.performed)
}

fn outgoing(due: DueDelivery) -> Outgoing {
    let DueDelivery { url, headers, secrets, message_id, body, sandbox } = due;
    Outgoing { url, headers, secrets, id: message_id, body, sandbox }
}
