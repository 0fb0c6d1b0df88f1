use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::Api;
use serde_json::json;
use tokio::task::JoinSet;

use super::endpoint;
use crate::webhooks::receiver::Receiver;
use crate::world::{World, text};

/// How many ask at the same time.
const CLIENTS: usize = 24;

/// Asks for invitations, one after the other, until the server is gone; the ids of those that it was told of.
async fn ask(api: Api, path: String) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    while let Ok(reply) = api.post(&path, &json!({})).await {
        match text(&reply.json, "id") {
            Ok(id) if reply.status == 201 => told.insert(id),
            _ => break,
        };
    }
    told
}

/// T150: a server is asked to stop while it is asked for invitations. Whatever it has made it has told of, its work is over or
/// left for others and none of it stays leased, and every webhook comes.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t150_a_server_that_is_stopped_under_load_drops_nothing_that_it_took() -> Result<()> {
    let mut world = World::postgres(2).await?;
    let receiver = Receiver::answering(200).await?;
    endpoint(&world, &receiver, &["invitation.created.v1"]).await?;
    let path = format!("/v2.2/invitation/company/{}", world.company);
    let mut asking = JoinSet::new();
    for _ in 0..CLIENTS {
        // A client, and so a connection, of its own.
        asking.spawn(ask(Api::new(world.server.base_url(), Some(&world.key))?, path.clone()));
    }
    receiver.until(|came| came.len() > CLIENTS).await?;
    let other = world.others.pop().context("the other server")?;
    let stopped = std::mem::replace(&mut world.server, other);
    let exit = stopped.stop().await?;
    assert_eq!(exit.code, Some(0), "{}", exit.stderr);
    let mut told = BTreeSet::new();
    while let Some(asked) = asking.join_next().await {
        told.extend(asked?);
    }
    world.api = world.server.api(&world.key)?;
    assert_eq!(invitations(&world).await?, told, "what was made was told, and what was told was made");
    let came = receiver.until(|came| subjects(came).len() >= told.len()).await?;
    assert_eq!(subjects(&came), told);
    world.until_says("SELECT count(*) FROM outbox_entries WHERE state = 'leased'", "0").await
}

/// T150: a server that is asked to stop says first that it is not ready, and goes on answering until whoever sends requests has had
/// time to see it; then it ends.
#[tokio::test]
async fn t150_readiness_is_false_before_the_listener_closes() -> Result<()> {
    let world = World::with_config("").await?;
    let world = world.ending_at("LATCHSTRING_SERVER_DRAIN_DELAY_SECONDS", "3").await?;
    let base_url = world.server.base_url().to_owned();
    assert_eq!(world.api.get("/readyz").await?.status, 200);
    let World { server, api: _api, key, .. } = world;
    let stopping = tokio::spawn(server.stop());
    let mut tick = tokio::time::interval(Duration::from_millis(20));
    let unready = async {
        loop {
            tick.tick().await;
            // A connection of its own each time, as from a balancer that looks.
            let reply = Api::new(&base_url, Some(&key))?.get("/readyz").await?;
            if reply.status == 503 {
                return anyhow::Ok(reply.json);
            }
        }
    };
    let told = tokio::time::timeout(Duration::from_secs(2), unready).await.context("still ready")??;
    assert_eq!(told, json!({ "status": "stopping" }));
    let late = Api::new(&base_url, Some(&key))?;
    assert_eq!(late.get("/v2.2/workspace").await?.status, 200, "what comes meanwhile is answered");
    assert_eq!(stopping.await??.code, Some(0));
    assert!(Api::new(&base_url, Some(&key))?.get("/readyz").await.is_err(), "and nothing after that");
    Ok(())
}

fn subjects(came: &[crate::webhooks::receiver::Came]) -> BTreeSet<String> {
    came.iter().filter_map(|one| one.json()["id"].as_str().map(str::to_owned)).collect()
}

async fn invitations(world: &World) -> Result<BTreeSet<String>> {
    let (mut all, mut cursor) = (BTreeSet::new(), String::new());
    loop {
        let page = world.api.get(&format!("/v2.2/invitation?limit=500&cursor={cursor}")).await?.json;
        let listed = page["invitations"].as_array().with_context(|| page.to_string())?;
        ensure!(!listed.is_empty() || !all.is_empty(), "nothing was made");
        for one in listed {
            all.insert(text(one, "id")?);
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => return Ok(all),
        }
    }
}
