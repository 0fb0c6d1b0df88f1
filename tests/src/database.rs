//! A database of a test's own, on either kind of server.

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Result;
use url::Url;

use crate::mariadb::{MariaDb, mariadb};
use crate::postgres::{Postgres, psql};

/// A database of a test's own, dropped with this value, whoever is still connected.
#[derive(Debug)]
pub struct Database {
    cluster: Cluster,
    name: String,
}

#[derive(Debug)]
pub(crate) enum Cluster {
    Postgres(Postgres),
    MariaDb(MariaDb),
}

impl Cluster {
    fn execute(&self, statement: &str) -> Result<String> {
        match self {
            Self::Postgres(server) => server.execute(statement),
            Self::MariaDb(server) => server.execute(statement),
        }
    }

    fn drop_statement(&self, name: &str) -> String {
        match self {
            Self::Postgres(_) => format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            Self::MariaDb(_) => format!("DROP DATABASE IF EXISTS {name}"),
        }
    }
}

impl Database {
    pub(crate) fn make(cluster: Cluster) -> Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        // Unique among what runs now. A leftover of a killed process whose id came round again is dropped first.
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        cluster.execute(&cluster.drop_statement(&name))?;
        cluster.execute(&format!("CREATE DATABASE {name}"))?;
        Ok(Self { cluster, name })
    }

    /// The URL to connect to, as our own configuration takes it.
    #[must_use]
    pub fn url(&self) -> Url {
        let mut url = match &self.cluster {
            Cluster::Postgres(server) => server.url().clone(),
            Cluster::MariaDb(server) => server.url().clone(),
        };
        url.set_path(&self.name);
        url
    }

    /// The database's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Runs one statement in this database and returns its rows, columns separated by `|`, or by tabs on MariaDB.
    ///
    /// # Errors
    /// With what the client said.
    pub fn execute(&self, statement: &str) -> Result<String> {
        match &self.cluster {
            Cluster::Postgres(_) => psql(&self.url(), statement),
            Cluster::MariaDb(_) => mariadb(&self.url(), statement),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Nobody is left to tell, and the cluster is thrown away after the run.
        drop(self.cluster.execute(&self.cluster.drop_statement(&self.name)));
    }
}
