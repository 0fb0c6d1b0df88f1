//! What the cases have in common.

use std::future::Future;
use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::{Change, ChangeSet, CommitError, Refusal, Slice, Store, Sweep, Swept};

/// All that is over by then, as long as it is not much.
pub(crate) fn sweep(of: Swept, until: Timestamp) -> Change {
    Change::Sweep(Sweep { of, until, limit: 100 })
}

/// Whether something is over by then.
pub(crate) async fn any_over(store: &Arc<dyn Store>, of: Swept, until: Timestamp) -> bool {
    store.any_over(&Sweep { of, until, limit: 100 }).await.unwrap()
}

/// Commits changes that must be accepted.
pub(crate) async fn accept(store: &Arc<dyn Store>, changes: impl IntoIterator<Item = Change>) {
    let names = commit(store, changes).await;
    assert!(names.is_ok(), "refused: {names:?}");
}

/// Commits changes of which the one at `index` must be refused, and for this reason.
pub(crate) async fn refuse(
    store: &Arc<dyn Store>,
    changes: impl IntoIterator<Item = Change>,
    index: usize,
    why: Refusal,
) {
    let changes: Vec<_> = changes.into_iter().collect();
    let name = changes[index].name();
    match commit(store, changes).await {
        Err(CommitError::Refused { change, index: at, why: given }) => {
            assert_eq!((change, at, given), (name, index, why));
        }
        other => panic!("{name} should have been refused as {why:?}: {other:?}"),
    }
}

/// Commits one change that must be refused, and for this reason.
pub(crate) async fn refuse_one(store: &Arc<dyn Store>, change: Change, why: Refusal) {
    refuse(store, [change], 0, why).await;
}

pub(crate) async fn commit(
    store: &Arc<dyn Store>,
    changes: impl IntoIterator<Item = Change>,
) -> Result<(), CommitError> {
    let mut set = ChangeSet::new();
    changes.into_iter().for_each(|change| set.push(change));
    store.commit(set).await
}

/// Runs a task for each item, all at once, and gives what they return in order.
pub(crate) async fn at_once<I, T, F>(items: impl IntoIterator<Item = I>, task: impl Fn(I) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = items.into_iter().map(|item| tokio::spawn(task(item))).collect();
    let mut results = Vec::with_capacity(tasks.len());
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

/// Commits one change for each item, all at once; says how many were accepted, and that all others were refused for
/// this reason.
pub(crate) async fn race(store: &Arc<dyn Store>, changes: Vec<Change>, why: Refusal) -> usize {
    let results = at_once(changes, |change| {
        let store = Arc::clone(store);
        async move { commit(&store, [change]).await }
    })
    .await;
    for result in &results {
        if let Err(error) = result {
            assert_eq!(error.refusal(), Some(why), "{error:?}");
        }
    }
    results.iter().filter(|result| result.is_ok()).count()
}

/// The companies of a workspace, all of them.
pub(crate) async fn company_count(store: &Arc<dyn Store>, workspace: WorkspaceId) -> usize {
    store.companies(workspace, None, Slice::first(500)).await.unwrap().len()
}
