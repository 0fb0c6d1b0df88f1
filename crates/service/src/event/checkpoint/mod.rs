//! Checkpoints: what the log was at a time, signed, so that one that lost its end is found out by who kept them elsewhere.

mod list;
mod take;
mod text;
mod verify;

pub use latchstring_domain::event::{Checkpoint, Statement};
pub use latchstring_domain::id::WorkspaceId;
pub use list::{after, list};
pub use take::take;
pub use text::{CheckpointText, KeptCheckpoint, ReadCheckpointError};
pub use verify::{BrokenCheckpoint, CheckpointReport, verify};
