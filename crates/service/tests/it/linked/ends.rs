use std::time::Duration;

use latchstring_domain::connection::{Connection, ConnectionStatus};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::sealed::SealedCredentials;
use latchstring_service::linked_connector::unlink;
use latchstring_service::outbox::{self, OutboxCounts, Performed};
use latchstring_service::portal::PortalWish;
use latchstring_service::{Failure, Thing, connection};
use latchstring_storage::{Change, ChangeSet};

use super::{config, here, ids, linked, place, stored, try_link, wish, world};
use crate::harness::{Fault, PASSWORD, USERNAME, World, tenant, typed};
use crate::rights::not_found;

async fn end(world: &World, connector: &str) -> Result<(), Failure> {
    unlink(&world.ls, &world.caller, &here(world), &typed(connector)).await
}

#[tokio::test]
async fn an_end_wipes_the_credentials_at_once_and_keeps_the_rest_for_the_record() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let bystander = linked(&world, "sandbox").await;
    world.clock.advance(Duration::from_secs(1));

    end(&world, "acme").await.unwrap();

    let now = stored(&world, made.id).await;
    let expected = Connection {
        credentials: SealedCredentials::none(),
        is_active: false,
        updated_at: world.now(),
        version: made.version.next(),
        ..made
    };
    assert_eq!(now, expected);
    assert_eq!(stored(&world, bystander.id).await, bystander);
    let events = world.events(Subject::Connection(now.id)).await;
    let kinds: Vec<_> = events.iter().map(|event| event.body.kind).collect();
    assert_eq!(kinds, [EventKind::ConnectionCreated, EventKind::ConnectionUnlinked]);
    let view = connection::get(&world.ls, &world.caller, now.id).await.unwrap();
    assert!(view.username.is_none(), "it can still be looked at");
}

/// A recipient may connect again what is linked already. What a server ends then is all of it: no credentials stay behind.
#[tokio::test]
async fn an_end_ends_every_connection_to_the_connector() {
    let world = world().await;
    let older = linked(&world, "acme").await;
    let bystander = linked(&world, "sandbox").await;
    world.clock.advance(Duration::from_secs(1));
    let link = world.portal(world.portal_wish(PortalWish::Flow(typed("bills")))).await;
    let pass = world.open_portal(&link).await;
    let flow = older.flow.as_ref().unwrap().id;
    world.signed_in_at(&pass, flow, older.provider.id).await;
    let newer = world.submit(&pass).await.unwrap().connection_id;
    assert_ne!(newer, older.id);

    end(&world, "acme").await.unwrap();

    for id in [older.id, newer] {
        let now = stored(&world, id).await;
        assert_eq!((now.is_active, now.credentials), (false, SealedCredentials::none()));
        let last = world.events(Subject::Connection(id)).await.pop().unwrap();
        assert_eq!(last.body.kind, EventKind::ConnectionUnlinked);
    }
    assert!(stored(&world, bystander.id).await.is_active);
    not_found(&end(&world, "acme").await.unwrap_err(), Thing::Connector);
}

#[tokio::test]
async fn what_was_ended_is_not_there_to_be_ended_again() {
    let world = world().await;
    linked(&world, "acme").await;
    end(&world, "acme").await.unwrap();
    let before = world.snapshot().await;
    for connector in ["acme", "sandbox", "nothing", uuid::Uuid::from_u128(5).to_string().as_str()] {
        not_found(&end(&world, connector).await.unwrap_err(), Thing::Connector);
    }
    let stranger = place(&world, "bills", tenant("neighbour"));
    let failed = unlink(&world.ls, &world.caller, &stranger, &typed("acme")).await;
    not_found(&failed.unwrap_err(), Thing::Connector);
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn linking_after_an_end_is_a_new_connection() {
    let world = world().await;
    let old = linked(&world, "acme").await;
    end(&world, "acme").await.unwrap();
    let new = linked(&world, "acme").await;
    assert_ne!(new.id, old.id);
    assert_eq!(ids(&world).await, [new.id]);
    assert!(!stored(&world, old.id).await.is_active);
}

#[tokio::test]
async fn the_sandbox_collector_leaves_alone_what_was_ended() {
    let world = world().await;
    // One that it has not looked at yet, and one that it means to look at again.
    let fresh = linked(&world, "sandbox").await;
    end(&world, "sandbox").await.unwrap();
    let config = config().with("username", "sandbox-later-expired".into());
    let later = try_link(&world, wish(&world, "sandbox", config)).await.unwrap().connection;
    world.clock.advance(Duration::from_secs(5));
    assert_eq!(world.work().await, 2);
    assert_eq!(stored(&world, later.id).await.status, ConnectionStatus::Connected);
    end(&world, "sandbox").await.unwrap();
    let before = [stored(&world, fresh.id).await, stored(&world, later.id).await];

    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.work().await, 1);

    assert_eq!([stored(&world, fresh.id).await, stored(&world, later.id).await], before);
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts { open: 0, parked: 0 });
}

#[tokio::test]
async fn what_ends_while_the_collector_looks_at_it_stays_ended() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    world.clock.advance(Duration::from_secs(5));
    let claimed = outbox::claim(&world.ls, Duration::from_secs(60), 10).await.unwrap();
    let [entry] = claimed.as_slice() else { panic!("{claimed:?}") };
    let ended = made.unlink(world.now());
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateConnection(ended.clone())));

    assert_eq!(outbox::perform(&world.ls, entry).await.unwrap(), Performed::Done);

    assert_eq!(stored(&world, ended.id).await, ended);
    assert_eq!(outbox::counts(&world.ls).await.unwrap(), OutboxCounts { open: 0, parked: 0 });
}

#[tokio::test]
async fn a_repair_brings_back_what_was_ended() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    end(&world, "sandbox").await.unwrap();
    let invitation = world.invite_to_repair(made.id).await;
    let pass = world.open(&invitation).await;
    world.sign_in(&pass, USERNAME, PASSWORD).await;
    world.submit(&pass).await.unwrap();

    let now = stored(&world, made.id).await;
    assert_eq!((now.is_active, now.status), (true, ConnectionStatus::Pending));
    assert_eq!(ids(&world).await, [made.id]);
    world.clock.advance(Duration::from_secs(30));
    world.work().await;
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::Connected);
}

#[tokio::test]
async fn of_two_ends_at_once_one_finds_it_ended() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let (one, two) = tokio::join!(end(&world, "acme"), end(&world, "acme"));
    let failed: Vec<_> = [one, two].into_iter().filter_map(Result::err).collect();
    let [failed] = failed.as_slice() else { panic!("{failed:?}") };
    not_found(failed, Thing::Connector);
    let kinds = world.kinds(Subject::Connection(made.id)).await;
    assert_eq!(kinds, [EventKind::ConnectionCreated, EventKind::ConnectionUnlinked]);
}

#[tokio::test]
async fn t139_an_end_whose_answer_got_lost_is_an_end() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    world.store.fail_next(Fault::Unavailable);
    end(&world, "acme").await.unwrap_err();
    assert!(stored(&world, made.id).await.is_active);
    world.store.fail_next(Fault::AnswerLost);
    end(&world, "acme").await.unwrap_err();
    assert!(!stored(&world, made.id).await.is_active);
    not_found(&end(&world, "acme").await.unwrap_err(), Thing::Connector);
}
