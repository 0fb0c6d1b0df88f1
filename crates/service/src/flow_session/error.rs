use latchstring_domain::flow_session::StepError;
use latchstring_domain::invitation::NotUsable;

use super::answer_challenge::AnswerChallengeError;
use super::ask_code::AskCodeError;
use super::choose_provider::ChooseProviderError;
use super::choose_sites::ChooseSitesError;
use super::hand_off::HandOffError;
use super::map_fields::MapFieldsError;
use super::sign_in::SignInError;
use super::submit::SubmitError;
use super::try_code::TryCodeError;
use crate::Failure;

/// Why a session cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FlowError {
    /// There is no such session, or the pass does not open it, or its link was killed with the key it was made under.
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

/// Lets `?` carry what any step can fail with into the error of one step. A blanket conversion of everything that
/// becomes a [`FlowError`] is what this says; the language allows none, since the step's own error might be one.
macro_rules! carry_flow_errors_into {
    ($($error:ident),*) => {$(
        carry_flow_errors_into!($error from Failure, StepError, NotUsable);
    )*};
    ($error:ident from $($cause:ident),*) => {$(
        impl From<$cause> for $error {
            fn from(cause: $cause) -> Self {
                Self::Flow(cause.into())
            }
        }
    )*};
}

carry_flow_errors_into!(
    AnswerChallengeError,
    AskCodeError,
    ChooseProviderError,
    ChooseSitesError,
    HandOffError,
    MapFieldsError,
    SignInError,
    SubmitError,
    TryCodeError
);
