//! Requests that a client may send again without their being done again: an answer is kept in the very change set of what
//! the request did.

mod held;
mod keeping;
mod request;

pub(crate) use held::Held;
pub use keeping::{Begun, Keeping, Settled, begin};
pub use request::KeyedRequest;
