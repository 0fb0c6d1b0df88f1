//! Signing in at the provider itself: a real authorisation server, a real browser, the built programs.

use std::net::TcpListener;
use std::process::Command;

use anyhow::{Context as _, Result};
use latchstring_tests::browser::{Browser, FrameCookies, Page, Viewport};
use latchstring_tests::{Api, Process, Server, node_modules, workspace_root};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::embedding::host;
use crate::world::{Operator, created, link, text};

const SITES: &str = "form[action$='/sites']";
const SECRET: &str = "the secret of the tests";

/// A server that may ask authorisation servers on this machine, and one of those.
struct World {
    server: Server,
    api: Api,
    idp: Option<Process>,
    issuer: String,
    provider: String,
    company: String,
    _folders: [TempDir; 2],
}

impl World {
    async fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        // The address that the authorisation server sends back to has to be known before either of the two runs.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let config = config(folder.path(), port);
        let file = folder.path().join("latchstring.toml");
        std::fs::write(&file, &config)?;
        let operator = Operator::with_config(&file);
        let keyring = folder.path().join("keyring.json");
        operator.run(&["keys", "generate", "--out", &keyring.to_string_lossy()])?;
        operator.run(&["migrate"])?;
        operator.run(&["workspace", "create", "Somebody", "--mode", "sandbox"])?;
        let key = operator.run(&["api-key", "create", "tests", "--all-scopes"])?;
        let key = key["apiKey"].as_str().context("the new key is shown")?.to_owned();
        let server = Server::with_config(|_| config.clone()).await?;
        let api = server.api(&key)?;
        let company = created(api.post("/v2.2/company", &json!({ "name": "Riverside Properties" })).await?)?;
        let company = text(&company, "id")?;
        created(
            api.post(&format!("/v2.2/site/company/{company}"), &json!({ "name": "Harbour House" })).await?,
        )?;
        let (idp, issuer, modules) = authorisation_server(server.base_url()).await?;
        let body = json!({
            "name": "Agreeable Energy", "url": "https://agreeable.example",
            "oauth": {
                "authorizeUrl": format!("{issuer}/auth"), "tokenUrl": format!("{issuer}/token"),
                "clientId": "latchstring", "clientSecret": SECRET, "scopes": "openid offline_access",
                "issuer": issuer,
            },
        });
        let made = created(api.post("/v2.2/datasource", &body).await?)?;
        assert!(!made.to_string().contains(SECRET), "a secret is not shown again: {made}");
        let provider = text(&made, "id")?;
        Ok(Self { server, api, idp: Some(idp), issuer, provider, company, _folders: [folder, modules] })
    }

    async fn invite(&self) -> Result<Value> {
        let body = json!({ "prefill": { "datasourceId": self.provider, "utilityTypes": ["GAS"] } });
        created(self.api.post(&format!("/v2.2/invitation/company/{}", self.company), &body).await?)
    }

    /// Somebody at the page that leads to the provider.
    async fn visitor(&self, browser: &Browser, invitation: &Value, javascript: bool) -> Result<Page> {
        let page = browser.visitor(Viewport::Phone).await?;
        page.set_javascript(javascript).await?;
        page.goto(&link(invitation, self.server.base_url())?).await?;
        page.follow("main form button[type=submit]").await?;
        page.follow("form[action$='/provider'] button[type=submit]").await?;
        page.wait_for_text("Sign in to Agreeable Energy").await?;
        page.follow("form[action$='/sign-in'] button[type=submit]").await?;
        page.wait_for_text("Continue to 127.0.0.1").await?;
        Ok(page)
    }

    async fn events(&self, invitation: &Value) -> Result<String> {
        let path = format!("/v2.2/invitation/{}", text(invitation, "id")?);
        Ok(self.api.get(&path).await?.json["events"].to_string())
    }

    async fn connections(&self) -> Result<usize> {
        let path = format!("/v2.2/connection/company/{}", self.company);
        Ok(self.api.get(&path).await?.json["connections"].as_array().context("a list")?.len())
    }
}

fn config(folder: &std::path::Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "[server]\nlisten = \"127.0.0.1:{port}\"\nbase_url = \"http://127.0.0.1:{port}\"\n\
         [database]\nurl = \"sqlite://{folder}/latchstring.db\"\n[keyring]\nkeys_file = \"{folder}/keyring.json\"\n\
         [oauth]\nallow_networks = [\"127.0.0.0/8\"]\n[log]\nlevel = \"info\"\n"
    )
}

/// An authorisation server that sends back to a server of ours, and the address it calls itself by.
async fn authorisation_server(base_url: &str) -> Result<(Process, String, TempDir)> {
    let folder = tempfile::tempdir()?;
    let program = workspace_root().join("tests/compat/client/authorisation-server.mjs");
    std::fs::copy(program, folder.path().join("server.mjs"))?;
    std::os::unix::fs::symlink(node_modules()?, folder.path().join("node_modules"))?;
    let mut command = Command::new("node");
    command.current_dir(folder.path()).arg("server.mjs").arg(format!("{base_url}/p/oauth/callback"));
    let (process, issuer) = Process::start(&mut command, folder.path()).await?;
    Ok((process, issuer.trim().to_owned(), folder))
}

/// Signs in and agrees at the provider.
async fn agree(page: &Page) -> Result<()> {
    page.follow("main a.button").await?;
    page.enter("[name=login]", "dana").await?;
    page.enter("[name=password]", "anything").await?;
    page.follow("[type=submit]").await?;
    page.wait_for_text("Authorize").await?;
    page.follow("[type=submit]").await
}

#[tokio::test]
#[ignore = "needs Chromium, Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn somebody_agrees_at_the_provider_and_the_collector_gets_the_tokens() -> Result<()> {
    let world = World::new().await?;
    let browser = Browser::start().await?;
    let invitation = world.invite().await?;
    let page = world.visitor(&browser, &invitation, true).await?;
    page.screenshot("oauth-1-there").await?;
    agree(&page).await?;
    page.wait_for(SITES).await?;
    assert!(!page.url().await?.contains("code="), "the code leaves the address bar");
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting").await?;

    let path = format!("/v2.2/connection/company/{}", world.company);
    let connection = text(&world.api.get(&path).await?.json["connections"][0], "id")?;
    let read = world.api.get(&format!("/v2.2/connection/{connection}/credentials")).await?.json;
    let tokens = &read["credentials"];
    for key in ["refresh_token", "access_token", "expires_at", "scope"] {
        assert!(tokens[key].as_str().is_some_and(|value| !value.is_empty()), "{key}");
    }
    // What the collector gets is good for another token.
    let refreshed = reqwest::Client::new()
        .post(format!("{}/token", world.issuer))
        .basic_auth("latchstring", Some(SECRET.replace(' ', "%20")))
        .form(&[("grant_type", "refresh_token"), ("refresh_token", text(tokens, "refresh_token")?.as_str())])
        .send()
        .await?;
    assert_eq!(refreshed.status().as_u16(), 200, "{}", refreshed.text().await?);
    let told = world.events(&invitation).await?;
    assert!(told.contains("SIGNED_IN") && !told.contains("MFA_REQUIRED"), "{told}");
    assert!(!told.contains(&text(tokens, "access_token")?), "no token is told");
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium, Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn who_does_not_agree_is_not_in_and_can_try_again() -> Result<()> {
    let world = World::new().await?;
    let browser = Browser::start().await?;
    let invitation = world.invite().await?;
    let page = world.visitor(&browser, &invitation, true).await?;
    page.follow("main a.button").await?;
    page.follow("a[href*=abort]").await?;
    page.wait_for_text("You did not let us in at Agreeable Energy.").await?;
    page.screenshot("oauth-2-declined").await?;
    assert!(world.events(&invitation).await?.contains("declined"));
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    agree(&page).await?;
    page.wait_for(SITES).await
}

/// The code and the state that a page has come back with.
async fn returned(page: &Page) -> Result<(String, String)> {
    page.wait_for_text("You are back from Agreeable Energy.").await?;
    let field = async |name: &str| {
        let value = page.get(&format!("[name={name}]"), "value").await?;
        Ok::<_, anyhow::Error>(value.as_str().context("a text")?.to_owned())
    };
    Ok((field("code").await?, field("state").await?))
}

#[tokio::test]
#[ignore = "needs Chromium, Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn an_answer_is_good_once_and_for_who_asked() -> Result<()> {
    let world = World::new().await?;
    let browser = Browser::start().await?;
    let invitation = world.invite().await?;
    let page = world.visitor(&browser, &invitation, false).await?;
    agree(&page).await?;
    let (code, state) = returned(&page).await?;
    let back = page.url().await?;

    // t003: opening the answer changes nothing, and another browser has nothing to open it with.
    let stranger = browser.visitor(Viewport::Phone).await?;
    stranger.goto(&back).await?;
    stranger.wait_for_text("This page is closed").await?;
    let forged = back.replace(&state, "somebody-else-s-state");
    page.goto(&forged).await?;
    page.wait_for_text("This page is closed").await?;
    assert!(!world.events(&invitation).await?.contains("SIGN"), "nothing has happened");

    page.goto(&back).await?;
    page.follow("form[data-send] button").await?;
    page.wait_for(SITES).await?;

    // The same code with the state of another try: the server knows that it was used.
    let again = world.visitor(&browser, &invitation, false).await?;
    let there = again.get("main a.button", "href").await?;
    let there = there.as_str().context("an address")?;
    let fresh = there.split("state=").nth(1).and_then(|rest| rest.split('&').next()).context("a state")?;
    let callback = format!("{}/p/oauth/callback", world.server.base_url());
    again.goto(&format!("{callback}?code={code}&state={fresh}")).await?;
    again.follow("form[data-send] button").await?;
    again.wait_for_text("ended its check").await?;
    assert_eq!(world.connections().await?, 0);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium, Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn a_link_that_has_ended_or_a_server_that_is_down_leaves_nothing_behind() -> Result<()> {
    let mut world = World::new().await?;
    let browser = Browser::start().await?;
    let revoked = world.invite().await?;
    let page = world.visitor(&browser, &revoked, false).await?;
    agree(&page).await?;
    returned(&page).await?;
    let path = format!("/v2.2/invitation/{}/revoke", text(&revoked, "id")?);
    world.api.post(&path, &json!({})).await?;
    page.follow("form[data-send] button").await?;
    page.wait_for_text("closed this link").await?;

    let down = world.invite().await?;
    let page = world.visitor(&browser, &down, false).await?;
    agree(&page).await?;
    returned(&page).await?;
    if let Some(idp) = world.idp.take() {
        idp.crash().await?;
    }
    page.follow("form[data-send] button").await?;
    page.wait_for_text("Agreeable Energy is not answering").await?;
    assert!(world.events(&down).await?.contains("unavailable"));
    assert_eq!(world.connections().await?, 0);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium, Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn in_a_frame_the_provider_has_a_tab_of_its_own_and_the_frame_follows() -> Result<()> {
    let world = World::new().await?;
    let site = host::site(world.server.base_url()).await?;
    let wish = json!({ "allowedOrigins": [site.url("localhost", "")] });
    assert_eq!(world.api.patch("/v2.2/workspace", &wish).await?.status, 200);
    let browser = Browser::start_with(FrameCookies::Partitioned).await?;
    let page = browser.page(Viewport::Desktop).await?;
    let link = link(&world.invite().await?, world.server.base_url())?;
    page.goto(&site.url("localhost", &format!("/element?{link}"))).await?;
    let frame = page.frame("/p/i/").await?;
    frame.follow("main form button[type=submit]").await?;
    frame.follow("form[action$='/provider'] button[type=submit]").await?;
    frame.wait_for_text("Agreeable Energy can only be opened in a tab of its own.").await?;
    page.screenshot("oauth-in-a-frame").await?;
    frame.click("form[action$='/tab'] button[type=submit]").await?;
    let tab = frame.popup().await?;
    tab.wait_for_text("Sign in to Agreeable Energy").await?;
    assert!(!tab.url().await?.contains('?'), "the pass is in no address");
    tab.follow("form[action$='/sign-in'] button[type=submit]").await?;
    tab.wait_for_text("Continue to 127.0.0.1").await?;
    agree(&tab).await?;
    tab.wait_for(SITES).await?;

    page.to_front().await?;
    frame.wait_for(SITES).await?;
    host::fits(&frame, &page).await?;
    frame.follow("form[action$='/sites'] button[type=submit]").await?;
    frame.wait_for_text("Thanks for connecting").await?;
    page.wait_for_text("connected {\"connectionId\"").await?;
    assert_eq!(world.connections().await?, 1);
    Ok(())
}
