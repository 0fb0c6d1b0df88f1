//! Several connections in one walk, and its end.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::event::EventKind;
use latchstring_domain::flow::Flow;
use latchstring_domain::flow_session::{FLOW_LIFETIME, Step, StepError};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::{Invitation, InvitationStatus, NotUsable};
use latchstring_domain::portal::PortalOptions;
use latchstring_service::flow_session::{self, FlowError, FlowPass, SubmitError, Submitted};
use latchstring_service::invitation;
use latchstring_service::portal::{CreatePortalLink, PortalLink, PortalWish};
use latchstring_storage::{Change, FlowSessions as _, Invitations as _};

use super::links::connector_of;
use crate::atomicity::fails_whole;
use crate::harness::{Fault, PASSWORD, World, origin};

fn several() -> PortalOptions {
    PortalOptions { connects_several: true, ..PortalOptions::default() }
}

/// A flow with the sandbox, and a link through which several can be connected, so often at most.
async fn link(world: &World, max_uses: Option<u32>) -> (Flow, PortalLink) {
    let flow = world.flow("bills", &["sandbox"]).await;
    let link = world.portal_with(several()).await;
    if let Some(uses) = max_uses {
        // The interface has no word for it, but the row has.
        let old = &link.invitation;
        let limited =
            Invitation { max_uses: uses.try_into().ok(), version: old.version.next(), ..old.clone() };
        world.write(Change::UpdateInvitation(limited)).await;
    }
    (flow, link)
}

async fn ready(world: &World, pass: &FlowPass, flow: &Flow) {
    world.signed_in_at(pass, flow.id, world.provider.id).await;
}

async fn connect(world: &World, pass: &FlowPass, flow: &Flow) -> Result<Submitted, SubmitError> {
    ready(world, pass, flow).await;
    world.submit(pass).await
}

async fn step(world: &World, pass: &FlowPass) -> Step {
    world.store.flow_session(pass.session_id()).await.unwrap().unwrap().step()
}

async fn uses(world: &World, link: &PortalLink) -> u32 {
    world.store.invitation(link.invitation.id).await.unwrap().unwrap().use_count
}

async fn receipts(world: &World, pass: &FlowPass) -> Vec<ConnectionId> {
    let view = flow_session::view(&world.ls, pass).await.unwrap();
    view.receipts.iter().map(|receipt| receipt.connection.id).collect()
}

fn wrong_step(error: FlowError) -> Step {
    let FlowError::Step(StepError::WrongStep { at }) = error else { panic!("another failure: {error:?}") };
    at
}

async fn try_finish(world: &World, pass: &FlowPass) -> FlowError {
    flow_session::finish(&world.ls, pass).await.unwrap_err()
}

#[tokio::test]
async fn each_connection_of_a_walk_spends_a_use_and_is_shown_until_the_recipient_finishes() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    let mut made = Vec::new();
    for count in 1..=3 {
        made.push(connect(&world, &pass, &flow).await.unwrap().connection_id);
        assert_eq!((step(&world, &pass).await, uses(&world, &link).await), (Step::Provider, count));
        assert_eq!(receipts(&world, &pass).await, made, "oldest first");
    }

    flow_session::finish(&world.ls, &pass).await.unwrap();

    assert_eq!((step(&world, &pass).await, uses(&world, &link).await), (Step::Done, 3));
    assert_eq!(receipts(&world, &pass).await, made);
    let mut connections: Vec<_> = world.connections().await.iter().map(|found| found.id).collect();
    connections.sort_unstable();
    made.sort_unstable();
    assert_eq!(connections, made);
    let story = world.story(link.invitation.id).await;
    assert_eq!(story.iter().filter(|kind| **kind == EventKind::Submitted).count(), 3);
    assert_eq!(story.iter().filter(|kind| **kind == EventKind::Started).count(), 1);
}

#[tokio::test]
async fn the_connection_that_uses_a_link_up_ends_the_walk_at_once() {
    let world = World::new().await;
    let (flow, link) = link(&world, Some(2)).await;
    let pass = world.open_portal(&link).await;
    let first = connect(&world, &pass, &flow).await.unwrap().connection_id;
    assert_eq!(step(&world, &pass).await, Step::Provider);

    let second = connect(&world, &pass, &flow).await.unwrap().connection_id;

    assert_eq!(step(&world, &pass).await, Step::Done);
    assert_eq!(receipts(&world, &pass).await, [first, second], "who used it up may see what came of it");
    assert_eq!(world.story(link.invitation.id).await.pop(), Some(EventKind::Fulfilled));
    assert_eq!(wrong_step(try_finish(&world, &pass).await), Step::Done);
}

#[tokio::test]
async fn a_walk_ends_with_its_first_connection_unless_the_link_allows_several_and_offers_them() {
    let world = World::new().await;
    let flow = world.flow("bills", &["sandbox"]).await;
    let one = world.portal_wish(PortalWish::All);
    let for_one = world.portal_wish(connector_of("bills", "sandbox"));
    for wish in [one, CreatePortalLink { options: several(), ..for_one }] {
        let pass = world.open_portal(&world.portal(wish).await).await;
        let made = connect(&world, &pass, &flow).await.unwrap().connection_id;
        assert_eq!(step(&world, &pass).await, Step::Done);
        assert_eq!(receipts(&world, &pass).await, [made]);
    }
}

#[tokio::test]
async fn of_two_walks_through_one_link_the_one_that_comes_too_late_keeps_what_it_has() {
    let world = World::new().await;
    let (flow, link) = link(&world, Some(2)).await;
    let (one, two) = (world.open_portal(&link).await, world.open_portal(&link).await);
    let first = connect(&world, &one, &flow).await.unwrap().connection_id;
    ready(&world, &one, &flow).await;
    let second = connect(&world, &two, &flow).await.unwrap().connection_id;
    assert_eq!(step(&world, &two).await, Step::Done);

    let late = world.submit(&one).await;
    let Err(SubmitError::Flow(FlowError::Link(NotUsable::Fulfilled))) = late else { panic!("{late:?}") };
    let viewed = flow_session::view(&world.ls, &one).await;
    assert!(matches!(viewed, Err(FlowError::Link(NotUsable::Fulfilled))));
    assert_eq!(receipts(&world, &two).await, [second], "neither is shown what the other has connected");
    assert_eq!((world.connections().await.len(), uses(&world, &link).await), (2, 2));

    // It holds what was typed for a third, which can only be given up.
    assert_eq!(wrong_step(try_finish(&world, &one).await), Step::Submit);
    let kept = world.store.flow_session(one.session_id()).await.unwrap().unwrap();
    assert_eq!(kept.connected, [first]);
}

#[tokio::test]
async fn a_walk_is_not_finished_before_anything_is_connected_nor_twice_nor_after_its_hour() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    assert_eq!(wrong_step(try_finish(&world, &pass).await), Step::Provider);
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    assert_eq!(wrong_step(try_finish(&world, &pass).await), Step::SignIn);
    connect(&world, &pass, &flow).await.unwrap();
    flow_session::finish(&world.ls, &pass).await.unwrap();
    assert_eq!(wrong_step(try_finish(&world, &pass).await), Step::Done);

    let late = world.open_portal(&link).await;
    connect(&world, &late, &flow).await.unwrap();
    world.clock.advance(FLOW_LIFETIME);
    let error = try_finish(&world, &late).await;
    assert!(matches!(error, FlowError::Step(StepError::Expired)), "{error:?}");
    let forged = FlowPass::new(late.session_id(), pass.expose_token()).unwrap();
    assert!(matches!(try_finish(&world, &forged).await, FlowError::Unknown));
}

#[tokio::test]
async fn a_finish_can_come_while_another_is_chosen_and_drops_what_is_held() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    let made = connect(&world, &pass, &flow).await.unwrap().connection_id;
    world.choose_offered(&pass, flow.id, world.provider.id).await;
    world.sign_in(&pass, "sandbox-mfa", PASSWORD).await;
    assert_eq!(step(&world, &pass).await, Step::Challenge);

    flow_session::finish(&world.ls, &pass).await.unwrap();

    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert!(!format!("{session:?}").contains("SealedBytes"), "{session:?}");
    assert_eq!(receipts(&world, &pass).await, [made]);
    assert_eq!(uses(&world, &link).await, 1);
}

#[tokio::test]
async fn whatever_becomes_of_the_link_a_recipient_may_finish_and_see_every_receipt() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    let made = [
        connect(&world, &pass, &flow).await.unwrap().connection_id,
        connect(&world, &pass, &flow).await.unwrap().connection_id,
    ];
    let revoked = invitation::revoke(&world.ls, &world.caller, link.invitation.id).await.unwrap();
    assert_eq!(revoked.status, InvitationStatus::Revoked);
    let viewed = flow_session::view(&world.ls, &pass).await;
    assert!(matches!(viewed, Err(FlowError::Link(NotUsable::Revoked { .. }))), "{viewed:?}");

    flow_session::finish(&world.ls, &pass).await.unwrap();

    assert_eq!(receipts(&world, &pass).await, made);
    assert_eq!(uses(&world, &link).await, 2);
}

#[tokio::test]
async fn starting_over_keeps_what_was_connected_and_its_receipts() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    let made = connect(&world, &pass, &flow).await.unwrap().connection_id;
    ready(&world, &pass, &flow).await;
    flow_session::restart(&world.ls, &pass).await.unwrap();
    assert_eq!(receipts(&world, &pass).await, [made]);
    flow_session::finish(&world.ls, &pass).await.unwrap();
    assert_eq!(receipts(&world, &pass).await, [made]);

    let fresh = flow_session::open_again(&world.ls, &pass, &origin(1)).await.unwrap().pass;
    assert_eq!(receipts(&world, &fresh).await, [], "a walk of its own");
}

#[tokio::test]
async fn t133_t155_a_submission_that_goes_on_is_whole_or_nothing() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    ready(&world, &pass, &flow).await;

    let made = fails_whole(&world, async || world.submit(&pass).await.is_ok()).await;

    let expected = [
        "SpendInvitation",
        "UpdateFlowSession",
        "AppendEvent",
        "AppendEvent",
        "AppendEvent",
        "Enqueue",
        "CreateConnection",
        "Announce",
        "Announce",
    ];
    assert_eq!(made, expected);
    let finished = fails_whole(&world, async || flow_session::finish(&world.ls, &pass).await.is_ok());
    assert_eq!(finished.await, ["UpdateFlowSession"]);
}

#[tokio::test]
async fn t139_a_submission_that_goes_on_and_whose_answer_got_lost_is_not_made_twice() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    ready(&world, &pass, &flow).await;
    world.store.fail_next(Fault::AnswerLost);
    world.submit(&pass).await.unwrap_err();

    let again = world.submit(&pass).await.unwrap_err();

    let SubmitError::Flow(error) = again else { panic!("{again:?}") };
    assert_eq!(wrong_step(error), Step::Provider);
    assert_eq!((world.connections().await.len(), uses(&world, &link).await), (1, 1));
    assert_eq!(receipts(&world, &pass).await, [world.connections().await[0].id]);
}

#[tokio::test]
async fn a_submission_sent_twice_at_once_connects_once() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    ready(&world, &pass, &flow).await;

    let (one, two) = tokio::join!(world.submit(&pass), world.submit(&pass));

    let (made, late): (Vec<_>, Vec<_>) = [one, two].into_iter().partition(Result::is_ok);
    assert_eq!((made.len(), late.len()), (1, 1));
    assert_eq!((world.connections().await.len(), uses(&world, &link).await), (1, 1));
    let (one, two) =
        tokio::join!(flow_session::finish(&world.ls, &pass), flow_session::finish(&world.ls, &pass));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t050_walks_that_connect_several_never_spend_more_than_there_is() {
    for _ in 0..3 {
        let world = Arc::new(World::new().await);
        let (flow, link) = link(&world, Some(7)).await;
        let mut passes = Vec::new();
        for _ in 0..12 {
            passes.push(world.open_portal(&link).await);
        }
        let mut walks = tokio::task::JoinSet::new();
        for pass in passes {
            let (world, flow) = (world.clone(), flow.clone());
            walks.spawn(async move {
                let (mut made, from) = (0, origin(1));
                loop {
                    let wish =
                        flow_session::ProviderWish::Offered { flow: flow.id, provider: world.provider.id };
                    let chosen = flow_session::choose_provider(&world.ls, &pass, &wish, None, &from);
                    if chosen.await.is_err() {
                        return made;
                    }
                    let answers = crate::harness::credentials(crate::harness::USERNAME, PASSWORD);
                    if flow_session::sign_in(&world.ls, &pass, answers, &from).await.is_err() {
                        return made;
                    }
                    match world.submit(&pass).await {
                        Ok(_) => made += 1,
                        Err(_) => return made,
                    }
                }
            });
        }
        let made: usize = walks.join_all().await.into_iter().sum();

        assert_eq!((made, world.connections().await.len(), uses(&world, &link).await), (7, 7, 7));
        let story = world.story(link.invitation.id).await;
        assert_eq!(story.iter().filter(|kind| **kind == EventKind::Fulfilled).count(), 1);
    }
}

#[tokio::test]
async fn the_hour_of_a_walk_is_one_for_all_its_connections() {
    let world = World::new().await;
    let (flow, link) = link(&world, None).await;
    let pass = world.open_portal(&link).await;
    world.clock.advance(FLOW_LIFETIME - Duration::from_secs(1));
    connect(&world, &pass, &flow).await.unwrap();
    world.clock.advance(Duration::from_secs(1));
    let viewed = flow_session::view(&world.ls, &pass).await;
    assert!(matches!(viewed, Err(FlowError::Step(StepError::Expired))));
    assert_eq!(uses(&world, &link).await, 1);
}
