use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{CompanyId, ConnectionId, MagicLinkId, ProviderId, SiteId};
use latchstring_domain::invitation::{DraftError, Purpose};
use latchstring_domain::magic_link::{MagicLink, MagicLinkDraft};
use latchstring_domain::prefill::{Locks, Prefill};
use latchstring_secrets::link_message::seal_link;
use latchstring_storage::{Change, ChangeSet, Constraint};
use secrecy::{ExposeSecret as _, SecretString};

use super::budget;
use super::kind::LinkKind;
use super::message;
use crate::attempts::{Attempts, Commit};
use crate::prefill::PrefillRefused;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing, company, prefill, workspace};

/// The most characters of a link's URL; longer ones do not survive every mail program.
const MAX_URL: usize = 2000;

/// What a new company magic link is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MintCompanyLink {
    /// The company whose account is to be connected.
    pub company_id: CompanyId,
    /// What the recipient finds filled in.
    pub prefill: Prefill,
    /// Which of it cannot be changed.
    pub locks: Locks,
    /// How long it lives; `None`: as the workspace's policy says.
    pub lifetime: Option<Duration>,
}

/// What a new connection magic link is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MintConnectionLink {
    /// The connection to be repaired.
    pub connection_id: ConnectionId,
    /// The company that the path names, when it names one; it must be the connection's.
    pub company_id: Option<CompanyId>,
    /// How long it lives; `None`: as the workspace's policy says.
    pub lifetime: Option<Duration>,
}

/// A new magic link. Its secret is shown this once; the row cannot give it back.
#[derive(Debug)]
pub struct Minted {
    /// The link.
    pub link: MagicLink,
    /// Its company.
    pub company: Company,
    /// The secret in its URL.
    pub secret: SecretString,
    /// The URL that a recipient opens.
    pub url: SecretString,
}

/// Why a magic link was not minted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MintError {
    /// The prefill names sites that are not the company's.
    #[error("the prefill names sites that are not the company's")]
    UnknownSites(Vec<SiteId>),
    /// The prefill names a provider that is not in the catalog.
    #[error("the prefill names a provider that is not in the catalog")]
    UnknownProvider(ProviderId),
    /// The URL would be too long; this part of the prefill takes most of it.
    #[error("makes the link longer than {MAX_URL} characters")]
    TooLong {
        /// The part, by its name on the wire.
        field: &'static str,
    },
    /// The parts do not fit together.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The primary key has sealed as many links as one key may. With another primary key it works again.
    #[error("the primary key has sealed as many links as one key may")]
    KeyUsedUp,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<PrefillRefused> for MintError {
    fn from(refused: PrefillRefused) -> Self {
        match refused {
            PrefillRefused::UnknownSites(sites) => Self::UnknownSites(sites),
            PrefillRefused::UnknownProvider(id) => Self::UnknownProvider(id),
            PrefillRefused::Failed(failure) => Self::Failed(failure),
        }
    }
}

/// Mints a link that makes a new connection. Needs the scopes `invitations:write` and `links:reveal`, since minting is
/// the only time the secret is seen.
///
/// # Errors
/// [`MintError`].
pub async fn mint_company_link(
    ls: &Latchstring,
    caller: &Caller,
    wish: MintCompanyLink,
) -> Result<Minted, MintError> {
    require(ls, caller).await?;
    let company = company::find(ls, caller, wish.company_id).await?;
    prefill::check(ls, caller, company.id, &wish.prefill).await?;
    let purpose = Purpose::CreateConnection { prefill: wish.prefill, locks: wish.locks };
    mint(ls, caller, company, MagicLinkDraft { purpose, lifetime: wish.lifetime }).await
}

/// Mints a link that repairs a connection. Needs the scopes `invitations:write` and `links:reveal`.
///
/// # Errors
/// [`MintError`].
pub async fn mint_connection_link(
    ls: &Latchstring,
    caller: &Caller,
    wish: MintConnectionLink,
) -> Result<Minted, MintError> {
    require(ls, caller).await?;
    let found = ls.store().connection(wish.connection_id).await.map_err(Failure::from)?;
    let connection = caller.own(ls, Thing::Connection, found).await?;
    if wish.company_id.is_some_and(|id| id != connection.company_id) {
        return Err(Failure::NotFound(Thing::Connection).into());
    }
    let company = company::find(ls, caller, connection.company_id).await?;
    let purpose = Purpose::EditConnection { connection_id: connection.id };
    mint(ls, caller, company, MagicLinkDraft { purpose, lifetime: wish.lifetime }).await
}

async fn require(ls: &Latchstring, caller: &Caller) -> Result<(), Failure> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    caller.require(ls, Scope::LinksReveal).await
}

async fn mint(
    ls: &Latchstring,
    caller: &Caller,
    company: Company,
    draft: MagicLinkDraft,
) -> Result<Minted, MintError> {
    let workspace = workspace::get(ls, caller.workspace_id()).await?;
    budget::count(ls).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let id = MagicLinkId::generate(now, &mut *ls.rng());
        let key_id = ls.keyring().primary_id().to_bytes();
        let actor = caller.actor().clone();
        let link = draft.clone().mint(id, &company, &workspace.expiry, key_id, actor, now)?;
        let message = message::write(&link);
        let too_long = || match message::largest(&message) {
            Some(field) => MintError::TooLong { field },
            None => Failure::Defect("the public address leaves no room for a link").into(),
        };
        let secret = seal_link(ls.keyring(), company.public_id.as_str(), &message, &mut *ls.rng());
        let secret = SecretString::from(secret.map_err(|_| too_long())?);
        let url = ls.links().magic_link(&workspace, LinkKind::of(&link.purpose), &company.public_id, &secret);
        if url.expose_secret().len() > MAX_URL {
            return Err(too_long());
        }
        let mut chain = Chain::fresh(Subject::MagicLink(id));
        let event = chain.append(ls, &By::caller(caller, now), EventKind::Created, created(&link));
        match attempts
            .commit(ChangeSet::new().with(Change::CreateMagicLink(link.clone())).with(event))
            .await?
        {
            Commit::Done => return Ok(Minted { link, company, secret, url }),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Reference) => return Err(Failure::NotFound(Thing::Company).into()),
            Commit::Conflict(_) => return Err(Failure::Defect("a new magic link was refused").into()),
        }
    }
}

/// What the first event of a link tells, whether it was minted or taken in.
pub(crate) fn created(link: &MagicLink) -> EventData {
    EventData::none()
        .with("invitationType", link.purpose.as_str())
        .with("companyId", link.company_id.to_string())
        .with("origin", link.origin.as_str())
}
