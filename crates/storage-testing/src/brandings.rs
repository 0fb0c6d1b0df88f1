//! How workspaces look.

use std::sync::Arc;

use latchstring_domain::branding::{Branding, FileKind, Look, StoredFile};
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

/// Full and bare come back as they were, each to its own workspace.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    accept(&store, [Change::CreateWorkspace(other.clone())]).await;
    let full = world.make.branding(world.workspace.id);
    let bare = Branding::new(other.id, full.created_at);
    assert_eq!(store.branding(other.id).await.unwrap(), None);
    accept(&store, [&full, &bare].map(|row| Change::CreateBranding(row.clone()))).await;
    assert_eq!(store.branding(full.workspace_id).await.unwrap(), Some(full));
    assert_eq!(store.branding(other.id).await.unwrap(), Some(bare));
}

/// A workspace has one, and is there.
pub async fn are_one_for_each_existing_workspace(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.branding(world.workspace.id);
    accept(&store, [Change::CreateBranding(first.clone())]).await;
    let second = world.make.branding(world.workspace.id);
    refuse_one(&store, Change::CreateBranding(second), Refusal::Conflict(Constraint::Identity)).await;
    let nobody = world.make.workspace().id;
    let orphan = world.make.branding(nobody);
    refuse_one(&store, Change::CreateBranding(orphan), Refusal::Conflict(Constraint::Reference)).await;
    assert_eq!(store.branding(world.workspace.id).await.unwrap(), Some(first));
}

/// An update replaces the row decided on.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.branding(world.workspace.id);
    accept(&store, [Change::CreateBranding(first.clone())]).await;
    let second = Branding {
        look: Look::default(),
        logo: None,
        favicon: None,
        font: None,
        version: first.version.next(),
        ..first.clone()
    };
    accept(&store, [Change::UpdateBranding(second.clone())]).await;
    assert_eq!(store.branding(world.workspace.id).await.unwrap(), Some(second.clone()));
    let skipped = Branding { version: second.version.next().next(), ..second.clone() };
    for stale in [first, second, skipped] {
        refuse_one(&store, Change::UpdateBranding(stale), Refusal::Stale).await;
    }
}

/// A file comes back as it was, is the same when it is put there again, and goes.
pub async fn have_files_by_their_content(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let font = world.make.file(world.workspace.id);
    let empty = StoredFile { kind: FileKind::Png, bytes: Vec::new(), ..world.make.file(world.workspace.id) };
    accept(&store, [&font, &empty].map(|file| Change::PutFile(file.clone()))).await;
    let again = StoredFile { created_at: world.make.file(world.workspace.id).created_at, ..font.clone() };
    accept(&store, [Change::PutFile(again)]).await;
    assert_eq!(store.file(&font.key).await.unwrap(), Some(font.clone()));
    assert_eq!(store.file(&empty.key).await.unwrap(), Some(empty.clone()));
    // In one set with its successor, and when it is gone already.
    accept(&store, [Change::DropFile(font.key), Change::DropFile(font.key)]).await;
    assert_eq!(store.file(&font.key).await.unwrap(), None);
    assert_eq!(store.file(&empty.key).await.unwrap(), Some(empty));
    let nobody = world.make.workspace().id;
    let orphan = world.make.file(nobody);
    refuse_one(&store, Change::PutFile(orphan), Refusal::Conflict(Constraint::Reference)).await;
}
