//! Flows: made, looked at, changed and deleted.

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::flow::{Flow, FlowConnectorsError};
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::Provider;
use latchstring_domain::text::FlowName;
use latchstring_service::connector::supported;
use latchstring_service::flow::{self, CreateFlow, CreateFlowError, FlowChanges, FlowView, UpdateFlowError};
use latchstring_service::{Failure, Thing};
use latchstring_storage::{Change, ChangeSet};

use crate::atomicity::fails_whole;
use crate::harness::{Fault, World, schema, typed};
use crate::rights::not_found;

async fn create(world: &World, wish: CreateFlow) -> Result<FlowView, CreateFlowError> {
    flow::create(&world.ls, &world.caller, wish).await
}

async fn update(world: &World, name: &str, wish: FlowChanges) -> Result<FlowView, UpdateFlowError> {
    flow::update(&world.ls, &world.caller, &typed(name), wish).await
}

async fn get(world: &World, name: &str) -> Result<FlowView, Failure> {
    flow::get(&world.ls, &world.caller, &typed(name)).await
}

fn names(view: &FlowView) -> Vec<&str> {
    view.connectors.iter().map(|provider| provider.name.as_str()).collect()
}

fn connectors(keys: &[&str]) -> FlowChanges {
    let connectors = Some(keys.iter().map(|key| typed(key)).collect());
    FlowChanges { connectors, ..FlowChanges::default() }
}

#[tokio::test]
async fn a_flow_is_made_once_under_its_key_and_found_by_key_and_by_id() {
    let world = World::new().await;
    world.import(&["acme"]).await;
    let wish = CreateFlow {
        schema: Some(schema("Invoice", &["total!"])),
        ..world.flow_wish("bills", &["acme", "sandbox", "acme"])
    };
    let made = create(&world, wish.clone()).await.unwrap();
    assert_eq!(names(&made), ["acme", "Sandbox Utility"], "in order, none twice");
    assert_eq!(made.flow.schema, wish.schema);
    for name in ["bills".to_owned(), made.flow.id.to_string()] {
        assert_eq!(get(&world, &name).await.unwrap(), made);
    }
    let again = create(&world, wish).await;
    assert!(matches!(again, Err(CreateFlowError::KeyTaken)), "{again:?}");
    assert_eq!(flow::list(&world.ls, &world.caller).await.unwrap(), std::slice::from_ref(&made));
    let told = world.events(Subject::Workspace(world.workspace.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::FlowCreated);
    assert_eq!(told.body.data.values()["key"], "bills".into());
    assert_eq!(told.body.data.values()["flowId"], made.flow.id.to_string().into());
}

#[tokio::test]
async fn a_flow_that_nobody_names_is_called_by_its_id() {
    let world = World::new().await;
    let wish = CreateFlow { key: None, ..world.flow_wish("x", &["sandbox"]) };
    let flow = create(&world, wish).await.unwrap().flow;
    assert_eq!(flow.key.as_str(), flow.id.to_string());
}

#[tokio::test]
async fn the_connectors_of_a_flow_are_in_the_catalog_and_named_by_key_or_id() {
    let world = World::new().await;
    let hidden = world.import(&["hidden"]).await.remove(0);
    let hidden = Provider { listed: false, version: hidden.version.next(), ..hidden };
    world.write(Change::UpdateProvider(hidden.clone())).await;
    let flow = world.flow("bills", &[world.provider.id.to_string().as_str()]).await;
    assert_eq!(flow.connectors.ids(), [world.provider.id]);
    let (nobody, hidden) = (uuid::Uuid::from_u128(5).to_string(), hidden.id.to_string());
    let wrong = ["sandbox", "nothing", "Sandbox", nobody.as_str(), "sandbox", "hidden", hidden.as_str()];
    let before = world.snapshot().await;

    let made = create(&world, world.flow_wish("other", &wrong)).await;
    let Err(CreateFlowError::UnknownConnectors(places)) = made else { panic!("{made:?}") };
    assert_eq!(places, [1, 2, 3, 5, 6], "each by its place");
    let changed = update(&world, "bills", connectors(&wrong)).await;
    let Err(UpdateFlowError::UnknownConnectors(places)) = changed else { panic!("{changed:?}") };
    assert_eq!(places, [1, 2, 3, 5, 6]);
    let none = create(&world, world.flow_wish("other", &[])).await;
    assert!(matches!(none, Err(CreateFlowError::Connectors(FlowConnectorsError::Empty))));
    let none = update(&world, "bills", connectors(&[])).await;
    assert!(matches!(none, Err(UpdateFlowError::Connectors(FlowConnectorsError::Empty))));

    assert_eq!(world.snapshot().await, before);
}

#[tokio::test]
async fn a_change_says_what_changed_and_one_that_changes_nothing_is_written_nowhere() {
    let world = World::new().await;
    world.import(&["acme"]).await;
    let old = world.flow("bills", &["sandbox"]).await;
    let before = world.snapshot().await;
    let same = FlowChanges { name: Some(old.name.clone()), schema: Some(None), ..connectors(&["sandbox"]) };
    for nothing in [FlowChanges::default(), same] {
        assert_eq!(update(&world, "bills", nothing).await.unwrap().flow, old);
    }
    assert_eq!(world.snapshot().await, before);

    world.clock.advance(std::time::Duration::from_secs(1));
    let wanted = schema("Invoice", &["total"]);
    let wish = FlowChanges {
        name: Some(FlowName::parse("Bills").unwrap()),
        schema: Some(Some(wanted.clone())),
        ..connectors(&["acme", "sandbox"])
    };
    let changed = update(&world, "bills", wish).await.unwrap();
    assert_eq!(names(&changed), ["acme", "Sandbox Utility"]);
    let expected = Flow {
        name: FlowName::parse("Bills").unwrap(),
        connectors: changed.flow.connectors.clone(),
        schema: Some(wanted),
        updated_at: world.now(),
        version: old.version.next(),
        ..old
    };
    assert_eq!(changed.flow, expected);
    let told = world.events(Subject::Workspace(world.workspace.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::FlowUpdated);
    let parts = ["name", "connectors", "schema"].map(str::to_owned).to_vec();
    assert_eq!(told.body.data.values()["changed"], parts.into());

    let emptied = FlowChanges { schema: Some(None), ..FlowChanges::default() };
    assert_eq!(update(&world, "bills", emptied).await.unwrap().flow.schema, None);
}

#[tokio::test]
async fn a_deleted_flow_is_gone_and_its_key_is_free() {
    let world = World::new().await;
    let old = world.flow("bills", &["sandbox"]).await;
    flow::delete(&world.ls, &world.caller, &old.key).await.unwrap();
    let told = world.events(Subject::Workspace(world.workspace.id)).await.pop().unwrap();
    assert_eq!(told.body.kind, EventKind::FlowDeleted);

    for name in ["bills".to_owned(), old.id.to_string()] {
        not_found(&get(&world, &name).await.unwrap_err(), Thing::Flow);
        not_found(&update(&world, &name, FlowChanges::default()).await.unwrap_err(), Thing::Flow);
        let deleted = flow::delete(&world.ls, &world.caller, &typed(&name)).await;
        not_found(&deleted.unwrap_err(), Thing::Flow);
    }
    assert_eq!(flow::list(&world.ls, &world.caller).await.unwrap(), []);
    let new = world.flow("bills", &["sandbox"]).await;
    assert_ne!(new.id, old.id);
}

#[tokio::test]
async fn a_flow_shows_its_connectors_as_they_are_now() {
    let world = World::new().await;
    let acme = world.import(&["acme"]).await.remove(0);
    let flow = world.flow("bills", &["acme", "sandbox"]).await;
    let renamed = Provider {
        name: latchstring_domain::text::ProviderName::parse("Acme Inc.").unwrap(),
        version: acme.version.next(),
        ..acme
    };
    world.write(Change::UpdateProvider(renamed.clone())).await;
    let environment = world.environment();
    let shown = supported(&world.ls, &world.caller, &environment, &flow.key).await.unwrap();
    assert_eq!(shown, [renamed, world.provider.clone()]);
    assert_eq!(get(&world, "bills").await.unwrap().connectors, shown);
    let elsewhere = supported(&world.ls, &world.caller, "elsewhere", &flow.key).await;
    not_found(&elsewhere.unwrap_err(), Thing::Workspace);
    let nothing = supported(&world.ls, &world.caller, &environment, &typed("nothing")).await;
    not_found(&nothing.unwrap_err(), Thing::Flow);
}

#[tokio::test]
async fn t133_t155_flows_are_made_changed_and_deleted_whole_or_not_at_all() {
    let world = World::new().await;
    let made =
        fails_whole(&world, async || create(&world, world.flow_wish("bills", &["sandbox"])).await.is_ok());
    assert_eq!(made.await, ["CreateFlow", "AppendEvent"]);
    let name = FlowName::parse("Renamed").unwrap();
    let changed = fails_whole(&world, async || {
        let wish = FlowChanges { name: Some(name.clone()), ..FlowChanges::default() };
        update(&world, "bills", wish).await.is_ok()
    });
    assert_eq!(changed.await, ["UpdateFlow", "AppendEvent"]);
    let deleted =
        fails_whole(&world, async || flow::delete(&world.ls, &world.caller, &typed("bills")).await.is_ok());
    assert_eq!(deleted.await, ["DeleteFlow", "AppendEvent"]);
}

#[tokio::test]
async fn a_change_beside_another_is_decided_anew_and_both_stay() {
    let world = World::new().await;
    let old = world.flow("bills", &["sandbox"]).await;
    let faster = Flow { schema: Some(schema("Invoice", &["total"])), version: old.version.next(), ..old };
    world.store.overtake_next(ChangeSet::new().with(Change::UpdateFlow(faster.clone())));
    let name = FlowName::parse("Renamed").unwrap();
    let wish = FlowChanges { name: Some(name.clone()), ..FlowChanges::default() };

    let changed = update(&world, "bills", wish).await.unwrap().flow;

    assert_eq!((changed.name, changed.schema), (name, faster.schema));
    assert_eq!(changed.version, faster.version.next());
    let gone = ChangeSet::new().with(Change::DeleteFlow(changed.id, changed.version));
    world.store.overtake_next(gone);
    not_found(&flow::delete(&world.ls, &world.caller, &typed("bills")).await.unwrap_err(), Thing::Flow);
}

#[tokio::test]
async fn t139_a_flow_whose_answer_got_lost_is_there_and_its_key_is_taken() {
    let world = World::new().await;
    world.store.fail_next(Fault::AnswerLost);
    create(&world, world.flow_wish("bills", &["sandbox"])).await.unwrap_err();
    let again = create(&world, world.flow_wish("bills", &["sandbox"])).await;
    assert!(matches!(again, Err(CreateFlowError::KeyTaken)), "{again:?}");
    let listed = flow::list(&world.ls, &world.caller).await.unwrap();
    let ids: Vec<&[ProviderId]> = listed.iter().map(|view| view.flow.connectors.ids()).collect();
    assert_eq!(ids, [[world.provider.id]]);
}
