//! Answers that are kept to be given again.

use std::sync::Arc;

use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::sealed::{Digest, SealedBytes};
use latchstring_storage::{Change, ChangeSet, Constraint, Refusal, Store, Swept};

use crate::case::{accept, refuse, refuse_one, sweep};
use crate::fixture::{World, at};

const TAKEN: Refusal = Refusal::Conflict(Constraint::Once);

fn answer(world: &World, slot: Digest, says: u8, given: i64, until: i64) -> KeptAnswer {
    let sealed = SealedBytes::new(vec![says; 70_000]);
    KeptAnswer { slot, workspace_id: world.workspace.id, sealed, at: at(given), until: at(until) }
}

/// One stands in its slot until the very moment its time is over; what is in the same set as one that is refused is not
/// done.
pub async fn stand_until_their_time_is_over(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let (slot, other) = (world.make.digest(), world.make.digest());
    assert_eq!(store.kept_answer(&slot).await.unwrap(), None);
    let first = answer(&world, slot, 1, 10, 100);
    accept(&store, [Change::KeepAnswer(first.clone())]).await;
    assert_eq!(store.kept_answer(&slot).await.unwrap(), Some(first.clone()));
    let second = answer(&world, slot, 2, 99, 500);
    let beside = Change::KeepAnswer(answer(&world, other, 3, 99, 500));
    refuse(&store, [beside, Change::KeepAnswer(second)], 1, TAKEN).await;
    assert_eq!(store.kept_answer(&slot).await.unwrap(), Some(first));
    assert_eq!(store.kept_answer(&other).await.unwrap(), None);
    let third = answer(&world, slot, 4, 100, 500);
    accept(&store, [Change::KeepAnswer(third.clone())]).await;
    assert_eq!(store.kept_answer(&slot).await.unwrap(), Some(third));
    let nowhere = world.make.workspace().id;
    let astray = KeptAnswer { workspace_id: nowhere, ..answer(&world, other, 5, 10, 100) };
    refuse_one(&store, Change::KeepAnswer(astray), Refusal::Conflict(Constraint::Reference)).await;
}

/// Those whose time is over go, the longest over first; those that stand do not.
pub async fn are_swept_when_their_time_is_over(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let slots = [(); 4].map(|()| world.make.digest());
    let kept = slots.into_iter().zip([99, 100, 98, 101]);
    accept(&store, kept.map(|(slot, until)| Change::KeepAnswer(answer(&world, slot, 1, 10, until)))).await;
    accept(&store, [sweep(Swept::Answers, at(100))]).await;
    let mut left = Vec::new();
    for slot in &slots {
        left.push(store.kept_answer(slot).await.unwrap().is_some());
    }
    assert_eq!(left, [false, false, false, true]);
}

/// Of many who want a slot at once, one has it.
pub async fn one_of_many_at_once_takes_a_slot(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let slot = world.make.digest();
    let tries = (0..20).map(|says| {
        let (store, answer) = (Arc::clone(&store), answer(&world, slot, says, 10, 100));
        tokio::spawn(async move { store.commit(ChangeSet::new().with(Change::KeepAnswer(answer))).await })
    });
    let tries: Vec<_> = tries.collect();
    let mut through = Vec::new();
    for (says, tried) in tries.into_iter().enumerate() {
        match tried.await.unwrap() {
            Ok(()) => through.push(says),
            Err(error) => assert_eq!(error.refusal(), Some(TAKEN)),
        }
    }
    let [won] = through.as_slice() else { panic!("{through:?} all have it") };
    let kept = store.kept_answer(&slot).await.unwrap().unwrap();
    assert_eq!(usize::from(kept.sealed.as_bytes()[0]), *won);
}
