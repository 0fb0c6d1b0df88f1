use std::time::Duration;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::endpoint;
use crate::webhooks::receiver::Receiver;
use crate::world::World;

/// T138: what was given up is seen by API and command line, and comes after all when it is begun anew.
#[tokio::test]
async fn t138_what_was_given_up_is_seen_and_begun_anew() -> Result<()> {
    let world = World::sqlite().await?;
    let receiver = Receiver::answering(410).await?;
    let id = endpoint(&world, &receiver, &["invitation.created.v1"]).await?;
    world.invite(json!({})).await?;
    let letter = until_listed(&world).await?;
    assert_eq!((&letter["kind"], &letter["reason"]), (&json!("WEBHOOK"), &json!("gone")));
    assert_eq!(letter["webhookId"], json!(id));
    let listed = world.admin_cli(&["outbox", "list"])?;
    assert_eq!(listed["deadLetters"], json!([letter]));
    let letter_id = letter["id"].as_str().context("an id")?;
    assert_eq!(world.admin_cli(&["outbox", "show", letter_id])?, letter);

    let passed = world.admin_cli(&["outbox", "replay", "--all"])?;
    assert_eq!(passed, json!({ "count": 0, "passedOver": 1 }), "the endpoint is disabled");
    world.admin_cli(&["webhook", "enable", &id])?;
    receiver.now_answers(200);
    let began = world.api.post("/v2.2/dead-letter/replay", &json!({ "id": letter_id })).await?;
    assert_eq!(began.parts(), (202, &json!({ "count": 1, "passedOver": 0, "more": false })));
    let came = receiver.until(|came| came.len() == 2).await?;
    assert_eq!(came[0].header("webhook-id"), came[1].header("webhook-id"));
    assert_eq!(world.admin_cli(&["outbox", "list"])?["deadLetters"], json!([]));
    let told = world.api.get("/v2.2/event?type=DEAD_LETTERS_REPLAYED").await?.json;
    assert_eq!(told["events"][0]["data"]["deadLetterId"], json!(letter_id));
    Ok(())
}

async fn until_listed(world: &World) -> Result<Value> {
    let mut tick = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..400 {
        tick.tick().await;
        let listed = world.api.get("/v2.2/dead-letter").await?.json;
        if let Some(letter) = listed["deadLetters"].get(0) {
            return Ok(letter.clone());
        }
    }
    anyhow::bail!("nothing was given up")
}
