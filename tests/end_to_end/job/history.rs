//! What a browser remembers of a link.

use anyhow::Result;
use latchstring_tests::browser::{Browser, Viewport};
use serde_json::json;

use crate::world::{World, link};

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t005_neither_the_address_bar_nor_the_history_keeps_the_secret() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let link = link(&invitation, world.server.base_url())?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&link).await?;
    page.follow("main form button[type=submit]").await?;
    let session = page.url().await?;
    assert!(session.contains("/p/s/"), "{session}");
    let kept = page.history().await?;
    assert!(!kept.iter().any(|address| address.contains("lsi_")), "{kept:?}");

    page.back().await?;
    page.wait_for_text("Is this your provider?").await?;
    assert_eq!(page.url().await?, session, "back leads on, and not to the link");
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    page.enter("[name=username]", "sandbox-username").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;
    let kept = page.history().await?;
    assert!(!kept.iter().any(|address| address.contains("lsi_")), "{kept:?}");

    // Somebody who has the address of before, in another window or from a bookmark.
    let later = browser.visitor(Viewport::Phone).await?;
    later.goto(&link).await?;
    later.wait_for_text("already used").await?;
    assert_eq!(later.count("main form[action*='/p/i/']:not([action*='?ask='])").await?, 0);
    Ok(())
}
