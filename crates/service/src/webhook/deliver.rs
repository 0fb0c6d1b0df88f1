use latchstring_domain::outbox::Task;
use latchstring_domain::webhook::DeliveryState;
use latchstring_domain::workspace::Mode;
use latchstring_secrets::webhook::{WebhookHeaders, WebhookSecret};
use latchstring_storage::{Change, ChangeSet, ClaimedEntry};

use super::seal::{headers, open};
use crate::attempts::{Attempts, Commit};
use crate::outbox::Performed;
use crate::{Failure, Latchstring, Thing};

/// A webhook to be sent now.
#[derive(Debug)]
pub struct DueDelivery {
    /// Where to.
    pub url: String,
    /// What the endpoint wants with it.
    pub headers: WebhookHeaders,
    /// What it is signed with.
    pub secrets: Vec<WebhookSecret>,
    /// The id that receivers know it by.
    pub message_id: String,
    /// The bytes that are signed and sent.
    pub body: String,
    /// Whether its workspace is a sandbox.
    pub sandbox: bool,
}

/// What an entry that promises a delivery comes to.
#[derive(Debug)]
pub enum Due {
    /// This is to be sent, and [`super::attempted`] told how it went.
    Send(Box<DueDelivery>),
    /// There is nothing to send any more, and the entry is ended.
    Nothing(Performed),
}

/// The webhook that an entry promises. Where there is nothing to send, because it was deleted, is done, or its endpoint
/// was disabled, the entry is ended.
///
/// # Errors
/// [`Failure`].
pub async fn due(ls: &Latchstring, claimed: &ClaimedEntry) -> Result<Due, Failure> {
    let Task::Deliver { delivery, endpoint } = claimed.entry.task else {
        return Err(Failure::Defect("an entry that promises no webhook"));
    };
    let mut attempts = Attempts::new(ls);
    loop {
        let complete = Change::Complete { id: claimed.entry.id, fence: claimed.fence };
        let mut set = ChangeSet::new().with(complete);
        let found = ls.store().delivery(delivery).await?;
        if let Some(delivery) = found.filter(|found| matches!(found.state, DeliveryState::Pending { .. })) {
            let endpoint = ls.store().endpoint(endpoint).await?;
            let message = ls.store().message(delivery.message_id).await?;
            match (endpoint, message) {
                (Some(endpoint), Some(message)) if endpoint.is_enabled() => {
                    let workspace = ls.store().workspace(endpoint.workspace_id).await?;
                    let mode = workspace.ok_or(Failure::NotFound(Thing::Workspace))?.mode;
                    let signing = endpoint.secrets.signing(ls.now());
                    return Ok(Due::Send(Box::new(DueDelivery {
                        url: endpoint.url.as_str().to_owned(),
                        headers: headers(ls, &endpoint)?,
                        secrets: signing
                            .map(|sealed| open(ls, &endpoint, sealed))
                            .collect::<Result<_, _>>()?,
                        message_id: message.id.webhook_id(),
                        body: message.body,
                        sandbox: mode == Mode::Sandbox,
                    })));
                }
                _ => set.push_if_any(delivery.held_back(ls.now()).map(Change::UpdateDelivery)),
            }
        }
        match attempts.commit_fenced(set).await? {
            Some(Commit::Done) => return Ok(Due::Nothing(Performed::Done)),
            Some(Commit::Stale) => {}
            Some(Commit::Conflict(_)) => return Err(Failure::Defect("the end of a delivery was refused")),
            None => return Ok(Due::Nothing(Performed::LeaseLost)),
        }
    }
}
