//! Signing in at the provider, and the challenges on the way.

use std::sync::Arc;

use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::{FlowState, MAX_FAILED_SIGN_INS, Step, StepError};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::ProviderName;
use latchstring_service::flow_session::{
    self, AnswerChallengeError, FlowError, ProviderWish, SignInError, SignInProgress,
};
use latchstring_service::ports::{Answers, SignInRefusal};
use latchstring_sign_in::{keys, sandbox};
use latchstring_storage::FlowSessions as _;
use secrecy::SecretString;

use crate::harness::{PASSWORD, USERNAME, World, credentials, origin};

fn answer(key: &str, text: &str) -> Answers {
    Answers::default().with(key, SecretString::from(text))
}

#[tokio::test]
async fn a_code_is_asked_for_again_after_a_wrong_one_and_then_lets_the_recipient_in() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    let asked = world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    assert_eq!(asked, SignInProgress::Challenged { wrong_answer: false });

    let wrong = answer(keys::CODE, "000000");
    let wrong = flow_session::answer_challenge(&world.ls, &pass, wrong, &origin(1)).await.unwrap();
    assert_eq!(wrong, SignInProgress::Challenged { wrong_answer: true });
    let right = answer(keys::CODE, sandbox::CODE);
    let right = flow_session::answer_challenge(&world.ls, &pass, right, &origin(1)).await.unwrap();
    assert_eq!(right, SignInProgress::SignedIn);

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert_eq!((session.step(), session.failed_sign_ins), (Step::Sites, 1));
    let story = world.story(invitation.invitation.id).await;
    assert_eq!(story[3..], [EventKind::MfaRequired, EventKind::SignInFailed, EventKind::SignedIn]);
}

#[tokio::test]
async fn an_answer_longer_than_any_provider_asks_for_is_not_passed_on() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    world.sign_in(&pass, "sandbox-new-password", PASSWORD).await;

    let long = answer(keys::NEW_PASSWORD, &"x".repeat(1001));
    let refused = flow_session::answer_challenge(&world.ls, &pass, long, &origin(1)).await;

    let Err(AnswerChallengeError::TooLong(field)) = refused else { panic!("{refused:?}") };
    assert_eq!(field, keys::NEW_PASSWORD);
}

#[tokio::test]
async fn after_ten_refusals_a_session_takes_no_more() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    for _ in 0..MAX_FAILED_SIGN_INS {
        let refused = SignInProgress::Refused(SignInRefusal::WrongCredentials);
        assert_eq!(world.sign_in(&pass, USERNAME, "wrong").await, refused);
    }

    let right = flow_session::sign_in(&world.ls, &pass, credentials(USERNAME, PASSWORD), &origin(1)).await;

    assert!(matches!(right, Err(SignInError::Flow(FlowError::Step(StepError::TooManyTries)))));
}

#[tokio::test]
async fn refusals_side_by_side_count_like_those_one_by_one() {
    let world = Arc::new(World::new().await);
    let invitation = world.invite(None, None).await;
    let pass = Arc::new(world.open(&invitation).await);
    world.choose_sandbox(&pass).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (world, pass) = (world.clone(), pass.clone());
        tries.spawn(async move { world.sign_in(&pass, USERNAME, "wrong").await });
    }

    for outcome in tries.join_all().await {
        assert_eq!(outcome, SignInProgress::Refused(SignInRefusal::WrongCredentials));
    }

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert_eq!(session.failed_sign_ins, 8);
    let story = world.story(invitation.invitation.id).await;
    assert_eq!(story.iter().filter(|kind| **kind == EventKind::SignInFailed).count(), 8);
}

#[tokio::test]
async fn a_password_for_one_provider_is_not_kept_for_another_chosen_meanwhile() {
    let world = Arc::new(World::new().await);
    let invitation = world.invite(None, None).await;
    let pass = Arc::new(world.open(&invitation).await);
    world.choose_sandbox(&pass).await;
    let choose_another = {
        let (world, pass) = (world.clone(), pass.clone());
        let wish = ProviderWish::Unlisted {
            name: ProviderName::parse("Somebody else").unwrap(),
            url: ProviderUrl::parse("https://elsewhere.example").unwrap(),
        };
        async move {
            flow_session::choose_provider(&world.ls, &pass, &wish, None, &origin(1)).await.unwrap();
        }
    };
    world.sign_in.meanwhile(choose_another);

    let late = flow_session::sign_in(&world.ls, &pass, credentials(USERNAME, PASSWORD), &origin(1)).await;

    let Err(SignInError::Flow(FlowError::Step(StepError::WrongStep { at }))) = late else {
        panic!("{late:?}")
    };
    assert_eq!(at, Step::SignIn);
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert!(matches!(session.state, FlowState::ProviderChosen(_)));
    assert_eq!(world.story(invitation.invitation.id).await.pop(), Some(EventKind::ProviderChosen));
}

#[tokio::test]
async fn a_sign_in_that_the_session_has_left_behind_is_not_kept() {
    let world = Arc::new(World::new().await);
    let invitation = world.invite(None, None).await;
    let pass = Arc::new(world.open(&invitation).await);
    world.choose_sandbox(&pass).await;
    let restart = {
        let (world, pass) = (world.clone(), pass.clone());
        async move { flow_session::restart(&world.ls, &pass).await.unwrap() }
    };
    world.sign_in.meanwhile(restart);

    let left = flow_session::sign_in(&world.ls, &pass, credentials(USERNAME, PASSWORD), &origin(1)).await;

    let Err(SignInError::Flow(FlowError::Step(StepError::WrongStep { at }))) = left else {
        panic!("{left:?}")
    };
    assert_eq!(at, Step::Provider);
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert_eq!(session.state, FlowState::Opened);
}
