//! Lists in parts.

use std::sync::Arc;

use latchstring_domain::id::{CompanyId, InvitationId};
use latchstring_storage::{Change, ConnectionFilter, EventFilter, InvitationFilter, MAX_LIMIT, Slice, Store};

use crate::case::accept;
use crate::fixture::World;

fn filter(world: &World) -> InvitationFilter {
    InvitationFilter::all(world.workspace.id)
}

/// Makes this many invitations and gives their ids, newest first.
async fn invitations(store: &Arc<dyn Store>, world: &mut World, count: usize) -> Vec<InvitationId> {
    let rows: Vec<_> = (0..count).map(|_| world.make.bare_invitation(&world.company)).collect();
    accept(store, rows.iter().cloned().map(Change::CreateInvitation)).await;
    rows.iter().rev().map(|row| row.id).collect()
}

async fn part(store: &Arc<dyn Store>, world: &World, slice: Slice<InvitationId>) -> Vec<InvitationId> {
    store.invitations(&filter(world), slice).await.unwrap().iter().map(|row| row.id).collect()
}

/// Walking by key sees every row that was there at the start exactly once, in order, while others are inserted.
pub async fn by_key_sees_every_row_once_while_others_are_inserted(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let expected = invitations(&store, &mut world, 23).await;
    let mut walked: Vec<InvitationId> = Vec::new();
    loop {
        let rows = part(&store, &world, Slice::After { id: walked.last().copied(), limit: 5 }).await;
        invitations(&store, &mut world, 3).await;
        if rows.is_empty() {
            break;
        }
        walked.extend(rows);
    }
    assert_eq!(walked, expected);
}

/// A key need not be that of a row that is still there.
pub async fn by_key_goes_on_from_a_row_that_is_gone(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let rows: Vec<_> = (0..5).map(|_| world.make.bare_company(&world.workspace)).collect();
    accept(&store, rows.iter().cloned().map(Change::CreateCompany)).await;
    let list = async |slice: Slice<CompanyId>| {
        let rows = store.companies(world.workspace.id, None, slice).await.unwrap();
        rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let first = list(Slice::first(2)).await;
    assert_eq!(first, [rows[4].id, rows[3].id]);
    accept(&store, [Change::DeleteCompany(rows[3].id, rows[3].version)]).await;
    let rest = list(Slice::After { id: first.last().copied(), limit: 10 }).await;
    assert_eq!(rest, [rows[2].id, rows[1].id, rows[0].id, world.company.id]);
}

/// Skipping gives the same rows in the same order.
pub async fn by_skipping_gives_the_same_rows(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let expected = invitations(&store, &mut world, 12).await;
    let mut walked = Vec::new();
    for page in 0..4 {
        walked.extend(part(&store, &world, Slice::Skip { skip: page * 5, limit: 5 }).await);
    }
    assert_eq!(walked, expected);
    for skip in [12, 1 << 40, u64::MAX] {
        assert_eq!(part(&store, &world, Slice::Skip { skip, limit: 5 }).await, []);
    }
    assert_eq!(part(&store, &world, Slice::Skip { skip: 0, limit: 0 }).await, []);
}

/// No list is longer than the limit of a read, whatever is asked; counts are.
pub async fn is_limited(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let limit = MAX_LIMIT as usize;
    invitations(&store, &mut world, limit + 1).await;
    assert_eq!(part(&store, &world, Slice::first(u32::MAX)).await.len(), limit);
    assert_eq!(part(&store, &world, Slice::Skip { skip: 0, limit: u32::MAX }).await.len(), limit);
    assert_eq!(store.count_invitations(&filter(&world)).await.unwrap(), u64::from(MAX_LIMIT) + 1);
}

/// Connections and events are paged like all else.
pub async fn is_the_same_for_connections_and_events(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let subject = world.make.subject();
    let connections: Vec<_> = (0..7).map(|_| world.make.bare_connection(&world.company)).collect();
    let events: Vec<_> =
        (1..=7).map(|sequence| world.make.bare_event(world.workspace.id, subject, sequence)).collect();
    accept(&store, connections.iter().cloned().map(Change::CreateConnection)).await;
    accept(&store, events.iter().cloned().map(Change::AppendEvent)).await;
    let of_connections = ConnectionFilter {
        workspace: world.workspace.id,
        company: Some(world.company.id),
        status: None,
        owner_email: None,
        sites: Vec::new(),
        flow: None,
    };
    let of_events = EventFilter::all(world.workspace.id);
    for (skip, after) in [(0, None), (2, Some(5)), (4, Some(3)), (6, Some(1))] {
        let expected: Vec<_> = connections.iter().rev().skip(skip).take(2).cloned().collect();
        let id = after.map(|index: usize| connections[index].id);
        let by_key = store.connections(&of_connections, Slice::After { id, limit: 2 }).await.unwrap();
        let skipped = Slice::Skip { skip: skip as u64, limit: 2 };
        assert_eq!(by_key, expected);
        assert_eq!(store.connections(&of_connections, skipped).await.unwrap(), expected);

        let expected: Vec<_> = events.iter().rev().skip(skip).take(2).cloned().collect();
        let id = after.map(|index: usize| events[index].body.id);
        let by_key = store.events(&of_events, Slice::After { id, limit: 2 }).await.unwrap();
        assert_eq!(by_key, expected);
        let skipped = Slice::Skip { skip: skip as u64, limit: 2 };
        assert_eq!(store.events(&of_events, skipped).await.unwrap(), expected);
    }
}
