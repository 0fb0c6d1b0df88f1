//! `Idempotency-Key` over several servers, and over a crash.

use anyhow::Result;
use latchstring_tests::Api;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::world::{World, text};

/// Asks for one company many times at once, of all servers in turn, under one key; the answers that were no replay, and
/// those that were.
async fn many_at_once(world: &World, name: &str) -> Result<(Vec<Value>, Vec<Value>)> {
    let mut requests = JoinSet::new();
    let urls = world.base_urls();
    for number in 0..24 {
        let api =
            Api::new(&urls[number % urls.len()], Some(&world.key))?.with_header("idempotency-key", name)?;
        requests.spawn(async move { api.post("/v2.2/company", &json!({"name": "Northwind"})).await });
    }
    let (mut first, mut replays) = (Vec::new(), Vec::new());
    while let Some(reply) = requests.join_next().await {
        let reply = reply??;
        assert_eq!(reply.status.as_u16(), 201, "{}", reply.text);
        let of = if reply.header("idempotency-replayed") == Some("true") { &mut replays } else { &mut first };
        of.push(reply.json);
    }
    Ok((first, replays))
}

async fn companies(world: &World) -> Result<usize> {
    let list = world.api.get("/v2.2/company").await?.json;
    Ok(list.as_array().map_or(0, Vec::len))
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t121_two_servers_make_one_thing_for_a_key_on_postgresql() -> Result<()> {
    one_thing_for_a_key(&World::postgres(2).await?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t121_two_servers_make_one_thing_for_a_key_on_mariadb() -> Result<()> {
    one_thing_for_a_key(&World::mariadb(2).await?).await
}

/// T121: two replicas, one row, one answer.
async fn one_thing_for_a_key(world: &World) -> Result<()> {
    let before = companies(world).await?;
    for round in 0..5 {
        let (first, replays) = many_at_once(world, &format!("round-{round}")).await?;
        let [made] = first.as_slice() else { anyhow::bail!("{first:?} were all made") };
        assert_eq!(replays.len(), 23);
        assert!(replays.iter().all(|replay| replay == made), "{replays:?}");
        assert_eq!(companies(world).await?, before + round + 1);
    }
    Ok(())
}

/// T123: a server dies after it has done what was asked; what it answered is what is answered again.
#[tokio::test]
async fn t123_an_answer_outlives_the_server_that_gave_it() -> Result<()> {
    let world = World::sqlite().await?;
    let ask = async |world: &World| {
        let api = Api::new(world.server.base_url(), Some(&world.key))?
            .with_header("idempotency-key", "\"once\"")?;
        api.post(&format!("/v2.2/invitation/company/{}", world.company), &json!({"maxUses": 1})).await
    };
    let total = async |world: &World| {
        anyhow::Ok(world.api.get("/v2.2/invitation").await?.json["totalInvitations"].as_u64())
    };
    let before = total(&world).await?;
    let first = ask(&world).await?;
    assert_eq!((first.status.as_u16(), first.header("idempotency-replayed")), (201, None));
    let world = world.crash_and_start_again().await?;
    let again = ask(&world).await?;
    assert_eq!((again.status.as_u16(), again.header("idempotency-replayed")), (201, Some("true")));
    assert_eq!(text(&again.json, "id")?, text(&first.json, "id")?);
    assert_eq!(text(&again.json, "token")?, text(&first.json, "token")?);
    assert_eq!(total(&world).await?, before.map(|before| before + 1));
    Ok(())
}
