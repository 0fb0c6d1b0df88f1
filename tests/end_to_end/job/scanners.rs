//! Mail scanners and previews do their worst, and nothing happens.

use anyhow::Result;
use latchstring_tests::Recipient;
use reqwest::Method;
use serde_json::json;

use crate::world::{World, link, text, walk_to_sites};

#[tokio::test]
async fn t001_a_storm_of_requests_changes_nothing_and_the_link_still_works() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let (id, link) = (text(&invitation, "id")?, link(&invitation, world.server.base_url())?);
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build()?;
    for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
        for agent in ["Slackbot-LinkExpanding 1.0", "Mozilla/5.0 Safari", "curl/8", "BingPreview/1.0b", ""] {
            for _ in 0..10 {
                let response =
                    client.request(method.clone(), &link).header("user-agent", agent).send().await?;
                assert!(
                    response.status().is_success() || response.status().as_u16() == 405,
                    "{}",
                    response.status()
                );
                assert!(response.headers().get("set-cookie").is_none(), "{method} {agent}");
            }
        }
    }
    let told = world.invitation(&id).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    let views =
        told["events"].as_array().into_iter().flatten().filter(|event| event["type"] == "VIEWED").count();
    assert!(views <= 5, "one line a visitor and hour, not {views}");
    let mut recipient = walk_to_sites(&link).await?;
    assert!(recipient.send("/sites", &[]).await?.heading().starts_with("Thanks"));
    Ok(())
}

#[tokio::test]
async fn t002_every_button_pressed_with_empty_fields_makes_no_connection() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let mut scanner = Recipient::new()?;
    scanner.open(&link(&invitation, world.server.base_url())?).await?;
    for _ in 0..12 {
        let Some(form) = scanner.page()?.forms()?.into_iter().find(|form| form.is_post) else { break };
        // Hidden fields come along as they are; whatever a person would type stays empty.
        let blank: Vec<(&str, &str)> = form
            .fields
            .iter()
            .filter(|(name, _)| name != "csrf")
            .map(|(name, _)| (name.as_str(), ""))
            .collect();
        let form = form.clone().filled(&blank);
        scanner.submit(&form).await?;
    }
    let told = world.invitation(&text(&invitation, "id")?).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    assert!(world.connections().await?.is_empty());
    Ok(())
}
