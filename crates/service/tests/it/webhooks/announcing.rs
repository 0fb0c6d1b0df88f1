use std::time::Duration;

use latchstring_domain::connection::{ConnectionStatus, StatusReport};
use latchstring_domain::webhook::{About, Announcement, EndpointState, EventType, OldValue};
use latchstring_service::outbox::Lane;
use latchstring_service::webhook::{self, EndpointChanges};
use latchstring_service::{connection, invitation};

use super::{announce, claim, deliveries, due, endpoint, messages, types};
use crate::harness::World;

#[tokio::test]
async fn t133_what_happens_is_on_its_way_to_whoever_hears_of_it() {
    let world = World::new().await;
    let all = endpoint(&world, &[]).await;
    let some = endpoint(&world, &[EventType::InvitationFulfilled, EventType::ConnectionCreated]).await;
    world.connected().await;
    assert_eq!(announce(&world).await, 4);
    let expected = [
        EventType::ConnectionCreated,
        EventType::InvitationCreated,
        EventType::InvitationSubmitted,
        EventType::InvitationFulfilled,
    ];
    assert_eq!(types(&world, &all).await, expected);
    assert_eq!(types(&world, &some).await, [EventType::ConnectionCreated, EventType::InvitationFulfilled]);
    assert_eq!(messages(&world).await.len(), 4, "one message, however many hear of it");
    let ids = |all: Vec<latchstring_domain::webhook::Delivery>| -> std::collections::BTreeSet<_> {
        all.into_iter().map(|delivery| delivery.message_id).collect()
    };
    assert!(ids(deliveries(&world, &some).await).is_subset(&ids(deliveries(&world, &all).await)));
}

#[tokio::test]
async fn nobody_listens_nothing_is_written_and_nothing_is_kept() {
    let world = World::new().await;
    world.invite(None, None).await;
    assert_eq!(announce(&world).await, 0);
    assert!(messages(&world).await.is_empty());
}

#[tokio::test]
async fn an_endpoint_hears_of_nothing_that_happened_before_it_was_made() {
    let world = World::new().await;
    let first = endpoint(&world, &[]).await;
    world.invite(None, None).await;
    world.clock.advance(Duration::from_secs(1));
    let late = endpoint(&world, &[]).await;
    announce(&world).await;
    assert_eq!(types(&world, &first).await, [EventType::InvitationCreated]);
    assert_eq!(types(&world, &late).await, []);
}

#[tokio::test]
async fn t106_what_a_disabled_endpoint_misses_is_kept() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    let off = EndpointChanges { enabled: Some(false), ..EndpointChanges::default() };
    let disabled = webhook::update(&world.ls, &world.caller, made.id, off).await.unwrap();
    assert!(matches!(disabled.state, EndpointState::Disabled { .. }));
    world.invite(None, None).await;
    announce(&world).await;
    assert_eq!(types(&world, &made).await, []);
    assert_eq!(messages(&world).await.len(), 1);
}

#[tokio::test]
async fn the_facts_are_those_of_the_event_though_the_world_has_moved_on() {
    let world = World::new().await;
    endpoint(&world, &[]).await;
    let submitted = world.connected().await;
    let id = submitted.connection_id;
    for status in [ConnectionStatus::Connected, ConnectionStatus::PasswordIncorrect] {
        let report = StatusReport { status, detail: None, accounts: None };
        connection::report_status(&world.ls, &world.caller, id, report).await.unwrap();
    }
    let invitation = world.invite_to_repair(id).await;
    let pass = world.open(&invitation).await;
    world.sign_in(&pass, crate::harness::USERNAME, crate::harness::PASSWORD).await;
    world.submit(&pass).await.unwrap();
    let mut facts = Vec::new();
    for entry in claim(&world, Lane::Work).await {
        if webhook::kind_of(&entry.entry.task).is_some() {
            facts.extend(webhook::announcements(&world.ls, &entry).await.unwrap());
        }
    }
    facts.sort_by_key(|one| (one.sequence, one.event_type));
    let of_connection = |one: Announcement| match one.about {
        About::Connection { connection, status, change, .. } => {
            assert_eq!(connection.id, id);
            Some((one.event_type, status, change))
        }
        _ => None,
    };
    let told: Vec<_> = facts.into_iter().filter_map(of_connection).collect();
    let statuses: Vec<_> = told.iter().map(|(event_type, status, _)| (*event_type, *status)).collect();
    let expected = [
        (EventType::ConnectionCreated, ConnectionStatus::Pending),
        (EventType::ConnectionValidated, ConnectionStatus::Connected),
        (EventType::ConnectionValidated, ConnectionStatus::PasswordIncorrect),
        (EventType::ConnectionNeedsReauth, ConnectionStatus::PasswordIncorrect),
        (EventType::ConnectionUpdated, ConnectionStatus::Pending),
    ];
    assert_eq!(statuses, expected);
    let change = told.into_iter().find_map(|(_, _, change)| change).unwrap();
    assert_eq!(change.fields, ["credentials", "status"]);
    assert_eq!(change.old, [("status".to_owned(), OldValue::Text("PASSWORD_INCORRECT".to_owned()))]);
}

#[tokio::test]
async fn only_a_meaningful_change_is_told() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    let id = world.connected().await.connection_id;
    announce(&world).await;
    let before = types(&world, &made).await.len();
    let same = StatusReport { status: ConnectionStatus::Connected, detail: None, accounts: None };
    for _ in 0..3 {
        connection::report_status(&world.ls, &world.caller, id, same.clone()).await.unwrap();
    }
    announce(&world).await;
    assert_eq!(types(&world, &made).await.len(), before + 1, "the same status again is no news");
}

#[tokio::test]
async fn what_changed_nothing_is_told_to_nobody() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    let view = world.invite(Some(1), None).await;
    invitation::revoke(&world.ls, &world.caller, view.invitation.id).await.unwrap();
    assert!(invitation::revoke(&world.ls, &world.caller, view.invitation.id).await.is_ok());
    announce(&world).await;
    let expected = [EventType::InvitationCreated, EventType::InvitationRevoked];
    assert_eq!(types(&world, &made).await, expected, "revoking again changed nothing and is not told");
    assert_eq!(due(&world).await.len(), 2);
}
