//! What was given up: seen, told of, begun anew, thrown away.

use std::time::Duration;

use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::outbox::{DeadLetterKind, Task};
use latchstring_domain::text::ApiKeyName;
use latchstring_domain::webhook::{DeliveryStatus, EndpointUrl, EventTypes};
use latchstring_service::api_key::{self, CreateApiKey};
use latchstring_service::dead_letter::{
    self, DeadLetter, DiscardError, ListDeadLetters, Replay, ReplayError, Replayed,
};
use latchstring_service::outbox::{self, Claim, ClaimedEntry, Lane, OutboxCounts};
use latchstring_service::webhook::{self, CreateEndpoint, EndpointChanges};
use latchstring_service::{Caller, Failure, Thing};
use latchstring_storage::Webhooks as _;
use uuid::Uuid;

use crate::atomicity::fails_whole;
use crate::harness::{World, new_workspace, origin};

const LEASE: Duration = Duration::from_secs(60);
const ALL: Replay = Replay::All { kind: None, from: None, until: None };

async fn list(world: &World, kind: Option<DeadLetterKind>) -> Vec<DeadLetter> {
    let wish = ListDeadLetters { kind, from: None, until: None, after: None, per_page: 100 };
    dead_letter::list(&world.ls, &world.caller, wish).await.unwrap().items
}

async fn claim(world: &World, lane: Lane) -> Vec<ClaimedEntry> {
    outbox::claim_turn(&world.ls, Claim::of(lane, world.now(), LEASE, 500)).await.unwrap()
}

/// Work that was given up.
async fn parked(world: &World) -> Uuid {
    world.invite(None, Some(60)).await;
    world.clock.advance(LEASE);
    let claimed = claim(world, Lane::Work).await.remove(0);
    outbox::park(&world.ls, &claimed, "panicked, 12 times").await.unwrap();
    claimed.entry.id.as_uuid()
}

/// An endpoint, and the entry of a webhook on its way there.
async fn underway(world: &World) -> ClaimedEntry {
    let wish = CreateEndpoint {
        url: EndpointUrl::parse("https://hooks.example.com/").unwrap(),
        description: None,
        types: EventTypes::new([]),
        headers: None,
        secret: None,
        enabled: true,
    };
    let endpoint = webhook::create(&world.ls, &world.caller, wish).await.unwrap().endpoint;
    webhook::test(&world.ls, &world.caller, endpoint.id).await.unwrap();
    claim(world, Lane::Webhooks).await.remove(0)
}

/// A webhook that was given up, because its endpoint answered that it is gone; the endpoint is enabled again.
async fn failed(world: &World) -> Uuid {
    let entry = underway(world).await;
    let Task::Deliver { delivery, endpoint } = entry.entry.task else { panic!("{entry:?}") };
    let gone = latchstring_domain::webhook::AttemptOutcome::answered(410, b"");
    webhook::attempted(&world.ls, &entry, world.now(), LEASE, &gone, None).await.unwrap();
    switch(world, endpoint, true).await;
    delivery.as_uuid()
}

async fn switch(world: &World, endpoint: latchstring_domain::id::EndpointId, on: bool) {
    let wish = EndpointChanges { enabled: Some(on), ..EndpointChanges::default() };
    webhook::update(&world.ls, &world.caller, endpoint, wish).await.unwrap();
}

async fn told(world: &World, kind: EventKind) -> usize {
    let kinds = world.kinds(Subject::Workspace(world.workspace.id)).await;
    kinds.into_iter().filter(|told| *told == kind).count()
}

#[tokio::test]
async fn t138_what_was_given_up_is_told_of_listed_and_begun_anew() {
    let world = World::new().await;
    let (work, webhook) = (parked(&world).await, failed(&world).await);
    assert_eq!(told(&world, EventKind::WorkGivenUp).await, 1);
    let ids = |letters: Vec<DeadLetter>| letters.iter().map(DeadLetter::id).collect::<Vec<_>>();
    assert_eq!(ids(list(&world, None).await), [webhook, work]);
    assert_eq!(ids(list(&world, Some(DeadLetterKind::Work)).await), [work]);
    assert_eq!(ids(list(&world, Some(DeadLetterKind::Webhook)).await), [webhook]);
    let shown = dead_letter::get(&world.ls, &world.caller, work).await.unwrap();
    let DeadLetter::Work(entry) = &shown else { panic!("{shown:?}") };
    assert_eq!((entry.reason.as_str(), entry.attempts), ("panicked, 12 times", 1));
    assert_eq!(shown.given_up_at(), entry.parked_at);

    let replayed = dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap();
    assert_eq!(replayed, Replayed { count: 2, passed_over: 0, more: false });
    assert_eq!(list(&world, None).await, []);
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts { open: 2, parked: 0 });
    let again = claim(&world, Lane::Work).await.remove(0);
    assert_eq!((again.entry.id.as_uuid(), again.earlier_attempts), (work, 0));
    assert_eq!(claim(&world, Lane::Webhooks).await.len(), 1);
    assert_eq!(told(&world, EventKind::DeadLettersReplayed).await, 1);
    let nothing = dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap();
    assert_eq!(nothing.count, 0);
    assert_eq!(told(&world, EventKind::DeadLettersReplayed).await, 1, "nothing happened");
}

#[tokio::test]
async fn one_and_those_of_a_time_are_begun_anew() {
    let world = World::new().await;
    let first = parked(&world).await;
    let from = world.now();
    world.clock.advance(Duration::from_secs(10));
    let until = world.now();
    let later = Replay::All { kind: None, from: Some(until), until: None };
    assert_eq!(dead_letter::replay(&world.ls, &world.caller, later).await.unwrap().count, 0);
    let webhooks = Replay::All { kind: Some(DeadLetterKind::Webhook), from: Some(from), until: Some(until) };
    assert_eq!(dead_letter::replay(&world.ls, &world.caller, webhooks).await.unwrap().count, 0);
    let then = Replay::All { kind: None, from: Some(from), until: Some(until) };
    assert_eq!(dead_letter::replay(&world.ls, &world.caller, then).await.unwrap().count, 1);
    let empty = Replay::All { kind: None, from: Some(until), until: Some(until) };
    let refused = dead_letter::replay(&world.ls, &world.caller, empty).await;
    assert!(matches!(refused, Err(ReplayError::EmptyRange)));
    let one = dead_letter::replay(&world.ls, &world.caller, Replay::One(first)).await;
    assert!(matches!(one, Err(ReplayError::Failed(Failure::NotFound(Thing::DeadLetter)))), "it is under way");
}

#[tokio::test]
async fn a_webhook_whose_endpoint_is_disabled_is_passed_over() {
    let world = World::new().await;
    let id = failed(&world).await;
    let DeadLetter::Webhook(delivery) = list(&world, None).await.remove(0) else { panic!("it is a webhook") };
    switch(&world, delivery.endpoint_id, false).await;
    let replayed = dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap();
    assert_eq!(replayed, Replayed { count: 0, passed_over: 1, more: false });
    let one = dead_letter::replay(&world.ls, &world.caller, Replay::One(id)).await;
    assert!(matches!(one, Err(ReplayError::Disabled)));
    let kept = dead_letter::discard(&world.ls, &world.caller, id).await;
    assert!(matches!(kept, Err(DiscardError::Webhook)));
}

#[tokio::test]
async fn more_than_one_call_takes_is_begun_anew_by_several() {
    let world = World::new().await;
    for _ in 0..251 {
        world.invite(None, Some(60)).await;
    }
    world.clock.advance(LEASE);
    for claimed in claim(&world, Lane::Work).await {
        outbox::park(&world.ls, &claimed, "storage failed, 12 times").await.unwrap();
    }
    let first = dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap();
    assert_eq!((first.count, first.more), (250, true));
    let second = dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap();
    assert_eq!((second.count, second.more), (1, false));
}

#[tokio::test]
async fn t107_who_asks_too_often_has_to_wait() {
    let world = World::new().await;
    let id = parked(&world).await;
    let mut begun = 0;
    let refused = loop {
        match dead_letter::replay(&world.ls, &world.caller, Replay::One(id)).await {
            Ok(_) => begun += 1,
            Err(error) => break error,
        }
        let claimed = claim(&world, Lane::Work).await.remove(0);
        outbox::park(&world.ls, &claimed, "again").await.unwrap();
    };
    assert!(matches!(refused, ReplayError::TooMany), "{refused}");
    assert_eq!(begun, 60);
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(dead_letter::replay(&world.ls, &world.caller, Replay::One(id)).await.unwrap().count, 1);
}

#[tokio::test]
async fn p8_sending_that_is_thrown_away_leaves_the_webhook_a_dead_letter() {
    let world = World::new().await;
    let entry = underway(&world).await;
    outbox::park(&world.ls, &entry, "its worker was lost, 12 times").await.unwrap();
    let Task::Deliver { delivery, .. } = entry.entry.task else { panic!("{entry:?}") };
    dead_letter::discard(&world.ls, &world.caller, entry.entry.id.as_uuid()).await.unwrap();
    assert_eq!(told(&world, EventKind::DeadLetterDiscarded).await, 1);
    let found = world.store.delivery(delivery).await.unwrap().unwrap();
    assert_eq!(found.state.status(), DeliveryStatus::Failed);
    let [letter] = list(&world, None).await.try_into().unwrap();
    assert_eq!(letter.id(), delivery.as_uuid());
    assert_eq!(dead_letter::replay(&world.ls, &world.caller, ALL).await.unwrap().count, 1);
}

#[tokio::test]
async fn t138_work_that_is_thrown_away_is_gone() {
    let world = World::new().await;
    let id = parked(&world).await;
    dead_letter::discard(&world.ls, &world.caller, id).await.unwrap();
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts::default());
    let again = dead_letter::discard(&world.ls, &world.caller, id).await;
    assert!(matches!(again, Err(DiscardError::Failed(Failure::NotFound(Thing::DeadLetter)))));
}

#[tokio::test]
async fn t133_t155_giving_up_and_beginning_anew_are_whole_or_nothing() {
    let world = World::new().await;
    world.invite(None, Some(60)).await;
    world.clock.advance(LEASE);
    let claimed = claim(&world, Lane::Work).await.remove(0);
    let id = claimed.entry.id.as_uuid();
    let made = fails_whole(&world, async || outbox::park(&world.ls, &claimed, "enough").await.is_ok()).await;
    assert_eq!(made, ["Park", "AppendEvent"]);
    let one = Replay::One(id);
    let made =
        fails_whole(&world, async || dead_letter::replay(&world.ls, &world.caller, one).await.is_ok()).await;
    assert_eq!(made, ["Tally", "Requeue", "AppendEvent"]);
    let claimed = claim(&world, Lane::Work).await.remove(0);
    outbox::park(&world.ls, &claimed, "enough").await.unwrap();
    let made =
        fails_whole(&world, async || dead_letter::discard(&world.ls, &world.caller, id).await.is_ok()).await;
    assert_eq!(made, ["Discard", "AppendEvent"]);
}

#[tokio::test]
async fn t131_dead_letters_are_for_those_who_manage_their_own_workspace() {
    let world = World::new().await;
    let id = parked(&world).await;
    let other = new_workspace(&world.ls, "Other").await;
    let stranger = Caller::operator(other.id, "tests", origin(9));
    let wish = ListDeadLetters { kind: None, from: None, until: None, after: None, per_page: 10 };
    assert_eq!(dead_letter::list(&world.ls, &stranger, wish).await.unwrap().items, []);
    assert_eq!(dead_letter::replay(&world.ls, &stranger, ALL).await.unwrap().count, 0);
    let found = dead_letter::get(&world.ls, &stranger, id).await;
    assert!(matches!(found, Err(Failure::NotFound(Thing::DeadLetter))));
    let begun = dead_letter::replay(&world.ls, &stranger, Replay::One(id)).await;
    assert!(matches!(begun, Err(ReplayError::Failed(Failure::NotFound(_)))));
    let thrown = dead_letter::discard(&world.ls, &stranger, id).await;
    assert!(matches!(thrown, Err(DiscardError::Failed(Failure::NotFound(_)))));
    let parked = outbox::counts(&world.ls).await.unwrap().parked;
    assert_eq!(parked, 1, "nothing was changed");

    let name = ApiKeyName::parse("reader").unwrap();
    let wish = CreateApiKey { name, scopes: [Scope::WebhooksManage].into(), expires_at: None };
    let created = api_key::create(&world.ls, &world.caller, wish).await.unwrap();
    let reader = Caller::api_key(&created.key, origin(10));
    let refused = dead_letter::get(&world.ls, &reader, id).await;
    assert!(matches!(refused, Err(Failure::ScopeMissing(Scope::WorkspaceManage))));
}
