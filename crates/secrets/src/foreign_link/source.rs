//! What the operator says about the system that minted the links.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The operator's name for one key of another system, such as `old-portal`: 1 to 64 of `a-z`, `0-9` and `-`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceName(String);

/// The text is not the name of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name of a source is 1 to 64 lower-case letters, digits and hyphens")]
pub struct ParseSourceNameError;

impl SourceName {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SourceName {
    type Err = ParseSourceNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let valid = (1..=64).contains(&text.len()) && text.bytes().all(plain);
        valid.then(|| Self(text.to_owned())).ok_or(ParseSourceNameError)
    }
}

impl fmt::Display for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourceName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceName({self})")
    }
}

/// One key's worth of trust: what its holder is called, for which companies it may speak, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The operator's name for it.
    pub name: SourceName,
    /// The companies it may speak for.
    pub companies: Companies,
    /// Seconds after minting from which on a link is refused, whatever its payload says. For a system that kept the
    /// lifetime of its links to itself, as Fernet's usual `ttl` does: without it those links would live again.
    pub max_age_seconds: Option<u32>,
}

/// For which companies the holder of a key may mint links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Companies {
    /// The payload names a company as the other system does; the map leads to our public id. A name that is not in
    /// it is refused, also when it is a public id: the holder of the key reaches these companies and no other.
    Mapped(BTreeMap<String, String>),
    /// The payload names our public id, and the holder of the key reaches every company. Only for a key whose holder
    /// may: where several customers share a server, the caller still checks whose company it is.
    AnyByPublicId,
}

impl Companies {
    /// Our public id of the company that the payload names; `None` when the source may not speak for it.
    #[must_use]
    pub fn public_id<'a>(&'a self, named: &'a str) -> Option<&'a str> {
        match self {
            Self::Mapped(ids) => ids.get(named).map(String::as_str),
            Self::AnyByPublicId => Some(named),
        }
    }
}
