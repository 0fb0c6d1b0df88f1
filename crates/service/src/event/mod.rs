//! The event log: read it, take it elsewhere, and prove that it is whole.

pub mod checkpoint;

mod document;
mod export;
mod follow;
mod list;
mod story;
mod verify;

pub use document::{head, line};
pub use export::{EventWalk, walk};
pub use follow::{Follower, follow};
pub use list::{ListEvents, WantedEvents, list};
pub(crate) use story::story;
pub(crate) use verify::check;
pub use verify::{BrokenChain, VerifyReport, verify};
