use latchstring_domain::company::Company;
use latchstring_domain::invitation::{Invitation, InvitationStatus, Purpose};
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::provider::Provider;
use latchstring_domain::sealed::Digest;
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::keyring::KeyId;
use latchstring_secrets::token::LinkToken;

use crate::{Failure, Latchstring};

/// What stands behind a link, for its first page. Reading it changes nothing.
#[derive(Debug)]
pub struct Landing {
    /// The invitation.
    pub invitation: Invitation,
    /// Where it stands now.
    pub status: InvitationStatus,
    /// Who asks.
    pub company: Company,
    /// The workspace of the company.
    pub workspace: Workspace,
    /// The provider that is filled in or to be repaired, when it is known.
    pub provider: Option<Provider>,
}

/// Why a link has no first page.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LandingError {
    /// No link of ours, or none any more.
    #[error("no such link")]
    Unknown,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What stands behind the link with this token. Writes nothing, whoever asks, however often.
///
/// # Errors
/// [`LandingError`].
pub async fn landing(ls: &Latchstring, token: &str) -> Result<Landing, LandingError> {
    let invitation = find(ls, token).await?.ok_or(LandingError::Unknown)?;
    let store = ls.store();
    let company =
        store.company(invitation.company_id).await.map_err(Failure::from)?.ok_or(LandingError::Unknown)?;
    let workspace = store
        .workspace(invitation.workspace_id)
        .await
        .map_err(Failure::from)?
        .ok_or(LandingError::Unknown)?;
    let provider = named_provider(ls, &invitation).await?;
    let status = invitation.status(ls.now());
    Ok(Landing { invitation, status, company, workspace, provider })
}

/// The invitation of a token; a text that is no token is refused without a look-up.
pub(super) async fn find(ls: &Latchstring, token: &str) -> Result<Option<Invitation>, Failure> {
    let Ok(token) = LinkToken::parse(token) else { return Ok(None) };
    let digest = Digest::new(*token.digest().as_bytes());
    let invitation = ls.store().invitation_by_token(&digest).await?;
    Ok(invitation.filter(|invitation| is_derivable(ls, invitation)))
}

/// Whether the link's key still stands. A link minted under a key that was disabled is dead, although its row is
/// still there, and so are the sessions on it.
pub(super) fn is_derivable(ls: &Latchstring, invitation: &Invitation) -> bool {
    let key_id = KeyId::new(invitation.token.key_id);
    LinkToken::derive(ls.keyring(), key_id, &invitation.id.to_bytes(), invitation.token.generation).is_ok()
}

/// The provider that the invitation itself names: prefilled, or that of the connection to be repaired.
pub(super) async fn named_provider(
    ls: &Latchstring,
    invitation: &Invitation,
) -> Result<Option<Provider>, Failure> {
    let id = match &invitation.purpose {
        Purpose::CreateConnection {
            prefill: Prefill { provider: Some(ProviderHint::Url(url)), .. }, ..
        } => {
            return Ok(ls.store().provider_by_url(invitation.workspace_id, url).await?);
        }
        Purpose::CreateConnection {
            prefill: Prefill { provider: Some(ProviderHint::Id(id)), .. }, ..
        } => *id,
        Purpose::CreateConnection { .. } => return Ok(None),
        Purpose::EditConnection { connection_id } => match ls.store().connection(*connection_id).await? {
            Some(connection) => connection.provider.id,
            None => return Ok(None),
        },
    };
    Ok(ls.store().provider(id).await?)
}
