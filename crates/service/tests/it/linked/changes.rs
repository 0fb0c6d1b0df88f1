use latchstring_domain::connection::{Connection, ConnectionStatus, StatusReport};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::provider::Provider;
use latchstring_service::linked_connector::{
    ConfigRefused, LinkedConnector, LinkedConnectorChanges, MAX_CONFIG, UpdateLinkedConnectorError, unlink,
    update,
};
use latchstring_service::{Failure, Thing, connection, flow};
use latchstring_storage::{Change, ChangeSet, Providers as _};

use super::{
    config, here, linked, mapping, pairs, place, stored, try_link, values, wish, with_config, world,
};
use crate::atomicity::fails_whole;
use crate::harness::{Fault, PASSWORD, USERNAME, World, answers, mapped, tenant, typed};
use crate::rights::not_found;

async fn change(
    world: &World,
    connector: &str,
    wish: LinkedConnectorChanges,
) -> Result<LinkedConnector, UpdateLinkedConnectorError> {
    update(&world.ls, &world.caller, &here(world), &typed(connector), wish).await
}

fn report(status: ConnectionStatus) -> StatusReport {
    StatusReport { status, detail: None, accounts: None }
}

#[tokio::test]
async fn new_values_are_laid_over_those_there_are() {
    let world = world().await;
    let first = try_link(&world, wish(&world, "acme", config().with("region", "eu".into()))).await.unwrap();
    let id = first.connection.id;
    connection::report_status(&world.ls, &world.caller, id, report(ConnectionStatus::Connected))
        .await
        .unwrap();
    let before = stored(&world, id).await;
    world.clock.advance(std::time::Duration::from_secs(1));

    let changed = change(&world, "acme", with_config(&[("password", "new"), ("extra", "x")])).await.unwrap();

    let expected = pairs(&[("extra", "x"), ("password", "new"), ("region", "eu"), ("username", USERNAME)]);
    assert_eq!(values(&world, id).await, expected);
    let expected = Connection {
        credentials: changed.connection.credentials.clone(),
        ..before.clone().repair(changed.connection.credentials.clone(), world.now())
    };
    assert_eq!(changed.connection, expected, "it waits for its collector again, and keeps the rest");
    assert_eq!(changed.connection.version, before.version.next());
    let events = world.events(Subject::Connection(id)).await;
    let told = events.iter().find(|event| event.body.kind == EventKind::ConnectionUpdated).unwrap();
    assert_eq!(
        told.body.data.values()["changed"],
        vec!["credentials".to_owned(), "status".to_owned()].into()
    );
}

#[tokio::test]
async fn a_mapping_is_set_changed_and_taken_away_without_touching_the_values() {
    let world = world().await;
    let id = linked(&world, "acme").await.id;
    connection::report_status(&world.ls, &world.caller, id, report(ConnectionStatus::Connected))
        .await
        .unwrap();
    let one = mapping(&[mapped("Invoice.total", "Bills.amount")]);
    let two = mapping(&[mapped("Invoice.total", "Bills.total")]);
    for wished in [Some(one), Some(two), None] {
        let before = stored(&world, id).await;
        let wish = LinkedConnectorChanges { field_mapping: Some(wished.clone()), ..Default::default() };
        let changed = change(&world, "acme", wish.clone()).await.unwrap().connection;
        assert_eq!(changed, Connection { field_mapping: wished, version: before.version.next(), ..before });
        let same = world.snapshot().await;
        change(&world, "acme", wish).await.unwrap();
        assert_eq!(world.snapshot().await, same, "what changes nothing is written nowhere");
    }
    let events = world.events(Subject::Connection(id)).await;
    let last = &events.last().unwrap().body;
    assert_eq!(last.data.values()["changed"], vec!["fieldMapping".to_owned()].into());
}

#[tokio::test]
async fn however_much_changes_it_is_one_version() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    let both = LinkedConnectorChanges {
        field_mapping: Some(Some(mapping(&[mapped("Invoice.total", "Bills.amount")]))),
        ..with_config(&[("password", PASSWORD)])
    };
    let changed = change(&world, "sandbox", both).await.unwrap().connection;
    assert_eq!(changed.version, made.version.next());
    // Nobody can tell whether sealed values are the same as before, so they are new ones.
    let again = change(&world, "sandbox", with_config(&[("password", PASSWORD)])).await.unwrap().connection;
    assert_eq!(again.version, changed.version.next());
    assert_eq!(stored(&world, made.id).await, again);
    let before = world.snapshot().await;
    change(&world, "sandbox", LinkedConnectorChanges::default()).await.unwrap();
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn a_change_that_leaves_a_required_value_empty_is_refused_and_nothing_is_written() {
    let world = world().await;
    linked(&world, "acme").await;
    let before = world.snapshot().await;
    let refused = change(&world, "acme", with_config(&[("password", ""), ("extra", "x")])).await;
    let Err(UpdateLinkedConnectorError::Config(ConfigRefused::Missing(missing))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(missing, ["password"]);
    let many =
        (0..=MAX_CONFIG - 2).fold(answers(&[]), |many, number| many.with(&format!("x{number}"), "y".into()));
    let many = LinkedConnectorChanges { config: Some(many), ..Default::default() };
    let refused = change(&world, "acme", many).await;
    let Err(UpdateLinkedConnectorError::Config(ConfigRefused::TooMany)) = refused else {
        panic!("old and new together are counted: {refused:?}")
    };
    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn what_is_not_linked_is_not_found() {
    let world = world().await;
    let missing = async |connector: &str| {
        let failed = change(&world, connector, with_config(&[("password", "x")])).await.unwrap_err();
        not_found(&failed, Thing::Connector);
    };
    missing("acme").await;
    linked(&world, "acme").await;
    for connector in ["sandbox", "catalog", "nothing", uuid::Uuid::from_u128(5).to_string().as_str()] {
        missing(connector).await;
    }
    unlink(&world.ls, &world.caller, &here(&world), &typed("acme")).await.unwrap();
    missing("acme").await;
    assert!(world.company_called("neighbour").await.is_none());
    let place = place(&world, "bills", tenant("neighbour"));
    let failed = update(&world.ls, &world.caller, &place, &typed("acme"), Default::default()).await;
    not_found(&failed.unwrap_err(), Thing::Connector);
    assert!(world.company_called("neighbour").await.is_none(), "a change makes no tenant");
}

#[tokio::test]
async fn a_connector_that_has_left_the_flow_can_still_be_changed() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let only = flow::FlowChanges { connectors: Some(vec![typed("sandbox")]), ..Default::default() };
    flow::update(&world.ls, &world.caller, &typed("bills"), only).await.unwrap();
    let changed = change(&world, "acme", with_config(&[("password", "new")])).await.unwrap();
    assert_eq!(changed.connection.id, made.id);
}

#[tokio::test]
async fn a_connector_that_has_left_the_catalog_can_be_changed_by_its_id() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let acme = world.store.provider(made.provider.id).await.unwrap().unwrap();
    let hidden = Provider { listed: false, version: acme.version.next(), ..acme };
    world.write(Change::UpdateProvider(hidden)).await;
    let by_id = made.provider.id.to_string();
    let changed = change(&world, &by_id, with_config(&[("password", "")])).await.unwrap();
    assert_eq!(changed.connection.id, made.id);
    assert_eq!(changed.provider, None, "no form of it says what is required");
}

#[tokio::test]
async fn the_sandbox_collector_looks_again_at_new_values_and_not_at_a_new_mapping() {
    let world = world().await;
    let made = linked(&world, "sandbox").await;
    world.clock.advance(std::time::Duration::from_secs(30));
    world.work().await;
    let mapped = Some(Some(mapping(&[mapped("Invoice.total", "Bills.amount")])));
    let wish = LinkedConnectorChanges { field_mapping: mapped, ..Default::default() };
    change(&world, "sandbox", wish).await.unwrap();
    world.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(world.work().await, 0);
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::Connected);
    change(&world, "sandbox", with_config(&[("username", "sandbox-no-accounts")])).await.unwrap();
    world.clock.advance(std::time::Duration::from_secs(30));
    assert_eq!(world.work().await, 1);
    assert_eq!(stored(&world, made.id).await.status, ConnectionStatus::NoAccountsFound);
}

#[tokio::test]
async fn t133_t155_a_change_is_whole_or_nothing() {
    let world = world().await;
    linked(&world, "sandbox").await;
    let values = fails_whole(&world, async || {
        change(&world, "sandbox", with_config(&[("password", PASSWORD)])).await.is_ok()
    });
    assert_eq!(values.await, ["UpdateConnection", "AppendEvent", "Enqueue", "Announce"]);
    let mapped = mapping(&[mapped("Invoice.total", "Bills.amount")]);
    let mapped = fails_whole(&world, async || {
        let wish = LinkedConnectorChanges { field_mapping: Some(Some(mapped.clone())), ..Default::default() };
        change(&world, "sandbox", wish).await.is_ok()
    });
    assert_eq!(mapped.await, ["UpdateConnection", "AppendEvent", "Announce"]);
    let ended = fails_whole(&world, async || {
        unlink(&world.ls, &world.caller, &here(&world), &typed("sandbox")).await.is_ok()
    });
    assert_eq!(ended.await, ["UpdateConnection", "AppendEvent", "Announce"]);
}

#[tokio::test]
async fn changes_side_by_side_are_both_kept() {
    let world = world().await;
    let id = linked(&world, "acme").await.id;
    let (one, two) = tokio::join!(
        change(&world, "acme", with_config(&[("a", "1")])),
        change(&world, "acme", with_config(&[("b", "2")])),
    );
    one.unwrap();
    two.unwrap();
    let expected = pairs(&[("a", "1"), ("b", "2"), ("password", PASSWORD), ("username", USERNAME)]);
    assert_eq!(values(&world, id).await, expected);
}

#[tokio::test]
async fn a_change_of_what_somebody_ends_meanwhile_finds_nothing() {
    let world = world().await;
    let made = linked(&world, "acme").await;
    let ended = made.unlink(world.now());
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateConnection(ended.clone())));
    let failed = change(&world, "acme", with_config(&[("password", "new")])).await;
    let Err(UpdateLinkedConnectorError::Failed(Failure::NotFound(Thing::Connector))) = failed else {
        panic!("{failed:?}")
    };
    assert_eq!(stored(&world, ended.id).await, ended, "nothing is sealed into what was ended");
}

#[tokio::test]
async fn t139_a_change_whose_answer_got_lost_can_be_sent_again() {
    let world = world().await;
    let id = linked(&world, "acme").await.id;
    world.store.fail_next(Fault::AnswerLost);
    change(&world, "acme", with_config(&[("password", "new")])).await.unwrap_err();
    change(&world, "acme", with_config(&[("password", "new")])).await.unwrap();
    assert_eq!(values(&world, id).await, pairs(&[("password", "new"), ("username", USERNAME)]));
}
