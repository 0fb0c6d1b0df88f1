use std::time::Duration;

use latchstring_domain::event::EventKind;
use latchstring_domain::overlap::SecretOverlap;
use latchstring_domain::webhook::{
    DeliveryState, EndpointState, EndpointUrl, EventType, HeaderName, Progress,
};
use latchstring_service::outbox::{Lane, Performed};
use latchstring_service::webhook::{
    self, CreateEndpoint, CreateEndpointError, CustomHeaders, Due, EndpointChanges, RotateSecret,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::{announce, answered, claim, deliveries, due, endpoint, read, send_all, tell, told};
use crate::harness::World;

#[tokio::test]
async fn t100_a_message_keeps_its_id_and_bytes_over_every_try() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    world.invite(None, None).await;
    announce(&world).await;
    let mut seen = Vec::new();
    for status in [500, 500, 200] {
        let all = due(&world).await;
        let [(entry, message)] = all.as_slice() else { panic!("{all:?}") };
        seen.push((message.message_id.clone(), message.body.clone()));
        tell(&world, entry, status).await;
        world.clock.advance(Duration::from_secs(3600));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
    assert_eq!(send_all(&world, 200).await, 0, "it arrived");
    let [delivery] = deliveries(&world, &made).await.try_into().unwrap();
    assert!(matches!(delivery.state, DeliveryState::Delivered { .. }));
    assert_eq!(delivery.attempts.len(), 3);
}

#[tokio::test]
async fn t105_always_failing_it_ends_in_the_list_of_what_was_given_up_and_others_are_told() {
    let world = World::new().await;
    let dead = endpoint(&world, &[EventType::InvitationCreated]).await;
    let other = endpoint(&world, &[EventType::DeliveryExhausted]).await;
    world.invite(None, None).await;
    announce(&world).await;
    let mut tries = 0;
    for _ in 0..30 {
        tries += send_all(&world, 503).await;
        world.clock.advance(Duration::from_secs(6 * 3600));
    }
    assert_eq!(tries, 10);
    let [delivery] = deliveries(&world, &dead).await.try_into().unwrap();
    assert!(matches!(delivery.state, DeliveryState::Failed { .. }), "{:?}", delivery.state);
    let [event] = told(&world, EventKind::WebhookExhausted).await.try_into().unwrap();
    assert_eq!(event.body.data.values()["deliveryId"], delivery.id.to_string().into());
    announce(&world).await;
    let [notice] = deliveries(&world, &other).await.try_into().unwrap();
    assert_eq!(notice.event_type, EventType::DeliveryExhausted);
}

#[tokio::test]
async fn what_cannot_be_delivered_about_what_could_not_be_delivered_ends_there() {
    let world = World::new().await;
    for _ in 0..2 {
        endpoint(&world, &[]).await;
    }
    world.invite(None, None).await;
    announce(&world).await;
    for _ in 0..80 {
        send_all(&world, 500).await;
        announce(&world).await;
        world.clock.advance(Duration::from_secs(6 * 3600));
    }
    let exhausted = told(&world, EventKind::WebhookExhausted).await;
    assert!(exhausted.len() <= 4, "{} events", exhausted.len());
}

#[tokio::test]
async fn t136_a_try_whose_lease_was_lost_is_not_written_down() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    world.invite(None, None).await;
    announce(&world).await;
    let slow = due(&world).await;
    world.clock.advance(Duration::from_secs(61));
    let quick = due(&world).await;
    assert_eq!(slow[0].1.message_id, quick[0].1.message_id, "sent twice, and the same");
    assert_eq!(tell(&world, &slow[0].0, 500).await.performed, Performed::LeaseLost);
    assert_eq!(tell(&world, &quick[0].0, 200).await.progress, Some(Progress::Arrived));
    let [delivery] = deliveries(&world, &made).await.try_into().unwrap();
    assert_eq!(delivery.attempts.len(), 1);
}

#[tokio::test]
async fn t102_both_secrets_sign_during_the_overlap_and_one_after_it() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    let wish = RotateSecret { secret: None, overlap: SecretOverlap::DEFAULT };
    let rotated = webhook::rotate_secret(&world.ls, &world.caller, made.id, wish).await.unwrap();
    world.invite(None, None).await;
    announce(&world).await;
    let count = async || {
        let all = due(&world).await;
        let secrets: Vec<_> =
            all[0].1.secrets.iter().map(|secret| secret.expose().expose_secret().to_owned()).collect();
        assert_eq!(secrets[0], rotated.secret.expose_secret());
        tell(&world, &all[0].0, 500).await;
        secrets.len()
    };
    assert_eq!(count().await, 2);
    world.clock.advance(Duration::from_secs(25 * 3600));
    assert_eq!(count().await, 1);
}

#[tokio::test]
async fn t006_secrets_and_header_values_are_sealed_and_in_no_event() {
    let world = World::new().await;
    world.store.take_committed();
    let header = (HeaderName::parse("Authorization").unwrap(), SecretString::from("Bearer hunter2"));
    let wish = CreateEndpoint {
        url: EndpointUrl::parse("https://hooks.example.com/path-s3cret").unwrap(),
        description: None,
        types: Default::default(),
        headers: Some(CustomHeaders::new(vec![header]).unwrap()),
        secret: None,
        enabled: true,
    };
    let made = webhook::create(&world.ls, &world.caller, wish.clone()).await.unwrap();
    let committed = format!("{:?} {wish:?} {made:?}", world.store.take_committed());
    let secret = made.secret.expose_secret().trim_start_matches("whsec_").to_owned();
    for hidden in ["hunter2", secret.as_str(), "s3cret"] {
        assert!(!committed.contains(hidden), "{hidden} in {committed}");
    }
    world.invite(None, None).await;
    announce(&world).await;
    let all = due(&world).await;
    let headers: Vec<_> =
        all[0].1.headers.iter().map(|(name, value)| (name, value.expose_secret())).collect();
    assert_eq!(headers, [("authorization", "Bearer hunter2")]);
    assert!(!format!("{:?}", all[0].1).contains("hunter2"));
}

#[tokio::test]
async fn plain_http_is_for_sandboxes_where_the_operator_says_so() {
    let world = World::new().await;
    let wish = || CreateEndpoint {
        url: EndpointUrl::parse("http://127.0.0.1:9000/").unwrap(),
        description: None,
        types: Default::default(),
        headers: None,
        secret: None,
        enabled: true,
    };
    let refused = webhook::create(&world.ls, &world.caller, wish()).await;
    assert!(matches!(refused, Err(CreateEndpointError::NotHttps)));
    let allowing = world.ls.clone().with_plain_http_in_sandbox();
    let made = webhook::create(&allowing, &world.caller, wish()).await.unwrap().endpoint;
    let url = EndpointChanges { url: Some(wish().url), ..EndpointChanges::default() };
    assert!(webhook::update(&world.ls, &world.caller, made.id, url).await.is_err());
}

#[tokio::test]
async fn t106_only_failures_for_five_days_disable_an_endpoint_and_one_success_saves_it() {
    let world = World::new().await;
    let (lost, saved) = (endpoint(&world, &[]).await, endpoint(&world, &[]).await);
    for day in 0..7 {
        world.invite(None, None).await;
        announce(&world).await;
        for (entry, _) in due(&world).await {
            let to_saved = entry.entry.queue().as_uuid() == saved.id.as_uuid();
            tell(&world, &entry, if to_saved && day == 3 { 200 } else { 500 }).await;
        }
        world.clock.advance(Duration::from_secs(24 * 3600));
    }
    assert!(matches!(read(&world, &lost).await.state, EndpointState::Disabled { .. }));
    assert!(read(&world, &saved).await.is_enabled());
    let [event] = told(&world, EventKind::WebhookDisabled).await.try_into().unwrap();
    assert_eq!(event.body.data.values()["webhookId"], lost.id.to_string().into());
    assert_eq!(event.body.data.values()["because"], "failing".into());
    let on = EndpointChanges { enabled: Some(true), ..EndpointChanges::default() };
    let again = webhook::update(&world.ls, &world.caller, lost.id, on).await.unwrap();
    assert_eq!(again.state, EndpointState::Enabled { failing_since: None });
}

#[tokio::test]
async fn t104_gone_ends_the_endpoint_and_what_was_on_its_way_there() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    for _ in 0..3 {
        world.invite(None, None).await;
    }
    announce(&world).await;
    let all = due(&world).await;
    let settled = tell(&world, &all[0].0, 410).await;
    assert!(settled.disabled.is_some());
    assert!(!read(&world, &made).await.is_enabled());
    tell(&world, &all[1].0, 500).await;
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(send_all(&world, 200).await, 0, "nothing more is sent there");
    let open = deliveries(&world, &made).await;
    assert!(open.iter().all(|one| matches!(one.state, DeliveryState::Failed { .. })), "{open:?}");
}

#[tokio::test]
async fn retry_after_puts_the_next_try_off() {
    let world = World::new().await;
    endpoint(&world, &[]).await;
    world.invite(None, None).await;
    announce(&world).await;
    let all = due(&world).await;
    let (asked, took) = (Some(Duration::from_secs(900)), Duration::from_millis(1));
    webhook::attempted(&world.ls, &all[0].0, world.now(), took, &answered(429), asked).await.unwrap();
    world.clock.advance(Duration::from_secs(899));
    assert!(claim(&world, Lane::Webhooks).await.is_empty());
    world.clock.advance(Duration::from_secs(1));
    assert_eq!(due(&world).await.len(), 1);
}

#[tokio::test]
async fn t138_an_entry_whose_delivery_is_gone_ends_and_holds_nothing_up() {
    let world = World::new().await;
    let made = endpoint(&world, &[]).await;
    world.invite(None, None).await;
    announce(&world).await;
    webhook::delete(&world.ls, &world.caller, made.id).await.unwrap();
    let entries = claim(&world, Lane::Webhooks).await;
    assert_eq!(entries.len(), 1);
    let ended = webhook::due(&world.ls, &entries[0]).await.unwrap();
    assert!(matches!(ended, Due::Nothing(Performed::Done)));
    world.clock.advance(Duration::from_secs(61));
    assert!(claim(&world, Lane::Webhooks).await.is_empty());
}
