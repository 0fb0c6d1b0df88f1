use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use latchstring_domain::retention::Retention;
use latchstring_email::Senders;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_web_kit::base_url::BaseUrl;
use latchstring_web_kit::client_ip::TrustedProxies;
use latchstring_webhooks::{Networks, PortRange};
use secrecy::{ExposeSecret as _, SecretString};
use tracing_subscriber::filter::LevelFilter;

use super::mail::{MailSettings, events_secret, mail, senders};
use super::read::{Reader, SecretSource, quoted};
use super::report::{ConfigError, Mistake};
use super::retention::retention;
use super::role::{ServerRole, role, role_fits};
use super::source::{Environment, Raws};
use crate::foreign_links;

/// Everything a server or a command needs to know, checked.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The listener.
    pub server: ServerSettings,
    /// The database.
    pub database: DatabaseSettings,
    /// Where the keyring is.
    pub keyring: SecretSource,
    /// The keys of other systems whose magic links open here; empty: none. Proved readable.
    pub foreign_links: SecretString,
    /// How mail is sent.
    pub mail: MailSettings,
    /// In whose names mail may go.
    pub mail_senders: Senders,
    /// The secret with which a mail service signs what it tells of mails that came back; `None`: none does.
    pub mail_events: Option<WebhookSecret>,
    /// Where webhooks may go.
    pub webhooks: WebhookSettings,
    /// Networks in which authorisation servers may be asked although they are not on the internet.
    pub oauth: Networks,
    /// Logging.
    pub log: LogSettings,
    /// The work of the outbox.
    pub worker: WorkerSettings,
    /// Where checkpoints of the event log are written beside the database.
    pub checkpoints: Option<PathBuf>,
    /// For how long what is kept in workspaces that do not say.
    pub retention: Retention,
}

/// The listener's settings.
#[derive(Debug, Clone)]
pub struct ServerSettings {
    /// What the server does.
    pub role: ServerRole,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The public address; every link begins with it.
    pub base_url: BaseUrl,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// How many connections may be open at once.
    pub max_connections: usize,
    /// How long the listener goes on after the server has said that it is not ready any more.
    pub drain_delay: Duration,
    /// How long requests under way may take to end.
    pub shutdown_grace: Duration,
}

/// The database's settings.
#[derive(Debug, Clone)]
pub enum DatabaseSettings {
    /// A file on this machine, for one server.
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Whether a server migrates it at its start.
        migrate_on_start: bool,
    },
    /// A PostgreSQL server, for any number of ours.
    Postgres {
        /// Its address, with the password.
        url: SecretString,
        /// The size of the pool.
        max_connections: u32,
        /// Whether a server migrates it at its start.
        migrate_on_start: bool,
    },
    /// A MariaDB server, for any number of ours.
    MariaDb {
        /// Its address, with the password.
        url: SecretString,
        /// The size of the pool.
        max_connections: u32,
        /// Whether a server migrates it at its start.
        migrate_on_start: bool,
    },
}

impl DatabaseSettings {
    /// Whether a server migrates at its start.
    #[must_use]
    pub const fn migrate_on_start(&self) -> bool {
        match self {
            Self::Sqlite { migrate_on_start, .. }
            | Self::Postgres { migrate_on_start, .. }
            | Self::MariaDb { migrate_on_start, .. } => *migrate_on_start,
        }
    }
}

/// Where webhooks may go.
#[derive(Debug, Clone)]
pub struct WebhookSettings {
    /// Networks that are not on the internet, and are allowed all the same.
    pub networks: Networks,
    /// The ports.
    pub ports: Vec<PortRange>,
    /// Whether sandbox workspaces may have endpoints at `http` addresses.
    pub plain_http_in_sandbox: bool,
    /// A file of authorities to trust beside the usual ones.
    pub ca_file: Option<PathBuf>,
}

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSettings {
    /// Directives as `tracing_subscriber::EnvFilter` takes them.
    pub level: String,
    /// For people or for programs.
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The settings of the outbox's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkerSettings {
    /// How much at the same time.
    pub concurrency: usize,
}

/// Reads the file, if one is named, and the environment over it.
///
/// # Errors
/// [`ConfigError`] with every mistake there is, not only the first.
pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Settings, ConfigError> {
    let table = match file {
        Some(path) => parse(path).map_err(|mistake| ConfigError { mistakes: vec![mistake] })?,
        None => toml::Table::new(),
    };
    let mut mistakes = Vec::new();
    let raws = Raws::gather(&table, environment, &mut mistakes);
    let mut reader = Reader::new(raws, mistakes);
    let server = server(&mut reader);
    let database = database(&mut reader);
    role_fits(&mut reader, server.as_ref(), database.as_ref());
    let keyring = reader.secret("keyring.keys");
    let foreign_links = foreign_links(&mut reader);
    let mail = mail(&mut reader, server.as_ref().map(|server| &server.base_url));
    let mail_senders = senders(&mut reader);
    let mail_events = events_secret(&mut reader);
    let webhooks = webhooks(&mut reader);
    let oauth = networks(&mut reader, "oauth.allow_networks");
    let log = log(&mut reader);
    let worker = worker(&mut reader);
    let checkpoints = reader.text("events.checkpoints_dir").map(PathBuf::from);
    let retention = retention(&mut reader);
    let settings = || {
        Some(Settings {
            server: server?,
            database: database?,
            keyring: keyring?,
            foreign_links: foreign_links?,
            mail: mail?,
            mail_senders: mail_senders?,
            mail_events: mail_events?,
            webhooks: webhooks?,
            oauth: oauth?,
            log: log?,
            worker: worker?,
            checkpoints,
            retention,
        })
    };
    match settings() {
        Some(settings) if reader.mistakes.is_empty() => Ok(settings),
        _ => Err(ConfigError { mistakes: reader.mistakes }),
    }
}

pub(super) fn parse(path: &Path) -> Result<toml::Table, Mistake> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Mistake::new(&name, format!("cannot be read: {error}")))?;
    text.parse().map_err(|error: toml::de::Error| {
        Mistake::new(&name, format!("is not TOML: {}", place(&text, &error)))
    })
}

/// The parser's message and line, without the line's text, which may hold a secret.
fn place(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start));
    match before {
        Some(before) => format!("{} (line {})", error.message(), before.matches('\n').count() + 1),
        None => error.message().to_owned(),
    }
}

fn foreign_links(reader: &mut Reader) -> Option<SecretString> {
    let text = reader.optional_secret_text("links.foreign")?;
    match foreign_links::parse(&text) {
        Ok(_) => Some(text),
        Err(error) => {
            reader.mistake("links.foreign", error);
            None
        }
    }
}

fn server(reader: &mut Reader) -> Option<ServerSettings> {
    let listen = reader.parsed::<SocketAddr>("server.listen");
    let role = role(reader);
    let base_url = reader.parsed::<BaseUrl>("server.base_url");
    let proxies = reader.list("server.trusted_proxies").and_then(|networks| {
        let parsed: Vec<_> = networks
            .iter()
            .filter_map(|network| match network.parse() {
                Ok(cidr) => Some(cidr),
                Err(error) => {
                    reader.mistake("server.trusted_proxies", format!("{error}: {}", quoted(network)));
                    None
                }
            })
            .collect();
        (parsed.len() == networks.len()).then(|| parsed.into_iter().collect::<TrustedProxies>())
    });
    let max_connections = reader.number("server.max_connections", 1..=1_000_000);
    let drain_delay = reader.number("server.drain_delay_seconds", 0..=300);
    let grace = reader.number("server.shutdown_grace_seconds", 0..=3600);
    Some(ServerSettings {
        role: role?,
        listen: listen?,
        base_url: base_url?,
        trusted_proxies: proxies?,
        max_connections: usize::try_from(max_connections?).ok()?,
        drain_delay: Duration::from_secs(u64::from(drain_delay?)),
        shutdown_grace: Duration::from_secs(u64::from(grace?)),
    })
}

/// What `database.url` names.
enum Named {
    Sqlite(PathBuf),
    Postgres(SecretString),
    MariaDb(SecretString),
}

fn database(reader: &mut Reader) -> Option<DatabaseSettings> {
    let named = reader.secret_text("database.url").and_then(|url| named(reader, url));
    let max_connections = reader.number("database.max_connections", 1..=10_000);
    let migrate_on_start = reader.flag("database.migrate_on_start");
    let (named, max_connections, migrate_on_start) = (named?, max_connections?, migrate_on_start?);
    Some(match named {
        Named::Sqlite(path) => DatabaseSettings::Sqlite { path, migrate_on_start },
        Named::Postgres(url) => DatabaseSettings::Postgres { url, max_connections, migrate_on_start },
        Named::MariaDb(url) => DatabaseSettings::MariaDb { url, max_connections, migrate_on_start },
    })
}

/// The text may hold a password, so no mistake repeats it.
fn named(reader: &mut Reader, url: SecretString) -> Option<Named> {
    let what = match url.expose_secret().split_once("://") {
        Some(("postgres" | "postgresql", _)) => return Some(Named::Postgres(url)),
        Some(("mysql" | "mariadb", _)) => return Some(Named::MariaDb(url)),
        // What others take as options would become a part of the file's name.
        Some(("sqlite", path)) if path.contains('?') => {
            "names a SQLite file with options after a ?, which there are none of"
        }
        Some(("sqlite", path)) if !path.is_empty() && !path.starts_with(':') => {
            return Some(Named::Sqlite(PathBuf::from(path)));
        }
        _ => "must begin with sqlite:// and name a file, or with postgres:// or mysql://",
    };
    reader.mistake("database.url", what);
    None
}

fn webhooks(reader: &mut Reader) -> Option<WebhookSettings> {
    let networks = networks(reader, "webhooks.allow_networks");
    let ports = reader.list("webhooks.allow_ports").and_then(|ports| {
        let parsed: Vec<_> = ports
            .iter()
            .filter_map(|port| match port.parse::<PortRange>() {
                Ok(range) => Some(range),
                Err(error) => {
                    reader.mistake("webhooks.allow_ports", format!("{error}: {}", quoted(port)));
                    None
                }
            })
            .collect();
        (parsed.len() == ports.len()).then_some(parsed)
    });
    let plain_http_in_sandbox = reader.flag("webhooks.plain_http_in_sandbox");
    let ca_file = reader.text("webhooks.ca_file").map(PathBuf::from);
    Some(WebhookSettings {
        networks: networks?,
        ports: ports?,
        plain_http_in_sandbox: plain_http_in_sandbox?,
        ca_file,
    })
}

fn networks(reader: &mut Reader, key: &'static str) -> Option<Networks> {
    let networks = reader.list(key)?;
    let parsed = Networks::parse(networks.iter().map(String::as_str));
    if let Err(error) = &parsed {
        let wrong = networks.iter().find(|network| Networks::parse([network.as_str()]).is_err());
        let wrong = wrong.map(|network| quoted(network)).unwrap_or_default();
        reader.mistake(key, format!("{error}: {wrong}"));
    }
    parsed.ok()
}

fn log(reader: &mut Reader) -> Option<LogSettings> {
    let level = reader.required("log.level");
    let level = level.filter(|level| {
        let known = is_log_filter(level);
        if !known {
            let what = "must be error, warn, info, debug, trace or off, or directives such as info,latchstring=debug";
            reader.mistake("log.level", format!("{what}, not {}", quoted(level)));
        }
        known
    });
    let format = match reader.required("log.format").as_deref() {
        Some("text") => Some(LogFormat::Text),
        Some("json") => Some(LogFormat::Json),
        Some(other) => {
            reader.mistake("log.format", format!("must be text or json, not {}", quoted(other)));
            None
        }
        None => None,
    };
    Some(LogSettings { level: level?, format: format? })
}

/// Whether this is a filter, and each of its directives a level or one for a target. By itself the filter would take a
/// mistyped level for the name of a target, and log nothing else.
fn is_log_filter(text: &str) -> bool {
    let directive = |one: &str| one.contains(['=', '[', ']']) || one.trim().parse::<LevelFilter>().is_ok();
    tracing_subscriber::EnvFilter::try_new(text).is_ok() && text.split(',').all(directive)
}

fn worker(reader: &mut Reader) -> Option<WorkerSettings> {
    let concurrency = reader.number("worker.concurrency", 1..=256);
    Some(WorkerSettings { concurrency: usize::try_from(concurrency?).ok()? })
}
