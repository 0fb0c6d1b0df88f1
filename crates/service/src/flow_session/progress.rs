//! What signing in and answering a challenge have in common: what the driver said becomes the session's next state.

use std::time::Duration;

use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow_session::{FlowSession, ProviderChoice, SignedIn, StepError};
use latchstring_domain::provider::Provider;
use latchstring_domain::sign_in::Challenge;
use latchstring_storage::{Change, ChangeSet};

use super::arrival::{Arrival, arrive};
use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::ports::{Answers, SignInOutcome, SignInRefusal, SignInUnavailable};
use crate::{Failure, Latchstring, Thing, credentials};

/// The most bytes one answer may have.
pub(super) const MAX_ANSWER: usize = 1000;

/// How a sign-in went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInProgress {
    /// The recipient is in, or is taken at their word.
    SignedIn,
    /// The provider asks something more.
    Challenged {
        /// Whether it asks the same again because the answer was wrong.
        wrong_answer: bool,
    },
    /// The provider refused; the recipient may try again.
    Refused(SignInRefusal),
    /// The provider cannot be asked now; nothing was lost.
    Unavailable {
        /// When it may be worth trying again, if the provider said so.
        retry_after: Option<Duration>,
    },
}

pub(super) async fn provider_of(ls: &Latchstring, choice: ProviderChoice) -> Result<Provider, Failure> {
    ls.store().provider(choice.provider_id).await?.ok_or(Failure::NotFound(Thing::Provider))
}

pub(super) type Outcome = Result<SignInOutcome, SignInUnavailable>;

/// Writes down what the driver said. It was asked on behalf of the session as it stood in `asked`; if the session has
/// moved since, what it said is no longer wanted, unless it refused.
pub(super) async fn settle(
    ls: &Latchstring,
    pass: &FlowPass,
    asked: &Walk,
    provider: &Provider,
    outcome: Outcome,
    origin: &Origin,
) -> Result<SignInProgress, FlowError> {
    let (outcome, arrival) = arrive(ls, asked, provider, outcome).await?;
    let (outcome, asked) = (&outcome, &asked.session);
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        // The link is asked again: a provider may take its time, and nothing is kept for a link that ended meanwhile.
        let (walk, mut chain) = Walk::resume_to_record(ls, pass).await?;
        if walk.session.version != asked.version && !still_counts(outcome, asked, &walk.session) {
            return Err(StepError::WrongStep { at: walk.session.step() }.into());
        }
        let by = walk.by(origin, now);
        let next = next(ls, &walk.session, provider, outcome, &arrival)?;
        let data = next.data.with("providerId", provider.id.to_string());
        let mut set = ChangeSet::new();
        if let Some(session) = next.session {
            set.push(Change::UpdateFlowSession(session));
        }
        if let Some(kind) = next.kind {
            set.push(chain.append(ls, &by, kind, data));
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(next.progress),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("the end of a sign-in was refused").into()),
        }
    }
}

/// Whether an outcome is written down although the session has moved since the driver was asked: a refusal is, at
/// the same step with the same provider, so that tries made side by side count like those made one by one.
fn still_counts(outcome: &Outcome, asked: &FlowSession, now: &FlowSession) -> bool {
    let refused = matches!(
        outcome,
        Ok(SignInOutcome::Refused(_) | SignInOutcome::Challenged { wrong_answer: true, .. })
    );
    refused && now.step() == asked.step() && now.provider() == asked.provider()
}

struct Next {
    session: Option<FlowSession>,
    /// What is told of it; nothing of the way to the provider's own page, which nobody has taken yet.
    kind: Option<EventKind>,
    data: EventData,
    progress: SignInProgress,
}

fn next(
    ls: &Latchstring,
    session: &FlowSession,
    provider: &Provider,
    outcome: &Outcome,
    arrival: &Arrival,
) -> Result<Next, FlowError> {
    let now = ls.now();
    let session = session.clone();
    Ok(match outcome {
        Ok(SignInOutcome::SignedIn(answers)) => signed_in(ls, session, answers, true, arrival)?,
        Ok(SignInOutcome::CannotVerifyNow(answers)) => signed_in(ls, session, answers, false, arrival)?,
        Ok(SignInOutcome::Refused(refusal)) => Next {
            session: Some(session.sign_in_refused(now)?),
            kind: Some(EventKind::SignInFailed),
            data: EventData::none().with("reason", refusal_name(*refusal)),
            progress: SignInProgress::Refused(*refusal),
        },
        Ok(SignInOutcome::Challenged { challenge, state, wrong_answer }) => {
            let held = credentials::hold(ls, &session, state);
            let (session, kind) = if *wrong_answer {
                (session.answer_refused(challenge.clone(), held, now)?, Some(EventKind::SignInFailed))
            } else {
                let asks = !matches!(challenge, Challenge::Redirect { .. });
                (session.challenged(challenge.clone(), held, now)?, asks.then_some(EventKind::MfaRequired))
            };
            let data = EventData::none();
            let data = if *wrong_answer { data.with("reason", "wrong_answer") } else { data };
            let progress = SignInProgress::Challenged { wrong_answer: *wrong_answer };
            Next { session: Some(session), kind, data, progress }
        }
        Err(SignInUnavailable { retry_after }) => Next {
            session: None,
            kind: Some(EventKind::SignInFailed),
            data: EventData::none().with("reason", "unavailable").with("provider", provider.name.as_str()),
            progress: SignInProgress::Unavailable { retry_after: *retry_after },
        },
    })
}

fn signed_in(
    ls: &Latchstring,
    session: FlowSession,
    answers: &Answers,
    verified: bool,
    arrival: &Arrival,
) -> Result<Next, FlowError> {
    let now = ls.now();
    let choice = session.may_sign_in(now)?;
    let sealed = credentials::seal(ls, session.workspace_id, session.target.id(), answers);
    let (to_map, forwarding) = (arrival.to_map.clone(), arrival.forwarding);
    let version = session.version.next();
    let session = session
        .signed_in(SignedIn { provider: choice, credentials: sealed, verified, to_map, forwarding }, now)?;
    let session = match &arrival.sites {
        Some(sites) => session.choose_sites(sites.clone(), now)?,
        None => session,
    };
    Ok(Next {
        // One write, although it may take two steps.
        session: Some(FlowSession { version, ..session }),
        kind: Some(EventKind::SignedIn),
        data: EventData::none().with("verified", verified),
        progress: SignInProgress::SignedIn,
    })
}

const fn refusal_name(refusal: SignInRefusal) -> &'static str {
    match refusal {
        SignInRefusal::WrongCredentials => "wrong_credentials",
        SignInRefusal::Locked => "locked",
        SignInRefusal::Declined => "declined",
        SignInRefusal::ChallengeFailed => "challenge_failed",
    }
}
