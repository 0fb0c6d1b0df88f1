use latchstring_domain::api_key::Scope;
use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::magic_link::MagicLink;

use super::genuine::{Genuine, SecretRefused, link_of, open};
use super::kind::LinkKind;
use crate::{Caller, Failure, Latchstring, Thing};

/// What a magic link's secret holds, and what would become of somebody who opened it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The link, from its row or, when it has none, from its message.
    pub link: MagicLink,
    /// Whether there is a row for it.
    pub has_row: bool,
    /// Whether it can be used now, and if not, why.
    pub usable: Result<(), NotUsable>,
}

/// Why a secret cannot be looked into. For support; a stranger is never told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InspectError {
    /// It is no link, and nobody gets in with it.
    #[error(transparent)]
    Refused(#[from] SecretRefused),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Says what a magic link's secret holds and why it would be refused, for support. It asks what the recipient's first
/// page asks, and like it changes nothing. Needs the scopes `invitations:read` and `links:reveal`.
///
/// # Errors
/// [`InspectError`].
pub async fn inspect(
    ls: &Latchstring,
    caller: &Caller,
    kind: LinkKind,
    public_company_id: &PublicCompanyId,
    secret: &str,
) -> Result<Inspection, InspectError> {
    caller.require(ls, Scope::InvitationsRead).await?;
    caller.require(ls, Scope::LinksReveal).await?;
    let found = ls.store().company_by_public_id(public_company_id).await.map_err(Failure::from)?;
    let company = caller.own(ls, Thing::Company, found).await?;
    let opened = open(ls, kind, public_company_id, secret)?;
    let Genuine { link, has_row } = link_of(ls, kind, &company, &opened).await??;
    Ok(Inspection { usable: link.usable(&company, ls.now()), link, has_row })
}
