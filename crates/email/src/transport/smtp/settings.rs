use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use secrecy::SecretString;

/// Where the mail server is, and how it is spoken to.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name, as its certificate has it, or its IP address.
    pub host: String,
    /// Its port: 587 for STARTTLS, 465 for TLS from the first byte, as a rule.
    pub port: u16,
    /// How it is made sure that nobody reads along.
    pub tls: SmtpTls,
    /// Certificates of authorities, in PEM, to be believed beside those of Mozilla's programme.
    pub authorities: Option<Vec<u8>>,
    /// As whom, where the server wants to know.
    pub login: Option<Login>,
    /// What this side calls itself (RFC 5321, section 4.1.1.1): a name in the DNS, or an IP address.
    pub hello: String,
    /// Within what time a mail is handed over, everything included.
    pub timeout: Duration,
    /// How many connections are kept for the next mail.
    pub connections: usize,
}

/// How it is made sure that nobody reads along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// The conversation begins in the clear and is encrypted before anything is said (RFC 3207). A server that does not
    /// offer it is not spoken to.
    StartTls,
    /// Encrypted from the first byte (RFC 8314).
    Implicit,
    /// Not at all: for a server on this machine, and refused for any other.
    None,
}

impl SmtpTls {
    /// The port at which servers wait for such a conversation, as a rule.
    #[must_use]
    pub const fn usual_port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Implicit => 465,
            Self::None => 25,
        }
    }
}

/// Who a mail server is told that this is.
#[derive(Clone)]
pub struct Login {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: SecretString,
}

/// Without the password.
impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("username", &self.username).finish_non_exhaustive()
    }
}

/// Why settings cannot be used, whatever the server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// No encryption towards another machine.
    #[error("mail goes unencrypted to this machine only (localhost, 127.0.0.1, ::1)")]
    PlainToOthers,
    /// The host is neither a name nor an address.
    #[error("is neither a host name nor an IP address")]
    Host,
    /// The text of authorities has no certificate in PEM form, or one that cannot be an authority's.
    #[error("must hold at least one certificate of an authority in PEM form")]
    Authorities,
}

/// Whether a host is this machine by its name alone. What a name resolves to is looked at too, when it is used.
pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
