use anyhow::Result;
use latchstring_tests::browser::{Browser, FrameCookies, Viewport};

use super::host::{Host, IN_FRAME, story, told, walk};

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t088_where_a_frame_has_no_cookies_the_link_is_walked_in_a_tab_and_the_site_hears_of_it() -> Result<()>
{
    let host = Host::new().await?;
    let browser = Browser::start_with(FrameCookies::Withheld).await?;
    let page = browser.page(Viewport::Desktop).await?;
    page.goto(&host.url("localhost")?).await?;
    page.click(IN_FRAME).await?;
    let frame = page.frame("/p/i/").await?;
    frame.follow("main form button[type=submit]").await?;
    frame.wait_for_text("Let’s open this in its own tab").await?;
    page.screenshot("embedded-without-cookies").await?;
    page.wait_for_text("error {\"code\":\"cookies-blocked\"}").await?;
    frame.click("a[target=_blank]").await?;
    let tab = frame.popup().await?;
    walk(&tab, &page).await?;
    let heard = told(&page).await?;
    assert!(heard.ends_with(&story(&host).await?.replace("ready {}\n", "")), "{heard}");
    // A press would end in a tab that is no more.
    tab.evaluate("setTimeout(() => document.querySelector('[data-exit]').click())").await?;
    page.wait_for_text("exit {\"connectionIds\":[\"").await
}
