//! From what happens to the webhook that tells of it, over the real programs.

mod how_to;
mod receiver;

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{World, link, text, walk_to_sites};
use receiver::Receiver;

/// An endpoint at a receiver: its id and its secret.
async fn endpoint(world: &World, receiver: &Receiver, wish: Value) -> Result<(String, String)> {
    let mut body = json!({ "url": receiver.url() });
    if let (Some(body), Value::Object(wish)) = (body.as_object_mut(), wish) {
        body.extend(wish);
    }
    let made = world.api.post("/v2.2/webhook", &body).await?;
    assert_eq!(made.status, 201, "{}", made.text);
    Ok((text(&made.json, "id")?, text(&made.json, "secret")?))
}

async fn deliveries(world: &World, id: &str, query: &str) -> Result<Vec<Value>> {
    let reply = world.api.get(&format!("/v2.2/webhook/{id}/deliveries{query}")).await?;
    reply.json["deliveries"].as_array().cloned().with_context(|| reply.text)
}

async fn connect(world: &World, metadata: Value) -> Result<Value> {
    let invitation = world.invite(json!({ "maxUses": 1, "metadata": metadata })).await?;
    let mut recipient = walk_to_sites(&link(&invitation, world.server.base_url())?).await?;
    let done = recipient.send("/sites", &[]).await?;
    assert!(done.heading().starts_with("Thanks"), "{}", done.text());
    Ok(invitation)
}

/// The main job: a signed webhook when the connection exists, and what comes before and after it.
async fn the_promise(world: &World) -> Result<()> {
    let receiver = Receiver::answering(204).await?;
    let (id, secret) = endpoint(world, &receiver, json!({ "headers": { "X-Tenant": "acme" } })).await?;
    let invitation = connect(world, json!({ "ticket": "T-1" })).await?;

    let created = receiver.first("connection.created.v2").await?;
    created.verify(&secret)?;
    let body = created.json();
    assert_eq!(body["invitationId"], invitation["id"]);
    assert_eq!(body["metadata"], json!({ "ticket": "T-1" }));
    assert_eq!((&body["status"], &body["sequence"]), (&json!("PENDING"), &json!(1)));
    assert_eq!(created.header("x-tenant"), "acme");
    for name in ["id", "timestamp", "signature"] {
        assert_eq!(created.header(&format!("webhook-{name}")), created.header(&format!("svix-{name}")));
    }
    let forged = receiver::Came { body: b"{}".to_vec(), ..created.clone() };
    assert!(forged.verify(&secret).is_err());

    let validated = receiver.first("connection.validated.v2").await?;
    validated.verify(&secret)?;
    assert_eq!(validated.json()["status"], "CONNECTED");
    assert_eq!(validated.json()["id"], body["id"]);
    assert!(validated.json()["accounts"].as_array().is_some_and(|accounts| !accounts.is_empty()));
    let came: BTreeSet<String> = receiver.came().iter().map(receiver::Came::event_type).collect();
    for event_type in ["invitation.created.v1", "invitation.submitted.v1", "invitation.fulfilled.v1"] {
        assert!(came.contains(event_type), "{event_type}: {came:?}");
    }
    let ids: BTreeSet<String> =
        receiver.came().iter().map(|one| one.header("webhook-id").to_owned()).collect();
    assert_eq!(ids.len(), receiver.came().len(), "each came once");
    let link = text(&invitation, "token")?;
    for one in receiver.came() {
        assert!(!String::from_utf8_lossy(&one.body).contains(&link), "no link is in a webhook");
    }
    let delivered = deliveries(world, &id, "?status=delivered").await?;
    let first = delivered.last().context("the first of them")?;
    assert_eq!(first["attempts"][0]["status"], 204);
    Ok(())
}

#[tokio::test]
async fn p8_a_signed_webhook_comes_when_the_connection_exists() -> Result<()> {
    the_promise(&World::sqlite().await?).await
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn p8_a_signed_webhook_comes_once_from_two_servers_on_postgresql() -> Result<()> {
    the_promise(&World::postgres(2).await?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn p8_a_signed_webhook_comes_once_from_two_servers_on_mariadb() -> Result<()> {
    the_promise(&World::mariadb(2).await?).await
}

/// T108: a server that is killed while webhooks are under way leaves them to the other: each comes, at least once, and every
/// time under its one id.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t108_a_killed_server_leaves_its_webhooks_to_the_other_on_postgresql() -> Result<()> {
    let mut world = World::postgres(2).await?;
    let receiver = Receiver::answering(200).await?;
    let (id, secret) =
        endpoint(&world, &receiver, json!({ "eventTypes": ["invitation.created.v1"] })).await?;
    let mut made = BTreeSet::new();
    for number in 0..60 {
        made.insert(text(&world.invite(json!({})).await?, "id")?);
        if number == 30 {
            let killed = world.others.pop().context("the other server")?;
            killed.crash().await?;
        }
    }
    let told = |came: &[receiver::Came]| -> BTreeSet<String> {
        came.iter().filter_map(|one| one.json()["id"].as_str().map(str::to_owned)).collect()
    };
    // What the killed server had in hand is free again when its lease ends, after a minute.
    let came = receiver.until_within(120, |came| told(came) == made).await?;
    let ids: BTreeSet<(String, String)> =
        came.iter().map(|one| (one.json()["id"].to_string(), one.header("webhook-id").to_owned())).collect();
    assert_eq!(ids.len(), made.len(), "whatever came twice came under the same id");
    for one in &came {
        one.verify(&secret)?;
    }
    assert_eq!(deliveries(&world, &id, "?status=failed").await?.len(), 0);
    Ok(())
}

/// T108: the receiver is gone for a while, and so is the server, killed without warning: what happened comes all the same,
/// under the id it had.
#[tokio::test]
async fn t108_what_could_not_be_delivered_comes_after_all() -> Result<()> {
    let world = World::sqlite().await?;
    let mut receiver = Receiver::answering(204).await?;
    let (id, secret) = endpoint(&world, &receiver, json!({})).await?;
    receiver.end().await;
    connect(&world, json!({})).await?;
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
    let tried = loop {
        tick.tick().await;
        let pending = deliveries(&world, &id, "?status=pending").await?;
        let tried = |one: &&Value| one["attempts"].as_array().is_some_and(|tries| !tries.is_empty());
        if let Some(one) =
            pending.iter().filter(tried).find(|one| one["eventType"] == "connection.created.v2")
        {
            break one.clone();
        }
    };
    assert_eq!(tried["attempts"][0]["error"], "unreachable");
    let world = world.crash_and_start_again().await?;
    receiver.begin().await?;
    let created = receiver.first("connection.created.v2").await?;
    created.verify(&secret)?;
    assert_eq!(created.header("webhook-id"), tried["messageId"]);
    assert_eq!(deliveries(&world, &id, "?status=failed").await?.len(), 0);
    Ok(())
}

#[tokio::test]
async fn t113_t115_a_webhook_goes_nowhere_that_it_must_not() -> Result<()> {
    let world = World::sqlite().await?;
    let inner = Receiver::answering(200).await?;
    let own = world.server.base_url().to_owned();
    for url in
        ["http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[fd00:ec2::254]/", &own]
    {
        let made = world.api.post("/v2.2/webhook", &json!({ "url": url })).await?;
        let id = text(&made.json, "id")?;
        world.api.send(Method::POST, &format!("/v2.2/webhook/{id}/test"), None).await?;
        let failed = until_failed(&world, &id).await?;
        assert_eq!(failed["attempts"][0]["error"], "forbidden-address", "{url}");
        assert_eq!(failed["attempts"][0]["answer"], Value::Null);
    }
    assert!(inner.came().is_empty());
    Ok(())
}

async fn until_failed(world: &World, id: &str) -> Result<Value> {
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(50));
    for _ in 0..400 {
        tick.tick().await;
        if let [failed, ..] = deliveries(world, id, "?status=failed").await?.as_slice() {
            return Ok(failed.clone());
        }
    }
    anyhow::bail!("nothing was given up")
}

/// 410 ends an endpoint; enabled again, what it missed is sent on demand.
#[tokio::test]
async fn t104_t107_gone_ends_an_endpoint_and_a_replay_brings_what_it_missed() -> Result<()> {
    let world = World::sqlite().await?;
    let receiver = Receiver::answering(410).await?;
    let (id, secret) =
        endpoint(&world, &receiver, json!({ "eventTypes": ["invitation.created.v1"] })).await?;
    world.invite(json!({})).await?;
    let failed = until_failed(&world, &id).await?;
    assert_eq!(failed["failedBecause"], "gone");
    let ended = world.api.get(&format!("/v2.2/webhook/{id}")).await?.json;
    assert_eq!((&ended["enabled"], &ended["disabledBecause"]), (&json!(false), &json!("gone")));
    world.invite(json!({})).await?;

    receiver.now_answers(200);
    let from = failed["occurredAt"].clone();
    let enabled = world.admin_cli(&["webhook", "enable", &id])?;
    assert_eq!(enabled["enabled"], true);
    let replay = world.api.post(&format!("/v2.2/webhook/{id}/replay"), &json!({ "from": from })).await?;
    assert_eq!(replay.status, 202, "{}", replay.text);
    assert_eq!(replay.json["count"], 2, "the one that failed and the one that was missed");
    let came = receiver.until(|came| came.len() == 3).await?;
    let again = |one: &receiver::Came| failed["messageId"] == one.header("webhook-id");
    assert_eq!(came.iter().filter(|one| again(one)).count(), 2, "the same message, under the same id");
    for one in &came[1..] {
        one.verify(&secret)?;
    }
    let listed = world.admin_cli(&["webhook", "deliveries", &id])?;
    let all = listed["deliveries"].as_array().context("deliveries")?;
    assert!(all.len() == 2 && all.iter().all(|one| one["replayed"] == true), "{listed}");
    Ok(())
}
