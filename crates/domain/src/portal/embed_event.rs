use std::fmt;
use std::str::FromStr;

/// What the page around a flow is told while a recipient walks through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EmbedEvent {
    /// A page is there.
    Ready,
    /// The recipient is at a step.
    Step,
    /// A connection was made or repaired.
    Connected,
    /// The walk cannot go on.
    Error,
    /// The recipient closed the page.
    Exit,
}

/// The text names no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no event that an embedding page is told of")]
pub struct ParseEmbedEventError;

impl EmbedEvent {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ready, Self::Step, Self::Connected, Self::Error, Self::Exit];

    /// The name in messages and options.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Step => "step",
            Self::Connected => "connected",
            Self::Error => "error",
            Self::Exit => "exit",
        }
    }
}

impl fmt::Display for EmbedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for EmbedEvent {
    type Err = ParseEmbedEventError;

    fn from_str(text: &str) -> Result<Self, ParseEmbedEventError> {
        Self::ALL.into_iter().find(|event| event.as_str() == text).ok_or(ParseEmbedEventError)
    }
}
