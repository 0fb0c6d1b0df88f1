//! API keys, over several servers.

use std::time::Duration;

use anyhow::{Context as _, Result};
use latchstring_tests::Api;
use serde_json::json;
use tokio::time::{self, Instant};

use crate::world::{World, text};

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t041_a_revoked_key_is_dead_on_every_server_and_on_connections_that_are_open() -> Result<()> {
    let world = World::postgres(2).await?;
    let wish = json!({"name": "Nightly job", "scopes": ["invitations:read", "workspace:manage"]});
    let made = world.api.post("/v2.2/api-key", &wish).await?;
    let (id, key) = (text(&made.json, "id")?, text(&made.json, "apiKey")?);
    let programs =
        world.base_urls().iter().map(|url| Api::new(url, Some(&key))).collect::<Result<Vec<_>>>()?;
    for program in &programs {
        assert_eq!(program.get("/v2.2/invitation").await?.status, 200);
    }

    // Rotated by itself, at one server; both of its texts let in at the other.
    let first = programs.first().context("a server")?;
    let rotated = first.post(&format!("/v2.2/api-key/{id}/rotate"), &json!({})).await?;
    assert_eq!(rotated.status, 201, "{}", rotated.text);
    let successor = text(&rotated.json, "apiKey")?;
    for url in world.base_urls() {
        assert_eq!(Api::new(&url, Some(&successor))?.get("/v2.2/invitation").await?.status, 200);
    }
    for program in &programs {
        assert_eq!(program.get("/v2.2/invitation").await?.status, 200);
    }

    // At the server that was told, at once; at the other, which may go by what it has just read, for no request that begins a
    // second later or more.
    assert_eq!(world.api.delete(&format!("/v2.2/api-key/{id}")).await?.status, 204);
    let revoked = Instant::now();
    let mut bounds = [Duration::ZERO, Duration::from_secs(1)].into_iter();
    for program in &programs {
        let bound = bounds.next().context("a bound for each server")?;
        let mut often = time::interval(Duration::from_millis(20));
        let refused = loop {
            often.tick().await;
            let too_late = revoked.elapsed() >= bound;
            let answer = program.get("/v2.2/invitation").await?;
            if answer.status != 200 {
                break answer;
            }
            assert!(!too_late, "the key still lets in");
        };
        assert_eq!(
            (refused.status.as_u16(), text(&refused.json, "code")?.as_str()),
            (401, "api-key-invalid")
        );
    }
    Ok(())
}
