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
    /// A control character or a line break other than, where allowed, a line feed.
    #[error("must not contain control characters")]
    Control,
}

/// How a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Trimmed, without line breaks.
    Line,
    /// Trimmed, with line feeds; CR LF, which every HTML form sends, becomes one.
    Paragraphs,
    /// As it came, because it means something to somebody else; without line breaks.
    Opaque,
}

fn check(text: &str, max: usize, shape: Shape) -> Result<String, TextError> {
    let text = match shape {
        Shape::Line => text.trim().to_owned(),
        Shape::Paragraphs => text.trim().replace("\r\n", "\n"),
        Shape::Opaque => text.to_owned(),
    };
    let feeds = shape == Shape::Paragraphs;
    if text.chars().any(|c| (is_break(c) && !(feeds && c == '\n')) || is_bidi_override(c)) {
        return Err(TextError::Control);
    }
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max { Err(TextError::TooLong { max }) } else { Ok(text) }
}

/// Control characters, and the two separators of Unicode that browsers and JavaScript take for line breaks.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Directional overrides and isolates can make a name read as something else; no honest short text needs one.
fn is_bidi_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident(1..=$max:literal, $shape:ident))*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The most characters it may have.
            pub const MAX: usize = $max;

            /// Reads a text, without the white space around it unless it is opaque.
            ///
            /// # Errors
            /// [`TextError`] when it is empty, too long, or holds control characters.
            pub fn parse(text: &str) -> Result<Self, TextError> {
                check(text, $max, Shape::$shape).map(Self)
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

impl SearchText {
    /// A text as searches see it: without regard to case as far as it is ASCII, which every database folds alike.
    #[must_use]
    pub fn fold(text: &str) -> String {
        text.to_ascii_lowercase()
    }

    /// What is looked for, folded.
    #[must_use]
    pub fn folded(&self) -> String {
        Self::fold(&self.0)
    }
}

texts! {
    /// The name of a workspace: 1 to 200 characters.
    WorkspaceName(1..=200, Line)
    /// The name of a company: 1 to 200 characters.
    CompanyName(1..=200, Line)
    /// The name of a site: 1 to 255 characters.
    SiteName(1..=255, Line)
    /// The postal address of a site: 1 to 255 characters.
    SiteAddress(1..=255, Paragraphs)
    /// One step of the path of groups above a site: 1 to 100 characters.
    SitePathStep(1..=100, Line)
    /// The name of a provider: 1 to 200 characters.
    ProviderName(1..=200, Line)
    /// The customer's own id for something of ours: 1 to 255 characters.
    ExternalId(1..=255, Line)
    /// What the inviter tells the recipient, as plain text: 1 to 500 characters.
    Message(1..=500, Paragraphs)
    /// An opaque value that the inviter gets back, unchanged, when the flow ends: 1 to 500 characters.
    ReturnState(1..=500, Opaque)
    /// The name that a workspace's pages and mails bear: 1 to 100 characters.
    BrandName(1..=100, Line)
    /// The heading of a workspace's first page: 1 to 120 characters.
    BrandTitle(1..=120, Line)
    /// The sentence under it: 1 to 300 characters.
    BrandDescription(1..=300, Line)
    /// The text at the foot of a workspace's pages and mails: 1 to 300 characters.
    BrandFooter(1..=300, Line)
    /// What a helper button says: 1 to 40 characters.
    HelperLabel(1..=40, Line)
    /// The name of an API key: 1 to 100 characters.
    ApiKeyName(1..=100, Line)
    /// The name of a flow: 1 to 200 characters.
    FlowName(1..=200, Line)
    /// What programs call a field that is mapped: 1 to 200 characters.
    FieldId(1..=200, Line)
    /// What people call a field that is mapped, or its table: 1 to 200 characters.
    FieldName(1..=200, Line)
    /// A line of help for the recipient, as plain text: 1 to 500 characters.
    HelperText(1..=500, Paragraphs)
    /// The inviter's own words for a text of the pages: 1 to 200 characters.
    OverrideText(1..=200, Line)
    /// What people call an endpoint: 1 to 200 characters.
    EndpointDescription(1..=200, Line)
    /// What an authorisation server calls a client: 1 to 255 characters.
    ClientId(1..=255, Line)
    /// What an authorisation server calls itself: 1 to 500 characters.
    Issuer(1..=500, Line)
    /// What somebody looks for: 1 to 200 characters.
    SearchText(1..=200, Line)
    /// A word by which a provider is sorted or found: 1 to 50 characters.
    Tag(1..=50, Line)
    /// What a collector says of a status, for people: 1 to 1000 characters.
    StatusDetail(1..=1000, Paragraphs)
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
