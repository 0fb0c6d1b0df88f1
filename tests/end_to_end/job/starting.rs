//! Several servers that find an empty database at the same instant.

use anyhow::{Context as _, Result};
use latchstring_tests::{Database, MariaDb, Postgres, Server};
use serde_json::json;

use crate::world::{Operator, config, created};

/// T147: one of them migrates, the others find it done, all serve; and the keyring proves itself to each.
async fn all_serve(database: Database) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let config = config(folder.path(), database.url().as_str());
    let config = config.replace("[keyring]", "migrate_on_start = true\n[keyring]");
    let file = folder.path().join("latchstring.toml");
    std::fs::write(&file, &config)?;
    let operator = Operator::with_config(&file);
    let keyring = folder.path().join("keyring.json");
    operator.run(&["keys", "generate", "--out", &keyring.to_string_lossy()])?;
    let start = || Server::with_config(|_| config.clone());
    let (one, two, three) = tokio::try_join!(start(), start(), start())?;

    operator.run(&["workspace", "create", "Somebody", "--mode", "sandbox"])?;
    let key = operator.run(&["api-key", "create", "tests", "--all-scopes"])?;
    let key = key["apiKey"].as_str().context("the new key is shown")?;
    for (server, name) in [(&one, "One"), (&two, "Two"), (&three, "Three")] {
        created(server.api(key)?.post("/v2.2/company", &json!({ "name": name })).await?)?;
    }
    let listed = three.api(key)?.get("/v2.2/company").await?.json;
    assert_eq!(listed.as_array().map(Vec::len), Some(3), "{listed}");
    Ok(())
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn t147_three_servers_start_at_once_on_an_empty_postgresql() -> Result<()> {
    all_serve(Postgres::from_env()?.database()?).await
}

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn t147_three_servers_start_at_once_on_an_empty_mariadb() -> Result<()> {
    all_serve(MariaDb::from_env()?.database()?).await
}
