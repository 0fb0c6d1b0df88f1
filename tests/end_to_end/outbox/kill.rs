use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Api, Server};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::endpoint;
use crate::webhooks::receiver::{Came, Receiver};
use crate::world::{World, text};

/// The variable that a server built for tests takes its end from.
const END_AT: &str = "LATCHSTRING_TEST_END_AT";

/// Every instrumented point, each for the work that tells of an event and for the sending that follows from it.
const POINTS: [&str; 6] = ["claimed:0", "claimed:1", "before-sending:0", "sent:0", "settled:0", "settled:1"];

const TYPES: [&str; 2] = ["invitation.created.v1", "invitation.revoked.v1"];

/// How often a server is killed.
const KILLS: usize = 500;

/// After how many kills there is a race of revocations, of which all but one are rolled back.
const RACE_EVERY: usize = 10;

/// T108: the worker is killed five hundred times, at every instrumented point in turn. Every event that was committed comes, at
/// least once and every time under its one id; nothing comes of a transaction that was rolled back.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t108_five_hundred_workers_are_killed_and_nothing_is_lost() -> Result<()> {
    let world = World::without_a_worker().await?;
    let receiver = Receiver::answering(200).await?;
    endpoint(&world, &receiver, &TYPES).await?;
    let mut made = BTreeSet::new();
    let mut revoked = BTreeSet::new();
    for (kill, point) in POINTS.iter().cycle().take(KILLS).enumerate() {
        let worker = world
            .worker_with(|command| {
                command.env(END_AT, point);
            })
            .await?;
        let invitation = text(&world.invite(json!({})).await?, "id")?;
        if kill % RACE_EVERY == 0 {
            revoke_at_once(&world, &invitation).await?;
            revoked.insert(invitation.clone());
        }
        made.insert(invitation);
        let exit = worker.ended().await.with_context(|| format!("kill {kill} at {point}"))?;
        ensure!(exit.code.is_none(), "kill {kill} at {point}: it ended by itself\n{}", exit.stderr);
    }
    let healthy = world.worker().await?;
    let expected = Expected { created: made, revoked };
    // What the last of them had in hand is free again when its lease ends, after a minute.
    let came = receiver.until_within(150, |came| expected.all_came(came)).await?;
    let twice = expected.verify(&came)?;
    assert_eq!(world.query("SELECT count(*) FROM outbox_entries WHERE state = 'parked'")?, "0");
    stop(healthy).await?;
    // Killed after sending and before writing it down: without one of these nothing was tried.
    assert!(twice >= KILLS / POINTS.len() / 2, "only {twice} came twice");
    Ok(())
}

/// T108: the same of the one server of a SQLite file, which answers and works: killed at every point, and begun again.
#[tokio::test]
async fn t108_the_server_of_a_file_is_killed_and_nothing_is_lost() -> Result<()> {
    let mut world = World::with_config("").await?;
    let receiver = Receiver::answering(200).await?;
    endpoint(&world, &receiver, &TYPES).await?;
    for point in POINTS.iter().cycle().take(POINTS.len() * 4) {
        world = world.ending_at(END_AT, point).await?;
        // It may die before it has answered: what was committed is told by the log and not by the answer.
        drop(world.invite(json!({})).await);
        world = world.ended_and_begun_again().await?;
    }
    let list = world.api.get("/v2.2/invitation?limit=500").await?.json;
    let ids = list["invitations"].as_array().with_context(|| list.to_string())?.iter();
    let created: BTreeSet<String> = ids.map(|one| text(one, "id")).collect::<Result<_>>()?;
    ensure!(created.len() >= POINTS.len() * 3, "only {} were made", created.len());
    let expected = Expected { created, revoked: BTreeSet::new() };
    let came = receiver.until_within(150, |came| expected.all_came(came)).await?;
    expected.verify(&came)?;
    Ok(())
}

async fn stop(server: Server) -> Result<()> {
    let exit = server.stop().await?;
    ensure!(exit.code == Some(0), "{}", exit.stderr);
    Ok(())
}

/// Revokes an invitation many times at once. One commit does it, and those of the others are rolled back.
async fn revoke_at_once(world: &World, id: &str) -> Result<()> {
    let mut revokes = JoinSet::new();
    for _ in 0..4 {
        let (api, path) = (world.api.clone(), format!("/v2.2/invitation/{id}/revoke"));
        revokes.spawn(async move { revoke(&api, &path).await });
    }
    while let Some(revoked) = revokes.join_next().await {
        let reply = revoked??;
        ensure!(reply["status"] == "REVOKED", "{reply}");
    }
    Ok(())
}

async fn revoke(api: &Api, path: &str) -> Result<Value> {
    Ok(api.post(path, &json!({})).await?.json)
}

/// The invitations that were made and revoked.
struct Expected {
    created: BTreeSet<String>,
    revoked: BTreeSet<String>,
}

impl Expected {
    fn of(&self, event_type: &str) -> &BTreeSet<String> {
        if event_type == TYPES[0] { &self.created } else { &self.revoked }
    }

    fn all_came(&self, came: &[Came]) -> bool {
        TYPES.iter().all(|event_type| told(came, event_type).len() == self.of(event_type).len())
    }

    /// Everything came, under one id each, and nothing else; how many webhooks came more than once.
    fn verify(&self, came: &[Came]) -> Result<usize> {
        let mut all = 0;
        for event_type in TYPES {
            let told = told(came, event_type);
            let subjects: BTreeSet<String> = told.keys().cloned().collect();
            ensure!(&subjects == self.of(event_type), "{event_type}: {subjects:?}");
            for (subject, ids) in &told {
                ensure!(ids.len() == 1, "{event_type} of {subject} came as {ids:?}");
            }
            all += told.len();
        }
        Ok(came.len().saturating_sub(all))
    }
}

/// What was told, and under which ids.
fn told(came: &[Came], event_type: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in came.iter().filter(|one| one.event_type() == event_type) {
        let subject = one.json()["id"].as_str().unwrap_or_default().to_owned();
        told.entry(subject).or_default().insert(one.header("webhook-id").to_owned());
    }
    told
}
