use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::branding::Branding;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::Origin;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::SuppressionReason;
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::unsubscribe::{unsubscribe_text, unsubscribed};
use latchstring_storage::{ChangeSet, Constraint};
use secrecy::SecretString;

use super::suppress::{is_suppressed, suppress};
use crate::attempts::{Attempts, Commit};
use crate::record::By;
use crate::{Failure, Latchstring, branding};

/// Somebody who reads a mail and may want no more.
#[derive(Debug, Clone)]
pub struct Unsubscribing {
    /// Whose mail it is.
    pub workspace: Workspace,
    /// How it looks.
    pub branding: Branding,
    /// The address that was mailed.
    pub address: EmailAddress,
    /// Whether it is mailed no more already.
    pub is_done: bool,
}

/// The link by which whoever reads a mail at this address asks a workspace for no more (RFC 8058).
pub(crate) fn link(
    ls: &Latchstring,
    workspace: &Workspace,
    address: &EmailAddress,
) -> Result<SecretString, Failure> {
    let id = workspace.id.to_bytes();
    let text = unsubscribe_text(ls.keyring(), &id, address.as_str(), &mut *ls.rng())
        .map_err(|_| Failure::Defect("an address is too long to be sealed"))?;
    Ok(ls.links().unsubscribe(workspace, &text))
}

/// What stands behind such a link; `None` where it is none of ours, or its workspace is gone. Looking changes nothing.
///
/// # Errors
/// [`Failure`].
pub async fn unsubscribing(ls: &Latchstring, text: &str) -> Result<Option<Unsubscribing>, Failure> {
    let Ok((workspace, address)) = unsubscribed(ls.keyring(), text) else { return Ok(None) };
    let Ok(address) = EmailAddress::parse(&address) else { return Ok(None) };
    let id = WorkspaceId::from_uuid(uuid::Uuid::from_bytes(workspace));
    let Some(workspace) = ls.store().workspace(id).await? else { return Ok(None) };
    let branding = branding::of(ls, id).await?;
    let is_done = is_suppressed(ls, id, &address).await?;
    Ok(Some(Unsubscribing { workspace, branding, address, is_done }))
}

/// Mails the address behind such a link no more. A second time it changes nothing. `None` as for [`unsubscribing`].
///
/// # Errors
/// [`Failure`].
pub async fn unsubscribe(
    ls: &Latchstring,
    text: &str,
    origin: Origin,
) -> Result<Option<Unsubscribing>, Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let Some(found) = unsubscribing(ls, text).await? else { return Ok(None) };
        let by = By {
            workspace_id: found.workspace.id,
            actor: Actor { kind: ActorKind::Recipient, id: None, email: Some(found.address.clone()) },
            origin: origin.clone(),
            now: ls.now(),
            automated: false,
        };
        let changes = suppress(ls, &by, &found.address, SuppressionReason::Unsubscribed).await?;
        let done = Unsubscribing { is_done: true, ..found };
        if changes.is_empty() {
            return Ok(Some(done));
        }
        let set = changes.into_iter().fold(ChangeSet::new(), ChangeSet::with);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(Some(done)),
            Commit::Stale => {}
            // Somebody else has done the same; the next look finds it.
            Commit::Conflict(Constraint::Once) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a suppression was refused")),
        }
    }
}
