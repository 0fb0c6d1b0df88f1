use anyhow::Result;
use latchstring_tests::browser::{Browser, Viewport};

use super::host::{Host, IN_WINDOW, story, told, walk};

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_link_is_walked_in_a_window_that_reports_to_who_opened_it() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start().await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_WINDOW).await?;
    let window = page.popup().await?;
    walk(&window, &page).await?;
    assert_eq!(told(&page).await?, story(&host).await?);
    // A press would end in a window that is no more.
    window.evaluate("setTimeout(() => document.querySelector('[data-exit]').click())").await?;
    page.wait_for_text("exit {\"connectionIds\":[\"").await?;
    assert_eq!(browser.complaints(), [""; 0]);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn a_window_that_is_closed_half_way_ends_with_nothing_connected() -> Result<()> {
    let host = Host::new().await?;
    let browser = Browser::start().await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_WINDOW).await?;
    let window = page.popup().await?;
    window.wait_for_text("Get started").await?;
    page.wait_for_text("ready").await?;
    page.click("#close").await?;
    page.wait_for_text("exit {\"connectionIds\":[]}").await
}
