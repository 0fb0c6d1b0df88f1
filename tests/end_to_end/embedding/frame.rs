use anyhow::{Context as _, Result};
use latchstring_tests::browser::{Browser, FrameCookies, Viewport};
use serde_json::json;

use super::host::{Host, IN_FRAME, fits, story, told, walk};
use crate::world::{ENVIRONMENT, link, text};

/// Sends the page what a forger would, whose messages look like ours and come from another window.
const FORGED: &str = "for (const data of [{latchstring: 1, type: 'connected', connectionId: 'forged', link: 'LINK'},
    {latchstring: 1, type: 'exit', link: 'LINK'}, {latchstring: 1, type: 'exit'}, {latchstring: 1, type: 'error', code: 'forged', link: 'LINK'},
    null, 'x'.repeat(1e6), {__proto__: {latchstring: 1, type: 'exit', link: 'LINK'}}]) window.postMessage(data, '*')";

/// Sends the frame what none of our pages ever takes in.
const MEDDLING: &str =
    "for (const data of [{latchstring: 1, type: 'exit'}, {latchstring: 2}, 'x'.repeat(1e6), null,
    JSON.parse('{\"__proto__\": {\"polluted\": true}, \"type\": \"height\", \"height\": 1}')])
    document.querySelector('iframe').contentWindow.postMessage(data, '*')";

async fn walked(viewport: Viewport, name: &str) -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start_with(FrameCookies::Partitioned).await?;
    let page = browser.page(viewport).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_FRAME).await?;
    let frame = page.frame("/p/i/").await?;
    frame.wait_for_text("Get started").await?;
    page.wait_for_text("step {\"step\":\"landing\"}").await?;
    page.screenshot(&format!("embedded-{name}-1-landing")).await?;
    walk(&frame, &page).await?;
    fits(&frame, &page).await?;
    page.screenshot(&format!("embedded-{name}-2-done")).await?;
    assert_eq!(told(&page).await?, story(&host).await?);

    frame.click("[data-exit]").await?;
    page.wait_for_text("exit {\"connectionIds\":[\"").await?;
    assert_eq!(page.count("iframe").await?, 0);
    assert_eq!(browser.complaints(), [""; 0]);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t088_a_link_is_walked_in_a_frame_with_third_party_cookies_off() -> Result<()> {
    walked(Viewport::Desktop, "desktop").await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_link_is_walked_in_a_frame_on_a_phone() -> Result<()> {
    walked(Viewport::Phone, "phone").await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t085_t089_no_other_site_shows_the_pages_or_is_told_anything() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start().await?;
    let listed =
        host.site.url("localhost", "/element?") + &link(&host.invitation, host.world.server.base_url())?;
    // Another name, another port's worth of difference, and the listed one inside another.
    for url in [
        host.site.url("evil.localhost", "/element?") + listed.split_once('?').expect("a query").1,
        host.site.url("localhost.evil.localhost", "/element?") + listed.split_once('?').expect("a query").1,
        host.site.url("evil.localhost", &format!("/around?{listed}")),
    ] {
        let page = browser.page(Viewport::Desktop).await?;
        page.goto(&url).await?;
        browser.complained("frame-ancestors").await?;
        let page = match page.count("#log").await? {
            1 => page,
            _ => page.frame("/element").await?,
        };
        assert_eq!(told(&page).await?, "", "{url}");
    }
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&listed).await?;
    page.wait_for_text("step {\"step\":\"landing\"}").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t090_messages_of_others_change_neither_the_pages_nor_the_site_around() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start().await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_FRAME).await?;
    let frame = page.frame("/p/i/").await?;
    page.wait_for_text("step {\"step\":\"landing\"}").await?;
    let look = "document.documentElement.outerHTML";
    let (before, heard) = (frame.evaluate(look).await?, told(&page).await?);
    let last = "addEventListener('message', ({ data }) => data === 'last' && done(true))";
    frame.evaluate(&format!("window.last = new Promise((done) => {last}), true")).await?;
    page.evaluate(&FORGED.replace("LINK", &text(&host.invitation, "id")?)).await?;
    page.evaluate(MEDDLING).await?;
    page.evaluate("document.querySelector('iframe').contentWindow.postMessage('last', '*')").await?;
    assert_eq!(frame.evaluate("window.last").await?, json!(true), "all of them were heard");
    assert_eq!(frame.evaluate("({}).polluted ?? null").await?, json!(null));
    assert_eq!(frame.evaluate(look).await?, before);
    // A message is behind all that were sent before it, so what comes now shows that those were heard and passed over.
    frame.follow("main form button[type=submit]").await?;
    page.wait_for_text("step {\"step\":\"provider\"}").await?;
    assert_eq!(told(&page).await?, format!("{heard}step {{\"step\":\"provider\"}}\n"));
    assert_eq!(page.count("iframe").await?, 1);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_element_shows_a_link_and_tells_by_events() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start().await?;
    let page = browser.page(Viewport::Desktop).await?;
    let link = link(&host.invitation, host.world.server.base_url())?;
    page.goto(&host.site.url("localhost", &format!("/element?{link}"))).await?;
    let frame = page.frame("/p/i/").await?;
    assert_eq!(page.get("iframe", "title").await?, "Your utility");
    walk(&frame, &page).await?;
    assert_eq!(told(&page).await?, story(&host).await?);
    page.evaluate("document.querySelector('latchstring-connect').remove()").await?;
    page.wait_for_text("exit {").await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_link_that_names_its_events_tells_no_other() -> Result<()> {
    let host = Host::new().await?;
    let body = json!({ "flow": "quickstart", "tenant": "t", "options": { "listener": ["exit"] } });
    let made = host.world.api.post(&format!("/{ENVIRONMENT}/magicLink"), &body).await?.json;
    assert_eq!(made["ignoredOptions"], json!([]));
    let browser = Browser::start().await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url_for("localhost", made["url"].as_str().context("a link")?)?).await?;
    page.evaluate(
        "window.heard = new Set(); addEventListener('message', ({ data }) => heard.add(data.type))",
    )
    .await?;
    page.click(IN_FRAME).await?;
    let frame = page.frame("token=").await?;
    frame.wait_for_text("Get started").await?;
    fits(&frame, &page).await?;
    frame.follow("main form button[type=submit]").await?;
    fits(&frame, &page).await?;
    // The height comes last, so what a page had to tell has come by then.
    assert_eq!(page.evaluate("[...heard].sort()").await?, json!(["height", "here"]));
    assert_eq!(told(&page).await?, "");
    page.click("#close").await?;
    page.wait_for_text("exit {").await
}

/// What is refused is said where the page was; a browser would show an error of its own for a page that does not name the site.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t084_what_is_refused_is_said_in_the_frame_and_the_site_hears_of_it() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start_with(FrameCookies::Partitioned).await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_FRAME).await?;
    let frame = page.frame("/p/i/").await?;
    frame.follow("main form button[type=submit]").await?;
    page.wait_for_text("step {\"step\":\"provider\"}").await?;

    // A page that was left open until its form was no longer its session's.
    frame.evaluate("document.querySelector('[name=csrf]').value = 'x'").await?;
    frame.follow("form[action$='/provider'] button[type=submit]").await?;
    frame.wait_for_text("Please send that once more").await?;
    page.wait_for_text("error {\"code\":\"bad-request\"}").await?;
    fits(&frame, &page).await?;
    page.screenshot("embedded-refused").await?;

    // One of another kind than any page of ours sends.
    frame.follow("main a.button").await?;
    frame.evaluate("document.querySelector('form[action$=\"/provider\"]').enctype = 'text/plain'").await?;
    frame.follow("form[action$='/provider'] button[type=submit]").await?;
    frame.wait_for_text("We could not read what your browser sent").await?;
    frame.follow("main a.button").await?;
    frame.follow("form[action$='/provider'] button[type=submit]").await?;
    page.wait_for_text("step {\"step\":\"sign-in\"}").await?;
    let told = told(&page).await?;
    assert_eq!(told.matches("error {\"code\":\"bad-request\"}").count(), 2, "{told}");
    let complaints = browser.complaints();
    assert!(complaints.iter().all(|said| said.contains("403") || said.contains("415")), "{complaints:?}");
    Ok(())
}
