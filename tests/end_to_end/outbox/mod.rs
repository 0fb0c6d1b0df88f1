//! The outbox over real processes: who works, who hears of work, and what is left behind by those who are killed, paused or stopped.

mod dead_letters;
mod kill;
mod outage;
mod pause;
mod proxy;
mod roles;
mod stop;

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::webhooks::receiver::Receiver;
use crate::world::{World, text};

/// An endpoint that hears of these types.
async fn endpoint(world: &World, receiver: &Receiver, types: &[&str]) -> Result<String> {
    let body = json!({ "url": receiver.url(), "eventTypes": types });
    let made = world.api.post("/v2.2/webhook", &body).await?;
    text(&made.json, "id").with_context(|| made.text)
}
