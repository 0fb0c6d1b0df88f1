//! The links that lead nowhere, each to its own page.

use std::time::Duration;

use anyhow::Result;
use latchstring_tests::Recipient;
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
