use async_trait::async_trait;
use latchstring_domain::flow::Schema;
use latchstring_domain::provider::{Provider, SignInMethod};
use latchstring_service::ports::{Answers, DriverState, SignIn, SignInOutcome, SignInUnavailable};

use crate::{Form, OAuth, Sandbox};

/// Every driver, behind the one port: each call goes to the driver of the provider's method.
///
/// The methods are a closed enum of the domain and the match over them is exhaustive, so a new method does not
/// compile until it has a driver. A map from method to driver was rejected, because it can miss one at run time.
#[derive(Debug)]
pub struct Drivers {
    sandbox: Sandbox,
    form: Form,
    oauth: Option<OAuth>,
}

impl Drivers {
    /// The drivers, with this sandbox among them.
    #[must_use]
    pub const fn new(sandbox: Sandbox) -> Self {
        Self { sandbox, form: Form, oauth: None }
    }

    /// The same, with a way to authorisation servers. Without it their providers cannot be asked.
    #[must_use]
    pub fn with_oauth(self, oauth: OAuth) -> Self {
        Self { oauth: Some(oauth), ..self }
    }

    fn of(&self, method: &SignInMethod) -> Result<&dyn SignIn, SignInUnavailable> {
        match method {
            SignInMethod::Sandbox => Ok(&self.sandbox),
            SignInMethod::Form => Ok(&self.form),
            SignInMethod::OAuth(_) => match &self.oauth {
                Some(oauth) => Ok(oauth),
                None => Err(SignInUnavailable { retry_after: None }),
            },
        }
    }
}

#[async_trait]
impl SignIn for Drivers {
    async fn start(&self, provider: &Provider, answers: Answers) -> Result<SignInOutcome, SignInUnavailable> {
        self.of(&provider.method)?.start(provider, answers).await
    }

    async fn answer(
        &self,
        provider: &Provider,
        state: DriverState,
        answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        self.of(&provider.method)?.answer(provider, state, answers).await
    }

    async fn discover(
        &self,
        provider: &Provider,
        access: &Answers,
    ) -> Result<Option<Schema>, SignInUnavailable> {
        self.of(&provider.method)?.discover(provider, access).await
    }

    fn asks_for_forwarding(&self, provider: &Provider, access: &Answers) -> bool {
        match self.of(&provider.method) {
            Ok(driver) => driver.asks_for_forwarding(provider, access),
            Err(_) => provider.mfa_forwarding,
        }
    }
}
