//! A link for certain addresses, from outside: the code is read in the mail that the server wrote.

use anyhow::{Context as _, Result};
use latchstring_tests::Recipient;
use latchstring_tests::browser::{Browser, Viewport};
use serde_json::json;

use super::mailbox::{code, mailed_link, mails};
use crate::world::{World, link, text};

const LISTED: &str = "dana@harbour.example";
const BOSS: &str = "boss@acme.example";

/// Without a browser: a stranger gets no further, the one who is asked does, and the story says who it was.
#[tokio::test]
async fn t077_only_who_reads_the_listed_mailbox_gets_through() -> Result<()> {
    let world = World::sqlite().await?;
    let folder = world.mail_folder();
    let invitation = world.invite(json!({ "allowedEmails": [LISTED] })).await?;
    let url = link(&invitation, world.server.base_url())?;
    let path = url.strip_prefix(world.server.base_url()).context("our address")?;

    let mut stranger = Recipient::new()?;
    stranger.open(&url).await?;
    let page = stranger.send(path, &[("email", "mallory@example.net")]).await?;
    assert_eq!(page.heading(), "Check your e-mail");
    let page = stranger.send("/code", &[("code", "123456")]).await?;
    assert_eq!(page.status.as_u16(), 422);

    let mut dana = Recipient::new()?;
    let page = dana.open(&url).await?;
    assert!(!page.html.contains("harbour"), "t011 the list is not shown");
    dana.send(path, &[("email", " Dana@Harbour.Example ")]).await?;
    let code = code(&folder, 1, LISTED).await?;
    let page = dana.send("/code", &[("code", &code)]).await?;
    assert_eq!(page.heading(), "Is this your provider?", "{}", page.text());
    dana.send("/provider", &[]).await?;
    dana.send("/sign-in", &[("username", "sandbox-username"), ("password", "sandbox-password")]).await?;
    let page = dana.send("/sites", &[]).await?;
    assert!(page.heading().starts_with("Thanks"), "{}", page.text());

    assert_eq!(mails(&folder)?.len(), 1, "t071 nothing went to the stranger");
    let told = world.invitation(&text(&invitation, "id")?).await?;
    let kinds: Vec<_> =
        told["events"].as_array().context("events")?.iter().map(|event| &event["type"]).collect();
    assert!(
        kinds.contains(&&json!("EMAIL_VERIFIED")) && kinds.contains(&&json!("VERIFICATION_FAILED")),
        "{told}"
    );
    assert!(!told.to_string().contains(&code), "{told}");
    let connection = world.connections().await?.remove(0);
    assert_eq!(connection["workflowOwnerEmail"], LISTED, "who proved an address owns what they made");
    Ok(())
}

#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn an_address_is_proved_on_a_phone() -> Result<()> {
    let world = World::sqlite().await?;
    let folder = world.mail_folder();
    let invitation = world.invite(json!({ "allowedEmails": [LISTED] })).await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&link(&invitation, world.server.base_url())?).await?;
    page.enter("[name=email]", LISTED).await?;
    page.screenshot("gate-phone-1-landing").await?;
    page.follow("main form button[type=submit]").await?;
    page.wait_for_text("You can ask for another one in 0:").await?;
    page.screenshot("gate-phone-2-code").await?;
    let code = code(&folder, 1, LISTED).await?;
    page.enter("[name=code]", &code).await?;
    page.follow("form[action$='/code'] button[type=submit]").await?;
    page.wait_for_text("Is this your provider?").await?;
    page.screenshot("gate-phone-3-through").await?;
    assert_eq!(browser.complaints(), Vec::<String>::new());

    // A link that has ended has a way on, too.
    let id = text(&invitation, "id")?;
    world.api.post(&format!("/v2.2/invitation/{id}/revoke"), &json!({})).await?;
    page.goto(&link(&invitation, world.server.base_url())?).await?;
    page.follow("form[action$='?ask=link'] button[type=submit]").await?;
    page.wait_for_text("knows that you would like a new link").await?;
    page.screenshot("gate-phone-4-asked").await?;
    let told = world.invitation(&id).await?;
    assert!(told.to_string().contains("LINK_REQUESTED"), "{told}");
    Ok(())
}

/// A link that was mailed opens as its reader, who passes it on; the colleague connects the account.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn t077_a_mailed_link_is_passed_on_and_walked_on_a_phone() -> Result<()> {
    let world = World::sqlite().await?;
    let folder = world.mail_folder();
    let terms = json!({ "allowedEmails": [LISTED, "*@acme.example"], "sendEmail": true,
        "message": "It is for the energy report." });
    let invitation = world.invite(terms).await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    page.goto(&mailed_link(&folder, 1, LISTED).await?).await?;
    page.wait_for_text("Continue as d").await?;
    page.screenshot("mailed-phone-1-landing").await?;
    page.follow("button[name=then]").await?;
    page.wait_for_text("Who should do this instead?").await?;
    page.enter("[name=email]", BOSS).await?;
    page.screenshot("mailed-phone-2-hand-off").await?;
    page.follow("form[action$='/hand-off'] button[type=submit]").await?;
    page.wait_for_text("it is on its way there").await?;
    page.screenshot("mailed-phone-3-passed-on").await?;

    let boss = browser.visitor(Viewport::Desktop).await?;
    let theirs = mailed_link(&folder, 2, BOSS).await?;
    boss.goto(&theirs).await?;
    boss.wait_for_text("Continue as b").await?;
    boss.screenshot("mailed-desktop-4-colleague").await?;
    boss.follow("main form button.button").await?;
    boss.wait_for_text("Is this your provider?").await?;
    assert_eq!(mails(&folder)?.len(), 2, "nobody needed a code");
    assert_eq!(browser.complaints(), Vec::<String>::new());

    let told = world.invitation(&text(&invitation, "id")?).await?;
    let deliveries = told["deliveries"].as_array().context("deliveries")?;
    let seen: Vec<_> =
        deliveries.iter().map(|mail| (&mail["email"], &mail["status"], &mail["handedOffBy"])).collect();
    let (sent, nobody) = (json!("SENT"), json!(null));
    assert_eq!(seen, [(&json!(LISTED), &sent, &nobody), (&json!(BOSS), &sent, &json!(LISTED))], "{told}");
    let proof = theirs.rsplit('/').next().context("a proof")?;
    assert!(!told.to_string().contains(proof), "{told}");
    Ok(())
}
