use latchstring_domain::event::{EventData, EventKind, Origin};
use latchstring_domain::flow_session::{FlowSession, Gate, MAX_WRONG_CODES, TryCodeError as Refused};
use latchstring_secrets::code::OneTimeCode;
use latchstring_secrets::session::SessionToken;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::code::{binding, count_try, forget_tries, seal_of};
use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use crate::attempts::{Attempts, Commit};
use crate::{Failure, Latchstring};

/// What came of a code.
#[derive(Debug)]
pub enum TriedCode {
    /// It was right: the address is proved, and the pass of before opens nothing any more.
    Proved {
        /// What the browser has to present from now on.
        pass: FlowPass,
    },
    /// It was wrong.
    Wrong {
        /// How many more can be typed before a new code has to be asked for.
        left: u32,
    },
}

/// Why a code was not tried.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TryCodeError {
    /// It is not six digits. Nothing was counted.
    #[error("a code has six digits")]
    NotACode,
    /// There is none, its time is over, or too many wrong ones were typed. A new one helps.
    #[error("there is no code to be tried")]
    NoCode,
    /// So many wrong ones were typed for this address that nobody can try another today.
    #[error("too many wrong codes were typed for this address")]
    TooMany,
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Tries a code that the recipient typed. A wrong one is an outcome, not an error.
///
/// # Errors
/// [`TryCodeError`].
pub async fn try_code(
    ls: &Latchstring,
    pass: &FlowPass,
    typed: &str,
    origin: &Origin,
) -> Result<TriedCode, TryCodeError> {
    let code = OneTimeCode::parse(typed).map_err(|_| TryCodeError::NotACode)?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let (walk, mut chain) = Walk::resume_to_record(ls, pass).await?;
        let (link, session) = (walk.session.link, walk.session.clone());
        let asked = session.code_to_try(now).map_err(refused)?.clone();
        let fits = seal_of(&asked)?.check(ls.keyring(), &binding(&session, &asked.claimed), &code).is_ok();
        let [per_address, per_link] = count_try(ls, link, &asked.claimed, now);
        let mut set = ChangeSet::new().with(per_address).with(per_link);
        // Drawn for a wrong code too: how long a try takes tells nothing.
        let fresh = FlowPass::opened(session.id, SessionToken::generate(&mut *ls.rng()));
        let (tried, session, kind) = if fits && asked.mail_to.is_some() {
            set.push(forget_tries(ls, link, &asked.claimed));
            let session = session.right_code(fresh.digest(), now).map_err(refused)?;
            (TriedCode::Proved { pass: fresh }, session, EventKind::EmailVerified)
        } else {
            let left = MAX_WRONG_CODES.saturating_sub(asked.wrong.saturating_add(1));
            (
                TriedCode::Wrong { left },
                session.wrong_code(now).map_err(refused)?,
                EventKind::VerificationFailed,
            )
        };
        let by = Walk { session: session.clone(), ..walk }.by(origin, now);
        let data = told(&session, &asked.claimed.masked());
        set.push(Change::UpdateFlowSession(session));
        set.push(chain.append(ls, &by, kind, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(tried),
            Commit::Stale => {}
            Commit::Conflict(Constraint::Limit) => return Err(TryCodeError::TooMany),
            Commit::Conflict(_) => return Err(Failure::Defect("a code's outcome was refused").into()),
        }
    }
}

fn told(session: &FlowSession, masked: &str) -> EventData {
    let data = EventData::none().with("address", masked);
    match session.gate {
        Gate::Passed(_) => data,
        _ => data.with("reason", "wrong-code"),
    }
}

fn refused(why: Refused) -> TryCodeError {
    match why {
        Refused::NoCode => TryCodeError::NoCode,
        Refused::Step(error) => error.into(),
        _ => Failure::Defect("a code was refused for another reason").into(),
    }
}
