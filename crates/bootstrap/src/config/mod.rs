//! The configuration: a TOML file, the environment over it, and a list of everything that is wrong with both.

mod key;
mod mail;
mod read;
mod report;
mod retention;
mod role;
mod settings;
mod source;

pub use key::{KEYS, Key, Kind};
pub use mail::{MailSettings, SmtpMail};
pub use read::SecretSource;
pub use report::{ConfigError, Mistake, print, reference};
pub use role::ServerRole;
pub use settings::{
    DatabaseSettings, LogFormat, LogSettings, ServerSettings, Settings, WebhookSettings, WorkerSettings, load,
};
pub use source::Environment;
