use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::MagicLinkId;
use latchstring_domain::invitation::{RevokeError, Revoked};
use latchstring_storage::{Change, ChangeSet};

use super::list::MagicLinkView;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing, company};

/// Why a magic link was not revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevokeMagicLinkError {
    /// There is nothing left to revoke.
    #[error(transparent)]
    NotActive(#[from] RevokeError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Revokes a magic link: once this has returned, no use of it begins. Revoking one again changes nothing. Needs the
/// scope `invitations:write`.
///
/// # Errors
/// [`RevokeMagicLinkError`].
pub async fn revoke(
    ls: &Latchstring,
    caller: &Caller,
    id: MagicLinkId,
) -> Result<MagicLinkView, RevokeMagicLinkError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let found = ls.store().magic_link(id).await.map_err(Failure::from)?;
        let link = caller.own(ls, Thing::MagicLink, found).await?;
        let company = company::find(ls, caller, link.company_id).await?;
        let revoked = match link.revoke(&company, now)? {
            Revoked::Already(link) => return Ok(MagicLinkView { status: link.status(&company, now), link }),
            Revoked::Now(link) => link,
        };
        let mut chain = Chain::load(ls, Subject::MagicLink(id)).await.map_err(Failure::from)?;
        let event = chain.append(ls, &By::caller(caller, now), EventKind::Revoked, EventData::none());
        match attempts
            .commit(ChangeSet::new().with(Change::UpdateMagicLink(revoked.clone())).with(event))
            .await?
        {
            Commit::Done => {
                return Ok(MagicLinkView { status: revoked.status(&company, now), link: revoked });
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a revocation was refused").into()),
        }
    }
}
