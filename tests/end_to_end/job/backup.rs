//! T144: a copy that is made under load and put back, as the how-to says.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Api, Recipient};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use super::mailbox::last_mail;
use crate::world::{Stopped, World, text};

/// Links of every kind that are alive when the copy is made.
struct Alive {
    invitation: Value,
    magic: String,
}

async fn alive(world: &World) -> Result<Alive> {
    let body = json!({ "url": "https://sandbox.example", "country": "US", "initialSites": [world.sites[0]],
        "utilityTypes": ["ELECTRICITY"] });
    let minted =
        world.api.post(&format!("/v2.2/connection/company/{}/link", world.company), &body).await?.json;
    Ok(Alive { invitation: world.invite(json!({})).await?, magic: text(&minted, "magicLinkUrl")? })
}

async fn status(world: &World, url: &str) -> Result<u16> {
    let path = url.split_once("/p/").context("a link")?.1;
    let url = format!("{}/p/{path}", world.server.base_url());
    Ok(Recipient::new()?.open(&url).await?.status.as_u16())
}

/// Nothing that could have been revoked since lives, and what is made now does.
async fn only_the_new_lives(world: &World, before: &Alive, invited_since: &Value) -> Result<Api> {
    let refused = world.api.get("/v2.2/invitation").await?;
    ensure!(refused.status == 401, "the key is revoked: {}", refused.text);
    let made = world.admin_cli(&["api-key", "create", "production", "--all-scopes"])?;
    let key = made["apiKey"].as_str().or(made["key"].as_str()).context("a key")?.to_owned();
    let api = Api::new(world.server.base_url(), Some(&key))?;
    for link in
        [&text(&before.invitation, "invitationUrl")?, &before.magic, &text(invited_since, "invitationUrl")?]
    {
        ensure!(status(world, link).await? != 200, "{link} lives");
    }
    let id = text(&before.invitation, "id")?;
    let told = api.get(&format!("/v2.2/invitation/{id}")).await?.json;
    ensure!(told["status"] == "REVOKED", "{told}");
    ensure!(api.get(&format!("/v2.2/invitation/{}", text(invited_since, "id")?)).await?.status == 404);
    let path = format!("/v2.2/invitation/company/{}", world.company);
    let fresh = api.post(&path, &json!({})).await?;
    ensure!(status(world, &text(&fresh.json, "invitationUrl")?).await? == 200, "what is made now lives");
    world.admin_cli(&["events", "verify"])?;
    let events = world.admin_cli(&["events", "list", "--type", "DATABASE_RESTORED"])?;
    ensure!(events["events"].as_array().is_some_and(|events| events.len() == 1), "{events}");
    Ok(api)
}

/// Makes a copy while others make invitations all the while, one after the other; what the program said of it.
async fn copied_under_load(world: &World, copy: &str) -> Result<Value> {
    let (api, company) =
        (Arc::new(Api::new(world.server.base_url(), Some(&world.key))?), world.company.clone());
    let done = Arc::new(AtomicBool::new(false));
    let begun = Arc::new(Semaphore::new(0));
    let load = (0..4).map(|_| {
        let (api, done, begun) = (Arc::clone(&api), Arc::clone(&done), Arc::clone(&begun));
        let path = format!("/v2.2/invitation/company/{company}");
        tokio::spawn(async move {
            let mut made = 0_u32;
            while !done.load(Ordering::SeqCst) {
                ensure!(api.post(&path, &json!({})).await?.status == 201);
                made += 1;
                begun.add_permits(1);
            }
            Ok(made)
        })
    });
    let load: Vec<_> = load.collect();
    begun.acquire_many(20).await?.forget();
    let written = world.admin_cli(&["backup", copy])?;
    done.store(true, Ordering::SeqCst);
    let mut made = 0;
    for task in load {
        made += task.await??;
    }
    ensure!(made > 20, "the load went on beside the copy");
    Ok(written)
}

fn only_what_is_sound_is_put_back(world: &Stopped<'_>, file: &Path) -> Result<()> {
    let damaged = file.with_file_name("damaged.db");
    let mut bytes = std::fs::read(file)?;
    let middle = bytes.len() / 2;
    bytes.iter_mut().skip(middle).take(4096).for_each(|byte| *byte ^= 0x5a);
    std::fs::write(&damaged, &bytes)?;
    let damaged = damaged.to_str().context("a path")?;
    ensure!(world.admin_cli(&["restore", damaged]).is_err(), "a damaged copy is not put back");
    std::fs::write(file.with_file_name("empty.db"), b"")?;
    let empty = file.with_file_name("empty.db");
    ensure!(world.admin_cli(&["restore", empty.to_str().context("a path")?]).is_err(), "nor is an empty one");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t144_a_copy_made_under_load_is_whole_and_nothing_revoked_since_comes_back() -> Result<()> {
    let world = World::sqlite().await?;
    let before = alive(&world).await?;
    let mailed = json!({ "allowedEmails": ["mike@example.org"], "sendEmail": true });
    world.invite(mailed.clone()).await?;
    last_mail(&world.mail_folder(), 1, "mike@example.org").await?;
    let file = world.mail_folder().with_file_name("copy.db");
    let copy = file.to_str().context("a path")?;

    let written = copied_under_load(&world, copy).await?;
    ensure!(written["bytes"].as_u64().is_some_and(|bytes| bytes > 0), "{written}");
    ensure!(world.admin_cli(&["backup", copy]).is_err(), "a copy that is there is left as it is");

    let id = text(&before.invitation, "id")?;
    let revoked = world.api.post(&format!("/v2.2/invitation/{id}/revoke"), &json!({})).await?;
    ensure!(revoked.status == 200, "{}", revoked.text);
    let since = world.invite(json!({})).await?;
    let refused = world.admin_cli(&["restore", copy]).err().context("a server has the file")?;
    ensure!(format!("{refused:#}").contains("stop the server first"), "{refused:#}");

    let world = world
        .stopped_and_begun_again(|world| {
            only_what_is_sound_is_put_back(world, &file)?;
            let restored = world.admin_cli(&["restore", copy])?;
            ensure!(restored["invitationsRevoked"].as_u64().is_some_and(|revoked| revoked > 0), "{restored}");
            ensure!(restored["apiKeysRevoked"].as_u64().is_some_and(|revoked| revoked > 0), "{restored}");
            let kept = restored["before"].as_str().context("where the database before is")?;
            ensure!(std::fs::metadata(kept)?.len() > 0);
            Ok(())
        })
        .await?;
    let api = only_the_new_lives(&world, &before, &since).await?;
    // What was sent before the copy was made is not sent again: the next mail is that of a new link.
    let path = format!("/v2.2/invitation/company/{}", world.company);
    ensure!(api.post(&path, &mailed).await?.status == 201);
    last_mail(&world.mail_folder(), 2, "mike@example.org").await.map(drop)
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t144_a_dump_that_is_put_back_is_marked_before_it_is_served() -> Result<()> {
    let world = World::postgres(1).await?;
    let before = alive(&world).await?;
    let folder = tempfile::tempdir()?;
    let dump = folder.path().join("latchstring.dump");
    let run = |program: &str, arguments: &[&str]| -> Result<()> {
        let output = Command::new(program).args(arguments).output().context("PostgreSQL's own program")?;
        ensure!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    };
    let url = world.database_url()?;
    let dump = dump.to_str().context("a path")?;
    run("pg_dump", &["--format=custom", &format!("--file={dump}"), &url])?;
    let id = text(&before.invitation, "id")?;
    ensure!(world.api.post(&format!("/v2.2/invitation/{id}/revoke"), &json!({})).await?.status == 200);
    let since = world.invite(json!({})).await?;
    let world = world
        .stopped_and_begun_again(|world| {
            run("pg_restore", &["--clean", "--if-exists", &format!("--dbname={url}"), dump])?;
            world.admin_cli(&["migrate"])?;
            world.admin_cli(&["restore", "--mark"]).map(drop)
        })
        .await?;
    only_the_new_lives(&world, &before, &since).await.map(drop)
}
