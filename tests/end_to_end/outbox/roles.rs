use std::time::Duration;

use anyhow::Result;
use latchstring_tests::Api;
use serde_json::json;

use super::endpoint;
use crate::webhooks::receiver::Receiver;
use crate::world::{World, text};

/// One server answers and another works: what the one promises the other does, and it hears of it at once.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn one_server_answers_and_another_works() -> Result<()> {
    let world = World::without_a_worker().await?;
    let receiver = Receiver::answering(204).await?;
    endpoint(&world, &receiver, &["invitation.created.v1"]).await?;
    let first = text(&world.invite(json!({})).await?, "id")?;
    let touched = "SELECT count(*) FROM outbox_entries WHERE claims > 0";
    assert_eq!(world.query(touched)?, "0", "who answers does no work");

    let worker = world.worker().await?;
    let came = receiver.first("invitation.created.v1").await?;
    assert_eq!(came.json()["id"], json!(first));
    let mut took = Vec::new();
    for number in 2..=21 {
        let began = tokio::time::Instant::now();
        world.invite(json!({})).await?;
        receiver.until(|came| came.len() == number).await?;
        took.push(began.elapsed());
    }
    took.sort();
    // Without a word from the database it would be looked for every five seconds.
    assert!(took[10] < Duration::from_secs(1), "{took:?}");
    assert_eq!(
        world.stop_and_query(worker, "SELECT count(*) FROM outbox_entries WHERE state = 'leased'").await?,
        "0"
    );
    Ok(())
}

/// A server that works says how it is and nothing else.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn a_server_that_works_answers_only_how_it_is() -> Result<()> {
    let world = World::without_a_worker().await?;
    let worker = world.worker().await?;
    let api = Api::new(worker.base_url(), Some(&world.key))?;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(api.get(path).await?.status, 200, "{path}");
        assert_eq!(world.api.get(path).await?.status, 200, "{path}");
    }
    for path in ["/", "/v2.2/ping", "/v2.2/company", "/p/i/lsi_x", "/docs", "/openapi.json", "/?token=lsi_x"]
    {
        let reply = api.get(path).await?;
        assert_eq!((reply.status.as_u16(), &reply.json["code"]), (404, &json!("not-found")), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
    Ok(())
}
