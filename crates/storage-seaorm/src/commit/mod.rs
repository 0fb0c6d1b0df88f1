//! Many sets in one commit.
//!
//! A commit waits for the disk, and while it does, others want to commit too. They wait in a [`Queue`], and all that waits when
//! the disk has answered is the next group. Nobody waits for a group to fill: the commit that is running is the window, and a
//! lone caller is as fast as without.

mod queue;
#[cfg(test)]
mod queue_tests;
mod sqlite;
#[cfg(test)]
mod sqlite_tests;
mod stats;

pub(crate) use queue::Queue;
pub(crate) use sqlite::{SqliteGroups, SqliteSet};
pub use stats::CommitStats;
