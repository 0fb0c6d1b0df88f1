//! Requests that are sent again, and the answers that are kept for them.

use std::time::Duration;

use crate::Timestamp;
use crate::id::WorkspaceId;
use crate::sealed::{Digest, SealedBytes};

/// For how long an answer is kept.
pub const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// What a client calls a request, to be able to send it again: 1 to 255 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to {} printable ASCII characters, as they are or as a quoted string", IdempotencyKey::MAX)]
pub struct ParseIdempotencyKeyError;

impl IdempotencyKey {
    /// The most characters of a key.
    pub const MAX: usize = 255;

    /// Reads the value of the header `Idempotency-Key`: a string of RFC 9651, section 3.3.3 (`"8e03978e"`), as
    /// draft-ietf-httpapi-idempotency-key-header has it, or the same without the quotes, as most clients send it. Both
    /// are the same key.
    ///
    /// # Errors
    /// [`ParseIdempotencyKeyError`].
    pub fn parse(header: &str) -> Result<Self, ParseIdempotencyKeyError> {
        let text = header.trim_matches(' ');
        let key = match text.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None if text.contains('"') => return Err(ParseIdempotencyKeyError),
            None => text.to_owned(),
        };
        let fits =
            (1..=Self::MAX).contains(&key.len()) && key.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if fits { Ok(Self(key)) } else { Err(ParseIdempotencyKeyError) }
    }

    /// The key, without quotes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands behind the opening quote, up to the closing one, which has to be the last.
fn unquoted(text: &str) -> Result<String, ParseIdempotencyKeyError> {
    let mut key = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next().ok_or(ParseIdempotencyKeyError)? {
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => key.push(escaped),
                _ => return Err(ParseIdempotencyKeyError),
            },
            character => key.push(character),
        }
    }
    if characters.next().is_none() { Ok(key) } else { Err(ParseIdempotencyKeyError) }
}

/// The answer to a request that may be sent again, kept beside what the request did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// Of which request: a digest of who sent it and what they call it.
    pub slot: Digest,
    /// The workspace that it was sent to.
    pub workspace_id: WorkspaceId,
    /// The request and the answer, which may hold a secret that is shown once.
    pub sealed: SealedBytes,
    /// When it was given.
    pub at: Timestamp,
    /// Until when it is given again; from then on the same request is a new one.
    pub until: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t124_both_forms_of_a_key_are_one_and_bad_ones_are_none() {
        let key = |text: &str| IdempotencyKey::parse(text).map(|key| key.as_str().to_owned());
        for text in ["8e03978e", "\"8e03978e\"", "  8e03978e ", " \"8e03978e\""] {
            assert_eq!(key(text).as_deref(), Ok("8e03978e"), "{text:?}");
        }
        assert_eq!(key(r#""a \"b\" \\c""#).as_deref(), Ok(r#"a "b" \c"#));
        assert_eq!(key(r"a\b c").as_deref(), Ok(r"a\b c"));
        let longest = "x".repeat(255);
        assert_eq!(key(&longest).as_deref(), Ok(longest.as_str()));
        assert!(key(&format!("\"{longest}\"")).is_ok());
        let bad = [
            "",
            " ",
            "\"\"",
            "\"",
            "\"a",
            "a\"",
            "a\"b",
            "\"a\"b",
            "\"a\";p=1",
            r#""a\b""#,
            r#""a\"#,
            "a\tb",
            "a\u{7f}",
            "ä",
            "\"ä\"",
        ];
        for text in bad {
            assert_eq!(key(text), Err(ParseIdempotencyKeyError), "{text:?}");
        }
        assert!(key(&format!("{longest}x")).is_err());
    }
}
