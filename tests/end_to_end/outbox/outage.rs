use std::time::Duration;

use anyhow::{Context as _, Result};
use latchstring_tests::{Api, Postgres};
use serde_json::json;
use tokio::task::JoinSet;

use super::endpoint;
use super::proxy::Proxy;
use crate::webhooks::receiver::Receiver;
use crate::world::World;

/// T151: the database is gone for a while. Every request is answered in a bounded time, the process lives and says that it is not
/// ready, and when the database is back so is everything, for those who answer and for those who work.
// The proxy has to go on while a command is waited for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t151_servers_outlive_their_database() -> Result<()> {
    let database = Postgres::from_env()?.database()?;
    let mut url = database.url();
    let there = url.socket_addrs(|| Some(5432))?.into_iter().next().context("an address")?;
    let mut proxy = Proxy::to(there).await?;
    url.set_port(Some(proxy.address().port())).ok().context("a port")?;
    let world = World::without_a_worker_at(url.as_str(), database).await?;
    let worker = world.worker().await?;
    let working = Api::new(worker.base_url(), None)?;
    let receiver = Receiver::answering(200).await?;
    endpoint(&world, &receiver, &["invitation.created.v1"]).await?;
    world.invite(json!({})).await?;
    receiver.until(|came| came.len() == 1).await?;

    proxy.cut().await;
    let began = tokio::time::Instant::now();
    let mut requests = JoinSet::new();
    // More than there are connections to the database.
    for _ in 0..48 {
        let api = world.api.clone();
        requests.spawn(async move { api.get("/v2.2/company").await });
    }
    while let Some(reply) = requests.join_next().await {
        let reply = reply??;
        assert_eq!(reply.status, 503, "{}", reply.text);
        assert!(reply.header("retry-after").is_some());
    }
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
    for api in [&world.api, &working] {
        assert_eq!(api.get("/healthz").await?.status, 200);
        assert_eq!(api.get("/readyz").await?.status, 503);
    }

    proxy.mend()?;
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    let back = async {
        while world.api.get("/readyz").await?.status != 200 || working.get("/readyz").await?.status != 200 {
            tick.tick().await;
        }
        anyhow::Ok(())
    };
    tokio::time::timeout(Duration::from_secs(30), back).await.context("they did not come back")??;
    world.invite(json!({})).await?;
    receiver.until(|came| came.len() == 2).await?;
    Ok(())
}
