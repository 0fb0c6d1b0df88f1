//! What a command beside the server works with.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use latchstring_domain::retention::Retention;
use latchstring_email::Senders;
use latchstring_secrets::keyring::{KeyId, KeyState, Keyring};
use latchstring_service::Latchstring;
use latchstring_service::ports::Randomness as _;
use latchstring_web_kit::base_url::{BaseUrl, BaseUrlError};
use latchstring_web_kit::client_ip::TrustedProxies;
use latchstring_webhooks::Networks;

use secrecy::SecretString;

use crate::config::{
    self, ConfigError, DatabaseSettings, Environment, LogFormat, LogSettings, MailSettings, SecretSource,
    ServerRole, ServerSettings, Settings, WorkerSettings,
};
use crate::keyring::KeyringLoadError;
use crate::ports::{GuardedOutgoing, OsRandomness};
use crate::quickstart::Folder;
use crate::store::{OpenStore, Role};
use crate::{foreign_links, keyring, mail, webhooks, wiring};

/// The use cases over the configured database, and the database itself.
pub struct Opened {
    /// The use cases.
    pub latchstring: Latchstring,
    /// The database, to be closed at the end.
    pub store: OpenStore,
}

/// There is no SQLite file where the settings say. A server or a migration would make one; any other command would
/// only hide a mistyped path behind an empty database.
#[derive(Debug, thiserror::Error)]
#[error("there is no database at {}; run `admin-cli migrate` to make it, or correct the path", .0.display())]
pub struct DatabaseMissing(pub PathBuf);

/// One key of a keyring, by what may be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFacts {
    /// Its id.
    pub id: String,
    /// `primary`, `active`, `disabled` or `retired`.
    pub state: &'static str,
}

impl KeyFacts {
    fn new((id, state): (KeyId, KeyState)) -> Self {
        let state = match state {
            KeyState::Primary => "primary",
            KeyState::Active => "active",
            KeyState::Disabled => "disabled",
        };
        Self { id: id.to_string(), state }
    }
}

/// Reads the configuration.
///
/// # Errors
/// [`ConfigError`], with every mistake there is.
pub fn settings(file: Option<&Path>) -> Result<Settings, ConfigError> {
    config::load(file, &Environment::of_process())
}

/// The settings that fit the folder of a quickstart. Where its server listens is not written in the folder, so the
/// address that links begin with has to be given. Nothing is made.
///
/// # Errors
/// [`ConfigError`] when the folder is not a quickstart's, or the address cannot be one.
pub fn quickstart_settings(data_dir: &Path, base_url: &str) -> Result<Settings, ConfigError> {
    if !data_dir.join(Folder::DATABASE).exists() {
        let what = format!(
            "{} is not the folder of a quickstart: it holds no {}",
            data_dir.display(),
            Folder::DATABASE
        );
        return Err(ConfigError::one("--data-dir", what));
    }
    let folder = Folder::open(data_dir).map_err(|error| ConfigError::one("--data-dir", error.to_string()))?;
    let base_url =
        base_url.parse().map_err(|error: BaseUrlError| ConfigError::one("--base-url", error.to_string()))?;
    let mail =
        mail::of_quickstart(&folder).map_err(|error| ConfigError::one("mail.from", error.to_string()))?;
    Ok(of_folder(&folder, base_url, mail))
}

fn of_folder(folder: &Folder, base_url: BaseUrl, mail: MailSettings) -> Settings {
    let level = Environment::of_process().log_level().unwrap_or_else(|| "warn".to_owned());
    Settings {
        server: ServerSettings {
            role: ServerRole::All,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            base_url,
            trusted_proxies: TrustedProxies::none(),
            max_connections: 1,
            drain_delay: Duration::ZERO,
            shutdown_grace: Duration::ZERO,
        },
        database: DatabaseSettings::Sqlite { path: folder.database(), migrate_on_start: false },
        keyring: SecretSource::File(folder.keyring_file()),
        foreign_links: SecretString::from(""),
        log: LogSettings { level, format: LogFormat::Text },
        mail,
        mail_senders: Senders::default(),
        mail_events: None,
        webhooks: webhooks::on_this_machine(),
        oauth: Networks::default(),
        worker: WorkerSettings { concurrency: 1 },
        checkpoints: None,
        retention: Retention::default(),
    }
}

/// Opens what the settings name, for a command: beside a server if there is one. The database must be migrated.
///
/// # Errors
/// When the database or the keyring cannot be used, or they do not belong together.
pub async fn open(settings: &Settings) -> anyhow::Result<Opened> {
    let keyring = keyring::load(&settings.keyring)?;
    let store = store(settings).await?;
    store.require_migrated().await?;
    let base_url = settings.server.base_url.clone();
    let openers = foreign_links::parse(&settings.foreign_links)?;
    let outgoing = GuardedOutgoing::new(settings.oauth.clone(), None)?;
    let latchstring = wiring::latchstring(store.store(), keyring, base_url, openers, outgoing)
        .await
        .context("nothing was changed")?;
    let pictures = webhooks::pictures(&settings.webhooks, settings.server.listen)?;
    let latchstring = latchstring.with_pictures(Arc::new(pictures));
    let latchstring = match settings.webhooks.plain_http_in_sandbox {
        true => latchstring.with_plain_http_in_sandbox(),
        false => latchstring,
    };
    // What a command promises is sent by the servers, which have the same settings.
    let latchstring = if settings.mail.sends() { latchstring.with_mail() } else { latchstring };
    let latchstring = latchstring.with_retention(&settings.retention);
    Ok(Opened { latchstring, store })
}

/// Opens the database alone, migrated or not.
///
/// # Errors
/// [`DatabaseMissing`], or when the database cannot be used.
pub async fn store(settings: &Settings) -> anyhow::Result<OpenStore> {
    if let DatabaseSettings::Sqlite { path, .. } = &settings.database
        && !path.exists()
    {
        return Err(DatabaseMissing(path.clone()).into());
    }
    OpenStore::open(&settings.database, Role::Command).await
}

/// Brings the database up to date, and makes it if it is a SQLite file that is not there; returns the migrations that
/// were applied.
///
/// # Errors
/// When the database cannot be used or a migration fails.
pub async fn migrate(settings: &Settings) -> anyhow::Result<Vec<String>> {
    let store = OpenStore::open(&settings.database, Role::Command).await?;
    let applied = store.migrate().await;
    store.close().await;
    applied
}

/// Whether no keyring is bound to the database yet: the first server or command to open it binds its own.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_unbound(store: &OpenStore) -> anyhow::Result<bool> {
    let store = store.store();
    Ok(store.canary().await?.is_none() && store.workspaces().await?.is_empty())
}

/// Makes a keyring of one fresh key in a new file that only its owner may read, and tells the key.
///
/// # Errors
/// [`KeyringLoadError::File`], also when there is a file already.
pub fn generate_keyring(path: &Path) -> Result<KeyFacts, KeyringLoadError> {
    let keyring = Keyring::generate(&mut *OsRandomness.rng());
    keyring::create(path, &keyring)?;
    Ok(KeyFacts::new((keyring.primary_id(), KeyState::Primary)))
}

/// The keys of the configured keyring, the primary first.
///
/// # Errors
/// [`KeyringLoadError`].
pub fn keys(settings: &Settings) -> Result<Vec<KeyFacts>, KeyringLoadError> {
    let keyring = keyring::load(&settings.keyring)?;
    let retired = keyring.retired().map(|id| KeyFacts { id: id.to_string(), state: "retired" });
    Ok(keyring.keys().map(KeyFacts::new).chain(retired).collect())
}

/// The name of the user that the process runs for, as the environment tells it.
#[must_use]
pub fn user_name() -> Option<String> {
    ["USER", "LOGNAME"].into_iter().find_map(|name| std::env::var_os(name)?.into_string().ok())
}
