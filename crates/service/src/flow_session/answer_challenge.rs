use latchstring_domain::event::Origin;
use latchstring_domain::flow_session::{FlowState, StepError};
use secrecy::ExposeSecret as _;

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use super::progress::{MAX_ANSWER, SignInProgress, provider_of, settle};
use crate::ports::Answers;
use crate::{Latchstring, credentials};

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
    let too_long = answers.iter().find(|(_, answer)| answer.expose_secret().len() > MAX_ANSWER);
    if let Some((key, _)) = too_long {
        return Err(AnswerChallengeError::TooLong(key.to_owned()));
    }
    let walk = Walk::resume(ls, pass).await?;
    walk.session.may_sign_in(ls.now())?;
    let FlowState::Challenged { provider, held, .. } = &walk.session.state else {
        return Err(StepError::WrongStep { at: walk.session.step() }.into());
    };
    let provider = provider_of(ls, *provider).await?;
    let state = credentials::release(ls, &walk.session, held)?;
    let outcome = ls.sign_in().answer(&provider, state, answers).await;
    Ok(settle(ls, pass, &walk, &provider, outcome, origin).await?)
}
