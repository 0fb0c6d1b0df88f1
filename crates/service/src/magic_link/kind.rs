use latchstring_domain::invitation::Purpose;
use latchstring_secrets::link_message;

/// What a magic link does, as its path says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Makes a connection for a company.
    Company,
    /// Repairs a connection.
    Connection,
}

impl LinkKind {
    /// The kind of link that a purpose needs.
    #[must_use]
    pub const fn of(purpose: &Purpose) -> Self {
        match purpose {
            Purpose::CreateConnection { .. } => Self::Company,
            Purpose::EditConnection { .. } => Self::Connection,
        }
    }

    pub(crate) const fn sealed(self) -> link_message::LinkKind {
        match self {
            Self::Company => link_message::LinkKind::Company,
            Self::Connection => link_message::LinkKind::Connection,
        }
    }
}
