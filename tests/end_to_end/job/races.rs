//! Many recipients at the same instant, over real sockets.

use anyhow::{Context as _, Result};
use latchstring_tests::{Form, Recipient};
use serde_json::json;
use tokio::task::JoinSet;

use crate::world::{World, link, text, walk_to_sites};

/// People with everything filled in, who have only to press the last button.
async fn at_the_last_button(world: &World, link: &str, people: usize) -> Result<Vec<(Recipient, Form)>> {
    let urls = world.base_urls();
    let mut ready = Vec::new();
    for number in 0..people {
        let recipient = walk_to_sites(link).await?;
        let mut form = recipient.form("/sites")?;
        let base = urls.get(number % urls.len()).context("a server")?;
        form.action = format!("{base}{}", form.action.path()).parse()?;
        ready.push((recipient, form));
    }
    Ok(ready)
}

/// Presses all the buttons at once; says how many were thanked and which statuses the others got.
async fn press_at_once(ready: Vec<(Recipient, Form)>) -> Result<(usize, Vec<u16>)> {
    let mut presses = JoinSet::new();
    for (mut recipient, form) in ready {
        presses.spawn(async move {
            let page = recipient.submit(&form).await?;
            anyhow::Ok((page.status.as_u16(), page.heading()))
        });
    }
    let (mut thanked, mut refused) = (0, Vec::new());
    while let Some(pressed) = presses.join_next().await {
        match pressed?? {
            (200, heading) if heading.starts_with("Thanks") => thanked += 1,
            (status, _) => refused.push(status),
        }
    }
    Ok((thanked, refused))
}

async fn race(world: &World, max_uses: usize, people: usize) -> Result<()> {
    let invitation = world.invite(json!({ "maxUses": max_uses })).await?;
    let ready = at_the_last_button(world, &link(&invitation, world.server.base_url())?, people).await?;
    let before = world.connections().await?.len();
    let (thanked, refused) = press_at_once(ready).await?;
    assert_eq!(thanked, max_uses);
    assert_eq!(refused, vec![410; people - max_uses]);
    assert_eq!(world.connections().await?.len() - before, max_uses);
    let told = world.invitation(&text(&invitation, "id")?).await?;
    assert_eq!((&told["status"], &told["useCount"]), (&json!("FULFILLED"), &json!(max_uses)));
    let events = told["events"].as_array().context("events")?;
    let count = |kind: &str| events.iter().filter(|event| event["type"] == kind).count();
    assert_eq!(
        (count("FULFILLED"), count("SUBMITTED"), count("CONNECTION_CREATED")),
        (1, max_uses, max_uses)
    );
    Ok(())
}

#[tokio::test]
async fn t049_the_last_use_has_one_winner_on_sqlite() -> Result<()> {
    let world = World::sqlite().await?;
    for _ in 0..3 {
        race(&world, 1, 60).await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t049_the_last_use_has_one_winner_over_two_servers_on_postgresql() -> Result<()> {
    let world = World::postgres(2).await?;
    for _ in 0..3 {
        race(&world, 1, 60).await?;
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t049_the_last_use_has_one_winner_over_two_servers_on_mariadb() -> Result<()> {
    let world = World::mariadb(2).await?;
    for _ in 0..3 {
        race(&world, 1, 60).await?;
    }
    Ok(())
}

#[tokio::test]
async fn t050_seven_uses_have_seven_winners_on_sqlite() -> Result<()> {
    race(&World::sqlite().await?, 7, 40).await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t050_seven_uses_have_seven_winners_over_two_servers_on_postgresql() -> Result<()> {
    race(&World::postgres(2).await?, 7, 40).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t050_seven_uses_have_seven_winners_over_two_servers_on_mariadb() -> Result<()> {
    race(&World::mariadb(2).await?, 7, 40).await
}

/// T051: somebody revokes at one server while the last button is pressed at the other. One of the two wins, and both sides are
/// told the same. Repeated, because either may.
async fn revoked_or_submitted(world: &World) -> Result<()> {
    for _ in 0..12 {
        let invitation = world.invite(json!({ "maxUses": 1 })).await?;
        let path = format!("/v2.2/invitation/{}", text(&invitation, "id")?);
        let ready = at_the_last_button(world, &link(&invitation, &world.base_urls()[1])?, 1).await?;
        let before = world.connections().await?.len();
        let revoke =
            async { world.others[0].api(&world.key)?.post(&format!("{path}/revoke"), &json!({})).await };
        let (revoked, (thanked, refused)) = tokio::try_join!(revoke, press_at_once(ready))?;
        let told = world.api.get(&path).await?.json;
        let kinds: Vec<_> = told["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|event| event["type"].as_str())
            .collect();
        let (ended, never) = match thanked {
            1 => ("FULFILLED", "REVOKED"),
            _ => ("REVOKED", "SUBMITTED"),
        };
        assert_eq!(told["status"], ended, "{told}");
        assert_eq!(revoked.status.as_u16() == 200, ended == "REVOKED", "{}", revoked.text);
        assert!(kinds.contains(&ended) && !kinds.contains(&never), "{kinds:?}");
        assert_eq!(refused.len(), 1 - thanked);
        assert_eq!(world.connections().await?.len() - before, thanked);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t051_a_revocation_and_a_submission_have_an_order_over_two_servers_on_postgresql() -> Result<()> {
    revoked_or_submitted(&World::postgres(2).await?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t051_a_revocation_and_a_submission_have_an_order_over_two_servers_on_mariadb() -> Result<()> {
    revoked_or_submitted(&World::mariadb(2).await?).await
}
