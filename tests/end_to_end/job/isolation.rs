//! Nothing of others: no host but the server is asked for anything, and none learns where a visitor came from.

use anyhow::{Context as _, Result};
use latchstring_tests::browser::{Browser, Viewport};
use latchstring_tests::workspace_root;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use crate::harness::site::Site;
use crate::world::{World, link};

/// The host and port of an address.
fn host(url: &str) -> Result<String> {
    let url = Url::parse(url)?;
    Ok(format!("{}:{}", url.host_str().context("a host")?, url.port().context("a port")?))
}

/// The browser of these tests knows no host but this machine; what it asked for all the same is in its journal.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t004_t192_everything_works_with_all_foreign_hosts_blocked_and_none_learns_where_one_came_from()
-> Result<()> {
    let world = World::sqlite().await?;
    let site =
        Site::start(|path| path.starts_with("/back").then(|| ("", "<h1>Back at Acme</h1>".to_owned()))).await;
    let back = site.url("localhost", "/back");
    world.admin_cli(&["workspace", "set", "--return-origin", &site.url("localhost", "")])?;
    let look = json!({ "displayName": "Nordlys", "color": "#ffb020", "font": "inter",
        "helperButtons": [{ "label": "Help", "url": "https://help.nordlys.example/" }] });
    let reply = world.api.send(Method::PUT, "/v2.2/workspace/branding", Some(&look)).await?;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let invitation = world.invite(json!({ "maxUses": 1, "successUrl": back })).await?;

    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Desktop).await?;
    page.goto(&link(&invitation, world.server.base_url())?).await?;
    page.wait_for_text("Nordlys asks you").await?;
    // Its script runs.
    page.click(".assurance").await?;
    page.wait_for("dialog[open]").await?;
    page.click("dialog [data-close]").await?;
    page.follow("main form button[type=submit]").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    page.enter("[name=username]", "sandbox-username").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;

    // The viewer of the API, which such pages often fetch from a network of others.
    let viewer = browser.visitor(Viewport::Desktop).await?;
    viewer.goto(&format!("{}/docs", world.server.base_url())).await?;
    viewer.wait_for_text("/v2.2/invitation/company/{company_id}").await?;

    assert_eq!(browser.requested_hosts(), [host(world.server.base_url())?], "T192: nobody else is asked");
    // The viewer brings no picture for the browser's tab, and the browser asks for one at the usual place.
    let complaints: Vec<_> =
        browser.complaints().into_iter().filter(|said| !said.contains("/favicon.ico")).collect();
    assert_eq!(complaints, [""; 0]);

    page.follow("main a[target=_top]").await?;
    page.wait_for_text("Back at Acme").await?;
    assert_eq!(page.evaluate("document.referrer").await?, Value::from(""), "T004: not even the host is told");
    Ok(())
}

#[test]
fn t192_what_is_not_rust_is_locked_too() {
    let root = workspace_root();
    for file in ["Cargo.lock", "tests/compat/client/package-lock.json"] {
        assert!(root.join(file).is_file(), "{file}");
    }
}
