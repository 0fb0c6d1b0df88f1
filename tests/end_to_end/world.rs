//! A running deployment with somebody's company in it, on any of the databases.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use latchstring_tests::{Api, Database, MariaDb, Page, Postgres, Recipient, Reply, Server, binary};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What the programs of a workspace call it: a quickstart's, and that on a database server.
pub(crate) const ENVIRONMENT: &str = "sandbox";

/// A server and what a customer of it holds.
pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) api: Api,
    pub(crate) key: String,
    pub(crate) company: String,
    pub(crate) sites: Vec<String>,
    pub(crate) others: Vec<Server>,
    operator: Operator,
    database: Option<Database>,
    _folder: TempDir,
}

/// A deployment whose servers are stopped.
pub(crate) struct Stopped<'a>(&'a Operator);

impl Stopped<'_> {
    /// Runs `admin-cli` and reads the JSON it prints.
    pub(crate) fn admin_cli(&self, arguments: &[&str]) -> Result<Value> {
        self.0.run(arguments)
    }
}

impl World {
    /// On SQLite, as a newcomer starts it.
    pub(crate) async fn sqlite() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        let quickstart = Server::quickstart_on(&data).await?;
        Ok(Self {
            api: quickstart.api()?,
            key: quickstart.api_key,
            company: quickstart.company_id,
            sites: quickstart.site_ids,
            server: quickstart.server,
            others: Vec::new(),
            operator: Operator::of_quickstart(&data),
            database: None,
            _folder: folder,
        })
    }

    /// The same deployment on SQLite, its server ended without warning and started again, at another port.
    pub(crate) async fn crash_and_start_again(self) -> Result<Self> {
        self.server.crash().await?;
        let again = Server::quickstart_on(&self.operator.deployment).await?;
        Ok(Self { api: again.api()?, server: again.server, ..self })
    }

    /// The same deployment, its one server stopped, and begun again once this is done.
    pub(crate) async fn stopped_and_begun_again(
        self,
        between: impl FnOnce(&Stopped<'_>) -> Result<()>,
    ) -> Result<Self> {
        let exit = self.server.stop().await?;
        ensure!(exit.code == Some(0), "{}", exit.stderr);
        between(&Stopped(&self.operator))?;
        if self.database.is_none() {
            let again = Server::quickstart_on(&self.operator.deployment).await?;
            return Ok(Self { api: again.server.api(&self.key)?, server: again.server, ..self });
        }
        let config = std::fs::read_to_string(&self.operator.deployment)?;
        let server = Server::with_config(|_| config).await?;
        Ok(Self { api: server.api(&self.key)?, server, ..self })
    }

    /// Where the database server is.
    pub(crate) fn database_url(&self) -> Result<String> {
        Ok(self.database.as_ref().context("this world has no database server")?.url().to_string())
    }

    /// On PostgreSQL, as an operator sets it up, with so many servers.
    pub(crate) async fn postgres(servers: usize) -> Result<Self> {
        Self::on(Postgres::from_env()?.database()?, servers).await
    }

    /// The same on MariaDB.
    pub(crate) async fn mariadb(servers: usize) -> Result<Self> {
        Self::on(MariaDb::from_env()?.database()?, servers).await
    }

    async fn on(database: Database, servers: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let config = config(folder.path(), database.url().as_str());
        Self::configured(folder, config, servers, Some(database)).await
    }

    /// On PostgreSQL, its one server answering requests and doing no work.
    pub(crate) async fn without_a_worker() -> Result<Self> {
        let database = Postgres::from_env()?.database()?;
        let url = database.url().to_string();
        Self::without_a_worker_at(&url, database).await
    }

    /// The same, reaching its database at another address.
    pub(crate) async fn without_a_worker_at(url: &str, database: Database) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let config = config(folder.path(), url).replace("[server]\n", "[server]\nrole = \"api\"\n");
        Self::configured(folder, config, 1, Some(database)).await
    }

    /// A server of the same deployment that only works.
    pub(crate) async fn worker(&self) -> Result<Server> {
        self.worker_with(|_| {}).await
    }

    /// The same, with more arguments or variables.
    pub(crate) async fn worker_with(&self, more: impl FnOnce(&mut Command)) -> Result<Server> {
        let config = std::fs::read_to_string(&self.operator.deployment)?;
        let as_worker = |command: &mut Command| {
            command.args(["--role", "worker"]);
            more(command);
        };
        Server::with_config_and(|_| config, as_worker).await
    }

    /// What a statement of an operator's says, columns separated by `|`.
    pub(crate) fn query(&self, statement: &str) -> Result<String> {
        self.database.as_ref().context("this world has no PostgreSQL")?.execute(statement)
    }

    /// Waits until a statement of an operator's says this.
    pub(crate) async fn until_says(&self, statement: &str, expected: &str) -> Result<()> {
        let mut tick = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..400 {
            tick.tick().await;
            if self.query(statement)? == expected {
                return Ok(());
            }
        }
        anyhow::bail!("{statement} says {}", self.query(statement)?)
    }

    /// Stops a server, and asks afterwards.
    pub(crate) async fn stop_and_query(&self, server: Server, statement: &str) -> Result<String> {
        let exit = server.stop().await?;
        ensure!(exit.code == Some(0), "{}", exit.stderr);
        self.query(statement)
    }

    /// The same deployment, its one server stopped and begun with a variable.
    pub(crate) async fn ending_at(self, name: &str, value: &str) -> Result<Self> {
        let with = |command: &mut Command| {
            command.env(name, value);
        };
        self.begun_with(with).await
    }

    /// The same deployment, its one server stopped and begun with more arguments or variables.
    pub(crate) async fn begun_with(self, more: impl FnOnce(&mut Command)) -> Result<Self> {
        self.server.stop().await?;
        let server = self.operator.server(more).await?;
        Ok(Self { api: server.api(&self.key)?, server, ..self })
    }

    /// The same deployment, its one server begun again once it has ended by itself.
    pub(crate) async fn ended_and_begun_again(self) -> Result<Self> {
        let exit = self.server.ended().await?;
        ensure!(exit.code.is_none(), "it ended by itself: {}", exit.stderr);
        let server = self.operator.server(|_| {}).await?;
        Ok(Self { api: server.api(&self.key)?, server, ..self })
    }

    /// The same deployment, its one server begun again once it has given up, and what that said.
    pub(crate) async fn given_up_and_begun_again(self) -> Result<(Self, String)> {
        let exit = self.server.ended().await?;
        ensure!(exit.code == Some(1), "it ended with {:?}: {}", exit.code, exit.stderr);
        let server = self.operator.server(|_| {}).await?;
        Ok((Self { api: server.api(&self.key)?, server, ..self }, exit.stderr))
    }

    /// On SQLite, as an operator sets it up, with these lines in the configuration.
    pub(crate) async fn with_config(lines: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("latchstring.db").display());
        let config = format!("{}\n{lines}\n", config(folder.path(), &url));
        Self::configured(folder, config, 1, None).await
    }

    async fn configured(
        folder: TempDir,
        config: String,
        servers: usize,
        database: Option<Database>,
    ) -> Result<Self> {
        let file = folder.path().join("latchstring.toml");
        std::fs::write(&file, &config)?;
        let operator = Operator::with_config(&file);
        let cli = |arguments: &[&str]| operator.run(arguments);
        let keyring = folder.path().join("keyring.json");
        cli(&["keys", "generate", "--out", &keyring.to_string_lossy()])?;
        cli(&["migrate"])?;
        cli(&["workspace", "create", "Somebody", "--mode", "sandbox", "--environment", ENVIRONMENT])?;
        let key = cli(&["api-key", "create", "tests", "--all-scopes"])?;
        let key = key["apiKey"].as_str().context("the new key is shown")?.to_owned();
        let mut running = Vec::new();
        for _ in 0..servers {
            running.push(Server::with_config(|_| config.clone()).await?);
        }
        let server = running.remove(0);
        let api = server.api(&key)?;
        let (company, sites) = company(&api).await?;
        let others = running;
        Ok(Self { server, api, key, company, sites, others, operator, database, _folder: folder })
    }

    /// The same deployment with a configuration, its one server ended without warning and started again.
    pub(crate) async fn crash_and_configure_again(self) -> Result<Self> {
        self.server.crash().await?;
        let server = self.operator.server(|_| {}).await?;
        Ok(Self { api: server.api(&self.key)?, server, ..self })
    }

    /// Runs `admin-cli` on the deployment and reads the JSON it prints.
    pub(crate) fn admin_cli(&self, arguments: &[&str]) -> Result<Value> {
        self.operator.run(arguments)
    }

    /// Where a quickstart puts its mails.
    pub(crate) fn mail_folder(&self) -> PathBuf {
        self.operator.deployment.join("mail")
    }

    /// The servers, the first one first.
    pub(crate) fn base_urls(&self) -> Vec<String> {
        std::iter::once(&self.server).chain(&self.others).map(|server| server.base_url().to_owned()).collect()
    }

    /// Makes a contributor invitation whose provider is the sandbox.
    pub(crate) async fn invite(&self, terms: Value) -> Result<Value> {
        let mut body = json!({ "prefill": { "url": "https://sandbox.example", "country": "US",
            "initialSites": [self.sites[0]], "utilityTypes": ["ELECTRICITY"] } });
        if let (Some(body), Value::Object(terms)) = (body.as_object_mut(), terms) {
            body.extend(terms);
        }
        let path = format!("/v2.2/invitation/company/{}", self.company);
        created(self.api.post(&path, &body).await?)
    }

    /// What the API says of an invitation.
    pub(crate) async fn invitation(&self, id: &str) -> Result<Value> {
        Ok(self.api.get(&format!("/v2.2/invitation/{id}")).await?.json)
    }

    /// What the API lists of the company's connections.
    pub(crate) async fn connections(&self) -> Result<Vec<Value>> {
        let reply = self.api.get(&format!("/v2.2/connection/company/{}", self.company)).await?;
        reply.json["connections"].as_array().cloned().with_context(|| reply.text)
    }
}

/// A configuration in a folder of its own.
pub(crate) fn config(folder: &Path, database_url: &str) -> String {
    format!(
        "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"http://127.0.0.1\"\n\
         [webhooks]\nallow_networks = [\"127.0.0.0/8\"]\nallow_ports = [\"1-65535\"]\nplain_http_in_sandbox = true\n\
         [database]\nurl = \"{database_url}\"\n[keyring]\nkeys_file = \"{}\"\n[log]\nlevel = \"info\"\n",
        folder.join("keyring.json").display()
    )
}

/// Somebody with `admin-cli` and a deployment.
pub(crate) struct Operator {
    option: &'static str,
    deployment: PathBuf,
}

impl Operator {
    pub(crate) fn with_config(file: &Path) -> Self {
        Self { option: "--config", deployment: file.to_owned() }
    }

    /// A server of the deployment that a configuration describes.
    async fn server(&self, more: impl FnOnce(&mut Command)) -> Result<Server> {
        let config = std::fs::read_to_string(&self.deployment)?;
        Server::with_config_and(|_| config, more).await
    }

    pub(crate) fn of_quickstart(data: &Path) -> Self {
        Self { option: "--data-dir", deployment: data.to_owned() }
    }

    /// Runs `admin-cli` and reads the JSON it prints.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Value> {
        let output = Command::new(binary("admin-cli")?)
            .env_clear()
            .arg(self.option)
            .arg(&self.deployment)
            .args(["--format", "json"])
            .args(arguments)
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "admin-cli {arguments:?}: {}\n{said}", output.status);
        let text = String::from_utf8(output.stdout)?;
        if text.trim().is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&text)?) }
    }
}

async fn company(api: &Api) -> Result<(String, Vec<String>)> {
    let company = created(api.post("/v2.2/company", &json!({ "name": "Riverside Properties" })).await?)?;
    let company = text(&company, "id")?;
    let mut sites = Vec::new();
    for name in ["Harbour House", "Mill Lane 4", "Station Offices"] {
        let path = format!("/v2.2/site/company/{company}");
        sites.push(text(&created(api.post(&path, &json!({ "name": name })).await?)?, "id")?);
    }
    Ok((company, sites))
}

/// The body of a 201.
pub(crate) fn created(reply: Reply) -> Result<Value> {
    ensure!(reply.status.as_u16() == 201, "{}: {}", reply.status, reply.text);
    Ok(reply.json)
}

/// A text of an object.
pub(crate) fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value[name].as_str().with_context(|| format!("no {name} in {value}"))?.to_owned())
}

/// The link of an invitation, at the server given: with several of them, each answers for all.
pub(crate) fn link(invitation: &Value, base_url: &str) -> Result<String> {
    Ok(format!("{base_url}/p/i/{}", text(invitation, "token")?))
}

/// Walks a recipient up to the page on which sites are chosen.
pub(crate) async fn walk_to_sites(link: &str) -> Result<Recipient> {
    let mut recipient = Recipient::new()?;
    recipient.open(link).await?;
    press_start(&mut recipient).await?;
    recipient.send("/provider", &[]).await?;
    let credentials = [("username", "sandbox-username"), ("password", "sandbox-password")];
    recipient.send("/sign-in", &credentials).await?;
    recipient.form("/sites")?;
    Ok(recipient)
}

/// Presses "Get started" on a landing page.
pub(crate) async fn press_start(recipient: &mut Recipient) -> Result<&Page> {
    let action = recipient.page()?.url.path().to_owned();
    recipient.send(&action, &[]).await
}
