//! Starting, stopping, starting again, and refusing to start.

use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use anyhow::{Context as _, Result};
use latchstring_tests::{Server, binary};
use serde_json::json;

use crate::world::{text, walk_to_sites};

#[tokio::test]
async fn a_quickstart_run_again_has_the_same_data() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let first = Server::quickstart_on(&data).await?;
    let told = first.api()?.get(&format!("/v2.2/invitation/company/{}", first.company_id)).await?;
    assert_eq!(told.json["totalInvitations"], 1, "{}", told.text);
    let (key, workspace, company) =
        (first.api_key.clone(), first.workspace_id.clone(), first.company_id.clone());
    let (sites, token) =
        (first.site_ids.clone(), first.invitation_url.rsplit('/').next().context("a token")?.to_owned());
    assert_eq!(first.server.stop().await?.code, Some(0));

    let again = Server::quickstart_on(&data).await?;
    assert_eq!((&again.api_key, &again.workspace_id, &again.company_id), (&key, &workspace, &company));
    assert_eq!(again.site_ids, sites);
    assert!(again.invitation_url.ends_with(&token));
    let listed = again.api()?.get(&format!("/v2.2/invitation/company/{company}")).await?;
    assert_eq!(listed.json["totalInvitations"], 1);
    for file in ["keyring.json", "api-key", "latchstring.db"] {
        let mode = std::fs::metadata(data.join(file))?.permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file}");
    }
    Ok(())
}

#[tokio::test]
async fn t057_what_was_acknowledged_survives_a_kill() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let first = Server::quickstart_on(&data).await?;
    let mut recipient = walk_to_sites(&first.invitation_url).await?;
    recipient.send("/sites", &[]).await?;
    let mut unfinished = walk_to_sites(&first.invitation_url).await?;
    let company = first.company_id.clone();
    first.server.crash().await?;

    let again = Server::quickstart_on(&data).await?;
    let connections = again.api()?.get(&format!("/v2.2/connection/company/{company}")).await?;
    assert_eq!(connections.json["totalConnections"], 1, "{}", connections.text);
    // The walk that was under way goes on where it was.
    let mut form = unfinished.form("/sites")?;
    form.action = format!("{}{}", again.server.base_url(), form.action.path()).parse()?;
    assert!(unfinished.submit(&form).await?.heading().starts_with("Thanks"));
    Ok(())
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let _first = Server::quickstart_on(&data).await?;
    let refused = Server::quickstart_on(&data).await.err().context("the second server must not start")?;
    let said = format!("{refused:#}");
    assert!(said.contains("another"), "{said}");
    Ok(())
}

#[test]
fn a_bad_configuration_is_refused_whole_with_every_mistake() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bad.toml");
    std::fs::write(
        &file,
        "[server]\nlisten = \"nowhere\"\nbase_url = \"http://example.com\"\nlissten = 1\n\
         [database]\nurl = \"mongodb://x:topsecret@y\"\n[log]\nformat = \"xml\"\n",
    )?;
    let output = Command::new(binary("api-server")?).env_clear().arg("--config").arg(&file).output()?;
    assert_eq!(output.status.code(), Some(78));
    let said = String::from_utf8(output.stderr)?;
    for path in
        ["server.listen", "server.base_url", "server.lissten", "database.url", "keyring.keys", "log.format"]
    {
        assert!(said.contains(path), "{path} is not named in:\n{said}");
    }
    assert!(!said.contains("topsecret"), "{said}");
    Ok(())
}

#[tokio::test]
async fn t169_a_keyring_of_another_database_is_refused_and_none_is_made_over_data() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    Server::quickstart_on(&data).await?.server.stop().await?;
    let other = folder.path().join("other");
    Server::quickstart_on(&other).await?.server.stop().await?;
    let keyring = data.join("keyring.json");
    let own = std::fs::read(&keyring)?;

    std::fs::write(&keyring, std::fs::read(other.join("keyring.json"))?)?;
    let said = format!("{:#}", Server::quickstart_on(&data).await.err().context("a wrong keyring")?);
    assert!(said.contains("does not belong"), "{said}");

    std::fs::remove_file(&keyring)?;
    let said = format!("{:#}", Server::quickstart_on(&data).await.err().context("a lost keyring")?);
    assert!(said.contains("keyring.json"), "{said}");
    assert!(!keyring.exists(), "no keyring is made over data");

    std::fs::write(&keyring, &own)?;
    std::fs::set_permissions(&keyring, std::fs::Permissions::from_mode(0o644))?;
    let said = format!("{:#}", Server::quickstart_on(&data).await.err().context("an exposed keyring")?);
    assert!(said.contains("chmod 600"), "{said}");

    std::fs::set_permissions(&keyring, std::fs::Permissions::from_mode(0o600))?;
    Server::quickstart_on(&data).await?.server.stop().await?;
    Ok(())
}

#[tokio::test]
async fn a_stop_ends_what_is_under_way_and_says_so() -> Result<()> {
    let quickstart = Server::quickstart().await?;
    let api = quickstart.api()?;
    assert_eq!(api.get("/readyz").await?.status.as_u16(), 200);
    assert_eq!(api.get("/healthz").await?.status.as_u16(), 200);
    let path = format!("/v2.2/invitation/company/{}", quickstart.company_id);
    let made = api.post(&path, &json!({})).await?;
    text(&made.json, "id")?;
    let exit = quickstart.server.stop().await?;
    assert_eq!(exit.code, Some(0), "{exit:?}");
    Ok(())
}
