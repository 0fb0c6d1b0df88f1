use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::id::{ProviderId, WorkspaceId};
use latchstring_domain::provider::{Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::{Challenge, SignInForm};
use latchstring_domain::text::ProviderName;
use latchstring_domain::utility::UtilityTypes;
use latchstring_domain::{Timestamp, Version};
use latchstring_service::ports::{
    Answers, Clock, DriverState, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable,
};
use latchstring_sign_in::sandbox::PASSWORD;
use latchstring_sign_in::{Drivers, Sandbox};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::time::sleep;

/// Waits by tokio's time, which a test pauses.
struct PausedClock;

#[async_trait]
impl Clock for PausedClock {
    fn now(&self) -> Timestamp {
        now()
    }

    async fn sleep(&self, span: Duration) {
        sleep(span).await;
    }
}

pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_795_000_000_000).unwrap()
}

pub(crate) fn rng() -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(7)
}

pub(crate) fn paused_clock() -> Arc<dyn Clock> {
    Arc::new(PausedClock)
}

pub(crate) fn sandbox() -> Sandbox {
    Sandbox::new(paused_clock())
}

/// A new instance each time: what one test needs of two calls has to travel in the state.
pub(crate) fn drivers() -> Drivers {
    Drivers::new(sandbox())
}

pub(crate) fn provider(method: SignInMethod, form: SignInForm) -> Provider {
    Provider {
        id: ProviderId::generate(now(), &mut rng()),
        workspace_id: WorkspaceId::generate(now(), &mut rng()),
        name: ProviderName::parse("Sandbox Power").unwrap(),
        url: ProviderUrl::parse("https://sandbox.example").unwrap(),
        countries: BTreeSet::new(),
        utility_types: UtilityTypes::new(),
        method,
        form,
        connector: None,
        logo: None,
        mfa_forwarding: false,
        listed: true,
        created_at: now(),
        updated_at: now(),
        version: Version::FIRST,
    }
}

pub(crate) fn play_provider() -> Provider {
    provider(SignInMethod::Sandbox, SignInForm::username_and_password())
}

pub(crate) fn answers<const N: usize>(pairs: [(&str, &str); N]) -> Answers {
    Answers::new(pairs.map(|(key, answer)| (key.to_owned(), SecretString::from(answer))).to_vec())
}

pub(crate) fn credentials(username: &str, password: &str) -> Answers {
    answers([(SignInForm::USERNAME, username), (SignInForm::PASSWORD, password)])
}

pub(crate) async fn try_to_start(username: &str, password: &str) -> Result<SignInOutcome, SignInUnavailable> {
    drivers().start(&play_provider(), credentials(username, password)).await
}

/// What comes of signing in with the published password.
pub(crate) async fn start(username: &str) -> SignInOutcome {
    try_to_start(username, PASSWORD).await.unwrap()
}

/// What comes of one answer to a challenge.
pub(crate) async fn answer(state: DriverState, key: &str, text: &str) -> SignInOutcome {
    drivers().answer(&play_provider(), state, answers([(key, text)])).await.unwrap()
}

/// The user name and password that came of signing in.
pub(crate) fn signed_in(outcome: SignInOutcome) -> (String, String) {
    let SignInOutcome::SignedIn(credentials) = outcome else { panic!("not signed in: {outcome:?}") };
    assert_eq!(credentials.iter().count(), 2, "more than a user name and a password: {credentials:?}");
    let field = |key| credentials.get(key).unwrap().expose_secret().to_owned();
    (field(SignInForm::USERNAME), field(SignInForm::PASSWORD))
}

pub(crate) fn refusal(outcome: SignInOutcome) -> SignInRefusal {
    let SignInOutcome::Refused(refusal) = outcome else { panic!("not refused: {outcome:?}") };
    refusal
}

/// What was asked for the first time.
pub(crate) fn asked(outcome: SignInOutcome) -> (Challenge, DriverState) {
    let SignInOutcome::Challenged { challenge, state, wrong_answer: false } = outcome else {
        panic!("nothing new was asked: {outcome:?}")
    };
    (challenge, state)
}

/// What was asked again because the answer was wrong.
pub(crate) fn asked_again(outcome: SignInOutcome) -> (Challenge, DriverState) {
    let SignInOutcome::Challenged { challenge, state, wrong_answer: true } = outcome else {
        panic!("not asked again: {outcome:?}")
    };
    (challenge, state)
}
