//! How a workspace looks: who may say so, and what is left of what was shown before.

use latchstring_domain::branding::{Branding, Font, HexColor, Look};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::text::BrandName;
use latchstring_service::branding::{
    ReplaceLookError, Slot, UploadError, file, get, remove, replace_look, upload,
};
use latchstring_storage::{Brandings as _, Events as _};

use crate::harness::World;

const PICTURE: &[u8] = include_bytes!("../../../http-api/tests/data/dot.png");
const FONT: &[u8] = include_bytes!("../../../artwork/tests/data/atkinson-hyperlegible-400.woff2");

async fn put(world: &World, slot: Slot, bytes: &[u8]) -> Branding {
    upload(&world.ls, &world.caller, slot, bytes).await.unwrap().branding
}

/// How often the look was changed, by the log.
async fn told(world: &World) -> usize {
    let events = world.store.events_of(Subject::Workspace(world.workspace.id), 0, 100).await.unwrap();
    events.iter().filter(|event| event.body.kind == EventKind::BrandingUpdated).count()
}

#[tokio::test]
async fn a_file_that_is_shown_no_more_is_kept_no_more() {
    let world = World::new().await;
    let logo = put(&world, Slot::Logo, PICTURE).await.logo.unwrap().file;
    assert!(file(&world.ls, &logo).await.unwrap().is_some());
    // A square of the same pixels is another file; a second use of the first one keeps it.
    let tab = put(&world, Slot::Favicon, PICTURE).await.favicon.unwrap().file;
    assert_ne!(logo, tab);
    remove(&world.ls, &world.caller, Slot::Logo).await.unwrap();
    assert_eq!(file(&world.ls, &logo).await.unwrap(), None);
    assert!(file(&world.ls, &tab).await.unwrap().is_some());
    assert_eq!(told(&world).await, 3);
    remove(&world.ls, &world.caller, Slot::Logo).await.unwrap();
    put(&world, Slot::Favicon, PICTURE).await;
    assert_eq!(told(&world).await, 3, "what changes nothing is not told");
}

#[tokio::test]
async fn a_look_with_a_font_of_its_own_needs_one() {
    let world = World::new().await;
    let own = Look { font: Font::Own, ..Look::default() };
    let refused = replace_look(&world.ls, &world.caller, own.clone()).await.unwrap_err();
    assert!(matches!(refused, ReplaceLookError::NoFont), "{refused}");
    assert_eq!(world.store.branding(world.workspace.id).await.unwrap(), None, "nothing was written");
    let font = put(&world, Slot::Font, FONT).await.font.unwrap();
    let view = replace_look(&world.ls, &world.caller, own).await.unwrap();
    assert_eq!((view.branding.page_font(), view.branding.font), (Font::Own, Some(font)));
    assert_eq!(file(&world.ls, &font).await.unwrap().unwrap().bytes, FONT);
    let view = remove(&world.ls, &world.caller, Slot::Font).await.unwrap();
    assert_eq!(view.branding.page_font(), Font::System);
}

#[tokio::test]
async fn what_cannot_be_used_changes_nothing() {
    let world = World::new().await;
    for (slot, bytes) in [(Slot::Logo, FONT), (Slot::Favicon, b"<svg/>"), (Slot::Font, PICTURE)] {
        let refused = upload(&world.ls, &world.caller, slot, bytes).await.unwrap_err();
        assert!(matches!(refused, UploadError::Picture(_) | UploadError::Font(_)), "{refused}");
    }
    assert_eq!((world.store.branding(world.workspace.id).await.unwrap(), told(&world).await), (None, 0));
}

/// Of two who choose for the first time at once, neither is lost.
#[tokio::test]
async fn two_who_choose_at_once_both_have_their_way() {
    let world = World::new().await;
    let look = Look {
        color: Some(HexColor::new(1, 2, 3)),
        name: Some(BrandName::parse("Desk").unwrap()),
        ..Look::default()
    };
    let (one, two) = tokio::join!(
        replace_look(&world.ls, &world.caller, look.clone()),
        upload(&world.ls, &world.caller, Slot::Logo, PICTURE)
    );
    one.unwrap();
    two.unwrap();
    let branding = get(&world.ls, &world.caller).await.unwrap().branding;
    assert_eq!((branding.look, branding.logo.is_some()), (look, true));
    assert_eq!(told(&world).await, 2);
}
