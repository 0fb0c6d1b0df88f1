use latchstring_domain::provider::{Provider, SignInMethod};
use latchstring_domain::sign_in::{Adornment, FieldKind, SignInField, SignInForm};
use latchstring_service::ports::{DriverState, SignIn as _, SignInOutcome, SignInRefusal};
use latchstring_sign_in::keys;
use secrecy::ExposeSecret as _;

use crate::common::{answers, asked, credentials, drivers, provider, refusal, start};

fn utility() -> Provider {
    let mut form = SignInForm::username_and_password();
    form.0.push(SignInField {
        key: "customer_number".to_owned(),
        label: "Customer number".to_owned(),
        help: None,
        kind: FieldKind::Text,
        required: false,
        pattern: None,
        adornment: Adornment::default(),
        options: Vec::new(),
    });
    provider(SignInMethod::Form, form)
}

fn taken(outcome: SignInOutcome) -> Vec<(String, String)> {
    let SignInOutcome::CannotVerifyNow(fields) = outcome else { panic!("not taken: {outcome:?}") };
    fields.iter().map(|(key, answer)| (key.to_owned(), answer.expose_secret().to_owned())).collect()
}

fn field(key: &str, answer: &str) -> (String, String) {
    (key.to_owned(), answer.to_owned())
}

#[tokio::test]
async fn a_form_is_taken_as_typed_because_nobody_can_check_it() {
    let typed = answers([("username", " mike "), ("password", " pass word "), ("customer_number", "")]);
    let expected =
        [field("username", " mike "), field("password", " pass word "), field("customer_number", "")];
    assert_eq!(taken(drivers().start(&utility(), typed).await.unwrap()), expected);
}

#[tokio::test]
async fn a_sandbox_user_name_means_nothing_to_a_real_provider() {
    let outcome = drivers().start(&utility(), credentials("sandbox-locked", "x")).await.unwrap();
    assert_eq!(taken(outcome), [field("username", "sandbox-locked"), field("password", "x")]);
}

#[tokio::test]
async fn an_empty_required_field_is_refused() {
    for typed in [credentials("", "secret"), credentials("mike", ""), answers([("username", "mike")])] {
        let outcome = drivers().start(&utility(), typed).await.unwrap();
        assert_eq!(refusal(outcome), SignInRefusal::WrongCredentials);
    }
}

#[tokio::test]
async fn what_the_form_does_not_declare_is_dropped() {
    let typed = credentials("mike", "secret").with("session_id", "smuggled".into());
    let outcome = drivers().start(&utility(), typed).await.unwrap();
    assert_eq!(taken(outcome), [field("username", "mike"), field("password", "secret")]);
}

#[tokio::test]
async fn the_state_of_another_driver_fails_the_challenge() {
    let (_, state) = asked(start("sandbox-mfa").await);
    for state in [state, DriverState::new(Vec::new())] {
        let outcome = drivers().answer(&utility(), state, answers([(keys::CODE, "123456")])).await.unwrap();
        assert_eq!(refusal(outcome), SignInRefusal::ChallengeFailed);
    }
}
