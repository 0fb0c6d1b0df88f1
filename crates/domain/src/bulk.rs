//! Bulk invitations: many that are asked for at once, and made a few at a time.

use crate::actor::Actor;
use crate::id::{BulkId, CompanyId, InvitationId, WorkspaceId};
use crate::invitation::InvitationDraft;
use crate::{Timestamp, Version};

/// The most rows that are asked for at once.
pub const MAX_ROWS: usize = 10_000;

/// How many rows are in one batch: as many as are made in one commit. A commit holds the one writer of `SQLite` for a few
/// milliseconds a row at the very most, and every other writer waits for it.
pub const BATCH: u32 = 20;

/// Invitations that were asked for at once, and how far they are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulk {
    /// Its id.
    pub id: BulkId,
    /// The workspace that it is of.
    pub workspace_id: WorkspaceId,
    /// Who asked.
    pub created_by: Actor,
    /// When.
    pub created_at: Timestamp,
    /// How many rows there are.
    pub total: u32,
    /// What became of those that are settled.
    pub counts: BulkCounts,
    /// The number of the batch that is settled next.
    pub next_batch: u32,
    /// When the last row was settled; `None` while there are rows that wait.
    pub finished_at: Option<Timestamp>,
    /// Counted up by every change.
    pub version: Version,
}

/// What became of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BulkCounts {
    /// How many were made.
    pub created: u32,
    /// How many were passed over, because there is such an invitation.
    pub duplicates: u32,
    /// How many could not be made.
    pub failed: u32,
}

impl BulkCounts {
    /// Those that are settled.
    #[must_use]
    pub const fn settled(self) -> u32 {
        self.created.saturating_add(self.duplicates).saturating_add(self.failed)
    }

    /// Counts a row as what it is; one that waits is not counted.
    pub const fn count(&mut self, state: &BulkRowState) {
        let count = match state {
            BulkRowState::Waiting(_) => return,
            BulkRowState::Created(_) => &mut self.created,
            BulkRowState::Duplicate(_) => &mut self.duplicates,
            BulkRowState::Failed(_) => &mut self.failed,
        };
        *count = count.saturating_add(1);
    }
}

impl Bulk {
    /// Where it stands.
    #[must_use]
    pub const fn status(&self) -> BulkStatus {
        if self.finished_at.is_some() { BulkStatus::Done } else { BulkStatus::Running }
    }

    /// How many rows, from the first on, are settled together with all before them.
    #[must_use]
    pub fn settled_from_the_front(&self) -> u32 {
        if self.finished_at.is_some() {
            return self.total;
        }
        self.next_batch.saturating_mul(BATCH).min(self.total)
    }

    /// The number of the batch with this row, from zero.
    #[must_use]
    pub const fn batch_of(row: u32) -> u32 {
        row / BATCH
    }
}

/// Where a bulk stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkStatus {
    /// There are rows that wait.
    Running,
    /// Every row is settled.
    Done,
}

impl BulkStatus {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Running, Self::Done];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Done => "DONE",
        }
    }
}

/// A few rows that are settled in one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkBatch {
    /// Of which bulk.
    pub bulk_id: BulkId,
    /// Its place among the batches, from zero.
    pub number: u32,
    /// Its rows, in order.
    pub rows: Vec<BulkRow>,
}

/// One of the invitations that were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    /// The line of the file that it began on, from one; `None` where there are no lines.
    pub line: Option<u32>,
    /// Where it stands.
    pub state: BulkRowState,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BulkRowState {
    /// It is still to be made.
    Waiting(Box<BulkWish>),
    /// It was made.
    Created(InvitationId),
    /// It was passed over, because there is such an invitation.
    Duplicate(Twin),
    /// It could not be made.
    Failed(BulkFailure),
}

/// An invitation that is still to be made, under the id that it will have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkWish {
    /// The id.
    pub id: InvitationId,
    /// The company that it will be of.
    pub company_id: CompanyId,
    /// What it will be.
    pub draft: InvitationDraft,
    /// Whether it will be mailed to every address of its allow-list.
    pub send_email: bool,
}

/// What there is already where a row would be a second one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twin {
    /// An earlier row, by its place, from zero.
    Row(u32),
    /// A live invitation.
    Invitation(InvitationId),
}

/// Why a row could not be made, although it could have been when it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkFailure {
    /// Its company is gone.
    CompanyGone,
    /// What the workspace allows has changed since.
    NotAllowed,
}

/// The name is none of a failure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown failure {0:?}")]
pub struct ParseBulkFailureError(String);

impl BulkFailure {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::CompanyGone, Self::NotAllowed];

    /// Its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CompanyGone => "company-gone",
            Self::NotAllowed => "not-allowed",
        }
    }
}

impl std::str::FromStr for BulkFailure {
    type Err = ParseBulkFailureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|failure| failure.as_str() == text);
        found.ok_or_else(|| ParseBulkFailureError(text.to_owned()))
    }
}
