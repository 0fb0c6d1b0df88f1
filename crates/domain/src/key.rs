//! Keys: short names that a customer's programs call something by, and that stand in URLs.

use std::fmt;
use std::str::FromStr;

/// The text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "must have 1 to {} of the characters A-Z, a-z, 0-9, '.', '_' and '-', and begin with a letter or digit",
    MAX
)]
pub struct ParseKeyError;

/// The most characters of a key.
pub const MAX: usize = 100;

fn check(text: &str) -> Result<String, ParseKeyError> {
    let mut bytes = text.bytes();
    let begins = bytes.next().is_some_and(|first| first.is_ascii_alphanumeric());
    let goes_on = bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    (begins && goes_on && text.len() <= MAX).then(|| text.to_owned()).ok_or(ParseKeyError)
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ParseKeyError;

            fn from_str(text: &str) -> Result<Self, ParseKeyError> {
                check(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

keys! {
    /// What a customer's programs call a workspace, where they were written for an *environment*.
    EnvironmentKey
    /// What a customer's programs call a flow; unique within the workspace.
    FlowKey
    /// What a customer's programs call a provider, where they were written for a *connector*; unique within the
    /// workspace.
    ConnectorKey
}
