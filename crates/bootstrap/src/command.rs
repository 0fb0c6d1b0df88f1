//! What a command beside the server works with.

use std::path::Path;

use anyhow::Context as _;
use latchstring_service::Latchstring;

use crate::config::{self, Environment, Settings};
use crate::store::{OpenStore, Role};
use crate::{keyring, wiring};

/// The use cases over the configured database, and the database itself.
pub struct Opened {
    /// The use cases.
    pub latchstring: Latchstring,
    /// The database, to be closed at the end.
    pub store: OpenStore,
}

/// Reads the configuration.
///
/// # Errors
/// [`config::ConfigError`], with every mistake there is.
pub fn settings(file: Option<&Path>) -> Result<Settings, config::ConfigError> {
    config::load(file, &Environment::of_process())
}

/// Opens what the settings name, for a command: beside a server if there is one. The database must be migrated.
///
/// # Errors
/// When the database or the keyring cannot be used, or they do not belong together.
pub async fn open(settings: &Settings) -> anyhow::Result<Opened> {
    let keyring = keyring::load(&settings.keyring)?;
    let store = OpenStore::open(&settings.database, Role::Command).await?;
    store.require_migrated().await?;
    let base_url = settings.server.base_url.clone();
    let latchstring =
        wiring::latchstring(store.store(), keyring, base_url).await.context("nothing was changed")?;
    Ok(Opened { latchstring, store })
}
