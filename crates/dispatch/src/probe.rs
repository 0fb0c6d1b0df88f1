use std::fmt;
use std::sync::Arc;

/// A moment in the work at which a process may end: what comes of the work then is told by the database alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Work is claimed and not begun.
    Claimed,
    /// A webhook is about to be sent.
    BeforeSending,
    /// A webhook was sent, and that is not written down yet.
    Sent,
    /// What came of the work is written down.
    Settled,
}

impl Moment {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Claimed, Self::BeforeSending, Self::Sent, Self::Settled];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::BeforeSending => "before-sending",
            Self::Sent => "sent",
            Self::Settled => "settled",
        }
    }

    /// The moment of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.as_str() == name)
    }
}

/// Told of every [`Moment`] in passing. For tests, which end the process there; it must not block.
#[derive(Clone, Default)]
pub struct Probe(Option<Arc<dyn Fn(Moment) + Send + Sync>>);

impl Probe {
    /// A probe that calls this.
    pub fn new(passing: impl Fn(Moment) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(passing)))
    }

    pub(crate) fn pass(&self, moment: Moment) {
        if let Some(passing) = &self.0 {
            passing(moment);
        }
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Probe(set)" } else { "Probe(none)" })
    }
}
