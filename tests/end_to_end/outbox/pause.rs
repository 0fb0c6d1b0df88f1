use anyhow::Result;
use serde_json::json;

use super::endpoint;
use crate::webhooks::receiver::Receiver;
use crate::world::World;

/// T136: a worker is paused in the middle of sending, longer than its lease; another one takes over and finishes; the first goes
/// on, and what it has to say is not heard.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t136_a_paused_worker_changes_nothing_when_it_wakes() -> Result<()> {
    let world = World::without_a_worker().await?;
    let receiver = Receiver::answering(200).await?;
    let id = endpoint(&world, &receiver, &["invitation.created.v1"]).await?;
    receiver.hold();
    let first = world.worker().await?;
    world.invite(json!({})).await?;
    receiver.until(|came| came.len() == 1).await?;
    first.process().pause()?;
    let fence = "SELECT claims FROM outbox_entries WHERE task = 'deliver'";
    assert_eq!(world.query(fence)?, "1");

    let second = world.worker().await?;
    // The lease has a minute to end by the database's clock.
    receiver.until_within(90, |came| came.len() == 2).await?;
    assert_eq!(world.query(fence)?, "2");
    receiver.release_last();
    let left = "SELECT count(*) FROM outbox_entries WHERE task = 'deliver'";
    world.until_says(left, "0").await?;
    let settled = "SELECT state, version, updated_at FROM webhook_deliveries";
    let before = world.query(settled)?;
    assert!(before.starts_with("delivered|"), "{before}");

    receiver.now_answers(500);
    receiver.release();
    first.process().resume()?;
    let exit = first.stop().await?;
    assert_eq!(exit.code, Some(0), "{}", exit.stderr);
    assert_eq!(world.query(settled)?, before, "the late worker wrote something");
    let path = format!("/v2.2/webhook/{id}/deliveries");
    let delivery = world.api.get(&path).await?.json["deliveries"][0].clone();
    assert_eq!((&delivery["status"], &delivery["attempts"][1]), (&json!("delivered"), &json!(null)));
    let came = receiver.came();
    assert_eq!((came.len(), came[0].header("webhook-id")), (2, came[1].header("webhook-id")));
    second.stop().await?;
    Ok(())
}
