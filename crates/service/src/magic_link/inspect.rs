use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::magic_link::MagicLink;
use latchstring_secrets::keyring::KeyState;
use latchstring_secrets::link_message::{OpenLinkError, open_link};

use super::kind::LinkKind;
use super::message;
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
    /// Whether its key stands; `false` kills the link whatever else holds.
    pub key_stands: bool,
}

/// Why a secret cannot be looked into. For support; a stranger is never told.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InspectError {
    /// It does not open under this company and kind: which of the documented reasons it is.
    #[error(transparent)]
    DoesNotOpen(#[from] OpenLinkError),
    /// It opens, but says another company or impossible times.
    #[error("the message is of another company, or says impossible times")]
    Contradiction,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Says what a magic link's secret holds and why it would be refused, for support. Needs the scopes
/// `invitations:read` and `links:reveal`.
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
    let opened = open_link(ls.keyring(), kind.sealed(), public_company_id.as_str(), secret)?;
    if opened.message.company_id != company.id.to_bytes() {
        return Err(InspectError::Contradiction);
    }
    let row = ls.store().magic_link(message::link_id(&opened.message)).await.map_err(Failure::from)?;
    let has_row = row.is_some();
    let by = Actor::new(ActorKind::System, "link-adoption");
    let link =
        row.or_else(|| message::adopt(&opened, &company, by, ls.now())).ok_or(InspectError::Contradiction)?;
    let key_stands = matches!(ls.keyring().state(opened.key_id), Some(KeyState::Primary | KeyState::Active));
    Ok(Inspection { usable: link.usable(&company, ls.now()), link, has_row, key_stands })
}
