use std::fmt;

use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{Origin, Subject};
use latchstring_domain::flow_session::{FlowLink, FlowSession, Gate, StepError};
use latchstring_domain::id::FlowSessionId;
use latchstring_domain::invitation::{Invitation, NotUsable};
use latchstring_domain::sealed::Digest;
use latchstring_secrets::session::SessionToken;
use secrecy::SecretString;

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

    fn digest(&self) -> Digest {
        Digest::new(*self.token.digest().as_bytes())
    }
}

/// Why a session cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FlowError {
    /// There is no such session, or the pass does not open it.
    #[error("no such flow session")]
    Unknown,
    /// Its link cannot be used any more.
    #[error(transparent)]
    Link(#[from] NotUsable),
    /// It cannot take this step.
    #[error(transparent)]
    Step(#[from] StepError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A session that was let in, with the invitation it walks through.
pub(super) struct Walk {
    pub(super) session: FlowSession,
    pub(super) invitation: Invitation,
}

impl Walk {
    /// Lets a pass in. The link is asked again at each step: what was revoked since the last one stops here.
    pub(super) async fn resume(ls: &Latchstring, pass: &FlowPass) -> Result<Self, FlowError> {
        let walk = Self::find(ls, pass).await?;
        walk.invitation.usable(ls.now())?;
        Ok(walk)
    }

    /// The session of a pass, whatever became of its link meanwhile.
    pub(super) async fn find(ls: &Latchstring, pass: &FlowPass) -> Result<Self, FlowError> {
        let session = ls.store().flow_session(pass.id).await.map_err(Failure::from)?;
        // Comparing digests gives a timing observer nothing: the token behind one cannot be approached step by step.
        let session = session.filter(|session| session.token == pass.digest()).ok_or(FlowError::Unknown)?;
        let FlowLink::Invitation(id) = session.link;
        let invitation = ls.store().invitation(id).await.map_err(Failure::from)?.ok_or(FlowError::Unknown)?;
        Ok(Self { session, invitation })
    }

    pub(super) fn by(&self, origin: &Origin, now: Timestamp) -> By {
        let email = match &self.session.gate {
            Gate::Passed(address) => Some(address.clone()),
            Gate::Open | Gate::Closed => None,
        };
        By {
            workspace_id: self.session.workspace_id,
            actor: Actor { kind: ActorKind::Recipient, id: Some(self.session.id.to_string()), email },
            origin: origin.clone(),
            now,
            automated: false,
        }
    }

    pub(super) async fn chain(&self, ls: &Latchstring) -> Result<Chain, Failure> {
        Ok(Chain::load(ls, Subject::Invitation(self.invitation.id)).await?)
    }
}
