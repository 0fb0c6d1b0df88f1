//! Fresh databases in a PostgreSQL cluster.

use std::process::Command;

use anyhow::{Context, Result, bail};
use url::Url;

use crate::database::{Cluster, Database};
use crate::environment::postgres_url;

/// A PostgreSQL cluster and an administrator's way in.
#[derive(Debug, Clone)]
pub struct Postgres {
    admin: Url,
}

impl Postgres {
    /// The cluster that `LATCHSTRING_TEST_POSTGRES` names.
    ///
    /// # Errors
    /// When the variable is missing or is no URL.
    pub fn from_env() -> Result<Self> {
        let admin = Url::parse(&postgres_url()?).context("LATCHSTRING_TEST_POSTGRES is no URL")?;
        Ok(Self { admin })
    }

    /// Makes an empty database.
    ///
    /// # Errors
    /// When the cluster refuses, or `psql` is not installed.
    pub fn database(&self) -> Result<Database> {
        Database::make(Cluster::Postgres(self.clone()))
    }

    /// Runs one statement as administrator and returns its rows, columns separated by `|`.
    ///
    /// # Errors
    /// With what `psql` said.
    pub fn execute(&self, statement: &str) -> Result<String> {
        psql(&self.admin, statement)
    }

    pub(crate) fn url(&self) -> &Url {
        &self.admin
    }
}

/// One process a statement: slow for a program and right for a harness, which then needs no driver and no runtime.
pub(crate) fn psql(url: &Url, statement: &str) -> Result<String> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"])
        .args(["--dbname", url.as_str(), "--command", statement])
        .env("PGOPTIONS", "--client-min-messages=warning")
        .output()
        .context("starting psql")?;
    if !output.status.success() {
        bail!("psql: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
