//! The configuration: a TOML file, the environment over it, and a list of everything that is wrong with both.

mod key;
mod read;
mod report;
mod settings;
mod source;

pub use key::{KEYS, Key, Kind};
pub use read::SecretSource;
pub use report::{ConfigError, Mistake, print, reference};
pub use settings::{
    DatabaseSettings, LogFormat, LogSettings, MailSettings, ServerSettings, Settings, WebhookSettings,
    WorkerSettings, load,
};
pub use source::Environment;
