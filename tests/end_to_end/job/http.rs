//! The job without a browser: what any program and any plain browser can do.

use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

use crate::world::{World, link, press_start, text, walk_to_sites};
use latchstring_tests::Recipient;

async fn the_job(world: &World) -> Result<()> {
    let invitation = world.invite(json!({ "maxUses": 1, "metadata": { "ticket": "T-1" } })).await?;
    assert_eq!(invitation["status"], "ACTIVE");
    assert_eq!(invitation["invitationType"], "CREATE_CONNECTION");
    assert_eq!(invitation["useCount"], 0);
    let id = text(&invitation, "id")?;

    let mut recipient = walk_to_sites(&link(&invitation, world.server.base_url())?).await?;
    let done = recipient.send("/sites", &[]).await?;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!", "{}", done.text());

    let told = world.invitation(&id).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("FULFILLED"), &json!(1)));
    assert_eq!(told["metadata"], json!({ "ticket": "T-1" }));
    let made = told["createdConnections"].as_array().map_or(0, Vec::len);
    assert_eq!(made, 1, "{told}");
    let kinds: Vec<&str> =
        told["events"].as_array().into_iter().flatten().filter_map(|e| e["type"].as_str()).collect();
    let story = [
        "CREATED",
        "STARTED",
        "PROVIDER_CHOSEN",
        "SIGNED_IN",
        "SUBMITTED",
        "CONNECTION_CREATED",
        "FULFILLED",
    ];
    let without_views: Vec<&str> = kinds.iter().copied().filter(|kind| *kind != "VIEWED").collect();
    assert_eq!(without_views, story);
    let sequences: Vec<u64> =
        told["events"].as_array().into_iter().flatten().filter_map(|e| e["sequence"].as_u64()).collect();
    assert_eq!(sequences, (1..=u64::try_from(kinds.len())?).collect::<Vec<_>>());

    let connected = until_connected(world).await?;
    assert_eq!(connected["username"], "sandbox-username");
    assert_eq!(connected["initialSites"], json!([world.sites[0]]));
    assert_eq!(connected["initialDatasourceTypes"], json!(["ELECTRICITY"]));
    assert_eq!(connected["country"], "US");
    assert!(connected["accounts"].as_array().is_some_and(|accounts| !accounts.is_empty()), "{connected}");
    Ok(())
}

/// The company's one connection, once the sandbox collector has reported. It begins as `PENDING`.
async fn until_connected(world: &World) -> Result<Value> {
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..300 {
        let connections = world.connections().await?;
        assert_eq!(connections.len(), 1);
        match connections[0]["status"].as_str() {
            Some("CONNECTED") => return Ok(connections[0].clone()),
            Some("PENDING") => drop(tick.tick().await),
            other => anyhow::bail!("the connection is {other:?}"),
        }
    }
    anyhow::bail!("the sandbox collector did not report within 30 s")
}

#[tokio::test]
async fn the_main_job_on_sqlite() -> Result<()> {
    the_job(&World::sqlite().await?).await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn the_main_job_on_postgresql() -> Result<()> {
    the_job(&World::postgres(1).await?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn the_main_job_on_mariadb() -> Result<()> {
    the_job(&World::mariadb(1).await?).await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn two_servers_on_one_postgresql_serve_one_walk() -> Result<()> {
    one_walk(&World::postgres(2).await?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn two_servers_on_one_mariadb_serve_one_walk() -> Result<()> {
    one_walk(&World::mariadb(2).await?).await
}

/// A walk may change replicas at every step: nothing of it is kept in a process.
async fn one_walk(world: &World) -> Result<()> {
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let [one, other] = world.base_urls().try_into().map_err(|urls| anyhow::anyhow!("{urls:?}"))?;
    let recipient = walk_to_sites(&link(&invitation, &one)?).await?;
    let mut form = recipient.form("/sites")?;
    form.action = format!("{other}{}", form.action.path()).parse()?;
    let mut recipient = recipient;
    let done = recipient.submit(&form).await?;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!", "{}", done.text());
    let key_of_the_same_workspace = world.others[0].api(&world.key)?;
    let path = format!("/v2.2/invitation/{}", text(&invitation, "id")?);
    assert_eq!(key_of_the_same_workspace.get(&path).await?.json["status"], "FULFILLED");
    Ok(())
}

#[tokio::test]
async fn t056_a_wrong_password_says_so_and_costs_nothing() -> Result<()> {
    let world = World::sqlite().await?;
    let invitation = world.invite(json!({ "maxUses": 1 })).await?;
    let mut recipient = Recipient::new()?;
    recipient.open(&link(&invitation, world.server.base_url())?).await?;
    press_start(&mut recipient).await?;
    recipient.send("/provider", &[]).await?;
    for _ in 0..3 {
        let wrong = [("username", "sandbox-username"), ("password", "not-the-password")];
        let page = recipient.send("/sign-in", &wrong).await?;
        assert!(page.text().contains("did not work"), "{}", page.text());
        assert!(!page.html.contains("not-the-password"), "a password never comes back");
    }
    let told = world.invitation(&text(&invitation, "id")?).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("ACTIVE"), &json!(0)));
    assert!(world.connections().await?.is_empty());

    let right = [("username", "sandbox-username"), ("password", "sandbox-password")];
    recipient.send("/sign-in", &right).await?;
    let done = recipient.send("/sites", &[]).await?;
    assert_eq!(done.heading(), "Thanks for connecting your utility account!");
    Ok(())
}
