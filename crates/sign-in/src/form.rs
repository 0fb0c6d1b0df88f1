use async_trait::async_trait;
use latchstring_domain::provider::Provider;
use latchstring_service::ports::{
    Answers, DriverState, SignIn, SignInOutcome, SignInRefusal, SignInUnavailable,
};

/// The driver for a provider that nobody can ask at once: takes the form as filled in, and leaves it to the
/// collector to find out whether it works.
///
/// Only fields that the provider's form declares are taken; whatever else was sent is dropped, so that nothing gets
/// sealed that no collector will look for. A form with a required field empty is refused as wrong credentials.
#[derive(Debug, Clone, Copy, Default)]
pub struct Form;

#[async_trait]
impl SignIn for Form {
    async fn start(&self, provider: &Provider, answers: Answers) -> Result<SignInOutcome, SignInUnavailable> {
        let fields = provider.form.fields();
        if fields.iter().any(|field| field.required && !answers.fills(&field.key)) {
            return Ok(SignInOutcome::Refused(SignInRefusal::WrongCredentials));
        }
        let declared = fields
            .iter()
            .filter_map(|field| Some((field.key.clone(), answers.get(&field.key)?.clone())))
            .collect();
        Ok(SignInOutcome::CannotVerifyNow(Answers::new(declared)))
    }

    async fn answer(
        &self,
        _provider: &Provider,
        _state: DriverState,
        _answers: Answers,
    ) -> Result<SignInOutcome, SignInUnavailable> {
        // This driver never asks anything, so the state is another driver's: the provider's method was changed
        // while the recipient answered. Only a new start helps.
        Ok(SignInOutcome::Refused(SignInRefusal::ChallengeFailed))
    }
}
