//! The job in a real browser, looked at.

use anyhow::Result;
use latchstring_tests::browser::{Browser, Page, Viewport};
use serde_json::json;

use crate::world::{World, link, text};

struct Walk<'a> {
    page: &'a Page,
    name: &'a str,
}

impl Walk<'_> {
    async fn shot(&self, step: &str) -> Result<()> {
        self.page.screenshot(&format!("{}-{step}", self.name)).await.map(drop)
    }

    /// From the link to the thanks, with a wrong password on the way.
    async fn through(&self, link: &str) -> Result<()> {
        let page = self.page;
        page.goto(link).await?;
        self.shot("1-landing").await?;
        page.follow("main form button[type=submit]").await?;
        assert!(!page.url().await?.contains("lsi_"), "the link's token leaves the address bar");
        self.shot("2-provider").await?;
        page.follow("form[action$='/provider'] button[type=submit]").await?;
        self.shot("3-sign-in").await?;
        page.enter("[name=username]", "sandbox-username").await?;
        page.enter("[name=password]", "wrong-password").await?;
        page.follow("form[action$='/sign-in'] button[type=submit]").await?;
        page.wait_for_text("did not work").await?;
        self.shot("4-wrong-password").await?;
        assert_eq!(page.get("[name=password]", "value").await?, "");
        assert_eq!(page.get("[name=username]", "value").await?, "sandbox-username");
        page.enter("[name=password]", "sandbox-password").await?;
        page.follow("form[action$='/sign-in'] button[type=submit]").await?;
        self.shot("5-sites").await?;
        page.follow("form[action$='/sites'] button[type=submit]").await?;
        page.wait_for_text("Thanks for connecting your utility account!").await?;
        self.shot("6-done").await
    }
}

async fn in_a_browser(viewport: Viewport, name: &str, javascript: bool) -> Result<()> {
    let world = World::sqlite().await?;
    let invitation =
        world.invite(json!({ "maxUses": 2, "message": "For the energy report of 2026." })).await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(viewport).await?;
    page.set_javascript(javascript).await?;
    let link = link(&invitation, world.server.base_url())?;
    Walk { page: &page, name }.through(&link).await?;
    assert_eq!(page.count("form[action$='/restart']").await?, 1, "another account can be connected");
    let told = world.invitation(&text(&invitation, "id")?).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(1)));

    page.follow("form[action$='/restart'] button[type=submit]").await?;
    page.wait_for_text("Is this your provider?").await?;
    // Chromium logs the answer to the wrong password, because it is a 422; anything else would be a fault of the page.
    let complaints: Vec<String> =
        browser.complaints().into_iter().filter(|said| !said.contains("422")).collect();
    assert_eq!(complaints, Vec::<String>::new());
    let hosts: Vec<String> = browser.requested_hosts();
    assert!(
        hosts.iter().all(|host| host.starts_with("127.0.0.1")),
        "t004 no third party is asked: {hosts:?}"
    );
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_main_job_on_a_phone() -> Result<()> {
    in_a_browser(Viewport::Phone, "job-phone", true).await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_main_job_on_a_desktop() -> Result<()> {
    in_a_browser(Viewport::Desktop, "job-desktop", true).await
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn the_main_job_without_javascript() -> Result<()> {
    in_a_browser(Viewport::Phone, "job-plain", false).await
}

/// The older kind: minted by the deprecated call, opened at the path such links had before, and the repair of what it made.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn both_kinds_of_magic_link_on_a_phone() -> Result<()> {
    let world = World::sqlite().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    let body = json!({ "url": "https://sandbox.example", "country": "US", "initialSites": [world.sites[0]],
        "utilityTypes": ["ELECTRICITY"] });
    let path = format!("/v2.2/connection/company/{}/link", world.company);
    let minted = world.api.post(&path, &body).await?.json;
    let (company, secret) = (text(&minted, "publicCompanyId")?, text(&minted, "companyMagicLinkSecret")?);

    let old = format!("{}/create-datasource/magic-link/{company}/{secret}/connect", world.server.base_url());
    page.goto(&old).await?;
    assert_eq!(page.url().await?, text(&minted, "magicLinkUrl")?, "t009 the old path leads to the new one");
    Walk { page: &page, name: "magic-phone" }.through(&text(&minted, "magicLinkUrl")?).await?;
    assert!(!page.url().await?.contains(&secret), "the secret leaves the address bar");
    assert_eq!(page.count("form[action$='/restart']").await?, 0, "one connection, and no more");

    let connection = text(&world.connections().await?[0], "id")?;
    let minted = world.api.post(&format!("/v2.2/connection/{connection}"), &json!({})).await?.json;
    page.goto(&text(&minted, "magicLinkUrl")?).await?;
    page.screenshot("magic-phone-7-reconnect").await?;
    page.follow("main form button[type=submit]").await?;
    page.enter("[name=username]", "sandbox-username").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.screenshot("magic-phone-8-sites").await?;
    assert_eq!(page.count("[name=site]:checked").await?, 1, "the sites that it has are ticked");
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.screenshot("magic-phone-9-repaired").await?;
    let connections = world.connections().await?;
    assert_eq!((connections.len(), text(&connections[0], "id")?), (1, connection.clone()));
    let events = world.api.get(&format!("/v2.2/connection/{connection}/events")).await?.text;
    assert!(events.contains("CONNECTION_UPDATED"), "{events}");
    Ok(())
}
