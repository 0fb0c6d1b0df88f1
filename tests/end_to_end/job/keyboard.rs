//! The job by whoever has no mouse, and by whoever reads another language than English.

use anyhow::{Result, ensure};
use latchstring_tests::browser::{Browser, Key, Page, Viewport};
use serde_json::json;

use crate::world::{World, link};

/// Whether the focus is on what a selector finds and can be seen to be there.
const IS_SEEN: &str = "(() => {
    const at = document.activeElement
    const shown = at.closest('.choice') ?? at
    return at.matches('SELECTOR') && at.matches(':focus-visible') && getComputedStyle(shown).outlineStyle !== 'none'
})()";

/// Goes on with Tab until the focus is there, as often as a page has things to stop at.
async fn tab_to(page: &Page, selector: &str) -> Result<()> {
    page.wait_for(selector).await?;
    let there = IS_SEEN.replace("SELECTOR", selector);
    for _ in 0..30 {
        if page.evaluate(&there).await? == true {
            return Ok(());
        }
        page.press(Key::Tab).await?;
    }
    let at = page.evaluate("document.activeElement.outerHTML").await?;
    Err(anyhow::anyhow!("Tab does not lead to {selector}; the focus is at {at}"))
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_main_job_by_keyboard_alone() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Desktop).await?;
    page.goto(&link(&invitation, world.server.base_url())?).await?;

    // The first stop of a page leads past what is the same on all of them.
    tab_to(&page, ".skip").await?;
    tab_to(&page, ".assurance").await?;
    page.press(Key::Enter).await?;
    page.wait_for("dialog[open]").await?;
    page.press(Key::Escape).await?;
    ensure!(page.count("dialog[open]").await? == 0, "Escape closes the note");
    ensure!(page.evaluate("document.activeElement.matches('.assurance')").await? == true, "and leads back");

    page.goto(&link(&invitation, world.server.base_url())?).await?;
    for (button, next) in [
        ("main form button[type=submit]", "form[action$=\"/provider\"]"),
        ("form[action$=\"/provider\"] button[type=submit]", "[name=username]"),
    ] {
        tab_to(&page, button).await?;
        page.press(Key::Enter).await?;
        page.wait_for(next).await?;
    }
    for (password, next) in [("wrong-password", ".summary"), ("sandbox-password", "form[action$=\"/sites\"]")]
    {
        tab_to(&page, "[name=username]").await?;
        if password == "wrong-password" {
            page.type_text("sandbox-username").await?;
        }
        tab_to(&page, "[name=password]").await?;
        page.type_text(password).await?;
        page.press(Key::Enter).await?;
        page.wait_for(next).await?;
        if next == ".summary" {
            let focus = page.evaluate("document.activeElement.matches('.summary[role=alert]')").await?;
            ensure!(focus == true, "what is wrong is where the reader is");
        }
    }
    // A box is ticked off and on again.
    tab_to(&page, "[name=site]").await?;
    let ticked = page.get("[name=site]", "checked").await?;
    page.press(Key::Space).await?;
    ensure!(page.get("[name=site]", "checked").await? != ticked, "Space changes a box");
    page.press(Key::Space).await?;
    tab_to(&page, "form[action$=\"/sites\"] button[type=submit]").await?;
    page.press(Key::Enter).await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;
    assert_eq!(world.connections().await?.len(), 1);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_main_job_in_german_and_in_arabic() -> Result<()> {
    let world = World::sqlite().await?;
    let browser = Browser::start().await?;
    for (tag, direction, viewport) in [("de", "ltr", Viewport::Desktop), ("ar", "rtl", Viewport::Phone)] {
        let invitation = world.invite(json!({ "maxUses": 1, "locale": tag })).await?;
        let page = browser.visitor(viewport).await?;
        let shot = async |step: &str| {
            assert_eq!(page.get("html", "lang").await?, tag, "{step}");
            assert_eq!(page.get("html", "dir").await?, direction, "{step}");
            let wide = page.evaluate("document.documentElement.scrollWidth > innerWidth").await?;
            assert_eq!(wide, false, "{tag} {step} has to be scrolled sideways");
            page.screenshot(&format!("job-{tag}-{step}")).await
        };
        page.goto(&link(&invitation, world.server.base_url())?).await?;
        shot("1-landing").await?;
        page.follow("main form button[type=submit]").await?;
        shot("2-provider").await?;
        page.follow("form[action$='/provider'] button[type=submit]").await?;
        page.enter("[name=username]", "sandbox-username").await?;
        page.enter("[name=password]", "wrong-password").await?;
        page.follow("form[action$='/sign-in'] button[type=submit]").await?;
        shot("3-wrong-password").await?;
        page.enter("[name=password]", "sandbox-password").await?;
        // The button to show the password does not lie over what is typed, whichever way the page runs.
        let (input, reveal) = ("[name=password]", ".reveal");
        let edges = "(() => { const box = (s) => document.querySelector(s).getBoundingClientRect();
            const style = getComputedStyle(document.querySelector('INPUT'));
            return box('INPUT').right - parseFloat(style.paddingRight) <= box('REVEAL').left
                || box('INPUT').left + parseFloat(style.paddingLeft) >= box('REVEAL').right })()";
        let apart = page.evaluate(&edges.replace("INPUT", input).replace("REVEAL", reveal)).await?;
        assert_eq!(apart, true, "{tag}: the button lies over the password");
        page.follow("form[action$='/sign-in'] button[type=submit]").await?;
        shot("4-sites").await?;
        page.follow("form[action$='/sites'] button[type=submit]").await?;
        page.wait_for(".badge-good").await?;
        shot("5-done").await?;
        let heading = page.text("h1").await?;
        assert!(!heading.contains("Thanks"), "{tag}: {heading}");
    }
    assert_eq!(world.connections().await?.len(), 2);
    let complaints: Vec<String> =
        browser.complaints().into_iter().filter(|said| !said.contains("422")).collect();
    assert_eq!(complaints, Vec::<String>::new());
    Ok(())
}
