//! A later expiry: what it does, what it cannot undo, and that each expiry is written down once.

use std::sync::Arc;
use std::time::Duration;

use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::invitation::{ExtendError, Extension, InvitationStatus};
use latchstring_service::invitation::{self, ExtendInvitationError};
use latchstring_storage::Invitations as _;

use crate::harness::World;
use crate::log::{Hand, told};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn t053_t054_an_expired_link_works_again_only_when_it_is_extended() {
    let world = World::new().await;
    let link = world.invite(Some(1), Some(60)).await;
    let pass = world.ready(&link).await;
    world.clock.advance(Duration::from_secs(60));
    assert!(world.submit(&pass).await.is_err(), "expired");
    world.store.take_committed();

    let id = link.invitation.id;
    let view = invitation::extend(&world.ls, &world.caller, id, Extension::For(HOUR)).await.unwrap();
    assert_eq!(view.status, InvitationStatus::Active);
    assert_eq!(told(&world, &Hand::operator()), [(Subject::Invitation(id), EventKind::Extended)]);
    world.submit(&pass).await.unwrap();
    let again = invitation::extend(&world.ls, &world.caller, id, Extension::For(2 * HOUR)).await;
    assert!(matches!(again, Err(ExtendInvitationError::Refused(ExtendError::Fulfilled))), "{again:?}");
}

#[tokio::test]
async fn each_expiry_is_written_down_once_however_late_the_notes_are_read() {
    let world = World::new().await;
    let id = world.invite(None, Some(60)).await.invitation.id;
    for _ in 0..3 {
        invitation::extend(&world.ls, &world.caller, id, Extension::By(HOUR)).await.unwrap();
    }
    let kinds = async || {
        let story = world.story(id).await;
        story.into_iter().filter(|kind| *kind == EventKind::Expired).count()
    };
    world.clock.advance(2 * HOUR);
    world.work().await;
    assert_eq!(kinds().await, 0, "none of the earlier times is one any more");
    world.clock.advance(2 * HOUR);
    world.work().await;
    assert_eq!(kinds().await, 1);
    invitation::extend(&world.ls, &world.caller, id, Extension::For(HOUR)).await.unwrap();
    invitation::extend(&world.ls, &world.caller, id, Extension::For(2 * HOUR)).await.unwrap();
    // Both notes are due at once.
    world.clock.advance(3 * HOUR);
    world.work().await;
    assert_eq!(kinds().await, 2, "once for each time that it did expire");
}

#[tokio::test]
async fn t060_of_an_extension_and_a_revocation_at_once_the_revocation_stands() {
    for _ in 0..20 {
        let world = Arc::new(World::new().await);
        let id = world.invite(None, Some(60)).await.invitation.id;
        let (one, two) = (world.clone(), world.clone());
        let extension = tokio::spawn(async move {
            invitation::extend(&one.ls, &one.caller, id, Extension::Forever).await.is_ok()
        });
        let revocation =
            tokio::spawn(async move { invitation::revoke(&two.ls, &two.caller, id).await.is_ok() });
        let extended = extension.await.unwrap();
        assert!(revocation.await.unwrap());
        let stored = world.store.invitation(id).await.unwrap().unwrap();
        assert_eq!(stored.status(world.now()), InvitationStatus::Revoked);
        assert_eq!(world.story(id).await.contains(&EventKind::Extended), extended);
    }
}
