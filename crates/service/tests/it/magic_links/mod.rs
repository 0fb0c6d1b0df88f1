//! Magic links: minting them, walking through them, and every way in which they end.

mod adopting;
mod budget;
mod ending;
mod foreign;
mod genuine;
mod inspecting;
mod minting;
mod rights;
mod spending;
mod told;
mod visits;

use latchstring_domain::invitation::NotUsable;
use latchstring_service::Latchstring;
use latchstring_service::flow_session::{self, LandingError, OpenError, Presented};

use crate::harness::{World, origin};

/// Holds that this opens nothing, and that all who ask are told the same and nothing is written.
async fn is_unknown(world: &World, presented: Presented<'_>, what: &str) {
    let before = world.snapshot().await;
    let landing = flow_session::landing(&world.ls, presented).await;
    assert!(matches!(landing, Err(LandingError::Unknown)), "{what}: {landing:?}");
    let opened = flow_session::open(&world.ls, presented, &origin(1)).await;
    assert!(matches!(opened, Err(OpenError::Unknown)), "{what}: {opened:?}");
    assert_eq!(world.snapshot().await, before, "{what}");
}

/// Whether a link can be used, as its first page and its "Get started" both say.
async fn usable(ls: &Latchstring, presented: Presented<'_>) -> Result<(), NotUsable> {
    let landing = flow_session::landing(ls, presented).await.unwrap();
    let usable = landing.link.usable(&landing.company, ls.now());
    match flow_session::open(ls, presented, &origin(1)).await {
        Ok(_) => assert_eq!(usable, Ok(())),
        Err(OpenError::NotUsable(why)) => assert_eq!(usable, Err(why)),
        Err(other) => panic!("{other:?}"),
    }
    usable
}
