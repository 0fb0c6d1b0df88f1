//! Workspaces.

use std::sync::Arc;

use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::{ExpiryPolicy, Workspace};
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::Maker;

/// Full and bare come back as they were; all are listed, oldest first; one that is not there is not found.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let (full, bare) = (make.workspace(), make.bare_workspace());
    accept(&store, [&bare, &full].map(|row| Change::CreateWorkspace(row.clone()))).await;
    assert_eq!(store.workspace(full.id).await.unwrap(), Some(full.clone()));
    assert_eq!(store.workspace(bare.id).await.unwrap(), Some(bare.clone()));
    assert_eq!(store.workspaces().await.unwrap(), [full, bare]);
    assert_eq!(store.workspace(make.workspace().id).await.unwrap(), None);
}

/// A name is kept at its full length, whatever its characters.
pub async fn keep_texts_of_any_length_and_script(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    for text in ["ü", "𝔘", "'", "\\", "%"] {
        let name = WorkspaceName::parse(&text.repeat(WorkspaceName::MAX)).unwrap();
        let row = Workspace { name, ..make.workspace() };
        accept(&store, [Change::CreateWorkspace(row.clone())]).await;
        assert_eq!(store.workspace(row.id).await.unwrap(), Some(row));
    }
}

/// An update replaces the row decided on, and no other.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let first = make.workspace();
    accept(&store, [Change::CreateWorkspace(first.clone())]).await;
    let second =
        Workspace { expiry: ExpiryPolicy::default(), version: first.version.next(), ..first.clone() };
    accept(&store, [Change::UpdateWorkspace(second.clone())]).await;
    assert_eq!(store.workspace(first.id).await.unwrap(), Some(second.clone()));

    let skipped = Workspace { version: second.version.next().next(), ..second.clone() };
    for stale in [second.clone(), first, skipped, make.workspace()] {
        refuse_one(&store, Change::UpdateWorkspace(stale), Refusal::Stale).await;
    }
    assert_eq!(store.workspaces().await.unwrap(), [second]);
}

/// An id is used once.
pub async fn have_their_own_ids(store: Arc<dyn Store>) {
    let mut make = Maker::default();
    let first = make.workspace();
    accept(&store, [Change::CreateWorkspace(first.clone())]).await;
    let twin = Workspace { id: first.id, ..make.workspace() };
    let taken = Refusal::Conflict(Constraint::Identity);
    refuse_one(&store, Change::CreateWorkspace(twin), taken).await;
    assert_eq!(store.workspaces().await.unwrap(), [first]);
}
