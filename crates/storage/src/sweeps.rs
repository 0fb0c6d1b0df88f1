use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;

use crate::StorageError;

/// What is taken away when its time is over. What else there is stays until somebody changes it; events stay for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swept {
    /// Marks, by the time from when on each may go.
    Marks,
    /// Counts, by the time until when each counts.
    Tallies,
    /// Answers that are kept to be given again, by the time until when each is.
    Answers,
    /// Messages that came to the addresses of connections, by the time when each ends.
    MfaMessages,
    /// Flow sessions with all they hold, by the time when each ends.
    FlowSessions,
    /// Webhooks of a workspace, by when they were written, each with its deliveries.
    Webhooks(WorkspaceId),
    /// Bulks of a workspace, by when they were finished. No read finds them any more; their rows go as those of
    /// [`Swept::StagedBulks`] do.
    BulkResults(WorkspaceId),
    /// Bulks that no read finds, by when they were asked for: their rows, and then what is left.
    StagedBulks,
    /// Mails of invitations of a workspace, by when they were settled and the invitation had ended, whichever was later.
    Mails(WorkspaceId),
    /// Work of a workspace that was given up, by when it was. What was given up by a program that did not write down when
    /// stays.
    DeadLetters(WorkspaceId),
}

/// A part of what is swept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sweep {
    /// Of what.
    pub of: Swept,
    /// Of that, what had its time then or before.
    pub until: Timestamp,
    /// How many rows at most, never more than [`crate::MAX_LIMIT`]. What belongs to a row goes with it and is not counted.
    pub limit: u32,
}

/// The read that says whether there is something to sweep.
#[async_trait]
pub trait Sweeps {
    /// Whether [`crate::Change::Sweep`] would take anything away.
    async fn any_over(&self, sweep: &Sweep) -> Result<bool, StorageError>;
}
