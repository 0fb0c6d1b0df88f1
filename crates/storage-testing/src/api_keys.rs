//! API keys.

use std::sync::Arc;

use latchstring_domain::api_key::ApiKey;
use latchstring_storage::{Change, Constraint, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::World;

/// Full and bare come back as they were, by id and by digest.
pub async fn come_back_as_they_were(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let other = world.make.workspace();
    let (full, bare) = (world.make.api_key(&world.workspace), world.make.bare_api_key(&world.workspace));
    let theirs = world.make.api_key(&other);
    accept(&store, [Change::CreateWorkspace(other)]).await;
    accept(&store, [&bare, &full, &theirs].map(|row| Change::CreateApiKey(row.clone()))).await;
    for row in [&full, &bare, &theirs] {
        assert_eq!(store.api_key(row.id).await.unwrap().as_ref(), Some(row));
        assert_eq!(store.api_key_by_digest(&row.digest).await.unwrap().as_ref(), Some(row));
    }
    assert_eq!(store.api_keys(world.workspace.id).await.unwrap(), [full, bare]);
    assert_eq!(store.api_key_by_digest(&world.make.digest()).await.unwrap(), None);
    assert_eq!(store.api_key(world.make.api_key(&world.workspace).id).await.unwrap(), None);
}

/// Ids and digests are used once; the workspace must exist.
pub async fn have_their_own_digests(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.api_key(&world.workspace);
    accept(&store, [Change::CreateApiKey(first.clone())]).await;
    let taken = Refusal::Conflict(Constraint::Identity);
    let twin = ApiKey { digest: first.digest, ..world.make.api_key(&world.workspace) };
    refuse_one(&store, Change::CreateApiKey(twin), taken).await;
    let twin = ApiKey { id: first.id, ..world.make.api_key(&world.workspace) };
    refuse_one(&store, Change::CreateApiKey(twin), taken).await;
    let nowhere = world.make.workspace();
    let orphan = world.make.api_key(&nowhere);
    refuse_one(&store, Change::CreateApiKey(orphan), Refusal::Conflict(Constraint::Reference)).await;
}

/// A revocation is written from the version decided on, and read at once.
pub async fn change_only_from_the_version_decided_on(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let first = world.make.bare_api_key(&world.workspace);
    accept(&store, [Change::CreateApiKey(first.clone())]).await;
    let revoked = first.clone().revoke(world.make.tick());
    accept(&store, [Change::UpdateApiKey(revoked.clone())]).await;
    assert_eq!(store.api_key_by_digest(&first.digest).await.unwrap(), Some(revoked.clone()));
    let used = ApiKey { last_used_at: Some(world.make.tick()), version: first.version.next(), ..first };
    refuse_one(&store, Change::UpdateApiKey(used), Refusal::Stale).await;
    assert_eq!(store.api_key(revoked.id).await.unwrap(), Some(revoked));
}
