use latchstring_domain::Version;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::EndpointId;
use latchstring_domain::text::EndpointDescription;
use latchstring_domain::webhook::{Endpoint, EndpointSecrets, EndpointState, EndpointUrl, EventTypes};
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_storage::{Change, ChangeSet};
use secrecy::SecretString;

use super::find::may_be_sent_to;
use super::seal::{CustomHeaders, seal};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// The most endpoints of a workspace.
pub const MAX_ENDPOINTS: usize = 50;

/// What a new endpoint is made of.
#[derive(Debug, Clone)]
pub struct CreateEndpoint {
    /// Where it is.
    pub url: EndpointUrl,
    /// What people call it.
    pub description: Option<EndpointDescription>,
    /// What it wants to hear of.
    pub types: EventTypes,
    /// What it wants with each message.
    pub headers: Option<CustomHeaders>,
    /// Its secret, when it has one already; otherwise one is made.
    pub secret: Option<WebhookSecret>,
    /// Whether it is sent anything from now on.
    pub enabled: bool,
}

/// An endpoint just made, with the one sight of its secret.
#[derive(Debug)]
pub struct CreatedEndpoint {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// What messages to it are signed with.
    pub secret: SecretString,
}

/// Why an endpoint was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateEndpointError {
    /// Webhooks of this workspace go to `https` addresses only.
    #[error("the address must begin with https://")]
    NotHttps,
    /// The workspace has as many as it may.
    #[error("a workspace has at most {MAX_ENDPOINTS} endpoints")]
    TooMany,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes an endpoint. It hears of what happens from now on. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`CreateEndpointError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    wish: CreateEndpoint,
) -> Result<CreatedEndpoint, CreateEndpointError> {
    caller.require(ls, Scope::WebhooksManage).await?;
    if !may_be_sent_to(ls, caller, &wish.url).await? {
        return Err(CreateEndpointError::NotHttps);
    }
    let secret = wish.secret.clone().unwrap_or_else(|| WebhookSecret::generate(&mut *ls.rng()));
    let mut attempts = Attempts::new(ls);
    loop {
        // The chain first: who makes another one meanwhile appends to it, and makes this stale.
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let there = ls.store().endpoints(caller.workspace_id()).await.map_err(Failure::from)?;
        if there.len() >= MAX_ENDPOINTS {
            return Err(CreateEndpointError::TooMany);
        }
        let now = ls.now();
        let (id, workspace_id) = (EndpointId::generate(now, &mut *ls.rng()), caller.workspace_id());
        let endpoint = Endpoint {
            id,
            workspace_id,
            url: wish.url.clone(),
            description: wish.description.clone(),
            types: wish.types.clone(),
            headers: wish.headers.as_ref().and_then(|headers| headers.seal(ls, workspace_id, id)),
            secrets: EndpointSecrets { current: seal(ls, workspace_id, id, &secret), previous: None },
            state: EndpointState::Enabled { failing_since: None },
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        };
        let endpoint = match wish.enabled {
            true => endpoint,
            false => Endpoint { version: Version::FIRST, ..endpoint.switched(false, now) },
        };
        let data = EventData::none().with("webhookId", id.to_string()).with("url", endpoint.url.origin());
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WebhookCreated, data);
        let set = ChangeSet::new().with(Change::CreateEndpoint(endpoint.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(CreatedEndpoint { endpoint, secret: secret.expose() }),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new endpoint was refused").into()),
        }
    }
}
