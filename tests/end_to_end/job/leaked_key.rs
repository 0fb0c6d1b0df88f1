//! T173: the runbook for a key that has leaked, walked through as it stands in the how-to.

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::Recipient;
use serde_json::{Value, json};

use crate::world::{World, text, walk_to_sites};

const RUNBOOK: &str = include_str!("../../../docs/how-to/rotate-keys.md");

/// The commands of the runbook, in order, each without the name of the program.
fn commands() -> Result<Vec<Vec<&'static str>>> {
    let part = RUNBOOK.split("## A key has leaked").nth(1).context("the runbook")?;
    let lines = part.lines().map(str::trim).filter_map(|line| line.strip_prefix("admin-cli "));
    Ok(lines.map(|line| line.split_whitespace().collect()).collect())
}

async fn status(url: &str) -> Result<u16> {
    Ok(Recipient::new()?.open(url).await?.status.as_u16())
}

/// The same link at the server as it runs now.
fn at(world: &World, url: &str) -> Result<String> {
    let path = url.split_once("/p/").context("a link")?.1;
    Ok(format!("{}/p/{path}", world.server.base_url()))
}

#[tokio::test]
async fn t173_the_runbook_kills_every_link_of_a_leaked_key_and_the_log_tells_of_it() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({})).await?;
    let (id, old_link) = (text(&invitation, "id")?, text(&invitation, "invitationUrl")?);
    let body = json!({ "url": "https://sandbox.example", "country": "US", "initialSites": [world.sites[0]],
        "utilityTypes": ["ELECTRICITY"] });
    let minted =
        world.api.post(&format!("/v2.2/connection/company/{}/link", world.company), &body).await?.json;
    let magic = text(&minted, "magicLinkUrl")?;
    let mut under_way = walk_to_sites(&old_link).await?;
    let leaked = world.admin_cli(&["keys", "list"])?["keys"][0]["id"].as_str().context("a key")?.to_owned();
    for link in [&old_link, &magic] {
        ensure!(status(link).await? == 200);
    }

    let commands = commands()?;
    let run = |world: &World, command: &[&str]| -> Result<Value> {
        let filled = command.iter().map(|word| match *word {
            "OLD" => leaked.as_str(),
            "INVITATION" => id.as_str(),
            word => word,
        });
        world.admin_cli(&filled.collect::<Vec<_>>())
    };
    let (first, then) = commands.split_at_checked(2).context("two commands before the restart")?;
    ensure!(first == [vec!["keys", "rotate"], vec!["keys", "disable", "OLD"]], "{first:?}");
    first.iter().try_for_each(|command| run(&world, command).map(drop))?;
    let world = world.crash_and_start_again().await?;
    for link in [&old_link, &magic] {
        ensure!(status(&at(&world, link)?).await? == 404, "a link of the leaked key is dead");
    }
    let mut form = under_way.form("/sites")?;
    form.action = format!("{}{}", world.server.base_url(), form.action.path()).parse()?;
    ensure!(under_way.submit(&form).await?.status.as_u16() >= 400, "and so is a walk through it");

    ensure!(then.len() == 6, "{then:?}");
    let mut answers = Vec::new();
    for command in then {
        answers.push(run(&world, command)?);
    }
    let new_link = world.invitation(&id).await?;
    let new_link = text(&new_link, "invitationUrl")?;
    ensure!(new_link != old_link && status(&at(&world, &new_link)?).await? == 200, "the new link works");
    ensure!(status(&at(&world, &old_link)?).await? != 200, "the old one stays dead");
    let usage = answers.get(3).context("the count")?;
    let of = |key: &Value| key["id"] == leaked.as_str();
    let left =
        usage["keys"].as_array().and_then(|keys| keys.iter().find(|key| of(key))).context("the key")?;
    ensure!(left["sealed"] == 0 && left["state"] == "disabled", "{left}");
    let told = answers.get(4).context("the log")?;
    let changes: Vec<_> = told["events"]
        .as_array()
        .context("events")?
        .iter()
        .map(|event| (event["data"]["change"].clone(), event["data"]["keyId"] == leaked.as_str()))
        .collect();
    let expected = [("disabled", true), ("promoted", false), ("added", false)];
    for (change, of_leaked) in expected {
        ensure!(changes.contains(&(json!(change), of_leaked)), "{change} is not in {changes:?}");
    }
    Ok(())
}
