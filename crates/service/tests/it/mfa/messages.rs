use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::mfa::MfaAddress;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_service::inbound::{self, ForwardedMessage, ForwardedMessageError, InboundRefused};
use latchstring_service::{Caller, Failure, connection, retention, workspace};
use latchstring_storage::{Change, MfaMessages as _};
use secrecy::ExposeSecret as _;

use super::{TEXT, address, handed_in, receive, takes_codes};
use crate::harness::{World, new_workspace, origin};
use crate::rights::caller_with;
use crate::secrecy::holds;

async fn codes(world: &World, id: latchstring_domain::id::ConnectionId) -> Vec<(String, Option<String>)> {
    let inbox = connection::read_mfa_codes(&world.ls, &world.caller, id).await.unwrap();
    assert_eq!(inbox.address, Some(address(id)));
    let shown = |code: connection::MfaCode| {
        let text = code.text.expose_secret().to_owned();
        (text, code.code.map(|code| code.expose_secret().to_owned()))
    };
    inbox.codes.into_iter().map(shown).collect()
}

#[tokio::test]
async fn a_forwarded_code_is_the_collectors_for_ten_minutes() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = world.connected().await.connection_id;
    assert_eq!(codes(&world, id).await, []);
    let quiet = world.kinds(Subject::Connection(id)).await;

    receive(&world, &secret, "one", id, TEXT).await;
    world.clock.advance(Duration::from_secs(60));
    receive(&world, &secret, "two", id, "111222 or 333444").await;
    let first = (TEXT.to_owned(), Some("482913".to_owned()));
    let second = ("111222 or 333444".to_owned(), None);
    assert_eq!(codes(&world, id).await, [first, second.clone()]);
    let told = world.kinds(Subject::Connection(id)).await;
    let expected = [EventKind::MfaCodeReceived, EventKind::MfaCodeReceived, EventKind::MfaCodesRead];
    assert_eq!(told[quiet.len()..], expected, "and an empty reading is no event");

    world.clock.advance(Duration::from_secs(540));
    assert_eq!(codes(&world, id).await, [second], "the first one is ten minutes old");
    retention::sweep(&world.ls).await.unwrap();
    let kept = world.store.mfa_messages(id, latchstring_domain::Timestamp::EPOCH, 10).await.unwrap();
    assert_eq!(kept.len(), 1, "and is gone from the storage with the next sweep");
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(codes(&world, id).await, []);
}

#[tokio::test]
async fn t165_nothing_that_is_committed_holds_a_forwarded_message() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = world.connected().await.connection_id;
    world.store.take_committed();
    receive(&world, &secret, "one", id, TEXT).await;
    codes(&world, id).await;
    let committed = world.store.take_committed();
    let changes: Vec<_> = committed.iter().flat_map(|set| set.changes()).collect();
    let sealed: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            Change::CreateMfaMessage(message) => Some(message.content.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(sealed.len(), 1);
    for (_, bytes) in &sealed[0].fields {
        assert!(!holds(bytes.as_bytes(), "482913") && !holds(bytes.as_bytes(), "Provider"));
    }
    let written = format!("{changes:?}");
    for text in ["482913", "Provider", "Sign in", secret.expose().expose_secret()] {
        assert!(!written.contains(text), "{text}");
    }
}

#[tokio::test]
async fn a_message_handed_in_twice_counts_once() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = world.connected().await.connection_id;
    receive(&world, &secret, "one", id, TEXT).await;
    world.clock.advance(Duration::from_secs(299));
    receive(&world, &secret, "one", id, "another text, 99999").await;
    assert_eq!(codes(&world, id).await.len(), 1);
    // A message dated ahead as far as it may be can be sent again until it is too old, and a sweep does not help.
    let ahead = world.now().unix_seconds() + 300;
    let message = || ForwardedMessage::new(String::new(), String::new(), TEXT.into()).unwrap();
    let inbound = handed_in(&world, &secret, "two", ahead).await.unwrap();
    inbound::receive_mfa(&world.ls, &inbound, Some(&address(id)), &message()).await.unwrap();
    world.clock.advance(Duration::from_secs(600));
    retention::sweep(&world.ls).await.unwrap();
    let inbound = handed_in(&world, &secret, "two", ahead).await.unwrap();
    inbound::receive_mfa(&world.ls, &inbound, Some(&address(id)), &message()).await.unwrap();
    assert_eq!(codes(&world, id).await, []);
    world.clock.advance(Duration::from_secs(1));
    assert!(matches!(handed_in(&world, &secret, "two", ahead).await, Err(InboundRefused::Clock)));
}

#[tokio::test]
async fn only_the_secret_of_now_and_the_time_of_now_are_taken() {
    let world = World::new().await;
    let now = world.now().unix_seconds();
    let guessed = WebhookSecret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    assert!(matches!(handed_in(&world, &guessed, "one", now).await, Err(InboundRefused::Signature)));
    let old = takes_codes(&world.ls, &world.caller).await;
    assert!(matches!(handed_in(&world, &guessed, "one", now).await, Err(InboundRefused::Signature)));
    assert!(handed_in(&world, &old, "one", now - 300).await.is_ok());
    assert!(handed_in(&world, &old, "one", now + 300).await.is_ok());
    for timestamp in [now - 301, now + 301, i64::MIN, i64::MAX] {
        assert!(matches!(handed_in(&world, &old, "one", timestamp).await, Err(InboundRefused::Clock)));
    }
    for id in ["", "a.b", &"x".repeat(257)] {
        assert!(matches!(handed_in(&world, &old, id, now).await, Err(InboundRefused::Signature)), "{id}");
    }
    let secret = workspace::rotate_inbound_secret(&world.ls, &world.caller).await.unwrap();
    let new = WebhookSecret::parse(secret.expose_secret()).unwrap();
    assert!(matches!(handed_in(&world, &old, "one", now).await, Err(InboundRefused::Signature)));
    let inbound = handed_in(&world, &new, "one", now).await.unwrap();
    assert_eq!(inbound.workspace_id(), world.workspace.id);
}

#[tokio::test]
async fn t131_a_workspace_reaches_no_connection_of_another_at_the_same_domain() {
    let world = World::new().await;
    takes_codes(&world.ls, &world.caller).await;
    let theirs = world.connected().await.connection_id;
    let stranger = new_workspace(&world.ls, "Other").await;
    let caller = Caller::operator(stranger.id, "otto", origin(3));
    let secret = takes_codes(&world.ls, &caller).await;
    receive(&world, &secret, "one", theirs, TEXT).await;
    assert_eq!(codes(&world, theirs).await, []);
    let told = world.kinds(Subject::Workspace(stranger.id)).await;
    assert_eq!(told.last(), Some(&EventKind::MfaCodeUnclaimed));
    let read = connection::read_mfa_codes(&world.ls, &caller, theirs).await;
    assert!(matches!(read, Err(Failure::NotFound(_))));
}

#[tokio::test]
async fn what_nobody_waits_for_is_told_of_so_often_and_no_more() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let nobodys: MfaAddress = address("0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b".parse().unwrap());
    let message = ForwardedMessage::new(String::new(), String::new(), TEXT.into()).unwrap();
    for round in 0..25 {
        let now = world.now().unix_seconds();
        let inbound = handed_in(&world, &secret, &format!("m{round}"), now).await.unwrap();
        let to = (round % 2 == 0).then_some(&nobodys);
        inbound::receive_mfa(&world.ls, &inbound, to, &message).await.unwrap();
    }
    let events = world.events(Subject::Workspace(world.workspace.id)).await;
    let unclaimed: Vec<_> =
        events.iter().filter(|event| event.body.kind == EventKind::MfaCodeUnclaimed).collect();
    assert_eq!(unclaimed.len(), 20);
    let data = format!("{:?}{:?}", unclaimed[0].body.data.values(), unclaimed[1].body.data.values());
    assert!(data.contains(&nobodys.to_string()) && !data.contains("482913"), "{data}");
    let kept = world.store.mfa_messages(nobodys.connection, latchstring_domain::Timestamp::EPOCH, 10);
    assert_eq!(kept.await.unwrap(), []);
}

#[tokio::test]
async fn a_flood_of_messages_ends_at_thirty() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = world.connected().await.connection_id;
    for round in 0..35 {
        receive(&world, &secret, &format!("m{round}"), id, TEXT).await;
    }
    assert_eq!(codes(&world, id).await.len(), 30);
    world.clock.advance(Duration::from_secs(600));
    receive(&world, &secret, "later", id, TEXT).await;
    assert_eq!(codes(&world, id).await.len(), 1);
}

#[tokio::test]
async fn the_right_to_read_connections_is_not_the_right_to_read_codes() {
    let world = World::new().await;
    let secret = takes_codes(&world.ls, &world.caller).await;
    let id = world.connected().await.connection_id;
    receive(&world, &secret, "one", id, TEXT).await;
    let reader = caller_with(&world, [Scope::ConnectionsRead, Scope::WorkspaceManage]).await;
    let read = connection::read_mfa_codes(&world.ls, &reader, id).await;
    assert!(matches!(read, Err(Failure::ScopeMissing(Scope::CredentialsRead))));
}

#[test]
fn a_message_has_limits_and_shows_nothing_of_itself() {
    let of = |sender: usize, subject: usize, text: usize| {
        ForwardedMessage::new("ü".repeat(sender), "ü".repeat(subject), "ü".repeat(text)).map(|_| ())
    };
    assert_eq!(of(500, 998, 50_000), Ok(()));
    assert_eq!(of(501, 0, 0), Err(ForwardedMessageError::Sender));
    assert_eq!(of(0, 999, 0), Err(ForwardedMessageError::Subject));
    assert_eq!(of(0, 0, 50_001), Err(ForwardedMessageError::Text));
    let shown = ForwardedMessage::new("a@b".into(), "s".into(), TEXT.into()).unwrap();
    assert_eq!(format!("{shown:?}"), "ForwardedMessage(20 bytes)");
}
