//! The lanes and queues of the outbox: who has a turn when there is more to do than there are hands.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::id::{DeliveryId, EndpointId, OutboxId, WorkspaceId};
use latchstring_domain::outbox::{Lane, OutboxEntry, Task};
use latchstring_storage::{Change, Claim, Store};

use crate::case::accept;
use crate::fixture::{World, at};

const T: i64 = 1_800_000_000_000;

fn any(lane: Lane, limit: u32) -> Claim {
    Claim::of(lane, at(T), Duration::from_secs(60), limit)
}

async fn claim(store: &Arc<dyn Store>, claim: Claim) -> Vec<OutboxEntry> {
    store.claim(claim).await.unwrap().into_iter().map(|claimed| claimed.entry).collect()
}

/// Entries of a workspace, the first of them due the longest.
async fn work(
    store: &Arc<dyn Store>,
    world: &mut World,
    workspace: WorkspaceId,
    due: &[i64],
) -> Vec<OutboxId> {
    let entries: Vec<_> = due.iter().map(|due| world.make.outbox_entry(workspace, at(*due))).collect();
    accept(store, entries.iter().cloned().map(Change::Enqueue)).await;
    entries.iter().map(|entry| entry.id).collect()
}

/// A webhook on its way to an endpoint.
fn delivery(world: &mut World, endpoint: EndpointId, due: i64) -> OutboxEntry {
    let entry = world.make.outbox_entry(world.workspace.id, at(due));
    let delivery = DeliveryId::from_uuid(entry.id.as_uuid());
    OutboxEntry { task: Task::Deliver { delivery, endpoint }, ..entry }
}

fn ids(entries: &[OutboxEntry]) -> Vec<OutboxId> {
    entries.iter().map(|entry| entry.id).collect()
}

/// What one lane has to do is neither claimed from the other nor due in it; its entries come back as they were.
pub async fn lanes_do_not_mix(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.id;
    let endpoint = world.make.endpoint(&world.workspace.clone()).id;
    let webhook = delivery(&mut world, endpoint, T);
    accept(&store, [Change::Enqueue(webhook.clone())]).await;
    assert_eq!(claim(&store, any(Lane::Work, 5)).await, []);
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), None);
    assert_eq!(store.next_due(Lane::Webhooks, at(T)).await.unwrap(), Some(at(T)));
    let invitation = world.make.bare_invitation(&world.company);
    let session = world.make.flow_session(&invitation, latchstring_domain::flow_session::FlowState::Opened);
    let mail = OutboxEntry { task: Task::MailCode(session.id), ..world.make.outbox_entry(workspace, at(T)) };
    accept(&store, [Change::Enqueue(mail.clone())]).await;
    assert_eq!(claim(&store, any(Lane::Work, 5)).await, []);
    assert_eq!(store.next_due(Lane::Mail, at(T)).await.unwrap(), Some(at(T)));
    let work = work(&store, &mut world, workspace, &[T]).await;
    assert_eq!(ids(&claim(&store, any(Lane::Work, 5)).await), work);
    assert_eq!(claim(&store, any(Lane::Mail, 5)).await, [mail]);
    assert_eq!(claim(&store, any(Lane::Webhooks, 5)).await, [webhook]);
    assert_eq!(store.next_due(Lane::Webhooks, at(T)).await.unwrap(), None);
}

/// T119: a workspace that has far more to do than others, and has waited longer, leaves them their turn.
pub async fn t119_each_workspace_has_its_turn(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (quiet, other) = (world.make.bare_workspace(), world.make.bare_workspace());
    let (busy, quiet, other) = (world.workspace.id, quiet.id, other.id);
    let many = work(&store, &mut world, busy, &[T - 900; 40]).await;
    let late = work(&store, &mut world, quiet, &[T - 1, T]).await;
    let later = work(&store, &mut world, other, &[T]).await;
    work(&store, &mut world, quiet, &[T + 1]).await;
    let first = claim(&store, any(Lane::Work, 3)).await;
    assert_eq!(ids(&first), [many[0], late[0], later[0]], "one of each, in the order of falling due");
    let second = claim(&store, any(Lane::Work, 3)).await;
    assert_eq!(ids(&second), [many[1], many[2], late[1]], "no hand is idle while there is something due");
}

/// T119: what a workspace promises is taken by the next claim, whatever another has waiting and for how long: it waits for a claim, and
/// not for the other's work. `docs/operations/performance.md` has what that is in time, beside a million.
pub async fn t119_what_another_has_waiting_costs_no_claim(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (busy, quiet) = (world.workspace.id, world.make.bare_workspace().id);
    for _ in 0..6 {
        work(&store, &mut world, busy, &[T - 900_000; 500]).await;
    }
    let mut after = None;
    for round in 0..40 {
        let late = work(&store, &mut world, quiet, &[T]).await;
        let taken = claim(&store, Claim { after, ..any(Lane::Work, 4) }).await;
        assert_eq!(taken.len(), 4, "no hand is idle");
        let theirs: Vec<_> = taken.iter().filter(|entry| entry.workspace_id == quiet).collect();
        assert_eq!(theirs.iter().map(|entry| entry.id).collect::<Vec<_>>(), late, "in round {round}");
        after = taken.last().map(OutboxEntry::queue);
    }
    assert_eq!(store.outbox_counts().await.unwrap().open, 3_040, "nothing was lost on the way");
}

/// The round of the queues goes on where it stopped, however few are taken at a time.
pub async fn the_round_goes_on_where_it_stopped(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspaces = [(); 3].map(|()| world.make.bare_workspace().id);
    for workspace in workspaces {
        work(&store, &mut world, workspace, &[T - 5; 4]).await;
    }
    let mut after = None;
    let mut served = Vec::new();
    for _ in 0..6 {
        let taken = claim(&store, Claim { after, ..any(Lane::Work, 1) }).await;
        assert_eq!(taken.len(), 1);
        after = Some(taken[0].queue());
        served.push(taken[0].workspace_id);
    }
    assert_eq!(served, [workspaces, workspaces].concat());
}

/// T109: an endpoint that has as much in hand as it may keeps nobody else's webhooks waiting, and no claim takes more
/// for one endpoint than it may.
pub async fn t109_a_queue_that_is_full_is_left_out(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let workspace = world.workspace.clone();
    let (stuck, well) = (world.make.endpoint(&workspace).id, world.make.endpoint(&workspace).id);
    let burst: Vec<_> = (0..20).map(|_| delivery(&mut world, stuck, T - 900)).collect();
    let one = delivery(&mut world, well, T);
    accept(&store, burst.iter().chain([&one]).cloned().map(Change::Enqueue)).await;
    let few = claim(&store, Claim { per_queue: 2, ..any(Lane::Webhooks, 8) }).await;
    assert_eq!(few, [burst[0].clone(), burst[1].clone(), one]);
    let except = vec![burst[0].queue()];
    assert_eq!(claim(&store, Claim { except, ..any(Lane::Webhooks, 8) }).await, []);
    let rest = claim(&store, any(Lane::Webhooks, 100)).await;
    assert_eq!(rest, burst[2..]);
}
