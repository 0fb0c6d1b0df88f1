//! Marks that can be made once, and the canary.

use std::sync::Arc;

use latchstring_storage::{Change, Constraint, Refusal, Store, Swept};

use crate::case::{accept, commit, refuse, refuse_one, sweep};
use crate::fixture::{Maker, at};

const ONCE: Refusal = Refusal::Conflict(Constraint::Once);

/// A mark is made once, in one set or in two, whatever times are given.
pub async fn are_made_once(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let (key, other) = (make.digest(), make.digest());
    accept(&store, [Change::Mark { key, until: at(5) }]).await;
    for until in [at(1), at(5), at(9_000_000_000_000)] {
        refuse_one(&store, Change::Mark { key, until }, ONCE).await;
    }
    let twice = [Change::Mark { key: other, until: at(5) }, Change::Mark { key: other, until: at(6) }];
    refuse(&store, twice, 1, ONCE).await;
    accept(&store, [Change::Mark { key: other, until: at(5) }]).await;
}

/// A sweep takes the marks whose time has come, and no other; until then they stand, whatever the time.
pub async fn stand_until_they_are_swept(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let keys = [make.digest(), make.digest(), make.digest()];
    let mark = |index: usize, until| Change::Mark { key: keys[index], until: at(until) };
    accept(&store, [mark(0, 999), mark(1, 1_000), mark(2, 1_001)]).await;
    refuse_one(&store, mark(0, 9_999), ONCE).await;
    accept(&store, [sweep(Swept::Marks, at(1_000))]).await;
    refuse_one(&store, mark(2, 9_999), ONCE).await;
    accept(&store, [mark(0, 9_999), mark(1, 9_999)]).await;
    accept(&store, [sweep(Swept::Marks, at(0))]).await;
    refuse_one(&store, mark(0, 9_999), ONCE).await;
}

/// The canary is planted once and read as it is.
pub async fn a_canary_is_planted_once(store: Arc<dyn Store>) {
    assert_eq!(store.canary().await.unwrap(), None);
    let text = "canary.1:ü\0\"".to_owned();
    accept(&store, [Change::PlantCanary(text.clone())]).await;
    refuse_one(&store, Change::PlantCanary("another".to_owned()), ONCE).await;
    assert_eq!(store.canary().await.unwrap(), Some(text));
}

/// An open store answers, and committing nothing does nothing.
pub async fn an_empty_set_is_accepted(store: Arc<dyn Store>) {
    store.ping().await.unwrap();
    commit(&store, []).await.unwrap();
    assert_eq!(store.workspaces().await.unwrap(), []);
}
