use std::time::Duration;

use latchstring_domain::event::EventKind;
use latchstring_domain::webhook::{Delivery, DeliveryState, EventType};
use latchstring_service::retention;
use latchstring_service::webhook::{self, EndpointChanges, Replay, ReplayError, TestError};

use super::{announce, deliveries, due, endpoint, messages, send_all, tell, told};
use crate::harness::World;

#[tokio::test]
async fn t107_what_was_given_up_is_sent_again_under_the_same_id_in_the_order_of_what_it_tells_of() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    for _ in 0..3 {
        world.invite(None, None).await;
        world.clock.advance(Duration::from_secs(1));
    }
    announce(&world).await;
    let sent: Vec<_> = due(&world).await;
    let of_delivery = |one: Delivery| one.message_id.webhook_id();
    let ids: Vec<_> = deliveries(&world, &made).await.into_iter().map(of_delivery).collect();
    let off = EndpointChanges { enabled: Some(false), ..EndpointChanges::default() };
    webhook::update(&world.ls, &world.caller, made.id, off).await.unwrap();
    for (entry, _) in &sent {
        tell(&world, entry, 500).await;
    }
    world.clock.advance(Duration::from_secs(10));
    assert_eq!(send_all(&world, 200).await, 0);
    let refused = webhook::replay(&world.ls, &world.caller, made.id, Replay::Failed).await;
    assert!(matches!(refused, Err(ReplayError::Disabled)));

    let on = EndpointChanges { enabled: Some(true), ..EndpointChanges::default() };
    webhook::update(&world.ls, &world.caller, made.id, on).await.unwrap();
    let replayed = webhook::replay(&world.ls, &world.caller, made.id, Replay::Failed).await.unwrap();
    assert_eq!((replayed.count, replayed.more), (3, false));
    let twice = webhook::replay(&world.ls, &world.caller, made.id, Replay::Failed).await.unwrap();
    assert_eq!(twice.count, 0, "what is under way is left alone");
    world.clock.advance(Duration::from_millis(10));
    let again = due(&world).await;
    assert_eq!(again.iter().map(|(_, due)| due.message_id.clone()).collect::<Vec<_>>(), ids);
    for (entry, _) in &again {
        tell(&world, entry, 200).await;
    }
    assert!(deliveries(&world, &made).await.iter().all(|one| one.replayed));
    let counts: Vec<_> = told(&world, EventKind::WebhookReplayed)
        .await
        .iter()
        .map(|event| event.body.data.values()["count"].clone())
        .collect();
    assert_eq!(counts, [3_i64.into(), 0_i64.into()]);
}

#[tokio::test]
async fn t107_a_time_is_replayed_for_an_endpoint_that_was_not_there() {
    let world = World::new().await;
    endpoint(&world, &[]).await;
    let from = world.now();
    world.invite(None, None).await;
    world.connected().await;
    announce(&world).await;
    world.clock.advance(Duration::from_secs(60));
    let late = endpoint(&world, &[EventType::ConnectionCreated]).await;
    let until = world.now();
    let wish = Replay::Range { from, until };
    let replayed = webhook::replay(&world.ls, &world.caller, late.id, wish).await.unwrap();
    assert_eq!(replayed.count, 1, "what it does not want is not sent");
    let [delivery] = deliveries(&world, &late).await.try_into().unwrap();
    assert!(delivery.replayed);
    let again = webhook::replay(&world.ls, &world.caller, late.id, wish).await.unwrap();
    assert_eq!(again.count, 0, "it is under way");
    let empty = Replay::Range { from: until, until };
    let refused = webhook::replay(&world.ls, &world.caller, late.id, empty).await;
    assert!(matches!(refused, Err(ReplayError::EmptyRange)));
}

#[tokio::test]
async fn t107_a_long_time_is_replayed_in_parts_and_nothing_is_left_out() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    let from = world.now();
    for _ in 0..260 {
        world.invite(None, None).await;
        world.clock.advance(Duration::from_millis(5));
    }
    announce(&world).await;
    assert_eq!(send_all(&world, 200).await, 260);
    let until = world.now();
    let first = webhook::replay(&world.ls, &world.caller, made.id, Replay::Range { from, until }).await;
    let first = first.unwrap();
    assert_eq!((first.count, first.more), (250, true));
    let wish = Replay::Range { from: first.resume_from.unwrap(), until };
    let second = webhook::replay(&world.ls, &world.caller, made.id, wish).await.unwrap();
    assert_eq!((second.count, second.more), (10, false));
    let open = deliveries(&world, &made).await;
    assert!(open.iter().all(|one| matches!(one.state, DeliveryState::Pending { .. })));
}

#[tokio::test]
async fn t114_a_test_is_sent_once_and_only_there() {
    let world = World::new().await;
    let tested = endpoint(&world, &[EventType::ConnectionCreated]).await;
    let other = endpoint(&world, &[]).await;
    let test = webhook::test(&world.ls, &world.caller, tested.id).await.unwrap();
    assert_eq!(test.event_type, EventType::Test);
    let [(entry, message)] = due(&world).await.try_into().unwrap();
    let (at, id) = (world.now(), tested.id);
    let body = format!(r#"{{"eventType":"webhook.test.v1","occurredAt":"{at}","webhookId":"{id}"}}"#);
    assert_eq!((message.body, message.message_id), (body, test.message_id.webhook_id()));
    tell(&world, &entry, 500).await;
    world.clock.advance(Duration::from_secs(48 * 3600));
    assert_eq!(send_all(&world, 500).await, 0, "a test is not tried again");
    assert!(deliveries(&world, &other).await.is_empty());
    assert!(told(&world, EventKind::WebhookExhausted).await.is_empty());
    assert_eq!(told(&world, EventKind::WebhookTested).await.len(), 1);
    let off = EndpointChanges { enabled: Some(false), ..EndpointChanges::default() };
    webhook::update(&world.ls, &world.caller, tested.id, off).await.unwrap();
    let refused = webhook::test(&world.ls, &world.caller, tested.id).await;
    assert!(matches!(refused, Err(TestError::Disabled)));
}

#[tokio::test]
async fn what_was_sent_is_forgotten_after_thirty_days() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    world.invite(None, None).await;
    announce(&world).await;
    send_all(&world, 200).await;
    world.clock.advance(Duration::from_secs(30 * 24 * 3600) - Duration::from_millis(1));
    retention::sweep(&world.ls).await.unwrap();
    assert_eq!((messages(&world).await.len(), deliveries(&world, &made).await.len()), (1, 1));
    world.clock.advance(Duration::from_millis(1));
    retention::sweep(&world.ls).await.unwrap();
    assert_eq!((messages(&world).await.len(), deliveries(&world, &made).await.len()), (0, 0));
}
