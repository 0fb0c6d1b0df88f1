//! What an answer to a sign-in form has to look like.

use std::fmt;

use regex::{Regex, RegexBuilder};

/// What an answer to a field of a sign-in form has to look like, as a whole: a regular expression of the `regex` crate's syntax, which
/// has no look-around and no back-references, so that asking it takes no longer than reading the answer.
///
/// It is asked by the server and not handed to the browser, whose expressions mean other things in places.
#[derive(Clone)]
pub struct AnswerPattern {
    text: String,
    whole: Regex,
}

/// Why a text is no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePatternError {
    /// It is empty.
    #[error("must not be empty")]
    Empty,
    /// It has more than [`AnswerPattern::MAX_CHARS`] characters, or stands for far more.
    #[error(
        "must have at most {} characters, and not repeat itself a great many times",
        AnswerPattern::MAX_CHARS
    )]
    TooLong,
    /// It is no regular expression.
    #[error("is no regular expression that can be read here: look-around and back-references are not")]
    Syntax,
}

impl AnswerPattern {
    /// The most characters.
    pub const MAX_CHARS: usize = 200;
    /// The most bytes that it may take up when it is ready to be asked.
    const MAX_BYTES: usize = 256 * 1024;

    /// Reads a pattern. `^` and `$` around it change nothing.
    ///
    /// # Errors
    /// [`ParsePatternError`].
    pub fn parse(text: &str) -> Result<Self, ParsePatternError> {
        if text.is_empty() {
            return Err(ParsePatternError::Empty);
        }
        if text.chars().count() > Self::MAX_CHARS {
            return Err(ParsePatternError::TooLong);
        }
        // By itself first: a parenthesis too many must not pair with one of ours.
        Self::built(text)?;
        let whole = Self::built(&format!("^(?:{text})$"))?;
        Ok(Self { text: text.to_owned(), whole })
    }

    fn built(text: &str) -> Result<Regex, ParsePatternError> {
        RegexBuilder::new(text).size_limit(Self::MAX_BYTES).build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => ParsePatternError::TooLong,
            _ => ParsePatternError::Syntax,
        })
    }

    /// Whether the whole answer looks like it.
    #[must_use]
    pub fn fits(&self, answer: &str) -> bool {
        self.whole.is_match(answer)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for AnswerPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerPattern({:?})", self.text)
    }
}

impl PartialEq for AnswerPattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for AnswerPattern {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_asked_of_the_whole_answer() {
        let digits = AnswerPattern::parse("[0-9]{10}").unwrap();
        assert!(digits.fits("0123456789"));
        for answer in ["", "012345678", "01234567890", "x0123456789", "0123456789\n", "0123456789\nx"] {
            assert!(!digits.fits(answer), "{answer:?}");
        }
        let either = AnswerPattern::parse("a|b").unwrap();
        assert!(either.fits("b") && !either.fits("ab") && !either.fits("ax"));
        assert!(AnswerPattern::parse("^AC-[0-9]+$").unwrap().fits("AC-7"));
    }

    #[test]
    fn what_is_no_pattern_is_refused_and_what_could_take_forever_cannot_be_written() {
        for (text, why) in [
            ("", ParsePatternError::Empty),
            (&"a".repeat(201), ParsePatternError::TooLong),
            ("((a{1000}){1000}){1000}", ParsePatternError::TooLong),
            ("[", ParsePatternError::Syntax),
            ("a)(b", ParsePatternError::Syntax),
            ("(?=a)b", ParsePatternError::Syntax),
            (r"(a)\1", ParsePatternError::Syntax),
        ] {
            assert_eq!(AnswerPattern::parse(text).unwrap_err(), why, "{text}");
        }
        // What takes a backtracking engine for ever.
        let evil = AnswerPattern::parse("(a+)+b").unwrap();
        assert!(!evil.fits(&"a".repeat(1000)));
    }
}
