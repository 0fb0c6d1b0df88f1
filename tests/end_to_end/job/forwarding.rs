//! Forwarded codes, from outside: what a mail server hands in turns the page, and reaches the collector.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::browser::{Browser, Page, Viewport};
use latchstring_tests::standardwebhooks;
use serde_json::{Value, json};

use crate::world::{World, created, link, text};

const DOMAIN: &str = "mfa.example.com";
const HOW_TO: &str = include_str!("../../../docs/how-to/forward-mfa-codes.md");
const PLAIN: &str = "From: Pacific Power <no-reply@pacificpower.example>\r\nSubject: Sign in\r\n\
                     Content-Type: text/plain; charset=utf-8\r\n\r\nYour code is 482913.\r\n";
const HTML: &str = "From: no-reply@pacificpower.example\r\nSubject: =?utf-8?q?Ihr_Code_f=C3=BCr_heute?=\r\n\
                    Content-Type: text/html; charset=utf-8\r\n\r\n<p>Ihr Code:<b>771204</b></p>\r\n";

/// A deployment that takes codes, the secret of what is handed in, and its connections' reader.
async fn taking_codes() -> Result<(World, String)> {
    let world = World::sqlite().await?;
    world.admin_cli(&["workspace", "set", "--mfa-domain", DOMAIN])?;
    let secret = text(&world.admin_cli(&["workspace", "inbound-secret"])?, "secret")?;
    Ok((world, secret))
}

/// The script of the how-to, as it stands there, with a mail on its standard input; whether it went well.
fn hand_in(world: &World, secret: &str, address: &str, mail: &str) -> Result<bool> {
    let script = HOW_TO.split("```python\n").nth(1).and_then(|rest| rest.split("```").next());
    let mut child = Command::new(standardwebhooks()?)
        .args(["-c", script.context("the script")?, world.server.base_url(), address])
        .env("INBOUND_SECRET", secret)
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    child.stdin.take().context("its input")?.write_all(mail.as_bytes())?;
    Ok(child.wait()?.success())
}

/// What the collector reads.
async fn codes(world: &World, connection: &str) -> Result<Value> {
    let key = text(&world.admin_cli(&["api-key", "create", "collector", "--all-scopes"])?, "apiKey")?;
    let path = format!("/v2.2/connection/{connection}/mfa-codes");
    let reply = world.server.api(&key)?.get(&path).await?;
    ensure!(reply.status == 200, "{}", reply.text);
    Ok(reply.json)
}

#[tokio::test]
#[ignore = "needs Python: run ./tests/run"]
async fn the_script_of_the_how_to_hands_mails_in() -> Result<()> {
    let (world, secret) = taking_codes().await?;
    let body = json!({ "url": "https://sandbox.example", "username": "sandbox-username",
        "password": "sandbox-password", "country": "US", "sites": [world.sites[0]] });
    let path = format!("/v2.2/connection/company/{}", world.company);
    let id = text(&created(world.api.post(&path, &body).await?)?, "id")?;
    let address = format!("{id}@{DOMAIN}");
    for mail in [PLAIN, HTML, PLAIN] {
        ensure!(hand_in(&world, &secret, &address, mail)?, "a mail was refused");
    }
    let read = codes(&world, &id).await?;
    assert_eq!(read["address"], json!(address));
    let said: Vec<_> = read["codes"].as_array().context("codes")?.iter().collect();
    let of = |name: &str| said.iter().map(|code| code[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("code"), ["482913", "771204"], "the same mail counts once");
    assert_eq!(of("subject"), ["Sign in", "Ihr Code für heute"]);
    assert_eq!(of("sender")[0], "Pacific Power <no-reply@pacificpower.example>");

    ensure!(hand_in(&world, &secret, &format!("anna@{DOMAIN}"), PLAIN)?, "nobody's address is told");
    ensure!(!hand_in(&world, &secret, "anna@other.example", PLAIN)?, "another domain is taken");
    let other = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    ensure!(!hand_in(&world, other, &address, PLAIN)?, "another secret is taken");
    Ok(())
}

/// As far as the page, as the user of the sandbox who gets codes.
async fn to_forwarding(page: &Page, url: &str) -> Result<()> {
    page.goto(url).await?;
    page.follow("main form button[type=submit]").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    page.enter("[name=username]", "sandbox-mfa-forwarding").await?;
    page.enter("[name=password]", "sandbox-password").await?;
    page.follow("form[action$='/sign-in'] button[type=submit]").await?;
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Waiting for the test message…").await
}

/// The connection's status, once it is this.
async fn reaches(world: &World, id: &str, status: &str) -> Result<Value> {
    let mut often = tokio::time::interval(std::time::Duration::from_millis(200));
    for _ in 0..150 {
        often.tick().await;
        let found = world.api.get(&format!("/v2.2/connection/{id}/details")).await?.json;
        if found["status"] == status {
            return Ok(found);
        }
    }
    anyhow::bail!("connection {id} does not become {status}")
}

#[tokio::test]
#[ignore = "needs Chromium and Python: run ./tests/run"]
async fn the_page_turns_green_when_the_test_arrives() -> Result<()> {
    let (world, secret) = taking_codes().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    let invitation = world.invite(json!({})).await?;
    to_forwarding(&page, &link(&invitation, world.server.base_url())?).await?;
    page.screenshot("forwarding-phone-1-waiting").await?;
    let address = page.text("#forwarding-address").await?;
    assert!(address.ends_with(DOMAIN), "{address}");
    assert_eq!(page.count("[data-copy]:not([hidden])").await?, 2, "both can be copied");

    ensure!(hand_in(&world, &secret, &address, PLAIN)?, "the mail was refused");
    page.wait_for_text("The test message has arrived. Forwarding works.").await?;
    assert_eq!(page.count(".arrival.has-arrived[role=status]").await?, 1);
    page.screenshot("forwarding-phone-2-arrived").await?;
    page.follow("[data-onward] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let made = world.connections().await?.remove(0);
    assert_eq!(made["mfaForwarding"], "FORWARDED");
    let id = text(&made, "id")?;
    assert_eq!(address, format!("{id}@{DOMAIN}"));
    assert_eq!(codes(&world, &id).await?["codes"][0]["code"], "482913");
    reaches(&world, &id, "CONNECTED").await?;
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium and Python: run ./tests/run"]
async fn a_reconnect_for_want_of_a_code_leads_there() -> Result<()> {
    let (world, secret) = taking_codes().await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Desktop).await?;
    let invitation = world.invite(json!({})).await?;
    to_forwarding(&page, &link(&invitation, world.server.base_url())?).await?;
    page.follow("button[value=later]").await?;
    page.wait_for_text("Thanks for connecting").await?;
    let before = world.connections().await?.remove(0);
    assert_eq!(before["mfaForwarding"], "LATER");
    let id = text(&before, "id")?;
    reaches(&world, &id, "MFA_TOKEN_EXPIRED").await?;

    let path = format!("/v2.2/invitation/connection/{id}");
    let reconnect = created(world.api.post(&path, &json!({ "maxUses": 1 })).await?)?;
    page.goto(&link(&reconnect, world.server.base_url())?).await?;
    page.follow("main form button[type=submit]").await?;
    page.wait_for_text("Waiting for the test message…").await?;
    page.screenshot("forwarding-desktop-1-reconnect").await?;
    assert_eq!(page.count("button[value=later]").await?, 0);
    // Without the script there is "Check again".
    page.set_javascript(false).await?;
    let address = page.text("#forwarding-address").await?;
    assert_eq!(address, format!("{id}@{DOMAIN}"));
    ensure!(hand_in(&world, &secret, &address, PLAIN)?, "the mail was refused");
    page.follow("[data-onward] a").await?;
    page.wait_for_text("The test message has arrived. Forwarding works.").await?;
    page.follow("[data-onward] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting").await?;
    let after = reaches(&world, &id, "CONNECTED").await?;
    assert_eq!(after["mfaForwarding"], "FORWARDED");
    assert_eq!(after["initialSites"], before["initialSites"]);
    assert_eq!(world.connections().await?.len(), 1, "it is the same connection");
    Ok(())
}
