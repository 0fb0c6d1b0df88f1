//! Short texts typed by people or programs, each with its bounds checked once.

use std::fmt;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextError {
    /// Nothing but white space, where something is needed.
    #[error("must not be empty")]
    Empty,
    /// More than `max` characters.
    #[error("must have at most {max} characters")]
    TooLong {
        /// The most characters there may be.
        max: usize,
    },
    /// A control character other than, where allowed, a line feed.
    #[error("must not contain control characters")]
    Control,
}

fn check(text: &str, min: usize, max: usize, multiline: bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.chars().any(|c| (c.is_control() && !(multiline && c == '\n')) || is_bidi_override(c)) {
        return Err(TextError::Control);
    }
    let length = text.chars().count();
    if length < min {
        return Err(TextError::Empty);
    }
    if length > max {
        return Err(TextError::TooLong { max });
    }
    Ok(text.to_owned())
}

/// Directional overrides and isolates can make a name read as something else; no honest short text needs one.
fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($min:literal..=$max:literal, multiline: $multiline:literal))*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const MAX: usize = $max;

            /// Trims and checks a text.
            ///
            /// # Errors
            /// [`TextError`] when it is empty but must not be, too long, or holds control characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                check(text, $min, $max, $multiline).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

texts! {
    /// The name of a workspace: 1 to 200 characters.
    WorkspaceName(1..=200, multiline: false)
    /// The name of a company: 1 to 200 characters.
    CompanyName(1..=200, multiline: false)
    /// The name of a site: 1 to 255 characters.
    SiteName(1..=255, multiline: false)
    /// The postal address of a site: at most 255 characters.
    SiteAddress(1..=255, multiline: true)
    /// One step of the path of groups above a site: 1 to 100 characters.
    SitePathStep(1..=100, multiline: false)
    /// The name of a provider: 1 to 200 characters.
    ProviderName(1..=200, multiline: false)
    /// The customer's own id for something of ours: 1 to 255 characters.
    ExternalId(1..=255, multiline: false)
    /// What the inviter tells the recipient, as plain text: 1 to 500 characters.
    Message(1..=500, multiline: true)
    /// An opaque value that the inviter gets back when the flow ends: 1 to 500 characters.
    ReturnState(1..=500, multiline: false)
    /// The name of an API key: 1 to 100 characters.
    ApiKeyName(1..=100, multiline: false)
    /// What a collector says of a status, for people: 1 to 1000 characters.
    StatusDetail(1..=1000, multiline: true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_bounded_by_characters_not_bytes() {
        assert_eq!(CompanyName::parse("  Müller & Söhne ").unwrap().as_str(), "Müller & Söhne");
        assert!(CompanyName::parse(&"ü".repeat(200)).is_ok());
        assert_eq!(CompanyName::parse(&"ü".repeat(201)), Err(TextError::TooLong { max: 200 }));
        assert_eq!(CompanyName::parse(" \t "), Err(TextError::Empty));
    }

    #[test]
    fn control_and_direction_characters_are_refused() {
        for text in ["a\nb", "a\0b", "a\u{202E}b", "a\r\nBcc: x"] {
            assert_eq!(CompanyName::parse(text), Err(TextError::Control), "{text:?}");
        }
        assert!(Message::parse("first line\nsecond line").is_ok());
    }
}
