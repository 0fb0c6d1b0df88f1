use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use tokio::task::JoinSet;

use super::endpoint;
use crate::webhooks::receiver::Receiver;
use crate::world::{World, link, text, walk_to_sites};

const RECIPIENTS: usize = 16;

/// T150: a server is asked to stop while recipients submit. Whoever's submission was taken is told so, no work stays leased, and
/// the next server does what is left.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t150_a_server_that_is_stopped_under_load_drops_no_submission() -> Result<()> {
    let world = World::postgres(2).await?;
    let receiver = Receiver::answering(200).await?;
    endpoint(&world, &receiver, &["connection.created.v2"]).await?;
    let mut ready = Vec::new();
    for _ in 0..RECIPIENTS {
        let invitation = world.invite(json!({ "maxUses": 1 })).await?;
        let recipient = walk_to_sites(&link(&invitation, world.server.base_url())?).await?;
        ready.push((text(&invitation, "id")?, recipient));
    }
    let ids: Vec<String> = ready.iter().map(|(id, _)| id.clone()).collect();
    let mut submitting = JoinSet::new();
    for (id, mut recipient) in ready {
        submitting.spawn(async move {
            let done = recipient.send("/sites", &[]).await;
            (id, done.is_ok_and(|page| page.heading().starts_with("Thanks")))
        });
    }
    // One is through, so the others are on their way.
    let (first, was_thanked) = submitting.join_next().await.context("a submission")??;
    ensure!(was_thanked, "the first was refused");
    let mut world = world;
    let other = world.others.pop().context("the other server")?;
    let stopped = std::mem::replace(&mut world.server, other);
    let exit = stopped.stop().await?;
    assert_eq!(exit.code, Some(0), "{}", exit.stderr);
    let mut thanked = BTreeSet::from([first]);
    while let Some(submitted) = submitting.join_next().await {
        let (id, was_thanked) = submitted?;
        if was_thanked {
            thanked.insert(id);
        }
    }
    world.api = world.server.api(&world.key)?;
    let mut made = BTreeSet::new();
    for id in ids {
        if world.invitation(&id).await?["status"] == "FULFILLED" {
            made.insert(id);
        }
    }
    assert_eq!(made, thanked, "what was done was told, and what was told was done");
    let came = receiver.until(|came| came.len() >= made.len()).await?;
    let told: BTreeSet<String> =
        came.iter().map(|one| text(&one.json(), "invitationId")).collect::<Result<_>>()?;
    assert_eq!(told, made);
    world.until_says("SELECT count(*) FROM outbox_entries WHERE state = 'leased'", "0").await
}
