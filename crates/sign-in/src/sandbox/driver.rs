use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::flow::Schema;
use latchstring_domain::provider::Provider;
use latchstring_domain::sign_in::SignInForm;
use latchstring_service::ports::{
    Answers, Clock, DriverState, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::fields;
use super::question::{Question, Verdict};
use super::state::State;
use super::user::SandboxUser;

/// The driver of the play provider. Whoever signs in with the name of a [`SandboxUser`] and
/// [`PASSWORD`](super::PASSWORD) gets the outcome of that user; anybody else is refused.
///
/// It remembers nothing between two sign-ins: a new password set by `sandbox-new-password` becomes the credential of
/// that connection, and the next sign-in takes the published password again.
pub struct Sandbox {
    clock: Arc<dyn Clock>,
    delay: Duration,
}

impl Sandbox {
    /// How long `sandbox-slow` waits, unless told otherwise: past the eight seconds after which a page says that
    /// some providers take their time.
    pub const DELAY: Duration = Duration::from_secs(10);

    /// When `sandbox-down` may be worth another try.
    pub const RETRY_AFTER: Duration = Duration::from_secs(60);

    /// A sandbox that waits by this clock.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, delay: Self::DELAY }
    }

    /// The same, with `sandbox-slow` waiting this long.
    #[must_use]
    pub fn with_delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("delay", &self.delay).finish_non_exhaustive()
    }
}

#[async_trait]
impl SignIn for Sandbox {
    async fn start(
        &self,
        _provider: &Provider,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        let typed = |key| answers.get(key).map_or("", SecretString::expose_secret);
        let (username, password) = (typed(SignInForm::USERNAME), typed(SignInForm::PASSWORD));
        let Some(user) = SandboxUser::with_credentials(username, password) else {
            return Ok(SignInOutcome::Refused(SignInRefusal::WrongCredentials));
        };
        let ask = |question| {
            let (username, password) = (username.to_owned(), password.to_owned());
            challenged(&State { username, password, question }, false)
        };
        Ok(match user {
            SandboxUser::Plain
            | SandboxUser::NoAccounts
            | SandboxUser::LaterExpired
            | SandboxUser::Forwarding => signed_in(username, password),
            SandboxUser::Slow => {
                self.clock.sleep(self.delay).await;
                signed_in(username, password)
            }
            SandboxUser::Mfa => ask(Question::code()),
            SandboxUser::MfaChoice => ask(Question::Way),
            SandboxUser::Question => ask(Question::security()),
            SandboxUser::NewPassword => ask(Question::NewPassword),
            SandboxUser::Locked => SignInOutcome::Refused(SignInRefusal::Locked),
            SandboxUser::Down => return Err(SignInUnavailable { retry_after: Some(Self::RETRY_AFTER) }),
        })
    }

    async fn answer(
        &self,
        _provider: &Provider,
        state: DriverState,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        let Some(mut state) = State::read(&state) else {
            return Ok(SignInOutcome::Refused(SignInRefusal::ChallengeFailed));
        };
        Ok(match state.question.judge(&answers, &state.password) {
            Verdict::Passed => signed_in(&state.username, &state.password),
            Verdict::PassedWith(password) => signed_in(&state.username, password.expose_secret()),
            Verdict::Ask { question, wrong_answer } => {
                state.question = question;
                challenged(&state, wrong_answer)
            }
            Verdict::Failed => SignInOutcome::Refused(SignInRefusal::ChallengeFailed),
        })
    }

    /// The fields of the play provider, whatever the catalog declares: so that a driver that finds them out can be seen
    /// at work.
    async fn discover(
        &self,
        _provider: &Provider,
        _access: &Answers,
    ) -> Result<Option<Schema>, SignInUnavailable> {
        Ok(fields::sandbox())
    }

    /// Of one user, whatever the catalog says.
    fn asks_for_forwarding(&self, provider: &Provider, access: &Answers) -> bool {
        let username = access.get(SignInForm::USERNAME).map_or("", SecretString::expose_secret);
        provider.mfa_forwarding || SandboxUser::named(username) == Some(SandboxUser::Forwarding)
    }
}

fn signed_in(username: &str, password: &str) -> SignInOutcome {
    SignInOutcome::SignedIn(Answers::new(vec![
        (SignInForm::USERNAME.to_owned(), SecretString::from(username)),
        (SignInForm::PASSWORD.to_owned(), SecretString::from(password)),
    ]))
}

fn challenged(state: &State, wrong_answer: bool) -> SignInOutcome {
    SignInOutcome::Challenged { challenge: state.question.challenge(), state: state.write(), wrong_answer }
}
