//! Checkpoints of the event log.

use std::sync::Arc;

use latchstring_domain::event::{ChainEnd, Checkpoint, CheckpointSignature, EventSeal, Statement, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Change, Constraint, LogChange, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

fn checkpoint(world: &mut World, workspace: WorkspaceId, number: u64) -> Checkpoint {
    let now = world.make.bare_event(workspace, Subject::Workspace(workspace), 1).body.occurred_at;
    let end = |subject, sequence| ChainEnd { subject, sequence, seal: EventSeal::new([7; 36]) };
    let subjects = [
        world.make.subject(),
        Subject::MagicLink(world.make.bare_magic_link(&world.company).id),
        Subject::Connection(world.make.bare_connection(&world.company).id),
        Subject::Company(world.company.id),
        Subject::Workspace(workspace),
    ];
    Checkpoint {
        statement: Statement {
            workspace_id: workspace,
            number,
            taken_at: now,
            until: now,
            size: number * 5,
            previous: Digest::new([1; 32]),
            root: Digest::new([2; 32]),
        },
        signature: CheckpointSignature([3; 68]),
        ends: subjects.into_iter().zip([1, 2, 300, 1 << 40, 7]).map(|(one, at)| end(one, at)).collect(),
    }
}

fn add(checkpoint: &Checkpoint) -> Change {
    Change::Log(LogChange::Checkpoint(checkpoint.clone()))
}

/// They come back as they were, by number and in parts.
pub async fn are_kept_in_order(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.id;
    assert_eq!(store.last_checkpoint(workspace).await.unwrap(), None);
    let mut rows = Vec::new();
    for number in 1..=3 {
        let row = checkpoint(&mut world, workspace, number);
        accept(&store, [add(&row)]).await;
        rows.push(row);
    }
    assert_eq!(store.last_checkpoint(workspace).await.unwrap().as_ref(), rows.last());
    assert_eq!(store.checkpoints(workspace, 0, 10).await.unwrap(), rows);
    assert_eq!(store.checkpoints(workspace, 0, 2).await.unwrap(), rows[..2]);
    assert_eq!(store.checkpoints(workspace, 2, 2).await.unwrap(), rows[2..]);
    for after in [3, u64::MAX] {
        assert_eq!(store.checkpoints(workspace, after, 2).await.unwrap(), []);
    }
    let elsewhere = world.make.subject().uuid();
    assert_eq!(store.checkpoints(WorkspaceId::from_uuid(elsewhere), 0, 2).await.unwrap(), []);
}

/// A place is taken once, none is left out, and each workspace counts for itself.
pub async fn stand_without_gaps(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.id;
    for number in [0, 2, u64::MAX] {
        let stale = checkpoint(&mut world, workspace, number.min(1 << 60));
        let stale = Checkpoint { statement: Statement { number, ..stale.statement }, ..stale };
        refuse_one(&store, add(&stale), Refusal::Stale).await;
    }
    let first = checkpoint(&mut world, workspace, 1);
    accept(&store, [add(&first)]).await;
    for number in [0, 1, 3] {
        let stale = checkpoint(&mut world, workspace, number);
        refuse_one(&store, add(&stale), Refusal::Stale).await;
    }
    let nowhere = WorkspaceId::from_uuid(world.make.subject().uuid());
    let stray = checkpoint(&mut world, nowhere, 1);
    refuse_one(&store, add(&stray), Refusal::Conflict(Constraint::Reference)).await;
    assert_eq!(store.checkpoints(workspace, 0, 10).await.unwrap(), [first]);
}
