//! A link for certain addresses, from outside: the code is read in the mail that the server wrote.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use latchstring_tests::Recipient;
use latchstring_tests::browser::{Browser, Viewport};
use serde_json::json;
use tokio::time::timeout;

use crate::world::{World, link, text};

const LISTED: &str = "dana@harbour.example";
const PATIENCE: Duration = Duration::from_secs(20);

/// The mails of a quickstart, oldest first.
fn mails(folder: &Path) -> Result<Vec<PathBuf>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut mails: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    mails.retain(|path| path.extension().is_some_and(|extension| extension == "eml"));
    mails.sort();
    Ok(mails)
}

/// Waits until there are so many mails, and reads the code in the last one.
async fn code(folder: &Path, count: usize) -> Result<String> {
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    let mailed = async {
        loop {
            tick.tick().await;
            let mails = mails(folder)?;
            if mails.len() >= count {
                return anyhow::Ok(mails);
            }
        }
    };
    let mails =
        timeout(PATIENCE, mailed).await.with_context(|| format!("no mail in {}", folder.display()))??;
    assert_eq!(mails.len(), count);
    let mail = std::fs::read_to_string(mails.last().context("a mail")?)?;
    assert!(mail.contains(&format!("To: {LISTED}")), "{mail}");
    let code =
        mail.lines().map(str::trim).find(|line| line.len() == 6 && line.bytes().all(|b| b.is_ascii_digit()));
    Ok(code.with_context(|| mail.clone())?.to_owned())
}

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
    let code = code(&folder, 1).await?;
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
    let code = code(&folder, 1).await?;
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
