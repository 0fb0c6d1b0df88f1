//! A client that was generated from the OpenAPI document: it compiles, and it does the main job.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Server, node_modules, workspace_root};
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(120);

async fn run(folder: &Path, command: &mut Command) -> Result<String> {
    let output = timeout(PATIENCE, command.current_dir(folder).kill_on_drop(true).output())
        .await
        .with_context(|| format!("{command:?} does not come to an end"))??;
    let (out, err) = (String::from_utf8(output.stdout)?, String::from_utf8_lossy(&output.stderr));
    ensure!(output.status.success(), "{command:?}: {}\n{out}\n{err}", output.status);
    Ok(out)
}

#[tokio::test]
#[ignore = "needs Node.js and the packages of tests/compat/client: run ./tests/run"]
async fn a_generated_client_compiles_and_does_the_main_job() -> Result<()> {
    let modules = node_modules()?;
    let quickstart = Server::quickstart().await?;
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    for file in ["main.ts", "tsconfig.json", "package.json"] {
        std::fs::copy(workspace_root().join("tests/compat/client").join(file), folder.join(file))?;
    }
    std::os::unix::fs::symlink(&modules, folder.join("node_modules"))?;
    let document = quickstart.api()?.get("/openapi.json").await?;
    std::fs::write(folder.join("openapi.json"), &document.text)?;

    let mut generator = Command::new(modules.join(".bin/openapi-typescript"));
    run(folder, generator.args(["openapi.json", "--output", "schema.d.ts"])).await?;
    run(folder, &mut Command::new(modules.join(".bin/tsc"))).await?;
    let mut program = Command::new("node");
    program
        .arg("out/main.js")
        .env("LATCHSTRING_BASE_URL", format!("{}/v2.2", quickstart.server.base_url()))
        .env("LATCHSTRING_API_KEY", &quickstart.api_key)
        .env("LATCHSTRING_COMPANY_ID", &quickstart.company_id);
    let line = run(folder, &mut program).await?;

    let mut told: Value = serde_json::from_str(&line).with_context(|| line.clone())?;
    let told = told.as_object_mut().context("an object")?;
    let id = told.remove("created").context("the invitation's id")?;
    let link = told.remove("link").context("the link")?;
    let start = format!("{}/p/i/lsi_", quickstart.server.base_url());
    ensure!(link.as_str().is_some_and(|link| link.starts_with(&start)), "{link}");
    let wanted = json!({
        "type": "CREATE_CONNECTION",
        "metadata": { "ticket": "4711" },
        // The quickstart has made one before.
        "total": 2,
        "listed": id,
        "events": ["CREATED"],
        "revoked": ["REVOKED", "REVOKED"],
        "refused": ["/maxUses out-of-range"],
    });
    assert_eq!(Value::Object(told.clone()), wanted);
    Ok(())
}
