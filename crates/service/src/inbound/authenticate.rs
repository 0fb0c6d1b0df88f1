use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::Origin;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::sealed::Digest;
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::tally;
use latchstring_secrets::webhook::{TOLERANCE_SECONDS, WebhookSecret};
use latchstring_storage::Change;

use crate::record::By;
use crate::workspace::inbound_secret;
use crate::{Failure, Latchstring};

/// The most characters of a message's id.
pub const MAX_MESSAGE_ID: usize = 256;

/// A request as it came, with the three headers of Standard Webhooks 1.0.
#[derive(Debug, Clone, Copy)]
pub struct SignedRequest<'a> {
    /// `webhook-id`.
    pub id: &'a str,
    /// `webhook-timestamp`, in seconds since the Unix epoch.
    pub timestamp: i64,
    /// `webhook-signature`.
    pub signature: &'a str,
    /// The very bytes of the body.
    pub body: &'a [u8],
}

/// A request that was signed under the secret of this workspace.
#[derive(Debug, Clone)]
pub struct Inbound {
    workspace_id: WorkspaceId,
    message_id: String,
    origin: Origin,
}

/// Why a request was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InboundRefused {
    /// Its time is more than five minutes from now.
    #[error("the timestamp is more than {TOLERANCE_SECONDS} seconds from the time here")]
    Clock,
    /// This deployment has no secret for it.
    #[error("this deployment takes nothing of the kind")]
    NoSecret,
    /// It is signed under the secret of none of the workspaces it may be for, or there is none.
    #[error("the signature is not right")]
    Signature,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl SignedRequest<'_> {
    /// The time now in seconds, from which the request's is not far.
    fn in_time(&self, ls: &Latchstring) -> Result<i64, InboundRefused> {
        let now = ls.now().unix_seconds();
        if now.abs_diff(self.timestamp) > u64::from(TOLERANCE_SECONDS) {
            return Err(InboundRefused::Clock);
        }
        if self.id.chars().count() > MAX_MESSAGE_ID {
            return Err(InboundRefused::Signature);
        }
        Ok(now)
    }

    fn is_signed_under(&self, secret: &WebhookSecret, now: i64) -> bool {
        let Self { id, timestamp, signature, body } = *self;
        secret.verify(id, timestamp, signature, body, now, TOLERANCE_SECONDS).is_ok()
    }
}

/// Whether a request is the mail service's of this deployment. That it comes twice does no harm: a mail comes back once.
///
/// # Errors
/// [`InboundRefused`].
pub fn authenticate_mail_service(
    ls: &Latchstring,
    request: &SignedRequest<'_>,
) -> Result<(), InboundRefused> {
    let secret = ls.mail_events().ok_or(InboundRefused::NoSecret)?;
    let now = request.in_time(ls)?;
    if request.is_signed_under(secret, now) { Ok(()) } else { Err(InboundRefused::Signature) }
}

/// Finds out who handed a request in: the workspace, among those that it may be for, under whose secret it is signed. Which
/// of them exist is told to nobody who has no such secret.
///
/// # Errors
/// [`InboundRefused`].
pub async fn authenticate(
    ls: &Latchstring,
    request: &SignedRequest<'_>,
    origin: Origin,
    may_be_for: impl Fn(&Workspace) -> bool + Send,
) -> Result<Inbound, InboundRefused> {
    let now = request.in_time(ls)?;
    let workspaces = ls.store().workspaces().await.map_err(Failure::from)?;
    let signed = |workspace: &Workspace| {
        may_be_for(workspace)
            && inbound_secret(ls, workspace).is_some_and(|secret| request.is_signed_under(&secret, now))
    };
    let workspace = workspaces.iter().find(|workspace| signed(workspace)).ok_or(InboundRefused::Signature)?;
    Ok(Inbound { workspace_id: workspace.id, message_id: request.id.to_owned(), origin })
}

impl Inbound {
    /// The workspace.
    #[must_use]
    pub const fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }

    /// The change that lets a message in once. A second one of the same id is refused as
    /// [`Once`](latchstring_storage::Constraint::Once) for as long as its timestamp could be taken.
    pub(crate) fn once(&self, ls: &Latchstring, now: Timestamp) -> Change {
        let workspace = self.workspace_id.to_bytes();
        let key = tally::key(ls.keyring(), "inbound-message", &[&workspace, self.message_id.as_bytes()]);
        // It may be dated up to one tolerance ahead, and is taken up to another one later.
        let until = now.saturating_add(Duration::from_secs(2 * u64::from(TOLERANCE_SECONDS) + 1));
        Change::Mark { key: Digest::new(key), until }
    }

    /// Who does what follows from it.
    pub(crate) fn by(&self, now: Timestamp) -> By {
        By {
            workspace_id: self.workspace_id,
            actor: Actor::new(ActorKind::System, "inbound"),
            origin: self.origin.clone(),
            now,
            automated: true,
        }
    }
}
