use std::fmt;

use super::address::{EmailAddress, ParseEmailError, parse_domain};

/// One entry of an allow-list: an address, or every address of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AddressRule {
    /// Exactly this address.
    Address(EmailAddress),
    /// Every address whose domain is exactly this one, written `*@example.com`.
    Domain(String),
    /// Every address of any subdomain, but not of the domain itself, written `*@*.example.com`.
    Subdomains(String),
}

/// Why a text is not an entry of an allow-list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseRuleError {
    /// It is no address.
    #[error(transparent)]
    Address(#[from] ParseEmailError),
    /// It begins like a domain rule but names no usable domain.
    #[error("must name a domain after *@, such as *@example.com or *@*.example.com")]
    Domain,
}

impl AddressRule {
    /// Reads an address, `*@domain` or `*@*.domain`.
    ///
    /// # Errors
    /// [`ParseRuleError`] when it is none of them. A domain with a trailing dot is refused: it would be a second
    /// spelling of the same rule.
    pub fn parse(text: &str) -> Result<Self, ParseRuleError> {
        let Some(domain) = text.strip_prefix("*@") else {
            return Ok(Self::Address(EmailAddress::parse(text)?));
        };
        match domain.strip_prefix("*.") {
            Some(parent) => parse_domain(parent).map(Self::Subdomains),
            None => parse_domain(domain).map(Self::Domain),
        }
        .ok_or(ParseRuleError::Domain)
    }

    /// Whether this entry admits `address`.
    #[must_use]
    pub fn admits(&self, address: &EmailAddress) -> bool {
        match self {
            Self::Address(listed) => listed == address,
            Self::Domain(domain) => address.domain() == domain,
            Self::Subdomains(parent) => address
                .domain()
                .strip_suffix(parent.as_str())
                .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
        }
    }
}

impl fmt::Display for AddressRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Domain(domain) => write!(f, "*@{domain}"),
            Self::Subdomains(parent) => write!(f, "*@*.{parent}"),
        }
    }
}

/// Who may use a link: up to 100 entries; an empty list means anyone who has the link.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AllowList(Vec<AddressRule>);

/// Why an allow-list was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllowListError {
    /// More than [`AllowList::MAX`] entries.
    #[error("must have at most {} entries", AllowList::MAX)]
    TooMany,
}

impl AllowList {
    /// The most entries a list may have.
    pub const MAX: usize = 100;

    /// A list of these entries, in this order, without those that repeat an earlier one.
    ///
    /// # Errors
    /// [`AllowListError::TooMany`] above [`AllowList::MAX`] entries.
    pub fn new(rules: impl IntoIterator<Item = AddressRule>) -> Result<Self, AllowListError> {
        let mut kept: Vec<AddressRule> = Vec::new();
        for rule in rules {
            if kept.contains(&rule) {
                continue;
            }
            // At once, because looking for repeats in a list of any length would take the square of it.
            if kept.len() == Self::MAX {
                return Err(AllowListError::TooMany);
            }
            kept.push(rule);
        }
        Ok(Self(kept))
    }

    /// The entries.
    #[must_use]
    pub fn rules(&self) -> &[AddressRule] {
        &self.0
    }

    /// Whether a recipient must prove an address before going on.
    #[must_use]
    pub fn is_gated(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether nobody but this address is admitted, as a list with a rule for a domain never says.
    #[must_use]
    pub fn admits_only(&self, address: &EmailAddress) -> bool {
        matches!(self.0.as_slice(), [AddressRule::Address(only)] if only == address)
    }

    /// The address to which proof of `claimed` is mailed, or `None` when the list does not admit it.
    ///
    /// For a listed address this is the *listed* spelling, never what the visitor typed, so that a spelling which
    /// merely compares equal cannot divert the mail (Django CVE-2019-19844). It is so wherever in the list the address
    /// stands, even behind the rule of its domain.
    #[must_use]
    pub fn mail_to(&self, claimed: &EmailAddress) -> Option<EmailAddress> {
        let listed = self.0.iter().find_map(|rule| match rule {
            AddressRule::Address(listed) if listed == claimed => Some(listed.clone()),
            _ => None,
        });
        listed.or_else(|| self.0.iter().any(|rule| rule.admits(claimed)).then(|| claimed.clone()))
    }
}
