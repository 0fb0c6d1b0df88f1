use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::flow_session::{
    AnswerForwardingError as Refused, ConnectionTarget, FlowSession, SiteChoice,
};
use latchstring_domain::mfa::{ForwardingStep, MfaForwarding};
use latchstring_domain::provider::Provider;
use latchstring_storage::{Change, ChangeSet};

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::ports::Answers;
use crate::{Failure, Latchstring};

/// Why an answer about codes was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerForwardingError {
    /// It says that codes are forwarded, and none has arrived.
    #[error("no message has arrived yet")]
    NothingArrived,
    /// It puts off the one thing that the walk is for.
    #[error("there is nothing else to be done here")]
    NothingElse,
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Says what becomes of the provider's codes.
///
/// # Errors
/// [`AnswerForwardingError`].
pub async fn answer_forwarding(
    ls: &Latchstring,
    pass: &FlowPass,
    answer: MfaForwarding,
) -> Result<(), AnswerForwardingError> {
    let mut attempts = Attempts::new(ls);
    loop {
        let walk = Walk::resume(ls, pass).await?;
        let session = match walk.session.answer_forwarding(answer, ls.now()) {
            Ok(session) => session,
            Err(Refused::Step(error)) => return Err(FlowError::from(error).into()),
            Err(Refused::NothingArrived) => return Err(AnswerForwardingError::NothingArrived),
            Err(_) => return Err(AnswerForwardingError::NothingElse),
        };
        let set = ChangeSet::new().with(Change::UpdateFlowSession(session));
        match attempts.commit(set).await.map_err(FlowError::from)? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => {
                return Err(FlowError::from(Failure::Defect("an answer about codes was refused")).into());
            }
        }
    }
}

/// Whether somebody who has just signed in is asked to forward codes: the provider wants it, the workspace has a domain for
/// them, and they do not arrive already.
pub(super) async fn asked_of(
    ls: &Latchstring,
    walk: &Walk,
    provider: &Provider,
    access: &Answers,
) -> Result<ForwardingStep, Failure> {
    let wanted = ls.sign_in().asks_for_forwarding(provider, access);
    if !wanted || !has_domain(ls, &walk.session).await? {
        return Ok(ForwardingStep::NotAsked);
    }
    if let ConnectionTarget::Existing(id) = walk.session.target
        && ls.store().connection(id).await?.is_some_and(|connection| forwards(&connection))
    {
        return Ok(ForwardingStep::NotAsked);
    }
    Ok(ForwardingStep::Asked { arrived_at: None })
}

fn forwards(connection: &Connection) -> bool {
    connection.mfa_forwarding == Some(MfaForwarding::Forwarded)
        && connection.status != ConnectionStatus::MfaTokenExpired
}

async fn has_domain(ls: &Latchstring, session: &FlowSession) -> Result<bool, Failure> {
    let workspace = ls.store().workspace(session.workspace_id).await?;
    Ok(workspace.is_some_and(|workspace| workspace.mfa_domain.is_some()))
}

/// A session just opened, at the step where codes are forwarded if that is all there is to be mended: the collector says that
/// it was asked for a code, and the provider's can be forwarded. Name and password are not asked for again.
pub(super) async fn begin(ls: &Latchstring, session: FlowSession) -> Result<FlowSession, Failure> {
    let ConnectionTarget::Existing(id) = session.target else { return Ok(session) };
    let Some(connection) = ls.store().connection(id).await? else { return Ok(session) };
    let signs_in = connection.is_active && !connection.credentials.fields.is_empty();
    if connection.status != ConnectionStatus::MfaTokenExpired || !signs_in {
        return Ok(session);
    }
    let provider = ls.store().provider(connection.provider.id).await?;
    let wanted = connection.mfa_forwarding.is_some() || provider.is_some_and(|found| found.mfa_forwarding);
    if !wanted || !has_domain(ls, &session).await? {
        return Ok(session);
    }
    let kept = SiteChoice::from_stored(connection.initial_sites, connection.utility_types);
    Ok(session.opened_to_forward(kept))
}
