use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use latchstring_domain::connection::ConnectionStatus as Status;
use latchstring_domain::flow_session::{ConnectionTarget, Step, StepError};
use latchstring_domain::provider::SignInMethod;
use latchstring_domain::sign_in::{FieldKind as Kind, SignInField, SignInForm};
use latchstring_service::flow_session::{self, FlowView, SignInError, SignInProgress};
use latchstring_service::ports::{Answers, SignInRefusal};
use secrecy::{ExposeSecret as _, SecretString};

use super::provider::is_open;
use super::{chosen, elsewhere, hand_off, shown, submission};
use crate::route::body::Posted;
use crate::route::dead_end::too_many_tries;
use crate::route::failure::{Answer, Stop, defect};
use crate::route::progress::maps_fields;
use crate::route::walker::Walker;
use crate::view::{
    Adornment, Choice, Consent, DeadEndKind, Field, FieldError, FieldKind, Onward, Repair, RepairReason,
    SignIn, SignInProblem, Step as At,
};

/// The most bytes of one answer; the forms say the same.
pub(super) const MAX_ANSWER: usize = 1000;

/// The provider's form, with what the inviter has filled in.
pub(in crate::route) fn page(walker: &Walker, view: &FlowView) -> Answer {
    if elsewhere::client(view)?.is_some() {
        return elsewhere::ask(walker, view, None);
    }
    show(walker, view, untouched(walker, view)?, consent(view, None)?, None)
}

fn form(view: &FlowView) -> Result<&SignInForm, Stop> {
    Ok(&chosen(view)?.form)
}

/// The form with what is known of a try: 200 for the first sight of it, 422 after a try.
fn show(
    walker: &Walker,
    view: &FlowView,
    fields: Vec<Field>,
    consent: Option<Consent>,
    problem: Option<SignInProblem>,
) -> Answer {
    let frame = walker.frame(view, At::SignIn);
    if let Some(answer) = out_of_tries(walker, view) {
        return Ok(answer);
    }
    let unfilled = consent == Some(Consent::Missing) || fields.iter().any(|field| field.error.is_some());
    let status =
        if problem.is_some() || unfilled { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SignIn {
        frame,
        session: walker.session(),
        provider: shown(chosen(view)?, String::new()),
        fields,
        reset_url: None,
        can_choose_another: is_open(view),
        can_hand_off: hand_off::is_offered(walker, view),
        can_finish: !view.receipts.is_empty(),
        is_last: is_last(view),
        consent,
        is_unchecked: chosen(view)?.method == SignInMethod::Form,
        repair: repair(view, problem),
        problem,
    };
    Ok(walker.visitor.page(status, &page))
}

/// What is said of the connection to be repaired. Why it has to be gives way to what is wrong with the try.
pub(super) fn repair(view: &FlowView, problem: Option<SignInProblem>) -> Option<Repair> {
    let told = view.repair.as_ref()?;
    let reason = match told.status {
        Status::Connected => Some(RepairReason::None),
        Status::PasswordIncorrect => Some(RepairReason::Password),
        Status::NewPasswordNeeded => Some(RepairReason::NewPassword),
        Status::AdditionalCredentialsNeeded => Some(RepairReason::More),
        Status::MfaTokenExpired => Some(RepairReason::Code),
        _ => None,
    };
    Some(Repair { reason: reason.filter(|_| problem.is_none()), username: told.username.clone() })
}

/// Whether signing in connects a new account, as far as that can be told before.
fn is_last(view: &FlowView) -> bool {
    let is_new = matches!(view.session.target, ConnectionTarget::New(_));
    is_new && !view.asks_for_sites && !maps_fields(view)
}

/// The form as it is first seen.
fn untouched(walker: &Walker, view: &FlowView) -> Result<Vec<Field>, Stop> {
    fields(walker, view, |field| (filled_in(view, field), None))
}

/// What the inviter has filled into a field that may be read. A password is not among it: no page is ever given one.
fn filled_in<'a>(view: &'a FlowView, field: &SignInField) -> &'a str {
    let value = view.connect_values.get(&field.key).filter(|_| field.kind != Kind::Password);
    value.map_or("", |value| value.expose_secret())
}

/// Whether the inviter has filled in a password, which counts while the recipient types none.
fn has_password(view: &FlowView, field: &SignInField) -> bool {
    field.kind == Kind::Password && view.connect_values.fills(&field.key)
}

/// Whether the box has to be ticked, and was. It has to where the form could be sent as it stands, since such a form takes
/// nobody who knows the account; a use is not to be spent by a machine that presses buttons.
fn consent(view: &FlowView, posted: Option<&Posted>) -> Result<Option<Consent>, Stop> {
    let passes = |field: &SignInField| check(view, field, filled_in(view, field)).is_none();
    if view.link.portal().is_none() || !form(view)?.fields().iter().all(passes) {
        return Ok(None);
    }
    let missing = posted.is_some_and(|posted| posted.get(SignIn::CONSENT).is_empty());
    Ok(Some(if missing { Consent::Missing } else { Consent::Asked }))
}

/// The page for a session that has no try left.
pub(super) fn out_of_tries(walker: &Walker, view: &FlowView) -> Option<Response> {
    let may = view.session.may_sign_in(walker.latchstring().now());
    (may == Err(StepError::TooManyTries)).then(|| {
        let onward = (!view.receipts.is_empty()).then(|| Onward::Finish(walker.session()));
        too_many_tries(&walker.visitor, walker.plain_frame(view), &view.session, onward)
    })
}

/// `POST /p/s/{id}/sign-in`: the fields that the provider declares.
pub(in crate::route) async fn sign_in(posted: Posted) -> Answer {
    let walker = &posted.walker;
    let view = walker.view().await?;
    if view.session.step() != Step::SignIn {
        return Ok(walker.go_on());
    }
    let typed = fields(walker, &view, |field| {
        let value = posted.get(&field.key);
        (value, check(&view, field, value))
    })?;
    // Nothing is typed into a page that leads elsewhere, so there is nothing to be ticked either.
    let consent = if elsewhere::client(&view)?.is_some() { None } else { consent(&view, Some(&posted))? };
    if consent == Some(Consent::Missing) || typed.iter().any(|field| field.error.is_some()) {
        return show(walker, &view, typed, consent, None);
    }
    // A password of white space is one that was not typed, and must not stand for the inviter's.
    let blank =
        |field: &&SignInField| field.kind == Kind::Password && posted.get(&field.key).trim().is_empty();
    let sent = form(&view)?.fields().iter().filter(|field| posted.has(&field.key) && !blank(field));
    let answers = sent.map(|field| (field.key.clone(), SecretString::from(posted.get(&field.key)))).collect();
    let (ls, origin) = (walker.latchstring(), walker.visitor.origin());
    match flow_session::sign_in(ls, &walker.pass, Answers::new(answers), &origin).await {
        Ok(progress) => went_on(walker, progress, typed).await,
        // The form was changed at this very moment, and asks something else now.
        Err(SignInError::Unfilled(_)) => Ok(walker.go_on()),
        Err(SignInError::Flow(error)) => Err(walker.stop(error).await),
        Err(other) => Err(defect(&other).into()),
    }
}

async fn went_on(walker: &Walker, progress: SignInProgress, typed: Vec<Field>) -> Answer {
    match progress {
        SignInProgress::SignedIn => submission::next(walker).await,
        SignInProgress::Challenged { .. } => Ok(walker.go_on()),
        SignInProgress::Refused(refusal) => {
            let view = walker.view().await?;
            if elsewhere::client(&view)?.is_some() {
                return elsewhere::ask(walker, &view, Some(problem(refusal)));
            }
            show(walker, &view, typed, consent(&view, None)?, Some(problem(refusal)))
        }
        SignInProgress::Unavailable { retry_after } => unreachable_now(walker, retry_after).await,
    }
}

/// The form after a challenge was failed for good.
pub(super) async fn refused(walker: &Walker, refusal: SignInRefusal) -> Answer {
    let view = walker.view().await?;
    if elsewhere::client(&view)?.is_some() {
        return elsewhere::ask(walker, &view, Some(problem(refusal)));
    }
    show(walker, &view, untouched(walker, &view)?, consent(&view, None)?, Some(problem(refusal)))
}

/// The provider does not answer. The session stands where it stood, so its page is the way to try again.
pub(super) async fn unreachable_now(walker: &Walker, retry_after: Option<Duration>) -> Answer {
    let view = walker.view().await?;
    let kind = DeadEndKind::ProviderDown { provider: chosen(&view)?.name.as_str().to_owned() };
    let onward = Some(Onward::Go { href: walker.path() });
    let frame = walker.plain_frame(&view);
    let answer = walker.visitor.dead_end(StatusCode::SERVICE_UNAVAILABLE, frame, kind, onward, None);
    Ok(match retry_after {
        Some(after) => ([(header::RETRY_AFTER, after.as_secs().max(1).to_string())], answer).into_response(),
        None => answer,
    })
}

const fn problem(refusal: SignInRefusal) -> SignInProblem {
    match refusal {
        SignInRefusal::WrongCredentials => SignInProblem::WrongPassword,
        SignInRefusal::Locked => SignInProblem::Locked,
        SignInRefusal::Declined => SignInProblem::Declined,
        SignInRefusal::ChallengeFailed => SignInProblem::CheckFailed,
        _ => SignInProblem::Unsure,
    }
}

/// The fields of the form, each with what it holds and what is wrong with it.
fn fields<'a>(
    walker: &Walker,
    view: &'a FlowView,
    held: impl Fn(&'a SignInField) -> (&'a str, Option<FieldError>),
) -> Result<Vec<Field>, Stop> {
    let form = form(view)?;
    let shown = form.fields().iter().map(|field| {
        let (value, error) = held(field);
        Field {
            name: field.key.clone(),
            label: field.label.clone(),
            help: field.help.clone(),
            kind: kind(walker, view, field, value),
            adornment: Adornment { start: field.adornment.start.clone(), end: field.adornment.end.clone() },
            required: field.required,
            autocomplete: names_account(form, field).then(|| "username".to_owned()),
            error,
        }
    });
    Ok(shown.collect())
}

/// Whether a password manager should take this for the name of the account: the field that is called so, or else the last
/// line of text before the password. Without it browsers save a password for nobody.
fn names_account(form: &SignInForm, field: &SignInField) -> bool {
    let fields = form.fields();
    if fields.iter().any(|field| field.key == SignInForm::USERNAME) {
        return field.key == SignInForm::USERNAME;
    }
    let before = fields.iter().take_while(|field| field.kind != Kind::Password);
    let has_password = fields.iter().any(|field| field.kind == Kind::Password);
    let typed = |field: &&SignInField| matches!(field.kind, Kind::Text | Kind::Email | Kind::Number);
    has_password && before.filter(typed).last().is_some_and(|name| name.key == field.key)
}

fn kind(walker: &Walker, view: &FlowView, field: &SignInField, value: &str) -> FieldKind {
    let value = value.to_owned();
    match field.kind {
        Kind::Password => FieldKind::Password { filled_in: has_password(view, field) },
        Kind::Email => FieldKind::Email { value },
        Kind::Number => FieldKind::Number { value },
        Kind::Url => FieldKind::Url { value },
        Kind::Text => FieldKind::Text { value },
        Kind::Boolean => FieldKind::yes_or_no(&walker.plain_frame(view), &value),
        Kind::Select => {
            let options = field.options.iter().map(|option| Choice {
                value: option.value.clone(),
                label: option.label.clone(),
                selected: option.value == value,
            });
            FieldKind::Select { options: options.collect() }
        }
    }
}

/// What is wrong with an answer, as far as that can be told without asking the provider. A field with nothing but white
/// space in it is empty: who presses the button over it has not tried to sign in.
fn check(view: &FlowView, field: &SignInField, value: &str) -> Option<FieldError> {
    if value.trim().is_empty() {
        return (field.required && !has_password(view, field)).then_some(FieldError::Missing);
    }
    if value.len() > MAX_ANSWER {
        return Some(FieldError::TooLong);
    }
    if field.pattern.as_ref().is_some_and(|wanted| !wanted.fits(value)) {
        return Some(FieldError::OtherForm);
    }
    let digits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.');
    match field.kind {
        Kind::Email => (!looks_like_email(value)).then_some(FieldError::NotEmail),
        Kind::Number => (!value.chars().all(digits)).then_some(FieldError::NotNumber),
        Kind::Boolean => (!matches!(value, "true" | "false")).then_some(FieldError::NotOffered),
        Kind::Select => {
            (!field.options.iter().any(|option| option.value == value)).then_some(FieldError::NotOffered)
        }
        Kind::Url => (!looks_like_address(value)).then_some(FieldError::NotUrl),
        Kind::Text | Kind::Password => None,
    }
}

/// A web address with a host. A browser checks no more.
fn looks_like_address(value: &str) -> bool {
    let rest = value.trim().strip_prefix("https://").or_else(|| value.trim().strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric()) && !rest.contains(char::is_whitespace)
    })
}

/// Something on both sides of one `@`. The provider knows what it gave out; only slips are caught here.
fn looks_like_email(value: &str) -> bool {
    value
        .trim()
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
}
