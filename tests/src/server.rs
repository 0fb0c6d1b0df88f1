//! The real `api-server`, started as an operator starts it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use tempfile::TempDir;

use crate::api::Api;
use crate::environment::binary;
use crate::process::{Exit, Process};

/// A running `api-server`.
#[derive(Debug)]
pub struct Server {
    // Before the folder, so that the program is gone when its files are removed.
    process: Process,
    base_url: String,
    _folder: TempDir,
}

/// A server started with `quickstart`, and what it made for a first look.
#[derive(Debug)]
pub struct Quickstart {
    /// The running program.
    pub server: Server,
    /// An API key with every scope but `credentials:read`.
    pub api_key: String,
    /// The workspace of the key.
    pub workspace_id: String,
    /// A company in the workspace.
    pub company_id: String,
    /// The company's id for URLs.
    pub public_company_id: String,
    /// The company's sites.
    pub site_ids: Vec<String>,
    /// An invitation to the company, ready to open.
    pub invitation_url: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ready {
    /// Where it listens: the configured public address is a proxy's, or has no port yet.
    listen: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Welcome {
    base_url: String,
    api_key: String,
    workspace_id: String,
    company_id: String,
    public_company_id: String,
    site_ids: Vec<String>,
    invitation_url: String,
}

impl Server {
    /// Starts `api-server quickstart` on a free port of this machine, with a data folder of its own.
    ///
    /// # Errors
    /// When the program is not built, does not start, or says something else than the ready line.
    pub async fn quickstart() -> Result<Quickstart> {
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("data");
        Self::quickstart_in(&data, folder).await
    }

    /// Starts `api-server quickstart` on a data folder that outlives it, to stop and start again on the same data.
    ///
    /// # Errors
    /// As [`Server::quickstart`].
    pub async fn quickstart_on(data: &Path) -> Result<Quickstart> {
        Self::quickstart_in(data, tempfile::tempdir()?).await
    }

    async fn quickstart_in(data: &Path, folder: TempDir) -> Result<Quickstart> {
        let arguments = [
            OsStr::new("quickstart"),
            OsStr::new("--listen"),
            OsStr::new("127.0.0.1:0"),
            OsStr::new("--data-dir"),
            data.as_os_str(),
            OsStr::new("--format"),
            OsStr::new("json"),
        ];
        let (process, line) = start(&arguments, folder.path(), |_| {}).await?;
        let welcome: Welcome = parse(&line)?;
        Ok(Quickstart {
            server: Self { process, base_url: welcome.base_url, _folder: folder },
            api_key: welcome.api_key,
            workspace_id: welcome.workspace_id,
            company_id: welcome.company_id,
            public_company_id: welcome.public_company_id,
            site_ids: welcome.site_ids,
            invitation_url: welcome.invitation_url,
        })
    }

    /// Starts `api-server --config FILE` with a configuration made for a fresh folder.
    ///
    /// The configuration asks for `127.0.0.1:0` like everything in tests; the ready line says which port it became.
    ///
    /// # Errors
    /// As [`Server::quickstart`].
    pub async fn with_config(config: impl FnOnce(&Path) -> String) -> Result<Self> {
        Self::with_config_and(config, |_| {}).await
    }

    /// The same, with more arguments or variables.
    ///
    /// # Errors
    /// As [`Server::quickstart`].
    pub async fn with_config_and(
        config: impl FnOnce(&Path) -> String,
        more: impl FnOnce(&mut Command),
    ) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("latchstring.toml");
        std::fs::write(&file, config(folder.path()))?;
        let arguments =
            [OsStr::new("--config"), file.as_os_str(), OsStr::new("--format"), OsStr::new("json")];
        let (process, line) = start(&arguments, folder.path(), more).await?;
        let ready: Ready = parse(&line)?;
        Ok(Self { process, base_url: format!("http://{}", ready.listen), _folder: folder })
    }

    /// Where it answers: scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.base_url.trim_end_matches('/')
    }

    /// A client that sends this key.
    ///
    /// # Errors
    /// When the key cannot stand in a header.
    pub fn api(&self, key: &str) -> Result<Api> {
        Api::new(self.base_url(), Some(key))
    }

    /// The program itself: its logs and its process id.
    #[must_use]
    pub fn process(&self) -> &Process {
        &self.process
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// # Errors
    /// When it is still there after half a minute.
    pub async fn stop(self) -> Result<Exit> {
        self.process.stop().await
    }

    /// Waits until it has ended by itself.
    ///
    /// # Errors
    /// When it is still there after half a minute.
    pub async fn ended(self) -> Result<Exit> {
        self.process.ended().await
    }

    /// Ends it without warning (SIGKILL).
    ///
    /// # Errors
    /// When the system refuses.
    pub async fn crash(self) -> Result<Exit> {
        self.process.crash().await
    }
}

impl Quickstart {
    /// A client with the key that was made.
    ///
    /// # Errors
    /// When the key cannot stand in a header.
    pub fn api(&self) -> Result<Api> {
        self.server.api(&self.api_key)
    }
}

async fn start(
    arguments: &[&OsStr],
    folder: &Path,
    more: impl FnOnce(&mut Command),
) -> Result<(Process, String)> {
    let mut command = Command::new(binary("api-server")?);
    // A developer's own settings and proxies must not reach the program under test.
    command.args(arguments).current_dir(folder).env_clear();
    more(&mut command);
    Process::start(&mut command, folder).await.context("api-server")
}

fn parse<T: serde::de::DeserializeOwned>(line: &str) -> Result<T> {
    serde_json::from_str(line).with_context(|| format!("api-server's ready line is another: {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_of_quickstart_is_understood() {
        let welcome: Welcome = parse(
            r#"{"baseUrl":"http://127.0.0.1:1","apiKey":"lsk_test_x","workspaceId":"w","companyId":"c",
                "publicCompanyId":"p","siteIds":["s1","s2"],"invitationUrl":"http://127.0.0.1:1/p/i/lsi_x"}"#,
        )
        .unwrap();
        assert_eq!((welcome.public_company_id.as_str(), welcome.site_ids.len()), ("p", 2));
    }

    #[test]
    fn another_line_is_an_error_that_shows_it() {
        let error = parse::<Ready>("listening").err().unwrap().to_string();
        assert!(error.contains("listening"), "{error}");
    }
}
