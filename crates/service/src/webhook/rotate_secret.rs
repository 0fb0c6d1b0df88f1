use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::EndpointId;
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::webhook::Endpoint;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_storage::{Change, ChangeSet};
use secrecy::{ExposeSecret as _, SecretString};

use super::find::find;
use super::seal::{open, seal};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// How a secret is to be replaced.
#[derive(Debug, Clone)]
pub struct RotateSecret {
    /// The secret that takes the place; one is made, when there is none.
    pub secret: Option<WebhookSecret>,
    /// For how long the one before goes on signing too.
    pub overlap: SecretOverlap,
}

/// An endpoint with another secret, and the one sight of it.
#[derive(Debug)]
pub struct RotatedSecret {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// What messages to it are signed with from now on.
    pub secret: SecretString,
}

/// Why a secret was not replaced.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RotateSecretError {
    /// It is the secret that the endpoint has.
    #[error("the endpoint has this secret already")]
    Same,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Gives an endpoint another secret. For the overlap, messages are signed with both; a third is not kept. Needs the scope
/// `webhooks:manage`.
///
/// # Errors
/// [`RotateSecretError`].
pub async fn rotate_secret(
    ls: &Latchstring,
    caller: &Caller,
    id: EndpointId,
    wish: RotateSecret,
) -> Result<RotatedSecret, RotateSecretError> {
    caller.require(ls, Scope::WebhooksManage).await?;
    let secret = wish.secret.unwrap_or_else(|| WebhookSecret::generate(&mut *ls.rng()));
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let before = find(ls, caller, id).await?;
        let current = open(ls, &before, &before.secrets.current)?;
        if current.expose().expose_secret() == secret.expose().expose_secret() {
            return Err(RotateSecretError::Same);
        }
        let fresh = seal(ls, before.workspace_id, id, &secret);
        let endpoint = Endpoint {
            secrets: before.secrets.clone().rotate(fresh, wish.overlap, now),
            updated_at: now,
            version: before.version.next(),
            ..before
        };
        let overlap = i64::try_from(wish.overlap.span().as_secs()).unwrap_or(i64::MAX);
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let data = EventData::none().with("webhookId", id.to_string()).with("overlapSeconds", overlap);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WebhookSecretRotated, data);
        let set = ChangeSet::new().with(Change::UpdateEndpoint(endpoint.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(RotatedSecret { endpoint, secret: secret.expose() }),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("another secret was refused").into()),
        }
    }
}
