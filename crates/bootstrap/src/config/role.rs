//! What a server does.

use super::read::{Reader, quoted};
use super::settings::{DatabaseSettings, ServerSettings};

/// What a server does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerRole {
    /// It answers requests and does the work of the outbox.
    All,
    /// It answers requests.
    Api,
    /// It does the work of the outbox.
    Worker,
}

impl ServerRole {
    /// The role of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::All, Self::Api, Self::Worker].into_iter().find(|role| role.as_str() == name)
    }

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Api => "api",
            Self::Worker => "worker",
        }
    }

    /// Whether it answers requests.
    #[must_use]
    pub const fn answers(self) -> bool {
        matches!(self, Self::All | Self::Api)
    }

    /// Whether it does the work of the outbox.
    #[must_use]
    pub const fn works(self) -> bool {
        matches!(self, Self::All | Self::Worker)
    }
}

/// The role that `server.role` names.
pub(super) fn role(reader: &mut Reader) -> Option<ServerRole> {
    let name = reader.required("server.role")?;
    let role = ServerRole::named(name.trim());
    if role.is_none() {
        reader.mistake("server.role", format!("must be all, api or worker, not {}", quoted(&name)));
    }
    role
}

/// A SQLite file has one server, so nobody would do what that one leaves.
pub(super) fn role_fits(
    reader: &mut Reader,
    server: Option<&ServerSettings>,
    database: Option<&DatabaseSettings>,
) {
    if let (Some(server), Some(DatabaseSettings::Sqlite { .. })) = (server, database)
        && server.role != ServerRole::All
    {
        let what = "must be all with SQLite, which one server has to itself; several servers need PostgreSQL";
        reader.mistake("server.role", what);
    }
}
