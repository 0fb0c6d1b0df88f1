use latchstring_domain::event::Origin;
use latchstring_domain::flow_session::{FlowState, StepError};
use latchstring_domain::sign_in::Challenge;
use secrecy::ExposeSecret as _;

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use super::progress::{MAX_ANSWER, SignInProgress, provider_of, settle};
use crate::ports::Answers;
use crate::{Latchstring, credentials};

/// The most bytes of one part of what a provider's own page answered: some put a whole document into a code.
const MAX_REDIRECTED: usize = 8000;

/// Why an answer was not passed on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerChallengeError {
    /// This answer is longer than any provider asks for.
    #[error("the answer {0} is too long")]
    TooLong(String),
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Passes the recipient's answer on to the provider that asked.
///
/// # Errors
/// [`AnswerChallengeError`].
pub async fn answer_challenge(
    ls: &Latchstring,
    pass: &FlowPass,
    answers: Answers,
    origin: &Origin,
) -> Result<SignInProgress, AnswerChallengeError> {
    let walk = Walk::resume(ls, pass).await?;
    walk.session.may_sign_in(ls.now())?;
    let FlowState::Challenged { provider, held, challenge } = &walk.session.state else {
        return Err(StepError::WrongStep { at: walk.session.step() }.into());
    };
    let most = match challenge {
        Challenge::Redirect { .. } => MAX_REDIRECTED,
        _ => MAX_ANSWER,
    };
    let too_long = answers.iter().find(|(_, answer)| answer.expose_secret().len() > most);
    if let Some((key, _)) = too_long {
        return Err(AnswerChallengeError::TooLong(key.to_owned()));
    }
    let provider = provider_of(ls, *provider).await?;
    let state = credentials::release(ls, &walk.session, held)?;
    let outcome = ls.sign_in().answer(&provider, state, answers).await;
    Ok(settle(ls, pass, &walk, &provider, outcome, origin).await?)
}
