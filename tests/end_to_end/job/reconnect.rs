//! A connection stops working, and its owner mends it by the link that comes by mail.

use anyhow::Result;
use latchstring_tests::browser::{Browser, Viewport};
use serde_json::{Value, json};

use super::mailbox::mailed_link;
use crate::world::{World, text};

const DANA: &str = "dana@example.org";

async fn report(world: &World, connection: &str, status: &str) -> Result<()> {
    let reply = world
        .api
        .post(&format!("/v2.2/connection/{connection}/status"), &json!({ "status": status }))
        .await?;
    assert_eq!(reply.status, 200, "{}", reply.json);
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t059_an_owner_is_asked_by_mail_and_repairs_the_same_connection_from_each_status() -> Result<()> {
    let world = World::sqlite().await?;
    world.admin_cli(&["workspace", "set", "--automatic-reconnect", "on"])?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    let sign_in = async || -> Result<()> {
        page.enter("[name=username]", "sandbox-username").await?;
        page.enter("[name=password]", "sandbox-password").await?;
        page.follow("form[action$='/sign-in'] button[type=submit]").await
    };
    let mut mails = 1;
    world.invite(json!({ "allowedEmails": [DANA], "sendEmail": true })).await?;
    page.goto(&mailed_link(&world.mail_folder(), mails, DANA).await?).await?;
    page.follow("main form button[type=submit]").await?;
    page.follow("form[action$='/provider'] button[type=submit]").await?;
    sign_in().await?;
    page.follow("form[action$='/sites'] button[type=submit]").await?;
    page.wait_for_text("Thanks for connecting your utility account!").await?;
    let before = world.connections().await?.remove(0);
    let id = text(&before, "id")?;

    for (status, words) in [
        ("PASSWORD_INCORRECT", "Sandbox Utility no longer takes the password that we have."),
        ("NEW_PASSWORD_NEEDED", "Sandbox Utility asks for a new password."),
        ("ADDITIONAL_CREDENTIALS_NEEDED", "Sandbox Utility asks for more than before"),
        ("MFA_TOKEN_EXPIRED", "Sandbox Utility wants its check once more."),
    ] {
        report(&world, &id, "CONNECTED").await?;
        report(&world, &id, status).await?;
        mails += 1;
        page.goto(&mailed_link(&world.mail_folder(), mails, DANA).await?).await?;
        page.wait_for_text("Continue as d•••@example.org").await?;
        page.follow("main form button[type=submit]").await?;
        page.wait_for_text(words).await?;
        page.wait_for_text("Last time you signed in as s•••e.").await?;
        page.screenshot(&format!("reconnect-{}", status.to_lowercase())).await?;
        sign_in().await?;
        page.wait_for_text("gets your bills and usage from Sandbox Utility again").await?;
    }
    let after = world.connections().await?;
    assert_eq!(after.len(), 1);
    let kept = |connection: &Value| ["id", "initialSites", "emails"].map(|name| connection[name].clone());
    assert_eq!(kept(&after[0]), kept(&before), "the same connection, sites and owner");
    Ok(())
}
