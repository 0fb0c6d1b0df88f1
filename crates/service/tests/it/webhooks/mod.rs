//! Webhooks, from the event to the end of their way. What is sent is not: a test says what came of it.

mod announcing;
mod ending;
mod sending;

use std::time::Duration;

use latchstring_domain::event::{Event, EventKind, Subject};
use latchstring_domain::webhook::{
    AttemptOutcome, Delivery, Endpoint, EndpointUrl, EventType, EventTypes, Message,
};
use latchstring_service::outbox::{self, Claim, ClaimedEntry, Lane, Performed};
use latchstring_service::webhook::{
    self, Announced, CreateEndpoint, Due, DueDelivery, ListDeliveries, Settled,
};
use latchstring_storage::{MessageRange, Webhooks as _};

use crate::harness::World;

const LEASE: Duration = Duration::from_secs(60);

/// Somewhere to send to that wants these types; none: all.
async fn endpoint(world: &World, types: &[EventType]) -> Endpoint {
    let wish = CreateEndpoint {
        url: EndpointUrl::parse("https://hooks.example.com/").unwrap(),
        description: None,
        types: EventTypes::new(types.iter().copied()),
        headers: None,
        secret: None,
        enabled: true,
    };
    webhook::create(&world.ls, &world.caller, wish).await.unwrap().endpoint
}

async fn claim(world: &World, lane: Lane) -> Vec<ClaimedEntry> {
    let claim = Claim::of(lane, world.now(), LEASE, 500);
    outbox::claim_turn(&world.ls, claim).await.unwrap()
}

/// Writes what was announced, as the dispatcher does, each body being the name of its type.
async fn announce(world: &World) -> usize {
    let mut written = 0;
    for entry in claim(world, Lane::Work).await {
        if webhook::kind_of(&entry.entry.task) == Some(webhook::Work::Announce) {
            let all: Vec<_> = webhook::announcements(&world.ls, &entry)
                .await
                .unwrap()
                .into_iter()
                .map(|announcement| Announced { body: announcement.event_type.to_string(), announcement })
                .collect();
            written += all.len();
            assert_eq!(webhook::announced(&world.ls, &entry, &all).await.unwrap(), Performed::Done);
        }
    }
    written
}

/// What is to be sent now, each with its entry.
async fn due(world: &World) -> Vec<(ClaimedEntry, DueDelivery)> {
    let mut all = Vec::new();
    for entry in claim(world, Lane::Webhooks).await {
        match webhook::due(&world.ls, &entry).await.unwrap() {
            Due::Send(due) => all.push((entry, *due)),
            Due::Nothing(performed) => assert_eq!(performed, Performed::Done),
        }
    }
    all
}

fn answered(status: u16) -> AttemptOutcome {
    AttemptOutcome::answered(status, b"words")
}

/// Says that the endpoint answered like this.
async fn tell(world: &World, entry: &ClaimedEntry, status: u16) -> Settled {
    let took = Duration::from_millis(7);
    webhook::attempted(&world.ls, entry, world.now(), took, &answered(status), None).await.unwrap()
}

/// Sends everything that is due, to endpoints that answer like this; how much it was.
async fn send_all(world: &World, status: u16) -> usize {
    let all = due(world).await;
    for (entry, _) in &all {
        tell(world, entry, status).await;
    }
    all.len()
}

async fn deliveries(world: &World, endpoint: &Endpoint) -> Vec<Delivery> {
    let wish = ListDeliveries { endpoint_id: endpoint.id, status: None, after: None, per_page: 500 };
    let mut all = webhook::deliveries(&world.ls, &world.caller, wish).await.unwrap().items;
    all.sort_by_key(|delivery| (delivery.occurred_at, delivery.event_type));
    all
}

async fn types(world: &World, endpoint: &Endpoint) -> Vec<EventType> {
    deliveries(world, endpoint).await.into_iter().map(|delivery| delivery.event_type).collect()
}

async fn messages(world: &World) -> Vec<Message> {
    let range = MessageRange {
        workspace: world.workspace.id,
        from: latchstring_domain::Timestamp::EPOCH,
        until: latchstring_domain::Timestamp::MAX,
    };
    world.store.messages(&range, None, 500).await.unwrap()
}

async fn read(world: &World, endpoint: &Endpoint) -> Endpoint {
    webhook::get(&world.ls, &world.caller, endpoint.id).await.unwrap()
}

/// The workspace's events about its webhooks since the first was made.
async fn told(world: &World, kind: EventKind) -> Vec<Event> {
    let all = world.events(Subject::Workspace(world.workspace.id)).await;
    all.into_iter().filter(|event| event.body.kind == kind).collect()
}
