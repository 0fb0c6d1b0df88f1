//! Messages that came to the addresses of connections.

use std::sync::Arc;

use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::MfaMessage;
use latchstring_storage::{Change, Constraint, Refusal, Store, Swept};

use crate::case::{accept, refuse_one, sweep};
use crate::fixture::{World, at};

fn to(world: &mut World, connection: ConnectionId, until: i64) -> MfaMessage {
    let workspace = world.workspace.clone();
    MfaMessage { expires_at: at(until), ..world.make.mfa_message(&workspace, connection) }
}

/// Those of one connection come back as they were, oldest first and in part, whether the connection is there or not.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let made = world.make.bare_connection(&world.company);
    accept(&store, [Change::CreateConnection(made.clone())]).await;
    let unmade = world.make.bare_connection(&world.company).id;
    let mut rows: Vec<_> = (0..3).map(|_| to(&mut world, made.id, 9_000)).collect();
    rows.extend((0..2).map(|_| to(&mut world, unmade, 9_000)));
    accept(&store, rows.iter().rev().cloned().map(Change::CreateMfaMessage)).await;
    assert_eq!(store.mfa_messages(made.id, at(1), 10).await.unwrap(), rows[..3]);
    assert_eq!(store.mfa_messages(made.id, at(1), 2).await.unwrap(), rows[..2]);
    assert_eq!(store.mfa_messages(unmade, at(1), u32::MAX).await.unwrap(), rows[3..]);
    let nobodys = world.make.bare_connection(&world.company).id;
    assert_eq!(store.mfa_messages(nobodys, at(1), 10).await.unwrap(), []);
}

/// Their ids are used once, and their workspace is there.
pub async fn have_their_own_ids_and_an_existing_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company).id;
    let row = to(&mut world, connection, 9_000);
    accept(&store, [Change::CreateMfaMessage(row.clone())]).await;
    refuse_one(&store, Change::CreateMfaMessage(row), Refusal::Conflict(Constraint::Identity)).await;
    let nowhere = world.make.workspace();
    let astray = world.make.mfa_message(&nowhere, connection);
    refuse_one(&store, Change::CreateMfaMessage(astray), Refusal::Conflict(Constraint::Reference)).await;
}

/// From its time on a message is shown to nobody, swept or not; a sweep takes no other.
pub async fn are_gone_when_their_time_has_come(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let connection = world.make.bare_connection(&world.company).id;
    let rows = [999, 1_000, 1_001].map(|until| to(&mut world, connection, until));
    accept(&store, rows.iter().cloned().map(Change::CreateMfaMessage)).await;
    assert_eq!(store.mfa_messages(connection, at(998), 10).await.unwrap(), rows);
    assert_eq!(store.mfa_messages(connection, at(1_000), 10).await.unwrap(), rows[2..]);
    accept(&store, [sweep(Swept::MfaMessages, at(1_000))]).await;
    assert_eq!(store.mfa_messages(connection, at(0), 10).await.unwrap(), rows[2..]);
    accept(&store, [sweep(Swept::MfaMessages, at(0))]).await;
    assert_eq!(store.mfa_messages(connection, at(0), 10).await.unwrap(), rows[2..]);
}
