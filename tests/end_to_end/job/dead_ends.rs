//! The links that lead nowhere, each to its own page.

use std::time::Duration;

use anyhow::Result;
use latchstring_tests::Recipient;
use latchstring_tests::browser::{Browser, Page, Viewport};
use serde_json::json;

use crate::world::{World, link, press_start, text, walk_to_sites};

#[tokio::test]
async fn an_unknown_and_a_damaged_link_get_the_same_page() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({})).await?;
    let genuine = text(&invitation, "token")?;
    let (head, _) = genuine.split_at(genuine.len() - 1);
    let unknown = format!("lsi_{}", "A".repeat(43));
    let mut answers = Vec::new();
    for token in [head, unknown.as_str(), "nonsense", "lsi_", "%00", "lsi_%2e%2e%2f"] {
        let mut recipient = Recipient::new()?;
        let page = recipient.open(&format!("{}/p/i/{token}", world.server.base_url())).await?;
        assert_eq!(page.status.as_u16(), 404, "{token}");
        answers.push(page.heading());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    Ok(())
}

#[tokio::test]
async fn t052_t060_a_link_revoked_elsewhere_is_refused_at_the_next_step() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let (id, link) = (text(&invitation, "id")?, link(&invitation, world.server.base_url())?);
    let mut recipient = walk_to_sites(&link).await?;

    let revoke = format!("/v2.2/invitation/{id}/revoke");
    let first = world.api.post(&revoke, &json!({})).await?;
    assert_eq!((first.status.as_u16(), &first.json["status"]), (200, &json!("REVOKED")), "{}", first.text);
    let second = world.api.post(&revoke, &json!({})).await?;
    assert_eq!((second.status.as_u16(), &second.json["status"]), (200, &json!("REVOKED")), "{}", second.text);
    let events = world.invitation(&id).await?["events"].clone();
    let revocations =
        events.as_array().into_iter().flatten().filter(|event| event["type"] == "REVOKED").count();
    assert_eq!(revocations, 1);

    let page = recipient.send("/sites", &[]).await?;
    assert_eq!(page.status.as_u16(), 410, "{}", page.text());
    assert!(page.text().contains("closed"), "{}", page.text());
    assert!(world.connections().await?.is_empty());
    let mut late = Recipient::new()?;
    assert_eq!(late.open(&link).await?.status.as_u16(), 410);
    Ok(())
}

#[tokio::test]
async fn a_used_up_link_says_so_and_offers_no_second_use() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let link = link(&invitation, world.server.base_url())?;
    let mut first = walk_to_sites(&link).await?;
    let mut second = walk_to_sites(&link).await?;
    first.send("/sites", &[]).await?;
    let page = second.send("/sites", &[]).await?;
    assert_eq!(page.status.as_u16(), 410, "{}", page.text());
    assert!(page.text().contains("already"), "{}", page.text());
    assert_eq!(world.connections().await?.len(), 1);
    let revoke = format!("/v2.2/invitation/{}/revoke", text(&invitation, "id")?);
    let refused = world.api.post(&revoke, &json!({})).await?;
    assert_eq!((refused.status.as_u16(), &refused.json["code"]), (409, &json!("invitation-fulfilled")));
    Ok(())
}

/// The shortest lifetime is a minute, so this waits one out: the clock that decides is the server's own.
#[tokio::test]
async fn t053_an_expired_link_is_refused_at_that_instant() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1, "expiresInSeconds": 60 })).await?;
    let (id, link) = (text(&invitation, "id")?, link(&invitation, world.server.base_url())?);
    let mut recipient = walk_to_sites(&link).await?;
    let mut tick = tokio::time::interval(Duration::from_millis(500));
    while world.invitation(&id).await?["status"] == "ACTIVE" {
        tick.tick().await;
    }
    assert_eq!(world.invitation(&id).await?["status"], "EXPIRED");
    let page = recipient.send("/sites", &[]).await?;
    assert_eq!(page.status.as_u16(), 410, "{}", page.text());
    assert!(page.text().contains("expired"), "{}", page.text());
    assert!(world.connections().await?.is_empty());

    let mut late = Recipient::new()?;
    let page = late.open(&link).await?;
    assert_eq!(page.status.as_u16(), 410);
    let starts = |action: &str| !action.ends_with("?ask=link");
    let forms = page.forms()?;
    let started = forms.iter().find(|form| form.is_post && starts(form.action.as_str()));
    assert!(started.is_none(), "nothing can be started from an expired link");
    while !world.invitation(&id).await?["events"].to_string().contains("\"EXPIRED\"") {
        tick.tick().await;
    }
    Ok(())
}

#[tokio::test]
async fn t011_a_gated_link_shows_a_stranger_nothing() -> Result<()> {
    let world = World::sqlite().await?;
    let terms = json!({ "allowedEmails": ["mike.secret@example.org"] });
    let invitation = world.invite(terms).await?;
    let mut recipient = Recipient::new()?;
    let landing = recipient.open(&link(&invitation, world.server.base_url())?).await?.html.clone();
    let next = press_start(&mut recipient).await.map(|page| page.html.clone()).unwrap_or_default();
    for html in [landing, next] {
        for private in ["mike.secret", "example.org", "Harbour House", "sandbox.example", "Sandbox Utility"] {
            assert!(!html.contains(private), "{private}:\n{html}");
        }
    }
    Ok(())
}

/// Somebody in a browser who comes to ends.
struct Visit<'a> {
    world: &'a World,
    page: &'a Page,
}

impl Visit<'_> {
    async fn open(&self, path: &str) -> Result<()> {
        self.page.goto(&format!("{}{path}", self.world.server.base_url())).await
    }

    async fn says(&self, name: &str, words: &[&str]) -> Result<()> {
        for word in words {
            self.page.wait_for_text(word).await?;
        }
        assert_eq!(self.page.count("h1").await?, 1, "{name}");
        self.page.screenshot(&format!("dead-end-{name}")).await.map(drop)
    }

    /// From the first page of a link to the form of its provider.
    async fn to_sign_in(&self, terms: serde_json::Value) -> Result<()> {
        let invitation = self.world.invite(terms).await?;
        self.page.goto(&link(&invitation, self.world.server.base_url())?).await?;
        self.page.follow("main form button[type=submit]").await?;
        self.page.follow("form[action$='/provider'] button[type=submit]").await
    }

    async fn sign_in(&self, user: &str, password: &str) -> Result<()> {
        self.page.evaluate("document.querySelector('[name=username]').value = ''").await?;
        self.page.enter("[name=username]", user).await?;
        self.page.enter("[name=password]", password).await?;
        self.page.follow("form[action$='/sign-in'] button[type=submit]").await
    }

    /// The inviter hears that a new link is wanted, and the visitor that they have.
    async fn ask(&self) -> Result<()> {
        self.page.follow("form[action$='?ask=link'] button[type=submit]").await?;
        self.page.wait_for_text("knows that you would like a new link").await
    }
}

async fn of_the_link(visit: &Visit<'_>) -> Result<()> {
    let world = visit.world;
    visit.open("/p/i/lsi_damaged").await?;
    visit.says("unknown", &["This link does not work", "Copy the whole link from the message"]).await?;
    visit.open("/p/elsewhere").await?;
    visit.says("not-found", &["There is no page here", "open the link from your message again"]).await?;

    let revoked = world.invite(json!({})).await?;
    let path = format!("/v2.2/invitation/{}/revoke", text(&revoked, "id")?);
    world.api.post(&path, &json!({})).await?;
    visit.page.goto(&link(&revoked, world.server.base_url())?).await?;
    visit.says("revoked", &["closed this link", "there may be a newer link in your messages"]).await?;
    visit.ask().await?;

    let used = world.invite(json!({ "maxUses": 1 })).await?;
    let used = link(&used, world.server.base_url())?;
    walk_to_sites(&used).await?.send("/sites", &[]).await?;
    visit.page.goto(&used).await?;
    visit
        .says("used-up", &["This link was already used", "It was last used on", "Need to fix something?"])
        .await?;
    visit.ask().await
}

async fn of_the_walk(visit: &Visit<'_>, browser: &Browser) -> Result<()> {
    let page = visit.page;
    visit.to_sign_in(json!({})).await?;
    visit.sign_in("sandbox-down", "sandbox-password").await?;
    visit.says("provider-down", &["is not answering", "we did not save anything"]).await?;
    page.follow("main a.button").await?;
    page.wait_for("[name=password]").await?;

    // A page that was left open until its form was no longer its session's.
    page.evaluate("document.querySelector('[name=csrf]').value = 'x'").await?;
    visit.sign_in("sandbox-username", "sandbox-password").await?;
    visit.says("bad-form", &["Please send that once more", "Nothing was sent"]).await?;
    page.follow("main a.button").await?;
    page.wait_for("[name=password]").await?;

    // The address, carried to another browser.
    let other = browser.visitor(Viewport::Phone).await?;
    other.goto(&page.url().await?).await?;
    let elsewhere = Visit { world: visit.world, page: &other };
    elsewhere.says("no-session", &["This page is closed", "Open the link from your message again"]).await?;

    for _ in 0..20 {
        if page.count("[name=password]").await? == 0 {
            break;
        }
        visit.sign_in("sandbox-username", "wrong").await?;
    }
    visit.says("too-many-tries", &["Too many tries for now", "Come back"]).await?;

    // An address that is not on the list: the same page, a code that never fits, and another address to try.
    let gated = visit.world.invite(json!({ "allowedEmails": ["dana@harbour.example"] })).await?;
    page.goto(&link(&gated, visit.world.server.base_url())?).await?;
    page.enter("[name=email]", "dana@elsewhere.example").await?;
    page.follow("main form button[type=submit]").await?;
    page.enter("[name=code]", "123456").await?;
    page.follow("form[action$='/code'] button[type=submit]").await?;
    visit.says("wrong-address", &["That is not the code we sent."]).await?;
    page.follow("a[href$='?address=1']").await?;
    page.wait_for("[name=email]").await
}

/// Time outs are in `crates/pages/tests/it/routes`, whose clock is set by hand; cookies that a frame withholds in `embedding`.
#[tokio::test]
#[ignore = "needs Chromium: run ./tests/run"]
async fn each_dead_end_says_what_to_do_on_a_phone() -> Result<()> {
    let world = World::sqlite().await?;
    let expiring = world.invite(json!({ "expiresInSeconds": 60 })).await?;
    let browser = Browser::start().await?;
    let page = browser.visitor(Viewport::Phone).await?;
    let visit = Visit { world: &world, page: &page };
    of_the_link(&visit).await?;
    of_the_walk(&visit, &browser).await?;

    let mut tick = tokio::time::interval(Duration::from_millis(500));
    while world.invitation(&text(&expiring, "id")?).await?["status"] == "ACTIVE" {
        tick.tick().await;
    }
    page.goto(&link(&expiring, world.server.base_url())?).await?;
    visit.says("expired", &["This link has expired", "It worked until"]).await?;
    visit.ask().await
}
