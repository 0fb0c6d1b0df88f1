//! Ten thousand invitations out of one file, over a real server, while others go on working.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::world::World;

const ROWS: usize = 10_000;

/// Follows a bulk to its end, line by line, and says which rows were told in which order.
async fn follow(world: &World, path: &str) -> Result<(Vec<u64>, Value)> {
    let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(90)).build()?;
    let (mut rows, mut from) = (Vec::new(), 0);
    loop {
        let url = format!("{}{path}?fromRow={from}", world.server.base_url());
        let request = client.get(url).header("x-api-key", &world.key);
        let text = request.header("accept", "application/x-ndjson").send().await?.text().await?;
        let lines: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let told = lines.iter().filter(|line| line["type"] == "row");
        for row in told {
            ensure!(row["status"] == "CREATED" && row["invitationUrl"].is_string(), "{row}");
            rows.push(row["row"].as_u64().context("a row")?);
        }
        let last = lines.last().context("a line")?.clone();
        match last["nextRow"].as_u64() {
            Some(next) => from = next,
            None => return Ok((rows, last)),
        }
    }
}

async fn ten_thousand_are_made_while_others_work(world: World) -> Result<()> {
    let rows: Vec<_> = (0..ROWS)
        .map(|number| json!({"companyId": world.company, "externalId": format!("row {number}")}))
        .collect();
    let began = Instant::now();
    let taken = world.api.post("/v2.2/invitation/bulk", &Value::Array(rows)).await?;
    ensure!(taken.status == 202, "{}", taken.text);
    println!("{ROWS} rows taken in {:?}", began.elapsed());
    let path = format!("/v2.2/invitation/bulk/{}", taken.json["id"].as_str().context("an id")?);

    // Somebody else writes all the while, one after the other, and each has to get through.
    let single = format!("/v2.2/invitation/company/{}", world.company);
    let (stop, mut stopped) = tokio::sync::watch::channel(false);
    let others = async {
        let (mut longest, mut count) = (Duration::ZERO, 0_u32);
        while !*stopped.borrow_and_update() {
            let began = Instant::now();
            let made = world.api.post(&single, &json!({})).await?;
            ensure!(made.status == 201, "{}", made.text);
            (longest, count) = (longest.max(began.elapsed()), count + 1);
        }
        Ok((longest, count))
    };
    let followed = async {
        let followed = follow(&world, &path).await;
        stop.send(true)?;
        followed
    };
    let (others, followed) = tokio::join!(others, followed);
    let ((longest, count), (told, last)) = (others?, followed?);
    println!("made in {:?}; of {count} others beside it the longest took {longest:?}", began.elapsed());
    ensure!(told == (0..10_000).collect::<Vec<_>>(), "each row once and in order");
    ensure!(last["status"] == "DONE" && last["created"] == ROWS, "{last}");
    let listed =
        world.api.get("/v2.2/invitation").await?.json["totalInvitations"].as_u64().context("a total")?;
    // The company of a quickstart has one from the start.
    let all = u64::try_from(ROWS)? + u64::from(count);
    ensure!((all..=all + 1).contains(&listed), "{listed} of {all}");
    Ok(())
}

#[tokio::test]
#[ignore = "takes a minute: run ./tests/run"]
async fn t133_ten_thousand_on_sqlite() -> Result<()> {
    ten_thousand_are_made_while_others_work(World::sqlite().await?).await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t133_ten_thousand_on_postgres() -> Result<()> {
    ten_thousand_are_made_while_others_work(World::postgres(2).await?).await
}
