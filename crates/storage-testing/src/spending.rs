//! Uses of invitations, one after the other; see [`crate::races`] for all at once.

use std::num::NonZeroU32;
use std::sync::Arc;

use latchstring_domain::Timestamp;
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::Invitation;
use latchstring_storage::{Change, Refusal, Store};

use crate::case::{accept, refuse_one};
use crate::fixture::{World, at};

const NOW: i64 = 1_800_000_000_000;

fn spend(id: InvitationId, at: Timestamp) -> Change {
    Change::SpendInvitation { id, at }
}

/// A use adds one to the count and the version and sets the time of change, as the domain does.
pub async fn adds_one_use(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = Invitation { revoked_at: None, ..world.make.invitation(&world.company) };
    accept(&store, [Change::CreateInvitation(row.clone())]).await;
    let now = world.make.tick();
    accept(&store, [spend(row.id, now)]).await;
    assert_eq!(store.invitation(row.id).await.unwrap(), Some(row.clone().spend(now).unwrap()));
    let decided_before = Invitation { version: row.version.next(), ..row };
    refuse_one(&store, Change::UpdateInvitation(decided_before), Refusal::Stale).await;
}

/// The uses end at the maximum, and several uses in one set all count.
pub async fn ends_at_the_maximum(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = Invitation { max_uses: NonZeroU32::new(3), ..world.make.bare_invitation(&world.company) };
    accept(&store, [Change::CreateInvitation(row.clone())]).await;
    accept(&store, [spend(row.id, at(NOW)), spend(row.id, at(NOW))]).await;
    accept(&store, [spend(row.id, at(NOW))]).await;
    refuse_one(&store, spend(row.id, at(NOW)), Refusal::Stale).await;
    assert_eq!(store.invitation(row.id).await.unwrap().unwrap().use_count, 3);
}

/// An invitation without a maximum is spent again and again.
pub async fn never_ends_without_a_maximum(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = world.make.bare_invitation(&world.company);
    accept(&store, [Change::CreateInvitation(row.clone())]).await;
    for _ in 0..20 {
        accept(&store, [spend(row.id, Timestamp::MAX)]).await;
    }
    assert_eq!(store.invitation(row.id).await.unwrap().unwrap().use_count, 20);
}

/// It is spent a millisecond before its expiry, and not at it.
pub async fn ends_at_the_expiry(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = Invitation { expires_at: Some(at(NOW)), ..world.make.bare_invitation(&world.company) };
    accept(&store, [Change::CreateInvitation(row.clone())]).await;
    refuse_one(&store, spend(row.id, at(NOW)), Refusal::Stale).await;
    refuse_one(&store, spend(row.id, at(NOW + 1)), Refusal::Stale).await;
    accept(&store, [spend(row.id, at(NOW - 1))]).await;
}

/// A revoked one is not spent, whatever the time; nor is one that is not there.
pub async fn is_refused_when_revoked_or_missing(store: Arc<dyn Store>) {
    let mut world = World::seed(&store).await;
    let row = Invitation { revoked_at: Some(at(NOW)), ..world.make.bare_invitation(&world.company) };
    accept(&store, [Change::CreateInvitation(row.clone())]).await;
    for time in [at(NOW - 1), at(NOW), at(NOW + 1)] {
        refuse_one(&store, spend(row.id, time), Refusal::Stale).await;
    }
    let missing = world.make.bare_invitation(&world.company);
    refuse_one(&store, spend(missing.id, at(NOW)), Refusal::Stale).await;
    assert_eq!(store.invitation(row.id).await.unwrap(), Some(row));
}
