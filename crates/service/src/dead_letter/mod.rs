//! Dead letters: work of the outbox that was given up, and webhooks whose every try failed. Both stay where they can be seen, and
//! can be begun anew.

mod discard;
mod list;
mod model;
mod replay;

pub use discard::{DiscardError, discard};
pub use list::{ListDeadLetters, get, list};
pub use model::DeadLetter;
pub use replay::{Replay, ReplayError, Replayed, replay};
