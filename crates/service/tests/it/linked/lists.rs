use latchstring_domain::connection::Connection;
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::provider::Provider;
use latchstring_service::linked_connector::{ListLinkedConnectors, list, unlink};
use latchstring_service::{Failure, Thing, connection};
use latchstring_storage::Change;
use secrecy::ExposeSecret as _;

use super::{config, here, ids, linked, listed_at, place, stored, try_link, wish, world};
use crate::harness::{Fault, PASSWORD, TENANT, USERNAME, World, tenant, typed};
use crate::rights::not_found;

async fn read(world: &World, connector: Option<&str>, config: bool) -> Result<usize, Failure> {
    let wish = ListLinkedConnectors { place: here(world), connector: connector.map(typed), config };
    let listed = list(&world.ls, &world.caller, &wish).await?;
    for listed in &listed {
        assert_eq!(listed.config.is_some(), config);
        if let Some(config) = &listed.config {
            assert_eq!(config.get("password").unwrap().expose_secret(), PASSWORD);
        }
    }
    Ok(listed.len())
}

#[tokio::test]
async fn a_tenant_that_was_not_seen_yet_has_nothing_linked_and_is_not_made_by_looking() {
    let world = world().await;
    let before = world.snapshot().await;
    assert_eq!(ids(&world).await, []);
    assert_eq!(read(&world, Some("sandbox"), true).await.unwrap(), 0);
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn what_is_listed_is_active_and_of_that_flow_and_tenant_newest_first() {
    let world = world().await;
    world.flow("other", &["sandbox"]).await;
    let first = linked(&world, "acme").await;
    world.clock.advance(std::time::Duration::from_millis(1));
    let second = linked(&world, "sandbox").await;
    let elsewhere = |place| super::LinkConnector { place, ..wish(&world, "sandbox", config()) };
    let neighbours = place(&world, "bills", tenant("neighbour"));
    let other_flow = place(&world, "other", tenant(TENANT));
    let theirs = try_link(&world, elsewhere(neighbours.clone())).await.unwrap().connection;
    let others = try_link(&world, elsewhere(other_flow.clone())).await.unwrap().connection;
    // One that was made in no flow at all.
    let outside = world.connected().await.connection_id;

    assert_eq!(ids(&world).await, [second.id, first.id]);
    for (place, expected) in [(neighbours, theirs), (other_flow, others)] {
        let listed = listed_at(&world, place).await;
        assert_eq!(listed.iter().map(|found| found.linked.connection.id).collect::<Vec<_>>(), [expected.id]);
    }
    assert_eq!(world.connections().await.len(), 5);
    assert!(stored(&world, outside).await.flow.is_none());
    unlink(&world.ls, &world.caller, &here(&world), &typed("acme")).await.unwrap();
    assert_eq!(ids(&world).await, [second.id]);
}

#[tokio::test]
async fn what_a_recipient_connected_is_listed_beside_what_a_server_linked() {
    let world = world().await;
    let link = world.portal(world.portal_wish(latchstring_service::portal::PortalWish::All)).await;
    let pass = world.open_portal(&link).await;
    let flow = latchstring_service::flow::get(&world.ls, &world.caller, &typed("bills")).await.unwrap().flow;
    world.signed_in_at(&pass, flow.id, world.provider.id).await;
    let made = world.submit(&pass).await.unwrap();
    assert_eq!(ids(&world).await, [made.connection_id]);
    assert_eq!(read(&world, Some("sandbox"), true).await.unwrap(), 1);
}

#[tokio::test]
async fn one_connector_is_found_by_key_or_id_and_what_is_not_linked_is_an_empty_list() {
    let world = world().await;
    linked(&world, "sandbox").await;
    let by_id = world.provider.id.to_string();
    for name in ["sandbox", by_id.as_str()] {
        assert_eq!(read(&world, Some(name), false).await.unwrap(), 1, "{name}");
    }
    for name in ["acme", "nothing", "Sandbox", uuid::Uuid::from_u128(5).to_string().as_str()] {
        assert_eq!(read(&world, Some(name), false).await.unwrap(), 0, "{name}");
    }
}

#[tokio::test]
async fn a_flow_or_environment_that_is_not_there_is_not_found() {
    let world = world().await;
    let mut wish = ListLinkedConnectors {
        place: place(&world, "nothing", tenant(TENANT)),
        connector: None,
        config: false,
    };
    not_found(&list(&world.ls, &world.caller, &wish).await.unwrap_err(), Thing::Flow);
    wish.place = here(&world);
    wish.place.environment = "elsewhere".to_owned();
    not_found(&list(&world.ls, &world.caller, &wish).await.unwrap_err(), Thing::Workspace);
}

#[tokio::test]
async fn a_connector_that_has_left_the_flow_is_still_linked() {
    let world = world().await;
    let acme = linked(&world, "acme").await;
    let only = latchstring_service::flow::FlowChanges {
        connectors: Some(vec![typed("sandbox")]),
        ..Default::default()
    };
    latchstring_service::flow::update(&world.ls, &world.caller, &typed("bills"), only).await.unwrap();
    assert_eq!(ids(&world).await, [acme.id]);
    assert_eq!(read(&world, Some("acme"), false).await.unwrap(), 1);
}

#[tokio::test]
async fn the_values_are_told_only_when_asked_for_and_each_reading_is_written_down() {
    let world = world().await;
    let (one, two) = (linked(&world, "sandbox").await, linked(&world, "acme").await);
    let readings = async |id| {
        let kinds = world.kinds(Subject::Connection(id)).await;
        kinds.iter().filter(|kind| **kind == EventKind::CredentialsRead).count()
    };
    read(&world, None, false).await.unwrap();
    assert_eq!((readings(one.id).await, readings(two.id).await), (0, 0));
    read(&world, None, true).await.unwrap();
    assert_eq!((readings(one.id).await, readings(two.id).await), (1, 1));
    read(&world, Some("acme"), true).await.unwrap();
    assert_eq!((readings(one.id).await, readings(two.id).await), (1, 2));

    let wish = ListLinkedConnectors { place: here(&world), connector: None, config: true };
    let shown = format!("{:?}", list(&world.ls, &world.caller, &wish).await.unwrap());
    assert!(!shown.contains(USERNAME) && !shown.contains(PASSWORD), "{shown}");
    let told = format!("{:?}", world.events(Subject::Connection(one.id)).await);
    assert!(!told.contains(USERNAME) && !told.contains(PASSWORD), "{told}");
}

#[tokio::test]
async fn t155_values_whose_reading_cannot_be_written_down_are_not_told() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    for fault in [Fault::Unavailable, Fault::At(0), Fault::At(1), Fault::AnswerLost] {
        world.store.fail_next(fault);
        connection::read_credentials(&world.ls, &world.caller, made.id).await.unwrap_err();
        world.store.fail_next(fault);
        read(&world, None, true).await.unwrap_err();
    }
}

#[tokio::test]
async fn a_reading_beside_another_event_is_written_down_after_it() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    let (one, two) = tokio::join!(
        connection::read_credentials(&world.ls, &world.caller, made.id),
        connection::read_credentials(&world.ls, &world.caller, made.id),
    );
    assert_eq!(one.unwrap().iter().count() + two.unwrap().iter().count(), 4);
    let kinds = world.kinds(Subject::Connection(made.id)).await;
    assert_eq!(kinds[1..], [EventKind::CredentialsRead; 2]);
}

#[tokio::test]
async fn what_was_ended_has_nothing_to_read_and_no_reading_is_written_down() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    unlink(&world.ls, &world.caller, &here(&world), &typed("sandbox")).await.unwrap();
    let before = world.snapshot().await;
    let read = connection::read_credentials(&world.ls, &world.caller, made.id).await.unwrap();
    assert_eq!(read.iter().count(), 0);
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn a_connector_that_is_not_listed_any_more_is_shown_with_what_it_connects() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let acme = listed_at(&world, here(&world)).await.remove(0).linked.provider.unwrap();
    let hidden = Provider { listed: false, version: acme.version.next(), ..acme };
    world.write(Change::UpdateProvider(hidden.clone())).await;
    let listed = listed_at(&world, here(&world)).await.remove(0).linked;
    assert_eq!((listed.connection.id, listed.provider), (made.id, Some(hidden)));
}

/// More connections than one read returns, most of them ended.
#[tokio::test]
async fn the_list_is_whole_however_much_was_ended() {
    let world = world().await;
    let oldest = linked(&world, "acme").await;
    world.clock.advance(std::time::Duration::from_millis(1));
    let ended = linked(&world, "sandbox").await;
    unlink(&world.ls, &world.caller, &here(&world), &typed("sandbox")).await.unwrap();
    let ended = stored(&world, ended.id).await;
    for number in 0..1000_u128 {
        let millis = u128::try_from(world.now().unix_millis()).unwrap();
        let id = uuid::Uuid::from_u128((millis + 1) << 80 | number);
        let id = latchstring_domain::id::ConnectionId::from_uuid(id);
        world.write(Change::CreateConnection(Connection { id, ..ended.clone() })).await;
    }
    assert_eq!(ids(&world).await, [oldest.id]);
}
