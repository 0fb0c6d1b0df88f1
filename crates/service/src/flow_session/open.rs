use latchstring_domain::Timestamp;
use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow_session::{ConnectionTarget, FlowSession, Gate, ProviderChoice};
use latchstring_domain::id::{ConnectionId, FlowSessionId};
use latchstring_domain::invitation::{NotUsable, Purpose};
use latchstring_domain::link::Link;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::session::SessionToken;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::error::FlowError;
use super::forget::forget_later;
use super::forwarding;
use super::landing::{Found, Presented, Proved, find};
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Failure, Latchstring, magic_link};

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
pub async fn open(ls: &Latchstring, presented: Presented<'_>, origin: &Origin) -> Result<Opened, OpenError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let found = find(ls, presented).await?.ok_or(OpenError::Unknown)?;
        if let Some(opened) = try_open(ls, &mut attempts, found, origin).await? {
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
        let found = match Walk::find(ls, pass).await {
            Ok(walk) => {
                walk.usable(ls.now())?;
                let Walk { session, link, company } = walk;
                let proved = still_proved(&session, &link, ls.now());
                Found { link, company, is_new: false, proved, replaced_at: None }
            }
            Err(FlowError::Failed(failure)) => return Err(failure.into()),
            Err(_) => return Err(OpenError::Unknown),
        };
        if let Some(opened) = try_open(ls, &mut attempts, found, origin).await? {
            return Ok(opened);
        }
    }
}

/// The address that a session has proved, for another through the same link. Not once its time is over: who comes back
/// to a browser that long after may be somebody else.
fn still_proved(session: &FlowSession, link: &Link, now: Timestamp) -> Option<Proved> {
    match &session.gate {
        Gate::Passed(address) if now < session.expires_at => {
            let address = link.allowed().and_then(|allowed| allowed.mail_to(address));
            address.map(|address| Proved { address, by: "earlier-session" })
        }
        _ => None,
    }
}

/// One try at opening; `None` when it was stale.
async fn try_open(
    ls: &Latchstring,
    attempts: &mut Attempts<'_>,
    found: Found,
    origin: &Origin,
) -> Result<Option<Opened>, OpenError> {
    let now = ls.now();
    found.usable(now)?;
    let Found { link, company, is_new, proved, replaced_at: _ } = found;
    let (target, known) = target(ls, &link, now).await?;
    let id = FlowSessionId::generate(now, &mut *ls.rng());
    let session_token = SessionToken::generate(&mut *ls.rng());
    let digest = Digest::new(*session_token.digest().as_bytes());
    let pass = FlowPass::opened(id, session_token);
    let session = FlowSession::open(id, &link, target, known, digest, now);
    let session = forwarding::begin(ls, session).await?;
    let session = match &proved {
        Some(proved) => session.with_proved(proved.address.clone()),
        None => session,
    };
    let walk = Walk { session, link, company };
    let by = walk.by(origin, now);
    let mut chain = Chain::load(ls, walk.link.subject()).await.map_err(Failure::from)?;
    let mut set = ChangeSet::new();
    if let (true, Link::MagicLink(link)) = (is_new, &walk.link) {
        // The recipient has opened it, and the deployment takes it in.
        let taken_in = By { actor: link.created_by.clone(), automated: true, ..by.clone() };
        set.push(Change::CreateMagicLink(link.clone()));
        set.push(chain.append(ls, &taken_in, EventKind::Created, magic_link::created(link)));
    }
    set.push(Change::CreateFlowSession(walk.session.clone()));
    set.push(chain.append(ls, &by, EventKind::Started, EventData::none()));
    if let (Gate::Passed(address), Some(proved)) = (&walk.session.gate, &proved) {
        let data = EventData::none().with("address", address.masked()).with("by", proved.by);
        set.push(chain.append(ls, &by, EventKind::EmailVerified, data));
    }
    set.push(forget_later(ls, &walk.session, now));
    match attempts.commit(set).await? {
        Commit::Done => Ok(Some(Opened { session: walk.session, pass })),
        Commit::Stale => Ok(None),
        // Somebody else has just taken the same link in: find its row now.
        Commit::Conflict(Constraint::Identity) if is_new => {
            attempts.again().await?;
            Ok(None)
        }
        Commit::Conflict(_) => Err(Failure::Defect("a new flow session was refused").into()),
    }
}

async fn target(
    ls: &Latchstring,
    link: &Link,
    now: Timestamp,
) -> Result<(ConnectionTarget, Option<ProviderChoice>), OpenError> {
    match link.purpose() {
        Purpose::CreateConnection { .. } => {
            Ok((ConnectionTarget::New(ConnectionId::generate(now, &mut *ls.rng())), None))
        }
        Purpose::EditConnection { connection_id } => {
            let connection = ls.store().connection(*connection_id).await.map_err(Failure::from)?;
            let connection = connection.ok_or(OpenError::Unknown)?;
            let known = ProviderChoice {
                provider_id: connection.provider.id,
                country: connection.country,
                flow_id: None,
            };
            Ok((ConnectionTarget::Existing(connection.id), Some(known)))
        }
    }
}
