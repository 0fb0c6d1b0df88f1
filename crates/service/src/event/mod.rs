//! The event log: read it, and prove that it is whole.

mod list;
mod story;
mod verify;

pub use list::{ListEvents, list};
pub(crate) use story::story;
pub use verify::{BrokenChain, VerifyReport, verify};
