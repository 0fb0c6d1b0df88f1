use latchstring_domain::event::Origin;
use latchstring_domain::flow_session::{Step, StepError};
use latchstring_domain::link::Link;
use latchstring_domain::sign_in::{FieldKind, SignInForm};
use secrecy::ExposeSecret as _;

use super::error::FlowError;
use super::pass::{FlowPass, Walk};
use super::progress::{MAX_ANSWER, SignInProgress, provider_of, settle};
use crate::ports::Answers;
use crate::{Failure, Latchstring, credentials};

/// Why a sign-in was not tried.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignInError {
    /// These fields have to be filled in, or filled in otherwise.
    #[error("some fields have to be filled in: {}", .0.join(", "))]
    Unfilled(Vec<String>),
    /// The session cannot go on.
    #[error(transparent)]
    Flow(#[from] FlowError),
}

/// Signs in at the provider with what the recipient typed. A refusal is progress, not an error: it costs nothing.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(
    ls: &Latchstring,
    pass: &FlowPass,
    answers: Answers,
    origin: &Origin,
) -> Result<SignInProgress, SignInError> {
    let walk = Walk::resume(ls, pass).await?;
    let choice = walk.session.may_sign_in(ls.now())?;
    if walk.session.step() != Step::SignIn {
        return Err(StepError::WrongStep { at: walk.session.step() }.into());
    }
    let provider = provider_of(ls, choice).await?;
    let answers = filled_in(&provider.form, &connect_values(ls, &walk.link)?, answers);
    let answers = declared(&provider.form, &answers)?;
    // Nothing is held while the provider is asked, however long it takes.
    let outcome = ls.sign_in().start(&provider, answers).await;
    Ok(settle(ls, pass, &walk, &provider, outcome, origin).await?)
}

/// What the inviter has filled the sign-in form in with.
pub(super) fn connect_values(ls: &Latchstring, link: &Link) -> Result<Answers, Failure> {
    let (Link::Invitation(invitation), Some(portal)) = (link, link.portal()) else {
        return Ok(Answers::default());
    };
    match &portal.options.connect_values {
        Some(sealed) => credentials::open_for(ls, invitation.workspace_id, invitation.id, sealed),
        None => Ok(Answers::default()),
    }
}

/// The answers with the secrets the inviter filled in where the recipient typed none. A recipient is never shown them,
/// and so cannot have taken them out; of everything else, what the recipient sent counts.
fn filled_in(form: &SignInForm, values: &Answers, answers: Answers) -> Answers {
    let secret = form.fields().iter().filter(|field| field.kind == FieldKind::Password);
    secret.fold(answers, |answers, field| match values.get(&field.key) {
        Some(value) if !answers.fills(&field.key) => answers.with(&field.key, value.clone()),
        _ => answers,
    })
}

/// The answers to the fields the form declares; what was sent beside them is dropped.
fn declared(form: &SignInForm, answers: &Answers) -> Result<Answers, SignInError> {
    let unfilled = |field: &&latchstring_domain::sign_in::SignInField| {
        let answer = answers.get(&field.key).map_or("", |answer| answer.expose_secret());
        let foreign = field.kind == FieldKind::Select
            && !answer.is_empty()
            && !field.options.iter().any(|option| option.value == answer);
        let unlike = !answer.is_empty() && field.pattern.as_ref().is_some_and(|wanted| !wanted.fits(answer));
        (field.required && answer.is_empty()) || answer.len() > MAX_ANSWER || foreign || unlike
    };
    let missing: Vec<String> = form.fields().iter().filter(unfilled).map(|field| field.key.clone()).collect();
    if !missing.is_empty() {
        return Err(SignInError::Unfilled(missing));
    }
    let kept =
        form.fields().iter().filter_map(|field| Some((field.key.clone(), answers.get(&field.key)?.clone())));
    Ok(Answers::new(kept.collect()))
}
