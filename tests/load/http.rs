//! What a server answers: creates, reads and views a second, whole walks, lists, memory and the time to begin.
//! `./tests/run --exec tests/load/run` runs it.
//!
//! The client and the server share the machine, so what the client costs is taken from the server; the first rows say what such a client
//! gets out of a server that does nothing.
#![expect(clippy::print_stdout, reason = "it prints a table")]
#![expect(clippy::indexing_slicing, reason = "what is not as expected ends the measurement")]

mod client;
#[expect(dead_code, reason = "the deployment has more for the other measurement")]
mod deployment;
mod receiver;

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::Api;
use serde_json::json;
use tokio::time::Instant;

use client::{Call, Figures, hello, measure};
use deployment::Deployment;

const CONNECTIONS: [usize; 3] = [1, 16, 64];
const SPAN: Duration = Duration::from_secs(4);

/// How many invitations a company has when its lists are read.
const DEPTHS: [u64; 3] = [1_000, 10_000, 100_000];

#[tokio::main]
async fn main() -> Result<()> {
    println!("| server | call | connections | a second | p50 | p99 |");
    println!("|---|---|---|---|---|---|");
    let limit = hello().await?;
    for connections in CONNECTIONS {
        let call = Arc::new(move || Call::get(limit, "/hello"));
        row("bare hyper", "hello", connections, &measure(limit, connections, SPAN, call).await?);
    }
    for deployment in [Deployment::sqlite().await?, Deployment::postgres().await?] {
        memory(&deployment, "idle")?;
        calls(&deployment).await?;
        lists(&deployment).await?;
        memory(&deployment, "after all of this")?;
        let deployment = begin(deployment).await?;
        deployment.stop().await?;
    }
    Ok(())
}

fn row(server: &str, call: &str, connections: usize, figures: &Figures) {
    println!("| {server} | {call} | {connections} | {figures} |");
}

async fn invitation(api: &Api, company: &str) -> Result<(String, String)> {
    let path = format!("/v2.2/invitation/company/{company}");
    let made = api.post(&path, &json!({ "message": "For the energy report." })).await?;
    let text = |name: &str| made.json[name].as_str().map(str::to_owned).with_context(|| made.text.clone());
    Ok((text("id")?, text("token")?))
}

async fn calls(deployment: &Deployment) -> Result<()> {
    let (address, key, name) = (deployment.address()?, deployment.key(), deployment.name());
    let (id, token) = invitation(deployment.api(), deployment.company()).await?;
    let create = format!("/v2.2/invitation/company/{}", deployment.company());
    let body = json!({ "message": "For the energy report." }).to_string();
    let (detail, view) = (format!("/v2.2/invitation/{id}"), format!("/p/i/{token}"));
    for connections in CONNECTIONS {
        let (create, body, key) = (create.clone(), body.clone(), key.to_owned());
        let call = Arc::new(move || Call::post(address, &create, &key, &body));
        let figures = measure(address, connections, SPAN, call).await?;
        row(name, "an invitation is made", connections, &figures);
    }
    for connections in CONNECTIONS {
        let (detail, key) = (detail.clone(), deployment.reader().to_owned());
        let call = Arc::new(move || Call::get_as(address, &detail, &key));
        row(name, "an invitation is read", connections, &measure(address, connections, SPAN, call).await?);
    }
    for connections in CONNECTIONS {
        let view = view.clone();
        let call = Arc::new(move || Call::get(address, &view));
        row(name, "a link is viewed", connections, &measure(address, connections, SPAN, call).await?);
        if connections == 64 {
            memory(deployment, "under 64 connections")?;
        }
    }
    Ok(())
}

/// A page of a list, and one far down, while ever more is in it.
async fn lists(deployment: &Deployment) -> Result<()> {
    let (address, key, name) = (deployment.address()?, deployment.key(), deployment.name());
    let made = deployment.api().post("/v2.2/company", &json!({ "name": "Listed" })).await?;
    let company = made.json["id"].as_str().with_context(|| made.text.clone())?.to_owned();
    let create = format!("/v2.2/invitation/company/{company}");
    let mut there = 0;
    for depth in DEPTHS {
        let (path, body) = (create.clone(), json!({}).to_string());
        let key_of = key.to_owned();
        let call = Arc::new(move || Call::post(address, &path, &key_of, &body));
        there += client::times(address, 64, depth - there, call).await?;
        let (path, key) = (format!("{create}?limit=100"), deployment.reader().to_owned());
        let call = Arc::new(move || Call::get_as(address, &path, &key));
        let what = format!("a page of 100 among {there}");
        row(name, &what, 1, &measure(address, 1, SPAN / 2, call).await?);
    }
    Ok(())
}

fn memory(deployment: &Deployment, when: &str) -> Result<()> {
    for (role, id) in deployment.processes() {
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = resident.trim().trim_end_matches(" kB").trim().parse()?;
        println!("| {} | memory of `{role}`, {when} | | {:.1} MiB | | |", deployment.name(), kib / 1024.0);
    }
    Ok(())
}

/// From the beginning of the process to the first answer of `/readyz`, on a database that has all of this in it.
async fn begin(deployment: Deployment) -> Result<Deployment> {
    let name = deployment.name();
    let (deployment, took) = deployment.begun_again().await?;
    let ready = Instant::now();
    let reply = deployment.api().get("/readyz").await?;
    ensure!(reply.status.as_u16() == 200, "{}", reply.text);
    let millis = (took + ready.elapsed()).as_secs_f64() * 1000.0;
    println!("| {name} | from its start to ready | | {millis:.0} ms | | |");
    Ok(deployment)
}
