use std::fmt;

use crate::id::ConnectionId;

/// The domain whose mail a workspace has sent to us, in lower case: a host name of two labels or more (RFC 1123, section
/// 2.1), in ASCII.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MfaDomain(String);

/// The text is not the name of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a domain name such as mfa.example.com, of at most {} characters", MfaDomain::MAX)]
pub struct ParseMfaDomainError;

impl MfaDomain {
    /// The most characters: with an id and `@` before it, an address stays within the 254 of RFC 5321 (section 4.5.3.1.3).
    pub const MAX: usize = 200;

    /// Reads a name in any letter case.
    ///
    /// # Errors
    /// [`ParseMfaDomainError`].
    pub fn parse(text: &str) -> Result<Self, ParseMfaDomainError> {
        let name = text.trim().to_ascii_lowercase();
        let numeric = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
        let good = name.len() <= Self::MAX
            && name.contains('.')
            && name.split('.').all(is_label)
            // What ends in a number is an IPv4 address, or looks like one.
            && !name.rsplit('.').next().is_some_and(numeric);
        if good { Ok(Self(name)) } else { Err(ParseMfaDomainError) }
    }

    /// The domain of an address, whatever stands before it.
    #[must_use]
    pub fn of_address(text: &str) -> Option<Self> {
        text.rsplit_once('@').and_then(|(_, domain)| Self::parse(domain).ok())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl fmt::Display for MfaDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address that the codes of one connection are forwarded to: its id, at the domain of its workspace. It is no secret;
/// whoever hands us a message proves who they are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MfaAddress {
    /// The connection, which may not be made yet.
    pub connection: ConnectionId,
    /// The domain.
    pub domain: MfaDomain,
}

/// The text is not such an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address of a connection: expected an id, @ and a domain")]
pub struct ParseMfaAddressError;

impl MfaAddress {
    /// Reads an address in any letter case: mail servers on the way may change it.
    ///
    /// # Errors
    /// [`ParseMfaAddressError`].
    pub fn parse(text: &str) -> Result<Self, ParseMfaAddressError> {
        let text = text.trim().to_ascii_lowercase();
        let (local, domain) = text.split_once('@').ok_or(ParseMfaAddressError)?;
        Ok(Self {
            connection: local.parse().map_err(|_| ParseMfaAddressError)?,
            domain: MfaDomain::parse(domain).map_err(|_| ParseMfaAddressError)?,
        })
    }
}

impl fmt::Display for MfaAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.connection, self.domain)
    }
}
