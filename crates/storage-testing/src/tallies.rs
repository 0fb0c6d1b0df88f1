//! What may happen so often until a time.

use std::sync::Arc;

use latchstring_domain::sealed::Digest;
use latchstring_storage::{Change, ChangeSet, Constraint, Refusal, Store, Swept, Tally};

use crate::case::{accept, refuse, refuse_one, sweep};
use crate::fixture::{Maker, at};

const LIMIT: Refusal = Refusal::Conflict(Constraint::Limit);

fn one_more(key: Digest, limit: u32, now: i64, until: i64) -> Change {
    Change::Tally { key, limit, at: at(now), until: at(until) }
}

/// Each thing is counted by itself, up to its limit, in one set or in several; the first of a count says until when.
pub async fn count_up_to_their_limit(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let (key, other) = (make.digest(), make.digest());
    assert_eq!(store.tally(&key).await.unwrap(), None);
    accept(&store, [one_more(key, 3, 10, 100), one_more(key, 3, 20, 900)]).await;
    assert_eq!(store.tally(&key).await.unwrap(), Some(Tally { count: 2, until: at(100) }));
    refuse(&store, [one_more(key, 3, 30, 900), one_more(key, 3, 30, 900)], 1, LIMIT).await;
    assert_eq!(
        store.tally(&key).await.unwrap(),
        Some(Tally { count: 2, until: at(100) }),
        "whole or not at all"
    );
    accept(&store, [one_more(key, 3, 30, 900), one_more(other, 1, 30, 900)]).await;
    refuse_one(&store, one_more(key, 3, 99, 900), LIMIT).await;
    refuse_one(&store, one_more(other, 1, 99, 900), LIMIT).await;
    accept(&store, [one_more(key, 4, 99, 900)]).await;
}

/// A count begins anew when its time has come, at that very moment, and when it is cleared.
pub async fn begin_anew(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let (key, other) = (make.digest(), make.digest());
    accept(&store, [one_more(key, 1, 10, 100), one_more(other, 1, 10, 100)]).await;
    refuse_one(&store, one_more(key, 1, 99, 500), LIMIT).await;
    accept(&store, [one_more(key, 1, 100, 500)]).await;
    assert_eq!(store.tally(&key).await.unwrap(), Some(Tally { count: 1, until: at(500) }));
    accept(&store, [Change::ClearTally(key), Change::ClearTally(key)]).await;
    assert_eq!(store.tally(&key).await.unwrap(), None);
    accept(&store, [one_more(key, 1, 101, 600)]).await;
    refuse_one(&store, one_more(other, 1, 99, 500), LIMIT).await;
}

/// A sweep takes the counts whose time has come, and no other.
pub async fn are_swept_when_their_time_has_come(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let keys = [make.digest(), make.digest(), make.digest()];
    let counts = [99, 100, 101].into_iter().zip(keys).map(|(until, key)| one_more(key, 5, 10, until));
    accept(&store, counts.collect::<Vec<_>>()).await;
    accept(&store, [sweep(Swept::Tallies, at(100))]).await;
    let mut left = Vec::new();
    for key in &keys {
        left.push(store.tally(key).await.unwrap().is_some());
    }
    assert_eq!(left, [false, false, true]);
}

/// Of many who count at once, exactly so many get through as there is room for.
pub async fn t066_many_at_once_count_as_one_after_the_other(store: Arc<dyn Store>) {
    let key = Maker::default().digest();
    let tries = (0..20).map(|n| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.commit(ChangeSet::new().with(one_more(key, 7, n, 1_000))).await })
    });
    let tries: Vec<_> = tries.collect();
    let mut through = 0;
    for tried in tries {
        match tried.await.unwrap() {
            Ok(()) => through += 1,
            Err(error) => assert_eq!(error.refusal(), Some(LIMIT)),
        }
    }
    assert_eq!(through, 7);
    assert_eq!(store.tally(&key).await.unwrap().map(|tally| tally.count), Some(7));
}
