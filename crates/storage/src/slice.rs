/// The most rows one read returns.
pub const MAX_LIMIT: u32 = 1000;

/// Which part of a list is wanted. Lists run from the newest to the oldest, by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slice<Id> {
    /// The first `limit` after (older than) the row with this id; from the newest when there is none. Costs the same
    /// at any depth.
    After {
        /// The last row already seen.
        id: Option<Id>,
        /// How many rows, at most [`MAX_LIMIT`].
        limit: u32,
    },
    /// `limit` rows after skipping `skip`. Costs more the deeper it goes; kept for clients that count pages.
    Skip {
        /// How many rows to leave out.
        skip: u64,
        /// How many rows, at most [`MAX_LIMIT`].
        limit: u32,
    },
}

impl<Id> Slice<Id> {
    /// The newest `limit` rows.
    #[must_use]
    pub const fn first(limit: u32) -> Self {
        Self::After { id: None, limit }
    }

    /// How many rows are wanted, never more than [`MAX_LIMIT`].
    #[must_use]
    pub fn limit(&self) -> u32 {
        match self {
            Self::After { limit, .. } | Self::Skip { limit, .. } => (*limit).min(MAX_LIMIT),
        }
    }
}
