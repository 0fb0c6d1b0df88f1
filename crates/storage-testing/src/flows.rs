//! Flows.

use std::sync::Arc;

use latchstring_domain::flow::{Flow, FlowConnectors};
use latchstring_domain::key::FlowKey;
use latchstring_domain::text::FlowName;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse, refuse_one};
use crate::fixture::World;

const TAKEN: Refusal = Refusal::Conflict(Constraint::FlowKey);

/// Full, bare and as long as can be, they come back as they were, by id and by key.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (full, bare) = (world.make.flow(&world.workspace), world.make.bare_flow(&world.workspace));
    let many = (0..FlowConnectors::MAX).rev().map(|_| world.make.provider_choice().provider_id).rev();
    let longest = Flow {
        key: "k".repeat(latchstring_domain::key::MAX).parse().unwrap(),
        name: FlowName::parse(&"𝔘".repeat(FlowName::MAX)).unwrap(),
        connectors: FlowConnectors::new(many.collect()).unwrap(),
        ..world.make.flow(&world.workspace)
    };
    let rows = [full, bare, longest];
    accept(&store, rows.clone().map(Change::CreateFlow)).await;
    let other = world.make.workspace();
    for row in &rows {
        assert_eq!(store.flow(row.id).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.flow_by_key(world.workspace.id, &row.key).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.flow_by_key(other.id, &row.key).await.unwrap(), None);
    }
    let missing = world.make.flow(&world.workspace);
    assert_eq!(store.flow(missing.id).await.unwrap(), None);
    assert_eq!(store.flow_by_key(world.workspace.id, &missing.key).await.unwrap(), None);
}

/// The key is unique within a workspace, compared to the letter, free in another, and free again when it is given up.
pub async fn keys_are_unique_within_a_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.flow(&world.workspace);
    let other = world.make.workspace();
    let elsewhere = Flow { key: first.key.clone(), ..world.make.flow(&other) };
    let letter_case: FlowKey = first.key.as_str().to_ascii_lowercase().parse().unwrap();
    let cased = Flow { key: letter_case, ..world.make.flow(&world.workspace) };
    accept(&store, [Change::CreateWorkspace(other)]).await;
    accept(&store, [&first, &elsewhere, &cased].map(|row| Change::CreateFlow(row.clone()))).await;

    let twin = Flow { key: first.key.clone(), ..world.make.flow(&world.workspace) };
    refuse_one(&store, Change::CreateFlow(twin), TAKEN).await;
    let grabs = Flow { key: first.key.clone(), version: cased.version.next(), ..cased };
    refuse_one(&store, Change::UpdateFlow(grabs.clone()), TAKEN).await;
    let gives_up = Flow { key: "another".parse().unwrap(), version: first.version.next(), ..first.clone() };
    accept(&store, [Change::UpdateFlow(gives_up.clone()), Change::UpdateFlow(grabs.clone())]).await;
    assert_eq!(store.flow_by_key(world.workspace.id, &first.key).await.unwrap(), Some(grabs));
    assert_eq!(store.flow_by_key(world.workspace.id, &gives_up.key).await.unwrap(), Some(gives_up));
}

/// An id is used once; the workspace must exist.
pub async fn have_their_own_ids_and_an_existing_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.flow(&world.workspace);
    accept(&store, [Change::CreateFlow(first.clone())]).await;
    let twin = Flow { id: first.id, ..world.make.flow(&world.workspace) };
    refuse_one(&store, Change::CreateFlow(twin), Refusal::Conflict(Constraint::Identity)).await;
    let nowhere = world.make.workspace();
    let orphan = world.make.flow(&nowhere);
    refuse_one(&store, Change::CreateFlow(orphan), Refusal::Conflict(Constraint::Reference)).await;
    assert_eq!(store.flows(world.workspace.id).await.unwrap(), [first]);
    assert_eq!(store.flows(nowhere.id).await.unwrap(), []);
}

/// An update replaces the row decided on, and no other, and never one of another workspace.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.flow(&world.workspace);
    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone()), Change::CreateFlow(first.clone())]).await;
    let second = Flow {
        id: first.id,
        created_at: first.created_at,
        version: first.version.next(),
        ..world.make.bare_flow(&world.workspace)
    };
    accept(&store, [Change::UpdateFlow(second.clone())]).await;
    assert_eq!(store.flow(first.id).await.unwrap(), Some(second.clone()));
    assert_eq!(store.flow_by_key(world.workspace.id, &first.key).await.unwrap(), None);

    let third = Flow { version: second.version.next(), ..second.clone() };
    let moved = Flow { workspace_id: other.id, ..third.clone() };
    let missing = Flow { version: second.version.next(), ..world.make.flow(&world.workspace) };
    let skipped = Flow { version: third.version.next(), ..third };
    for stale in [first, second.clone(), moved, missing, skipped] {
        refuse_one(&store, Change::UpdateFlow(stale), Refusal::Stale).await;
    }
    assert_eq!(store.flow(second.id).await.unwrap(), Some(second));
}

/// One is deleted from the version decided on, and its key is free again, in the same set too.
pub async fn are_deleted_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let flow = world.make.flow(&world.workspace);
    let heir = Flow { key: flow.key.clone(), ..world.make.flow(&world.workspace) };
    accept(&store, [Change::CreateFlow(flow.clone())]).await;
    let missing = world.make.flow(&world.workspace);
    for (id, version) in [(flow.id, flow.version.next()), (missing.id, missing.version)] {
        refuse_one(&store, Change::DeleteFlow(id, version), Refusal::Stale).await;
    }
    let (delete, inherit) = (Change::DeleteFlow(flow.id, flow.version), Change::CreateFlow(heir.clone()));
    refuse(&store, [inherit.clone(), delete.clone()], 0, TAKEN).await;
    accept(&store, [delete.clone(), inherit]).await;
    assert_eq!(store.flow(flow.id).await.unwrap(), None);
    assert_eq!(store.flow_by_key(world.workspace.id, &flow.key).await.unwrap(), Some(heir.clone()));
    refuse_one(&store, delete, Refusal::Stale).await;
    accept(&store, [Change::DeleteFlow(heir.id, heir.version), Change::CreateFlow(flow.clone())]).await;
    assert_eq!(store.flows(world.workspace.id).await.unwrap(), [flow]);
}

/// A workspace's flows are listed oldest first, without those of others, whatever their keys.
pub async fn are_listed_by_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let rows = ["b", "C", "a"].map(|key| {
        let key = key.parse().unwrap();
        Flow { key, ..world.make.flow(&world.workspace) }
    });
    let theirs = world.make.flow(&other);
    accept(&store, [Change::CreateWorkspace(other.clone()), Change::CreateFlow(theirs.clone())]).await;
    accept(&store, rows.iter().rev().map(|row| Change::CreateFlow(row.clone()))).await;
    assert_eq!(store.flows(world.workspace.id).await.unwrap(), rows);
    assert_eq!(store.flows(other.id).await.unwrap(), [theirs]);
}

/// A flow names providers that need not be there, and one that something was made in can go: what was made remembers.
pub async fn hold_no_provider_and_no_connection(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let flow = world.make.flow(&world.workspace);
    let invitation = world.make.bare_invitation(&world.company);
    let mut connection = world.make.connection(&world.company, &[], invitation.id);
    connection.flow = Some(latchstring_domain::flow::ConnectedFlow { id: flow.id, key: flow.key.clone() });
    let changes = [
        Change::CreateFlow(flow.clone()),
        Change::CreateInvitation(invitation),
        Change::CreateConnection(connection.clone()),
        Change::DeleteFlow(flow.id, flow.version),
    ];
    accept(&store, changes).await;
    assert_eq!(store.flow(flow.id).await.unwrap(), None);
    assert_eq!(store.connection(connection.id).await.unwrap(), Some(connection));
}
