//! What a disk that fails leaves of a request. `tests/power/power.c` stands between the server and its disk.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::power;
use reqwest::StatusCode;
use serde_json::json;
use tempfile::TempDir;

use crate::world::{World, link};

/// A deployment on SQLite whose disk fails for as long as it is told to.
struct Failing {
    world: World,
    control: PathBuf,
    _folder: TempDir,
}

impl Failing {
    async fn new() -> Result<Self> {
        let (folder, library) = (tempfile::tempdir()?, power()?);
        let control = folder.path().join("error");
        let world = World::with_config("").await?;
        let with = |command: &mut std::process::Command| {
            command.env("LD_PRELOAD", library).env("POWER_CONTROL", &control);
        };
        Ok(Self { world: world.begun_with(with).await?, control, _folder: folder })
    }

    fn fail(&self, with: &str) -> Result<()> {
        Ok(std::fs::write(&self.control, with)?)
    }

    fn work(&self) -> Result<()> {
        Ok(std::fs::remove_file(&self.control)?)
    }
}

async fn invite(world: &World) -> Result<StatusCode> {
    let path = format!("/v2.2/invitation/company/{}", world.company);
    let reply = world.api.post(&path, &json!({ "prefill": {} })).await?;
    if reply.status == StatusCode::SERVICE_UNAVAILABLE {
        ensure!(reply.headers.contains_key("retry-after"), "{:?}", reply.headers);
        ensure!(reply.json["status"] == 503 && !reply.text.contains("disk"), "{}", reply.text);
    }
    Ok(reply.status)
}

async fn count(world: &World) -> Result<u64> {
    let path = format!("/v2.2/invitation/company/{}", world.company);
    let all = world.api.get(&path).await?;
    ensure!(all.status == StatusCode::OK, "reading goes on: {}", all.text);
    all.json["totalInvitations"].as_u64().context("no total")
}

fn chains_verify(world: &World) -> Result<()> {
    let report = world.admin_cli(&["events", "verify"])?;
    ensure!(report["broken"] == json!([]), "{report}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs tests/power/power.c: run ./tests/run"]
async fn t142_a_disk_that_takes_nothing_costs_no_more_than_the_request() -> Result<()> {
    let failing = Failing::new().await?;
    let world = &failing.world;
    let opened = link(&world.invite(json!({ "maxUses": 1 })).await?, world.server.base_url())?;
    let mut made = count(world).await?;
    for error in ["ENOSPC", "EIO", "EROFS"] {
        failing.fail(error)?;
        for _ in 0..3 {
            ensure!(invite(world).await? == StatusCode::SERVICE_UNAVAILABLE, "{error}");
        }
        ensure!(count(world).await? == made, "{error}: nothing is half made");
        let page = reqwest::get(&opened).await?;
        ensure!(page.status() == StatusCode::OK, "{error}: a link is still shown");
        failing.work()?;
        ensure!(invite(world).await? == StatusCode::CREATED, "{error} is over");
        made += 1;
        ensure!(count(world).await? == made, "{error}: what was refused stays refused");
    }
    chains_verify(world)
}

#[tokio::test]
#[ignore = "needs tests/power/power.c: run ./tests/run"]
async fn t142_after_a_sync_that_failed_the_server_ends_and_asks_nobody_to_trust_it() -> Result<()> {
    let failing = Failing::new().await?;
    ensure!(invite(&failing.world).await? == StatusCode::CREATED, "the disk works");
    let before = count(&failing.world).await?;
    failing.fail("SYNC")?;
    // The answer may get lost with the server, but it is never a yes.
    let refused = invite(&failing.world).await;
    ensure!(
        refused.as_ref().map_or(true, |status| *status == StatusCode::SERVICE_UNAVAILABLE),
        "{refused:?}"
    );
    let (world, said) = failing.world.given_up_and_begun_again().await?;
    ensure!(said.contains("a sync failed"), "{said}");
    ensure!(count(&world).await? >= before, "what was acknowledged is there");
    chains_verify(&world)?;
    ensure!(invite(&world).await? == StatusCode::CREATED, "it works again");
    Ok(())
}
