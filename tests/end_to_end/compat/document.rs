//! The OpenAPI document, believed to the letter by schemathesis.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{schemathesis, schemathesis_examples, workspace_root};
use serde_json::{Value, json};
use tokio::process::Command;
use tokio::time::timeout;

use crate::world::{ENVIRONMENT, World, created, text};

const PATIENCE: Duration = Duration::from_secs(1200);

/// A flow that stays, and one that is there to be deleted.
const FLOW: &str = "kept";
const DOOMED_FLOW: &str = "doomed";

/// How many operations may have been refused every time. Some need things that belong together, which no schema can say:
/// sites of the company in the path, a company that has nothing yet. Which of them chance finds differs from run to run. And no
/// chance finds a signature, or work that was given up.
const MAY_BE_REFUSED: usize = 8;

/// How many operations are believed by a signature: what is answered with 403 each time has no rate in the report.
const UNBELIEVED: usize = 1;

#[tokio::test]
#[ignore = "needs schemathesis: run ./tests/run"]
async fn t132_every_answer_is_as_the_document_says() -> Result<()> {
    let program = schemathesis()?;
    let world = World::sqlite().await?;
    let connection = json!({ "url": "https://www.pacificpower.example", "username": "northwind",
        "password": "correct horse", "country": "US", "sites": [world.sites[0]] });
    let path = format!("/v2.2/connection/company/{}", world.company);
    let connection = text(&created(world.api.post(&path, &connection).await?)?, "id")?;
    world.api.post(&format!("{path}/link"), &json!({})).await?;
    let links = world.api.get(&format!("/v2.2/magic-link/company/{}", world.company)).await?.json;
    let link = text(&links["magicLinks"][0], "id")?;

    let provider = json!({ "name": "Rheinkraft", "url": "https://rheinkraft.example" });
    let provider = text(&created(world.api.post("/v2.2/datasource", &provider).await?)?, "id")?;

    let many = json!([{ "companyId": world.company, "allowedEmails": ["dana@example.org"] }]);
    let bulk = text(&world.api.post("/v2.2/invitation/bulk", &many).await?.json, "id")?;

    for key in [FLOW, DOOMED_FLOW] {
        let flow = json!({ "key": key, "name": key, "connectors": ["sandbox"] });
        created(world.api.post("/v2.2/flow", &flow).await?)?;
    }

    let other_key = async || {
        let wish = json!({ "name": "Other", "scopes": ["invitations:read"] });
        text(&created(world.api.post("/v2.2/api-key", &wish).await?)?, "id")
    };
    let (kept_key, doomed_key) = (other_key().await?, other_key().await?);

    // That of a quickstart reads no credentials.
    let key = text(&world.admin_cli(&["api-key", "create", "schemathesis", "--all-scopes"])?, "apiKey")?;
    let folder = tempfile::tempdir()?;
    let (report, log) = (folder.path().join("report.json"), folder.path().join("log.txt"));
    let mut command = Command::new(program);
    command
        .arg("--config-file")
        .arg(workspace_root().join("tests/compat/schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/openapi.json", world.server.base_url()))
        .args(["--no-color", "--continue-on-failure", "--max-examples"])
        .arg(schemathesis_examples())
        .arg("--report-json-path")
        .arg(&report)
        .env("LATCHSTRING_API_KEY", key)
        .env("LATCHSTRING_OTHER_KEY_ID", kept_key)
        .env("LATCHSTRING_DOOMED_KEY_ID", doomed_key)
        .env("LATCHSTRING_BULK_ID", bulk)
        .env("LATCHSTRING_CONNECTION_ID", connection)
        .env("LATCHSTRING_COMPANY_ID", &world.company)
        .env("LATCHSTRING_DATASOURCE_ID", provider)
        .env("LATCHSTRING_LINK_ID", link)
        .env("LATCHSTRING_ENV_ID", ENVIRONMENT)
        .env("LATCHSTRING_FLOW_ID", FLOW)
        .env("LATCHSTRING_DOOMED_FLOW_ID", DOOMED_FLOW)
        .env("NO_PROXY", "127.0.0.1")
        .current_dir(folder.path())
        .stdout(File::create(&log)?)
        .stderr(File::options().append(true).open(&log)?)
        .kill_on_drop(true);
    let status =
        timeout(PATIENCE, command.status()).await.context("schemathesis does not come to an end")??;
    let said = std::fs::read_to_string(&log)?;
    ensure!(status.success(), "schemathesis found something:\n{said}");
    it_was_not_in_vain(&report).with_context(|| said)
}

/// A run in which every call was refused would find nothing wrong either.
fn it_was_not_in_vain(report: &Path) -> Result<()> {
    let report: Value = serde_json::from_slice(&std::fs::read(report)?)?;
    let operations = report["operations"]["total"].as_u64().context("operations")?;
    let cases = report["test_cases"]["generated"].as_u64().context("test cases")?;
    ensure!(
        report["complete"] == true && cases > 20 * operations,
        "{cases} cases of {operations} operations"
    );
    let rates = report["valid_rates"].as_object().context("valid rates")?;
    ensure!(
        rates.len() + UNBELIEVED == usize::try_from(operations)?,
        "{} of {operations} operations were called",
        rates.len()
    );
    let accepted = |phases: &Value| {
        let phases = phases.as_object().into_iter().flatten();
        phases.filter_map(|(_, phase)| phase["accepted"].as_u64()).sum::<u64>()
    };
    let refused: Vec<&String> =
        rates.iter().filter(|(_, phases)| accepted(phases) == 0).map(|(operation, _)| operation).collect();
    ensure!(refused.len() <= MAY_BE_REFUSED, "refused every time: {refused:?}");
    Ok(())
}
