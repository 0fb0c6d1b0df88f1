use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::EndpointId;
use latchstring_domain::text::EndpointDescription;
use latchstring_domain::webhook::{Endpoint, EndpointUrl, EventTypes};
use latchstring_storage::{Change, ChangeSet};

use super::find::{find, may_be_sent_to};
use super::seal::CustomHeaders;
use crate::attempts::{Attempts, Commit};
use crate::company::set;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about an endpoint: `None` leaves a part as it is, `Some(None)` empties it.
#[derive(Debug, Clone, Default)]
pub struct EndpointChanges {
    /// Where it is.
    pub url: Option<EndpointUrl>,
    /// What people call it.
    pub description: Option<Option<EndpointDescription>>,
    /// What it wants to hear of.
    pub types: Option<EventTypes>,
    /// What it wants with each message, in place of all there was.
    pub headers: Option<Option<CustomHeaders>>,
    /// Whether it is sent anything.
    pub enabled: Option<bool>,
}

/// Why an endpoint was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateEndpointError {
    /// Webhooks of this workspace go to `https` addresses only.
    #[error("the address must begin with https://")]
    NotHttps,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes an endpoint. A wish that changes nothing is written nowhere. One that is enabled again begins with a clean
/// slate; what it missed is sent when somebody asks for a replay. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`UpdateEndpointError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    id: EndpointId,
    wish: EndpointChanges,
) -> Result<Endpoint, UpdateEndpointError> {
    caller.require(ls, Scope::WebhooksManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let before = find(ls, caller, id).await?;
        // After the endpoint, so that another workspace's is not found by what its address may be.
        if let Some(url) = &wish.url
            && !may_be_sent_to(ls, caller, url).await?
        {
            return Err(UpdateEndpointError::NotHttps);
        }
        let (endpoint, changed) = changed(ls, before.clone(), &wish, now);
        if changed.is_empty() {
            return Ok(before);
        }
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("webhookId", id.to_string()).with("changed", changed);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WebhookUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateEndpoint(endpoint.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(endpoint),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a change of an endpoint was refused").into()),
        }
    }
}

fn changed(
    ls: &Latchstring,
    before: Endpoint,
    wish: &EndpointChanges,
    now: Timestamp,
) -> (Endpoint, Vec<String>) {
    let mut changed = Vec::new();
    let version = before.version.next();
    let was_enabled = before.is_enabled();
    let mut endpoint = match wish.enabled {
        Some(on) => before.switched(on, now),
        None => before,
    };
    if endpoint.is_enabled() != was_enabled {
        changed.push("enabled".to_owned());
    }
    set(&mut endpoint.url, wish.url.clone(), "url", &mut changed);
    set(&mut endpoint.description, wish.description.clone(), "description", &mut changed);
    set(&mut endpoint.types, wish.types.clone(), "eventTypes", &mut changed);
    if let Some(headers) = &wish.headers {
        let sealed =
            headers.as_ref().and_then(|headers| headers.seal(ls, endpoint.workspace_id, endpoint.id));
        // Values cannot be compared without opening them; to set them is to change them.
        if sealed.is_some() || endpoint.headers.is_some() {
            endpoint.headers = sealed;
            changed.push("headers".to_owned());
        }
    }
    (Endpoint { updated_at: now, version, ..endpoint }, changed)
}
