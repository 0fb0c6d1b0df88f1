use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Api, Database, Postgres, Server, binary};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::Instant;

/// The programs, on a database of their own.
pub(crate) struct Deployment {
    name: &'static str,
    servers: Vec<Server>,
    roles: &'static [&'static str],
    config: String,
    key: String,
    reader: String,
    api: Api,
    company: String,
    _database: Option<Database>,
    _folder: TempDir,
}

impl Deployment {
    /// One server on a file.
    pub(crate) async fn sqlite() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("latchstring.db").display());
        Self::of("SQLite, one", &["all"], &url, None, folder).await
    }

    /// One server that answers and one that works.
    pub(crate) async fn postgres() -> Result<Self> {
        let database = Postgres::from_env()?.database()?;
        let url = database.url().to_string();
        let folder = tempfile::tempdir()?;
        Self::of("PostgreSQL, api and worker", &["api", "worker"], &url, Some(database), folder).await
    }

    async fn of(
        name: &'static str,
        roles: &'static [&'static str],
        url: &str,
        database: Option<Database>,
        folder: TempDir,
    ) -> Result<Self> {
        let keyring = folder.path().join("keyring.json");
        let config = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"http://127.0.0.1\"\n\
             [webhooks]\nallow_networks = [\"127.0.0.0/8\"]\nallow_ports = [\"1-65535\"]\nplain_http_in_sandbox = true\n\
             [database]\nurl = \"{url}\"\n[keyring]\nkeys_file = \"{}\"\n[log]\nlevel = \"warn\"\n",
            keyring.display()
        );
        let file = folder.path().join("latchstring.toml");
        std::fs::write(&file, &config)?;
        admin(&file, &["keys", "generate", "--out", &keyring.to_string_lossy()])?;
        admin(&file, &["migrate"])?;
        admin(&file, &["workspace", "create", "Load", "--mode", "sandbox"])?;
        let key = admin(&file, &["api-key", "create", "load", "--all-scopes"])?;
        let key = key["apiKey"].as_str().context("a key")?.to_owned();
        let reader = admin(&file, &["api-key", "create", "reader", "--scope", "invitations:read"])?;
        let reader = reader["apiKey"].as_str().context("a key")?.to_owned();
        let servers = begin(roles, &config).await?;
        let api = servers.first().context("a server")?.api(&key)?;
        let made = api.post("/v2.2/company", &json!({ "name": "Riverside Properties" })).await?;
        let company = made.json["id"].as_str().with_context(|| made.text.clone())?.to_owned();
        Ok(Self {
            name,
            servers,
            roles,
            config,
            key,
            reader,
            api,
            company,
            _database: database,
            _folder: folder,
        })
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn api(&self) -> &Api {
        &self.api
    }

    pub(crate) fn company(&self) -> &str {
        &self.company
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// A key that may read and is shown no links: showing one is an event of its own.
    pub(crate) fn reader(&self) -> &str {
        &self.reader
    }

    /// Where the server that answers does so.
    pub(crate) fn address(&self) -> Result<SocketAddr> {
        let server = self.servers.first().context("a server")?;
        Ok(server.base_url().trim_start_matches("http://").parse()?)
    }

    /// The role and the process of each server.
    pub(crate) fn processes(&self) -> impl Iterator<Item = (&'static str, u32)> {
        self.roles.iter().copied().zip(self.servers.iter().map(|server| server.process().id()))
    }

    /// The same, its servers stopped and begun again, and how long that took until they listened.
    pub(crate) async fn begun_again(mut self) -> Result<(Self, Duration)> {
        for server in std::mem::take(&mut self.servers) {
            server.stop().await?;
        }
        let began = Instant::now();
        self.servers = begin(self.roles, &self.config).await?;
        let took = began.elapsed();
        self.api = self.servers.first().context("a server")?.api(&self.key)?;
        Ok((self, took))
    }

    /// The time by the server's clock: when the last thing of ours was made.
    pub(crate) async fn now(&self) -> Result<String> {
        let made = self.api.post("/v2.2/company", &json!({ "name": "A clock" })).await?;
        let events = self.api.get("/v2.2/event?type=COMPANY_CREATED&limit=1").await?;
        let at = events.json["events"][0]["occurredAt"].as_str().map(str::to_owned);
        at.with_context(|| format!("{} {}", made.text, events.text))
    }

    /// Waits until every event that happened so far is a message: the last one was announced when a test that was asked for after
    /// it has come.
    pub(crate) async fn until_idle(&self) -> Result<()> {
        let mut receiver = crate::receiver::Receiver::new().await?;
        let body = json!({ "url": receiver.url(), "eventTypes": ["invitation.revoked.v1"] });
        let made = self.api.post("/v2.2/webhook", &body).await?;
        let id = made.json["id"].as_str().with_context(|| made.text.clone())?.to_owned();
        let path = format!("/v2.2/invitation/company/{}", self.company);
        let last = self.api.post(&path, &json!({})).await?;
        let last = last.json["id"].as_str().with_context(|| last.text.clone())?.to_owned();
        self.api.post(&format!("/v2.2/invitation/{last}/revoke"), &json!({})).await?;
        receiver.until(1).await?;
        self.api.delete(&format!("/v2.2/webhook/{id}")).await?;
        Ok(())
    }

    pub(crate) async fn stop(self) -> Result<()> {
        for server in self.servers {
            let exit = server.stop().await?;
            ensure!(exit.code == Some(0), "{}", exit.stderr);
        }
        Ok(())
    }
}

async fn begin(roles: &[&'static str], config: &str) -> Result<Vec<Server>> {
    let mut servers = Vec::new();
    for role in roles {
        let with = |command: &mut Command| {
            command.args(["--role", role]);
        };
        servers.push(Server::with_config_and(|_| config.to_owned(), with).await?);
    }
    Ok(servers)
}

fn admin(config: &Path, arguments: &[&str]) -> Result<Value> {
    let output = Command::new(binary("admin-cli")?)
        .env_clear()
        .arg("--config")
        .arg(config)
        .args(["--format", "json"])
        .args(arguments)
        .output()?;
    ensure!(output.status.success(), "admin-cli {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout).unwrap_or(Value::Null))
}
