//! Answering the sandbox's challenges: attempts, empty answers, and the state between two calls.

use latchstring_domain::sign_in::Challenge;
use latchstring_service::ports::{DriverState, SignIn as _, SignInRefusal};
use latchstring_sign_in::keys;
use latchstring_sign_in::sandbox::PASSWORD;

use crate::common::{
    answer, answers, asked, asked_again, credentials, drivers, play_provider, refusal, signed_in, start,
};

fn attempts_left(challenge: &Challenge) -> u8 {
    match challenge {
        Challenge::Code { attempts_left, .. } | Challenge::Question { attempts_left, .. } => {
            attempts_left.unwrap()
        }
        other => panic!("it has no attempts: {other:?}"),
    }
}

#[tokio::test]
async fn wrong_answers_count_down_until_the_challenge_fails() {
    for (username, key) in [("sandbox-mfa", keys::CODE), ("sandbox-question", keys::ANSWER)] {
        let (first, state) = asked(start(username).await);
        let (second, state) = asked_again(answer(state, key, "000000").await);
        let (third, state) = asked_again(answer(state, key, "12345").await);
        assert_eq!([&first, &second, &third].map(attempts_left), [3, 2, 1], "{username}");
        assert_eq!(
            refusal(answer(state, key, "1234567").await),
            SignInRefusal::ChallengeFailed,
            "{username}"
        );
    }
}

#[tokio::test]
async fn the_right_answer_still_counts_at_the_last_attempt() {
    let (_, state) = asked(start("sandbox-mfa").await);
    let (_, state) = asked_again(answer(state, keys::CODE, "000000").await);
    let (_, state) = asked_again(answer(state, keys::CODE, "000000").await);
    signed_in(answer(state, keys::CODE, "123456").await);
}

#[tokio::test]
async fn an_empty_answer_costs_no_attempt() {
    let questions = [
        ("sandbox-mfa", keys::CODE),
        ("sandbox-mfa-choice", keys::CHOICE),
        ("sandbox-question", keys::ANSWER),
        ("sandbox-new-password", keys::NEW_PASSWORD),
    ];
    for (username, key) in questions {
        let (question, mut state) = asked(start(username).await);
        for text in ["", "  ", "\n"] {
            let (again, next) = asked(answer(state, key, text).await);
            assert_eq!(again, question, "{username} {text:?}");
            state = next;
        }
        let nothing = drivers().answer(&play_provider(), state, answers([])).await.unwrap();
        assert_eq!(asked(nothing).0, question, "{username}");
    }
}

#[tokio::test]
async fn a_new_password_that_breaks_the_rules_is_asked_for_again() {
    let (question, mut state) = asked(start("sandbox-new-password").await);
    for text in ["eleven char", "ümlautümlau", PASSWORD] {
        let (again, next) = asked_again(answer(state, keys::NEW_PASSWORD, text).await);
        assert_eq!(again, question, "{text:?}");
        state = next;
    }
    // Twelve characters, more bytes; the space at its end is part of it.
    let new = "ümlautümlau ";
    let expected = ("sandbox-new-password".to_owned(), new.to_owned());
    assert_eq!(signed_in(answer(state, keys::NEW_PASSWORD, new).await), expected);
}

#[tokio::test]
async fn a_new_password_typed_twice_must_be_the_same_twice() {
    let (_, state) = asked(start("sandbox-new-password").await);
    let typed = |again| answers([(keys::NEW_PASSWORD, "correct horse"), (keys::NEW_PASSWORD_AGAIN, again)]);
    let outcome = drivers().answer(&play_provider(), state, typed("correct house")).await.unwrap();
    let (_, state) = asked_again(outcome);
    let outcome = drivers().answer(&play_provider(), state, typed("")).await.unwrap();
    let (_, state) = asked_again(outcome);
    let outcome = drivers().answer(&play_provider(), state, typed("correct horse")).await.unwrap();
    assert_eq!(signed_in(outcome).1, "correct horse");
}

#[tokio::test]
async fn the_state_is_all_that_another_replica_needs() {
    let here = drivers();
    let started = here.start(&play_provider(), credentials("sandbox-mfa", PASSWORD)).await.unwrap();
    let sealed = asked(started).1.expose().to_vec();
    drop(here);

    let there = drivers();
    let wrong = answers([(keys::CODE, "000000")]);
    let outcome = there.answer(&play_provider(), DriverState::new(sealed), wrong).await.unwrap();
    let (challenge, state) = asked_again(outcome);
    assert_eq!(attempts_left(&challenge), 2);
    let sealed = state.expose().to_vec();
    drop(there);

    let outcome = answer(DriverState::new(sealed), keys::CODE, "123456").await;
    assert_eq!(signed_in(outcome), ("sandbox-mfa".to_owned(), PASSWORD.to_owned()));
}

#[tokio::test]
async fn a_state_that_cannot_be_read_fails_the_challenge() {
    let (_, state) = asked(start("sandbox-mfa").await);
    let good = state.expose().to_vec();
    let mut longer = good.clone();
    longer.push(b'!');
    let other_question = String::from_utf8(good.clone()).unwrap().replace("\"code\"", "\"riddle\"");
    let broken = [
        Vec::new(),
        b"\xff\xfe".to_vec(),
        b"{}".to_vec(),
        good[..good.len() - 1].to_vec(),
        longer,
        other_question.into_bytes(),
    ];
    for bytes in broken {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let outcome = answer(DriverState::new(bytes), keys::CODE, "123456").await;
        assert_eq!(refusal(outcome), SignInRefusal::ChallengeFailed, "{text}");
    }
    // The bytes all of these were made from are good, so each was refused for what was done to it.
    signed_in(answer(DriverState::new(good), keys::CODE, "123456").await);
}
