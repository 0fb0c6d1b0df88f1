//! Endpoints, webhooks and their ways there.

use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::event::Subject;
use latchstring_domain::id::{DeliveryId, MessageId};
use latchstring_domain::outbox::Task;
use latchstring_domain::webhook::{
    Delivery, DeliveryState, DeliveryStatus, Endpoint, EventType, FailedBecause, Message,
};
use latchstring_storage::{
    Change, Constraint, DeliveryFilter, MessageRange, ParkedFilter, Refusal, Slice, Store, Swept,
};

use crate::case::{accept, refuse, refuse_one, sweep};
use crate::fixture::{World, at};

const IDENTITY: Refusal = Refusal::Conflict(Constraint::Identity);
const REFERENCE: Refusal = Refusal::Conflict(Constraint::Reference);

/// An endpoint, and a webhook.
async fn seed(store: &Arc<dyn Store>) -> (World, Endpoint, Message) {
    let mut world = World::seed(store).await;
    let endpoint = world.make.endpoint(&world.workspace);
    let message = world.make.message(&world.workspace);
    accept(store, [Change::CreateEndpoint(endpoint.clone()), Change::CreateMessage(message.clone())]).await;
    (world, endpoint, message)
}

/// Everything comes back as it was, with everything and without what may be left out, in every state.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    for endpoint in world.make.endpoints(&world.workspace) {
        accept(&store, [Change::CreateEndpoint(endpoint.clone())]).await;
        assert_eq!(store.endpoint(endpoint.id).await.unwrap(), Some(endpoint));
    }
    for message in [world.make.message(&world.workspace), world.make.test_message(&world.workspace)] {
        accept(&store, [Change::CreateMessage(message.clone())]).await;
        assert_eq!(store.message(message.id).await.unwrap(), Some(message.clone()));
        let endpoint = world.make.endpoint(&world.workspace);
        accept(&store, [Change::CreateEndpoint(endpoint.clone())]).await;
        let mut version = None;
        for delivery in world.make.deliveries(&message, &endpoint) {
            let delivery = match version {
                None => delivery,
                Some((id, version)) => Delivery { id, version, ..delivery },
            };
            accept(
                &store,
                [match version {
                    None => Change::CreateDelivery(delivery.clone()),
                    Some(_) => Change::UpdateDelivery(delivery.clone()),
                }],
            )
            .await;
            version = Some((delivery.id, delivery.version.next()));
            assert_eq!(store.delivery(delivery.id).await.unwrap(), Some(delivery.clone()));
            assert_eq!(store.delivery_of(endpoint.id, message.id).await.unwrap(), Some(delivery));
        }
    }
    assert_eq!(store.delivery(DeliveryId::from_uuid(world.workspace.id.as_uuid())).await.unwrap(), None);
    assert_eq!(store.message(MessageId::from_uuid(world.workspace.id.as_uuid())).await.unwrap(), None);
}

/// An event with this id is found, whatever it is about.
pub async fn find_the_event_they_tell_of(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let event = world.make.event(world.workspace.id, Subject::Company(world.company.id), 1);
    accept(&store, [Change::AppendEvent(event.clone())]).await;
    assert_eq!(store.event(event.body.id).await.unwrap(), Some(event.clone()));
    let other = world.make.event(world.workspace.id, Subject::Company(world.company.id), 2);
    assert_eq!(store.event(other.body.id).await.unwrap(), None);
}

/// An endpoint and a delivery change from the version that was decided on, and in their own workspace.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let (mut world, endpoint, message) = seed(&store).await;
    let delivery = world.make.delivery(&message, &endpoint);
    accept(&store, [Change::CreateDelivery(delivery.clone())]).await;
    let changed = endpoint.clone().switched(!endpoint.is_enabled(), at(5));
    let other = world.make.bare_workspace();
    let elsewhere = Endpoint { workspace_id: other.id, ..changed.clone() };
    refuse_one(&store, Change::UpdateEndpoint(elsewhere), Refusal::Stale).await;
    accept(&store, [Change::UpdateEndpoint(changed.clone())]).await;
    refuse_one(&store, Change::UpdateEndpoint(changed.clone()), Refusal::Stale).await;
    assert_eq!(store.endpoint(endpoint.id).await.unwrap(), Some(changed.clone()));
    let held = delivery.clone().held_back(at(7)).unwrap();
    accept(&store, [Change::UpdateDelivery(held.clone())]).await;
    refuse_one(&store, Change::UpdateDelivery(held.clone()), Refusal::Stale).await;
    assert_eq!(store.delivery(delivery.id).await.unwrap(), Some(held));
    refuse_one(&store, Change::DeleteEndpoint(endpoint.id, endpoint.version), Refusal::Stale).await;
}

/// A message goes to each endpoint once; an event has one of each type; a test tells of none, and there may be many.
pub async fn are_each_written_once(store: Arc<dyn Store>) {
    let (mut world, endpoint, message) = seed(&store).await;
    let again = Message { id: world.make.message(&world.workspace).id, ..message.clone() };
    refuse_one(&store, Change::CreateMessage(again.clone()), IDENTITY).await;
    let other_type = Message { event_type: EventType::InvitationExpired, ..again };
    assert_ne!(other_type.event_type, message.event_type);
    accept(&store, [Change::CreateMessage(other_type.clone())]).await;
    let tests = [world.make.test_message(&world.workspace), world.make.test_message(&world.workspace)];
    accept(&store, tests.map(Change::CreateMessage)).await;
    let [first, twin] = [(); 2].map(|()| world.make.delivery(&message, &endpoint));
    accept(&store, [Change::CreateDelivery(first)]).await;
    refuse_one(&store, Change::CreateDelivery(twin), IDENTITY).await;
    accept(&store, [Change::CreateDelivery(world.make.delivery(&other_type, &endpoint))]).await;
}

/// What a delivery refers to is there, in its own workspace.
pub async fn refer_to_what_exists_in_their_workspace(store: Arc<dyn Store>) {
    let (mut world, endpoint, message) = seed(&store).await;
    let stranger = world.make.bare_workspace();
    refuse_one(&store, Change::CreateEndpoint(world.make.endpoint(&stranger)), REFERENCE).await;
    refuse_one(&store, Change::CreateMessage(world.make.message(&stranger)), REFERENCE).await;
    accept(&store, [Change::CreateWorkspace(stranger.clone())]).await;
    let (theirs, told) = (world.make.endpoint(&stranger), world.make.message(&stranger));
    accept(&store, [Change::CreateEndpoint(theirs.clone()), Change::CreateMessage(told.clone())]).await;
    let missing = (world.make.endpoint(&world.workspace), world.make.message(&world.workspace));
    let wrong = [(&missing.0, &message), (&endpoint, &missing.1), (&theirs, &message), (&endpoint, &told)];
    for (endpoint, message) in wrong {
        let delivery = world.make.delivery(message, endpoint);
        refuse_one(&store, Change::CreateDelivery(delivery), REFERENCE).await;
    }
}

/// An endpoint takes all deliveries to it along, and nothing else.
pub async fn go_with_their_endpoint(store: Arc<dyn Store>) {
    let (mut world, endpoint, message) = seed(&store).await;
    let other = world.make.endpoint(&world.workspace);
    accept(&store, [Change::CreateEndpoint(other.clone())]).await;
    let [gone, stays] = [&endpoint, &other].map(|endpoint| world.make.delivery(&message, endpoint));
    accept(&store, [&gone, &stays].map(|delivery| Change::CreateDelivery(delivery.clone()))).await;
    accept(&store, [Change::DeleteEndpoint(endpoint.id, endpoint.version)]).await;
    assert_eq!(store.endpoint(endpoint.id).await.unwrap(), None);
    assert_eq!(store.delivery(gone.id).await.unwrap(), None);
    assert_eq!(store.delivery(stays.id).await.unwrap(), Some(stays.clone()));
    assert_eq!(store.endpoints(world.workspace.id).await.unwrap(), [other]);
    refuse_one(&store, Change::DeleteEndpoint(endpoint.id, endpoint.version), Refusal::Stale).await;
    // The way is free again, should an id ever come back.
    accept(&store, [Change::CreateEndpoint(endpoint.clone()), Change::CreateDelivery(gone)]).await;
}

/// Deliveries are listed by endpoint and status, newest first, in parts.
pub async fn are_listed_by_endpoint(store: Arc<dyn Store>) {
    let (mut world, endpoint, _) = seed(&store).await;
    let mut made = Vec::new();
    for number in 0..6 {
        let message = world.make.message(&world.workspace);
        let delivery = world.make.delivery(&message, &endpoint);
        let state = match number % 2 {
            0 => DeliveryState::Delivered { at: at(number) },
            _ => delivery.state,
        };
        let delivery = Delivery { state, ..delivery };
        accept(&store, [Change::CreateMessage(message), Change::CreateDelivery(delivery.clone())]).await;
        made.insert(0, delivery);
    }
    let all = DeliveryFilter { endpoint: endpoint.id, status: None };
    assert_eq!(store.deliveries(&all, Slice::first(10)).await.unwrap(), made);
    let part = Slice::After { id: Some(made[1].id), limit: 2 };
    assert_eq!(store.deliveries(&all, part).await.unwrap(), made[2..4]);
    let arrived = DeliveryFilter { status: Some(DeliveryStatus::Delivered), ..all };
    let listed = store.deliveries(&arrived, Slice::first(10)).await.unwrap();
    assert_eq!(listed, [made[1].clone(), made[3].clone(), made[5].clone()]);
}

/// Those that were given up are listed by workspace and time, newest first, in parts.
pub async fn are_listed_when_they_were_given_up(store: Arc<dyn Store>) {
    let (mut world, endpoint, _) = seed(&store).await;
    let mut made = Vec::new();
    for number in 0..6 {
        let message = world.make.message(&world.workspace);
        let delivery = world.make.delivery(&message, &endpoint);
        let state = match number % 2 {
            0 => DeliveryState::Failed { at: at(number), because: FailedBecause::Exhausted },
            _ => delivery.state,
        };
        let delivery = Delivery { state, ..delivery };
        accept(&store, [Change::CreateMessage(message), Change::CreateDelivery(delivery.clone())]).await;
        if number % 2 == 0 {
            made.insert(0, delivery);
        }
    }
    let all = ParkedFilter::default();
    assert_eq!(store.failed_deliveries(&all, Slice::first(10)).await.unwrap(), made);
    let part = Slice::After { id: Some(made[0].id), limit: 1 };
    assert_eq!(store.failed_deliveries(&all, part).await.unwrap(), made[1..2]);
    let ours = ParkedFilter { workspace: Some(world.workspace.id), from: Some(at(2)), until: Some(at(4)) };
    assert_eq!(store.failed_deliveries(&ours, Slice::first(10)).await.unwrap(), made[1..2]);
    let theirs = ParkedFilter { workspace: Some(world.make.workspace().id), ..all };
    assert_eq!(store.failed_deliveries(&theirs, Slice::first(10)).await.unwrap(), []);
}

/// The webhooks of a range come in the order of what they tell of, in parts; tests do not.
pub async fn are_read_by_what_they_tell_of(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let told = |world: &mut World, millis| {
        let message = world.make.message(&world.workspace);
        Message { occurred_at: at(millis), ..message }
    };
    let late = told(&mut world, 300);
    let early = [(); 3].map(|()| told(&mut world, 100));
    let before = told(&mut world, 99);
    let end = told(&mut world, 301);
    let test = Message { occurred_at: at(200), ..world.make.test_message(&world.workspace) };
    let all = [&late, &early[0], &early[1], &early[2], &before, &end, &test];
    accept(&store, all.map(|message| Change::CreateMessage(message.clone()))).await;
    let range = MessageRange { workspace: world.workspace.id, from: at(100), until: at(301) };
    let [a, b, c] = early;
    let read = store.messages(&range, None, 10).await.unwrap();
    assert_eq!(read, [a.clone(), b.clone(), c.clone(), late.clone()]);
    assert_eq!(store.messages(&range, None, 2).await.unwrap(), [a, b.clone()]);
    assert_eq!(store.messages(&range, Some((at(100), b.id)), 2).await.unwrap(), [c, late]);
    let other = MessageRange { workspace: world.make.bare_workspace().id, ..range };
    assert_eq!(store.messages(&other, None, 10).await.unwrap(), []);
}

/// A sweep takes what was written before a time, with its deliveries, and no more.
pub async fn are_swept_when_they_are_old(store: Arc<dyn Store>) {
    let (mut world, endpoint, old) = seed(&store).await;
    let young = world.make.message(&world.workspace);
    let [gone, stays] = [&old, &young].map(|message| world.make.delivery(message, &endpoint));
    let changes = [
        Change::CreateMessage(young.clone()),
        Change::CreateDelivery(gone.clone()),
        Change::CreateDelivery(stays.clone()),
    ];
    accept(&store, changes).await;
    let stranger = world.make.bare_workspace();
    let theirs = world.make.message(&stranger);
    accept(&store, [Change::CreateWorkspace(stranger), Change::CreateMessage(theirs.clone())]).await;
    let before = Timestamp::from_unix_millis(old.created_at.unix_millis() - 1).unwrap();
    let ours = Swept::Webhooks(world.workspace.id);
    accept(&store, [sweep(ours, before)]).await;
    assert!(store.message(old.id).await.unwrap().is_some());
    accept(&store, [sweep(ours, old.created_at)]).await;
    assert!(store.message(theirs.id).await.unwrap().is_some());
    assert_eq!(store.message(old.id).await.unwrap(), None);
    assert_eq!(store.delivery(gone.id).await.unwrap(), None);
    assert_eq!(store.message(young.id).await.unwrap(), Some(young));
    assert_eq!(store.delivery(stays.id).await.unwrap(), Some(stays));
    accept(&store, [Change::CreateMessage(old)]).await;
}

/// An event is announced where somebody of its workspace may hear of it; elsewhere that is no work at all.
pub async fn are_announced_where_there_is_an_endpoint(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entry = |world: &mut World| {
        let event = world.make.bare_event(world.workspace.id, Subject::Company(world.company.id), 1);
        let entry = world.make.outbox_entry(world.workspace.id, at(5));
        latchstring_domain::outbox::OutboxEntry { task: Task::Announce(event.body.id), ..entry }
    };
    let unheard = entry(&mut world);
    accept(&store, [Change::Announce(unheard)]).await;
    assert_eq!(store.outbox_counts().await.unwrap().open, 0);
    let stranger = world.make.bare_workspace();
    let theirs = world.make.endpoint(&stranger);
    accept(&store, [Change::CreateWorkspace(stranger), Change::CreateEndpoint(theirs)]).await;
    let unheard = entry(&mut world);
    accept(&store, [Change::Announce(unheard)]).await;
    assert_eq!(store.outbox_counts().await.unwrap().open, 0);
    let endpoint = world.make.endpoint(&world.workspace);
    accept(&store, [Change::CreateEndpoint(endpoint)]).await;
    let heard = entry(&mut world);
    accept(&store, [Change::Announce(heard.clone())]).await;
    assert_eq!(store.outbox_counts().await.unwrap().open, 1);
    refuse(&store, [Change::Announce(heard)], 0, IDENTITY).await;
}
