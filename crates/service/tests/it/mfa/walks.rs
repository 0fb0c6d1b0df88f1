use std::time::Duration;

use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow_session::{ConnectionTarget, Step};
use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::{ForwardingStep, MfaForwarding};
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_service::flow_session::{self, AnswerForwardingError, FlowPass, answer_forwarding};
use latchstring_service::provider::{self, ProviderChanges};
use latchstring_service::{connection, retention};
use latchstring_storage::{Connections as _, FlowSessions as _};
use secrecy::ExposeSecret as _;

use super::{TEXT, USER, receive, takes_codes};
use crate::harness::{PASSWORD, USERNAME, World, credentials, origin};

async fn step(world: &World, pass: &FlowPass) -> Step {
    flow_session::view(&world.ls, pass).await.unwrap().session.step()
}

async fn target(world: &World, pass: &FlowPass) -> ConnectionId {
    world.store.flow_session(pass.session_id()).await.unwrap().unwrap().target.id()
}

async fn read(world: &World, id: ConnectionId) -> Connection {
    world.store.connection(id).await.unwrap().unwrap()
}

/// Walks to the end with this answer; the connection.
async fn connected_with(world: &World, secret: &WebhookSecret, answer: MfaForwarding) -> ConnectionId {
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready_as(&invitation, USER).await;
    let id = target(world, &pass).await;
    if answer == MfaForwarding::Forwarded {
        receive(world, secret, &format!("test-{id}"), id, "a test").await;
    }
    answer_forwarding(&world.ls, &pass, answer).await.unwrap();
    assert_eq!(world.submit(&pass).await.unwrap().connection_id, id);
    id
}

async fn collected(world: &World, id: ConnectionId) -> ConnectionStatus {
    world.clock.advance(Duration::from_secs(10));
    world.work().await;
    read(world, id).await.status
}

#[tokio::test]
async fn a_walk_waits_for_the_first_message_and_its_collector_reads_it() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let invitation = world.invite(Some(1), None).await;
    let pass = world.ready_as(&invitation, USER).await;
    assert_eq!(step(&world, &pass).await, Step::Forwarding);
    let early = answer_forwarding(&world.ls, &pass, MfaForwarding::Forwarded).await;
    assert!(matches!(early, Err(AnswerForwardingError::NothingArrived)), "{early:?}");
    let id = target(&world, &pass).await;
    assert!(world.store.connection(id).await.unwrap().is_none(), "there is no connection yet");

    receive(&world, &secret, "one", id, TEXT).await;
    receive(&world, &secret, "two", id, TEXT).await;
    let session = flow_session::view(&world.ls, &pass).await.unwrap().session;
    assert_eq!(session.forwarding(), ForwardingStep::Asked { arrived_at: Some(world.now()) });
    let story = world.story(invitation.invitation.id).await;
    let arrived = story.iter().filter(|kind| **kind == EventKind::MfaCodeReceived).count();
    assert_eq!(arrived, 2, "{story:?}");

    // The message is there for ten minutes; that it came is known for as long as the walk lasts.
    world.clock.advance(Duration::from_secs(1200));
    retention::sweep(&world.ls).await.unwrap();
    receive(&world, &secret, "three", id, TEXT).await;
    answer_forwarding(&world.ls, &pass, MfaForwarding::Forwarded).await.unwrap();
    world.submit(&pass).await.unwrap();
    assert_eq!(read(&world, id).await.mfa_forwarding, Some(MfaForwarding::Forwarded));
    let inbox = connection::read_mfa_codes(&world.ls, &world.caller, id).await.unwrap();
    let codes: Vec<_> = inbox.codes.iter().map(|code| code.code.as_ref().unwrap().expose_secret()).collect();
    assert_eq!(codes, ["482913"], "sealed before the connection was there, and opened by it");
}

#[tokio::test]
async fn what_the_owner_did_is_what_the_collector_finds() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    for (answer, status) in [
        (MfaForwarding::Forwarded, ConnectionStatus::Connected),
        (MfaForwarding::TurnedOff, ConnectionStatus::Connected),
        (MfaForwarding::Later, ConnectionStatus::MfaTokenExpired),
    ] {
        let id = connected_with(&world, &secret, answer).await;
        assert_eq!(read(&world, id).await.mfa_forwarding, Some(answer));
        assert_eq!(collected(&world, id).await, status, "{answer}");
    }
}

#[tokio::test]
async fn nobody_is_asked_where_nothing_could_arrive_or_nothing_is_wanted() {
    let world = World::new().await;
    let invitation = world.invite(None, None).await;
    let pass = world.ready_as(&invitation, USER).await;
    assert_eq!(step(&world, &pass).await, Step::Submit, "the workspace has no domain");
    takes_codes(&world.ls, &world.caller).await;
    let pass = world.ready_as(&invitation, USERNAME).await;
    assert_eq!(step(&world, &pass).await, Step::Submit, "this user gets no codes");
    let wanted = ProviderChanges { mfa_forwarding: Some(true), ..ProviderChanges::default() };
    provider::update(&world.ls, &world.caller, world.provider.id, &wanted).await.unwrap();
    let pass = world.ready_as(&invitation, USERNAME).await;
    assert_eq!(step(&world, &pass).await, Step::Forwarding, "the catalog says that everybody does");
}

#[tokio::test]
async fn t059_a_reconnect_for_want_of_a_code_asks_for_nothing_else() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = connected_with(&world, &secret, MfaForwarding::Later).await;
    assert_eq!(collected(&world, id).await, ConnectionStatus::MfaTokenExpired);
    let before = read(&world, id).await;
    let history = world.kinds(Subject::Connection(id)).await;

    let invitation = world.invite_to_repair(id).await;
    let pass = world.open(&invitation).await;
    assert_eq!(step(&world, &pass).await, Step::Forwarding);
    let session = world.store.flow_session(pass.session_id()).await.unwrap().unwrap();
    assert_eq!(session.target, ConnectionTarget::Existing(id));
    receive(&world, &secret, "one", id, TEXT).await;
    answer_forwarding(&world.ls, &pass, MfaForwarding::Forwarded).await.unwrap();
    world.submit(&pass).await.unwrap();

    let after = read(&world, id).await;
    assert_eq!(after.status, ConnectionStatus::Pending);
    assert_eq!(after.mfa_forwarding, Some(MfaForwarding::Forwarded));
    assert_eq!(after.credentials, before.credentials, "what it signs in with stays");
    assert_eq!(after.initial_sites, before.initial_sites);
    let now = world.events(Subject::Connection(id)).await;
    let last = now.last().unwrap();
    assert_eq!(last.body.kind, EventKind::ConnectionUpdated);
    let data = format!("{:?}", last.body.data.values());
    assert!(data.contains("mfaForwarding") && !data.contains("credentials"), "{data}");
    assert!(now.len() > history.len());
    assert_eq!(collected(&world, id).await, ConnectionStatus::Connected);
}

#[tokio::test]
async fn a_reconnect_can_still_be_signed_in_and_keeps_a_forwarding_that_works() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = connected_with(&world, &secret, MfaForwarding::Forwarded).await;
    assert_eq!(collected(&world, id).await, ConnectionStatus::Connected);
    let invitation = world.invite_to_repair(id).await;
    let pass = world.open(&invitation).await;
    assert_eq!(step(&world, &pass).await, Step::SignIn, "nothing says that codes are missing");
    world.sign_in(&pass, USER, PASSWORD).await;
    assert_eq!(step(&world, &pass).await, Step::Submit, "they arrive already");
    world.submit(&pass).await.unwrap();
    assert_eq!(read(&world, id).await.mfa_forwarding, Some(MfaForwarding::Forwarded));

    let later = connected_with(&world, &secret, MfaForwarding::Later).await;
    assert_eq!(collected(&world, later).await, ConnectionStatus::MfaTokenExpired);
    let invitation = world.invite_to_repair(later).await;
    let pass = world.open(&invitation).await;
    assert_eq!(step(&world, &pass).await, Step::Forwarding);
    flow_session::restart(&world.ls, &pass).await.unwrap();
    assert_eq!(step(&world, &pass).await, Step::SignIn);
    let answers = credentials(USERNAME, PASSWORD);
    flow_session::sign_in(&world.ls, &pass, answers, &origin(1)).await.unwrap();
    assert_eq!(step(&world, &pass).await, Step::Submit);
}
