use latchstring_domain::Timestamp;
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::flow_session::{ConnectionTarget, FlowSession, ProviderChoice};
use latchstring_domain::id::{ConnectionId, FlowSessionId};
use latchstring_domain::invitation::{Invitation, NotUsable, Purpose};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::session::SessionToken;
use latchstring_storage::{Change, ChangeSet};

use super::error::FlowError;
use super::forget::forget_later;
use super::landing::find;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::record::Chain;
use crate::{Failure, Latchstring};

/// A session just opened.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: FlowSession,
    /// What the browser has to present from now on.
    pub pass: FlowPass,
}

/// Why a link was not opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No link of ours, or none any more.
    #[error("no such link")]
    Unknown,
    /// It cannot be used now.
    #[error(transparent)]
    NotUsable(#[from] NotUsable),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Opens a link: a recipient pressed "Get started". Spends nothing.
///
/// # Errors
/// [`OpenError`].
pub async fn open(ls: &Latchstring, token: &str, origin: &Origin) -> Result<Opened, OpenError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let invitation = find(ls, token).await?.ok_or(OpenError::Unknown)?;
        if let Some(opened) = try_open(ls, &mut attempts, invitation, origin).await? {
            return Ok(opened);
        }
    }
}

/// Opens the link of a session once more, from its first step: to connect another account, or because the session has
/// timed out. Spends nothing; the earlier session stays as it is.
///
/// # Errors
/// [`OpenError`].
pub async fn open_again(ls: &Latchstring, pass: &FlowPass, origin: &Origin) -> Result<Opened, OpenError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let invitation = match Walk::find(ls, pass).await {
            Ok(walk) => walk.invitation,
            Err(FlowError::Failed(failure)) => return Err(failure.into()),
            Err(_) => return Err(OpenError::Unknown),
        };
        if let Some(opened) = try_open(ls, &mut attempts, invitation, origin).await? {
            return Ok(opened);
        }
    }
}

/// One try at opening; `None` when it was stale.
async fn try_open(
    ls: &Latchstring,
    attempts: &mut Attempts<'_>,
    invitation: Invitation,
    origin: &Origin,
) -> Result<Option<Opened>, OpenError> {
    let now = ls.now();
    invitation.usable(now)?;
    let (target, known) = target(ls, &invitation, now).await?;
    let id = FlowSessionId::generate(now, &mut *ls.rng());
    let session_token = SessionToken::generate(&mut *ls.rng());
    let digest = Digest::new(*session_token.digest().as_bytes());
    let pass = FlowPass::opened(id, session_token);
    let walk = Walk { session: FlowSession::open(id, &invitation, target, known, digest, now), invitation };
    let mut chain = Chain::load(ls, Subject::Invitation(walk.invitation.id)).await.map_err(Failure::from)?;
    let event = chain.append(ls, &walk.by(origin, now), EventKind::Started, EventData::none());
    let set = ChangeSet::new()
        .with(Change::CreateFlowSession(walk.session.clone()))
        .with(event)
        .with(forget_later(ls, &walk.session, now));
    match attempts.commit(set).await? {
        Commit::Done => Ok(Some(Opened { session: walk.session, pass })),
        Commit::Stale => Ok(None),
        Commit::Conflict(_) => Err(Failure::Defect("a new flow session was refused").into()),
    }
}

async fn target(
    ls: &Latchstring,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(ConnectionTarget, Option<ProviderChoice>), OpenError> {
    match &invitation.purpose {
        Purpose::CreateConnection { .. } => {
            Ok((ConnectionTarget::New(ConnectionId::generate(now, &mut *ls.rng())), None))
        }
        Purpose::EditConnection { connection_id } => {
            let connection = ls.store().connection(*connection_id).await.map_err(Failure::from)?;
            let connection = connection.ok_or(OpenError::Unknown)?;
            let known = ProviderChoice { provider_id: connection.provider.id, country: connection.country };
            Ok((ConnectionTarget::Existing(connection.id), Some(known)))
        }
    }
}
