//! The life of a key: proved at start, counted, moved away from, and told of.

mod bind;
mod check;
mod holds;
mod note;
mod rewrap;
mod survey;

pub use bind::bind;
pub use check::{KeyringCheckError, check_keyring};
pub use note::{KeyringChange, note};
pub use rewrap::{Rewrapped, rewrap};
pub use survey::{KeyUse, survey};
