use std::collections::BTreeSet;

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
