use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_domain::flow::Schema;
use latchstring_domain::provider::Provider;
use latchstring_domain::sign_in::Challenge;
use secrecy::{ExposeSecret as _, SecretBox, SecretString};

/// What a recipient typed, by the key of the field. Not shown by `Debug`, wiped when dropped.
#[derive(Clone, Default)]
pub struct Answers(Vec<(String, SecretString)>);

impl Answers {
    /// These answers, in the order of the form.
    #[must_use]
    pub const fn new(answers: Vec<(String, SecretString)>) -> Self {
        Self(answers)
    }

    /// The answer to a field; `None` when it was not sent.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&SecretString> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, answer)| answer)
    }

    /// The answers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0.iter().map(|(key, answer)| (key.as_str(), answer))
    }

    /// The answers with this one more; one of the same key is replaced.
    #[must_use]
    pub fn with(mut self, key: &str, answer: SecretString) -> Self {
        self.0.retain(|(name, _)| name != key);
        self.0.push((key.to_owned(), answer));
        self
    }

    /// Whether a field has an answer that is not empty.
    #[must_use]
    pub fn fills(&self, key: &str) -> bool {
        self.get(key).is_some_and(|answer| !answer.expose_secret().is_empty())
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(key, _)| key)).finish()
    }
}

/// What a driver needs to go on with a challenge. Opaque to everybody else; sealed while the recipient answers.
pub struct DriverState(SecretBox<Vec<u8>>);

impl DriverState {
    /// The state with these bytes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// The bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        self.0.expose_secret()
    }
}

impl fmt::Debug for DriverState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriverState(..)")
    }
}

/// Signing in at a provider on behalf of the recipient who typed the credentials.
///
/// The two calls hold for every kind of driver. One that redirects to an authorisation server (OAuth 2) answers
/// [`SignIn::start`] with a challenge that names the address, keeps its verifier in the [`DriverState`], and is given
/// the parameters of the redirect back as [`Answers`]; one that shows a remote browser does the same with the
/// browser's address. Nothing but the opaque state lives between the calls, so any replica can take the second.
#[async_trait]
pub trait SignIn: Send + Sync {
    /// Begins to sign in with what the recipient typed.
    ///
    /// # Errors
    /// [`SignInUnavailable`] when the provider cannot be asked now; the recipient may try again.
    async fn start(&self, provider: &Provider, answers: Answers) -> Result<SignInOutcome, SignInUnavailable>;

    /// Goes on with the recipient's answer to a challenge.
    ///
    /// # Errors
    /// [`SignInUnavailable`] when the provider cannot be asked now; the recipient may try again.
    async fn answer(
        &self,
        provider: &Provider,
        state: DriverState,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable>;

    /// The fields that there are to be mapped for somebody who has just signed in with `access`; `None` when that is not
    /// known. What the catalog declares, unless a driver can do better.
    ///
    /// # Errors
    /// [`SignInUnavailable`] when the provider cannot be asked now; the recipient may sign in again.
    async fn discover(
        &self,
        provider: &Provider,
        _access: &Answers,
    ) -> Result<Option<Schema>, SignInUnavailable> {
        Ok(provider.connector.as_ref().and_then(|connector| connector.fields.clone()))
    }

    /// Whether somebody who has just signed in with `access` is asked to have the provider's codes forwarded: where the
    /// catalog says so, unless a driver knows better.
    fn asks_for_forwarding(&self, provider: &Provider, _access: &Answers) -> bool {
        provider.mfa_forwarding
    }
}

/// What came of a sign-in.
#[derive(Debug)]
#[non_exhaustive]
pub enum SignInOutcome {
    /// The provider let the recipient in. What a collector needs to do the same again.
    SignedIn(Answers),
    /// The provider cannot be asked by this driver at all: the credentials are taken as typed, and the collector
    /// finds out.
    CannotVerifyNow(Answers),
    /// The provider refused.
    Refused(SignInRefusal),
    /// The provider asks something more.
    Challenged {
        /// What it asks.
        challenge: Challenge,
        /// What the driver needs to go on.
        state: DriverState,
        /// Whether this is the same question again, because the answer was wrong.
        wrong_answer: bool,
    },
}

/// Why a provider refused a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInRefusal {
    /// The user name or password is wrong.
    WrongCredentials,
    /// The account is locked at the provider.
    Locked,
    /// The recipient did not agree at the provider.
    Declined,
    /// The challenge was failed for good, or took too long; signing in has to start again.
    ChallengeFailed,
}

/// The provider cannot be asked now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the provider cannot be reached now")]
pub struct SignInUnavailable {
    /// When it may be worth trying again, if the provider said so.
    pub retry_after: Option<Duration>,
}
