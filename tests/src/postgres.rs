//! Fresh databases in a PostgreSQL cluster.

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use url::Url;

use crate::environment::postgres_url;

/// A PostgreSQL cluster and an administrator's way in.
#[derive(Debug, Clone)]
pub struct Postgres {
    admin: Url,
}

/// A database of a test's own, dropped with this value, whoever is still connected.
#[derive(Debug)]
pub struct Database {
    cluster: Postgres,
    name: String,
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
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Unique among what runs now. A leftover of a killed process whose id came round again is dropped first.
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        self.execute(&drop_statement(&name))?;
        self.execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Database { cluster: self.clone(), name })
    }

    /// Runs one statement as administrator and returns its rows, columns separated by `|`.
    ///
    /// # Errors
    /// With what `psql` said.
    pub fn execute(&self, statement: &str) -> Result<String> {
        psql(&self.admin, statement)
    }
}

impl Database {
    /// The URL to connect to, as our own configuration takes it.
    #[must_use]
    pub fn url(&self) -> Url {
        let mut url = self.cluster.admin.clone();
        url.set_path(&self.name);
        url
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs one statement in this database and returns its rows, columns separated by `|`.
    ///
    /// # Errors
    /// With what `psql` said.
    pub fn execute(&self, statement: &str) -> Result<String> {
        psql(&self.url(), statement)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Nobody is left to tell, and the cluster is thrown away after the run.
        drop(self.cluster.execute(&drop_statement(&self.name)));
    }
}

fn drop_statement(name: &str) -> String {
    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
}

/// One process a statement: slow for a program and right for a harness, which then needs no driver and no runtime.
fn psql(url: &Url, statement: &str) -> Result<String> {
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
