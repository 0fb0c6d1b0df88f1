//! The outbox.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::event::Subject;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{Fence, Lane, OutboxEntry, Task};
use latchstring_storage::{
    Change, Claim, ClaimedEntry, Constraint, MAX_LIMIT, OutboxCounts, ParkedEntry, ParkedFilter, Refusal,
    Slice, Store,
};

use crate::case::{accept, at_once, refuse_one};
use crate::fixture::{World, at};

const T: i64 = 1_800_000_000_000;
const LEASE: Duration = Duration::from_millis(100);

async fn claim(store: &Arc<dyn Store>, now: i64, limit: u32) -> Vec<ClaimedEntry> {
    store.claim(Claim::of(Lane::Work, at(now), LEASE, limit)).await.unwrap()
}

async fn enqueue(store: &Arc<dyn Store>, world: &mut World, run_at: i64) -> OutboxEntry {
    let entry = world.make.outbox_entry(world.workspace.id, at(run_at));
    accept(store, [Change::Enqueue(entry.clone())]).await;
    entry
}

async fn counts(store: &Arc<dyn Store>) -> (u64, u64) {
    let OutboxCounts { open, parked } = store.outbox_counts().await.unwrap();
    (open, parked)
}

fn complete(id: OutboxId, fence: Fence) -> Change {
    Change::Complete { id, fence }
}

/// An entry of every task of a lane comes back as it was, once it is due and not a millisecond before.
pub async fn gives_entries_when_they_are_due(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let invitation = world.make.bare_invitation(&world.company);
    let connection = world.make.bare_connection(&world.company);
    let opened = latchstring_domain::flow_session::FlowState::Opened;
    let session = world.make.flow_session(&invitation, opened);
    let tasks = [
        Task::CollectSandbox(connection.id),
        Task::RecordExpiry(invitation.id),
        Task::ForgetFlowSession(session.id),
        Task::Announce(
            world.make.bare_event(world.workspace.id, Subject::Company(world.company.id), 1).body.id,
        ),
    ];
    let entries =
        tasks.map(|task| OutboxEntry { task, ..world.make.outbox_entry(world.workspace.id, at(T)) });
    accept(&store, entries.clone().map(Change::Enqueue)).await;
    assert_eq!(claim(&store, T - 1, 10).await, []);
    let claimed = claim(&store, T, 10).await;
    assert_eq!(claimed.iter().map(|claimed| claimed.entry.clone()).collect::<Vec<_>>(), entries);
    assert!(claimed.iter().all(|claimed| claimed.earlier_attempts == 0));
    let twin = Change::Enqueue(entries[0].clone());
    refuse_one(&store, twin, Refusal::Conflict(Constraint::Identity)).await;
}

/// The order is that of falling due; a claim takes no more than it asks for.
pub async fn gives_the_longest_due_first(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let late = enqueue(&store, &mut world, T + 2).await;
    let early = enqueue(&store, &mut world, T).await;
    let middle = enqueue(&store, &mut world, T + 1).await;
    let ids = |claimed: &[ClaimedEntry]| claimed.iter().map(|claimed| claimed.entry.id).collect::<Vec<_>>();
    assert_eq!(ids(&claim(&store, T + 5, 0).await), []);
    assert_eq!(ids(&claim(&store, T + 5, 2).await), [early.id, middle.id]);
    assert_eq!(ids(&claim(&store, T + 5, 2).await), [late.id]);
    // The leases end in the order in which they were taken, all at once here, so by id.
    assert_eq!(ids(&claim(&store, T + 105, 3).await), [late.id, early.id, middle.id]);
}

/// T134: an entry that is committed late, with an id and a time before those already taken, is given all the same.
pub async fn t134_an_entry_that_comes_late_is_not_passed_over(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let slow = world.make.outbox_entry(world.workspace.id, at(T));
    let quick = enqueue(&store, &mut world, T + 1).await;
    let first = claim(&store, T + 1, 10).await;
    accept(&store, [Change::Enqueue(slow.clone())]).await;
    let second = claim(&store, T + 1, 10).await;
    let entries: Vec<_> = first.into_iter().chain(second).map(|claimed| claimed.entry).collect();
    assert_eq!(entries, [quick, slow]);
}

/// A claim never takes more than the limit of a read.
pub async fn gives_no_more_than_the_limit(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entries: Vec<_> =
        (0..=MAX_LIMIT).map(|_| world.make.outbox_entry(world.workspace.id, at(T))).collect();
    accept(&store, entries.into_iter().map(Change::Enqueue)).await;
    assert_eq!(claim(&store, T, u32::MAX).await.len(), MAX_LIMIT as usize);
    assert_eq!(claim(&store, T, u32::MAX).await.len(), 1);
}

/// T136: a claimed entry is nobody else's until the lease ends; then another worker has it, and what the first one
/// says about it is refused.
pub async fn t136_an_expired_lease_is_taken_over_and_the_old_fence_refused(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    enqueue(&store, &mut world, T).await;
    let first = claim(&store, T, 10).await.remove(0);
    assert_eq!(claim(&store, T + 99, 10).await, []);
    let second = claim(&store, T + 100, 10).await.remove(0);
    assert_eq!((&second.entry, second.earlier_attempts), (&first.entry, 1));
    assert_ne!(first.fence, second.fence);
    let id = first.entry.id;
    let reason = "late".to_owned();
    let late = [
        complete(id, first.fence),
        Change::Retry { id, fence: first.fence, at: at(T), run_at: at(T) },
        Change::Park { id, fence: first.fence, at: at(T), reason },
    ];
    for change in late {
        refuse_one(&store, change, Refusal::Stale).await;
    }
    assert_eq!(counts(&store).await, (1, 0));
    accept(&store, [complete(id, second.fence)]).await;
    assert_eq!(counts(&store).await, (0, 0));
    refuse_one(&store, complete(id, second.fence), Refusal::Stale).await;
    assert_eq!(claim(&store, T + 1_000, 10).await, []);
}

/// A worker that is late, but whose entry nobody has taken, may still say that the work is done.
pub async fn a_late_worker_may_finish_what_nobody_took(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    enqueue(&store, &mut world, T).await;
    let claimed = claim(&store, T, 1).await.remove(0);
    accept(&store, [complete(claimed.entry.id, claimed.fence)]).await;
    assert_eq!(claim(&store, T + 1_000, 1).await, []);
}

/// An unclaimed entry is nobody's to complete, whatever fence is named.
pub async fn an_unclaimed_entry_is_not_completed(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entry = enqueue(&store, &mut world, T).await;
    for fence in [0, 1, -1, i64::MAX] {
        refuse_one(&store, complete(entry.id, Fence(fence)), Refusal::Stale).await;
    }
    let missing = world.make.outbox_entry(world.workspace.id, at(T));
    refuse_one(&store, complete(missing.id, Fence(1)), Refusal::Stale).await;
}

/// A retry ends the claim at once, and the entry comes back at its new time and not before.
pub async fn a_retry_comes_back_at_its_time(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entry = enqueue(&store, &mut world, T).await;
    let claimed = claim(&store, T, 1).await.remove(0);
    let retry = Change::Retry { id: entry.id, fence: claimed.fence, at: at(T), run_at: at(T + 500) };
    accept(&store, [retry.clone()]).await;
    refuse_one(&store, retry, Refusal::Stale).await;
    refuse_one(&store, complete(entry.id, claimed.fence), Refusal::Stale).await;
    assert_eq!(claim(&store, T + 499, 1).await, []);
    let again = claim(&store, T + 500, 1).await.remove(0);
    assert_eq!(again.entry, OutboxEntry { run_at: at(T + 500), ..entry });
    assert_eq!(again.earlier_attempts, 1);
    assert!(again.fence > claimed.fence);
}

/// T138: a parked entry stays parked, is counted apart, and holds nothing up.
pub async fn t138_parked_entries_stay_and_hold_nothing_up(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let poison = enqueue(&store, &mut world, T).await;
    let healthy = enqueue(&store, &mut world, T + 1).await;
    let claimed = claim(&store, T, 1).await.remove(0);
    let park = |reason: &str| Change::Park {
        id: poison.id,
        fence: claimed.fence,
        at: at(T),
        reason: reason.to_owned(),
    };
    accept(&store, [park("it panicked, saying \0 and ü")]).await;
    assert_eq!(counts(&store).await, (1, 1));
    let rest = claim(&store, T + 1_000_000, 10).await;
    assert_eq!(rest.iter().map(|claimed| &claimed.entry).collect::<Vec<_>>(), [&healthy]);
    let retry = Change::Retry { id: poison.id, fence: claimed.fence, at: at(T), run_at: at(T) };
    for change in [park("again"), complete(poison.id, claimed.fence), retry] {
        refuse_one(&store, change, Refusal::Stale).await;
    }
    let far = Timestamp::MAX.unix_millis();
    assert!(claim(&store, far, 10).await.iter().all(|claimed| claimed.entry.id == healthy.id));
    assert_eq!(counts(&store).await, (1, 1));
}

/// The next time to look is that of the earliest entry that waits; leased and parked ones do not count.
pub async fn tells_when_the_next_entry_falls_due(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), None);
    enqueue(&store, &mut world, T + 50).await;
    let early = enqueue(&store, &mut world, T).await;
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), Some(at(T)));
    let claimed = claim(&store, T, 1).await.remove(0);
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), Some(at(T + 50)));
    accept(&store, [Change::Retry { id: early.id, fence: claimed.fence, at: at(T), run_at: at(T + 20) }])
        .await;
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), Some(at(T + 20)));
    let claimed = claim(&store, T + 50, 2).await;
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), None);
    let parked = |claimed: ClaimedEntry| {
        let reason = "enough".to_owned();
        Change::Park { id: claimed.entry.id, fence: claimed.fence, at: at(T), reason }
    };
    accept(&store, claimed.into_iter().map(parked)).await;
    assert_eq!(store.next_due(Lane::Work, at(T)).await.unwrap(), None);
}

/// T135: workers that claim at the same time never hold the same entry, and together they get every one.
pub async fn t135_no_two_workers_hold_the_same_entry(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entries: Vec<_> = (0..600).map(|_| world.make.outbox_entry(world.workspace.id, at(T))).collect();
    accept(&store, entries.iter().cloned().map(Change::Enqueue)).await;
    let claimed = at_once(0..8, |_| {
        let store = Arc::clone(&store);
        async move {
            let mut mine = Vec::new();
            loop {
                // Nothing due may also mean that the others are taking what is left.
                let part = claim(&store, T, 7).await;
                if part.is_empty() && store.next_due(Lane::Work, at(T)).await.unwrap().is_none() {
                    return mine;
                }
                mine.extend(part.into_iter().map(|claimed| claimed.entry.id));
            }
        }
    })
    .await;
    let mut ids: Vec<_> = claimed.into_iter().flatten().collect();
    ids.sort_unstable();
    assert_eq!(ids, entries.iter().map(|entry| entry.id).collect::<Vec<_>>());
}

/// T138: what was given up is listed, newest first and by workspace and time, with when and why.
pub async fn t138_what_was_given_up_is_listed(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let mut parked = Vec::new();
    for place in 0..3 {
        let entry = enqueue(&store, &mut world, T + place).await;
        let claimed = claim(&store, T + place, 1).await.remove(0);
        let (reason, at) = (format!("because of {place}"), at(T + place));
        accept(&store, [Change::Park { id: entry.id, fence: claimed.fence, at, reason: reason.clone() }])
            .await;
        parked.insert(0, ParkedEntry { entry, parked_at: at, attempts: 1, reason });
    }
    enqueue(&store, &mut world, T).await;
    let all = ParkedFilter::default();
    let list = |filter: ParkedFilter, slice| {
        let store = Arc::clone(&store);
        async move { store.parked(&filter, slice).await.unwrap() }
    };
    assert_eq!(list(all, Slice::first(10)).await, parked);
    assert_eq!(list(all, Slice::first(2)).await, parked[..2]);
    let after = Slice::After { id: Some(parked[1].entry.id), limit: 10 };
    assert_eq!(list(all, after).await, parked[2..]);
    let ours = ParkedFilter { workspace: Some(world.workspace.id), ..all };
    assert_eq!(list(ours, Slice::first(10)).await, parked);
    let theirs = ParkedFilter { workspace: Some(world.make.workspace().id), ..all };
    assert_eq!(list(theirs, Slice::first(10)).await, []);
    let middle = ParkedFilter { from: Some(at(T + 1)), until: Some(at(T + 2)), ..all };
    assert_eq!(list(middle, Slice::first(10)).await, parked[1..2]);
    assert_eq!(store.parked_entry(parked[1].entry.id).await.unwrap().as_ref(), Some(&parked[1]));
}

/// T138: what was given up begins anew when it is asked for, as if it had never been begun, and no earlier worker can end it.
pub async fn t138_what_was_given_up_begins_anew(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entry = enqueue(&store, &mut world, T).await;
    let first = claim(&store, T, 1).await.remove(0);
    let requeue = |time| Change::Requeue { id: entry.id, at: at(time) };
    refuse_one(&store, requeue(T), Refusal::Stale).await;
    let reason = "enough".to_owned();
    accept(&store, [Change::Park { id: entry.id, fence: first.fence, at: at(T), reason }]).await;
    accept(&store, [requeue(T + 10)]).await;
    refuse_one(&store, requeue(T + 10), Refusal::Stale).await;
    assert_eq!(counts(&store).await, (1, 0));
    assert_eq!(store.parked_entry(entry.id).await.unwrap(), None);
    assert_eq!(claim(&store, T + 9, 1).await, []);
    let again = claim(&store, T + 10, 1).await.remove(0);
    assert_eq!((again.earlier_attempts, &again.entry.task), (0, &entry.task));
    assert!(again.fence > first.fence);
    refuse_one(&store, complete(entry.id, first.fence), Refusal::Stale).await;
    accept(&store, [complete(entry.id, again.fence)]).await;
}

/// What was given up can be thrown away, once, and what was not cannot.
pub async fn only_what_was_given_up_is_thrown_away(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let entry = enqueue(&store, &mut world, T).await;
    let discard = Change::Discard { id: entry.id };
    refuse_one(&store, discard.clone(), Refusal::Stale).await;
    let claimed = claim(&store, T, 1).await.remove(0);
    refuse_one(&store, discard.clone(), Refusal::Stale).await;
    let reason = "enough".to_owned();
    accept(&store, [Change::Park { id: entry.id, fence: claimed.fence, at: at(T), reason }]).await;
    accept(&store, [discard.clone()]).await;
    assert_eq!(counts(&store).await, (0, 0));
    refuse_one(&store, discard, Refusal::Stale).await;
}
