use std::fmt;

use latchstring_domain::Timestamp;
use latchstring_domain::branding::Branding;
use latchstring_domain::company::Company;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::InvitationMailId;
use latchstring_domain::invitation::{Invitation, NotUsable, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::magic_link::{LinkOrigin, MagicLink};
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::provider::Provider;
use latchstring_domain::sealed::Digest;
use latchstring_domain::workspace::Workspace;
use latchstring_secrets::keyring::{KeyId, KeyState};
use latchstring_secrets::mailed_link::{self, ProvenLink};
use latchstring_secrets::token::LinkToken;
use uuid::Uuid;

use super::secret::{self, MagicSecret};
use crate::{Failure, Latchstring, branding, portal};

/// The secret part of a URL that a recipient opens.
#[derive(Clone, Copy)]
pub enum Presented<'a> {
    /// The token of an invitation.
    Invitation(&'a str),
    /// The token of an invitation that came by mail, with the proof that stands behind it.
    Mailed {
        /// The token.
        token: &'a str,
        /// The proof. One that proves nothing is passed over: the link is the invitation's all the same.
        proof: &'a str,
    },
    /// The secret of a magic link, with what its URL says beside it.
    MagicLink(MagicSecret<'a>),
}

impl fmt::Debug for Presented<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invitation(_) => f.write_str("Invitation(..)"),
            Self::Mailed { .. } => f.write_str("Mailed(..)"),
            Self::MagicLink(magic) => magic.fmt(f),
        }
    }
}

/// What stands behind a link, for its first page. Reading it changes nothing.
#[derive(Debug)]
pub struct Landing {
    /// The link.
    pub link: Link,
    /// Who asks.
    pub company: Company,
    /// The workspace of the company.
    pub workspace: Workspace,
    /// How the link looks.
    pub branding: Branding,
    /// The provider that is filled in or to be repaired, when it is known.
    pub provider: Option<Provider>,
    /// The address that the link proves, having come by mail.
    pub proved: Option<EmailAddress>,
    /// Since when the link has another in its place, and opens nothing.
    pub replaced_at: Option<Timestamp>,
}

impl Landing {
    /// Whether the link can be used at `now`.
    ///
    /// # Errors
    /// [`NotUsable`]; a link that was replaced by another is revoked.
    pub fn usable(&self, now: Timestamp) -> Result<(), NotUsable> {
        usable(&self.link, &self.company, self.replaced_at, now)
    }
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

/// What stands behind a link. Writes nothing, whoever asks, however often.
///
/// # Errors
/// [`LandingError`].
pub async fn landing(ls: &Latchstring, presented: Presented<'_>) -> Result<Landing, LandingError> {
    let Found { link, company, proved, replaced_at, .. } =
        find(ls, presented).await?.ok_or(LandingError::Unknown)?;
    let workspace = ls.store().workspace(link.workspace_id()).await.map_err(Failure::from)?;
    let workspace = workspace.ok_or(LandingError::Unknown)?;
    let provider = named_provider(ls, &link).await?;
    let proved = proved.map(|proved| proved.address);
    let branding = branding::of_link(ls, &link).await?;
    Ok(Landing { link, company, workspace, branding, provider, proved, replaced_at })
}

/// A link that was presented, with its company.
pub(super) struct Found {
    pub(super) link: Link,
    pub(super) company: Company,
    /// Whether the link has no row yet and has to be taken in when it is opened.
    pub(super) is_new: bool,
    /// The address that was proved on the way here.
    pub(super) proved: Option<Proved>,
    /// Since when the link has another in its place.
    pub(super) replaced_at: Option<Timestamp>,
}

impl Found {
    pub(super) fn usable(&self, now: Timestamp) -> Result<(), NotUsable> {
        usable(&self.link, &self.company, self.replaced_at, now)
    }
}

/// A link that was replaced is as good as revoked, whatever became of its invitation.
fn usable(
    link: &Link,
    company: &Company,
    replaced_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), NotUsable> {
    replaced_at.map_or_else(|| link.usable(company, now), |at| Err(NotUsable::Revoked { at }))
}

/// An address that was proved before a session was opened.
pub(super) struct Proved {
    pub(super) address: EmailAddress,
    /// How, for the log.
    pub(super) by: &'static str,
}

/// The link that is presented; a text that cannot be one is refused without a look-up.
pub(super) async fn find(ls: &Latchstring, presented: Presented<'_>) -> Result<Option<Found>, Failure> {
    match presented {
        Presented::Invitation(token) => find_invitation(ls, token).await,
        Presented::Mailed { token, proof } => {
            let Some(found) = find_invitation(ls, token).await? else { return Ok(None) };
            // A proof does not outlive the link that it came in.
            let proved = match found.replaced_at {
                None => proved_by(ls, &found.link, proof).await?,
                Some(_) => None,
            };
            Ok(Some(Found { proved, ..found }))
        }
        Presented::MagicLink(magic) => secret::find(ls, magic).await,
    }
}

async fn find_invitation(ls: &Latchstring, token: &str) -> Result<Option<Found>, Failure> {
    let Ok(token) = LinkToken::parse(token) else { return Ok(None) };
    let digest = Digest::new(*token.digest().as_bytes());
    let (invitation, replaced_at) = match ls.store().invitation_by_token(&digest).await? {
        Some(invitation) => (invitation, None),
        None => match replaced(ls, &digest).await? {
            Some((invitation, at)) => (invitation, Some(at)),
            None => return Ok(None),
        },
    };
    let link = Link::Invitation(invitation);
    if replaced_at.is_none() && !stands(ls, &link) {
        return Ok(None);
    }
    let company = ls.store().company(link.company_id()).await?;
    Ok(company.map(|company| Found { link, company, is_new: false, proved: None, replaced_at }))
}

/// The invitation that had the link with this digest, and since when it has another. Under a key that was disabled the old
/// link tells nothing, as it would if it were not replaced.
async fn replaced(ls: &Latchstring, digest: &Digest) -> Result<Option<(Invitation, Timestamp)>, Failure> {
    let retired = ls.store().retired_link(digest).await?;
    let Some(retired) = retired.filter(|retired| key_stands(ls, retired.token.key_id)) else {
        return Ok(None);
    };
    let invitation = ls.store().invitation(retired.invitation_id).await?;
    Ok(invitation.map(|invitation| (invitation, retired.retired_at)))
}

/// The link of an invitation, as proofs know it.
pub(crate) const fn proven(invitation: &Invitation) -> ProvenLink {
    ProvenLink { invitation: invitation.id.to_bytes(), generation: invitation.token.generation }
}

/// The address of the mail that a proof was made for, if it is one of this invitation, and as long as its allow-list
/// admits that address.
async fn proved_by(ls: &Latchstring, link: &Link, proof: &str) -> Result<Option<Proved>, Failure> {
    let Link::Invitation(invitation) = link else { return Ok(None) };
    let Ok(mail) = mailed_link::proven_mail(ls.keyring(), &proven(invitation), proof) else {
        return Ok(None);
    };
    let mail = ls.store().invitation_mail(InvitationMailId::from_uuid(Uuid::from_bytes(mail))).await?;
    let mail = mail.filter(|mail| mail.invitation_id == invitation.id);
    let address = mail.and_then(|mail| invitation.allowed.mail_to(&mail.to));
    Ok(address.map(|address| Proved { address, by: "mailed-link" }))
}

/// Whether the link's key still stands. A link minted under a key that was disabled is dead, although its row is
/// still there, and so are the sessions on it.
pub(super) fn stands(ls: &Latchstring, link: &Link) -> bool {
    if let Link::MagicLink(MagicLink { origin: LinkOrigin::Imported, .. }) = link {
        return ls.link_openers().accepts_foreign();
    }
    key_stands(ls, link.key_id())
}

fn key_stands(ls: &Latchstring, key: [u8; 4]) -> bool {
    let state = ls.keyring().state(KeyId::new(key));
    matches!(state, Some(KeyState::Primary | KeyState::Active))
}

/// The provider that the link itself names: prefilled, or that of the connection to be repaired.
pub(crate) async fn named_provider(ls: &Latchstring, link: &Link) -> Result<Option<Provider>, Failure> {
    if let Some(portal) = link.portal() {
        return portal::only_provider(ls, link.workspace_id(), portal.offer).await;
    }
    let hint = match link.purpose() {
        Purpose::CreateConnection { prefill: Prefill { provider, .. }, .. } => provider.clone(),
        Purpose::EditConnection { connection_id } => {
            let connection = ls.store().connection(*connection_id).await?;
            connection.map(|connection| ProviderHint::Id(connection.provider.id))
        }
    };
    let found = match hint {
        None => None,
        Some(ProviderHint::Id(id)) => ls.store().provider(id).await?,
        Some(ProviderHint::Url(url)) => ls.store().provider_by_url(link.workspace_id(), &url).await?,
    };
    // A link without a row names whatever its message does, which nobody has checked against the catalog.
    Ok(found.filter(|provider| provider.workspace_id == link.workspace_id()))
}
