//! Countries by their ISO 3166-1 alpha-2 codes.

use std::fmt;
use std::str::FromStr;

/// A country, by its two upper-case letters of ISO 3166-1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

/// The text is not an assigned code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an ISO 3166-1 alpha-2 country code in capitals, such as US")]
pub struct ParseCountryError;

impl Country {
    /// Every assigned country, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        let mut codes: Vec<_> = rust_iso3166::ALL.iter().map(|country| country.alpha2).collect();
        codes.sort_unstable();
        codes.into_iter().map(Self)
    }

    /// The two letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The short English name of ISO 3166.
    #[must_use]
    pub fn name(self) -> &'static str {
        rust_iso3166::from_alpha2(self.0).map_or(self.0, |country| country.name)
    }
}

impl FromStr for Country {
    type Err = ParseCountryError;

    fn from_str(text: &str) -> Result<Self, ParseCountryError> {
        if text.len() != 2 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(ParseCountryError);
        }
        rust_iso3166::from_alpha2(text).map(|country| Self(country.alpha2)).ok_or(ParseCountryError)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Country({})", self.0)
    }
}
