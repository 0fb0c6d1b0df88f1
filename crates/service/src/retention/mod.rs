//! Retention: taking away what nobody needs any more.

mod sweep;
mod turn;

pub use latchstring_domain::retention::{Kept, KeptDays, KeptDaysError, Retention};
pub use sweep::sweep;
pub use turn::take_turn;
