//! When a use is spent, and when it is not.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::event::EventKind;
use latchstring_domain::flow_session::{Step, StepError};
use latchstring_domain::invitation::{InvitationStatus, NotUsable, RevokeError};
use latchstring_domain::outbox::Task;
use latchstring_service::flow_session::{
    self, FlowError, FlowPass, LandingError, OpenError, Presented, ProviderWish, SubmitError, Submitted,
};
use latchstring_service::invitation::{
    self, InvitationView, ListInvitations, RevokeInvitationError, WantedInvitations,
};
use latchstring_service::{PageRequest, outbox};
use latchstring_storage::{Change, Invitations as _};
use secrecy::ExposeSecret as _;

use crate::harness::{Fault, World, credentials, origin, utilities};

type SubmitResult = Result<Submitted, SubmitError>;

async fn sessions(world: &World, invitation: &InvitationView, count: usize) -> Vec<FlowPass> {
    let mut passes = Vec::with_capacity(count);
    for _ in 0..count {
        passes.push(world.ready(invitation).await);
    }
    passes
}

/// Submits them all at the same time.
async fn race(world: &Arc<World>, passes: Vec<FlowPass>) -> Vec<SubmitResult> {
    let mut tasks = tokio::task::JoinSet::new();
    for pass in passes {
        let world = world.clone();
        tasks.spawn(async move { world.submit(&pass).await });
    }
    tasks.join_all().await
}

fn link_refusal(result: &SubmitResult) -> Option<NotUsable> {
    match result {
        Err(SubmitError::Flow(FlowError::Link(refusal))) => Some(*refusal),
        _ => None,
    }
}

/// What the link's first page finds.
async fn landing_usable(world: &World, token: &str) -> Result<(), NotUsable> {
    let landing = flow_session::landing(&world.ls, Presented::Invitation(token)).await.unwrap();
    landing.link.usable(&landing.company, world.now())
}

fn count(story: &[EventKind], kind: EventKind) -> usize {
    story.iter().filter(|found| **found == kind).count()
}

async fn race_for_uses(max_uses: u32, contenders: usize) {
    let world = Arc::new(World::new().await);
    let invitation = world.invite(Some(max_uses), None).await;
    let passes = sessions(&world, &invitation, contenders).await;
    world.store.take_committed();

    let results = race(&world, passes).await;

    let uses = usize::try_from(max_uses).unwrap();
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), uses);
    let refused = results.iter().filter(|r| link_refusal(r) == Some(NotUsable::Fulfilled)).count();
    assert_eq!(refused, contenders - uses, "the others are told that the link is used up: {results:?}");
    assert_eq!(world.connections().await.len(), uses);
    let stored = world.store.invitation(invitation.invitation.id).await.unwrap().unwrap();
    assert_eq!(stored.use_count, max_uses);
    let story = world.story(stored.id).await;
    assert_eq!(count(&story, EventKind::Fulfilled), 1);
    assert_eq!(count(&story, EventKind::Submitted), uses);
    assert_eq!(count(&story, EventKind::ConnectionCreated), uses);
    let promised = world.store.take_committed();
    let looks = promised.iter().flat_map(|set| set.changes()).filter(
        |change| matches!(change, Change::Enqueue(entry) if matches!(entry.task, Task::CollectSandbox(_))),
    );
    assert_eq!(looks.count(), uses);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t049_of_200_submissions_at_once_one_spends_the_last_use() {
    for _ in 0..5 {
        race_for_uses(1, 200).await;
    }
}

#[tokio::test]
async fn t049_it_is_one_too_when_all_have_read_before_any_has_written() {
    // On one thread every task goes as far as its first read before any goes on.
    race_for_uses(1, 200).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t050_of_100_submissions_at_once_seven_spend_seven_uses() {
    for _ in 0..5 {
        race_for_uses(7, 100).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t051_a_revocation_and_a_submission_have_an_order_that_all_agree_on() {
    let (mut revoked_first, mut submitted_first) = (0, 0);
    let world = Arc::new(World::new().await);
    for round in 0..300 {
        let invitation = world.invite(Some(1), None).await;
        let id = invitation.invitation.id;
        let pass = world.ready(&invitation).await;
        let revoke = invitation::revoke(&world.ls, &world.caller, id);
        let (submission, revocation) = world.submit_against(round, pass, revoke).await;

        let stored = world.store.invitation(id).await.unwrap().unwrap();
        let last = world.story(id).await.pop().unwrap();
        match revocation {
            Ok(view) => {
                revoked_first += 1;
                assert_eq!(view.status, InvitationStatus::Revoked);
                assert!(matches!(link_refusal(&submission), Some(NotUsable::Revoked { .. })));
                assert_eq!((stored.use_count, last), (0, EventKind::Revoked));
            }
            Err(error) => {
                submitted_first += 1;
                let fulfilled = RevokeInvitationError::NotActive(RevokeError::Fulfilled);
                assert_eq!(error.to_string(), fulfilled.to_string());
                assert!(submission.is_ok(), "{submission:?}");
                assert_eq!(stored.revoked_at, None);
                assert_eq!((stored.use_count, last), (1, EventKind::Fulfilled));
            }
        }
    }
    assert!(revoked_first > 0 && submitted_first > 0, "{revoked_first} to {submitted_first}");
}

#[tokio::test]
async fn t052_a_link_that_was_good_when_the_page_was_opened_is_asked_again() {
    let world = World::new().await;

    let revoked = world.invite(None, None).await;
    let pass = world.ready(&revoked).await;
    invitation::revoke(&world.ls, &world.caller, revoked.invitation.id).await.unwrap();
    let result = world.submit(&pass).await;
    assert_eq!(link_refusal(&result), Some(NotUsable::Revoked { at: world.now() }));

    let expired = world.invite(None, Some(60)).await;
    let pass = world.ready(&expired).await;
    world.clock.advance(Duration::from_secs(60));
    let result = world.submit(&pass).await;
    assert_eq!(link_refusal(&result), Some(NotUsable::Expired { at: world.now() }));

    let used_up = world.invite(Some(1), None).await;
    let (first, second) = (world.ready(&used_up).await, world.ready(&used_up).await);
    world.submit(&first).await.unwrap();
    assert_eq!(link_refusal(&world.submit(&second).await), Some(NotUsable::Fulfilled));

    assert_eq!(world.connections().await.len(), 1);
}

#[tokio::test]
async fn t052_credentials_are_not_kept_for_a_link_that_ends_while_the_provider_is_asked() {
    let world = Arc::new(World::new().await);
    let invitation = world.invite(None, None).await;
    let pass = world.open(&invitation).await;
    world.choose_sandbox(&pass).await;
    let before = world.snapshot().await.sessions;
    let meanwhile = {
        let (world, id) = (world.clone(), invitation.invitation.id);
        async move { drop(invitation::revoke(&world.ls, &world.caller, id).await.unwrap()) }
    };
    world.sign_in.meanwhile(meanwhile);

    let error = flow_session::sign_in(
        &world.ls,
        &pass,
        credentials(crate::harness::USERNAME, crate::harness::PASSWORD),
        &origin(12),
    )
    .await
    .unwrap_err();

    assert!(matches!(error, flow_session::SignInError::Flow(FlowError::Link(NotUsable::Revoked { .. }))));
    assert_eq!(world.snapshot().await.sessions, before, "nothing was sealed into the session");
    assert_eq!(world.story(invitation.invitation.id).await.pop(), Some(EventKind::Revoked));
}

#[tokio::test]
async fn t053_an_expired_link_is_refused_at_that_instant_without_any_worker() {
    let world = World::new().await;
    let invitation = world.invite(None, Some(600)).await;
    let token = invitation.token.as_ref().unwrap().expose_secret().to_owned();
    let pass = world.ready(&invitation).await;
    let list = |status| ListInvitations {
        wanted: WantedInvitations { status: Some(status), ..Default::default() },
        page: PageRequest::After { last: None, per_page: 10 },
    };

    world.clock.advance(Duration::from_millis(599_999));
    assert_eq!(landing_usable(&world, &token).await, Ok(()));
    assert!(flow_session::view(&world.ls, &pass).await.is_ok());

    world.clock.advance(Duration::from_millis(1));
    assert!(link_refusal(&world.submit(&pass).await).is_some());
    let opened = flow_session::open(&world.ls, Presented::Invitation(&token), &origin(1)).await;
    assert!(matches!(opened, Err(OpenError::NotUsable(NotUsable::Expired { .. }))));
    assert_eq!(landing_usable(&world, &token).await, Err(NotUsable::Expired { at: world.now() }));
    let ls = &world.ls;
    let expired = invitation::list(ls, &world.caller, list(InvitationStatus::Expired)).await.unwrap();
    assert_eq!(expired.items.len(), 1);
    let active = invitation::list(ls, &world.caller, list(InvitationStatus::Active)).await.unwrap();
    assert!(active.items.is_empty());
}

#[tokio::test]
async fn t054_no_step_revives_an_expired_link() {
    let world = World::new().await;
    let invitation = world.invite(None, Some(600)).await;
    let at = world.ready(&invitation).await;
    let fresh = world.open(&invitation).await;
    world.choose_sandbox(&fresh).await;
    world.clock.advance(Duration::from_secs(600));
    let before = world.snapshot().await;

    let ls = &world.ls;
    let wish = ProviderWish::Listed(world.provider.id);
    let flow = [
        flow_session::restart(ls, &at).await.unwrap_err().to_string(),
        flow_session::view(ls, &at).await.unwrap_err().to_string(),
        flow_session::choose_provider(ls, &fresh, &wish, None, &origin(1)).await.unwrap_err().to_string(),
        flow_session::sign_in(ls, &fresh, credentials("sandbox-username", "x"), &origin(1))
            .await
            .unwrap_err()
            .to_string(),
        flow_session::answer_challenge(ls, &fresh, Default::default(), &origin(1))
            .await
            .unwrap_err()
            .to_string(),
        flow_session::choose_sites(ls, &at, &[world.sites[1].id], &utilities())
            .await
            .unwrap_err()
            .to_string(),
        flow_session::open_again(ls, &at, &origin(1)).await.unwrap_err().to_string(),
        world.submit(&at).await.unwrap_err().to_string(),
        invitation::revoke(ls, &world.caller, invitation.invitation.id).await.unwrap_err().to_string(),
    ];
    for message in flow {
        assert!(message.contains("expired at 2026-"), "{message}");
    }
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn t060_a_revocation_is_final_and_says_the_same_twice() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let id = invitation.invitation.id;
    let token = invitation.token.as_ref().unwrap().expose_secret().to_owned();
    let first = invitation::revoke(&world.ls, &world.caller, id).await.unwrap();
    world.clock.advance(Duration::from_secs(9));
    let second = invitation::revoke(&world.ls, &world.caller, id).await.unwrap();

    assert_eq!(second.invitation, first.invitation, "the first time stands");
    assert_eq!(world.story(id).await, [EventKind::Created, EventKind::Revoked]);
    let opened = flow_session::open(&world.ls, Presented::Invitation(&token), &origin(1)).await;
    assert!(matches!(opened, Err(OpenError::NotUsable(NotUsable::Revoked { .. }))));
}

#[tokio::test]
async fn t139_a_submission_whose_answer_got_lost_shows_its_receipt_and_is_not_made_twice() {
    let world = World::new().await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready(&invitation).await;
    world.store.fail_next(Fault::AnswerLost);
    world.submit(&pass).await.unwrap_err();

    let again = world.submit(&pass).await.unwrap_err();

    let SubmitError::Flow(FlowError::Step(StepError::WrongStep { at: Step::Done })) = again else {
        panic!("the session is done, not the link used up: {again:?}")
    };
    let receipt = flow_session::view(&world.ls, &pass).await.unwrap().receipts.pop().unwrap();
    assert_eq!(world.connections().await, [receipt.connection]);
}

#[tokio::test]
async fn a_session_through_a_link_whose_key_was_disabled_is_as_dead_as_the_link() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready(&invitation).await;
    let old = world.keyring.primary_id();
    let ls = world.restarted_with(world.rotated().disable(old).unwrap());

    let token = invitation.token.as_ref().unwrap().expose_secret();
    let landing = flow_session::landing(&ls, Presented::Invitation(token)).await;
    assert!(matches!(landing, Err(LandingError::Unknown)));
    let submitted = flow_session::submit(&ls, &pass, &origin(1)).await;
    assert!(matches!(submitted, Err(SubmitError::Flow(FlowError::Unknown))));
    assert!(matches!(flow_session::view(&ls, &pass).await, Err(FlowError::Unknown)));
    assert!(outbox::counts(&ls).await.unwrap().open > 0, "the deployment itself works");
}
