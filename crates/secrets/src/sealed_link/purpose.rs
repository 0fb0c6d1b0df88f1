//! What a sealed text is for.

use std::fmt;
use std::str::FromStr;

/// What a sealed text is for. Each purpose has its own keys, so a text of one never opens as another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// A company's magic link, which makes a connection. Context: the company's public id.
    CompanyLink,
    /// A connection's magic link, which repairs it. Context: the company's public id.
    ConnectionLink,
    /// A link in a mail, which proves the address it was sent to.
    VerifiedLink,
    /// A recipient's walk through the pages.
    FlowSession,
    /// The place in a paged list.
    Cursor,
    /// A link in a mail, by which its reader asks for no more.
    Unsubscribe,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 6] = [
        Self::CompanyLink,
        Self::ConnectionLink,
        Self::VerifiedLink,
        Self::FlowSession,
        Self::Cursor,
        Self::Unsubscribe,
    ];

    /// The name in the key derivation.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CompanyLink => "company-link",
            Self::ConnectionLink => "connection-link",
            Self::VerifiedLink => "verified-link",
            Self::FlowSession => "flow-session",
            Self::Cursor => "cursor",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No purpose has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a purpose is company-link, connection-link, verified-link, flow-session, cursor or unsubscribe")]
pub struct ParsePurposeError;

impl FromStr for Purpose {
    type Err = ParsePurposeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(ParsePurposeError)
    }
}
