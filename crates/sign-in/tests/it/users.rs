//! Every user of the sandbox, signing in.

use std::time::Duration;

use latchstring_domain::sign_in::Challenge;
use latchstring_service::ports::{SignIn as _, SignInRefusal, SignInUnavailable};
use latchstring_sign_in::keys;
use latchstring_sign_in::sandbox::{PASSWORD, SandboxUser};
use tokio::time::Instant;

use crate::common::{
    answer, asked, asked_again, credentials, drivers, play_provider, refusal, sandbox, signed_in, start,
    try_to_start,
};

fn code_sent_to(place: &str, attempts_left: u8) -> Challenge {
    Challenge::Code { sent_to: place.to_owned(), attempts_left: Some(attempts_left), other_ways: false }
}

fn pair(username: &str, password: &str) -> (String, String) {
    (username.to_owned(), password.to_owned())
}

#[tokio::test]
async fn the_plain_user_signs_in_with_what_was_typed() {
    assert_eq!(signed_in(start("sandbox-username").await), pair("sandbox-username", PASSWORD));
}

#[tokio::test]
async fn the_mfa_user_signs_in_with_the_code_sent_to_the_phone() {
    let (challenge, state) = asked(start("sandbox-mfa").await);
    assert_eq!(challenge, code_sent_to("the phone ending 42", 3));
    assert_eq!(signed_in(answer(state, keys::CODE, " 123456 ").await), pair("sandbox-mfa", PASSWORD));
}

#[tokio::test]
async fn a_choice_between_two_ways_decides_where_the_code_goes() {
    for (way, place) in
        [("phone", "the phone ending 42"), ("email", "the e-mail address s•••@sandbox.example")]
    {
        let (challenge, state) = asked(start("sandbox-mfa-choice").await);
        let Challenge::Choice { options } = challenge else { panic!("no choice: {challenge:?}") };
        assert_eq!(options.iter().map(|option| option.key.as_str()).collect::<Vec<_>>(), ["phone", "email"]);

        let (challenge, state) = asked(answer(state, keys::CHOICE, way).await);
        let sent = Challenge::Code { sent_to: place.to_owned(), attempts_left: Some(3), other_ways: true };
        assert_eq!(challenge, sent);
        assert_eq!(
            signed_in(answer(state, keys::CODE, "123456").await),
            pair("sandbox-mfa-choice", PASSWORD)
        );
    }
}

#[tokio::test]
async fn another_way_can_be_chosen_where_there_is_one() {
    let (offered, state) = asked(start("sandbox-mfa-choice").await);
    let (_, state) = asked(answer(state, keys::CHOICE, "phone").await);
    let (again, state) = asked(answer(state, keys::ANOTHER_WAY, "1").await);
    assert_eq!(again, offered);
    let (challenge, _) = asked(answer(state, keys::CHOICE, "email").await);
    assert!(matches!(challenge, Challenge::Code { sent_to, .. } if sent_to.contains("e-mail")));

    // Who had no choice has none now; the button is not there, and what it would send is no answer.
    let (first, state) = asked(start("sandbox-mfa").await);
    let (again, _) = asked(answer(state, keys::ANOTHER_WAY, "1").await);
    assert_eq!(again, first);
}

#[tokio::test]
async fn a_way_that_was_not_offered_is_asked_for_again() {
    let (offered, state) = asked(start("sandbox-mfa-choice").await);
    let (again, state) = asked_again(answer(state, keys::CHOICE, "pigeon").await);
    assert_eq!(again, offered);
    asked(answer(state, keys::CHOICE, "phone").await);
}

#[tokio::test]
async fn a_code_is_no_way_around_the_choice() {
    let (offered, state) = asked(start("sandbox-mfa-choice").await);
    assert_eq!(asked(answer(state, keys::CODE, "123456").await).0, offered);
}

#[tokio::test]
async fn a_security_question_is_answered_whatever_the_case_and_the_space_around() {
    for text in ["Biscuit", "  bISCUIT\t"] {
        let (challenge, state) = asked(start("sandbox-question").await);
        let question = "What was the name of your first pet?".to_owned();
        assert_eq!(challenge, Challenge::Question { text: question, attempts_left: Some(3) });
        assert_eq!(signed_in(answer(state, keys::ANSWER, text).await), pair("sandbox-question", PASSWORD));
    }
}

#[tokio::test]
async fn a_new_password_becomes_the_credential() {
    let (challenge, state) = asked(start("sandbox-new-password").await);
    let rules = "At least 12 characters, and not the password you have now.".to_owned();
    assert_eq!(challenge, Challenge::NewPassword { rules: Some(rules) });
    let new = "correct horse battery";
    assert_eq!(signed_in(answer(state, keys::NEW_PASSWORD, new).await), pair("sandbox-new-password", new));
}

#[tokio::test]
async fn a_locked_user_is_told_so() {
    assert_eq!(refusal(start("sandbox-locked").await), SignInRefusal::Locked);
}

#[tokio::test]
async fn a_user_without_accounts_signs_in() {
    assert_eq!(signed_in(start("sandbox-no-accounts").await), pair("sandbox-no-accounts", PASSWORD));
}

#[tokio::test]
async fn a_provider_that_is_down_says_when_to_come_back() {
    let unavailable = try_to_start("sandbox-down", PASSWORD).await.unwrap_err();
    assert_eq!(unavailable, SignInUnavailable { retry_after: Some(Duration::from_secs(60)) });
}

#[tokio::test(start_paused = true)]
async fn a_slow_provider_answers_after_ten_seconds() {
    let before = Instant::now();
    assert_eq!(signed_in(start("sandbox-slow").await), pair("sandbox-slow", PASSWORD));
    assert_eq!(before.elapsed(), Duration::from_secs(10));
}

#[tokio::test(start_paused = true)]
async fn the_wait_of_the_slow_user_can_be_set() {
    let driver = sandbox().with_delay(Duration::from_millis(1500));
    let before = Instant::now();
    signed_in(driver.start(&play_provider(), credentials("sandbox-slow", PASSWORD)).await.unwrap());
    assert_eq!(before.elapsed(), Duration::from_millis(1500));
}

#[tokio::test]
async fn a_user_whose_token_expires_later_signs_in() {
    assert_eq!(signed_in(start("sandbox-later-expired").await), pair("sandbox-later-expired", PASSWORD));
}

#[tokio::test]
async fn a_user_name_the_sandbox_does_not_have_is_refused() {
    for username in ["", "alice", "Sandbox-Username", "sandbox-username ", "sandbox"] {
        let outcome = try_to_start(username, PASSWORD).await.unwrap();
        assert_eq!(refusal(outcome), SignInRefusal::WrongCredentials, "{username:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn any_other_password_is_refused_whoever_it_is_and_at_once() {
    let before = Instant::now();
    for user in SandboxUser::ALL {
        for password in ["", "Sandbox-Password", "sandbox-password ", "letmein"] {
            let outcome = try_to_start(user.username(), password).await.unwrap();
            assert_eq!(refusal(outcome), SignInRefusal::WrongCredentials, "{user:?} {password:?}");
        }
    }
    assert_eq!(before.elapsed(), Duration::ZERO, "nobody but who signs in waits");
}

#[tokio::test]
async fn a_wrong_password_costs_nothing() {
    let drivers = drivers();
    for _ in 0..20 {
        let outcome =
            drivers.start(&play_provider(), credentials("sandbox-username", "wrong")).await.unwrap();
        assert_eq!(refusal(outcome), SignInRefusal::WrongCredentials);
    }
    let outcome = drivers.start(&play_provider(), credentials("sandbox-username", PASSWORD)).await.unwrap();
    signed_in(outcome);
}

#[test]
fn every_user_name_of_the_documentation_has_its_user() {
    let documented = [
        "sandbox-username",
        "sandbox-mfa",
        "sandbox-mfa-choice",
        "sandbox-question",
        "sandbox-new-password",
        "sandbox-locked",
        "sandbox-no-accounts",
        "sandbox-down",
        "sandbox-slow",
        "sandbox-later-expired",
        "sandbox-mfa-forwarding",
    ];
    assert_eq!(SandboxUser::ALL.iter().map(|user| user.username()).collect::<Vec<_>>(), documented);
    for (name, user) in documented.into_iter().zip(SandboxUser::ALL) {
        assert_eq!(SandboxUser::named(name), Some(*user));
    }
}
