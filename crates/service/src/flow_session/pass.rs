use std::fmt;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::company::Company;
use latchstring_domain::event::{Origin, Subject};
use latchstring_domain::flow_session::{FlowLink, FlowSession, Gate, Step, StepError};
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::invitation::NotUsable;
use latchstring_domain::link::Link;
use latchstring_domain::sealed::Digest;
use latchstring_secrets::session::SessionToken;
use secrecy::SecretString;

use super::error::FlowError;
use super::landing::stands;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// What a recipient's browser presents with each step: which session, and the token that opens it.
pub struct FlowPass {
    id: FlowSessionId,
    token: SessionToken,
}

impl fmt::Debug for FlowPass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FlowPass({})", self.id)
    }
}

impl FlowPass {
    /// The pass for this session with this token; `None` when the text is no token.
    #[must_use]
    pub fn new(id: FlowSessionId, token: &str) -> Option<Self> {
        SessionToken::parse(token).ok().map(|token| Self { id, token })
    }

    /// The id of the session.
    #[must_use]
    pub const fn session_id(&self) -> FlowSessionId {
        self.id
    }

    /// What the session's forms carry, so that no other site can send them.
    #[must_use]
    pub fn csrf(&self) -> SecretString {
        self.token.csrf()
    }

    /// Whether a form carried what [`FlowPass::csrf`] gave.
    #[must_use]
    pub fn verify_csrf(&self, presented: &str) -> bool {
        self.token.verify_csrf(presented)
    }

    pub(super) const fn opened(id: FlowSessionId, token: SessionToken) -> Self {
        Self { id, token }
    }

    /// The text for the browser to keep.
    #[must_use]
    pub fn expose_token(&self) -> &str {
        self.token.expose()
    }

    pub(super) const fn token(&self) -> &SessionToken {
        &self.token
    }

    pub(super) fn digest(&self) -> Digest {
        Digest::new(*self.token.digest().as_bytes())
    }
}

/// A session that was let in, with the link it walks through and the company that link is of.
pub(crate) struct Walk {
    pub(crate) session: FlowSession,
    pub(crate) link: Link,
    pub(crate) company: Company,
}

impl Walk {
    /// Lets a pass in. The link is asked again at each step: what was revoked since the last one stops here.
    pub(super) async fn resume(ls: &Latchstring, pass: &FlowPass) -> Result<Self, FlowError> {
        let walk = Self::find(ls, pass).await?;
        walk.may_go_on(ls)?;
        Ok(walk)
    }

    /// The same, with the link's chain for the step's events.
    ///
    /// The chain is read before the link is asked: whatever happens to the link from then on appends to the chain
    /// too, and so makes the step's own event stale. No step is written down after the link's end, unless a whole
    /// company was cut off or a key disabled in that very moment; the next step stops then, and nothing is spent.
    pub(super) async fn resume_to_record(
        ls: &Latchstring,
        pass: &FlowPass,
    ) -> Result<(Self, Chain), FlowError> {
        let session = session_of(ls, pass).await?;
        let subject = match session.link {
            FlowLink::Invitation(id) => Subject::Invitation(id),
            FlowLink::MagicLink(id) => Subject::MagicLink(id),
        };
        let chain = Chain::load(ls, subject).await.map_err(Failure::from)?;
        let walk = Self::of(ls, session).await?;
        walk.may_go_on(ls)?;
        Ok((walk, chain))
    }

    /// The session of a pass, whatever became of its link meanwhile.
    pub(super) async fn find(ls: &Latchstring, pass: &FlowPass) -> Result<Self, FlowError> {
        Self::of(ls, session_of(ls, pass).await?).await
    }

    async fn of(ls: &Latchstring, session: FlowSession) -> Result<Self, FlowError> {
        let store = ls.store();
        let link = match session.link {
            FlowLink::Invitation(id) => {
                store.invitation(id).await.map_err(Failure::from)?.map(Link::Invitation)
            }
            FlowLink::MagicLink(id) => {
                store.magic_link(id).await.map_err(Failure::from)?.map(Link::MagicLink)
            }
        };
        let link = link.ok_or(FlowError::Unknown)?;
        let company = store.company(session.company_id).await.map_err(Failure::from)?;
        Ok(Self { session, link, company: company.ok_or(FlowError::Unknown)? })
    }

    /// Whether any further step can be taken. A session that is done says so before its link does: a recipient who
    /// submits twice, or again because an answer got lost, is shown what came of it and not that the link is used up.
    pub(super) fn may_go_on(&self, ls: &Latchstring) -> Result<(), FlowError> {
        if self.session.step() == Step::Done {
            return Err(StepError::WrongStep { at: Step::Done }.into());
        }
        if !stands(ls, &self.link) {
            return Err(FlowError::Unknown);
        }
        Ok(self.usable(ls.now())?)
    }

    /// Whether its link can be used. A link is replaced because it got into wrong hands, and nobody knows whose the
    /// sessions are that it has opened by then; they end with it.
    pub(crate) fn usable(&self, now: Timestamp) -> Result<(), NotUsable> {
        self.link.usable(&self.company, now)?;
        match self.session.came_by(&self.link) {
            true => Ok(()),
            false => Err(NotUsable::Revoked { at: self.link.updated_at() }),
        }
    }

    pub(super) fn by(&self, origin: &Origin, now: Timestamp) -> By {
        let email = match &self.session.gate {
            Gate::Passed(address) => Some(address.clone()),
            Gate::Open | Gate::Closed | Gate::Asked(_) => None,
        };
        By {
            workspace_id: self.session.workspace_id,
            actor: Actor { kind: ActorKind::Recipient, id: Some(self.session.id.to_string()), email },
            origin: origin.clone(),
            now,
            automated: false,
        }
    }
}

/// The walk of a session, for work that no recipient does; `None` when it is gone, or its link is.
pub(crate) async fn find_session(ls: &Latchstring, id: FlowSessionId) -> Result<Option<Walk>, Failure> {
    let Some(session) = ls.store().flow_session(id).await? else { return Ok(None) };
    match Walk::of(ls, session).await {
        Ok(walk) => Ok(Some(walk)),
        Err(FlowError::Failed(failure)) => Err(failure),
        Err(_) => Ok(None),
    }
}

async fn session_of(ls: &Latchstring, pass: &FlowPass) -> Result<FlowSession, FlowError> {
    let session = ls.store().flow_session(pass.id).await.map_err(Failure::from)?;
    // Comparing digests gives a timing observer nothing: the token behind one cannot be approached step by step.
    session.filter(|session| session.token == pass.digest()).ok_or(FlowError::Unknown)
}
