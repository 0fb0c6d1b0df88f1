//! How fast webhooks leave: from a commit to the receiver's log, and how many a second. `./tests/run --exec tests/load/run` runs it.
#![expect(clippy::print_stdout, reason = "it prints a table")]
#![expect(clippy::indexing_slicing, reason = "what is not as expected ends the measurement")]

#[expect(dead_code, reason = "the deployment has more for the other measurement")]
mod deployment;
mod receiver;

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::Api;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::Instant;

use deployment::Deployment;
use receiver::Receiver;

/// How many events are waited for one by one.
const EVENTS: usize = 500;

/// How many webhooks are sent as fast as they can be: to one endpoint, and to each of a hundred.
const TO_ONE: usize = 4_000;
const TO_EACH: usize = 100;

const HEARD: &str = "invitation.created.v1";

#[tokio::main]
async fn main() -> Result<()> {
    println!("| database, processes | endpoints | measured | result |");
    println!("|---|---|---|---|");
    for deployment in [Deployment::sqlite().await?, Deployment::postgres().await?] {
        latency(&deployment).await?;
        throughput(&deployment, 1, TO_ONE).await?;
        throughput(&deployment, 100, TO_EACH).await?;
        deployment.stop().await?;
    }
    Ok(())
}

async fn endpoint(api: &Api, url: &str, enabled: bool) -> Result<String> {
    let body = json!({ "url": url, "eventTypes": [HEARD], "enabled": enabled });
    let made = api.post("/v2.2/webhook", &body).await?;
    made.json["id"].as_str().map(str::to_owned).with_context(|| made.text.clone())
}

async fn invite(api: &Api, company: &str) -> Result<()> {
    let made = api.post(&format!("/v2.2/invitation/company/{company}"), &json!({})).await?;
    ensure!(made.status == 201, "{}", made.text);
    Ok(())
}

/// One event after the other, each when the one before has come: what the way takes when nothing else is on it.
async fn latency(deployment: &Deployment) -> Result<()> {
    let (api, mut receiver) = (deployment.api(), Receiver::new().await?);
    let id = endpoint(api, &receiver.url(), true).await?;
    let (mut from_answer, mut from_request) = (Vec::new(), Vec::new());
    for number in 1..=EVENTS {
        let asked = Instant::now();
        invite(api, deployment.company()).await?;
        let answered = Instant::now();
        let came = receiver.until(number).await?;
        from_request.push(came.duration_since(asked));
        // The answer follows the commit. A webhook that overtakes it came at once.
        from_answer.push(came.saturating_duration_since(answered));
    }
    api.delete(&format!("/v2.2/webhook/{id}")).await?;
    report(
        deployment,
        1,
        "from the answer, which follows the commit, to the receiver's log",
        &mut from_answer,
    );
    report(deployment, 1, "from the request to the receiver's log", &mut from_request);
    Ok(())
}

fn report(deployment: &Deployment, endpoints: usize, what: &str, spans: &mut [Duration]) {
    spans.sort();
    let millis = |part: usize| spans[(spans.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    let name = deployment.name();
    println!("| {name} | {endpoints} | {what} | p50 {:.1} ms, p99 {:.1} ms |", millis(50), millis(99));
}

/// What has happened while the endpoints were disabled is sent to all of them at once.
async fn throughput(deployment: &Deployment, endpoints: usize, each: usize) -> Result<()> {
    let (api, mut receiver) = (deployment.api(), Receiver::new().await?);
    let mut ids = Vec::new();
    for _ in 0..endpoints {
        ids.push(endpoint(api, &receiver.url(), false).await?);
    }
    let from = deployment.now().await?;
    let mut inviting = JoinSet::new();
    for _ in 0..8 {
        let (api, company) = (api.clone(), deployment.company().to_owned());
        inviting.spawn(async move {
            for _ in 0..each / 8 {
                invite(&api, &company).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(done) = inviting.join_next().await {
        done??;
    }
    deployment.until_idle().await?;
    for id in &ids {
        api.patch(&format!("/v2.2/webhook/{id}"), &json!({ "enabled": true })).await?;
    }
    let began = Instant::now();
    let mut sent = 0;
    for id in &ids {
        sent += replay(api, id, &from).await?;
    }
    let asked = began.elapsed();
    // One more happened to find out that all had.
    ensure!(sent == endpoints * (each / 8 * 8 + 1), "{sent} webhooks were begun");
    let last = receiver.until(sent).await?;
    let took = last.duration_since(began);
    for id in &ids {
        api.delete(&format!("/v2.2/webhook/{id}")).await?;
    }
    let per_second = sent as f64 / took.as_secs_f64();
    let name = deployment.name();
    println!(
        "| {name} | {endpoints} | {sent} webhooks that wait | {per_second:.0}/s ({:.1} s, of which {:.1} s asking for them) |",
        took.as_secs_f64(),
        asked.as_secs_f64()
    );
    Ok(())
}

/// One call begins 250.
async fn replay(api: &Api, id: &str, from: &str) -> Result<usize> {
    let (mut from, mut sent) = (json!(from), 0);
    loop {
        let began = api.post(&format!("/v2.2/webhook/{id}/replay"), &json!({ "from": from })).await?;
        ensure!(began.status == 202, "{}", began.text);
        sent += usize::try_from(began.json["count"].as_u64().context("a count")?)?;
        if began.json["more"] == false {
            return Ok(sent);
        }
        from = began.json["resumeFrom"].clone();
    }
}
