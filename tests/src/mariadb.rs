//! Fresh databases on a MariaDB server.

use std::process::Command;

use anyhow::{Context, Result, bail};
use url::Url;

use crate::database::{Cluster, Database};
use crate::environment::mariadb_url;

/// A MariaDB server and an administrator's way in.
#[derive(Debug, Clone)]
pub struct MariaDb {
    admin: Url,
}

impl MariaDb {
    /// The server that `LATCHSTRING_TEST_MARIADB` names.
    ///
    /// # Errors
    /// When the variable is missing or is no URL.
    pub fn from_env() -> Result<Self> {
        let admin = Url::parse(&mariadb_url()?).context("LATCHSTRING_TEST_MARIADB is no URL")?;
        Ok(Self { admin })
    }

    /// Makes an empty database.
    ///
    /// # Errors
    /// When the server refuses, or `mariadb` is not installed.
    pub fn database(&self) -> Result<Database> {
        Database::make(Cluster::MariaDb(self.clone()))
    }

    /// Runs one statement as administrator and returns its rows, columns separated by tabs.
    ///
    /// # Errors
    /// With what `mariadb` said.
    pub fn execute(&self, statement: &str) -> Result<String> {
        mariadb(&self.admin, statement)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.admin
    }
}

/// One process a statement, as for PostgreSQL.
pub(crate) fn mariadb(url: &Url, statement: &str) -> Result<String> {
    let output = Command::new("mariadb")
        .args(["--no-defaults", "--batch", "--raw", "--skip-column-names", "--protocol=tcp"])
        .arg(format!("--host={}", url.host_str().context("a URL with a host")?))
        .arg(format!("--port={}", url.port().unwrap_or(3306)))
        .arg(format!("--user={}", url.username()))
        .arg(format!("--database={}", url.path().trim_start_matches('/')))
        .args(["--execute", statement])
        .env("MYSQL_PWD", url.password().unwrap_or_default())
        .output()
        .context("starting mariadb")?;
    if !output.status.success() {
        bail!("mariadb: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
