use std::time::Duration;

use latchstring_domain::flow_session::Step;

use super::steps::{sign_in, walk_to};
use crate::browser::Browser;
use crate::world::{World, link};

/// Whole pages as the routes answer them. Nothing is masked: clock and randomness are the test's own.
#[tokio::test]
async fn pages_of_a_real_walk_look_as_they_were_accepted() {
    let world = World::new().await;
    let invitation = world.invite().await;
    let mut browser = Browser::new(&world.router);
    insta::assert_snapshot!("walk-landing", browser.get(&link(&invitation)).await.html());
    let form = walk_to(&mut browser, &world, &invitation, Step::SignIn).await;
    insta::assert_snapshot!(
        "walk-sign-in-refused",
        sign_in(&mut browser, &form, "dana", "wrong").await.html()
    );
    let sites = sign_in(&mut browser, &form, super::steps::USER, super::steps::PASSWORD).await;
    insta::assert_snapshot!("walk-sites", sites.html());
    insta::assert_snapshot!(
        "walk-done",
        super::steps::choose_sites(&mut browser, &world, &sites).await.html()
    );
    world.clock.advance(Duration::from_secs(24 * 3600));
    insta::assert_snapshot!("walk-used", browser.get(&link(&invitation)).await.html());
    insta::assert_snapshot!("walk-nowhere", browser.get("/p/nowhere").await.html());
}
