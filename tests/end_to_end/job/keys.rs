//! API keys, over several servers.

use anyhow::{Context as _, Result};
use latchstring_tests::Api;
use serde_json::json;

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

    assert_eq!(world.api.delete(&format!("/v2.2/api-key/{id}")).await?.status, 204);
    for program in &programs {
        let refused = program.get("/v2.2/invitation").await?;
        assert_eq!(
            (refused.status.as_u16(), text(&refused.json, "code")?.as_str()),
            (401, "api-key-invalid")
        );
    }
    Ok(())
}
